"""The register of what was read: which name each article has, which are copies, and which are versions of another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from kgbuild.errors import ArticleError
from kgbuild.read.naming import key
from kgbuild.read.revisions import Moment, Version, address, revisions

T = TypeVar("T")
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register keeps of an article: no text, so that a register of many articles is small.

    `alone` says that it has a file of its own, `named` that its author gave it its name; `body` is a digest of its body
    and `length` that of its text.
    """

    where: str
    name: str
    alone: bool
    named: bool
    body: bytes
    sha256: str
    length: int
    url: str | None
    source: str | None
    moment: Moment | None

    @property
    def address(self) -> str | None:
        """Its address on the web, if it has one."""
        return address(self.url)


@dataclass(slots=True)
class Registered:
    """The place of an article in the register: its name, the name of the version that it revises, and what to tell.

    One that is `left_out` is the same article as another, which counts.
    """

    entry: Entry
    name: str
    revises: str | None = None
    superseded: bool = False
    left_out: bool = False
    told: list[str] = field(default_factory=list)


def settle(entries: Sequence[Entry]) -> list[Registered]:
    """The places of articles, in the order of the entries; which they get does not depend on that order.

    Raises ArticleError where two would have one name that their authors gave them, one text from one place, or one
    address and nothing that tells which is the later. What is one of many in a file gives way instead, such as an entry
    of a feed: it gets another name where it has none of its own, or is left out.
    """
    places = [Registered(entry, entry.name) for entry in entries]
    in_order = sorted(places, key=_rank)
    _leave_out_repeated(in_order)
    _leave_out_undecided(in_order)
    _name([each for each in in_order if not each.left_out])
    _leave_out_copies(in_order)
    _place_versions([each for each in in_order if not each.left_out])
    return places


def _rank(place: Registered) -> tuple[bool, bool, str, str]:
    """Which comes first where one must give way."""
    entry = place.entry
    return not entry.alone, not entry.named, entry.name, entry.where


def _leave_out_repeated(places: Iterable[Registered]) -> None:
    """An article that is read twice, such as one that stands in two feeds, counts once."""
    seen: set[tuple[bytes, str]] = set()
    for place in places:
        entry = place.entry
        mark = entry.body, entry.address or f" {key(entry.name)}"
        place.left_out = not entry.alone and mark in seen
        seen.add(mark)


def _leave_out_undecided(places: Iterable[Registered]) -> None:
    """Of several texts at one address of which none is known to be the later, the longest counts."""
    for at, versions in _groups(places, lambda each: each.entry.address).items():
        if len(versions) < 2 or all(each.entry.alone for each in versions):
            continue
        try:
            revisions(_version(each, at) for each in versions)
        except ArticleError:
            best = max(versions, key=lambda each: (each.entry.alone, each.entry.length, each.entry.sha256))
            for each in versions:
                if each is not best and not each.entry.alone:
                    each.left_out = True
                    best.told.append(f"is taken for {each.entry.where} too: nothing tells which is the later version")


def _name(places: Sequence[Registered]) -> None:
    """Give each article a name that no other has, the earliest the plain one; ArticleError where none may give way."""
    taken: dict[str, Registered] = {}
    rest: list[Registered] = []
    for place in places:
        if not place.entry.named:
            rest.append(place)
            continue
        other = taken.setdefault(key(place.name), place)
        if other is not place:
            raise ArticleError(
                f"two articles are named {place.name}: {other.entry.where} and {place.entry.where}",
                "rename one; names count as equal that differ only in case, accents or punctuation",
            )
    rest.sort(key=lambda each: (each.entry.moment.first if each.entry.moment else _LAST, each.entry.sha256))
    for place in rest:
        digits = 0
        while taken.setdefault(key(place.name), place) is not place:
            digits += 8
            place.name = f"{place.entry.name}-{place.entry.sha256[:digits]}"


def _leave_out_copies(places: Iterable[Registered]) -> None:
    """Raise ArticleError where two articles have the same body and nothing tells that they are from two places."""
    for same in _groups(places, lambda each: each.entry.body).values():
        kept: list[Registered] = []
        for place in same:
            other = next((each for each in kept if not _from_two_places(each.entry, place.entry)), None)
            if other is None:
                kept.append(place)
            elif place.entry.alone:
                raise ArticleError(
                    f"{place.entry.where} has the same text as {other.entry.where}",
                    "remove one of the two; where they are from two places, say so in their heads: source: or url:",
                )
            else:
                place.left_out = True
                other.told.append(f"has the same text as {place.entry.where}, which is left out")


def _from_two_places(one: Entry, other: Entry) -> bool:
    """Whether two articles are known to be from two addresses, or from two sources."""
    if one.address and other.address:
        return one.address != other.address
    return bool(one.source and other.source and one.source.casefold() != other.source.casefold())


def _place_versions(places: Sequence[Registered]) -> None:
    """Note which article is a later version of which."""
    by_name = {each.name: each for each in places}
    later = revisions(_version(each, each.entry.address) for each in places if each.entry.address)
    for before, after in later.items():
        by_name[after].revises = before
        by_name[before].superseded = True
        by_name[before].told.append(f"is an earlier version of {by_name[after].entry.where}, which counts")


def _version(place: Registered, at: str | None) -> Version:
    return Version(place.name, place.entry.where, at or "", place.entry.moment)


def _groups(places: Iterable[Registered], mark: Callable[[Registered], T | None]) -> dict[T, list[Registered]]:
    """The articles that are still in, by a mark that they share."""
    groups: defaultdict[T, list[Registered]] = defaultdict(list)
    for place in places:
        found = None if place.left_out else mark(place)
        if found is not None:
            groups[found].append(place)
    return groups
