"""XML: a feed or NewsML-G2, told by its root element."""

from collections.abc import Iterator, Mapping

from kgbuild.read.elements import root_tag
from kgbuild.read.formats.feed import ROOTS as FEEDS
from kgbuild.read.formats.feed import read_feed
from kgbuild.read.formats.newsml import ROOTS as NEWSML
from kgbuild.read.formats.newsml import read_newsml
from kgbuild.read.places import Source
from kgbuild.read.record import Item, NoArticlesError


def read_xml(source: Source, columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of an XML file; raises NoArticlesError where it is neither a feed nor NewsML-G2."""
    tag = root_tag(source)
    if tag in FEEDS:
        return read_feed(source, columns)
    if tag in NEWSML:
        return read_newsml(source, columns)
    raise NoArticlesError(
        f"{source.where} is XML of another kind: its root is {tag.rpartition('}')[2]}",
        "XML is read as an RSS or Atom feed, or as NewsML-G2",
    )
