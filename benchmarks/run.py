"""Speed of kgbuild as ratios against named peers, measured in the same run: python benchmarks/run.py [--smoke]."""

import argparse
import gzip
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kgbuild import project, shipped
from kgbuild.language.grammar.pipeline import load
from kgbuild.language.names.gazetteer import Gazetteer
from kgbuild.pipeline import build, graphs
from kgbuild.read import read_articles
from kgbuild.store import quads_of, to_rdflib, to_turtle

CHECKOUT = Path(__file__).resolve().parents[1]
KGBUILD = [sys.executable, "-m", "kgbuild", "-C", str(CHECKOUT)]


def seconds(action: Callable[[], object], runs: int) -> float:
    """The median wall time of an action, in seconds, after one run that is not counted."""
    action()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def process(*command: str) -> Callable[[], object]:
    """An action that runs a command to its end."""
    return lambda: subprocess.run(command, check=True, capture_output=True)


def row(what: str, ours: float, peer: str, theirs: float) -> None:
    """Print one measurement as a ratio."""
    print(f"{what:42} {ours * 1000:9.1f} ms   {ours / theirs:6.2f} × {peer} ({theirs * 1000:.1f} ms)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="one run of each, to see that it works")
    runs = 1 if parser.parse_args().smoke else 7
    here = project.find(CHECKOUT)
    build.build(here)

    bare = seconds(process(sys.executable, "-c", "import click"), runs)
    row("kgbuild --help", seconds(process(*KGBUILD, "--help"), runs), "import click", bare)
    row("kgbuild query timeline, cold", seconds(process(*KGBUILD, "query", "timeline"), runs), "import click", bare)

    pipeline, reader = load(None), build.reader(here)
    articles = [*read_articles([here.articles]).articles] * 10
    texts = [article.quote(article.body) for article in articles]
    alone = seconds(lambda: list(pipeline.pipe(texts)), runs)
    row("10 articles to findings", seconds(lambda: list(reader.read_all(articles)), runs), "the spaCy pipeline", alone)

    folder = shipped.folder("ontology") / "gazetteer"
    packed = (folder / "names.tsv.gz").read_bytes()
    unpacking = seconds(lambda: gzip.decompress(packed), runs)
    row("load the gazetteer", seconds(lambda: Gazetteer.load([folder]), runs), "gunzip", unpacking)
    found = seconds(lambda: [reader.gazetteer.find(text) for text in texts], runs)
    split = seconds(lambda: [text.split() for text in texts], runs)
    speed = sum(len(text.split()) for text in texts) / found / 1_000_000
    row(f"find names, {speed:.1f} million words a second", found, "str.split", split)

    quads = quads_of(graphs.files(here))
    rdflib = to_rdflib(quads)
    row("write Turtle", seconds(lambda: to_turtle(quads), runs), "rdflib", seconds(lambda: rdflib.serialize(), runs))


if __name__ == "__main__":
    main()
