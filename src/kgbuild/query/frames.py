"""How a query process and its caller speak: frames of one kind byte, a length and that many bytes."""

import io
import struct
from typing import IO

SETTINGS, QUERY, QUESTION = b"S", b"Q", b"W"  # to the process: JSON; SPARQL text; JSON
KIND, DATA, END, FAULT = b"K", b"D", b"E", b"F"  # from it: RESULTS, GRAPH or WRITTEN; a piece; nothing; JSON
RESULTS, GRAPH, WRITTEN = b"results", b"graph", b"written"

_HEAD = struct.Struct(">cI")


def send(stream: IO[bytes], kind: bytes, content: bytes = b"") -> None:
    """Write a frame."""
    stream.write(_HEAD.pack(kind, len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next frame's kind and content; None where the stream ends, in a frame or between two."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    content = stream.read(length)
    return (kind, content) if len(content) == length else None


class Framed(io.RawIOBase):
    """A stream whose writes become DATA frames of another."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, content: object) -> int:
        """Send the bytes as one frame."""
        piece = bytes(content)  # type: ignore[call-overload]
        send(self._stream, DATA, piece)
        return len(piece)
