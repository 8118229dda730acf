"""Many clients at once, a few of them hostile, and nobody who asks honestly notices more than a delay."""

from pathlib import Path

import pytest
from load import Report, copied, measure, told

pytestmark = pytest.mark.slow


def judged(report: Report, kinds: int) -> None:
    """What must hold of any load."""
    assert report.faults() == [], told(report)
    assert len(report.hostile) == kinds
    assert set(report.honest) == {200}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for connections by /proc")
def test_some_clients(tmp_path: Path) -> None:
    """Of 20 clients, 343 honest requests are answered 200 while seven kinds of hostile ones are given up in time.

    The server opens no connection, and ends well when it is told to.
    """
    judged(measure(copied(tmp_path), 20, 350), 7)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for connections by /proc")
def test_two_hundred_clients(tmp_path: Path) -> None:
    """Of 200 clients, 1,960 honest requests are answered 200 while 40 hostile ones are given up in time."""
    judged(measure(copied(tmp_path), 200, 2000), 7)
