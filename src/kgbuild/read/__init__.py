"""Files to articles: texts, pages, records, feeds, tables, mail and archives of the web."""

from kgbuild.read.articles import Reading, iter_articles, read_articles, read_source
from kgbuild.read.places import Place, Source, sources
from kgbuild.read.record import Remark, Unreadable

__all__ = [
    "Place",
    "Reading",
    "Remark",
    "Source",
    "Unreadable",
    "iter_articles",
    "read_articles",
    "read_source",
    "sources",
]
