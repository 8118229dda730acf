"""What a whole build costs on one core, as a multiple of its spaCy pipeline alone on the same texts, and its memory.

    python benchmarks/throughput.py [FILE.jsonl] [--articles 1000] [--smoke]

FILE holds one article a line; by default `data/news/state-releases.jsonl` in the folder of KGBUILD_SHARED, or of
`shared` beside the checkout. Each number is of a process of its own, `kgbuild build` as a user runs it, and counts
processor seconds, loading included, so that a loaded machine changes little. Memory is measured for a quarter, a half
and all of the articles. Exit 1 where the multiple is above 1.6; exit 2 without the file, but 0 with --smoke.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kgbuild import project
from kgbuild.language.grammar.pipeline import load
from kgbuild.read import read_articles

CHECKOUT = Path(__file__).resolve().parents[1]
MOST = 1.6
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds, and the most memory held at once, in MiB."""

    seconds: float
    memory: float


def main() -> None:
    """Measure and print; one process at a time, all on the same core."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="articles, one JSON object a line")
    parser.add_argument("--articles", type=int, default=1000, help="how many of them")
    parser.add_argument("--smoke", action="store_true", help="eight articles, to see that it works")
    parser.add_argument("--pipeline", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    shared = Path(os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    file = options.file or shared / "data" / "news" / "state-releases.jsonl"
    if not file.is_file():
        print(f"no articles in {file}: name a file of them, or set KGBUILD_SHARED", file=sys.stderr)
        sys.exit(0 if options.smoke else 2)
    if options.pipeline:
        alone(file)
    else:
        sys.exit(report(file, 8 if options.smoke else options.articles, options.smoke))


def report(file: Path, count: int, smoke: bool) -> int:
    """Print the costs for a quarter, a half and all of the articles; 1 where a build of all costs too much."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ.update(ONE_THREAD)
    with file.open(encoding="utf-8") as lines:
        articles = list(islice(different(lines), count))
    print(f"{'articles':>8} {'words':>9} {'pipeline':>10} {'build':>10} {'multiple':>9} {'memory':>10}")
    multiple = 0.0
    for size in (len(articles) // 4, len(articles) // 2, len(articles)):
        with tempfile.TemporaryDirectory() as scratch:
            given = Path(scratch) / "articles.jsonl"
            given.write_text("".join(articles[:size]), encoding="utf-8")
            theirs = cost([sys.executable, __file__, str(given), "--pipeline"])
            ours = build(Path(scratch) / "project", given)
            words = sum(len(each.text.split()) for each in read_articles([given]).articles)
        multiple = ours.seconds / theirs.seconds
        figures = f"{theirs.seconds:8.1f} s {ours.seconds:8.1f} s {multiple:9.2f} {ours.memory:6.0f} MiB"
        print(f"{size:8} {words:9,} {figures}", flush=True)
    return int(multiple > MOST and not smoke)


def different(lines: Iterable[str]) -> Iterator[str]:
    """The lines without those whose text has been before: a build refuses copies."""
    texts = set[str]()
    for line in lines:
        text = json.loads(line)["text"]
        if text not in texts:
            texts.add(text)
            yield line


def alone(file: Path) -> None:
    """Run the pipeline over the bodies of the articles, as the build reads them, and keep nothing."""
    articles = read_articles([file]).articles
    for _ in load(None).pipe((article.quote(article.body) for article in articles), batch_size=16):
        pass


def build(folder: Path, articles: Path) -> Cost:
    """What `kgbuild build` costs in a new project that holds these articles alone."""
    here = project.create(folder)
    for path in here.articles.iterdir():
        path.unlink()
    shutil.copy(articles, here.articles)
    return cost([sys.executable, "-m", "kgbuild", "-C", str(folder), "build"])


def cost(command: list[str]) -> Cost:
    """What a process costs from its start to its end; it must end well, and its output is dropped."""
    nothing = [(os.POSIX_SPAWN_OPEN, handle, os.devnull, os.O_WRONLY, 0) for handle in (1, 2)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=nothing)
    _, status, usage = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(usage.ru_utime + usage.ru_stime, kilobytes / 1024)


if __name__ == "__main__":
    main()
