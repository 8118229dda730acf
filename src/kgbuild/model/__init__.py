"""What flows between the stages: frozen, typed values; standard library only."""

from kgbuild.model.article import Article, Span
from kgbuild.model.dates import PartialDate
from kgbuild.model.findings import (
    EntityFinding,
    EventFinding,
    Factuality,
    Filler,
    Findings,
    Ground,
    QuantityFinding,
    Source,
    TenureFinding,
    Unplaced,
)
from kgbuild.model.resolution import Copy, Entity, Event, Link, NameMention, Report, Resolution, Tenure, UnplacedIn

__all__ = [
    "Article",
    "Copy",
    "Entity",
    "EntityFinding",
    "Event",
    "EventFinding",
    "Factuality",
    "Filler",
    "Findings",
    "Ground",
    "Link",
    "NameMention",
    "PartialDate",
    "QuantityFinding",
    "Report",
    "Resolution",
    "Source",
    "Span",
    "Tenure",
    "TenureFinding",
    "Unplaced",
    "UnplacedIn",
]
