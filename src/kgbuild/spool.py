"""Values that lie in a temporary file and are read when they are asked for: of many, hardly any memory is taken."""

import os
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, TypeVar, cast, overload

import msgspec

from kgbuild.errors import KgbuildError

T = TypeVar("T")
_ROOM = 1 << 20


class Spool(Sequence[T]):
    """Values of one type, in the order in which they were put; each is made anew whenever it is asked for.

    The file has no name and goes with the spool; few values need none. Forks of this process may read what was put
    before them. Raises KgbuildError where there is no room for the file.
    """

    def __init__(self, kind: type[T], values: Iterable[T] = ()) -> None:
        self._encode, self._decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(kind).decode
        self._file: BinaryIO | None = None
        self._written, self._rest = 0, bytearray()
        self._ends = array("Q", [0])
        self.extend(values)

    def append(self, value: T) -> None:
        """Put a value after the others."""
        self._rest += self._encode(value)
        self._ends.append(self._written + len(self._rest))
        if len(self._rest) > _ROOM:
            self._write()

    def extend(self, values: Iterable[T]) -> None:
        """Put several values after the others."""
        for value in values:
            self.append(value)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        return self._decode(self._content(self._ends[number], self._ends[number + 1]))

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def _write(self) -> None:
        try:
            if self._file is None:
                self._file = cast(BinaryIO, tempfile.TemporaryFile(buffering=0))  # noqa: SIM115 -- goes with the spool
            self._file.seek(self._written)
            while self._rest:
                size = self._file.write(self._rest)
                self._written += size
                del self._rest[:size]
        except OSError as fault:
            where = tempfile.gettempdir()
            raise KgbuildError(
                f"{where} cannot hold temporary files: {fault.strerror}", "free some space, or name another in TMPDIR"
            ) from fault

    def _content(self, start: int, end: int) -> bytes | bytearray:
        """What lies in a stretch, which is of one value and so all written or not at all."""
        if self._file is None or start >= self._written:
            return self._rest[start - self._written : end - self._written]
        if hasattr(os, "pread"):  # forks share the place where they are in the file, and this does not move it
            return os.pread(self._file.fileno(), end - start, start)
        self._file.seek(start)
        return self._file.read(end - start)


class Filed(Mapping[str, T]):
    """Values by name that lie in a spool."""

    def __init__(self, kind: type[T], values: Iterable[tuple[str, T]]) -> None:
        self._values, self._numbers = Spool(kind), dict[str, int]()
        for name, value in values:
            self._numbers[name] = len(self._values)
            self._values.append(value)

    def __getitem__(self, name: str) -> T:
        return self._values[self._numbers[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers
