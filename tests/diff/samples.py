"""Graphs of the sample world after changes of it, and what is compared of them."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from kgbuild.diff import Change, Snapshot
from kgbuild.diff.report import Report as Comparison
from kgbuild.diff.report import to_text
from kgbuild.graph import populate
from kgbuild.model import Event, Factuality, PartialDate, Report, Resolution
from kgbuild.store import GraphFile, Quad, quads_of
from tests.graph.sample import MINTER, classes, draft

Alteration = Callable[[Resolution], Resolution]


def same(whole: Resolution) -> Resolution:
    """The sample as it is."""
    return whole


def chain(*steps: Alteration) -> Alteration:
    """Changes of the sample one after the other; one that finds nothing to change leaves it."""

    def changed(whole: Resolution) -> Resolution:
        for step in steps:
            whole = step(whole)
        return whole

    return changed


def files(change: Alteration = same, **how: object) -> list[GraphFile]:
    """The files of the sample's graph after a change of its resolution."""
    articles, resolution = draft().build(**how)  # type: ignore[arg-type]
    return list(populate(articles, change(resolution), classes(), MINTER))


def built(change: Alteration = same, **how: object) -> list[Quad]:
    """The graph of the sample after a change of its resolution."""
    return quads_of(files(change, **how))


@cache
def before() -> tuple[Quad, ...]:
    """The graph of the sample as it is."""
    return tuple(built())


def written(folder: Path, change: Alteration = same, **how: object) -> Path:
    """A folder with the files of the sample's graph after a change of its resolution, and no others."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in files(change, **how):
        (folder / file.name).write_bytes(file.content)
    return folder


def comparison(found: Iterable[Change]) -> Comparison:
    """Changes between two graphs that are called old and new."""
    return Comparison(Snapshot("old", {}), Snapshot("new", {}), tuple(found))


def text(found: Iterable[Change]) -> list[str]:
    """Changes as lines of text, without the counts and what stands before them."""
    return to_text(comparison(found)).splitlines()[2:]


def events(label: str, change: Callable[[Event], Event]) -> Alteration:
    """A change of the events of a label."""
    return lambda whole: replace(whole, events=tuple(change(e) if e.label == label else e for e in whole.events))


def reports(label: str, article: str, change: Callable[[Report], Report]) -> Alteration:
    """A change of an article's reports of the events of a label."""

    def changed(whole: Resolution) -> Resolution:
        told = tuple(
            change(r) if whole.events[r.event].label == label and r.article == article else r for r in whole.reports
        )
        return replace(whole, reports=told)

    return changed


def moved(article: str, old: str, new: str) -> Alteration:
    """A change that puts an article's reports of one event onto another, if there is one; one without reports goes."""

    def changed(whole: Resolution) -> Resolution:
        target = next((e.id for e in whole.events if e.label == new), None)
        if target is None:
            return whole
        onto = reports(old, article, lambda r: replace(r, event=target))(whole)
        told = sorted({r.event for r in onto.reports})
        number: dict[int | None, int] = {event: position for position, event in enumerate(told)}
        kept = tuple(
            replace(whole.events[event], id=number[event], part_of=number.get(whole.events[event].part_of))
            for event in told
        )
        return replace(onto, events=kept, reports=tuple(replace(r, event=number[r.event]) for r in onto.reports))

    return changed


def without(article: str, label: str) -> Alteration:
    """A change after which an article does not tell of an event."""

    def changed(whole: Resolution) -> Resolution:
        kept = tuple(r for r in whole.reports if not (r.article == article and whole.events[r.event].label == label))
        return replace(whole, reports=kept)

    return changed


ALTERATIONS = (
    events("Casualties", lambda e: replace(e, end=PartialDate(2024, 6))),
    events("Meeting, Oslo", lambda e: replace(e, start=PartialDate(2024, 5, 4))),
    events("Appeal", lambda e: replace(e, realized=False, type=e.type.replace("Appeal", "Threat"))),
    reports("Casualties", "talks", lambda r: replace(r, sources=())),
    reports("Casualties", "follow-up", lambda r: replace(r, factuality=Factuality.DENIED)),
    moved("other", "Meeting of others", "Meeting, Oslo"),
    moved("follow-up", "Second meeting", "Meeting, Oslo"),
    moved("talks", "Appeal", "Meeting, Oslo"),
    moved("talks", "Casualties", "Appeal"),
    moved("follow-up", "Casualties", "Second meeting"),
)
"""Changes of what the sample tells, to be drawn from."""
