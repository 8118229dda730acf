"""The names of an index that are much like another name, nearest first.

The words of the name are looked up with their edits; the names that have them are counted up by the letters that they
have in common; the few best are compared word by word.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgbuild.link.index.layout import byte_order, initials
from kgbuild.link.index.nearness import allowed_edits, remoteness
from kgbuild.link.index.vocabulary import Vocabulary

_WORDS, _BEGUN = 12, 500
_COMPARED = 64
_AT_ONCE = 500
_REMEMBERED = 4096
_FAR = 99
_RESPACED = 0.75
_PART = 4  # what a letter counts, so that edits can count less

Rows = Callable[..., list[tuple[Any, ...]]]
Near = list[list[tuple[int, str]]]


class Search:
    """What a search needs of an index, held in memory: the words, and the length and the initials of each name."""

    def __init__(self, rows: Rows, named: Callable[[str], "array[int]"]) -> None:
        self._rows = rows
        self._named = named
        self._vocabulary = Vocabulary(rows("SELECT length, first, letters FROM vocabulary ORDER BY length"))
        self._near = lru_cache(_REMEMBERED)(self._vocabulary.near)
        traits: dict[str, bytes] = dict(rows("SELECT kind, content FROM trait"))
        self._letters = np.frombuffer(traits["letters"], dtype=np.uint8)
        self._initials = np.frombuffer(traits["initials"], dtype="<u4")

    def near(self, folded: str) -> Iterator[tuple[float, list[int]]]:
        """The items of the names like a folded one, with their remoteness, nearest first."""
        if exact := self._named(folded):
            yield 0.0, list(exact)
        found = [(_RESPACED, 0, list(items)) for items in self._respaced(folded)] + self._alike(folded)
        if not found and " " in folded:  # a letter may be missing where the space is
            parts = folded.split()[:_WORDS]
            for at in range(1, len(parts)):
                found += self._alike(" ".join([*parts[: at - 1], parts[at - 1] + parts[at], *parts[at + 1 :]]))
        found.sort(key=lambda each: each[:2])
        yield from ((far, numbers) for far, _, numbers in found)

    def _alike(self, folded: str) -> list[tuple[float, int, list[int]]]:
        """The names whose words are like those of a folded one: their remoteness, number and items."""
        words = folded.split()[:_WORDS]
        distances: dict[tuple[str, str], int] = {}
        groups = []
        for word in dict.fromkeys(words):
            near = self._near(word, max(allowed_edits(len(word)), len(words) == 1))
            distances |= {(word, other): i for i, found in enumerate(near) for _, other in found}
            groups.append(near)

        def distance(one: str, other: str) -> int:
            return distances.get((one, other), _FAR)

        found = []
        for number, name, items in self._compared(self._best(words, groups)):
            far = remoteness(words, name.split(), distance)
            if far is not None:
                found.append((far, number, list(byte_order(array("I", items)))))
        return found

    def continued(self, word: str, most: int) -> list[int]:
        """The items of the names with a word that begins so, those most spoken of first, of `most` names at most."""
        names = {int(name) for some in self._postings(self._vocabulary.beginning(word, _BEGUN)) for name in some}
        numbers = nsmallest(most, names)
        found = {number: items for number, _, items in self._compared(numbers)}
        return [each for number in numbers for each in byte_order(array("I", found[number]))]

    def _respaced(self, folded: str) -> Iterator["array[int]"]:
        """The items of the names in which one space is more, less, for a letter, or swapped with its neighbour."""
        changed: dict[str, None] = {}
        for at, letter in enumerate(folded):
            before, after = folded[:at], folded[at + 1 :]
            if letter == " ":
                changed |= {f"{before}{after}": None, f"{before[:-1]} {before[-1:]}{after}": None}
                changed[f"{before}{after[:1]} {after[1:]}"] = None
            else:
                changed |= {f"{before} {letter}{after}": None, f"{before} {after}": None}
        others = [other.strip() for other in changed]
        known = dict[str, bytes]()
        for begin in range(0, len(others), _AT_ONCE):
            some = others[begin : begin + _AT_ONCE]
            marks = ",".join("?" * len(some))
            known |= self._rows(f"SELECT folded, items FROM name WHERE folded IN ({marks})", tuple(some))  # noqa: S608
        yield from (byte_order(array("I", known[other])) for other in others if other in known)

    def _compared(self, numbers: list[int]) -> list[tuple[Any, ...]]:
        marks = ",".join("?" * len(numbers))
        return self._rows(f"SELECT number, folded, items FROM name WHERE number IN ({marks})", tuple(numbers))  # noqa: S608

    def _best(self, words: Sequence[str], groups: list[Near]) -> list[int]:
        """The numbers of the names that have the most letters in common with the words, for their length."""
        total = np.zeros(len(self._letters), dtype=np.uint16)
        for word, near in zip(dict.fromkeys(words), groups, strict=True):
            for far, found in enumerate(near):
                names = [np.zeros(0, dtype=np.uint32), *self._postings([number for number, _ in found])]
                total[np.concatenate(names)] += max(_PART * len(word) - far, 1)
        length = len("".join(words))
        rows = np.flatnonzero(total >= _PART * length // 2 - 1) if length else np.zeros(0, dtype=np.intp)
        likeness = self._likeness(rows, total[rows], length, words)
        if len(rows) > _COMPARED:
            least = np.partition(likeness, len(rows) - _COMPARED)[len(rows) - _COMPARED]
            kept = np.flatnonzero(likeness > least)
            equal = np.flatnonzero(likeness == least)[: _COMPARED - len(kept)]
            rows = rows[np.concatenate([kept, equal])]
        return [int(row) for row in rows]

    def _likeness(
        self, rows: NDArray[np.intp], common: NDArray[np.uint16], length: int, words: Sequence[str]
    ) -> NDArray[np.float32]:
        """Letters in common over those of both, initials counted as words."""
        shared = common.astype(np.float32) / _PART
        for word in words:
            if len(word) == 1:
                shared += 3 * ((self._initials[rows] & initials([word])) != 0)
        return 2 * shared / (np.float32(length) + self._letters[rows])

    def _postings(self, words: list[int]) -> Iterator[NDArray[np.uint32]]:
        for begin in range(0, len(words), _AT_ONCE):
            some = words[begin : begin + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for (names,) in self._rows(f"SELECT names FROM posting WHERE word IN ({marks})", tuple(some)):  # noqa: S608
                yield np.frombuffer(names, dtype="<u4")
