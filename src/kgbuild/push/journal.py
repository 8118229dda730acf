"""What was pushed to a store, written down line by line, so that a push that is killed can be gone on with."""

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from kgbuild.errors import PushError
from kgbuild.store.files import write_atomically

UNKNOWN, _GONE = "?", "-"


class Journal:
    """The graphs that pushes to `url` have written, kept in a file of `folder`; losing it costs only pushing again.

    A line is the digest of what a graph holds and its IRI; `?` in place of the digest says that it was being written,
    `-` that it was removed. The last line on a graph holds, one that is cut short does not count. The URL itself is
    not written down. Graphs `aside` are not told of: they are let alone this time.
    """

    def __init__(self, folder: Path, url: str, aside: Collection[str] = ()) -> None:
        self._aside = aside
        self._path = folder / f"{sha256(url.encode()).hexdigest()[:32]}.journal"
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None

    def known(self) -> dict[str, str]:
        """The digest of each graph that the store holds from earlier pushes; `?` where it may hold anything."""
        return {graph: digest for graph, digest in self._read().items() if graph not in self._aside}

    def _read(self) -> dict[str, str]:
        try:
            *whole, _ = self._path.read_bytes().decode(errors="replace").split("\n")
        except FileNotFoundError:
            return {}
        except OSError as fault:
            raise self._unusable(fault) from fault
        last = {graph: digest for digest, space, graph in (line.partition(" ") for line in whole) if space}
        return {graph: digest for graph, digest in last.items() if digest != _GONE}

    @contextmanager
    def open(self) -> Iterator[None]:
        """Let the journal be written while the block runs, first of all as short as it can be."""
        self._shorten(self._read())
        try:
            self._file = self._path.open("ab", buffering=0)
        except OSError as fault:
            raise self._unusable(fault) from fault
        try:
            yield
        finally:
            with self._lock:
                self._file.close()
                self._file = None

    def begins(self, graph: str) -> None:
        """Write down that a graph is about to be written."""
        self._add(UNKNOWN, graph)

    def wrote(self, graph: str, digest: str) -> None:
        """Write down that the store has a graph."""
        self._add(digest, graph)

    def removed(self, graph: str) -> None:
        """Write down that the store no longer has a graph."""
        self._add(_GONE, graph)

    def _add(self, digest: str, graph: str) -> None:
        with self._lock:
            if self._file is None:  # the push was given up meanwhile
                return
            try:
                self._file.write(f"{digest} {graph}\n".encode())
            except OSError as fault:
                raise self._unusable(fault) from fault

    def _shorten(self, known: Mapping[str, str]) -> None:
        text = "".join(f"{digest} {graph}\n" for graph, digest in sorted(known.items()))
        write_atomically(self._path, text.encode())

    def _unusable(self, fault: OSError) -> PushError:
        hint = "free some space, or choose a place that can be written"
        return PushError(f"{self._path} cannot be used: {fault.strerror or fault}", hint)
