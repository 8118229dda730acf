"""Findings to entities and events with identity."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from sys import intern

from kgbuild.model import Article, EntityFinding, Findings, Resolution, Tenure, Unplaced, UnplacedIn
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import ResolvedEntities, resolve_entities
from kgbuild.resolve.events import Told, gather, merge

__all__ = ["resolve"]


def resolve(findings: Iterable[tuple[Article, Findings]], parents: Mapping[str, Collection[str]]) -> Resolution:
    """What all articles together tell; the order in which they are given makes no difference.

    The findings are gone through twice, and none is kept whole. `parents` gives the named classes right above each
    class of entities and events.
    """
    classes = Hierarchy(parents)
    resolved = resolve_entities((entity for _, each in findings for entity in _entities(each)), classes)
    told: list[Told] = []
    tenures: list[Tenure] = []
    unplaced: list[UnplacedIn] = []
    for _, each in findings:
        told += gather(each, resolved, classes)
        tenures += _tenures(each, resolved)
        unplaced += (UnplacedIn(each.article, Unplaced(left.span, intern(left.reason))) for left in each.unplaced)
    events, reports = merge(sorted(told, key=_article), resolved, classes)
    return Resolution(
        resolved.entities, tuple(sorted(tenures, key=_article)), events, reports, tuple(sorted(unplaced, key=_article))
    )


def _article(told: Told | Tenure | UnplacedIn) -> str:
    return told.article


def _entities(findings: Findings) -> Iterable[tuple[str, EntityFinding]]:
    """The entities of one article, with its name."""
    return ((findings.article, replace(each, type=intern(each.type))) for each in findings.entities)


def _tenures(findings: Findings, resolved: ResolvedEntities) -> Iterable[Tenure]:
    """The tenures that one article tells, in text order."""
    for each in sorted(findings.tenures, key=lambda tenure: (tenure.evidence, tenure.person, tenure.position)):
        held_for = None if each.represents is None else resolved.ids[findings.article, each.represents]
        person = resolved.ids[findings.article, each.person]
        yield Tenure(findings.article, person, each.position, held_for, each.evidence)
