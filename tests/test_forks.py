"""Work shared out to forks of this process: the same results, and nothing is left behind."""

import multiprocessing
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from kgbuild.forks import beside, shared_out

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


def test_work_beside_has_ended_with_the_block(tmp_path: Path) -> None:
    """What a fork leaves on disk is there when the block has ended; what fails beside is not told."""
    with beside((tmp_path / "made").mkdir, 2), beside(partial(_refuse, 1), 2):
        pass
    assert (tmp_path / "made").is_dir()
    assert multiprocessing.active_children() == []


def test_work_beside_is_given_up_with_the_block() -> None:
    """Where the block fails, nobody waits for the work beside it."""
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), beside(partial(time.sleep, 60), 2):
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []
    assert time.monotonic() - started < 30


def test_one_process_does_nothing_beside(tmp_path: Path) -> None:
    """With no fork to spare the work is left to whoever needs it."""
    with beside((tmp_path / "made").mkdir, 1):
        pass
    assert not (tmp_path / "made").exists()
