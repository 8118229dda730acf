"""Offices that persons hold, and when: how the words of two offices compare, and which office a day falls into."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from kgbuild.model import PartialDate

_WORD = re.compile(r"[a-z]+")
_HELD = re.compile(r"([\d-]*)\.\.([\d-]*) ([^@]+?)(?: @ (.+))?")
_SEAT = re.compile(r"(federal )?(member|senator|representative|people's deputy|deputy representing|knesset)", re.I)
_SAME = {
    "defense": "defence",
    "exterior": "foreign",
    "external": "foreign",
    "internal": "interior",
    "home": "interior",
    "labor": "labour",
    "programme": "program",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "organisation": "organization",
    "finances": "finance",
}
_ARTICLES = {"the", "of", "for", "and", "in", "on", "to", "s", "a", "its"}
_LINKS = {"of", "for", "on", "to", "in", "at"}
_PASSING = {"acting", "interim", "caretaker", "then", "current"}
_EMPTY = _ARTICLES | _PASSING | {"affairs", "relations", "federal", "national"}
_RANK = {"prime", "deputy", "vice", "assistant", "under", "undersecretary", "first", "second", "elect", "designate"}
_PAST = {"former", "ex", "late"}
_PLURAL = {"ministers", "presidents", "ambassadors"}


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """What the words of an office tell: its noun, that with its business, its rank, and whether it is a former one."""

    noun: str
    words: frozenset[str]
    rank: frozenset[str]
    former: bool = False

    def within(self, other: "OfficeWords") -> bool:
        """Whether these words may stand for the other office: of its rank, with no word that it lacks."""
        alike = self.noun == other.noun and self.rank == other.rank
        return alike and bool(self.words) and self.words <= other.words

    def names(self, other: "OfficeWords") -> bool:
        """Whether these words alone tell the other office: all its words, or noun and business of a longer name."""
        return self.rank == other.rank and (self.words == other.words or (len(self.words) > 1 and self.within(other)))


@lru_cache(maxsize=4096)
def office_words(office: str) -> OfficeWords:
    """The words of an office without those that tell nothing, in one spelling: `Minister of External Affairs` is
    `foreign minister`."""
    plain = unicodedata.normalize("NFKD", office).casefold().replace("premier", "prime minister")
    words = [_SAME.get(word, word) for word in _WORD.findall(plain)]
    words = [word.removesuffix("s") if word in _PLURAL else word for word in words]
    told = frozenset(words) - _EMPTY - _PAST
    before = next((i for i, word in enumerate(words) if i and word in _LINKS), len(words))
    nouns = [word for word in words[:before] if word in told and word not in _RANK]
    return OfficeWords(nouns[-1] if nouns else "", told - _RANK, told & _RANK, not _PAST.isdisjoint(words))


@lru_cache(maxsize=1 << 15)
def _day(text: str) -> PartialDate | None:
    """The date of a text, None for none; many offices begin and end on the same days."""
    return PartialDate.parse(text) if text else None


@dataclass(frozen=True, slots=True)
class Held:
    """An office and the time in which a person holds it, open at either side; `body` names whom it is held for."""

    office: str
    body: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None

    @classmethod
    def parse(cls, text: str, within: str | None) -> Self:
        """Read `2004-03-09..2012-05 Minister of Justice @ Ruritania`; without `@` the office is held for `within`.

        Raises ValueError for anything else.
        """
        match = _HELD.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not an office: {text!r}")
        since, until, office, body = match.groups()
        return cls(office, body or within, _day(since), _day(until))

    @property
    def words(self) -> OfficeWords:
        """The words of the office, ready to be compared."""
        return office_words(self.office)

    @property
    def seat(self) -> bool:
        """Whether the office is a seat in an assembly."""
        return bool(_SEAT.match(self.office))

    def on(self, date: PartialDate | None, years: tuple[int, int] = (0, 0)) -> bool:
        """Whether the office is held on a date, or so many years before and after the tenure; always without a date."""
        if date is None:
            return True
        if any(years):
            begun = self.since is None or self.since.year - years[0] <= date.year
            return begun and (self.until is None or date.year <= self.until.year + years[1])
        begun = self.since is None or self.since.first <= date.last
        return begun and (self.until is None or date.first <= self.until.last)

    def over_by(self, date: PartialDate | None) -> bool:
        """Whether the tenure had ended by a date."""
        return self.until is not None and (date is None or self.until.first <= date.last)
