"""The name as it is found in a text, and the collector that keeps names from overlapping."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.language.names.capitals import Capitals, Known
from kgbuild.language.names.gazetteer import Entry, Form, Reading
from kgbuild.language.names.titles import Title, single_spaced, title_tokens
from kgbuild.model.terms import KG, ORGANIZATION, PERSON, PLACE, STATE

ETHNIC_GROUP = KG + "EthnicGroup"
LABELS = {"PER": PERSON, "PERSON": PERSON, "LOC": PLACE, "GPE": PLACE, "FAC": PLACE, "ORG": ORGANIZATION}


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the tokens `[start, end)`, code points `[first, last)` of the document.

    `type` is a class IRI, `entry` what the gazetteer knows under it. `echo` marks a name inside another's
    ("Paris Agreement"): it makes no entity, but may stand for one. `guessed` marks one that only the pipeline saw.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    type: str
    form: Form = Form.NAME
    entry: Entry | None = None
    echo: bool = False
    guessed: bool = False

    @property
    def size(self) -> int:
        """The number of tokens."""
        return self.end - self.start


class Finder:
    """Collects names from the surest to the least sure; a token belongs to one name only."""

    def __init__(self, capitals: Capitals, titles: list[Title]) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.titles = titles
        self.in_title = title_tokens(capitals, titles)
        self.names: dict[int, Name] = {}
        self.blocked: set[int] = set()
        self._taken: set[int] = set()
        self._partial: list[Name] = []

    def add(
        self,
        start: int,
        end: int,
        kind: str,
        *,
        entry: Entry | None = None,
        form: Form = Form.NAME,
        guessed: bool = False,
    ) -> None:
        """Take the tokens for a name, where they are free."""
        if self.free(start, end):
            first, last = self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1])
            text = single_spaced(self.capitals.text[first:last])
            name = Name(start, end, first, last, text, kind, form, entry, start in self.blocked, guessed)
            self.names[start] = name
            self._taken.update(range(start, end))

    def add_known(self, known: Known, reading: Reading) -> None:
        """Take a match of the gazetteer as a name; one inside a longer token takes no token."""
        entry, form = reading
        if self.doc[known.end - 1].text in self.capitals.listed("government-words") and known.size > 1:
            form = Form.ADJECTIVE
        if known.start in self.capitals.known:
            self.add(known.start, known.end, entry.type, entry=entry, form=form)
        else:
            echo = known.start in self.blocked
            text = single_spaced(self.capitals.text[known.first : known.last])
            self._partial.append(
                Name(known.start, known.end, known.first, known.last, text, entry.type, form, entry, echo)
            )

    def add_phrase(self, start: int, end: int, word: int, entry: Entry) -> None:
        """Add a phrase around a name as one more form of its entry; it takes only the token of its noun `word`."""
        first, last = self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1])
        text = single_spaced(self.capitals.text[first:last])
        self._partial.append(
            Name(start, end, first, last, text, entry.type, Form.ADJECTIVE, entry, start in self.blocked)
        )
        self._taken.add(word)

    def free(self, start: int, end: int) -> bool:
        """Whether there are tokens and none is taken."""
        return start < end and not any(i in self._taken for i in range(start, end))

    def taken(self, i: int) -> bool:
        """Whether the token belongs to a name."""
        return i in self._taken

    def drop(self, name: Name) -> None:
        """Give the tokens of a name back."""
        del self.names[name.start]
        self._taken.difference_update(range(name.start, name.end))

    def found(self) -> list[Name]:
        """All names in text order."""
        return sorted([*self.names.values(), *self._partial], key=lambda name: (name.first, name.last))

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The parts of the capitalised runs that neither names nor offices have taken."""
        for start, end in self.capitals.runs():
            i = start
            while i < end:
                reach = i
                while reach < end and not self.taken(reach) and reach not in self.in_title:
                    reach += 1
                if reach > i:
                    yield i, reach
                i = max(reach, i + 1)


def is_place(entry: Entry, place_classes: Iterable[str]) -> bool:
    """Whether an entry is a place other than a state."""
    return entry.type == PLACE or entry.type.removeprefix(KG) in place_classes


def is_state(known: Known | None) -> bool:
    """Whether a match has the name of a state among its readings."""
    return known is not None and any(entry.type == STATE and form is Form.NAME for entry, form in known.readings)
