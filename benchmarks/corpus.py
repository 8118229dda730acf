"""What a build of a whole corpus costs, and what the next one costs where nothing or one article has changed.

    python benchmarks/corpus.py [FILE.jsonl] [--articles 2000] [--workers N] [--smoke]

FILE holds one article a line; by default `data/news/state-releases.jsonl` in the folder of KGBUILD_SHARED, or of
`shared` beside the checkout. Each line of the table is one process, `kgbuild build` as a user runs it: seconds by the
clock and of processors, as a share of the first build, the memory of the largest process, and the triples built. After
the last, the graph is built once more without a cache, and must be the same. Exit 1 where it is not, where a build
without change takes more than 2 % of the first, or one with one article changed, added or removed more than 3 %; exit 2
without the file, but 0 with --smoke, which takes few articles and only looks whether the graph is the same.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kgbuild import project
from kgbuild.project import Project

CHECKOUT = Path(__file__).resolve().parents[1]
NOTHING, ONE = 0.02, 0.03
SMOKE = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of processors, the memory of the largest process in MiB, and the triples built."""

    wall: float
    processor: float
    memory: float
    triples: int


def main() -> None:
    """Build, edit and build again in a scratch project, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="articles, one JSON object a line")
    parser.add_argument("--articles", type=int, default=2000, help="how many of them")
    parser.add_argument("--workers", type=int, help="processes that read articles")
    parser.add_argument("--smoke", action="store_true", help=f"{SMOKE} articles, to see that it works")
    options = parser.parse_args()
    shared = Path(os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    file = options.file or shared / "data" / "news" / "state-releases.jsonl"
    if not file.is_file():
        print(f"no articles in {file}: name a file of them, or set KGBUILD_SHARED", file=sys.stderr)
        sys.exit(0 if options.smoke else 2)
    with file.open(encoding="utf-8") as lines:
        records = list(islice(different(lines), SMOKE if options.smoke else options.articles))
    with tempfile.TemporaryDirectory() as scratch:
        good = report(project.create(Path(scratch) / "corpus"), records, options.workers, options.smoke)
    sys.exit(0 if good else 1)


def different(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """The records without those whose text has been before, each with a name of its own."""
    texts = set[object]()
    for number, line in enumerate(lines):
        record = json.loads(line)
        if record["text"] not in texts:
            texts.add(record["text"])
            yield {**record, "name": f"article-{number:05}"}


def report(here: Project, records: list[dict[str, object]], workers: int | None, smoke: bool) -> bool:
    """Print the costs; whether they are as low as they should be, and the graph is the same without a cache."""
    *given, new = records
    (here.articles / "example.txt").unlink()
    for record in given:
        write(here, record)
    edits: list[tuple[str, float, Callable[[], None]]] = [
        ("nothing changed", NOTHING, lambda: None),
        ("one changed", ONE, lambda: write(here, {**given[0], "text": f"{given[0]['text']}\nNorway thanked Peru.\n"})),
        ("one added", ONE, lambda: write(here, new)),
        ("one removed", ONE, lambda: path(here, given[-1]).unlink()),
    ]
    print(
        f"{len(given)} articles\n{'build':16} {'wall':>9} {'share':>7} {'processor':>10} {'memory':>9} {'triples':>10}"
    )
    first = told("first", cost(here, workers), None)
    good = True
    for name, most, edit in edits:
        edit()
        found = told(name, cost(here, workers), first)
        good &= smoke or found.wall <= most * first.wall
    same = graph(here) == graph(anew(here, workers))
    print("the graph is the same without a cache" if same else "the graph is another without a cache")
    return good and same


def path(here: Project, record: dict[str, object]) -> Path:
    """Where an article lies."""
    return here.articles / f"{record['name']}.jsonl"


def write(here: Project, record: dict[str, object]) -> None:
    """Put an article in its place."""
    path(here, record).write_text(json.dumps(record) + "\n", encoding="utf-8")


def told(name: str, found: Cost, first: Cost | None) -> Cost:
    """Print a line of the table."""
    share = f"{found.wall / first.wall:7.1%}" if first else " " * 7
    figures = f"{found.processor:8.1f} s {found.memory:5.0f} MiB {found.triples:10,}"
    print(f"{name:16} {found.wall:7.1f} s {share} {figures}", flush=True)
    return found


def cost(here: Project, workers: int | None) -> Cost:
    """What `kgbuild build` costs; it must end well."""
    command = [sys.executable, "-m", "kgbuild", "-C", str(here.root), "build", "--json"]
    command += ["--workers", str(workers)] if workers else []
    with tempfile.TemporaryFile() as output:
        begun = time.monotonic()
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
        output.seek(0)
        triples = json.load(output)["triples"]
    memory = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1) / 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory, triples)


def anew(here: Project, workers: int | None) -> Project:
    """The same project built without a cache."""
    copy = here.root.with_name("anew")
    shutil.copytree(here.root, copy, ignore=shutil.ignore_patterns(".kgbuild", "graphs", "merges.tsv"))
    made = project.find(copy)
    cost(made, workers)
    return made


def graph(here: Project) -> dict[str, bytes]:
    """The built files by name."""
    return {each.name: each.read_bytes() for each in here.graphs.glob("*.ttl")}


if __name__ == "__main__":
    main()
