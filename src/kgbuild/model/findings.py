"""What the reading of one article finds: entities, tenures and event mentions, each with its spans.

Identifiers are positions: `Findings.entities[i].id == i`, `Findings.events[i].id == i`. Types and roles are class and
property IRIs, so that a project's own classes flow through unchanged.
"""

from dataclasses import dataclass
from enum import StrEnum

from kgbuild.model.article import Span
from kgbuild.model.dates import PartialDate


class Factuality(StrEnum):
    """How an article presents an event (kg:factuality)."""

    ACTUAL = "actual"
    PLANNED = "planned"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class EntityFinding:
    """One named thing of the article: all mentions that corefer.

    `name` is the fullest form in the article, `aliases` the other names in it, verbatim; `mentions` are the spans of
    names (and demonyms) only, not of pronouns or descriptions. `canonical` is the gazetteer's name where it knows the
    entity, `qid` its item there, `point` its latitude and longitude in degrees (WGS 84), and `within` the name of the
    state or body that it belongs to.
    """

    id: int
    name: str
    type: str
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    canonical: str | None = None
    qid: str | None = None
    point: tuple[float, float] | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class TenureFinding:
    """The article says that `person` holds `position` (verbatim words), for the entity `represents` where told."""

    person: int
    position: str
    represents: int | None
    evidence: Span


@dataclass(frozen=True, slots=True)
class QuantityFinding:
    """A number and what it measures; the bounds are inclusive, None is unbounded, at least one is given."""

    measure: str
    minimum: int | None
    maximum: int | None
    span: Span
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity in a role (the IRI of kg:place or one below kg:participant); `span` is where the text says it."""

    role: str
    entity: int
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: an entity of the article, or else the words of an unnamed source ("an anonymous U.S. official")."""

    words: str
    span: Span
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a mention tells one thing: `about` what it is, in a word ("agent", "date" …), `way` how it comes to it.

    `way` is the slot of the frame, or a rule in words; `path` the arcs of the parse from the trigger to the words that
    say it, `span`; `entity` is whom it is about where that is an entity.
    """

    about: str
    way: str
    span: Span | None = None
    path: str = ""
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class EventFinding:
    """One mention of an event: a trigger in a sentence with what fills its roles there.

    `quote` is the sentence or the part of it that carries the event. `frame` is the IRI of the lexicon entry that
    fired, `grounds` why it tells what it does. `same_as` is the id of an earlier mention that this one refers back to.
    """

    id: int
    type: str
    trigger: Span
    sentence: Span
    quote: Span
    frame: str
    fillers: tuple[Filler, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    factuality: Factuality = Factuality.ACTUAL
    sources: tuple[Source, ...] = ()
    quantities: tuple[QuantityFinding, ...] = ()
    same_as: int | None = None
    part_of: int | None = None
    cause: int | None = None
    confidence: float = 1.0
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something found that could not be placed in the graph, with the reason in plain words."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one article yields; `article` is its name, `sentences` are those of its body that have words."""

    article: str
    entities: tuple[EntityFinding, ...] = ()
    tenures: tuple[TenureFinding, ...] = ()
    events: tuple[EventFinding, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    sentences: tuple[Span, ...] = ()
