"""Which names of an article mean the same thing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.finder import ETHNIC_GROUP, Name
from kgbuild.language.names.gazetteer import Entry, Form, fold
from kgbuild.model.terms import KG, PERSON, PLACE, STATE

_SUFFIXES = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}
_BUSINESSES = {
    "Air",
    "Airlines",
    "Airways",
    "Group",
    "Oil",
    "Energy",
    "Petroleum",
    "Motors",
    "Industries",
    "Steel",
    "Telecom",
}
_LONG_ENOUGH = 5
_KNOWN_AS = re.compile(
    r"""[\s,(–—-]*((also|better|otherwise|widely)\s+known\s+as|a\.?k\.?a\.?|alias)\s+(the\s+)?["“'‘]?""", re.IGNORECASE
)


@dataclass(slots=True)
class Cluster:
    """All names that mean one thing; `type` and `entry` are those of the first that tells."""

    type: str
    entry: Entry | None
    names: list[Name] = field(default_factory=list)

    def texts(self) -> list[str]:
        """The distinct forms, in text order."""
        return list(dict.fromkeys(name.text for name in self.names))


class Clusters:
    """Names gathered one after the other into clusters."""

    def __init__(self, capitals: Capitals) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.all: list[Cluster] = []

    def gather(self, names: Iterable[Name]) -> list[Cluster]:
        """The clusters of the names; full names are read before short ones, so that order does not matter to them."""
        for name in sorted(names, key=lambda name: (name.echo, self._short(name), name.start)):
            cluster = self._find(name)
            if cluster is not None:
                cluster.names.append(name)
                cluster.entry = cluster.entry or name.entry
            elif not name.echo:
                self.all.append(Cluster(name.type, name.entry, [name]))
        self._merge_called()
        for cluster in self.all:
            cluster.names.sort(key=lambda name: name.start)
        self.all.sort(key=lambda cluster: cluster.names[0].start)
        return self.all

    def _short(self, name: Name) -> bool:
        """Whether a name may be the short form of a longer one."""
        return name.end - name.start == 1 and name.entry is None

    def _find(self, name: Name) -> Cluster | None:
        """The cluster that a name belongs to, the latest first."""
        if name.entry is not None:
            for cluster in self.all:
                if cluster.entry is not None and _same_entry(cluster.entry, name.entry):
                    return cluster
        for same in (self._same, self._misspelt):
            found = [cluster for cluster in reversed(self.all) if any(same(other, name) for other in cluster.names)]
            if found:
                return self._likeliest(found) if name.type == PERSON and self._short(name) else found[0]
        trading = [c for c in self.all if self._short(name) and name.guessed and self._trades_as(c, name)]
        if len(trading) == 1:
            return trading[0]
        called = [c for c in self.all if name.type == c.type == PERSON and self._short(name) and self._called(c, name)]
        return called[0] if len(called) == 1 else None

    def _likeliest(self, namesakes: Sequence[Cluster]) -> Cluster:
        """Whom a bare family name means: somebody known before somebody unknown, then who is named first."""
        return min(namesakes, key=lambda cluster: (cluster.entry is None, min(name.start for name in cluster.names)))

    def _merge_called(self) -> None:
        """Unite what "also known as" says to be one; of two kinds only where none is a person."""
        of = {name: cluster for cluster in self.all for name in cluster.names}
        for one, two in pairwise(sorted(of, key=lambda name: name.first)):
            first, second = of[one], of[two]
            alike = first.type == second.type or PERSON not in {first.type, second.type}
            if first is not second and alike and _KNOWN_AS.fullmatch(self.capitals.text[one.last : two.first]):
                first.names += second.names
                first.entry = first.entry or second.entry
                of |= dict.fromkeys(second.names, first)
                self.all.remove(second)

    def _trades_as(self, cluster: Cluster, name: Name) -> bool:
        """Whether one word is what a company's name has before the word for its business ("Mahan" of "Mahan Air")."""
        words = [other.text.split() for other in cluster.names if other.type != PERSON]
        return any(len(each) == 2 and each[0] == name.text and each[1] in _BUSINESSES for each in words)

    def _called(self, cluster: Cluster, name: Name) -> bool:
        """Whether one word is the first word of a person's full name: a ruler's, or a family name that goes first."""
        return any(other.size > 1 and _words(other.text)[0] == _plain(name.text) for other in cluster.names)

    def _same(self, known: Name, name: Name) -> bool:
        """Whether two names mean the same by their words."""
        if PERSON in (known.type, name.type):
            return (known.type == name.type or (self._short(name) and name.entry is None)) and same_person(
                _words(known.text), _words(name.text)
            )
        if known.type == name.type == ETHNIC_GROUP:
            return self._people(known) == self._people(name)
        if known.entry is not None and name.entry is not None:
            return False
        return _plain(known.text) == _plain(name.text) or self._abbreviates(known, name) or self._head_of(known, name)

    def _misspelt(self, known: Name, name: Name) -> bool:
        """Whether a name of the pipeline's, or a bare family name, is a slip of the pen for another."""
        if PERSON in {known.type, name.type}:
            return (
                known.type == name.type
                and self._short(name)
                and misspelt(fold(name.text), fold(known.text).split()[-1])
            )
        return name.guessed and misspelt(known.text, name.text)

    def _people(self, name: Name) -> str:
        """The people that a group's name tells: what its last word is known for."""
        known = self.capitals.gazetteer.lookup(self.doc[name.end - 1].text)
        return known[0][0].name if known else fold(self.doc[name.end - 1].text)

    def _abbreviates(self, known: Name, name: Name) -> bool:
        """Whether a name in capitals abbreviates another, by its place in brackets or by the initials."""
        short, long = (name, known) if name.end - name.start == 1 else (known, name)
        text = self.doc[short.start].text
        if short.end - short.start != 1 or long.end - long.start < 2 or not text.isupper() or len(text) < 2:
            return False
        bracketed = short.start == long.end + 1 and self.doc[long.end].text in {"(", "["}
        initials = "".join(word.text[0] for word in self.doc[long.start : long.end] if word.text[0].isupper())
        return bracketed or (short.type != PLACE and text.replace(".", "") == initials)

    def _head_of(self, known: Name, name: Name) -> bool:
        """Whether a shorter name repeats the head of a longer one that came before it, or a place without its noun."""
        short, long = (name, known) if len(name.text) < len(known.text) else (known, name)
        ours, theirs = short.text.split(), long.text.split()
        if long.type != short.type and not {long.type, short.type}.isdisjoint({STATE, PERSON, ETHNIC_GROUP}):
            return False
        if _is_place(long.type):
            return (
                _is_place(short.type)
                and theirs[: len(ours)] == ours
                and " ".join(theirs[len(ours) :]) in self.capitals.listed("place-words")
            )
        if long.start > short.start or _is_place(short.type):
            return False
        return (theirs[-len(ours) :] == ours and self._owner_only(long, len(ours))) or (
            theirs[: len(ours)] == ours and theirs[len(ours)] == "of"
        )

    def _owner_only(self, long: Name, kept: int) -> bool:
        """Whether what a longer name has before its last words is only the state that it belongs to."""
        known = self.capitals.known.get(long.start)
        return known is not None and long.end - known.end == kept and known.readings[0][0].type == STATE


@lru_cache(maxsize=1 << 10)
def _plain(text: str) -> str:
    """A name without regard to case and diacritics."""
    return fold(text).casefold()


@lru_cache(maxsize=1 << 10)
def _words(text: str) -> list[str]:
    """The folded words of a personal name, suffixes left out."""
    return [word.casefold() for word in fold(text).split() if word not in _SUFFIXES]


def _same_entry(one: Entry, other: Entry) -> bool:
    """Whether two entries are the same thing: the same line, or the same name and class."""
    return one is other or (one.name == other.name and one.type == other.type)


def _is_place(kind: str) -> bool:
    """Whether a class is one of the places that names of this module bear."""
    return kind == PLACE or kind.removeprefix(KG) in {
        "Region",
        "City",
        "Settlement",
        "Facility",
        "MilitaryBase",
        "Camp",
    }


def same_person(one: list[str], other: list[str]) -> bool:
    """Whether two personal names fit one person: one is the last words of the other, or first and last words agree."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if long[-len(short) :] == short:
        return True
    if len(short) > 1 and short[0] == long[0] and short[-1] == long[-1]:
        return True
    if len(short) == 1 and len(long) > 1:
        return _last_word(long) == short[0]
    return False


def _last_word(words: list[str]) -> str:
    """The family name with its particle joined, as it may stand alone ("al-Assad" as "Assad")."""
    return words[-1].rpartition("-")[2]


def misspelt(one: str, other: str) -> bool:
    """Whether two names of some length differ in one letter, or in two neighbours that changed places."""
    if len(one) != len(other) or len(one) < _LONG_ENOUGH or one == other:
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )
    return len(apart) == 1 or swapped


def best_name(cluster: Cluster) -> Name:
    """The fullest form: names before adjectives, full forms before abbreviations, then the longest, then the first."""

    def rank(name: Name) -> tuple[bool, bool, bool, bool, int, int]:
        text = name.text
        return (
            name.echo,
            name.form is not Form.NAME,
            name.form is Form.ADJECTIVE and name.size > 1,
            text.isupper() and len(text) < 7,
            -len(text),
            name.start,
        )

    return min(cluster.names, key=rank)
