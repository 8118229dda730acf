"""How much faster two workers build than one, on the local pool and on a cluster of Dask on this machine.

    python benchmarks/scaling.py [FILE.jsonl] [--articles 400] [--smoke]

FILE holds one article a line; by default `data/news/state-releases.jsonl` in the folder of KGBUILD_SHARED, or of
`shared` beside the checkout. Each line is one build from nothing, `kgbuild build` as a user runs it, by the clock; each
process works with one thread. A cluster is started before the clock is, without what Dask measures of itself, and its
workers are new for each build, so that they load their readers within it, as those of the pool do. Exit 1 where two
workers are not 1.7 times as fast as one, or the builds differ in how many triples they give; exit 2 without the file,
but 0 with --smoke, which takes few articles and only looks at the triples.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus import different

from kgbuild import project

CHECKOUT = Path(__file__).resolve().parents[1]
LEAST, SMOKE = 1.7, 8
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
QUIET = {  # as docs/guides/scale.md has it
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "false",
    "DASK_DISTRIBUTED__WORKER__MEMORY__MONITOR_INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
}
WAY = "{:8} {:>8} {:>9.1f} s {:>10,} {:>8}"


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, and the triples built."""

    wall: float
    triples: int


def main() -> None:
    """Build each way with one worker and with two, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="articles, one JSON object a line")
    parser.add_argument("--articles", type=int, default=400, help="how many of them")
    parser.add_argument("--smoke", action="store_true", help=f"{SMOKE} articles, to see that it works")
    options = parser.parse_args()
    shared = Path(os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    file = options.file or shared / "data" / "news" / "state-releases.jsonl"
    if not file.is_file():
        print(f"no articles in {file}: name a file of them, or set KGBUILD_SHARED", file=sys.stderr)
        sys.exit(0 if options.smoke else 2)
    os.environ.update(ONE_THREAD | QUIET)
    with file.open(encoding="utf-8") as lines:
        records = list(islice(different(lines), SMOKE if options.smoke else options.articles))
    sys.exit(0 if report(records, options.smoke) else 1)


def report(records: list[dict[str, object]], smoke: bool) -> bool:
    """Print the table; whether the ratios are as they should be, and all builds gave as many triples."""
    print(f"{len(records)} articles\n{'way':8} {'workers':>8} {'wall':>11} {'triples':>10} {'ratio':>8}")
    counts, good = set[int](), True
    for way, build in (("pool", pool), ("cluster", cluster)):
        one = build(records, 1)
        print(WAY.format(way, 1, one.wall, one.triples, ""), flush=True)
        two = build(records, 2)
        ratio = one.wall / two.wall
        print(WAY.format(way, 2, two.wall, two.triples, f"{ratio:.2f}"), flush=True)
        good &= smoke or ratio >= LEAST
        counts |= {one.triples, two.triples}
    return good and len(counts) == 1


def pool(records: list[dict[str, object]], workers: int) -> Taken:
    """A build on the local pool."""
    with tempfile.TemporaryDirectory() as scratch:
        return taken([*command(Path(scratch), records), "-j", str(workers), "--despite-problems"])


def cluster(records: list[dict[str, object]], workers: int) -> Taken:
    """A build on a cluster of this machine."""
    with tempfile.TemporaryDirectory() as scratch, scheduler(Path(scratch), workers) as address:
        return taken([*command(Path(scratch), records), "--cluster", address])


def command(scratch: Path, records: list[dict[str, object]]) -> list[str]:
    """The command that builds a new project of the articles."""
    here = project.create(scratch / "scaling")
    (here.articles / "example.txt").unlink()
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    (here.articles / "articles.jsonl").write_text(lines, encoding="utf-8")
    return [sys.executable, "-m", "kgbuild", "-C", str(here.root), "build", "--json"]


def taken(words: list[str]) -> Taken:
    """What a build takes; it must end well."""
    begun = time.monotonic()
    ended = subprocess.run(words, capture_output=True, check=False)
    wall = time.monotonic() - begun
    if ended.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {ended.returncode}: {ended.stderr.decode()}")
    return Taken(wall, json.loads(ended.stdout)["triples"])


@contextmanager
def scheduler(scratch: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler on loopback that has so many workers."""
    file = scratch / "scheduler.json"
    place = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file), "--no-dashboard"]
    started = [dask("scheduler", *place)]
    try:
        while not (file.exists() and file.read_text()):
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        each = ["--nworkers", str(workers), "--nthreads", "1", "--no-dashboard", "--local-directory", str(scratch)]
        started.append(dask("worker", address, *each))
        wait_for(address, workers)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def wait_for(address: str, workers: int) -> None:
    """Wait until a scheduler has its workers."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=120)


def dask(name: str, *words: str) -> "subprocess.Popen[bytes]":
    """A program of Dask that has begun."""
    words = (sys.executable, "-m", f"distributed.cli.dask_{name}", *words)
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
