"""Work shared out to forks of this process: the same results."""

import sys

import pytest

from kgbuild.forks import shared_out

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux forks")


def _refuse(number: int) -> int:
    raise ValueError(f"no {number}")


@pytest.mark.parametrize("forks", [1, 2])
def test_results_come_in_order(forks: int) -> None:
    """However many forks there are, each item has its result in its place."""
    held = list(range(100, 200))
    assert list(shared_out(lambda number: held[number], range(100), forks, 7)) == held


@pytest.mark.parametrize("forks", [1, 2])
def test_what_goes_wrong_is_raised(forks: int) -> None:
    """A fault in a fork is a fault here."""
    with pytest.raises(ValueError, match="no 0"):
        list(shared_out(_refuse, [0, 1], forks))
