"""WARC: pages and plain texts that a crawler saved, one article in a response."""

import logging
import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from kgbuild.errors import ArticleError
from kgbuild.read.decoding import MOST_BYTES, decode_declared
from kgbuild.read.formats.page import declared_charset
from kgbuild.read.head import Head, with_usable_dates
from kgbuild.read.markup import read_page
from kgbuild.read.naming import name_of
from kgbuild.read.places import DamagedError, Source
from kgbuild.read.record import Item, Record, Unreadable

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_LENGTH = re.compile(rb"content-length:\s*(\d{1,15})\s*$", re.IGNORECASE)
_LONGEST_LINE = 1 << 16
_MOST_READ = MOST_BYTES + (1 << 16)
_FAULTS = (OSError, EOFError, ValueError, TypeError, AttributeError, LookupError, zlib.error)
"""What warcio lets pass where a record is not what it says."""
_HINT = "get the file again from where it came from"


def read_warc(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a WARC in order, named by their addresses.

    Responses with status 200 count, and resources, that hold HTML or plain text; all else is passed over.
    """
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    logging.getLogger("warcio.recordloader").disabled = True
    with source.open() as file:
        for number, content in enumerate(_records(file, source.where), start=1):
            where = f"{source.where}, record {number}"
            if isinstance(content, DamagedError):
                yield Unreadable(f"{where} cannot be unpacked, nor the rest of its gzip member", _HINT)
                continue
            try:
                record = ArcWarcRecordLoader(arc2warc=False).parse_record_stream(BytesIO(content))
                if record.rec_type in {"response", "resource"}:
                    yield from _items(record, where, source.stem)
            except (ArchiveLoadFailed, StatusAndHeadersParserException, *_FAULTS) as error:
                yield Unreadable(f"{where} cannot be read: {error}", _HINT)


def _records(file: BinaryIO, where: str) -> Iterator[bytes | DamagedError]:
    """The records of a WARC; of one that is packed, in the place of what cannot be unpacked the fault."""
    while True:
        try:
            yield from _whole_records(file, where)
            return
        except DamagedError as fault:
            yield fault


def _whole_records(file: BinaryIO, where: str) -> Iterator[bytes]:
    """The records of a WARC, without what is over the size of an article; what is no record stands as one by itself.

    Each is found anew by the line that begins it, so that one that is broken costs no other.
    """
    line = file.readline(_LONGEST_LINE)
    while line:
        if not line.strip():
            line = file.readline(_LONGEST_LINE)
        elif not line.startswith(b"WARC/"):
            yield line
            while line and not line.startswith(b"WARC/"):
                line = file.readline(_LONGEST_LINE)
        else:
            head = [line]
            while (line := file.readline(_LONGEST_LINE)).strip():
                head.append(line)
            length = next((int(match[1]) for match in map(_LENGTH.match, head) if match), 0)
            body = file.read(min(length, _MOST_READ))
            left = length - len(body)
            while left > 0 and (more := file.read(min(left, 1 << 16))):
                left -= len(more)
            if left:
                raise ArticleError(f"{where} is cut off", "get the whole file")
            yield b"".join(head) + b"\r\n" + body + b"\r\n\r\n"
            line = file.readline(_LONGEST_LINE)


def _items(record: "ArcWarcRecord", where: str, stem: str) -> Iterator[Item]:
    """The article of a record, if it has one."""
    headers = record.http_headers or record.rec_headers
    if record.http_headers and record.http_headers.get_statuscode() != "200":
        return
    kind, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    kind = kind.strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", "text/plain"}:
        return
    try:
        content = record.content_stream().read(MOST_BYTES + 1)
        address = record.rec_headers.get_header("WARC-Target-URI")
        yield _record(content, kind, _charset(parameters), (where, stem, address))
    except _FAULTS as error:
        yield Unreadable(f"{where} cannot be read: {error}", _HINT)
    except ArticleError as error:
        yield Unreadable(error.message, error.hint)


def _record(content: bytes, kind: str, charset: str | None, place: tuple[str, str, str | None]) -> Record:
    where, stem, address = place
    if len(content) > MOST_BYTES:
        raise ArticleError(f"{where} has more than {MOST_BYTES // 10**6} MB", "such a page is no article")
    text = decode_declared(content, charset or declared_charset(content), where)
    page = read_page(text) if kind != "text/plain" else None
    values = {"url": address or "", **(page.values if page else {})}
    head = with_usable_dates(Head({key: value for key, value in values.items() if value}))
    text = page.text if page else text
    return Record(where, name_of(stem, text, address), text, head)


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip()
    return None
