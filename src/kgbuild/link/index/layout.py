"""The layout of an index file: an SQLite database that only ever is read.

Names are numbered by falling popularity, so that the first of any set of names are those most spoken of; words by
length and spelling, so that the words of one length are one text. Arrays hold unsigned numbers, the lowest byte first.
"""

import sys
from array import array  # noqa: TC003 -- hints are read by msgspec

from msgspec import Struct

from kgbuild.link.item import Item

APPLICATION = 0x6B67_6E31  # "kgn1"
VERSION = 1
PAGE = 4096

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE item (number INTEGER PRIMARY KEY, content BLOB);
CREATE TABLE name (number INTEGER PRIMARY KEY, folded TEXT, items BLOB);
CREATE TABLE trait (kind TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE vocabulary (length INTEGER PRIMARY KEY, first INTEGER, letters TEXT);
CREATE TABLE posting (word INTEGER PRIMARY KEY, names BLOB);
"""
NAME_INDEX = "CREATE UNIQUE INDEX name_folded ON name (folded)"
LONGEST_WORD = 62


class Record(Struct, array_like=True):
    """An item as it is stored: `types` are places in the list of classes, `states` numbers of items."""

    label: str
    aliases: list[str]
    description: str
    types: list[int]
    states: list[int]
    offices: list[tuple[str, str, str, str]]
    point: tuple[float, float] | None
    popularity: int


def byte_order(numbers: "array[int]") -> "array[int]":
    """The numbers with their bytes turned, where this machine has the highest byte first."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def letters(folded: str) -> int:
    """The number of letters in a folded name, at most what a byte holds."""
    return min(len(folded) - folded.count(" "), 255)


def initials(words: list[str]) -> int:
    """The first letters of words as bits: 26 for a to z, six that all others share."""
    bits = 0
    for word in words:
        code = ord(word[0])
        bits |= 1 << (code - 97 if 97 <= code <= 122 else 26 + code % 6)
    return bits


def number_of(item: Item) -> int:
    """The number in an item's identifier."""
    return int(item.qid[1:])
