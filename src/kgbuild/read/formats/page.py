"""A saved web page: one article in an HTML file."""

import re
from collections.abc import Iterator, Mapping

from kgbuild.read.decoding import decode_declared, read_bytes
from kgbuild.read.head import Head, with_usable_dates
from kgbuild.read.markup import read_page
from kgbuild.read.places import Source
from kgbuild.read.record import Item, Record

_CHARSET = re.compile(rb"<meta[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_LOOKED_AT = 4096


def read_html(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The article of a page, whose text is what a reader sees of it."""
    content = read_bytes(source)
    page = read_page(decode_declared(content, declared_charset(content), source.where))
    yield Record(source.where, source.stem, page.text, with_usable_dates(Head(page.values)), named=True)


def declared_charset(content: bytes) -> str | None:
    """The encoding that a page itself names, which stands near its beginning."""
    match = _CHARSET.search(content[:_LOOKED_AT])
    return match[1].decode("ascii") if match else None
