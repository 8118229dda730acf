"""Items to an index file, which is written beside and put in place whole; the same items give the same bytes."""

import json
import os
import sqlite3
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec

from kgbuild.errors import LinkError
from kgbuild.link.index.folding import fold
from kgbuild.link.index.layout import (
    APPLICATION,
    LONGEST_WORD,
    NAME_INDEX,
    PAGE,
    TABLES,
    VERSION,
    Record,
    byte_order,
    initials,
    letters,
    number_of,
)
from kgbuild.link.item import Item
from kgbuild.model import PartialDate
from kgbuild.store import sync_folder

_SORTING = """
CREATE TABLE spelling (folded TEXT, number INTEGER, popularity INTEGER);
CREATE TABLE named (popularity INTEGER, folded TEXT, items BLOB);
CREATE TABLE occurrence (word TEXT, name INTEGER);
"""
_AT_ONCE = 10_000

Step = Callable[[int], None]


def write_index(
    target: Path, items: Iterable[Item], about: Mapping[str, str], step: Step = lambda _: None
) -> tuple[int, int]:
    """Write the items, each once and by number, to an index at `target`; how many items and names it has.

    `step` is told how many items are written.

    Raises LinkError where the file cannot be written; what was there before then stays.
    """
    folder = target.resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name[:80]}.", dir=folder) as scratch:
            made = Path(scratch) / "index"
            with closing(_database(made)) as index, closing(_database(Path(scratch) / "sorting")) as sorting:
                writer = _Writer(index, sorting)
                writer.write(items, about, step)
            with made.open("rb+") as file:
                os.fsync(file.fileno())
            made.chmod(0o644)
            made.replace(target.resolve())
        sync_folder(folder)
        return writer.items, writer.names
    except (OSError, sqlite3.OperationalError) as fault:
        hint = "free some space, or choose a place that can be written"
        raise LinkError(f"{target} cannot be written: {fault}", hint) from fault


def _database(path: Path) -> sqlite3.Connection:
    """A new database that keeps no journal: it is whole at the end, or is thrown away."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in (f"page_size = {PAGE}", "journal_mode = OFF", "synchronous = OFF", "cache_size = -16000"):
        database.execute(f"PRAGMA {pragma}")
    return database


class _Rows:
    """Rows on their way into a table, many at once."""

    def __init__(self, database: sqlite3.Connection, statement: str) -> None:
        self._database = database
        self._statement = statement
        self._rows: list[tuple[str | int, ...]] = []

    def extend(self, rows: Iterable[tuple[str | int, ...]]) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        self._database.executemany(self._statement, self._rows)
        self._rows.clear()


class _Writer:
    """Fills an index; `sorting` is a database for what has to be sorted, so that memory stays small."""

    def __init__(self, index: sqlite3.Connection, sorting: sqlite3.Connection) -> None:
        self._index = index
        self._sorting = sorting
        self._classes: dict[str, int] = {}
        self.items = self.names = 0

    def write(self, items: Iterable[Item], about: Mapping[str, str], step: Step) -> None:
        for database, tables in ((self._index, TABLES), (self._sorting, _SORTING)):
            for statement in filter(str.strip, tables.split(";")):
                database.execute(statement)
            database.execute("BEGIN")
        self._index.executemany("INSERT INTO item VALUES (?, ?)", self._records(items, step))
        self._sorting.executemany("INSERT INTO named VALUES (?, ?, ?)", self._gathered())
        self._index.executemany("INSERT INTO name VALUES (?, ?, ?)", self._names())
        self._index.execute(NAME_INDEX)
        self._write_words()
        told = {**about, "items": str(self.items), "names": str(self.names), "classes": json.dumps(list(self._classes))}
        self._index.executemany("INSERT INTO about VALUES (?, ?)", sorted(told.items()))
        self._index.execute(f"PRAGMA application_id = {APPLICATION}")
        self._index.execute(f"PRAGMA user_version = {VERSION}")
        self._index.execute("COMMIT")
        with suppress(sqlite3.OperationalError):
            self._sorting.execute("ROLLBACK")

    def _records(self, items: Iterable[Item], step: Step) -> Iterator[tuple[int, bytes]]:
        """Each item as it is stored; its folded names go to be sorted."""
        encode = msgspec.msgpack.Encoder().encode
        spellings = _Rows(self._sorting, "INSERT INTO spelling VALUES (?, ?, ?)")
        for self.items, item in enumerate(items, 1):
            number = number_of(item)
            folded = {fold(name) for name in (item.label, *item.aliases)} - {""}
            spellings.extend((name, number, item.popularity) for name in folded)
            yield number, encode(self._record(item))
            if self.items % _AT_ONCE == 0:
                step(self.items)
        spellings.flush()
        step(self.items)

    def _record(self, item: Item) -> Record:
        return Record(
            item.label,
            list(item.aliases),
            item.description,
            [self._classes.setdefault(each, len(self._classes)) for each in item.types],
            [int(state[1:]) for state in item.states],
            [(held.office, held.body or "", _iso(held.since), _iso(held.until)) for held in item.offices],
            item.point,
            item.popularity,
        )

    def _gathered(self) -> Iterator[tuple[int, str, bytes]]:
        """Each folded name once, with the greatest popularity and all the items that have it."""
        rows = self._sorting.cursor().execute("SELECT folded, number, popularity FROM spelling ORDER BY folded, number")
        for folded, group in groupby(rows, key=itemgetter(0)):
            numbers, popularity = array("I"), 0
            for _, number, pages in group:
                numbers.append(number)
                popularity = max(popularity, pages)
            yield popularity, folded, byte_order(numbers).tobytes()

    def _names(self) -> Iterator[tuple[int, str, bytes]]:
        """The names with their numbers; their words go to be sorted."""
        lengths, firsts = bytearray(), array("I")
        occurrences = _Rows(self._sorting, "INSERT INTO occurrence VALUES (?, ?)")
        rows = self._sorting.cursor().execute("SELECT folded, items FROM named ORDER BY popularity DESC, folded")
        for number, (folded, items) in enumerate(rows):
            words = folded.split()
            lengths.append(letters(folded))
            firsts.append(initials(words))
            occurrences.extend((word, number) for word in set(words) if len(word) <= LONGEST_WORD)
            yield number, folded, items
        occurrences.flush()
        self.names = len(lengths)
        traits = {"letters": bytes(lengths), "initials": byte_order(firsts).tobytes()}
        self._index.executemany("INSERT INTO trait VALUES (?, ?)", sorted(traits.items()))

    def _write_words(self) -> None:
        """Write the words by length, and the names that have each."""
        rows = self._sorting.execute("SELECT word, name FROM occurrence ORDER BY length(word), word, name")
        known: dict[int, list[str]] = {}
        first: dict[int, int] = {}

        def postings() -> Iterator[tuple[int, bytes]]:
            for number, (word, group) in enumerate(groupby(rows, key=itemgetter(0))):
                first.setdefault(len(word), number)
                known.setdefault(len(word), []).append(word)
                yield number, byte_order(array("I", [name for _, name in group])).tobytes()

        self._index.executemany("INSERT INTO posting VALUES (?, ?)", postings())
        vocabulary = ((length, first[length], "".join(words)) for length, words in sorted(known.items()))
        self._index.executemany("INSERT INTO vocabulary VALUES (?, ?, ?)", vocabulary)


@lru_cache(maxsize=1 << 15)
def _iso(date: PartialDate | None) -> str:
    return str(date) if date else ""
