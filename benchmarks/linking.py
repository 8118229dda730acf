"""How well names are linked to Wikidata with the shipped index, on corpora of others; writes `linking.md` beside it.

    python benchmarks/linking.py [--shared FOLDER] [--smoke]

FOLDER holds the corpora, by default that of KGBUILD_SHARED, or else `shared` beside the checkout. Each document is read
and linked as an article of its own. With --smoke a few of each are read and the page is printed, not written. Exit 2
without the corpora, but 0 with --smoke.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgbuild import project, resolve
from kgbuild.graph import Classes, Minter
from kgbuild.language.reader import Reader
from kgbuild.link.index import gazetteer_lookup
from kgbuild.link.item import Lookup
from kgbuild.link.ranking import THRESHOLD, Candidate, Ranker, near
from kgbuild.link.subject import subjects, texts
from kgbuild.model import Article, PartialDate, Resolution, Span
from kgbuild.pipeline import build, graphs

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = CHECKOUT / "benchmarks" / "linking.md"
SETS = {
    "aida-conll-dev": ("AIDA-CoNLL, development: newswire of 1996", 1996),
    "aida-conll-test": ("AIDA-CoNLL, test: newswire of 1996", 1996),
    "kore50": ("KORE 50: short and ambiguous", 2012),
    "msnbc-updated": ("MSNBC: news of 2007", 2007),
    "news-fair-v2": ("News-Fair: news of 2018", 2018),
    "reuters-128": ("Reuters-128: newswire of 1987", 1987),
    "rss-500": ("RSS-500: sentences of feeds", 2012),
}
SMOKE = 3
HEAD = f"""\
# How well names are linked

Written by `python benchmarks/linking.py`: each document is read and linked offline, with the names that ship, as a
build does it; a link counts from a score of {THRESHOLD} on. The corpora come with Elevant (Apache-2.0; third-party
texts) and are not part of the project; nothing was fitted to them. A mention counts where its item is one that the
index holds; *read* is how many of those the reading found with the same bounds, *right* how many of the read ones have
the right item, *precision* how many of the links given at mentions that have an item are right. *None* is how many of
the mentions that the corpus gives no item, or one that the index does not hold, get no link. In AIDA's sports reports
the name of a state means its team, whose item the index does not hold: most of the wrong links there are such states.

| corpus | mentions | in the index | read | right | precision | none |
|---|---:|---:|---:|---:|---:|---:|
"""


@dataclass
class Tally:
    """Counts of one corpus, and for each score given whether it was right."""

    mentions: int = 0
    held: int = 0
    read: int = 0
    right: int = 0
    given: int = 0
    correct: int = 0
    outside: int = 0
    none: int = 0
    scores: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, wanted: str | None, found: Candidate | None, held: bool, read: bool) -> None:
        """Count a mention: its item, the best candidate of it, whether the index holds the item, and it was read."""
        link = found if found and found.score >= THRESHOLD else None
        right = bool(link) and wanted is not None and link is not None and link.item.qid == wanted
        self.mentions += 1
        if wanted is not None:
            self.given += bool(link)
            self.correct += right
        if held:
            self.held += 1
            self.read += read
            self.right += right
        else:
            self.outside += 1
            self.none += link is None
        if found:
            self.scores.append((found.score, found.item.qid == wanted))


@dataclass(frozen=True)
class Linker:
    """Reads and links a document as a build does."""

    reader: Reader
    classes: Classes
    minter: Minter
    parents: dict[str, list[str]]
    lookup: Lookup

    def links(self, article: Article) -> dict[Span, Candidate | None]:
        """The best candidate of each name in an article, by where it stands."""
        resolution: Resolution = resolve.resolve([(article, self.reader.read(article))], self.parents)
        iris = [
            self.minter.entity(self.classes.entity_class(each.type), each.key).value for each in resolution.entities
        ]
        found = subjects(resolution, iris, {article.name: article.date}, self._above)
        ranking = Ranker(self.lookup, self._above, near(texts([article]))).rank(found)
        return {
            Span(start, end): ranked.candidates[0] if ranked.candidates else None
            for ranked in ranking
            for spans in (ranked.subject.spans or {}).values()
            for start, end in spans
        }

    def _above(self, kind: str) -> tuple[str, ...]:
        return (kind, *self.classes.above(kind))


def main() -> None:
    """Measure all corpora, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--smoke", action="store_true", help="a little of each, to see that it works")
    options = parser.parse_args()
    shared = options.shared or Path(os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    folder = shared / "data" / "elevant"
    if not folder.is_dir():
        print(f"no corpora in {folder}: name their folder with --shared, or set KGBUILD_SHARED", file=sys.stderr)
        sys.exit(0 if options.smoke else 2)
    with tempfile.TemporaryDirectory() as cache:
        linker = _linker(Path(cache))
        rows, scores = [], list[tuple[float, bool]]()
        for name, (title, year) in SETS.items():
            tally = _measure(linker, folder / f"{name}.benchmark.jsonl", year, SMOKE if options.smoke else None)
            rows.append(_row(title, tally))
            scores += tally.scores
            print(rows[-1], file=sys.stderr, flush=True)
    page = HEAD + "\n".join([*rows, "", *_calibration(scores), ""])
    if options.smoke:
        print(page)
    else:
        PAGE.write_text(page, encoding="utf-8")


def _linker(cache: Path) -> Linker:
    here = project.find(CHECKOUT)
    ontology = graphs.ontology(here)
    lookup = gazetteer_lookup(here.folders("ontology"), cache)
    return Linker(
        build.reader(here), Classes(ontology), Minter(here.settings.base), build.class_parents(ontology), lookup
    )


def _measure(linker: Linker, path: Path, year: int, most: int | None) -> Tally:
    tally = Tally()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if most is not None and number >= most:
                break
            _count(linker, json.loads(line), year, tally)
    return tally


def _count(linker: Linker, document: dict[str, Any], year: int, tally: Tally) -> None:
    """Count the mentions of a document that a name stands for."""
    text = document["text"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(f"d{digest[:12]}", text, Span(0, len(text)), digest, date=PartialDate(year))
    links = linker.links(article)
    for label in document["labels"]:
        span = Span(*label["span"])
        qid = label["entity_id"] if str(label["entity_id"]).startswith("Q") else None
        held = qid is not None and linker.lookup.item(qid) is not None
        tally.add(qid, links.get(span), held, span in links)


def _row(title: str, tally: Tally) -> str:
    shares = (
        (tally.held, tally.mentions),
        (tally.read, tally.held),
        (tally.right, tally.read),
        (tally.correct, tally.given),
        (tally.none, tally.outside),
    )
    return f"| {title} | {tally.mentions} | " + " | ".join(_share(*each) for each in shares) + " |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _calibration(scores: Iterable[tuple[float, bool]]) -> Iterator[str]:
    """How often the best candidate is right, by its score."""
    yield "Whether a score tells how sure a link is: the best candidates of all these corpora, by their score.\n"
    yield "| score | candidates | right |\n|---|---:|---:|"
    count, right = Counter[int](), Counter[int]()
    for score, is_right in scores:
        tenth = min(int(score * 10), 9)
        count[tenth] += 1
        right[tenth] += is_right
    for tenth in sorted(count):
        yield f"| {tenth / 10:.1f}–{tenth / 10 + 0.1:.1f} | {count[tenth]} | {_share(right[tenth], count[tenth])} |"


if __name__ == "__main__":
    main()
