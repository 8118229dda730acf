"""The formats of articles: which suffix is read by which reader."""

from collections.abc import Callable, Iterator, Mapping

from kgbuild.read.formats.jsonl import read_jsonl
from kgbuild.read.formats.mail import read_maildir, read_mbox, read_message
from kgbuild.read.formats.ninjs import read_ninjs
from kgbuild.read.formats.page import read_html
from kgbuild.read.formats.parquet import read_parquet
from kgbuild.read.formats.plain import read_markdown, read_text
from kgbuild.read.formats.table import read_table
from kgbuild.read.formats.warc import read_warc
from kgbuild.read.formats.xml import read_xml
from kgbuild.read.places import MAILDIR, Source
from kgbuild.read.record import Item

Reader = Callable[[Source, Mapping[str, str]], Iterator[Item]]
"""Gives what a file holds, in order; raises ArticleError where nothing after that can be read.

The mapping gives the columns that a user has named, such as `{"text": "Inhalt"}`.
"""

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".json": read_ninjs,
    ".csv": read_table,
    ".tsv": read_table,
    ".xml": read_xml,
    ".rss": read_xml,
    ".atom": read_xml,
    ".eml": read_message,
    ".mbox": read_mbox,
    ".warc": read_warc,
    ".parquet": read_parquet,
    MAILDIR: read_maildir,
}
"""A name may end in `.gz` beside."""

SUFFIXES = tuple(suffix for suffix in READERS if suffix != MAILDIR)
"""What the name of a file of articles ends in."""
