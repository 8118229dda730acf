"""Findings to entities and events with identity."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from kgbuild.model import Article, Findings, Resolution, UnplacedIn
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.events import Told
from kgbuild.resolve.identified import Identified, Known, Whole, identify

__all__ = ["Hierarchy", "Identified", "Known", "Told", "identify", "resolve"]


def resolve(findings: Iterable[tuple[Article, Findings]], parents: Mapping[str, Collection[str]]) -> Resolution:
    """What all articles together tell, at once; the order in which they are given makes no difference.

    `parents` gives the named classes right above each class of entities and events.
    """
    classes = Hierarchy(parents)
    known = sorted((Whole(*each, classes) for each in findings), key=lambda each: each.article.name)
    found = identify(known, classes)
    shares = [found.share(each.findings) for each in known]
    unplaced = (UnplacedIn(each.article.name, left) for each in known for left in each.findings.unplaced)
    reports = chain.from_iterable(share.reports for share in shares)
    return Resolution(found.entities, found.tenures, found.events, tuple(reports), tuple(unplaced))
