"""WARC: pages and plain texts that a crawler saved, one article in a response."""

import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kgbuild.errors import ArticleError
from kgbuild.read.decoding import MOST_BYTES, decode_declared
from kgbuild.read.formats.page import declared_charset
from kgbuild.read.head import Head, with_usable_dates
from kgbuild.read.markup import read_page
from kgbuild.read.naming import name_of
from kgbuild.read.places import Source
from kgbuild.read.record import Item, Record, Unreadable

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_HINT = "get the file again from where it came from"


def read_warc(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a WARC in order, named by their addresses.

    Responses with status 200 count, and resources, that hold HTML or plain text; all else is passed over.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    with source.open() as file:
        try:
            for record in ArchiveIterator(file):
                number += 1
                if record.rec_type in {"response", "resource"}:
                    yield from _items(record, f"{source.where}, record {number}", source.stem)
        except (ArchiveLoadFailed, ValueError, EOFError) as error:
            raise ArticleError(f"{source.where} cannot be read after record {number}: {error}", _HINT) from error


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
    except (OSError, EOFError, ValueError, zlib.error) as error:
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
