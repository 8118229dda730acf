"""Whom a personal name means on the day of an article: who may be meant at all, and who then held an office."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from kgbuild.language.names.gazetteer import Entry, Gazetteer, fold
from kgbuild.language.names.offices import Held, OfficeWords, office_words
from kgbuild.model import PartialDate
from kgbuild.model.terms import PERSON

Told = tuple[OfficeWords, str | None]
"""An office as an article words it, with the gazetteer's name of whom it is held for where that is told."""

_FAMILY_FIRST = {"China", "South Korea", "North Korea", "Vietnam", "Cambodia"}
_HEAD = "head"
_SEAT = (1, 1)
_OFFICE = (3, 8)
_LEADING = (20, 40)
_LETTERS = 2
_FORMER = (0, 20)
_CONGRESS = ("congressman", "congresswoman", "congressperson", "senator", "representative")
_SEATED = (*_CONGRESS, "mp", "lawmaker", "legislator", "politician", "member", "deputy", "speaker", "whip")


@dataclass(frozen=True)
class Incumbents:
    """The gazetteer's persons as seen from an article of a date (None is unknown) that names some states and bodies."""

    gazetteer: Gazetteer
    date: PartialDate | None = None
    named: Collection[str] = ()
    _leading: dict[OfficeWords, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        listed = self.gazetteer.listed("leading-offices").items()
        object.__setattr__(self, "_leading", {office_words(office): kind for office, kind in listed})

    def noted(self, entry: Entry) -> bool:
        """Whether a person is one whom news names without introduction: a leader, or one of no office that is known."""
        return not entry.offices or any(held.words in self._leading for held in entry.offices)

    def plausible(self, entry: Entry, introduced: bool = False) -> bool:
        """Whether news of the date may speak of a person: of a leader for decades, of others around their tenure.

        All but heads of state or government need the state or body named, or, if they lead, an office beside them.
        """
        return not entry.offices or any(self._tells(held, introduced) for held in entry.offices)

    def _tells(self, held: Held, introduced: bool) -> bool:
        """Whether an office makes it plausible that its holder is meant."""
        if held.words not in self._leading:
            return held.on(self.date, _SEAT if held.seat else _OFFICE) and held.body in self.named
        known = introduced or self._leading[held.words] == _HEAD or held.body in self.named
        return known and held.on(self.date, _LEADING)

    def introduces(self, word: str, entry: Entry) -> bool:
        """Whether a noun for an office is one of an office of a person."""
        told = office_words(word)
        seated = word.casefold().rstrip("s") in _SEATED
        return any((seated and held.seat) or told.noun == held.words.noun for held in entry.offices)

    def one(self, entries: Iterable[Entry]) -> Entry | None:
        """The one of several namesakes who is meant: the only leader, or one in office; None where that is open."""
        found = list(entries)
        for choice in (found, [e for e in found if self.noted(e)], [e for e in found if self._in_office(e)]):
            if len({(entry.name, entry.qid) for entry in choice}) == 1:
                return choice[0]
        return None

    def leads(self, surname: str) -> bool:
        """Whether a leader of these decades has the family name."""
        return any(self.noted(e) and self.plausible(e) for e in self.gazetteer.surnamed(surname) if _ends(e, surname))

    def titled(self, name: str, offices: Iterable[Told]) -> Entry | None:
        """The only person of a family name who on the date held one of the offices; None where that is open."""
        told = list(offices)
        return self._only(e for e in self.gazetteer.surnamed(name.split()[-1]) if self._fits(e, name, told))

    def spelt(self, name: str, offices: Iterable[Told]) -> Entry | None:
        """The only person of a family name whose first name is spelt alike, and who on the date held one of the offices
        ("Oleksiy" and "Oleksii"); None where that is open."""
        told, last = list(offices), name.split()[-1]
        alike = (e for e in self.gazetteer.surnamed(last) if _spelt_alike(e, name) and _ends(e, last))
        return self._only(e for e in alike if self._fits(e, last, told))

    def bare(self, name: str) -> Entry | None:
        """The only leader of a family name who on the date was in office for a state or body that is named."""
        if self.date is None:
            return None
        named = (e for e in self.gazetteer.surnamed(name.split()[-1]) if _called(e, name))
        return self._only(e for e in named if any(self._in_charge(held) for held in e.offices))

    def holds(self, entry: Entry, told: OfficeWords, body: str) -> bool:
        """Whether the words name an office that a person holds for a body on the date, or held before it."""
        return any(told.names(held.words) and held.body == body and self._when(held, told) for held in entry.offices)

    def body(self, entry: Entry, told: OfficeWords) -> str | None:
        """Whom a person holds an office for: as the office on the date tells, else as most of them do."""
        fitting = [held for held in entry.offices if told.within(held.words)]
        then = [held for held in fitting if self._when(held, told)]
        return next((held.body for held in (*then, *fitting) if held.body), entry.within)

    def _fits(self, entry: Entry, name: str, offices: Iterable[Told]) -> bool:
        """Whether a person has the name and held one of the offices; only a leader may be told by another name."""
        family = _called(entry, name)
        for told, body in offices:
            for held in self._held(entry, told):
                leading = held.words in self._leading
                known = held.body == body if body else leading or held.body in self.named
                if known and (family or leading):
                    return True
        return False

    def _held(self, entry: Entry, told: OfficeWords) -> Iterator[Held]:
        """The offices of a person, held on the date, that the words may stand for."""
        return (held for held in entry.offices if told.within(held.words) and self._when(held, told))

    def _when(self, held: Held, told: OfficeWords) -> bool:
        """Whether a tenure is on at the date; that of a former office is over by then."""
        return held.over_by(self.date) and held.on(self.date, _FORMER) if told.former else held.on(self.date)

    def _in_charge(self, held: Held) -> bool:
        """Whether an office is a leading one, held on the date for a state or body that is named."""
        return held.words in self._leading and held.body in self.named and held.on(self.date)

    def _in_office(self, entry: Entry) -> bool:
        """Whether a person holds an office on the date."""
        return any(held.on(self.date) for held in entry.offices)

    def _only(self, entries: Iterable[Entry]) -> Entry | None:
        """The entry where there is just one person."""
        found = {(entry.name, entry.qid): entry for entry in entries if entry.type == PERSON}
        return next(iter(found.values())) if len(found) == 1 else None


def _spelt_alike(entry: Entry, name: str) -> bool:
    """Whether a person's first name begins like that of a name, and differs from it by no more than two letters."""
    ours, theirs = (fold(form.split()[0]).casefold() for form in (entry.name, name))
    common = sum(block.size for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks())
    return ours[:2] == theirs[:2] and max(len(ours), len(theirs)) - common <= _LETTERS


def _called(entry: Entry, name: str) -> bool:
    """Whether a name is the family name of a person, as it is written in the person's state."""
    eastern = entry.within in _FAMILY_FIRST or (entry.within == "Taiwan" and "-" in entry.name)
    return (eastern and fold(entry.name.split()[0]).casefold() == fold(name).casefold()) or _ends(entry, name)


def _ends(entry: Entry, name: str) -> bool:
    """Whether one of a person's names ends in these words; "Assad" ends "al-Assad"."""
    last = fold(name).casefold()
    full = (fold(form).casefold() for form in (entry.name, *entry.aliases))
    return any(form.endswith((f" {last}", f" al-{last}", f" el-{last}")) for form in full)
