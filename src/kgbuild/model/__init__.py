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
from kgbuild.model.resolution import (
    Beginning,
    Copy,
    Entity,
    Event,
    Link,
    Mentions,
    NameMention,
    Report,
    Resolution,
    Share,
    Tenure,
    UnplacedIn,
)

__all__ = [
    "Article",
    "Beginning",
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
    "Mentions",
    "NameMention",
    "PartialDate",
    "QuantityFinding",
    "Report",
    "Resolution",
    "Share",
    "Source",
    "Span",
    "Tenure",
    "TenureFinding",
    "Unplaced",
    "UnplacedIn",
]
