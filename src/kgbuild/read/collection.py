"""Articles that were read, by the names that they have got; their texts stay in a file until they are asked for."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import overload

from kgbuild.model import Article

_AT_HAND = 4


@dataclass(frozen=True, slots=True)
class Named:
    """Which of the articles that were read it is, with the name that it has got, and of which other it is a version."""

    number: int
    name: str
    revises: str | None = None
    superseded: bool = False


class Articles(Sequence[Article]):
    """Articles in the order of their names, each made anew when it is asked for."""

    def __init__(self, read: Sequence[Article] = (), named: Iterable[Named] = ()) -> None:
        self._read = read
        self._named = sorted(named, key=lambda each: each.name)

    def __len__(self) -> int:
        return len(self._named)

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> "Articles": ...
    def __getitem__(self, at: int | slice) -> "Article | Articles":
        if isinstance(at, slice):
            return Articles(self._read, self._named[at])
        named = self._named[at]
        article = self._read[named.number]
        return replace(article, name=named.name, revises=named.revises, superseded=named.superseded)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    @property
    def names(self) -> list[str]:
        """The names of all, in order."""
        return [each.name for each in self._named]

    @property
    def by_name(self) -> Mapping[str, Article]:
        """The articles by name; those asked for last are at hand."""
        return _ByName(self, self.names)

    def only(self, wanted: Callable[[Article], bool]) -> "Articles":
        """Those among these that are wanted."""
        return Articles(self._read, (named for named, each in zip(self._named, self, strict=True) if wanted(each)))


class _ByName(Mapping[str, Article]):
    """Articles by name, which are sorted."""

    def __init__(self, articles: Articles, names: Sequence[str]) -> None:
        self._names = names
        self._article = lru_cache(_AT_HAND)(articles.__getitem__)

    def __getitem__(self, name: str) -> Article:
        number = bisect_left(self._names, name)
        if self._names[number : number + 1] != [name]:
            raise KeyError(name)
        return self._article(number)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
