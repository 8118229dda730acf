"""Groups of things that are one: the closure of pairwise identities."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Disjoint groups of items; joining two items joins all that are grouped with either."""

    def __init__(self, items: Iterable[T]) -> None:
        self._above: dict[T, T] = {item: item for item in items}

    def root(self, item: T) -> T:
        """One item that stands for the group."""
        while self._above[item] != item:
            self._above[item] = self._above[self._above[item]]
            item = self._above[item]
        return item

    def join(self, one: T, other: T) -> None:
        """Make the groups of two items one."""
        self._above[self.root(other)] = self.root(one)

    def all(self) -> list[list[T]]:
        """The groups, items and groups in the order in which the items were given."""
        found: dict[T, list[T]] = {}
        for item in self._above:
            found.setdefault(self.root(item), []).append(item)
        return list(found.values())
