"""Files to articles: text, Markdown, HTML and JSON Lines, with their heads."""

from kgbuild.read.articles import Reading, read_articles

__all__ = ["Reading", "read_articles"]
