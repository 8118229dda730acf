"""What has been read of a source so far, in a file beside the index to be; reading goes on from it after a stop."""

import contextlib
import sqlite3
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from kgbuild.errors import LinkError
from kgbuild.link.index.draft import Draft, Found, merged
from kgbuild.link.index.layout import byte_order
from kgbuild.link.index.source import Place

_SCHEMA = """
CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), state BLOB);
CREATE TABLE draft (row INTEGER PRIMARY KEY, number INTEGER, content BLOB);
CREATE TABLE class (number INTEGER PRIMARY KEY, parents BLOB);
CREATE TABLE label (number INTEGER PRIMARY KEY, label TEXT, body INTEGER);
"""
_NO_SPACE = "free some space, or choose a place that can be written"
_SHOWN_FAULTS = 10
_SEEN = 1 << 25  # bytes, for items up to Q268435455


class Tally(Struct):
    """How many lines have been read, how many entities they told and how many were kept; the lines that were bad."""

    lines: int = 0
    entities: int = 0
    kept: int = 0
    bad: int = 0
    faults: list[tuple[int, str]] = []
    warnings: list[str] = []

    def fault(self, line: int, reason: str) -> None:
        """Count a bad line, and remember the first few."""
        self.bad += 1
        if len(self.faults) < _SHOWN_FAULTS:
            self.faults.append((line, reason))


class _State(Struct):
    """Where reading stands: what is read how (`key`), the file up to there, and whether it has come to the end."""

    key: str
    fingerprint: str = ""
    done: int = 0
    place: tuple[int, int, int] = (0, 0, 0)
    tally: Tally = msgspec.field(default_factory=Tally)
    finished: bool = False


class Staging:
    """The file beside an index to be. Nothing is lasting before `save`, which keeps what was added and the place."""

    def __init__(self, path: Path, key: str) -> None:
        """Open the file of a reading with this key, or begin it; raises LinkError where another process has it."""
        self.path = path
        try:
            self._database = self._opened(key)
        except sqlite3.OperationalError as fault:
            hint = "wait for the other run to end" if "locked" in str(fault) else _NO_SPACE
            raise LinkError(f"{path} cannot be used: {fault}", hint) from fault
        self.state = self._read_state() or _State(key)
        self._seen = bytearray()
        self.label = lru_cache(1 << 16)(self._label)
        self.parents = lru_cache(1 << 16)(self._parents)

    def _opened(self, key: str) -> sqlite3.Connection:
        database = self._connected()
        with contextlib.suppress(sqlite3.DatabaseError, msgspec.DecodeError):
            row = database.execute("SELECT state FROM progress").fetchone()
            if row and msgspec.msgpack.decode(row[0], type=_State).key == key:
                return database
        database.execute("ROLLBACK") if database.in_transaction else None
        database.close()
        for path in (self.path, self.path.with_name(self.path.name + "-journal")):
            path.unlink(missing_ok=True)
        database = self._connected()
        for statement in filter(str.strip, _SCHEMA.split(";")):
            database.execute(statement)
        return database

    def _connected(self) -> sqlite3.Connection:
        """The database, locked for others."""
        database = sqlite3.connect(self.path, isolation_level=None, timeout=0.2)
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA cache_size = -16000")
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            database.close()
            raise
        except sqlite3.DatabaseError:
            database.close()
            self.path.unlink()
            return self._connected()
        return database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> None:
        """Close the file; what is wrong with it is told as LinkError."""
        self._database.close()
        if isinstance(fault, sqlite3.DatabaseError):
            full = isinstance(fault, sqlite3.OperationalError)
            hint = _NO_SPACE if full else "delete it, and run this again"
            raise LinkError(f"{self.path} cannot be used: {fault}", hint) from fault

    def _read_state(self) -> _State | None:
        row = self._database.execute("SELECT state FROM progress").fetchone()
        return msgspec.msgpack.decode(row[0], type=_State) if row else None

    @property
    def place(self) -> Place:
        """Where to read on."""
        return Place(*self.state.place)

    def add(self, draft: Draft) -> None:
        """Keep an item."""
        row = (draft.number, msgspec.msgpack.encode(draft))
        self._database.execute("INSERT INTO draft (number, content) VALUES (?, ?)", row)

    def add_class(self, found: Found) -> None:
        """Keep what is right above a class."""
        parents = byte_order(array("I", found.above)).tobytes()
        self._database.execute("INSERT OR REPLACE INTO class VALUES (?, ?)", (found.draft.number, parents))

    def see(self, number: int) -> None:
        """Remember, in this run, that an item has been read, so that it is known where nothing is above it."""
        place = number >> 3
        if place >= len(self._seen) and place < _SEEN:
            self._seen.extend(bytes(min(place + (1 << 16), _SEEN) - len(self._seen)))
        if place < _SEEN:
            self._seen[place] |= 1 << (number & 7)

    def add_label(self, found: Found) -> None:
        """Keep the label of what may be an office."""
        row = (found.draft.number, found.draft.label, found.body)
        self._database.execute("INSERT OR REPLACE INTO label VALUES (?, ?, ?)", row)

    def save(self, place: Place, done: int, fingerprint: str, finished: bool) -> None:
        """Make all that was added lasting, with the place to read on from."""
        self.state.place = (place.offset, place.packed, place.plain)
        self.state.done, self.state.fingerprint, self.state.finished = done, fingerprint, finished
        self._database.execute("INSERT OR REPLACE INTO progress VALUES (1, ?)", (msgspec.msgpack.encode(self.state),))
        self._database.execute("COMMIT")
        self._database.execute("BEGIN EXCLUSIVE")
        self.parents.cache_clear()

    def drafts(self) -> Iterator[Draft]:
        """Each item once, by number, all that was told of it in one."""
        self._database.execute("CREATE INDEX IF NOT EXISTS draft_number ON draft (number)")
        rows = self._database.cursor().execute("SELECT number, content FROM draft ORDER BY number, row")
        decode = msgspec.msgpack.Decoder(Draft).decode
        for _, group in groupby(rows, key=lambda row: row[0]):
            yield merged([decode(content) for _, content in group])

    def _label(self, number: int) -> tuple[str, int | None] | None:
        """The label of an office or item and the body it is of; None where no label is known."""
        row = self._database.execute("SELECT label, body FROM label WHERE number = ?", (number,)).fetchone()
        if row is None:
            kept = self._database.execute("SELECT content FROM draft WHERE number = ?", (number,)).fetchone()
            row = (msgspec.msgpack.decode(kept[0], type=Draft).label, None) if kept else None
        return (row[0], row[1]) if row and row[0] else None

    def _parents(self, number: int) -> tuple[int, ...] | None:
        """The classes right above one; None where it is not known to have been read."""
        row = self._database.execute("SELECT parents FROM class WHERE number = ?", (number,)).fetchone()
        if row:
            return tuple(byte_order(array("I", row[0])))
        place = number >> 3
        return () if place < len(self._seen) and self._seen[place] >> (number & 7) & 1 else None

    def remove(self) -> None:
        """Delete the file."""
        self._database.close()
        self.path.unlink(missing_ok=True)
