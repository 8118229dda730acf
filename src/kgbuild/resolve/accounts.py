"""Tellings as identity across articles takes them, with those who take part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from sys import intern
from typing import Any

from kgbuild.model import Entity, Factuality, PartialDate, Tenure
from kgbuild.model.terms import KG, MILITARY, ORGANIZATION, PERSON, PLACE, POPULATION_GROUP, STATE
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import ResolvedEntities
from kgbuild.resolve.events import Told
from kgbuild.resolve.identity import EFFECTS, Account, Cast, Party, Rank, states
from kgbuild.resolve.identity.account import stem
from kgbuild.resolve.traits import ASSAULT, EXTENSIONS, INVASIONS, TRUCES, WARS

_RANKS = {
    PERSON: Rank.PERSON,
    STATE: Rank.STATE,
    ORGANIZATION: Rank.BODY,
    POPULATION_GROUP: Rank.GROUP,
    KG + "Settlement": Rank.TOWN,
    KG + "City": Rank.TOWN,
    KG + "Region": Rank.REGION,
    KG + "BodyOfWater": Rank.REGION,
    PLACE: Rank.SPOT,
}
_HARMS = frozenset(KG + name for name in MILITARY) | EFFECTS
_ATTACK, _BATTLE, _AGREEMENT = (KG + name for name in ("Attack", "Battle", "Agreement"))


def cast(resolved: ResolvedEntities, classes: Hierarchy, tenures: Iterable[Tenure] = ()) -> dict[int, Party]:
    """Each entity as a party, by its id; a person belongs to the state whose offices alone are told of it."""
    homes = {**_served(resolved, tenures), **resolved.homes}
    return {each.id: Party(each.name, _rank(each, classes), homes.get(each.id)) for each in resolved.entities}


def _served(resolved: ResolvedEntities, tenures: Iterable[Tenure]) -> dict[int, str]:
    """The state of each person who holds offices, where all that are told are of one state."""
    served: defaultdict[int, set[str]] = defaultdict(set)
    for each in tenures:
        if each.represents is not None and (home := resolved.homes.get(each.represents)):
            served[each.person].add(home)
    return {person: min(homes) for person, homes in served.items() if len(homes) == 1}


def _rank(entity: Entity, classes: Hierarchy) -> Rank:
    return next((_RANKS[each] for each in classes.ancestors(entity.type) if each in _RANKS), Rank.GROUP)


def accounts(told: Iterable[Told], parties: Cast) -> list[Account]:
    """The account of each telling; what an effect does not tell of itself, where and when, its cause tells.

    The tellings are ordered by article.
    """
    found: list[Account] = []
    known: dict[object, Any] = {}
    for _, group in groupby(enumerate(told), key=lambda pair: pair[1].article):
        own = dict(group)
        numbers = {mention: number for number, each in own.items() for mention in each.mentions}
        for number, each in own.items():
            cause = next((numbers[cause] for cause in each.causes if cause in numbers), None)
            found.append(_shared(_account(each, None if cause == number else cause, own, parties), known))
    return _with_victims(found, parties)


def _shared(each: Account, known: dict[object, Any]) -> Account:
    """The same, where a set that many tellings have is in memory once."""
    values = ((name, getattr(each, name)) for name in ("types", "agents", "targets", "places", "setting"))
    return replace(each, **{name: known.setdefault(value, value) for name, value in values})


def _has_victim(each: Told, parties: Cast) -> bool:
    """Whether it is told what was done to a person: that is met once, so that a day which no words tell says little."""
    return each.kind in _HARMS and any(parties[target].rank is Rank.PERSON for target in each.targets)


def _with_victims(found: Sequence[Account], parties: Cast) -> list[Account]:
    """The accounts, where those whom the effect of a deed harms are targets of the deed."""
    harmed: defaultdict[int, set[int]] = defaultdict(set)
    for each in found:
        if each.cause is not None and each.kind in EFFECTS:
            harmed[each.cause] |= {one for one in each.targets if parties[one].rank is Rank.PERSON}
    return [
        replace(each, targets=each.targets | harmed[number]) if number in harmed else each
        for number, each in enumerate(found)
    ]


def _lasting(each: Told, parties: Cast) -> Iterator[str]:
    """What an invasion, a war or a truce may be called, whenever it is told: by where it is, or by whose it is."""
    words = {word for trigger in each.traits.triggers for word in trigger.split()}
    invaded = bool(words & INVASIONS) or (ASSAULT in each.traits.triggers and _on_state(each, parties))
    start = each.time[0]
    if invaded and each.kind in (_ATTACK, _BATTLE):
        hit = states((*each.targets, *each.places), parties) or states(_about(each, parties), parties)
        yield from (f"invasion of {target} by {by}" for target in hit for by in states(each.agents, parties) - hit)
    if words & WARS and each.kind == _BATTLE and (start is None or start.day is None):
        yield from (f"war {where}" for where in _wheres(each, parties))
    if words & TRUCES and not words & EXTENSIONS and each.kind == _AGREEMENT:
        year = (start or each.traits.published or PartialDate(1)).year
        yield from (f"truce {where} in {year}" for where in _wheres(each, parties))


def _on_state(each: Told, parties: Cast) -> bool:
    """Whether a state is hit, and nothing that lies in it is named."""
    hit = {parties[one].rank for one in (*each.targets, *each.places)}
    return Rank.STATE in hit and not hit & {Rank.TOWN, Rank.SPOT, Rank.REGION}


def _wheres(each: Told, parties: Cast) -> list[str]:
    """Where an event is, as narrowly as it is told; else whose it is; else what the article is about."""
    narrow = [place for place in each.places if parties[place].rank is not Rank.STATE]
    if places := narrow or each.places:
        return sorted(f"in {parties[place].name}" for place in places)
    if len(each.agents) > 1:
        return [f"of {' and '.join(sorted(parties[one].name for one in each.agents))}"]
    return [f"in {parties[place].name}" for place in _about(each, parties)]


def _about(each: Told, parties: Cast) -> list[int]:
    """What the article is about first, beside those who act."""
    own = states(each.agents, parties)
    return [place for place in each.setting if not own & states((place,), parties)][:1]


def _account(each: Told, cause: int | None, told: Mapping[int, Told], parties: Cast) -> Account:
    start, end = each.time
    places, agents = each.places, each.agents
    if cause is not None and each.kind in EFFECTS:
        if start is None and end is None:
            start, end = told[cause].time
        places = places or told[cause].places
        agents = agents or told[cause].agents
    elif each.assumed and _has_victim(each, parties):
        start = end = None
    lasting = frozenset(_lasting(each, parties))
    if lasting and start is not None and start == each.traits.published:
        start = end = None
    first, last = start or end, end or start
    published = each.traits.published
    return Account(
        name=each.name,
        article=intern(each.article),
        kind=intern(each.kind),
        types=frozenset(map(intern, each.types)),
        agents=frozenset(agents),
        targets=frozenset(each.targets),
        places=frozenset(places),
        setting=frozenset(each.setting),
        first=first.first.toordinal() if first else None,
        last=last.last.toordinal() if last else None,
        exact=first is not None and last is not None and None not in (first.day, last.day),
        published=published.first.toordinal() if published else None,
        planned=each.factuality is Factuality.PLANNED,
        assumed=each.assumed and each.factuality is Factuality.PLANNED,
        numbers=each.traits.numbers,
        titles=lasting.union(each.traits.titles),
        words=tuple({intern(stem(word)): None for word in each.traits.words}),
        wording=tuple(map(intern, each.traits.words)),
        cause=cause,
        what=each.traits.what,
    )
