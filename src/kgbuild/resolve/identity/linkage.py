"""Pairs to groups: the best pairs first, and only where two groups agree as wholes, so that nothing chains wrongly."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from kgbuild.resolve.identity.account import Account, Cast
from kgbuild.resolve.identity.comparison import Comparison, compare

AGREEMENT = 4.5
"""What the comparisons between two groups must reach in the mean."""

MARGIN = 1.0
"""By how much an event that is told without its day must be nearer to one day than to another."""

SPEAKERS = 8
"""How many tellings speak for a group, those that tell most."""

Pair = tuple[int, int]

Close = tuple[Pair, Comparison]
"""Two tellings, lower number first, whose comparison reaches the threshold."""


class Linkage:
    """Groups of tellings that grow by pairs; no group holds what a person has called different."""

    def __init__(
        self, accounts: Sequence[Account], cast: Cast, same: Iterable[Pair], different: Mapping[int, frozenset[int]]
    ) -> None:
        self.accounts, self._cast, self._different = accounts, cast, different
        self._members = {number: [number] for number in range(len(accounts))}
        self._speakers = {number: [number] for number in range(len(accounts))}
        self._root = list(range(len(accounts)))
        self._known: dict[Pair, float] = {}
        for one, other in sorted(same):
            self._join(one, other)
        self._vouched = tuple(self._root)

    def link(self, close: Iterable[Close]) -> Iterator[Close]:
        """Join the groups of pairs that reach the threshold, best first; each join with its comparison."""
        found = {pair: comparison.score for pair, comparison in close}
        self._known |= found
        for pair in sorted(self._decided(found), key=self._order):
            one, other = self._root[pair[0]], self._root[pair[1]]
            if one != other and self._agree(one, other):
                self._join(one, other)
                yield pair, self._comparison(pair)

    def unite(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Join the groups of pairs that are one however they compare, unless a person has called them different."""
        for one, other in sorted(pairs):
            mine, theirs = self._root[one], self._root[other]
            if mine != theirs and not self._parted(mine, theirs):
                self._join(mine, theirs)
                yield one, other

    def root(self, number: int) -> int:
        """The telling that stands for the group of another."""
        return self._root[number]

    def groups(self) -> list[list[int]]:
        """The groups, tellings and groups in order of their numbers."""
        found: dict[int, list[int]] = {}
        for number, root in enumerate(self._root):
            found.setdefault(root, []).append(number)
        return list(found.values())

    def _order(self, pair: Pair) -> tuple[float, str, str, Pair]:
        first, last = sorted(self.accounts[each].name for each in pair)
        return -self._known[pair], first, last, pair

    def _comparison(self, pair: Pair) -> Comparison:
        return compare(self.accounts[pair[0]], self.accounts[pair[1]], self._cast)

    def _score(self, one: int, other: int) -> float:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._known:
            self._known[pair] = self._comparison(pair).score
        return self._known[pair]

    def _decided(self, close: Mapping[Pair, float]) -> Iterator[Pair]:
        """The pairs without those of a telling that tells no day and is nearly as close to one day as to another."""
        best: dict[int, dict[int, float]] = {}
        for pair, score in close.items():
            for vague, told in (pair, pair[::-1]):
                day = self.accounts[told].day
                if self.accounts[vague].day is None and day is not None:
                    days = best.setdefault(vague, {})
                    days[day] = max(days.get(day, score), score)
        torn = {number for number, days in best.items() if _torn(days.values())}
        for pair in close:
            dated = [self.accounts[each].day is not None for each in pair]
            if not any(number in torn and dated[1 - at] for at, number in enumerate(pair)):
                yield pair

    def _parted(self, mine: int, theirs: int) -> bool:
        """Whether a person has called something of one group, by its root, different from something of another."""
        if not self._different:
            return False
        others = self._members[theirs]
        return any(self._different.get(each, frozenset()).intersection(others) for each in self._members[mine])

    def _agree(self, mine: int, theirs: int) -> bool:
        """Whether nothing between two groups is forbidden, and they agree in the mean.

        Of tellings that people have called the same the one counts that agrees best.
        """
        if self._parted(mine, theirs):
            return False
        scores: dict[Pair, float] = {}
        for one, other in product(self._speakers[mine], self._speakers[theirs]):
            pair = self._vouched[one], self._vouched[other]
            scores[pair] = max(scores.get(pair, float("-inf")), self._score(one, other))
        return sum(scores.values()) >= AGREEMENT * len(scores)

    def _eloquence(self, number: int) -> tuple[bool, int, str]:
        """What tells a day comes first, then what tells most places and participants."""
        each = self.accounts[number]
        return each.day is None, -len(each.participants | each.places), each.name

    def _join(self, one: int, other: int) -> None:
        """Make two groups one; it is the root of the larger that stands for it."""
        drop, keep = sorted((self._root[one], self._root[other]), key=lambda root: (len(self._members[root]), -root))
        if keep != drop:
            for each in self._members[drop]:
                self._root[each] = keep
            self._members[keep] += self._members.pop(drop)
            speakers = self._speakers[keep] + self._speakers.pop(drop)
            self._speakers[keep] = sorted(speakers, key=self._eloquence)[:SPEAKERS]


def _torn(scores: Iterable[float]) -> bool:
    """Whether the best of some scores is hardly better than the next."""
    first, second, *_ = [*sorted(scores, reverse=True), float("-inf"), float("-inf")]
    return first - second < MARGIN
