"""Text and Markdown: one article in a file, with the head that its first lines are."""

from collections.abc import Iterator, Mapping

from kgbuild.read.decoding import decode, read_bytes
from kgbuild.read.head import below_heading, read_head
from kgbuild.read.places import Source
from kgbuild.read.record import Item, Record


def read_text(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The article of a text file, whose text is the whole file."""
    text = decode(read_bytes(source), source.where)
    yield Record(source.where, source.stem, text, read_head(text), named=True)


def read_markdown(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The article of a Markdown file; a heading above its body is its title where no other is given."""
    text = decode(read_bytes(source), source.where)
    yield Record(source.where, source.stem, text, below_heading(text, read_head(text)), named=True)
