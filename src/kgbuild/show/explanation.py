"""Why an event stands in the graph: the lexicon entry that fired, and the words and the ways through the parse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgbuild.language.events.lexicon import REQUIREMENTS, Frame
from kgbuild.model import Article, EventFinding, Findings, Ground
from kgbuild.show.coverage import Passage, Passages
from kgbuild.store import KG, Index, NamedNode


@dataclass(frozen=True, slots=True)
class Entry:
    """A frame of the lexicon: its words by part of speech, the slots of its roles, and what it requires, in words."""

    iri: str
    type: str
    words: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, tuple[str, ...]]
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a mention tells one thing, `about` in a word.

    `value` is what it tells where the words do not: the name of an entity, a date, a factuality. `way` is the slot or
    rule, `words` what says it, `path` the arcs of the parse from the trigger to them.
    """

    about: str
    value: str
    way: str
    words: Passage | None
    path: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One mention of an event in an article, with the entry that fired and the reasons for what it tells."""

    article: str
    sentence: Passage
    confidence: float
    entry: Entry
    reasons: tuple[Reason, ...]


def entry(frame: Frame) -> Entry:
    """A frame as it is told."""
    return Entry(
        frame.iri,
        frame.type,
        {part: words for part, words in frame.words.items() if words},
        {role.rsplit("#", 1)[-1]: slots for role, slots in frame.slots.items()},
        tuple(REQUIREMENTS[need] for need in sorted(frame.requires)),
    )


def explain(article: Article, findings: Findings, event: EventFinding, frame: Frame) -> Explanation:
    """Why a mention of an event was found and tells what it does."""
    passages = Passages(article)
    return Explanation(
        article.name,
        passages.at(event.sentence),
        event.confidence,
        entry(frame),
        tuple(_reason(ground, _value(ground, event, findings), passages) for ground in event.grounds),
    )


def _reason(ground: Ground, value: str, passages: Passages) -> Reason:
    words = passages.at(ground.span) if ground.span is not None else None
    return Reason(ground.about, value, ground.way, words, ground.path)


def _value(ground: Ground, event: EventFinding, findings: Findings) -> str:
    """What a ground is for, where its words do not tell it."""
    if ground.entity is not None:
        entity = findings.entities[ground.entity]
        return entity.canonical or entity.name
    if ground.about == "date":
        return " to ".join(str(day) for day in (event.start, event.end) if day is not None)
    return event.factuality.value if ground.about == "factuality" else ""


def mentions(graph: Index, report: NamedNode, article: Article, findings: Findings) -> Iterator[EventFinding]:
    """The mentions among the findings of an article that a kg:Report of it was made of."""
    spans = {
        tuple(int(graph.text(each, KG[edge]) or 0) for edge in ("start", "end"))
        for each in graph.nodes(report, KG["evidence"])
    }
    frames = {frame.value for frame in graph.nodes(report, KG["frame"])}
    triggers = set(graph.texts(report, KG["trigger"]))
    factuality = graph.node(report, KG["factuality"])
    for event in findings.events:
        quoted = (event.quote.start, event.quote.end) in spans and article.quote(event.trigger) in triggers
        if quoted and event.frame in frames and factuality == KG[event.factuality.value]:
            yield event
