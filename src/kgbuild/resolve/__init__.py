"""Findings to entities and events with identity."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from kgbuild.model import Article, Copy, Findings, Resolution, UnplacedIn
from kgbuild.model.identity import Decision
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.events import Told
from kgbuild.resolve.identified import Identified, Known, Whole, identify

__all__ = ["Hierarchy", "Identified", "Known", "Told", "identify", "resolve"]


def resolve(
    findings: Iterable[tuple[Article, Findings]],
    parents: Mapping[str, Collection[str]],
    families: Mapping[str, str] = MappingProxyType({}),
    decisions: Sequence[Decision] = (),
    copies: Sequence[Copy] = (),
) -> Resolution:
    """What all articles together tell, at once; the order in which they are given makes no difference.

    `parents` gives the named classes right above each class of entities and events, `families` for a class of events
    the family of those that are told for one another; `decisions` are what people have decided to be one or two, and
    `copies` the articles that are copies of others.
    """
    classes = Hierarchy(parents)
    known = sorted((Whole(*each, classes) for each in findings), key=lambda each: each.article.name)
    found = identify(known, classes, families, decisions, copies)
    shares = [found.share(each.findings) for each in known]
    unplaced = (UnplacedIn(each.article.name, left) for each in known for left in each.findings.unplaced)
    reports = chain.from_iterable(share.reports for share in shares)
    return Resolution(
        found.entities,
        tuple(found.tenures),
        tuple(found.events),
        tuple(reports),
        tuple(unplaced),
        merges=found.merges,
        gone=found.gone,
        copies=tuple(copies),
    )
