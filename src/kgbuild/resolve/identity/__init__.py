"""One event from many tellings: candidates by blocks, a scored comparison, groups that agree as wholes."""

from kgbuild.resolve.identity.account import Account, Cast, Party, Rank, states
from kgbuild.resolve.identity.comparison import THRESHOLD, compare
from kgbuild.resolve.identity.grouping import EFFECTS, Grouping, grouped
from kgbuild.resolve.identity.table import FILE, read_decisions, write_decisions

__all__ = [
    "EFFECTS",
    "FILE",
    "THRESHOLD",
    "Account",
    "Cast",
    "Grouping",
    "Party",
    "Rank",
    "compare",
    "grouped",
    "read_decisions",
    "states",
    "write_decisions",
]
