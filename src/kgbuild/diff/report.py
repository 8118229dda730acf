"""A comparison as it is told: counts first, then what changed, in words or as JSON."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kgbuild.diff.aspects import Kind, Name
from kgbuild.diff.changes import Change, Detail, Thing, Verdict
from kgbuild.diff.snapshots import Snapshot

VERSION = 1
_COUNTED = {Name.LINK: "links", Name.NUMBER: "numbers", Name.ATTRIBUTION: "attributions", Name.POSITION: "positions"}
_LOST = {Name.ATTRIBUTION, Name.POSITION}
_PLURALS = {Kind.ARTICLE: "articles", Kind.EVENT: "events", Kind.ENTITY: "entities"}
_LOSS, _GAIN = "lost", "gained"
FATES = (_LOSS, *Verdict, _GAIN)
"""What is counted, in this order."""
_RELATIONS = {Name.REVISES, Name.COPY, Name.SUPERSEDED}
_BRIEF = {Name.LINK, Name.NUMBER, Name.ATTRIBUTION, *_RELATIONS}
_HASH = 12


@dataclass(frozen=True, slots=True)
class Report:
    """Two graphs and what changed between them."""

    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many articles, events, entities, links, numbers, attributions and positions had which fate.

        Links are counted of all entities; numbers, attributions and positions of what was there before and still is,
        an attribution or position for each that was lost or gained.
        """
        counts: dict[str, Counter[str]] = {plural: Counter() for plural in (*_PLURALS.values(), *_COUNTED.values())}
        for change in self.changes:
            counts[_PLURALS[change.kind]][change.verdict] += 1
            for detail in change.details:
                if detail.name in _COUNTED and (change.lasting or detail.name is Name.LINK):
                    counts[_COUNTED[detail.name]].update(_fates(detail))
        return {name: {fate: count[fate] for fate in FATES if count[fate]} for name, count in counts.items()}

    def summary(self) -> str:
        """The counts in one line."""
        told = (
            f"{name}: " + ", ".join(f"{number:,} {fate}" for fate, number in count.items())
            for name, count in self.counts().items()
            if count
        )
        return "; ".join(told) or "no changes"

    def record(self) -> dict[str, Any]:
        """The comparison as JSON, in the shape of `docs/guides/diff.schema.json`."""
        return {
            "version": VERSION,
            "old": _snapshot(self.old),
            "new": _snapshot(self.new),
            "counts": self.counts(),
            "changes": [_change(change) for change in self.changes],
        }

    def kinds(self) -> Iterator[tuple[str, list[Change]]]:
        """The changes of articles, events and entities, each kind under its plural."""
        for kind, plural in _PLURALS.items():
            if found := [change for change in self.changes if change.kind is kind]:
                yield plural, found


def _fates(detail: Detail) -> dict[str, int]:
    if detail.name in _LOST:
        return {_LOSS: len(detail.gone), _GAIN: len(detail.come)}
    return {"changed" if detail.gone and detail.come else "removed" if detail.gone else "added": 1}


def _snapshot(snapshot: Snapshot) -> dict[str, str]:
    return {"name": snapshot.name, "revision": snapshot.revision}


def _thing(thing: Thing) -> dict[str, Any]:
    articles = [_thing(each) for each in thing.articles]
    told = {"label": thing.label, "iri": thing.iri, "url": thing.url, "articles": articles}
    return {name: value for name, value in told.items() if value or name == "label"}


def _change(change: Change) -> dict[str, Any]:
    return {
        "verdict": change.verdict,
        "kind": change.kind,
        "iri": change.whole.iri,
        "label": change.whole.label,
        "old": [_thing(each) for each in change.olds],
        "new": [_thing(each) for each in change.news],
        "details": [_detail(each) for each in change.details],
    }


def _detail(detail: Detail) -> dict[str, Any]:
    told: dict[str, Any] = {"aspect": detail.name}
    if detail.measure:
        told["measure"] = detail.measure
    if detail.article:
        told["article"] = _thing(detail.article)
    return {**told, "gone": [_thing(each) for each in detail.gone], "come": [_thing(each) for each in detail.come]}


def to_text(report: Report, most: int | None = None) -> str:
    """The counts in a line, then a paragraph for each kind: a line for each thing, below it one for each aspect.

    With `most`, at most so many of each kind are told.
    """
    if not report.changes:
        return ""
    lines = [report.summary()]
    for plural, changes in report.kinds():
        lines += ["", plural]
        for change in changes[:most]:
            lines += _paragraph(change)
        if most and len(changes) > most:
            lines.append(f"  … and {len(changes) - most:,} more")
    return "".join(f"{line}\n" for line in lines)


def _paragraph(change: Change) -> Iterator[str]:
    """What became of a thing, and what it was or is now where that is something else, with IRIs."""
    yield f"  {change.verdict}: {_cited(change.whole)}"
    if change.moved:
        for word, things in (("was", change.olds), ("is", change.news)):
            yield from (f"      {word}: {_cited(each)}{_tellers(each)}" for each in things if things != (change.whole,))
    yield from (f"      {each}" for each in sentences(change))


def _cited(thing: Thing) -> str:
    return f"{_line(thing.label)} <{thing.iri}>"


def _tellers(thing: Thing) -> str:
    return f", told in {', '.join(_line(each.label) for each in thing.articles)}" if thing.articles else ""


def _line(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def sentences(change: Change) -> list[str]:
    """What differs, a line each; of what is new or gone as a whole, only what its label does not say."""
    if change.lasting:
        return [words(detail) for detail in change.details]
    return [_plain(detail) for detail in change.details if detail.name in _BRIEF]


def words(detail: Detail) -> str:
    """What went and came of an aspect; one value that took the place of one other is told as such."""
    aspect, (gone, come) = aspect_words(detail), _both(detail)
    if detail.name in _RELATIONS and not gone:
        return _plain(detail)
    if detail.name in _LOST and not (gone and come):
        return f"{aspect} {_LOSS if gone else _GAIN}: {gone or come}{_where(detail)}"
    if len(detail.gone) == len(detail.come) == 1:
        return f"{aspect}: {gone} → {come}{_where(detail)}"
    parts = ((Verdict.REMOVED, gone), (Verdict.ADDED, come))
    return f"{aspect}: " + "; ".join(f"{word} {values}" for word, values in parts if values) + _where(detail)


def _plain(detail: Detail) -> str:
    """What an aspect of a thing is that is new or gone."""
    return f"{aspect_words(detail)}: {''.join(_both(detail))}{_where(detail)}"


def _both(detail: Detail) -> tuple[str, str]:
    gone, come = (", ".join(value_words(detail, each) for each in these) for these in (detail.gone, detail.come))
    return gone, come


def _where(detail: Detail) -> str:
    return f", in {_line(detail.article.label)}" if detail.article else ""


def aspect_words(detail: Detail) -> str:
    """What an aspect is called; a number by what it counts."""
    return detail.measure.replace("_", " ") or str(detail.name)


def value_words(detail: Detail, value: Thing) -> str:
    """A value for people: large numbers with their thousands apart, a hash by its beginning."""
    if detail.name is Name.NUMBER:
        return re.sub(r"\d{4,}", lambda digits: f"{int(digits.group()):,}", value.label)
    return value.label[:_HASH] if detail.name is Name.TEXT else _line(value.label)
