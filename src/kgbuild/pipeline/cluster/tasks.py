"""The tasks that workers do, by name; what goes in and what comes out lie on the shelf."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kgbuild.errors import ClusterError
from kgbuild.pipeline.cluster import reading, settling, telling, writing
from kgbuild.pipeline.cluster.plan import Partition, Piece
from kgbuild.pipeline.cluster.reading import Context
from kgbuild.pipeline.cluster.shelf import WORK
from kgbuild.pipeline.cluster.site import Site, refuse_disagreement
from kgbuild.resolve.identity.closeness import Portion

GIVEN, MADE, BEGUN = "given", "made", "begun"


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with an argument of some type."""

    do: Callable[[Context, Any], object]
    argument: Any


TASKS = {
    "count": Task(reading.count, Piece),
    "scan": Task(reading.scan, Partition),
    "extract": Task(reading.extract, reading.Order),
    "tie": Task(settling.tie, settling.Tying),
    "deal": Task(settling.deal, settling.Dealing),
    "settle": Task(settling.settle, settling.Hand),
    "tell": Task(telling.tell, telling.Cast),
    "close": Task(telling.close, Portion),
    "write": Task(writing.write, writing.Slice),
    "entities": Task(writing.write_entities, writing.EntitySlice),
    "quads": Task(writing.write_quads, tuple[str, bytes]),
}


def work(site: Site, name: str, key: str) -> None:
    """Do the task of a key, unless it is done; its argument is read from the shelf, its value left there.

    How often this was begun and never ended is kept beside: so often has a worker died of it, or with it.
    """
    refuse_disagreement(site)
    if site.shelf.has(f"{WORK}/{MADE}/{key}"):
        return
    begun = f"{WORK}/{BEGUN}/{key}"
    deaths = _number(site, begun)
    site.shelf.write(begun, str(deaths + 1).encode())
    try:
        task = TASKS[name]
        argument = site.get(f"{GIVEN}/{key}", task.argument)
        site.put(f"{MADE}/{key}", task.do(Context(site, key, deaths), argument))
    finally:
        site.shelf.remove([begun])


def _number(site: Site, name: str) -> int:
    with suppress(ClusterError, ValueError):
        return int(site.shelf.read(name))
    return 0
