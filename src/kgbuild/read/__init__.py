"""Files to articles: texts, pages, records, feeds, tables, mail and archives of the web."""

from kgbuild.read.articles import Read, Reading, iter_articles, read_articles, read_source
from kgbuild.read.collection import Articles
from kgbuild.read.formats import SUFFIXES
from kgbuild.read.places import Place, Source, exists, is_url, sources
from kgbuild.read.record import Remark, Unreadable

__all__ = [
    "SUFFIXES",
    "Articles",
    "Place",
    "Read",
    "Reading",
    "Remark",
    "Source",
    "Unreadable",
    "exists",
    "is_url",
    "iter_articles",
    "read_articles",
    "read_source",
    "sources",
]
