"""Work shared out to forks of this process, which hold all that it holds; the same results however many there are."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(work: Callable[[T], R], items: Sequence[T], forks: int, at_a_time: int = 1) -> Iterator[R]:
    """What `work` makes of each item, in order; with fewer than two forks, or where a system has none, made here.

    `work` may use whatever is in memory when the first result is asked for; what it changes there is lost. Items and
    results travel between processes, some items at a time. Raises what `work` raises.
    """
    if forks < 2 or not sys.platform.startswith("linux"):
        yield from map(work, items)
        return
    with ProcessPoolExecutor(forks, multiprocessing.get_context("fork"), _begin, (work,)) as pool:
        yield from pool.map(_done, items, chunksize=at_a_time)


class _Fork:
    """What a fork does."""

    work: Callable[[Any], Any] | None = None


def _begin(work: Callable[[Any], Any]) -> None:
    """Set up a fork; Ctrl-C ends the process that waits for it, and that ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Fork.work = work


def _done(item: Any) -> Any:
    if _Fork.work is None:
        raise RuntimeError("not set up")
    return _Fork.work(item)
