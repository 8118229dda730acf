"""Mentions of events that were marked by hand, and which of a build's tellings each of them is."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from kgbuild.graph import BRANCHES, local_name
from kgbuild.model import PartialDate, Span

BRANCH = {local_name(kind): branch for branch, kinds in BRANCHES.items() for kind in kinds}
OPEN = ".."
NEAR = 2
"""The rank of what is in one sentence with a mention, and not in its words."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A marked mention of an event; `day` is when the event is, as the table writes it."""

    article: str
    trigger: Span
    kind: str
    event: str
    part: str
    day: str = ""

    def on_another_day(self, other: "Mention") -> bool:
        """Whether the events of two mentions are known to have no day in common."""
        return apart(self.day, other.day)

    def __str__(self) -> str:
        return f"{self.article}#{self.trigger.start}-{self.trigger.end} {self.event}"


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """A trigger that a build found in an article, with the local name of its class and the number of its event.

    `day` is when this article tells there that it is, as a table of mentions would have it.
    """

    article: str
    trigger: Span
    kind: str
    event: int
    day: str = ""

    @property
    def of_article(self) -> tuple[str, int]:
        """The event as this article tells it, which has a trigger at least."""
        return self.article, self.event


Found = Mapping[Mention, Telling]


def days(told: str) -> tuple[date, date]:
    """The first and the last day of a date, or of START/END; ValueError where it is neither."""
    start, _, end = told.partition("/")
    return PartialDate.parse(start).first, date.max if end == OPEN else PartialDate.parse(end or start).last


def apart(one: str, other: str) -> bool:
    """Whether two dates, or START/END, have no day in common; of what is not told nothing is known."""
    if not one or not other:
        return False
    (one_from, one_to), (other_from, other_to) = days(one), days(other)
    return one_to < other_from or other_to < one_from


def read_marked(path: Path) -> list[Mention]:
    """The mentions of a table, in the order of their articles and texts."""
    return sorted(
        Mention(
            row["article"],
            Span(int(row["start"]), int(row["end"])),
            row["class"],
            row["cluster"],
            row["part"],
            row["day"],
        )
        for row in read_table(path)
    )


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table with tabs, without the comment that it begins with."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


def aligned(
    marked: Iterable[Mention], tellings: Iterable[Telling], sentences: Mapping[str, Sequence[Span]]
) -> dict[Mention, Telling]:
    """The telling that each mention is, one to one, the best first; a mention that has none is left out.

    Best are the same words and class, then the same words and branch, then the same class in the same sentence, the
    nearest first: that only where no other mention is the event by its words, and where the days do not contradict.
    `sentences` are those of each article.
    """
    by_article: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_article[telling.article].append(telling)
    ranked = sorted(
        (*rank, mention, telling)
        for mention in marked
        for telling in by_article[mention.article]
        if (rank := _rank(mention, telling, sentences.get(mention.article, ())))
    )
    taken: dict[Mention, Telling] = {}
    used, by_words = set[Telling](), set[tuple[str, int]]()
    for kind, _, mention, telling in ranked:
        near = kind == NEAR
        if mention not in taken and telling not in used and not (near and telling.of_article in by_words):
            taken[mention] = telling
            used.add(telling)
            by_words |= set() if near else {telling.of_article}
    return taken


def _rank(mention: Mention, telling: Telling, sentences: Iterable[Span]) -> tuple[int, int] | None:
    """How far a telling is from a mention, less being nearer; None where it is another."""
    if telling.trigger.touches(mention.trigger):
        if telling.kind == mention.kind:
            return 0, 0
        return (1, 0) if BRANCH.get(telling.kind) == BRANCH[mention.kind] else None
    if telling.kind != mention.kind or apart(telling.day, mention.day):
        return None
    together = any(each.touches(mention.trigger) and each.touches(telling.trigger) for each in sentences)
    return (NEAR, abs(telling.trigger.start - mention.trigger.start)) if together else None


def told_by_several(mentions: Iterable[Mention]) -> set[Mention]:
    """The mentions of those events that are mentioned in several articles."""
    articles: defaultdict[str, set[str]] = defaultdict(set)
    mentions = list(mentions)
    for each in mentions:
        articles[each.event].add(each.article)
    return {each for each in mentions if len(articles[each.event]) > 1}


def errors(marked: Sequence[Mention], found: Found) -> Iterator[str]:
    """What is wrong, a line each: mentions not found, events that are split, and events that are merged."""
    yield from (f"not found: {each} {each.kind}" for each in marked if each not in found)
    for one, other in combinations([each for each in marked if each in found], 2):
        together = found[one].event == found[other].event
        if together != (one.event == other.event):
            yield f"{'merged' if together else 'split'}: {one} and {other}"
