"""Events over all articles: the mentions of an article gathered into events, and those of several articles merged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from sys import intern

from kgbuild.model import Event, EventFinding, Factuality, Filler, Findings, PartialDate, Report, Source
from kgbuild.model.terms import AGENT, EVENT_PLACE, TARGET
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import ResolvedEntities
from kgbuild.resolve.groups import Groups
from kgbuild.resolve.happening import Telling, same_across, same_in_article
from kgbuild.resolve.labels import label

_RANK = {Factuality.ACTUAL: 0, Factuality.DENIED: 1, Factuality.PLANNED: 2}


@dataclass(frozen=True)
class Told:
    """One event as one article tells it: its mentions in text order, with entity ids of the resolution."""

    article: str
    mentions: tuple[EventFinding, ...]
    telling: Telling


def gather(findings: Findings, resolved: ResolvedEntities, classes: Hierarchy) -> list[Told]:
    """The events of one article: mentions that refer to each other or are told alike are one."""
    is_state = resolved.states.__contains__
    events = [_resolved(event, findings.article, resolved) for event in findings.events]
    groups: list[tuple[list[EventFinding], Telling]] = []
    home: dict[int, int] = {}
    for event in sorted(events, key=lambda each: (each.trigger.start, each.id)):
        telling = _telling([event], home, classes)
        at = home.get(event.same_as) if event.same_as is not None else None
        if at is None:
            at = next((n for n, (_, other) in enumerate(groups) if same_in_article(other, telling, is_state)), None)
        if at is None:
            at = len(groups)
            groups.append(([], telling))
        mentions = [*groups[at][0], event]
        groups[at] = (mentions, _telling(mentions, home, classes))
        home[event.id] = at
    return [Told(findings.article, tuple(mentions), telling) for mentions, telling in groups]


def _resolved(event: EventFinding, article: str, resolved: ResolvedEntities) -> EventFinding:
    """A mention with the entity ids of the resolution, without its grounds; what many have in common is there once."""
    fillers = tuple(Filler(intern(f.role), resolved.ids[article, f.entity], f.span) for f in event.fillers)
    sources = tuple(
        Source(s.words, s.span, None if s.entity is None else resolved.ids[article, s.entity]) for s in event.sources
    )
    kind, frame = intern(event.type), intern(event.frame)
    return replace(event, type=kind, frame=frame, fillers=fillers, sources=sources, grounds=())


def _telling(mentions: Sequence[EventFinding], home: Mapping[int, int], classes: Hierarchy) -> Telling:
    """What the mentions of one event tell together."""
    start, end = _time(mentions)
    cause = next((home[each.cause] for each in mentions if each.cause is not None and each.cause in home), None)
    return Telling(
        kind=classes.contract(mentions[0].type),
        agents=set(_entities(mentions, AGENT)),
        targets=set(_entities(mentions, TARGET)),
        places=set(_entities(mentions, EVENT_PLACE)),
        start=start,
        end=end,
        factuality=min((each.factuality for each in mentions), key=_RANK.__getitem__),
        cause=cause,
    )


def _entities(mentions: Iterable[EventFinding], role: str) -> tuple[int, ...]:
    """The entities in a role, in the order in which they are told."""
    return tuple(dict.fromkeys(filler.entity for each in mentions for filler in each.fillers if filler.role == role))


def _time(mentions: Iterable[EventFinding]) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end: the most precise that are told, the first of equals; an end before the start is dropped."""
    told = [each for each in mentions if each.start is not None or each.end is not None]
    starts = [each.start for each in told if each.start is not None]
    start = max(starts, key=_precision, default=None)
    ends = [
        each.end
        for each in told
        if each.end is not None and (start is None or each.start == start or each.start is None)
    ]
    end = max(ends, key=_precision, default=None)
    if start is not None and end is not None and (end.last < start.first or end == start or end.first < start.first):
        end = None
    return start, end


def _precision(date: PartialDate) -> int:
    return (date.month is not None) + (date.day is not None)


def merge(
    told: Sequence[Told], resolved: ResolvedEntities, classes: Hierarchy
) -> tuple[tuple[Event, ...], tuple[Report, ...]]:
    """The events of all articles, with a report for each article and voice that tells one.

    `told` is ordered by article and text, and that is the order of what is returned.
    """
    clusters = _clusters(told)
    event_of = {number: event for event, numbers in enumerate(clusters) for number in numbers}
    mention_of = {(each.article, m.id): event_of[n] for n, each in enumerate(told) for m in each.mentions}
    events = [
        _event(number, [told[at] for at in numbers], mention_of, resolved, classes)
        for number, numbers in enumerate(clusters)
    ]
    reports = [
        report
        for event, numbers in enumerate(clusters)
        for article, parts in groupby((told[at] for at in numbers), key=lambda each: each.article)
        for report in _reports(event, article, [mention for each in parts for mention in each.mentions])
    ]
    return tuple(_untangled(events)), tuple(sorted(reports, key=lambda each: (each.article, each.evidence, each.event)))


def _clusters(told: Sequence[Told]) -> list[list[int]]:
    """Which tellings are of one event, over all articles."""
    groups = Groups(range(len(told)))
    alike: dict[tuple[object, ...], list[int]] = {}
    for number, each in enumerate(told):
        told_of = each.telling
        if told_of.start is not None and told_of.start.day is not None:
            whom: tuple[object, ...] = (frozenset(told_of.participants),)
            for sign in tuple(told_of.places) or whom:
                alike.setdefault((told_of.kind, told_of.start, sign), []).append(number)
    for numbers in alike.values():
        for one, other in combinations(numbers, 2):
            if told[one].article != told[other].article and same_across(told[one].telling, told[other].telling):
                groups.join(one, other)
    return groups.all()


def _event(
    number: int,
    told: Sequence[Told],
    mention_of: Mapping[tuple[str, int], int],
    resolved: ResolvedEntities,
    classes: Hierarchy,
) -> Event:
    """The event that some tellings are of."""
    mentions = [mention for each in told for mention in each.mentions]
    kind = classes.finest(each.type for each in mentions)
    start, end = _time(mentions)
    agents = _entities(mentions, AGENT)
    targets = tuple(entity for entity in _entities(mentions, TARGET) if entity not in agents)
    places = _entities(mentions, EVENT_PLACE)

    def other(field: str) -> int | None:
        numbers = (mention_of.get((each.article, getattr(m, field))) for each in told for m in each.mentions)
        return next((found for found in numbers if found is not None and found != number), None)

    entities = resolved.entities
    whom = [entities[each] for each in (*agents, *targets)]
    return Event(
        id=number,
        type=kind,
        label=label(kind, [entities[each] for each in places], whom, start, classes),
        realized=any(each.factuality is Factuality.ACTUAL for each in mentions),
        agents=agents,
        targets=targets,
        places=places,
        start=start,
        end=end,
        part_of=other("part_of"),
        cause=other("cause"),
    )


def _untangled(events: Sequence[Event]) -> Iterable[Event]:
    """The events without a cause or whole that is in turn caused by or part of them."""
    for event in events:
        cause = event.cause if event.cause is None or events[event.cause].cause != event.id else None
        whole = event.part_of if event.part_of is None or events[event.part_of].part_of != event.id else None
        yield replace(event, cause=cause, part_of=whole)


def _reports(event: int, article: str, mentions: Iterable[EventFinding]) -> Iterable[Report]:
    """What one article says of an event, a report for each voice: what is actual, planned or denied, by whose word."""
    voices: dict[tuple[Factuality, frozenset[object]], list[EventFinding]] = {}
    for each in sorted(mentions, key=lambda each: (each.trigger.start, each.id)):
        said_by: frozenset[object] = frozenset(s.words if s.entity is None else s.entity for s in each.sources)
        voices.setdefault((each.factuality, said_by), []).append(each)
    return [_report(event, article, told) for told in voices.values()]


def _report(event: int, article: str, mentions: Sequence[EventFinding]) -> Report:
    """What one article says of an event in one voice; its confidence is that of the mention told best."""
    agents = set(_entities(mentions, AGENT))
    fillers = {(f.role, f.entity): f for each in reversed(mentions) for f in reversed(each.fillers)}
    sources = {(s.entity, s.words if s.entity is None else ""): s for each in reversed(mentions) for s in each.sources}
    numbers = {(q.measure, q.minimum, q.maximum): q for each in reversed(mentions) for q in each.quantities}
    return Report(
        event=event,
        article=article,
        factuality=mentions[0].factuality,
        evidence=tuple(sorted({each.quote for each in mentions})),
        triggers=tuple(sorted({each.trigger for each in mentions})),
        frames=tuple(sorted({each.frame for each in mentions})),
        fillers=tuple(
            sorted(
                (f for f in fillers.values() if f.role != TARGET or f.entity not in agents),
                key=lambda f: (f.role, f.span, f.entity),
            )
        ),
        sources=tuple(sorted(sources.values(), key=lambda each: (each.span, each.words))),
        quantities=tuple(sorted(numbers.values(), key=lambda each: (each.span, each.measure))),
        confidence=max(each.confidence for each in mentions),
    )
