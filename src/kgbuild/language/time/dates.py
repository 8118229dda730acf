"""Time expressions of a text, resolved against the article's date.

Works on words alone, with no tagger or parser, so that it does not depend on a model.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kgbuild.language.grammar.numerals import words as words_of
from kgbuild.language.time import timeline
from kgbuild.language.time.anchors import CLAUSE_END, Anchors, new_paragraph, of_noun
from kgbuild.language.time.clock import Clock, Reading, Tense, TimeKind
from kgbuild.language.time.datephrases import phrases
from kgbuild.language.time.datereadings import Resolver, moved, pick
from kgbuild.language.time.datewords import Tagged, tag_string, tag_words
from kgbuild.language.time.timeline import DAYS, Unit
from kgbuild.model import PartialDate

__all__ = ["TimeExpression", "TimeKind", "Unit", "find_dates", "find_in_text"]

_LOOK = 30
_AHEAD = frozenset(
    {"will", "won't", "shall", "upcoming", "scheduled", "planned", "plans", "planning", "due", "expected"}
)
_AHEAD |= {
    "expects",
    "intends",
    "going",
    "until",
    "hopes",
    "i'll",
    "we'll",
    "they'll",
    "he'll",
    "she'll",
    "it'll",
}
_PAST = frozenset(
    {
        "was",
        "were",
        "had",
        "did",
        "said",
        "says",
        "told",
        "has",
        "have",
        "met",
        "held",
        "began",
        "took",
        "went",
        "came",
        "fell",
        "left",
        "made",
        "gave",
        "sent",
        "hit",
        "struck",
        "fled",
        "fought",
        "saw",
        "spoke",
        "wrote",
        "won",
        "lost",
        "shot",
        "broke",
        "rose",
        "became",
        "ago",
        "been",
        "died",
        "led",
    }
)
_SIDES = {
    "SINCE": TimeKind.OPEN_START,
    "BEGIN": TimeKind.OPEN_START,
    "AFTER": TimeKind.AFTER,
    "UNTIL": TimeKind.OPEN_END,
    "BY": TimeKind.OPEN_END,
    "BEFORE": TimeKind.BEFORE,
}
_NAMES_TIME = frozenset(
    {"MONTH", "YEAR", "UNIT", "UNITS", "WEEKDAY", "WEEKDAYS", "TODAY", "DATE", "DECADE", "PART", "OVERNIGHT"}
)
_NAMES_TIME |= {"WEEKEND", "ORDINAL", "CHRISTMAS", "SEASON", "DAILY"}
_IS = frozenset({"is", "are"})
_TO_BE = frozenset({"was", "were"})
_LINKS = frozenset(
    {
        "OPEN",
        "IN",
        "OF",
        "BY",
        "ON",
        "AND",
        "TO",
        "DASH",
        "FROM",
        "BETWEEN",
        "OVER",
        "AFTER",
        "BEFORE",
        "SINCE",
        "UNTIL",
    }
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time over the tokens (or code points) `[first, last)`.

    `start` and `end` are the days, months or years told, as precise as the words: of a point `start` alone, of a
    period both, of "since" the start and of "until" the end; None throughout where the words cannot be resolved.
    `amount` and `unit` measure a duration.
    """

    first: int
    last: int
    kind: TimeKind
    start: PartialDate | None = None
    end: PartialDate | None = None
    amount: float | None = None
    unit: Unit | None = None

    @property
    def days(self) -> float | None:
        """The length of a duration in days."""
        return None if self.amount is None or self.unit is None else self.amount * DAYS[self.unit]

    def before(self, moment: PartialDate) -> PartialDate | None:
        """When a stretch of this duration began that ended at `moment`."""
        return self._away(moment, -1)

    def after(self, moment: PartialDate) -> PartialDate | None:
        """When a stretch of this duration ends that began at `moment`."""
        return self._away(moment, 1)

    def _away(self, moment: PartialDate, way: int) -> PartialDate | None:
        if self.amount is None or self.unit is None:
            return None
        return timeline.shift(moment, way * self.amount, self.unit)


def find_dates(doc: Doc, reference: PartialDate | None) -> list[TimeExpression]:
    """The time expressions of a document in order, with token indexes; relative ones resolve only with a reference."""
    starts = [token.idx for token in doc]
    return [_on_tokens(found, starts) for found in find_in_text(doc.text, reference)]


def _on_tokens(found: TimeExpression, starts: Sequence[int]) -> TimeExpression:
    first = bisect_right(starts, found.first) - 1
    return replace(found, first=first, last=max(first + 1, bisect_right(starts, found.last - 1)))


def find_in_text(text: str, reference: PartialDate | None) -> list[TimeExpression]:
    """The time expressions of a text in order, with code point offsets."""
    tagged = tag_words(words_of(text))
    atoms = _joined(tagged, _read(tagged, reference))
    return [
        TimeExpression(
            tagged[atom.first].word.start,
            tagged[atom.last - 1].word.end,
            atom.reading.kind,
            atom.reading.start,
            atom.reading.end,
            atom.reading.amount,
            atom.reading.unit,
        )
        for atom in atoms
    ]


@dataclass(frozen=True, slots=True)
class _Atom:
    """A phrase over the words `[first, last)` and what it means."""

    first: int
    last: int
    reading: Reading
    resolve: Resolver
    clock: Clock


def _read(tagged: Sequence[Tagged], reference: PartialDate | None) -> list[_Atom]:
    """The phrases from left to right, the longest first where several begin together."""
    atoms: list[_Atom] = []
    end = 0
    told = Anchors(reference, tagged)
    for first, last, resolve in _candidates(tagged):
        if first < end:
            continue
        clock = told.clock(tagged, first, _tense(tagged, first, last))
        reading = resolve(tagged[first:last], clock)
        if reading is None:
            continue
        while first < last - 1 and tagged[first].tag in _LINKS:
            first += 1
        last -= tagged[last - 1].tag == "CLOSE"
        atoms.append(_Atom(first, last, reading, resolve, clock))
        end = last
        if reading.kind is TimeKind.DATE and reading.start is not None:
            told.add(reading.start, tagged, first, last)
    return atoms


def _candidates(tagged: Sequence[Tagged]) -> Iterator[tuple[int, int, Resolver]]:
    """Every match of every phrase, as word indexes, leftmost and then longest first."""
    tags, offsets = tag_string(tagged)
    matches: list[tuple[int, int, int, Resolver]] = []
    for start, stop in _stretches(tagged):
        for order, (pattern, resolve) in enumerate(phrases()):
            for match in pattern.finditer(tags, offsets[start], offsets[stop] if stop < len(offsets) else len(tags)):
                first, last = bisect_right(offsets, match.start()) - 1, bisect_right(offsets, match.end() - 1)
                matches.append((first, -last, order, resolve))
    for first, last, _, resolve in sorted(matches, key=lambda found: found[:3]):
        yield first, -last, resolve


def _stretches(tagged: Sequence[Tagged]) -> Iterator[tuple[int, int]]:
    """The runs of words of time that name a time, each with the word after it, which some phrases look at."""
    start, named = 0, False
    for at, item in enumerate(tagged):
        if item.tag == "OTHER":
            if named:
                yield start, at + 1
            start, named = at + 1, False
        named = named or item.tag in _NAMES_TIME
    if named:
        yield start, len(tagged)


def _tense(tagged: Sequence[Tagged], first: int, last: int) -> Tense:
    """What the nearest verb before the phrase, or else after it, in its sentence says of its time."""
    if first and tagged[first - 1].tag in {"BY", "UNTIL"} and not _opens(tagged, first - 1):
        return Tense.FUTURE
    if _of_name(tagged, first) or of_noun(tagged, first, last):
        return Tense.NONE
    for side in (range(first - 1, max(-1, first - _LOOK), -1), range(last, min(len(tagged), last + _LOOK // 2))):
        for at in side:
            name = tagged[at].word.lower
            if name in CLAUSE_END or (at > first and new_paragraph(tagged, at)):
                break
            if (name in _AHEAD and not _because_of(tagged, at)) or _possible(tagged, at):
                return Tense.FUTURE
            if name in _IS and at + 2 < len(tagged) and tagged[at + 1].tag == "TO" and tagged[at + 2].tag == "OTHER":
                return Tense.FUTURE
            if name == "would" or (name in _TO_BE and at + 1 < first and tagged[at + 1].tag == "TO"):
                return Tense.NONE
            if name in _PAST or (len(name) > 4 and name.endswith("ed")):
                return _voiced(tagged, at)
            if at < first and new_paragraph(tagged, at):
                break
    return Tense.NONE


def _voiced(tagged: Sequence[Tagged], at: int) -> Tense:
    """The tense of a participle or past form: to come after "to be" and the like ("to be held"), else past."""
    before = [item.word.lower for item in tagged[max(0, at - 2) : at]]
    if before[-1:] != ["be"]:
        return Tense.PAST
    return Tense.NONE if before[0] == "would" else Tense.FUTURE


def _opens(tagged: Sequence[Tagged], at: int) -> bool:
    """Whether a word opens a sentence."""
    return at == 0 or tagged[at - 1].word.lower in CLAUSE_END or new_paragraph(tagged, at)


def _possible(tagged: Sequence[Tagged], at: int) -> bool:
    """Whether something "may" or "might" happen here, which looks ahead, and not may have happened."""
    following = tagged[at + 1].word.lower if at + 1 < len(tagged) else ""
    return tagged[at].word.text in {"may", "might"} and tagged[at].tag != "MONTH" and following != "have"


def _because_of(tagged: Sequence[Tagged], at: int) -> bool:
    """Whether "due" here gives a cause ("due to the shooting") and looks at no time to come ("due to meet")."""
    following = [item.tag for item in tagged[at + 1 : at + 3]]
    return tagged[at].word.lower == "due" and following in (["TO", "THE"], ["TO", "A"])


def _of_name(tagged: Sequence[Tagged], first: int) -> bool:
    """Whether the month of a noun phrase begins here, which no verb tells of ("the summit of the Americas in June")."""
    at = first
    if at < len(tagged) and tagged[at].tag == "IN":
        at += 1
    if at >= len(tagged) or tagged[at].tag != "MONTH" or not at or tagged[at - 1].tag != "IN":
        return False
    at = name = at - 2
    while at >= 0 and tagged[at].word.text[:1].isupper():
        at -= 1
    if at >= 0 and tagged[at].tag == "THE":
        return at < name and at > 0 and tagged[at - 1].tag == "OF"
    return 0 <= at < name and tagged[at].tag == "OF"


def _joined(tagged: Sequence[Tagged], atoms: Sequence[_Atom]) -> list[_Atom]:
    """The phrases with those put together that form a range or an offset, and with "since", "until" … taken in."""
    joined: list[_Atom] = []
    at = 0
    while at < len(atoms):
        pair = _pair(tagged, atoms[at], atoms[at + 1]) if at + 1 < len(atoms) else None
        joined.append(pair or _sided(tagged, atoms[at]))
        at += 2 if pair else 1
    return joined


def _pair(tagged: Sequence[Tagged], one: _Atom, two: _Atom) -> _Atom | None:
    """Two neighbouring phrases as a range ("from Monday to Friday") or an offset ("two days after 5 May")."""
    between = [item.tag for item in tagged[one.last : two.first] if item.tag != "THE"]
    before = tagged[one.first - 1].tag if one.first else ""
    if len(between) > 1 or two.reading.kind is not TimeKind.DATE:
        return None
    link = between[0] if between else tagged[two.first].tag
    if one.reading.kind is TimeKind.DURATION and link in {"AFTER", "BEFORE", "FROM"} and two.reading.start:
        moment = moved(tagged[one.first : one.last], two.reading.start, -1 if link == "BEFORE" else 1)
        return replace(one, last=two.last, reading=Reading(TimeKind.DATE, moment))
    linked = link in {"TO", "DASH", "UNTIL"} or (link == "AND" and before == "BETWEEN")
    if not linked or one.reading.kind is not TimeKind.DATE:
        return None
    first = one.first - 1 if before in {"FROM", "BETWEEN"} else one.first
    return _range(tagged, replace(one, first=first), two)


def _range(tagged: Sequence[Tagged], one: _Atom, two: _Atom) -> _Atom | None:
    """The range of two points: the end's year holds for the start too; an end before the start is sought after it."""
    start, end = one.reading.start, two.reading.start
    words = tagged[one.first : one.last]
    if end is not None and not pick(words, "YEAR", "DATE") and pick(tagged[two.first : two.last], "YEAR"):
        again = one.resolve(words, replace(one.clock, reference=end, tense=Tense.PAST))
        start = again.start if again else start
    elif start is not None and end is not None and end.last < start.first:
        again = two.resolve(tagged[two.first : two.last], replace(two.clock, reference=start, tense=Tense.FUTURE))
        end = again.start if again else end
    if start is not None and end is not None and end.last < start.first:
        return None
    if start is None or end is None:
        start = end = None
    return replace(one, last=two.last, reading=Reading(TimeKind.RANGE, start, end))


def _sided(tagged: Sequence[Tagged], atom: _Atom) -> _Atom:
    """A point or period with the word before it that opens it on one side."""
    if atom.reading.kind not in (TimeKind.DATE, TimeKind.RANGE):
        return atom
    start, end = atom.reading.start, atom.reading.end or atom.reading.start
    if atom.first > 1 and of_noun(tagged, atom.first, atom.last) and tagged[atom.first - 2].tag == "BY":
        return atom
    for first in (atom.first - 1, atom.first - 2, atom.first - 3):
        tag = tagged[first].tag if first >= 0 else ""
        if tag in _SIDES:
            kind = _SIDES[tag]
            opens = kind in (TimeKind.OPEN_START, TimeKind.AFTER)
            return replace(atom, first=first, reading=Reading(kind, start if opens else None, None if opens else end))
        if tag not in {"ON", "THE", "LATE"}:
            break
    return atom
