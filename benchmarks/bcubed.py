"""How well groups of mentions agree with the right ones: B³, pairs, and what was put together that stands apart.

B³ is of Bagga and Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space Model" (COLING-ACL 1998):
the precision of a mention is the share of its group that is rightly there, its recall the share of its right group
that its group holds, and each is averaged over the mentions, all with the same weight.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

Mention = TypeVar("Mention", bound=Hashable)
Groups = Mapping[Mention, Hashable]  # the label of the group that each mention is in


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall, in [0, 1]; each is 1 where there is nothing to be right or wrong about."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(found: Groups[Mention], right: Groups[Mention], over: Collection[Mention] | None = None) -> Agreement:
    """B³ of the groups `found` against the `right` ones of the same mentions, averaged `over` all or some of them."""
    ours, theirs = _members(found), _members(right)
    mentions = right.keys() if over is None else over
    precision = recall = 0.0
    for each in mentions:
        mine, true = ours[found[each]], theirs[right[each]]
        shared = len(mine & true)
        precision += shared / len(mine)
        recall += shared / len(true)
    count = len(mentions)
    return Agreement(precision / count, recall / count) if count else Agreement(1.0, 1.0)


def pairwise(found: Groups[Mention], right: Groups[Mention]) -> Agreement:
    """Of the pairs of mentions put together how many belong together, and of those that do how many were put so."""
    ours, theirs = set(_pairs(found)), set(_pairs(right))
    both = len(ours & theirs)
    return Agreement(both / len(ours) if ours else 1.0, both / len(theirs) if theirs else 1.0)


def false_merges(
    found: Groups[Mention], right: Groups[Mention], apart: Callable[[Mention, Mention], bool]
) -> list[tuple[Mention, Mention]]:
    """The pairs that were put together and do not belong so, of those that are `apart`; one of each two groups."""
    merged: dict[frozenset[Hashable], tuple[Mention, Mention]] = {}
    for group in _members(found).values():
        for one, other in combinations(sorted(group, key=repr), 2):
            if right[one] != right[other] and apart(one, other):
                merged.setdefault(frozenset((right[one], right[other])), (one, other))
    return list(merged.values())


def _members(groups: Groups[Mention]) -> dict[Hashable, set[Mention]]:
    members: defaultdict[Hashable, set[Mention]] = defaultdict(set)
    for mention, label in groups.items():
        members[label].add(mention)
    return members


def _pairs(groups: Groups[Mention]) -> Iterator[frozenset[Mention]]:
    for group in _members(groups).values():
        yield from map(frozenset, combinations(group, 2))
