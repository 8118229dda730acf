"""What a graph knows of one thing, and what the reading of an article found, left over and passed by."""

from kgbuild.show.coverage import Coverage, Leftover, Passage, coverage
from kgbuild.show.description import Description, Quotation, Statement, describe, find
from kgbuild.show.explanation import Entry, Explanation, Reason, explain, mentions

__all__ = [
    "Coverage",
    "Description",
    "Entry",
    "Explanation",
    "Leftover",
    "Passage",
    "Quotation",
    "Reason",
    "Statement",
    "coverage",
    "describe",
    "explain",
    "find",
    "mentions",
]
