"""Which predicted entity and event stands for which gold one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kgbuild.score.records import EntityRecord, EventRecord

TOUCH = 8
"""Two quotes touch where they share so many characters, or all of the shorter one."""
Pair = tuple[int, int, bool]
Key = tuple[str, int | str]
Slot = tuple[str, Key]


def fold(name: str) -> str:
    """A name without case, leading "the", possessive ending and outer punctuation, so that spellings compare."""
    name = re.sub(r"[’‘]", "'", name).casefold()
    name = re.sub(r"^the\s+", "", re.sub(r"\s+", " ", name).strip())
    return re.sub(r"'s$", "", name).strip(" .,")


def folded(entity: EntityRecord) -> set[str]:
    """All names of an entity, folded."""
    return {fold(name) for name in entity.names}


def squeeze(text: str) -> str:
    """A text with one space for each run of white space and straight quotes, so that a quote is found across lines."""
    text = re.sub(r"[’‘]", "'", re.sub(r"[“”]", '"', text))
    return re.sub(r"\s+", " ", text)


def match_entities(gold: Sequence[EntityRecord], predicted: Sequence[EntityRecord]) -> list[Pair]:
    """Pairs of gold and predicted entity with a name in common, and whether their types agree; one to one."""
    pairs: list[Pair] = []
    used: set[int] = set()
    for i, wanted in enumerate(gold):
        ranked = [
            (other.type == wanted.type, fold(other.name) == fold(wanted.name), len(shared), -j)
            for j, other in enumerate(predicted)
            if j not in used and (shared := folded(wanted) & folded(other))
        ]
        if ranked:
            same, _, _, position = max(ranked)
            used.add(-position)
            pairs.append((i, -position, same))
    return pairs


@dataclass(slots=True)
class Keys:
    """What a name stands for: a gold entity, its own or that of the predicted one that matches, or else just itself."""

    gold: dict[str, int] = field(default_factory=dict)
    predicted: dict[str, int] = field(default_factory=dict)
    to_gold: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, gold: Sequence[EntityRecord], predicted: Sequence[EntityRecord], pairs: Iterable[Pair]) -> "Keys":
        """The keys of an article's names."""
        return cls(_first(gold), _first(predicted), {j: i for i, j, _ in pairs})

    def of_gold(self, name: str) -> Key:
        """What a name in a gold record stands for."""
        text = fold(name)
        return ("entity", self.gold[text]) if text in self.gold else ("text", text)

    def of_predicted(self, name: str) -> Key:
        """What a name in a predicted record stands for."""
        j = self.predicted.get(fold(name))
        return ("entity", self.to_gold[j]) if j is not None and j in self.to_gold else self.of_gold(name)

    def gold_slots(self, event: EventRecord) -> set[Slot]:
        """The filled slots of a gold event."""
        return {(slot, self.of_gold(name)) for slot, name in event.slots}

    def predicted_slots(self, event: EventRecord) -> set[Slot]:
        """The filled slots of a predicted event."""
        return {(slot, self.of_predicted(name)) for slot, name in event.slots}


def _first(entities: Sequence[EntityRecord]) -> dict[str, int]:
    """The first entity that bears each name."""
    index: dict[str, int] = {}
    for number, entity in enumerate(entities):
        for name in folded(entity):
            index.setdefault(name, number)
    return index


def match_events(gold: Sequence[EventRecord], predicted: Sequence[EventRecord], text: str, keys: Keys) -> list[Pair]:
    """Pairs of gold and predicted event of one branch whose quotes touch, and whether their types agree; one to one.

    Best pairs first: same type, then most slots in common, then same start, then in order. `text` is squeezed.
    """
    where = [_spans(event, text) for event in gold]
    options = []
    for j, other in enumerate(predicted):
        spans = _spans(other, text)
        for i, wanted in enumerate(gold):
            if wanted.branch == other.branch and _touch(where[i], spans):
                shared = len(keys.gold_slots(wanted) & keys.predicted_slots(other))
                on_time = wanted.start is not None and wanted.start == other.start
                options.append((wanted.type == other.type, shared, on_time, -i, -j))
    pairs: list[Pair] = []
    for same, _, _, i, j in sorted(options, reverse=True):
        if all(-i != a and -j != b for a, b, _ in pairs):
            pairs.append((-i, -j, same))
    return pairs


def _spans(event: EventRecord, text: str) -> list[tuple[int, int]]:
    """Where the quotes of an event first stand in the text."""
    quotes = [quote for each in event.quotes if (quote := squeeze(each).strip())]
    return [(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]


def _touch(these: Iterable[tuple[int, int]], those: Sequence[tuple[int, int]]) -> bool:
    return any(
        min(end, other_end) - max(start, other_start) >= min(TOUCH, end - start, other_end - other_start)
        for start, end in these
        for other_start, other_end in those
    )
