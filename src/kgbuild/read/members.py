"""gzip as articles are packed in it: unpacked member by member, so that one that is broken can be passed over."""

import zlib
from typing import BinaryIO

_MAGIC = b"\x1f\x8b\x08"
_FORM = 16 + zlib.MAX_WBITS
_PIECE = 1 << 16
_TRIED = 1 << 10


class Members:
    """The unpacked bytes of a gzip file, such as a WARC with a member for each record."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._ahead = b""
        self._member: zlib._Decompress | None = None

    def read(self, size: int) -> bytes:
        """At most so many bytes, none at the end; EOFError where the last member has no end.

        zlib.error where a member is broken: what is read then begins with the next one that is not.
        """
        while True:
            packed = self._ahead or self._packed.read(_PIECE)
            begins = self._member is None
            if begins and not packed:
                return b""
            if begins and not (packed := packed.lstrip(b"\0")):
                self._ahead = b""
                continue
            try:
                found = self._unpacked(packed, size)
            except zlib.error:
                self._pass_over(packed, 1 if begins else 0)
                raise
            if found:
                return found

    def _unpacked(self, packed: bytes, size: int) -> bytes:
        """What the member at hand, or a new one, gives next."""
        member = self._member or zlib.decompressobj(_FORM)
        found = member.decompress(packed, size)
        self._member = None if member.eof else member
        self._ahead = member.unconsumed_tail or member.unused_data
        if not (packed or found or member.eof):
            raise EOFError
        return found

    def _pass_over(self, packed: bytes, start: int) -> None:
        """Go on where a member begins, from `start` in what is at hand, else to the end of the file."""
        self._member = None
        while True:
            start = packed.find(_MAGIC, start)
            begun = packed[start:] if start >= 0 else packed[1 - len(_MAGIC) :]
            if len(begun) < _TRIED and (more := self._packed.read(_PIECE)):
                packed, start = begun + more, 0
            elif start < 0 or _is_sound(begun[:_TRIED]):
                self._ahead = begun if start >= 0 else b""
                return
            else:
                start += 1


def _is_sound(packed: bytes) -> bool:
    """Whether these bytes can begin a member."""
    try:
        return bool(zlib.decompressobj(_FORM).decompress(packed, _TRIED))
    except zlib.error:
        return False
