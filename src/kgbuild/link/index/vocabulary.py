"""All words of the names in an index, and which of them are like another word.

Of two words within k edits, each has at most 2k pairs of letters and k letters that the other lacks, so these are
compared as bits for all words of about the length at once; what is left is measured, again at once, with the
bit-parallel algorithm of Myers in the form of Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
distances" (2003), in which swapped neighbours are one edit.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgbuild.link.index.layout import LONGEST_WORD

Numbers = NDArray[np.uint32]
Bits = NDArray[np.uint64]
Rows = NDArray[np.intp]
_ONE = np.uint64(1)
_NONE = np.uint64(0)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one length: their numbers begin at `first`; `codes` has a row for each place in the word.

    `no_pairs` and `no_letters` have the bits of what a word lacks.
    """

    length: int
    first: int
    text: str
    codes: NDArray[Any]
    no_pairs: Bits
    no_letters: Bits


class Vocabulary:
    """The words of an index, by length."""

    def __init__(self, rows: Iterable[tuple[int, int, str]]) -> None:
        """Take rows of length, number of the first word, and all words of that length as one text."""
        texts = [(length, first, text, _points(text)) for length, first, text in rows]
        seen = np.zeros(0x110000, dtype=np.bool_)
        for *_, points in texts:
            seen[points] = True
        alphabet = np.flatnonzero(seen)
        self._codes = {chr(point): code for code, point in enumerate(alphabet, 1)}
        coded = np.zeros(0x110000, dtype=np.uint16 if len(alphabet) < 0xFFFF else np.uint32)
        coded[alphabet] = np.arange(1, len(alphabet) + 1)
        self._words = {length: _words(length, first, text, coded[points]) for length, first, text, points in texts}

    def near(self, word: str, most: int) -> list[list[tuple[int, str]]]:
        """The number and spelling of the words within `most` edits of a word, by their edits."""
        found: list[list[tuple[int, str]]] = [[] for _ in range(most + 1)]
        if not 0 < len(word) <= LONGEST_WORD:
            return found
        codes = [self._codes.get(letter, 0) for letter in word]
        pairs, letters = _signature(codes)
        likely = [
            (words, rows)
            for length in range(max(1, len(word) - most), len(word) + most + 1)
            if (words := self._words.get(length)) and len(rows := _likely(words, pairs, letters, most))
        ]
        if likely:
            edits = self._edits(codes, likely)
            for words, rows in likely:
                near = edits[: len(rows)] <= most
                for row, far in zip(rows[near].tolist(), edits[: len(rows)][near].tolist(), strict=True):
                    found[far].append((words.first + row, words.text[row * words.length : (row + 1) * words.length]))
                edits = edits[len(rows) :]
        return found

    def beginning(self, letters: str, most: int) -> list[int]:
        """The numbers of the words that begin with some letters, `most` at most; the shortest words first."""
        found: list[int] = []
        for length, words in sorted(self._words.items()):
            rows = range(len(words.text) // length)
            heads = partial(_head, words, len(letters))
            begin, end = (side(rows, letters, key=heads) for side in (bisect_left, bisect_right))
            found += range(words.first + begin, words.first + min(end, begin + most))
        return found[:most]

    def _edits(self, codes: list[int], likely: list[tuple[_Words, Rows]]) -> NDArray[np.int16]:
        """The edits between a word and each of the likely ones, which come by length."""
        masks = np.zeros(len(self._codes) + 1, dtype=np.uint64)
        for place, code in enumerate(codes):
            masks[code] |= _ONE << np.uint64(place)
        masks[0] = 0
        count, last = sum(len(rows) for _, rows in likely), np.uint64(len(codes) - 1)
        up = np.full(count, ~_NONE)
        down, diagonal, before = (np.zeros(count, dtype=np.uint64) for _ in range(3))
        edits = np.full(count, len(codes), dtype=np.int16)
        result, done = edits.copy(), 0
        for place, letters in enumerate(_columns(likely)):
            same = masks[letters]
            swapped = ((~diagonal & same) << _ONE) & before
            diagonal = (((same & up) + up) ^ up) | same | down | swapped
            right, left = down | ~(diagonal | up), diagonal & up
            edits += ((right >> last) & _ONE).astype(np.int16)
            edits -= ((left >> last) & _ONE).astype(np.int16)
            right, left = (right << _ONE) | _ONE, left << _ONE
            up, down, before = left | ~(diagonal | right), right & diagonal, same
            ended = sum(len(rows) for words, rows in likely if words.length == place + 1)
            result[done : done + ended] = edits[done : done + ended]
            done += ended
        return result


def _head(words: _Words, letters: int, row: int) -> str:
    """So many first letters of a word."""
    begin = row * words.length
    return words.text[begin : begin + min(letters, words.length)]


def _likely(words: _Words, pairs: np.uint64, letters: np.uint64, most: int) -> Rows:
    """The rows of words with nearly the same pairs and letters as a word with these bits."""
    rows = np.flatnonzero(np.bitwise_count(words.no_pairs & pairs) <= max(2 * most, 3))
    rows = rows[np.bitwise_count(words.no_letters[rows] & letters) <= most]
    rows = rows[np.bitwise_count(~words.no_pairs[rows] & ~pairs) <= max(2 * most, 3)]
    new: Rows = rows[np.bitwise_count(~words.no_letters[rows] & ~letters) <= most]
    return new


def _columns(likely: list[tuple[_Words, Rows]]) -> NDArray[Any]:
    """The codes of the likely words, a row for each place in them; 0 behind the end."""
    count = sum(len(rows) for _, rows in likely)
    columns, done = np.zeros((likely[-1][0].length, count), dtype=likely[0][0].codes.dtype), 0
    for words, rows in likely:
        columns[: words.length, done : done + len(rows)] = words.codes[:, rows]
        done += len(rows)
    return columns


def _points(text: str) -> Numbers:
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")


def _words(length: int, first: int, text: str, codes: NDArray[Any]) -> _Words:
    columns = np.ascontiguousarray(codes.reshape(-1, length).T)
    pairs, letters = np.zeros((2, columns.shape[1]), dtype=np.uint64)
    before = np.zeros(columns.shape[1], dtype=np.uint64)
    for column in (*columns, np.zeros(columns.shape[1], dtype=np.uint64)):
        letter = column.astype(np.uint64)
        pairs |= _ONE << _pair(before, letter)
        letters |= _ONE << (letter & np.uint64(63))
        before = letter
    return _Words(length, first, text, columns, ~pairs, ~letters)


def _pair(one: Bits, other: Bits) -> Bits:
    """Which of the 64 bits stands for a pair of letters."""
    return (one * np.uint64(31) + other * np.uint64(7)) & np.uint64(63)


def _signature(codes: list[int]) -> tuple[np.uint64, np.uint64]:
    """The bits of a word's pairs of letters, its edges included, and of its letters."""
    padded = np.array([0, *codes, 0], dtype=np.uint64)
    pairs = np.bitwise_or.reduce(_ONE << _pair(padded[:-1], padded[1:]))
    return pairs, np.bitwise_or.reduce(_ONE << (padded & np.uint64(63)))
