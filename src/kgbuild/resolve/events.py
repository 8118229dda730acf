"""Events over all articles: the mentions of an article gathered into events, and those of several articles merged."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from sys import intern

from kgbuild.model import (
    Article,
    Event,
    EventFinding,
    Factuality,
    Filler,
    Findings,
    PartialDate,
    Report,
    Source,
    Span,
)
from kgbuild.model.terms import ACTS_OF_SPEECH, AGENT, EVENT_PLACE, PLACE, STATE, TARGET
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import ResolvedEntities
from kgbuild.resolve.happening import Telling, same_in_article, told_apart
from kgbuild.resolve.labels import label
from kgbuild.resolve.traits import Traits, names, traits
from kgbuild.spool import Spool

_SETTINGS = (STATE, PLACE)
_MOST_SETTINGS = 2
_RANK = {Factuality.ACTUAL: 0, Factuality.DENIED: 1, Factuality.PLANNED: 2}


@dataclass(frozen=True, slots=True)
class Period:
    """Start and end, as one mention tells them."""

    start: PartialDate | None
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class Told:
    """One event as one article tells it, with no more of it than is needed over all articles.

    `mentions` are the ids of its mentions in text order, `trigger` is that of the first and `words` what it says;
    `quote` is where its first quote starts. `kind` is its class of the contract, `types` are those of its mentions.
    Entities are ids of the article's findings, and once it is moved those of the resolution, in the order told.
    `wholes` and `causes` are mentions that its own refer to; `setting` are the states and places that the article is
    mainly about. `assumed` is whether no words tell its time, so that it is taken from the story so far.
    """

    article: str
    mentions: tuple[int, ...]
    trigger: Span
    words: str
    quote: int
    kind: str
    types: tuple[str, ...]
    agents: tuple[int, ...]
    targets: tuple[int, ...]
    places: tuple[int, ...]
    periods: tuple[Period, ...]
    factuality: Factuality
    wholes: tuple[int, ...]
    causes: tuple[int, ...]
    setting: tuple[int, ...]
    assumed: bool
    traits: Traits

    def moved(self, ids: Sequence[int]) -> "Told":
        """The same with the ids that `ids` has in the places of the old ones."""
        agents, targets, places, setting = (
            tuple(dict.fromkeys(ids[each] for each in old))
            for old in (self.agents, self.targets, self.places, self.setting)
        )
        return replace(self, agents=agents, targets=targets, places=places, setting=setting)

    @property
    def name(self) -> str:
        """What people call it: the article and the span of the first trigger."""
        return f"{self.article}#{self.trigger.start}-{self.trigger.end}"

    @property
    def time(self) -> tuple[PartialDate | None, PartialDate | None]:
        """Start and end, as precise as any mention tells them."""
        return _time(self.periods)


def gather(
    article: Article,
    findings: Findings,
    same: Sequence[int],
    is_state: Callable[[int], bool],
    classes: Hierarchy,
) -> list[Told]:
    """The events of one article: mentions that refer to each other or are told alike are one.

    `same` gives for each entity of the findings one that stands for all that are the same.
    """
    groups: list[tuple[list[EventFinding], Telling]] = []
    home: dict[int, int] = {}
    worded = _worded(findings)
    for event in sorted(_moved(findings.events, same), key=lambda each: (each.trigger.start, each.id)):
        named = frozenset(names(article, event))
        telling = replace(_telling([event], named, home, classes), worded=event.id in worded)
        at = home.get(event.same_as) if event.same_as is not None else None
        if at is not None and told_apart(groups[at][1], telling):
            at = None
        if at is None:
            at = next((n for n, (_, other) in enumerate(groups) if same_in_article(other, telling, is_state)), None)
        if at is None:
            at = len(groups)
            groups.append(([], telling))
        mentions = [*groups[at][0], event]
        groups[at] = (mentions, _telling(mentions, groups[at][1].names | named, home, classes))
        home[event.id] = at
    setting = _setting(findings, same, classes)
    told = (_told(article, mentions, setting, classes) for mentions, _ in groups)
    return [replace(each, assumed=worded.isdisjoint(each.mentions)) for each in told]


def _worded(findings: Findings) -> frozenset[int]:
    """The mentions whose time words tell."""
    return frozenset(
        each.id for each in findings.events if any(g.about == "date" and g.span is not None for g in each.grounds)
    )


def _setting(findings: Findings, same: Sequence[int], classes: Hierarchy) -> tuple[int, ...]:
    """The states and places that an article names most, without who speaks most in it, and that one's state."""
    entities = findings.entities
    speaking = Counter(
        same[filler.entity]
        for event in findings.events
        for filler in event.fillers
        if filler.role == AGENT and classes.contract(event.type) in ACTS_OF_SPEECH
    )
    voice = next((entities[number] for number, _ in speaking.most_common(1)), None)
    own = {voice.name, voice.canonical, voice.within} if voice else set()
    named = Counter[int]()
    for each in entities:
        if classes.contract(each.type) in _SETTINGS and not own & {each.name, each.canonical}:
            named[same[each.id]] += len(each.mentions)
    return tuple(number for number, times in named.most_common(_MOST_SETTINGS) if times > 1)


def _moved(events: Iterable[EventFinding], ids: Sequence[int]) -> Iterable[EventFinding]:
    """Mentions with other entity ids, without their grounds."""
    for event in events:
        fillers = tuple(Filler(f.role, ids[f.entity], f.span) for f in event.fillers)
        sources = tuple(Source(s.words, s.span, None if s.entity is None else ids[s.entity]) for s in event.sources)
        yield replace(event, fillers=fillers, sources=sources, grounds=())


def _told(article: Article, mentions: Sequence[EventFinding], setting: tuple[int, ...], classes: Hierarchy) -> Told:
    """What is needed over all articles of the mentions of one event."""
    agents, targets, places = (_entities(mentions, role) for role in (AGENT, TARGET, EVENT_PLACE))
    periods = (Period(each.start, each.end) for each in mentions)
    return Told(
        article=article.name,
        mentions=tuple(each.id for each in mentions),
        trigger=mentions[0].trigger,
        words=article.quote(mentions[0].trigger),
        quote=min(each.quote.start for each in mentions),
        kind=classes.contract(mentions[0].type),
        types=tuple(dict.fromkeys(intern(each.type) for each in mentions)),
        agents=agents,
        targets=targets,
        places=places,
        periods=tuple(dict.fromkeys(each for each in periods if each.start is not None or each.end is not None)),
        factuality=min((each.factuality for each in mentions), key=_RANK.__getitem__),
        wholes=tuple(each.part_of for each in mentions if each.part_of is not None),
        causes=tuple(each.cause for each in mentions if each.cause is not None),
        setting=setting,
        assumed=True,
        traits=traits(article, mentions),
    )


def _telling(
    mentions: Sequence[EventFinding], named: frozenset[str], home: Mapping[int, int], classes: Hierarchy
) -> Telling:
    """What the mentions of one event tell together; `named` is what they are called."""
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
        names=named,
    )


def _entities(mentions: Iterable[EventFinding], role: str) -> tuple[int, ...]:
    """The entities in a role, in the order in which they are told."""
    return tuple(dict.fromkeys(filler.entity for each in mentions for filler in each.fillers if filler.role == role))


def _time(mentions: Iterable[EventFinding | Period]) -> tuple[PartialDate | None, PartialDate | None]:
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
    told: Sequence[Told], groups: Sequence[Sequence[int]], resolved: ResolvedEntities, classes: Hierarchy
) -> tuple[Sequence[Event], Sequence[int]]:
    """The events of all articles, and for each telling the number of its event.

    `told` have the ids of the resolution and are ordered by article and text, and that is the order of the events;
    `groups` are the numbers of the tellings of each event.
    """
    event_of = array("I", [0] * len(told))
    for event, numbers in enumerate(groups):
        for number in numbers:
            event_of[number] = event
    wholes, causes = _links(told, groups, event_of)
    events = (
        replace(_event(event, [told[at] for at in numbers], resolved, classes), part_of=whole, cause=cause)
        for event, numbers in enumerate(groups)
        for whole, cause in [(wholes.get(event), causes.get(event))]
    )
    return Spool(Event, events), event_of


def _links(
    told: Iterable[Told], groups: Iterable[Sequence[int]], event_of: Sequence[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """The event that each is part of, and the one that has caused it, but for two that would be so of each other."""
    wholes: dict[int, int] = {}
    causes: dict[int, int] = {}
    referring = _referring(told, event_of)
    for event, numbers in enumerate(groups):
        for number in numbers:
            for links, others in zip((wholes, causes), referring.get(number, ()), strict=False):
                if others:
                    links.setdefault(event, others[0])
    return _untangled(wholes), _untangled(causes)


def _untangled(links: Mapping[int, int]) -> dict[int, int]:
    """The links without those that lead back and forth."""
    return {one: other for one, other in links.items() if links.get(other) != one}


def _referring(told: Iterable[Told], event_of: Sequence[int]) -> dict[int, tuple[list[int], list[int]]]:
    """The other events that a telling calls its wholes and its causes, by its number, where there are any."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for _, group in groupby(enumerate(told), key=lambda pair: pair[1].article):
        own = list(group)
        events = {mention: event_of[number] for number, one in own for mention in one.mentions}
        for number, one in own:
            wholes, causes = (
                [events[each] for each in mentions if events.get(each, event_of[number]) != event_of[number]]
                for mentions in (one.wholes, one.causes)
            )
            if wholes or causes:
                found[number] = wholes, causes
    return found


def _event(number: int, told: Sequence[Told], resolved: ResolvedEntities, classes: Hierarchy) -> Event:
    """The event that some tellings are of."""
    kind = classes.finest(_most_told(told, classes))
    start, end = _time(_periods(told))
    agents, whom, places = (
        tuple(dict.fromkeys(entity for part in told for entity in getattr(part, role)))
        for role in ("agents", "targets", "places")
    )
    targets = tuple(entity for entity in whom if entity not in agents)
    entities = resolved.entities
    parties = [entities[each] for each in (*agents, *targets)]
    return Event(
        id=number,
        type=kind,
        label=label(kind, [entities[each] for each in places], parties, (start, end), classes),
        realized=any(part.factuality is Factuality.ACTUAL for part in told),
        agents=agents,
        targets=targets,
        places=places,
        start=start,
        end=end,
    )


def _periods(told: Sequence[Told]) -> list[Period]:
    """The times that are told of an event: those in words, if they tell a day, else all."""
    worded = [period for part in told if not part.assumed for period in part.periods]
    if any(each.start is not None and each.start.day is not None for each in worded):
        return worded
    return [period for part in told for period in part.periods]


def _most_told(told: Sequence[Told], classes: Hierarchy) -> list[str]:
    """The classes of the mentions that are below the class of the contract that most tell, of equals the first."""
    counts = Counter(part.kind for part in told)
    most = max(counts.items(), key=lambda pair: (pair[1], -[part.kind for part in told].index(pair[0])))[0]
    return [each for part in told for each in part.types if classes.contract(each) == most]


def reports(findings: Findings, told: Iterable[tuple[Sequence[int], int]], ids: Sequence[int]) -> list[Report]:
    """What an article says of events, in text order: a report for each voice.

    `told` are ids of mentions with the event that they are of; `ids` gives the entity of the resolution for each of the
    article's.
    """
    mentions = list(_moved(findings.events, ids))
    events: dict[int, list[EventFinding]] = {}
    for numbers, event in told:
        events.setdefault(event, []).extend(mentions[each] for each in numbers)
    found = [report for event, told_of in events.items() for report in _reports(event, findings.article, told_of)]
    return sorted(found, key=lambda each: (each.evidence, each.event))


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
