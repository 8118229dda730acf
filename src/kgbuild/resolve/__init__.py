"""Findings to entities and events with identity."""

from collections.abc import Collection, Iterable, Mapping

from kgbuild.model import Article, Findings, Resolution, Tenure, UnplacedIn
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import ResolvedEntities, resolve_entities
from kgbuild.resolve.events import gather, merge

__all__ = ["resolve"]


def resolve(findings: Iterable[tuple[Article, Findings]], parents: Mapping[str, Collection[str]]) -> Resolution:
    """What all articles together tell; the order in which they are given makes no difference.

    `parents` gives the named classes right above each class of entities and events.
    """
    pairs = sorted(findings, key=lambda pair: pair[1].article)
    classes = Hierarchy(parents)
    resolved = resolve_entities(pairs, classes)
    told = [telling for _, each in pairs for telling in gather(each, resolved, classes)]
    events, reports = merge(told, resolved, classes)
    tenures = tuple(tenure for _, each in pairs for tenure in _tenures(each, resolved))
    unplaced = tuple(UnplacedIn(each.article, found) for _, each in pairs for found in each.unplaced)
    return Resolution(resolved.entities, tenures, events, reports, unplaced)


def _tenures(findings: Findings, resolved: ResolvedEntities) -> Iterable[Tenure]:
    """The tenures that one article tells, in text order."""
    for each in sorted(findings.tenures, key=lambda tenure: (tenure.evidence, tenure.person, tenure.position)):
        held_for = None if each.represents is None else resolved.ids[findings.article, each.represents]
        person = resolved.ids[findings.article, each.person]
        yield Tenure(findings.article, person, each.position, held_for, each.evidence)
