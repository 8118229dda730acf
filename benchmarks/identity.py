"""How well the events that several articles tell are found to be one.

    python benchmarks/identity.py [--shared FOLDER] [--cache FOLDER] [--errors] [--smoke]

The mentions marked in tests/identity/events.tsv are set against the events of a build of their articles, which are not
part of the project: FOLDER holds the corpora, by default that of KGBUILD_SHARED, or else `shared` beside the checkout.
A marked mention is found where the build tells an event of its class by the same words, or else in the same sentence,
unless another mention is that event by its words, or its day is another.
B³ (bcubed.py says how it counts) is over the mentions found, and over those of them, "several", whose event is told by
several articles: many events are told once, and each of them is right as long as nothing is merged. Two baselines are
measured in the same run: each telling an event of its own, and tellings merged that have class, day and a place in
common. With --cache the readings of the articles are kept in a folder. With --errors what is wrong in the part for
development is listed. With --smoke a few articles are read. Exit 1 where over both parts together either B³ F1 is below
0.80 or events of different days are merged; exit 2 without the corpora, but 0 with --smoke.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import bcubed
from bcubed import b_cubed, false_merges
from marked import Found, Mention, Telling, aligned, errors, read_marked, read_table, told_by_several

from kgbuild import project
from kgbuild.graph import local_name
from kgbuild.model import EventFinding, Findings, Resolution, Span
from kgbuild.model.terms import EVENT_PLACE
from kgbuild.pipeline import build, graphs, merging
from kgbuild.read import read_articles
from kgbuild.resolve import Hierarchy, resolve
from kgbuild.resolve.groups import Groups

CHECKOUT = Path(__file__).resolve().parents[1]
MARKED = CHECKOUT / "tests" / "identity"
LEAST = 0.80  # of B³ F1
SMOKE = 6
Labels = dict[Mention, object]


@dataclass(frozen=True, slots=True)
class World:
    """What a build tells: its triggers, the sentences of its articles, and for the baseline the signs of each telling.

    A telling is an event as an article tells it, `(article, event)`; its signs are class, day and one place each.
    """

    tellings: Sequence[Telling]
    sentences: Mapping[str, Sequence[Span]]
    signs: Mapping[tuple[str, int], frozenset[tuple[str, str, str]]]


@dataclass(frozen=True, slots=True)
class Figures:
    """How good a grouping is: over all mentions, over those of events told by several, by pairs, and what is wrong."""

    all: bcubed.Agreement
    several: bcubed.Agreement
    pairs: bcubed.Agreement
    on_other_days: Sequence[tuple[Mention, Mention]]

    @classmethod
    def of(cls, labels: Labels) -> "Figures":
        """The figures of a grouping of marked mentions."""
        right: Labels = {each: each.event for each in labels}
        several = b_cubed(labels, right, told_by_several(labels))
        wrong = false_merges(labels, right, Mention.on_another_day)
        return cls(b_cubed(labels, right), several, bcubed.pairwise(labels, right), wrong)

    @property
    def good(self) -> bool:
        """Whether they are as good as they must be."""
        return min(self.all.f1, self.several.f1) >= LEAST and not self.on_other_days

    def __str__(self) -> str:
        shares = [figure for each in (self.all, self.several) for figure in (each.precision, each.recall, each.f1)]
        shares += [self.pairs.precision, self.pairs.recall]
        return "".join(f"{share:7.3f}" for share in shares) + f"{len(self.on_other_days):11}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--cache", type=Path, help="a folder that keeps what was read, made where it is absent")
    parser.add_argument("--errors", action="store_true", help="list what is wrong in the part for development")
    parser.add_argument("--smoke", action="store_true", help="a few articles, to see that it works")
    options = parser.parse_args()
    shared = options.shared or Path(os.environ.get("KGBUILD_SHARED", CHECKOUT.parent / "shared"))
    if not (shared / "extraction").is_dir() or not (shared / "data" / "news").is_dir():
        print(f"no corpora in {shared}: name their folder with --shared, or set KGBUILD_SHARED to it", file=sys.stderr)
        sys.exit(0 if options.smoke else 2)
    with tempfile.TemporaryDirectory() as scratch:
        marked, found, world = measured(shared, options.cache or Path(scratch) / "identity", options.smoke)
    good = {part: report(part, marked, found, world) for part in ("dev", "test", "all")}
    if options.errors:
        print("\n".join(errors([each for each in marked if each.part == "dev"], found)))
    sys.exit(0 if good["all"] or options.smoke else 1)


def report(part: str, marked: Iterable[Mention], found: Found, world: World) -> bool:
    """Print the figures of a part, or of all, beside those of the baselines; whether they are good."""
    wanted = [each for each in marked if part in (each.part, "all")]
    here = {each: found[each] for each in wanted if each in found}
    several, kept = told_by_several(wanted), told_by_several(here)
    print(f"\n{part}: {len(here)} of {len(wanted)} mentions found; of those of several articles {len(kept)}", end=" ")
    print(f"of {len(several)}, {len({each.event for each in kept})} events")
    print(f"{'':20}{'B³ P':>7}{'R':>7}{'F1':>7}{'sev. P':>7}{'R':>7}{'F1':>7}{'pair P':>7}{'R':>7}{'other day':>11}")
    groups = by_signs(world)
    print(f"{'each telling alone':20}{Figures.of({each: telling.of_article for each, telling in here.items()})}")
    print(f"{'class, day, place':20}{Figures.of({each: groups[telling.of_article] for each, telling in here.items()})}")
    ours = of_build(here)
    print(f"{'kgbuild':20}{ours}")
    for one, other in ours.on_other_days if part != "all" else ():
        print(f"  merged, of different days: {one} and {other}")
    return ours.good


def of_build(found: Found) -> Figures:
    """The figures of a build over the mentions that it has found."""
    return Figures.of({each: telling.event for each, telling in found.items()})


def measured(shared: Path, folder: Path, smoke: bool = False) -> tuple[list[Mention], Found, World]:
    """The marked mentions, those of them that a build in `folder` has found, and what it tells."""
    marked = read_marked(MARKED / "events.tsv")
    names = sorted({each.article for each in marked})[-SMOKE if smoke else 0 :]
    world = build_world(shared, names, folder)
    marked = [each for each in marked if each.article in names]
    return marked, aligned(marked, world.tellings, world.sentences), world


def records(shared: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The articles of the corpora by name, as records of a JSON Lines file; a file of its own gives a text alone."""
    for path in sorted((shared / "data" / "news").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").split("\n")
        width = len(str(len(lines) - 1))
        for number, line in enumerate(filter(None, lines), 1):
            record = json.loads(line)
            kept = {key: record[key] for key in ("title", "date", "url", "text") if record.get(key)}
            yield f"{path.stem}-{number:0{width}d}", kept
    for path in sorted((shared / "extraction" / "articles").glob("*.txt")):
        yield path.stem, {"text": path.read_text(encoding="utf-8")}


def chosen(shared: Path, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """The marked articles by name; SystemExit where one is absent or has another text than the one that was marked."""
    found = dict(records(shared))
    digests = {row["article"]: row["sha256"] for row in read_table(MARKED / "articles.tsv")}
    for name in names:
        if name not in found or not hashlib.sha256(found[name]["text"].encode()).hexdigest().startswith(digests[name]):
            raise SystemExit(f"{name} is not in the corpora with the text that was marked")
    return {name: found[name] for name in names}


def build_world(shared: Path, names: Sequence[str], folder: Path) -> World:
    """What a build of the articles tells, in a project of theirs in `folder`."""
    here = project.find(folder) if (folder / project.CONFIG).is_file() else project.create(folder)
    for path in here.articles.iterdir():
        path.unlink()
    articles = chosen(shared, names)
    for name, record in articles.items():
        if record.keys() == {"text"}:
            (here.articles / f"{name}.txt").write_text(record["text"], encoding="utf-8")
        else:
            line = json.dumps({"name": name, **record})
            (here.articles / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")
    read = build.findings(here, read_articles([here.articles]).articles, here.cache / "findings", progress)
    for name, failure in read.failures.items():
        raise SystemExit(f"{len(read.failures)} articles could not be read, {name} because of {failure.reason}")
    ontology = graphs.ontology(here)
    parents = build.class_parents(ontology)
    resolution = resolve(read, parents, merging.families(ontology))
    findings = {article.name: each for article, each in read}
    return world_of(resolution, findings, Hierarchy(parents))


def progress(what: str, done: int, count: int) -> None:
    """Tell now and then how far a build is."""
    if done % 20 == 0 or done == count:
        print(f"{what}: {done} of {count}", file=sys.stderr)


def world_of(resolution: Resolution, read: Mapping[str, Findings], classes: Hierarchy) -> World:
    """What the reports of events tell, with the classes that the articles' own mentions have."""
    mentions: defaultdict[tuple[str, Span], list[EventFinding]] = defaultdict(list)
    for name, findings in read.items():
        for each in findings.events:
            mentions[name, each.trigger].append(each)
    tellings, parts = set[Telling](), defaultdict[tuple[str, int], list[EventFinding]](list)
    for report in resolution.reports:
        kind = classes.contract(resolution.events[report.event].type)
        for trigger in report.triggers:
            here = mentions[report.article, trigger]
            own = [each for each in here if classes.contract(each.type) == kind] or here
            parts[report.article, report.event] += own
            kinds = {local_name(classes.contract(each.type)) for each in own}
            days = {day_of(each) for each in own}
            day = days.pop() if len(days) == 1 else ""
            tellings |= {Telling(report.article, trigger, name, report.event, day) for name in kinds}
    signs = {telling: _signs(own, read[telling[0]], classes) for telling, own in parts.items()}
    return World(sorted(tellings), {name: each.sentences for name, each in read.items()}, signs)


def day_of(mention: EventFinding) -> str:
    """When a mention is told to be, as a table of mentions has it; nothing where that is not told."""
    end = f"/{mention.end}" if mention.end is not None else ""
    return f"{mention.start}{end}" if mention.start is not None else ""


def _signs(mentions: Iterable[EventFinding], read: Findings, classes: Hierarchy) -> frozenset[tuple[str, str, str]]:
    """Class, day and place of a telling, for each place; none where the telling has no day, or several."""
    mentions = list(mentions)
    days = {str(each.start) for each in mentions if each.start is not None and each.start.day is not None}
    places = [read.entities[f.entity] for each in mentions for f in each.fillers if f.role == EVENT_PLACE]
    kinds = {classes.contract(each.type) for each in mentions}
    if len(days) != 1:
        return frozenset()
    return frozenset((k, d, e.qid or (e.canonical or e.name).casefold()) for k in kinds for d in days for e in places)


def by_signs(world: World) -> Mapping[tuple[str, int], int]:
    """The group of each telling where those are one that have class, day and a place in common."""
    tellings = sorted(world.signs)
    groups = Groups(range(len(tellings)))
    alike: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for sign in world.signs[telling]:
            alike[sign].append(number)
    for numbers in alike.values():
        for one, other in pairwise(numbers):
            groups.join(one, other)
    return {tellings[number]: label for label, numbers in enumerate(groups.all()) for number in numbers}


if __name__ == "__main__":
    main()
