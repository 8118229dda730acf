"""Dask: the one module that knows it. A few tasks for each worker are on their way, no more."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kgbuild.errors import ClusterError, KgbuildError
from kgbuild.pipeline.cluster.shelf import WORK
from kgbuild.pipeline.cluster.site import Site, agreement
from kgbuild.pipeline.cluster.tasks import work

if TYPE_CHECKING:
    from distributed import Client, Future

_LOGS = ("distributed", "distributed.client")
_PATIENCE = 10
_EACH = 2
_TRIES = 4
_LOST = "the scheduler is no longer there"
_GONE = "build again: what is done is not done again"
_FIT = "give all workers the environment of this build, with the same kgbuild"


class Engine:
    """A cluster that does tasks."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def run(self, site: Site, name: str, keys: Iterable[str], done: Callable[[], None]) -> None:
        """Do the tasks of some keys; `done` is called for each that has ended well.

        A task with which workers die is begun again a few times. Raises KgbuildError where a task does.
        """
        pending, tries = iter(keys), dict[str, int]()
        running: dict[Future, str] = {}
        while True:
            while len(running) < self._room() and (key := next(pending, None)):
                running[self._begun(site, name, key, 0)] = key
            if not running:
                return
            for future in self._ended(list(running)):
                key = running.pop(future)
                if self._failed(future):
                    tries[key] = tries.get(key, 0) + 1
                    if tries[key] >= _TRIES:
                        raise ClusterError(f"workers die whenever they {name}", "see their logs, and their memory")
                    running[self._begun(site, name, key, tries[key])] = key
                else:
                    done()
                future.release()

    def _room(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(_EACH, _EACH * sum(threads.values()))

    def _begun(self, site: Site, name: str, key: str, again: int) -> "Future":
        from dask.base import tokenize

        return self._client.submit(work, site, name, key, pure=False, key=f"{name}-{tokenize(key, again, id(self))}")

    def _ended(self, futures: list["Future"]) -> "set[Future]":
        from distributed import wait

        try:
            with self._client.as_current():
                return set(wait(futures, return_when="FIRST_COMPLETED").done)
        except Exception as fault:
            if isinstance(fault, KgbuildError):
                raise
            raise ClusterError(_LOST, _GONE) from fault

    def _failed(self, future: "Future") -> bool:
        """Whether a task was given up because workers died; raises what else went wrong."""
        from distributed import KilledWorker

        if future.status in {"cancelled", "lost"}:
            raise ClusterError(_LOST, _GONE)
        fault = future.exception() if future.status == "error" else None
        if fault is not None and not isinstance(fault, KilledWorker):
            raise fault
        return fault is not None


@contextmanager
def connected(address: str, site: Site) -> Iterator[Engine]:
    """The cluster whose scheduler is at an address, its workers fit for a build; raises ClusterError otherwise."""
    try:
        from distributed import Client
    except ImportError as fault:
        raise ClusterError(
            "building on a cluster needs the package distributed", 'install "kgbuild[cluster]"'
        ) from fault
    for name in _LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, ImportError) as fault:
        hint = "start one with: dask scheduler; the address is what it prints, such as tcp://10.0.0.1:8786"
        raise ClusterError(f"there is no scheduler at {address}", hint) from fault
    try:
        _refuse_unfit(client, site)
        yield Engine(client)
    finally:
        client.close()


def _refuse_unfit(client: "Client", site: Site) -> None:
    """Raise ClusterError where there are no workers, or one has another environment or cannot reach the output."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as fault:
        raise ClusterError("the scheduler has no workers", "start some with: dask worker ADDRESS") from fault
    name = f"{WORK}/probe"
    site.shelf.write(name, site.agreed.encode())
    answers: dict[str, Any] = client.run(probe, site, name, on_error="return")
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, Exception):
            raise ClusterError(f"the worker {worker} cannot take part: {answer}", _FIT)
        if answer[0] != site.agreed:
            raise ClusterError(
                f"the worker {worker} has another kgbuild, Python, model or ontology than this build",
                f"{_FIT}, the project's folder where it has an ontology/ of its own, and start them again",
            )
        if answer[1] != site.agreed:
            raise ClusterError(
                f"the worker {worker} does not find {site.output}", "name an output that all reach: -o URL"
            )


def probe(site: Site, name: str) -> tuple[str, str]:
    """On a worker: by what it would build, and what it finds in a file of the output."""
    try:
        found = site.shelf.read(name).decode()
    except (KgbuildError, OSError):
        found = ""
    return agreement(site.project), found
