"""A cluster of Dask on loopback: a scheduler and worker processes under a nanny, as `dask worker` starts them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "warning", "OMP_NUM_THREADS": "1"}
_PATIENCE = 120.0


class Cluster:
    """A running scheduler with workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        import json

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

    def kill_a_worker(self) -> None:
        """End one worker process as a fault in it would; its nanny starts another."""
        nanny = psutil.Process(self._started[1].pid)
        spawned = [each for each in nanny.children(recursive=True) if "spawn_main" in " ".join(each.cmdline())]
        max(spawned, key=lambda each: each.memory_info().rss).send_signal(signal.SIGKILL)

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
            process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **_QUIET})
        self._started.append(process)


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A cluster that ends with the block."""
    made = Cluster(folder)
    try:
        made.start(workers)
        yield made
    finally:
        made.stop()
