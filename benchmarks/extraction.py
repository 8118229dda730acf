"""How well the shipped version reads, on every set that it is measured on; writes `extraction.md` beside it.

    python benchmarks/extraction.py [--shared FOLDER] [--gold FOLDER]… [--smoke]

FOLDER holds the corpora, by default that of KGBUILD_SHARED, or else `shared` beside the checkout. A folder of --gold
holds `articles/` and `gold/`, and gets a section as held out. With --smoke a few sentences and articles are read and
the page is printed, not written. Exit 2 without the corpora, but 0 with --smoke.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import plover
from spans import reading_scores

from kgbuild import project
from kgbuild.language.reader import Reader
from kgbuild.pipeline import build, scoring
from kgbuild.score import F1, Scores, score

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = CHECKOUT / "benchmarks" / "extraction.md"
SMOKE = 20
SYNTAX = {
    "tag_acc": "fine tags",
    "pos_acc": "universal tags",
    "lemma_acc": "lemmas",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentences F1",
}
HEAD = """\
# How well kgbuild reads

Written by `python benchmarks/extraction.py`, from the shipped pipeline, gazetteer and lexicon; all figures are shares
in [0, 1]. The corpora are not part of the project: what they are licensed for is told with each.

What was looked at while rules and words were written: the development articles, the cases of dates and numbers, and
the coded sentences. Their figures show what was reached there, not what a text gives that nobody has seen; that is what
held-out articles are for. The parsed test sets and their names were trained on by nothing, but the errors on Universal
NER's PUD were read while the names for training were designed ([model card](../training/README.md)).
"""
Section = Callable[[], Iterator[str]]


def main() -> None:
    """Measure everything, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="a folder of held-out articles and gold")
    parser.add_argument("--smoke", action="store_true", help="a little of each, to see that it works")
    options = parser.parse_args()
    shared = options.shared or Path(os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    if not (shared / "extraction").is_dir() or not (shared / "data").is_dir():
        print(f"no corpora in {shared}: name their folder with --shared, or set KGBUILD_SHARED to it", file=sys.stderr)
        sys.exit(0 if options.smoke else 2)
    sys.path += [str(CHECKOUT), str(CHECKOUT / "training")]
    limit = SMOKE if options.smoke else None
    reader = build.reader(project.find(CHECKOUT))
    sections: list[Section] = [
        lambda: development(shared / "extraction", limit),
        *((lambda folder=folder: held_out(folder)) for folder in options.gold),
        lambda: syntax(reader, shared / "data", limit),
        lambda: names(reader, shared / "data", limit),
        lambda: coded(shared, limit),
        lambda: dates(shared, limit),
        lambda: metamorphic(reader, limit),
    ]
    parts = [HEAD]
    for section in sections:
        parts.append("\n".join([*section(), ""]))
        print(parts[-1], file=sys.stderr, flush=True)
    if options.smoke:
        return
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    print(f"written to {PAGE}")


def development(folder: Path, limit: int | None) -> Iterator[str]:
    """The section on the articles that the rules were developed on."""
    yield "## Development articles\n"
    yield "Articles of Wikinews (CC BY 2.5) and releases of the U.S. Department of State (public domain), annotated by"
    yield "hand. The rules, the lexicon and the gazetteer were tuned on them. As `kgbuild score` counts:\n"
    yield from scored(folder, limit)


def held_out(folder: Path) -> Iterator[str]:
    """The section on articles that were kept apart."""
    yield f"## Held-out articles: {folder.name}\n"
    yield "Articles of the same kinds, annotated by the same guidelines, kept apart while the rules were written.\n"
    yield from scored(folder, None)


def scored(folder: Path, limit: int | None) -> Iterator[str]:
    """The tables of a folder that holds `articles/` and `gold/`: over all articles, by article, and by type."""
    with tempfile.TemporaryDirectory() as scratch:
        here = project.create(Path(scratch) / "benchmark")
        gold_folder = Path(scratch) / "gold"
        gold_folder.mkdir()
        chosen = sorted((folder / "gold").glob("*.json"))[: limit and 2]
        for path in chosen:
            shutil.copy(path, gold_folder)
        articles = [folder / "articles" / f"{path.stem}.txt" for path in chosen]
        gold, predicted, texts = scoring.records(here, gold_folder, articles)
    overall = score(gold, predicted, texts)
    yield from counted({**overall.measures}, "measure")
    yield ""
    yield from table(
        ("share", "", "right"),
        [(name, _figure(each.share), f"{each.right} of {each.of}") for name, each in overall.shares.items()],
    )
    yield ""
    alone = {name: score({name: gold[name]}, predicted, texts) for name in sorted(gold)}
    columns = {**overall.measures, **overall.shares}
    rows = [(name, *_row(scores)) for name, scores in {**alone, "**all**": overall}.items()]
    yield from table(("article", *columns), rows)
    yield ""
    yield from counted(overall.by_type, "by type")


def _row(scores: Scores) -> tuple[str, ...]:
    measures = (_figure(each.f1) for each in scores.measures.values())
    return (*measures, *(_figure(each.share) for each in scores.shares.values()))


def syntax(reader: Reader, data: Path, limit: int | None) -> Iterator[str]:
    """The section on tags, trees and sentence bounds."""
    from measure import parsed_sets, syntax_scores

    yield "## Tags, trees and sentences\n"
    yield "UD English EWT (CC BY-SA 4.0), test part: web text and letters. PUD (CC BY-SA 3.0): the news half of its"
    yield "first thousand sentences. The pipeline's own tokens and sentences; attachment without punctuation.\n"
    found = {title: syntax_scores(reader.pipeline, sets[:limit]) for title, sets in parsed_sets(data).items()}
    rows = [(name, *(_figure(each[key] / 100) for each in found.values())) for key, name in SYNTAX.items()]
    yield from table(("", *found), rows)


def names(reader: Reader, data: Path, limit: int | None) -> Iterator[str]:
    """The section on names, found by the pipeline alone and by the whole reading."""
    from measure import name_scores, named_sets

    yield "## Names\n"
    yield "Universal NER (CC BY-SA 4.0) over EWT test and PUD: F1 of persons, places with states, and organisations,"
    yield "span and label alike. *Reading* is all of kgbuild: pipeline, gazetteer and rules, ten sentences an article;"
    yield "mentions by demonym, pronoun or office are no names. PUD calls an acting state an organisation, which counts"
    yield "here as an error.\n"
    rows = []
    for title, sentences in named_sets(data).items():
        alone, whole = name_scores(reader.pipeline, sentences[:limit]), reading_scores(reader, sentences[:limit])
        for label, figures in whole.items():
            own = alone.get("ents_f" if label == "all" else label, 0.0) / 100
            parts = (figures.f1, figures.precision, figures.recall)
            rows.append((title, label, _figure(own), *map(_figure, parts), str(figures.gold)))
    yield from table(("set", "label", "pipeline F1", "reading F1", "precision", "recall", "names"), rows)


def coded(shared: Path, limit: int | None) -> Iterator[str]:
    """The section on sentences coded by others."""
    yield "## Event types\n"
    yield "Sentences of PLOVER (CC BY-SA 4.0) and PETRARCH (MIT), each with the category or code that others gave it,"
    yield "against the category of the event read there: F1 by category, and the mean over those that have a class.\n"
    if limit is None:
        yield from table(("", ""), [(name, _figure(value)) for name, value in plover.scores(shared).items()])


def dates(shared: Path, limit: int | None) -> Iterator[str]:
    """The section on dates, durations and numbers."""
    from tests.language.test_dates_shared import CASES, judged, judged_durations, judged_numbers

    yield "## Dates and numbers\n"
    yield "English cases of Recognizers-Text (MIT): what must be found in a text, and what it means. Many are times of"
    yield "day, holidays and phrases of calendars and assistants, which news seldom has and kgbuild does not read.\n"
    judges = {name: judged(shared, name) for name in CASES}
    judges |= {"DurationParser": judged_durations(shared), "NumberModel, whole": judged_numbers(shared)}
    rows = []
    for name, judge in judges.items():
        hits = [hit for hit, _ in zip(judge, range(limit or sys.maxsize), strict=False)]
        rows.append((name, _figure(sum(hits) / len(hits)), f"{sum(hits)} of {len(hits)}"))
    yield from table(("cases", "right", ""), rows)


def metamorphic(reader: Reader, limit: int | None) -> Iterator[str]:
    """The section on texts that are changed."""
    from tests.language.metamorphic.cases import cases, changed
    from tests.language.metamorphic.portraits import portraits

    yield "## Changed texts\n"
    yield "Cases of this project's own tests: a text is negated, turned passive, its names, dates or numbers swapped,"
    yield "or sentences added; what it tells must change exactly as the text did.\n"
    chosen = cases()[:limit]
    known = portraits(reader, (text for case in chosen for text in (case.before, case.after)), "2024-05-15")
    found: dict[str, list[bool]] = {}
    for case in chosen:
        right = [*map(str, known[case.after])] == [*map(str, changed(known[case.before], case.change, known))]
        found.setdefault(case.name, []).append(right)
    found["all"] = [hit for hits in found.values() for hit in hits]
    yield from table(("change", "right"), [(name, f"{sum(hits)} of {len(hits)}") for name, hits in found.items()])


def counted(figures: Mapping[str, F1], title: str) -> Iterator[str]:
    """A table of F1 measures with what they stand on."""
    rows = [
        (name, *map(_figure, (each.f1, each.precision, each.recall)), *map(str, (each.hit, each.predicted, each.gold)))
        for name, each in figures.items()
    ]
    yield from table((title, "F1", "precision", "recall", "hit", "predicted", "gold"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """A Markdown table, the first column flush left and the others right."""
    yield f"| {' | '.join(head)} |"
    yield "|---|" + "---:|" * (len(head) - 1)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
