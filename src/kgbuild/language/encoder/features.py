"""What the encoder sees of a word: its word pieces, how it is written, and the gap that follows it."""

import unicodedata
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

MOST_PIECES = 12
_CONTINUED = "##"
_UNKNOWN = "[UNK]"


class Shape(IntEnum):
    """How a word is written, which word pieces in lower case don't tell."""

    SMALL = 0
    CAPITAL = 1
    LETTER = 2
    CAPITALS = 3
    MIXED = 4
    NUMBER = 5
    COMPOSITE = 6
    SIGN = 7


class Gap(IntEnum):
    """What follows a word."""

    NOTHING = 0
    SPACE = 1
    BREAK = 2


@lru_cache(10_000)
def shape(word: str) -> Shape:
    """The shape of a word, by its letters and digits."""
    letters = [character for character in word if character.isalpha()]
    if any(character.isnumeric() for character in word):
        return Shape.COMPOSITE if letters else Shape.NUMBER
    if not letters:
        return Shape.SIGN
    if all(not letter.isupper() for letter in letters):
        return Shape.SMALL
    if all(letter.isupper() for letter in letters):
        return Shape.CAPITALS if len(letters) > 1 else Shape.LETTER
    first, *rest = letters
    return Shape.CAPITAL if first.isupper() and not any(letter.isupper() for letter in rest) else Shape.MIXED


class WordPieces:
    """The longest pieces of a table that spell a word, in lower case and without accents (Wu et al. 2016)."""

    def __init__(self, pieces: Iterable[str]) -> None:
        """`pieces` are the table's entries in the order of their numbers."""
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self._unknown = self._numbers[_UNKNOWN]
        self.first = self._numbers["[CLS]"]
        self.last = self._numbers["[SEP]"]
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> "WordPieces":
        """The table in a file with a piece on each line."""
        return cls(path.read_text("utf-8").splitlines())

    def __call__(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces: at least one, at most `MOST_PIECES`."""
        found = self._known.get(word)
        if found is None:
            numbers = [number for part in _parts(word) for number in self._split(part)]
            found = tuple(numbers[:MOST_PIECES]) or (self._unknown,)
            if len(self._known) < 100_000:
                self._known[word] = found
        return found

    def _split(self, part: str) -> list[int]:
        numbers: list[int] = []
        start = 0
        while start < len(part):
            prefix = _CONTINUED if start else ""
            ends = range(len(part), start, -1)
            end = next((end for end in ends if prefix + part[start:end] in self._numbers), None)
            if end is None:
                return [self._unknown]
            numbers.append(self._numbers[prefix + part[start:end]])
            start = end
        return numbers


def _parts(word: str) -> list[str]:
    """The runs of letters and digits of a word, and each of its signs, in lower case and without accents."""
    parts: list[str] = []
    joined = False
    for character in unicodedata.normalize("NFD", word[:200].lower()):
        category = unicodedata.category(character)
        if category == "Mn" or category[0] in "CZ":
            continue
        sign = category[0] in "PS"
        if joined and not sign:
            parts[-1] += character
        else:
            parts.append(character)
        joined = not sign
    return parts
