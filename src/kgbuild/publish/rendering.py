"""All files of a site, made by several processes where that is worth it; the same bytes however many there are."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from kgbuild.publish.site import Site

_WORTH_IT = 400
_AT_A_TIME = 16
_MOST_PROCESSES = 8


def rendered(site: Site, processes: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Each path of the site with its content, in order; by default as many processes as there are processors.

    Processes are copies of this one, so that nothing is read twice; where a system has no such, this one does all.
    """
    paths = site.paths()
    number = min(processes or _processors(), _MOST_PROCESSES)
    if number < 2 or not sys.platform.startswith("linux") or (processes is None and len(paths) < _WORTH_IT):
        yield from ((path, site.page(path)) for path in paths)
        return
    for query in site.queries.values():
        site.answers(query)  # asked here once, so that no copy asks
    copies = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(number, copies, _begin, (site,)) as pool:
        yield from zip(paths, pool.map(_content, paths, chunksize=_AT_A_TIME), strict=True)


class _Copy:
    """The site that a process makes files of."""

    site: Site | None = None


def _begin(site: Site) -> None:
    """Set up a process; Ctrl-C ends the one that waits for it, and that ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Copy.site = site


def _content(path: str) -> bytes:
    if _Copy.site is None:
        raise RuntimeError("not set up")
    return _Copy.site.page(path)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else 1
