"""What a graph knows of one thing, and what the reading of an article found, left over and passed by."""

from kgbuild.show.coverage import Coverage, Leftover, Passage, coverage
from kgbuild.show.description import Description, Quotation, Statement, describe, find

__all__ = [
    "Coverage",
    "Description",
    "Leftover",
    "Passage",
    "Quotation",
    "Statement",
    "coverage",
    "describe",
    "find",
]
