"""What can be computed again, kept by what it depends on; losing any of it costs only time."""

import contextlib
import hashlib
import sqlite3
from array import array
from collections import defaultdict
from pathlib import Path

import msgspec

from kgbuild.errors import BuildError

_FILE = "kept"
_LAYOUT = "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key BLOB, value BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID"
_PATIENCE = 60.0


class Kept:
    """Values by kind and key in one file of a folder; a key is a hash of what the value depends on beside the `code`.

    What was put is kept together when this is closed; a file that cannot be read is begun anew.
    """

    def __init__(self, folder: Path, code: str) -> None:
        self.code = code
        self._file, self._prefix = folder / _FILE, key_of(code)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._base = self._opened()
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            self._base = self._opened()
        self._used: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))

    def _opened(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", _LAYOUT, "BEGIN"):
            base.execute(statement)
        return base

    def __enter__(self) -> "Kept":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, kind: str, key: bytes) -> bytes | None:
        """The value of a key, None where there is none."""
        key = self._prefix + key
        self._used[kind].append(hash(key))
        with contextlib.suppress(sqlite3.DatabaseError):
            row = self._base.execute("SELECT value FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            return None if row is None else bytes(row[0])
        return None

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Keep a value."""
        try:
            self._base.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (kind, self._prefix + key, value))
        except sqlite3.Error as fault:
            raise BuildError(f"{self._file} cannot be written: {fault}", "free some space") from fault

    def forget_unused(self) -> None:
        """Forget what nobody has asked for since this was opened, of the kinds of which anything was asked for."""
        for kind, used in self._used.items():
            asked = set(used)
            keys = self._base.execute("SELECT key FROM kept WHERE kind = ?", (kind,))
            gone = [(kind, key) for (key,) in keys if hash(key) not in asked]
            self._base.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", gone)

    def close(self) -> None:
        """Put what was kept on disk."""
        with contextlib.suppress(sqlite3.Error):
            self._base.execute("COMMIT")
        self._base.close()


class Forgetful(Kept):
    """Keeps nothing."""

    def __init__(self) -> None:
        """Open no file."""
        self.code = ""

    def get(self, kind: str, key: bytes) -> None:
        """Nothing."""

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Do nothing."""

    def forget_unused(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


def key_of(*parts: object) -> bytes:
    """The key of a value that depends on these parts."""
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()
