"""How names compare, and an index that finds like ones: by all, by most, or by the first of their letters."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nlargest

from kgbuild.link.index.folding import fold

_REORDERED, _WITHIN = 0.98, 0.75


_LONGEST_KEPT = 100


def folded(name: str) -> str:
    """A name as names are compared."""
    return _folded(name) if len(name) <= _LONGEST_KEPT else fold(name)


@lru_cache(maxsize=65_536)
def _folded(name: str) -> str:
    return fold(name)


def similarity(one: str, other: str) -> float:
    """How alike two folded names are, from 0 to 1; 1 only where they are equal, 0.75 at least for a part of a name."""
    if one == other:
        return 1.0 if one else 0.0
    words, more = sorted((frozenset(one.split()), frozenset(other.split())), key=len)
    if words == more:
        return _REORDERED
    ours, theirs = _pieces(one), _pieces(other)
    alike = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    return min(max(alike, _WITHIN if words and words < more else 0.0), _REORDERED)


def _pieces(name: str) -> frozenset[str]:
    """The runs of three letters in a folded name, its bounds told by spaces."""
    return _kept_pieces(name) if len(name) <= _LONGEST_KEPT else _cut(name)


@lru_cache(maxsize=65_536)
def _kept_pieces(name: str) -> frozenset[str]:
    return _cut(name)


def _cut(name: str) -> frozenset[str]:
    padded = f" {name} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


class NameIndex:
    """Names with the identifiers of what is called so."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        """Index pairs of a name, folded or not, and an identifier."""
        self._names: list[str] = []
        self._holders: list[list[str]] = []
        self._number: dict[str, int] = {}
        for name, identifier in named:
            self._add(fold(name), identifier)
        self._pieces = [_pieces(name) for name in self._names]
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        for number, pieces in enumerate(self._pieces):
            for piece in pieces:
                self._having[piece].append(number)
        self._beginnings = sorted((tail, at > 0, number) for number, at, tail in self._tails())

    def _add(self, name: str, identifier: str) -> None:
        if not name:
            return
        number = self._number.setdefault(name, len(self._names))
        if number == len(self._names):
            self._names.append(name)
            self._holders.append([])
        if identifier not in self._holders[number]:
            self._holders[number].append(identifier)

    def _tails(self) -> Iterator[tuple[int, int, str]]:
        """Each name, and what is left of it from each later word on, with the place where that begins."""
        for number, name in enumerate(self._names):
            at = 0
            while at >= 0:
                yield number, at, name[at:]
                at = name.find(" ", at) + 1 or -1

    def exact(self, name: str) -> tuple[str, ...]:
        """The identifiers of what has this name, folded."""
        number = self._number.get(fold(name))
        return () if number is None else tuple(self._holders[number])

    def near(self, name: str, limit: int) -> tuple[str, ...]:
        """The identifiers of what has a name with many of the same letters, `limit` at most, likest first."""
        pieces = _pieces(fold(name))
        shared = Counter(number for piece in pieces for number in self._having.get(piece, ()))
        best = nlargest(limit, shared, key=lambda each: (shared[each] / (len(pieces) + len(self._pieces[each])), -each))
        return tuple(dict.fromkeys(holder for each in best for holder in self._holders[each]))[:limit]

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The identifiers of what has a name that begins so, then of what has a word in it that does."""
        wanted = fold(prefix)
        found = []
        for tail, inside, number in self._beginnings[bisect_left(self._beginnings, (wanted, False, -1)) :]:
            if not tail.startswith(wanted):
                break
            found.append((inside, tail, number))
        return tuple(dict.fromkeys(holder for _, _, number in sorted(found) for holder in self._holders[number]))
