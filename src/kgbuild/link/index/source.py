"""A file of lines, plain or packed with gzip or bzip2, read from any place in it."""

import bz2
import hashlib
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from kgbuild.errors import LinkError

_BLOCK = 1 << 20
_PLAIN_BLOCK = 4 << 20
_LONGEST_LINE = 256 << 20
_HEAD = 1 << 20
_NEIGHBOURHOOD = 1 << 16


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the text of a file: at `offset` of the text, found from `packed` in the file, where `plain` begins.

    In a plain file all three are the same. In a packed one the text can only be unpacked from the start of a stream: a
    file of many streams, such as a dump by pbzip2, is read again from the one last begun, one of a single stream from
    its start.
    """

    offset: int = 0
    packed: int = 0
    plain: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines without their ends, and the offsets in the text between which they lie."""

    lines: list[bytes]
    start: int
    end: int


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class Source:
    """The lines of a file; what it is packed with is told by its first bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.size = path.stat().st_size
            with path.open("rb") as file:
                magic = file.read(3)
        except OSError as fault:
            raise LinkError(f"{path} cannot be read: {fault.strerror}", "check the path and its permissions") from None
        self.packed = magic[:2] == b"\x1f\x8b" or magic == b"BZh"
        self._packing = "gzip" if magic[:2] == b"\x1f\x8b" else "bzip2" if magic == b"BZh" else ""
        self._streams: deque[tuple[int, int]] = deque()
        self.done = 0

    def head(self, length: int = 1 << 16) -> bytes:
        """The first bytes of the text."""
        found = b""
        with self.path.open("rb") as file:
            for piece in self._pieces(file, Place()):
                found += piece
                if len(found) >= length:
                    break
        return found[:length]

    def blocks(self, start: Place) -> Iterator[Block]:
        """The lines from a place on, in blocks of some megabytes; `done` is how far the file has been read.

        Raises LinkError where a packed file ends early or cannot be unpacked.
        """
        self._streams.clear()
        with self.path.open("rb") as file:
            offset, rest = start.offset, b""
            for piece in self._pieces(file, start):
                lines = piece.split(b"\n")
                lines[0] = rest + lines[0]
                rest = lines.pop()
                if len(rest) > _LONGEST_LINE:
                    fault = f"{self.path} has a line of more than {_LONGEST_LINE >> 20} MB"
                    raise LinkError(fault, "give a dump with one entity a line")
                if lines or not piece:
                    end = offset + sum(map(len, lines)) + len(lines)
                    yield Block(lines, offset, end)
                    offset = end
            if rest:
                yield Block([rest], offset, offset + len(rest))

    def place(self, offset: int) -> Place:
        """Where to begin to read on at an offset of the text that has been read, not before the last one asked for."""
        if not self._packing:
            return Place(offset, offset, offset)
        while len(self._streams) > 1 and self._streams[1][1] <= offset:
            self._streams.popleft()
        packed, plain = self._streams[0]
        return Place(offset, packed, plain)

    def fingerprint(self, position: int) -> str:
        """A hash of the file's begin and of what lies before a position of it; it stays when a download goes on."""
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            digest.update(file.read(min(_HEAD, position)))
            file.seek(max(0, position - _NEIGHBOURHOOD))
            digest.update(file.read(min(_NEIGHBOURHOOD, position)))
        return digest.hexdigest()

    def _pieces(self, file: BinaryIO, start: Place) -> Iterator[bytes]:
        """The text from a place on, in pieces."""
        file.seek(start.packed)
        self.done = start.packed
        if not self._packing:
            while block := file.read(_BLOCK):
                self.done += len(block)
                yield block
            return
        skipped = start.offset - start.plain
        for piece in self._unpacked(file, start.plain):
            if skipped >= len(piece):
                skipped -= len(piece)
                yield b""  # so that the caller can show how far this has come
            else:
                yield piece[skipped:]
                skipped = 0

    def _unpacked(self, file: BinaryIO, offset: int) -> Iterator[bytes]:
        """The text of stream after stream, none of its pieces large however well it was packed."""
        data = b""
        while data := data or self._next(file):
            begin = self.done - len(data)
            if not data.strip(b"\0"):  # what pads the end of a tape or disk
                data = b""
                continue
            self._streams.append((begin, offset))
            unpacker: _Unpacker = _Gunzip() if self._packing == "gzip" else bz2.BZ2Decompressor()
            while not unpacker.eof:
                try:
                    piece = unpacker.decompress(data, _PLAIN_BLOCK)
                except (zlib.error, OSError) as fault:
                    raise LinkError(
                        f"{self.path} cannot be unpacked near byte {self.done:,}: {fault}",
                        "the file is damaged: fetch it again; what has been read is kept",
                    ) from None
                offset += len(piece)
                yield piece
                data = b"" if unpacker.eof or len(piece) == _PLAIN_BLOCK else self._next(file)
                if not data and not unpacker.eof and len(piece) < _PLAIN_BLOCK:
                    raise LinkError(
                        f"{self.path} ends early, after {self.size:,} bytes",
                        "the download is not complete: fetch the rest and run this again; it goes on where it stopped",
                    )
            data = unpacker.unused_data

    def _next(self, file: BinaryIO) -> bytes:
        block = file.read(_BLOCK)
        self.done += len(block)
        return block


class _Gunzip:
    """One member of a gzip file, with the bounds on output of `bz2.BZ2Decompressor`."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
