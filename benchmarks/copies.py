"""How well copies of articles are told from articles of one form, and what it costs; writes `copies.md` beside it.

    python benchmarks/copies.py [--shared FOLDER] [--smoke]

FOLDER holds the corpora, by default that of KGBUILD_SHARED, or else `shared` beside the checkout. Copies are made of
real articles in ways that outlets copy, and put among all the others. With --smoke there are few of them and the page
is printed, not written. Exit 2 without the corpora, but 0 with --smoke.
"""

import argparse
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kgbuild.model import PartialDate
from kgbuild.resolve.bylines import credited_sources
from kgbuild.resolve.copies import Imprint, Printed, copies
from kgbuild.resolve.signature import SEQUENCE, signature, signatures

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = CHECKOUT / "benchmarks" / "copies.md"
CORPORA = ("state-releases", "wikinews-2019-2020")
SAMPLE, SMOKE = 300, 20
SIZES, SMALL_SIZES = (1_000, 10_000, 40_000), (500,)
LATE = PartialDate(2030)
Change = Callable[[str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Text:
    """An article of a corpus."""

    name: str
    date: PartialDate
    body: str


def main() -> None:
    """Measure, and write or print the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    parser.add_argument("--smoke", action="store_true", help="a little of each, to see that it works")
    options = parser.parse_args()
    folder = Path(options.shared) / "data" / "news"
    if not folder.is_dir():
        print(f"there are no corpora in {folder}", file=sys.stderr)
        sys.exit(0 if options.smoke else 2)
    texts = [text for name in CORPORA for text in _read(folder / f"{name}.jsonl")]
    page = "\n".join(_page(texts[:: 10 if options.smoke else 1], options.smoke)) + "\n"
    if options.smoke:
        print(page, end="")
    else:
        PAGE.write_text(page, encoding="utf-8")


def _read(path: Path) -> Iterator[Text]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        yield Text(f"{path.stem}-{number:04}", PartialDate.parse(record["date"]), record["text"])


def _page(texts: Sequence[Text], smoke: bool) -> Iterator[str]:
    started = time.process_time()
    known = [_printed(text.name, text.body, text.date) for text in texts]
    each = (time.process_time() - started) / len(texts)
    found = {copy.article: copy.original for copy in copies(known)}
    bodies = {text.name: text.body for text in texts}
    yield from (
        "# How well copies are found",
        "",
        f"Written by `python benchmarks/copies.py` on {len(texts):,} articles that are not part of the project:",
        "releases of the U.S. Department of State (2021–2022) and articles of Wikinews (2019–2020).",
        "",
        "## Made copies",
        "",
        f"Of {SMOKE if smoke else SAMPLE} articles of 150 to 1,500 words a copy is made and put among all the others.",
        "*Recall* is the share of copies that are found as such, *wrong* how many are given to the original of another",
        "text.",
        "",
        "| how it is made | recall | wrong |",
        "|---|---:|---:|",
    )
    for name, change in CHANGES.items():
        right, wrong, number = _tried(texts, known, found, change, SMOKE if smoke else SAMPLE)
        yield f"| {name} | {right / number:.3f} | {wrong} |"
    yield from _real(found, known, bodies)
    yield from _cost(each, SMALL_SIZES if smoke else SIZES)


def _printed(name: str, body: str, date: PartialDate) -> Printed:
    return Printed(name, Imprint(signature(body), credited_sources(body)), date)


def _paragraphs(body: str) -> list[str]:
    return [each for each in re.split(r"\n+", body) if each.strip()]


def _kept(body: str, share: float, drawn: random.Random) -> str:
    """Some paragraphs, in their order, that together have at least a share of the words."""
    paragraphs = _paragraphs(body)
    order = drawn.sample(range(len(paragraphs)), len(paragraphs))
    kept, words, all_words = set(), 0, len(body.split())
    for at in order:
        if words >= share * all_words:
            break
        kept.add(at)
        words += len(paragraphs[at].split())
    return "\n\n".join(paragraphs[at] for at in sorted(kept))


def _edited(body: str, every: int, drawn: random.Random) -> str:
    return " ".join("said" if drawn.random() < 1 / every else word for word in body.split(" "))


def _opened_anew(body: str, _: random.Random) -> str:
    first, *rest = _paragraphs(body)
    return "\n\n".join([" ".join(reversed(first.split())), *rest])


CHANGES: dict[str, Change] = {
    "whole, with a dateline and a credit": lambda body, _: f"KYIV (AP) — {body}\n\nAFP contributed to this report.",
    "cut after 7/10": lambda body, _: body[: len(body) * 7 // 10],
    "cut after a half": lambda body, _: body[: len(body) // 2],
    "cut after a third": lambda body, _: body[: len(body) // 3],
    "cut after a quarter": lambda body, _: body[: len(body) // 4],
    "other first paragraph": _opened_anew,
    "paragraphs left out, 7/10 kept": lambda body, drawn: _kept(body, 0.7, drawn),
    "paragraphs left out, half kept": lambda body, drawn: _kept(body, 0.5, drawn),
    "one word in 60 changed": lambda body, drawn: _edited(body, 60, drawn),
    "one word in 30 changed": lambda body, drawn: _edited(body, 30, drawn),
    "one word in 15 changed: a rewrite": lambda body, drawn: _edited(body, 15, drawn),
}


def _tried(
    texts: Sequence[Text], known: Iterable[Printed], found: Mapping[str, str], change: Change, number: int
) -> tuple[int, int, int]:
    """How many copies are found, how many are given to another text, and how many were made."""
    drawn = random.Random(1)
    some = [text for text in texts if 150 <= len(text.body.split()) <= 1500]
    chosen = drawn.sample(some, min(number, len(some)))
    made = {f"copy-{text.name}": found.get(text.name, text.name) for text in chosen}
    new = [_printed(f"copy-{text.name}", change(text.body, drawn), LATE) for text in chosen]
    told = {copy.article: copy.original for copy in copies([*known, *new])}
    right = sum(told.get(name) == original for name, original in made.items())
    wrong = sum(name in told and told[name] != original for name, original in made.items())
    return right, wrong, len(made)


def _real(found: Mapping[str, str], known: Sequence[Printed], bodies: Mapping[str, str]) -> Iterator[str]:
    shares = sorted(_exact(bodies[one], bodies[other]) for one, other in found.items())
    same = sum(share == 1 for share in shares)
    others = [share for share in shares if share < 1]
    most = max((_exact(bodies[one], bodies[other]) for one, other in _alike(known, found)), default=0)
    yield from (
        "",
        "## Real ones",
        "",
        f"Of the articles themselves {len(found)} are found to be copies of an older one: {same} share every sequence",
        f"of {SEQUENCE} words, {len(others)} share {min(others, default=0):.2f} to {max(others, default=0):.2f} of",
        "those of the shorter text, counted exactly. These were read: each is the older release put out again with a",
        "detail corrected, added or moved to another day. Of the other pairs that were compared (notes of calls,",
        "public schedules, greetings on national days, joint statements with one state and another: forms filled",
        f"anew) the most that one shares is {most:.2f}.",
    )


def _alike(known: Sequence[Printed], found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs that are compared and are not taken for copies."""
    signed = signatures([each.imprint.signature for each in known])
    pairs = {pair for bucket in signed.buckets() for pair in combinations(bucket, 2)}
    for pair in sorted(pairs):
        one, other = (known[at].name for at in pair)
        if found.get(one, one) != found.get(other, other):
            yield one, other


def _exact(one: str, other: str) -> float:
    """The share of the sequences of the shorter text that the other has too."""
    sets = []
    for body in (one, other):
        words = re.findall(r"[^\W_]+", body.casefold())
        sets.append({tuple(words[at : at + SEQUENCE]) for at in range(len(words) - SEQUENCE + 1)})
    return len(sets[0] & sets[1]) / max(1, min(map(len, sets)))


def _cost(each: float, sizes: Iterable[int]) -> Iterator[str]:
    yield from (
        "",
        "## Cost",
        "",
        f"A signature takes {1000 * each:.1f} ms of processor time for an article and 964 bytes, and is kept until the",
        "text changes. To find the copies among articles of 300 random words, a tenth of them copies, takes:",
        "",
        "| articles | seconds | µs an article | copies found |",
        "|---:|---:|---:|---:|",
    )
    drawn = random.Random(2)
    words = [f"w{number}" for number in range(5_000)]
    for size in sizes:
        bodies = [" ".join(drawn.choices(words, k=300)) for _ in range(size * 9 // 10)]
        made = [*bodies, *drawn.choices(bodies, k=size - len(bodies))]
        printed = [Printed(f"a{number:06}", Imprint(signature(body), ())) for number, body in enumerate(made)]
        started = time.process_time()
        found = copies(printed)
        seconds = time.process_time() - started
        yield f"| {size:,} | {seconds:.2f} | {1e6 * seconds / size:.0f} | {len(found):,} of {size - len(bodies):,} |"


if __name__ == "__main__":
    main()
