"""A cluster of Dask on loopback: a scheduler and worker processes under a nanny, as `dask worker` starts them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import psutil

_QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "warning", "OMP_NUM_THREADS": "1"}
_PATIENCE = 120.0


class Cluster:
    """A running scheduler with workers."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder, self._environment = folder, {**os.environ, **_QUIET, **environment}
        self._started: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return str(json.loads(self._file.read_text())["address"])

    def start(self, workers: int) -> None:
        """Start the scheduler, and so many worker processes."""
        self._program("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file))
        deadline = time.monotonic() + _PATIENCE
        while not (self._file.exists() and self._file.read_text()):
            assert time.monotonic() < deadline, "the scheduler does not start"
            time.sleep(0.1)
        if workers:
            more = ["--nworkers", str(workers), "--nthreads", "1", "--local-directory", str(self._folder / "space")]
            self._program("worker", self.address, "--no-dashboard", *more)

    @property
    def log(self) -> str:
        """What the workers and their nannies have logged."""
        return (self._folder / "worker.log").read_text(encoding="utf-8")

    def kill_workers(self) -> None:
        """End all worker processes as a fault in them would; their nannies start others."""
        nanny = psutil.Process(self._started[1].pid)
        for each in nanny.children(recursive=True):
            if "spawn_main" in " ".join(each.cmdline()):
                each.send_signal(signal.SIGKILL)

    def stop(self) -> None:
        """End all processes."""
        for process in reversed(self._started):
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _program(self, name: str, *words: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *words]
        with (self._folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=self._environment)
        self._started.append(process)


@contextmanager
def cluster(folder: Path, workers: int = 2, environment: Mapping[str, str] = MappingProxyType({})) -> Iterator[Cluster]:
    """A cluster that ends with the block; `environment` has variables of its processes."""
    made = Cluster(folder, environment)
    try:
        made.start(workers)
        yield made
    finally:
        made.stop()
