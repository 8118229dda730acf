"""What all articles tell together, in little memory, and what one of them has in it, derived when it is asked for."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Protocol

from kgbuild.model import (
    Article,
    Beginning,
    Copy,
    Entity,
    EntityFinding,
    Event,
    Findings,
    PartialDate,
    Resolution,
    Share,
    Tenure,
    TenureFinding,
)
from kgbuild.model.identity import ENTITY, Decision
from kgbuild.resolve.accounts import accounts, cast
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import ResolvedEntities, resolve_entities
from kgbuild.resolve.events import Told, gather, merge, reports
from kgbuild.resolve.identity import Account, Cast, grouped
from kgbuild.resolve.identity.closeness import close_pairs
from kgbuild.resolve.identity.linkage import Close
from kgbuild.spool import Filed, Spool

_Mentioned = tuple[tuple[tuple[int, ...], int], ...]
"""The mentions of each event that an article tells, with the number of the event."""


class Known(Protocol):
    """An article of which the findings are known, and may lie elsewhere."""

    @property
    def name(self) -> str:
        """The name of the article."""

    @property
    def date(self) -> PartialDate | None:
        """The date of the article."""

    @property
    def entities(self) -> Iterable[EntityFinding]:
        """The entities found, in the order of their ids."""

    @property
    def tenures(self) -> Iterable[TenureFinding]:
        """The tenures found."""

    def told(self, same: Sequence[int], is_state: Callable[[int], bool]) -> Sequence[Told]:
        """The events that it tells, as `gather` gives them."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An article with its findings in memory."""

    article: Article
    findings: Findings
    classes: Hierarchy

    @property
    def name(self) -> str:
        """The name of the article."""
        return self.article.name

    @property
    def date(self) -> PartialDate | None:
        """The date of the article."""
        return self.article.date

    @property
    def entities(self) -> tuple[EntityFinding, ...]:
        """The entities found."""
        return self.findings.entities

    @property
    def tenures(self) -> tuple[TenureFinding, ...]:
        """The tenures found."""
        return self.findings.tenures

    def told(self, same: Sequence[int], is_state: Callable[[int], bool]) -> list[Told]:
        """The events that it tells."""
        return gather(self.article, self.findings, same, is_state, self.classes)


@dataclass(frozen=True, slots=True)
class Identified:
    """Entities and events of all articles; of each article only which of them are its own.

    `ids` gives by article the entity for each of its findings; `told` the mentions of each event that it tells, with
    the number of the event. `beginnings` are by event: where the oldest article that tells it begins to. `merges` are
    what the rules have made one over articles, `gone` what people have decided of tellings that exist no more.
    """

    entities: tuple[Entity, ...]
    events: Sequence[Event]
    beginnings: Sequence[Beginning]
    tenures: Sequence[Tenure]
    ids: Mapping[str, Sequence[int]]
    told: Mapping[str, Sequence[tuple[tuple[int, ...], int]]]
    merges: tuple[Decision, ...] = ()
    gone: tuple[Decision, ...] = ()

    def resolution(self, copies: Iterable[Copy] = ()) -> Resolution:
        """What all articles tell together, without what is told in the share of one article only: its reports."""
        return Resolution(
            self.entities, self.tenures, self.events, copies=tuple(copies), merges=self.merges, gone=self.gone
        )

    def share(self, findings: Findings) -> Share:
        """What an article has in it, by its findings."""
        ids = self.ids[findings.article]
        mentions = ((span, ids[each.id]) for each in findings.entities for span in each.mentions)
        return Share(
            mentions=tuple(sorted(mentions)),
            tenures=tuple(_tenures(findings.article, findings.tenures, ids)),
            reports=tuple(reports(findings, self.told[findings.article], ids)),
            unplaced=findings.unplaced,
        )


@dataclass(frozen=True, slots=True)
class Own:
    """What an article has of its own: the entity of each of its findings, and the events and tenures that it tells."""

    ids: Sequence[int]
    told: Sequence[Told]
    tenures: Sequence[Tenure]


class Means(Protocol):
    """By what means much is worked on: in this process, or shared out to others; the outcome is the same."""

    def entities(self, decisions: Sequence[Decision], originals: Mapping[str, str]) -> ResolvedEntities:
        """The entities of all articles; which of them the findings of an article are may be told by `own` alone."""

    def own(self, resolved: ResolvedEntities) -> Iterator[Own]:
        """What each article has of its own, with the entities resolved."""

    def close(self, accounts: Sequence[Account], cast: Cast, families: Mapping[str, str]) -> Iterable[Close]:
        """The pairs of tellings that are close enough to be of one event, as `close_pairs` gives them."""


@dataclass(frozen=True, slots=True)
class Here:
    """In this process, one article after the other."""

    articles: Sequence[Known]
    classes: Hierarchy

    def entities(self, decisions: Sequence[Decision], originals: Mapping[str, str]) -> ResolvedEntities:
        """The entities of all articles."""
        return resolve_entities(_entities(self.articles), self.classes, decisions, originals)

    def own(self, resolved: ResolvedEntities) -> Iterator[Own]:
        """What each article has of its own."""
        for each in self.articles:
            yield own(each, resolved.ids.get(each.name, ()), resolved.states)

    def close(self, accounts: Sequence[Account], cast: Cast, families: Mapping[str, str]) -> Iterable[Close]:
        """The pairs of tellings that are close."""
        return close_pairs(accounts, cast, families)


def own(article: Known, ids: Sequence[int], states: Container[int]) -> Own:
    """What an article has of its own, by the entities that its findings are; `states` are those that are states."""
    told = article.told(_same(ids), lambda number: ids[number] in states)
    tenures = tuple(_tenures(article.name, article.tenures, ids))
    return Own(ids, [one.moved(ids) for one in told], tenures)


def identify(
    articles: Sequence[Known],
    classes: Hierarchy,
    families: Mapping[str, str] = MappingProxyType({}),
    decisions: Iterable[Decision] = (),
    copies: Iterable[Copy] = (),
) -> Identified:
    """What some articles tell together, which are ordered by name and gone through twice.

    `families` names for a class of events the family of those that are told for one another; `decisions` are what
    people have decided to be one or two; `copies` are the articles that are copies of others. Raises MergeError where
    decisions contradict one another.
    """
    dates = {each.name: each.date for each in articles}
    return identify_by(Here(articles, classes), dates, classes, families, decisions, copies)


def identify_by(
    means: Means,
    dates: Mapping[str, PartialDate | None],
    classes: Hierarchy,
    families: Mapping[str, str],
    decisions: Iterable[Decision],
    copies: Iterable[Copy],
) -> Identified:
    """The same by some means; `dates` are those of the articles, ordered by name."""
    decided = tuple(decisions)
    originals = {copy.article: copy.original for copy in copies}
    resolved = means.entities(decided, originals)
    ids: dict[str, Sequence[int]] = {}
    told, tenures = Spool(Told), Spool(Tenure)
    sizes: dict[str, int] = {}
    for name, each in zip(dates, means.own(resolved), strict=True):
        ids[name] = each.ids
        told.extend(each.told)
        sizes[name] = len(each.told)
        tenures.extend(each.tenures)
    parties = cast(resolved, classes, tenures)
    settled = [each for each in decided if each.kind != ENTITY]
    grouping = grouped(accounts(told, parties), parties, families, settled, originals, means.close)
    events, event_of = merge(told, grouping.groups, resolved, classes)
    pairs = zip(told, event_of, strict=True)
    return Identified(
        entities=resolved.entities,
        events=events,
        beginnings=Spool(Beginning, _beginnings(told, grouping.groups, dates, originals)),
        tenures=tenures,
        ids=ids,
        told=Filed(
            _Mentioned,
            (
                (name, tuple((one.mentions, event) for one, event in islice(pairs, size)))
                for name, size in sizes.items()
            ),
        ),
        merges=grouping.merges,
        gone=(*resolved.gone, *grouping.gone),
    )


def _entities(articles: Iterable[Known]) -> Iterator[tuple[str, EntityFinding]]:
    """The entities of each article, with its name."""
    return ((each.name, found) for each in articles for found in each.entities)


def _same(ids: Sequence[int]) -> list[int]:
    """For each entity of an article the first that is the same."""
    first: dict[int, int] = {}
    return [first.setdefault(each, number) for number, each in enumerate(ids)]


def _tenures(article: str, found: Iterable[TenureFinding], ids: Sequence[int]) -> Iterator[Tenure]:
    """The tenures that one article tells, in text order."""
    for each in sorted(found, key=lambda tenure: (tenure.evidence, tenure.person, tenure.position)):
        held_for = None if each.represents is None else ids[each.represents]
        yield Tenure(article, ids[each.person], each.position, held_for, each.evidence)


def _beginnings(
    told: Sequence[Told],
    groups: Iterable[Sequence[int]],
    dates: Mapping[str, PartialDate | None],
    copied: Container[str],
) -> Iterator[Beginning]:
    """Where each event is told first; `groups` are the numbers of the tellings of each."""
    for numbers in groups:
        tellings = [told[number] for number in numbers]
        ages = (Beginning.age_of(dates[one.article], one.article, one.article in copied) for one in tellings)
        *_, oldest = min(ages)
        own = [one for one in tellings if one.article == oldest]
        first = min(own, key=lambda one: (one.quote, one.trigger))
        start = min(one.trigger for one in own if one.quote == first.quote)
        yield Beginning(oldest, dates[oldest], first.quote, start.start, first.words, oldest in copied)
