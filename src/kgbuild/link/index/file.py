"""An index file, opened to be read: items by name, exactly or nearly, and by identifier."""

import sqlite3
from array import array
from collections.abc import Callable, Iterable
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import msgspec

from kgbuild.errors import LinkError
from kgbuild.language.names.offices import Held
from kgbuild.link.index.folding import fold
from kgbuild.link.index.layout import APPLICATION, VERSION, Record, byte_order
from kgbuild.link.index.taxonomy import item_number
from kgbuild.link.item import Item
from kgbuild.model import PartialDate

if TYPE_CHECKING:
    from kgbuild.link.index.search import Search

_HEADER = b"SQLite format 3\0"
_AGAIN = "build the index again with: kgbuild link --index SOURCE"


_DAMAGE = (sqlite3.DatabaseError, msgspec.MsgspecError, ValueError, IndexError, KeyError)  # as wrong bytes raise them
_Ask = TypeVar("_Ask", bound=Callable[..., Any])


def _whole(ask: _Ask) -> _Ask:
    """The same question, with damage to the file told as LinkError."""

    @wraps(ask)
    def asked(index: "IndexFile", *args: Any, **options: Any) -> Any:
        try:
            return ask(index, *args, **options)
        except _DAMAGE as fault:
            raise LinkError(f"{index.path} is damaged: {fault}", _AGAIN) from fault

    return cast("_Ask", asked)


class IndexFile:
    """The names and items of one file; raises LinkError where it turns out to be damaged."""

    def __init__(self, path: Path) -> None:
        """Open an index; raises LinkError where it is missing, no index, cut off, or of another version."""
        self.path = path
        _examine(path)
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        self._decode = msgspec.msgpack.Decoder(Record).decode
        self.about, self._classes = self._told()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @_whole
    def exact(self, name: str) -> tuple[Item, ...]:
        """The items one of whose names is this one, but for case, diacritics and punctuation; by QID."""
        return self._items(self._named(fold(name)))

    @_whole
    def fuzzy(self, name: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name much like this one, nearest first, `limit` at most.

        Much like is a name with one or two letters of a word changed, with words swapped, missing or joined, or with
        initials for words; among equals those come first that have more pages in other wikis.
        """
        found: dict[int, None] = {}
        for _, numbers in self._search.near(fold(name)):
            found |= dict.fromkeys(numbers)
            if len(found) >= limit:
                break
        return self._items(list(found)[:limit])

    @_whole
    def beginning(self, prefix: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name that begins so, then those with a word in it that does, `limit` at most.

        Names that are most spoken of come first.
        """
        first, most = fold(prefix), 4 * limit
        query = "SELECT items FROM name WHERE folded >= ? AND folded < ? ORDER BY +number LIMIT ?"
        rows = self._rows(query, (first, first + "\U0010ffff", most))
        found = dict.fromkeys(number for (items,) in rows for number in byte_order(array("I", items)))
        if first and " " not in first and len(found) < limit:
            found |= dict.fromkeys(self._search.continued(first, most))
        return self._items(list(found)[:limit])

    @_whole
    def item(self, qid: str) -> Item | None:
        """The item of this identifier, None where it is not known."""
        number = item_number(qid)
        return next(iter(self._items([number])), None) if number is not None else None

    @_whole
    def _told(self) -> tuple[dict[str, str], list[str]]:
        """What the file tells of itself, and the classes of its items."""
        self._database.execute("PRAGMA mmap_size = 1073741824")
        told: dict[str, str] = dict(self._rows("SELECT key, value FROM about"))
        return told, msgspec.json.decode(told["classes"], type=list[str])

    @cached_property
    def _search(self) -> "Search":
        from kgbuild.link.index.search import Search  # numpy takes a while to load

        return Search(self._rows, self._named)

    def _named(self, folded: str) -> "array[int]":
        """The numbers of the items with a folded name."""
        rows = self._rows("SELECT items FROM name WHERE folded = ?", (folded,))
        return byte_order(array("I", rows[0][0])) if rows else array("I")

    def _items(self, numbers: Iterable[int]) -> tuple[Item, ...]:
        """The items of these numbers that the file holds, in their order."""
        found = []
        for number in numbers:
            for (content,) in self._rows("SELECT content FROM item WHERE number = ?", (number,)):
                found.append(self._item(number, self._decode(content)))
        return tuple(found)

    def _item(self, number: int, record: Record) -> Item:
        return Item(
            f"Q{number}",
            record.label,
            tuple(record.aliases),
            record.description,
            tuple([self._classes[each] for each in record.types]),
            tuple([f"Q{state}" for state in record.states]),
            tuple(
                [Held(name, body or None, _date(since), _date(until)) for name, body, since, until in record.offices]
            ),
            record.point,
            record.popularity,
        )

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        return self._database.execute(query, values).fetchall()


def open_index(path: Path) -> IndexFile:
    """The index at `path`, to be read; raises LinkError as `IndexFile` does."""
    return IndexFile(path)


def _examine(path: Path) -> None:
    """Read the head of a file: whether it is an index of this version, and whole."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except FileNotFoundError:
        raise LinkError(f"there is no index at {path}", "build one with: kgbuild link --index SOURCE") from None
    except OSError as fault:
        raise LinkError(f"{path} cannot be read: {fault.strerror}", "check the path and its permissions") from None
    if len(head) < 100 or not head.startswith(_HEADER) or int.from_bytes(head[68:72]) != APPLICATION:
        raise LinkError(f"{path} is no index of names", "give the file that kgbuild link --index wrote")
    version = int.from_bytes(head[60:64])
    if version != VERSION:
        raise LinkError(f"{path} is an index of version {version}, and this kgbuild reads version {VERSION}", _AGAIN)
    whole = int.from_bytes(head[16:18]) * int.from_bytes(head[28:32])
    if size != whole:
        raise LinkError(f"{path} is cut off: it has {size:,} of {whole:,} bytes", _AGAIN)


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
