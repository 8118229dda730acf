"""Entities over all articles: which findings of different articles are one, and what it is called."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgbuild.model import Entity, EntityFinding, NameMention
from kgbuild.model.terms import PERSON, STATE
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.groups import Groups

Place = tuple[str, int]
"""An entity finding by its article's name and its id there."""

_INITIAL = re.compile(r"^\w\.?$|^(\w\.)+$|^(jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "sir", "general", "gen", "president", "king", "queen", "prince", "sheikh", "secretary"]
)


@dataclass(frozen=True)
class ResolvedEntities:
    """The entities, for each finding the id of the entity that it is, and which of them are states.

    `homes` names the state that an entity is or belongs to, where that is known.
    """

    entities: tuple[Entity, ...]
    ids: Mapping[Place, int]
    states: frozenset[int]
    homes: Mapping[int, str] = field(default_factory=dict)


def resolve_entities(findings: Iterable[tuple[str, EntityFinding]], classes: Hierarchy) -> ResolvedEntities:
    """Merge the entity findings of all articles, each with the name of its article; their order does not matter."""
    found = {(article, each.id): each for article, each in sorted(findings, key=lambda pair: pair[0])}
    groups = _groups(found, classes)
    made = sorted(
        ((_entity(group, found, classes), group) for group in groups), key=lambda pair: _order(pair[0], classes)
    )
    told = Counter((classes.contract(entity.type), fold(entity.key)) for entity, _ in made)
    entities = tuple(
        replace(entity, id=number, key=_told_apart(entity, told[classes.contract(entity.type), fold(entity.key)]))
        for number, (entity, _) in enumerate(made)
    )
    ids = {place: number for number, (_, group) in enumerate(made) for place in group}
    states = frozenset(entity.id for entity in entities if classes.contract(entity.type) == STATE)
    homes = {
        number: home
        for number, (_, group) in enumerate(made)
        if (home := _home(entities[number], group, found, states))
    }
    return ResolvedEntities(entities, ids, states, homes)


def _home(
    entity: Entity, group: Iterable[Place], found: Mapping[Place, EntityFinding], states: Collection[int]
) -> str | None:
    """The state that an entity is or belongs to, by the name that is known beforehand."""
    if entity.id in states:
        return entity.name
    return min((within for place in group if (within := found[place].within)), default=None)


def _groups(found: Mapping[Place, EntityFinding], classes: Hierarchy) -> list[list[Place]]:
    """The findings that are one entity: by item, by the gazetteer's name, by full name where no items contradict."""
    groups = Groups(found)
    by_sign: dict[tuple[str, str, str], list[Place]] = {}
    for place, each in found.items():
        kind = classes.contract(each.type)
        for sign in _certain(each):
            by_sign.setdefault((kind, *sign), []).append(place)
    for places in by_sign.values():
        for place in places[1:]:
            groups.join(places[0], place)
    items = {groups.root(place): each.qid for place, each in found.items() if each.qid}
    by_name: dict[tuple[str, str], list[Place]] = {}
    for place, each in found.items():
        for name in full_names(each, classes):
            by_name.setdefault((classes.contract(each.type), name), []).append(place)
    for places in by_name.values():
        if len({items[groups.root(place)] for place in places if groups.root(place) in items}) <= 1:
            for place in places[1:]:
                groups.join(places[0], place)
    return groups.all()


def _certain(each: EntityFinding) -> list[tuple[str, str]]:
    """What tells an entity beyond doubt."""
    signs = [("item", each.qid)] if each.qid else []
    return signs + ([("gazetteer", each.canonical)] if each.canonical and not each.qid else [])


def full_names(each: EntityFinding, classes: Hierarchy) -> list[str]:
    """The folded names by which an entity is told in any article, its own first; none for a bare surname.

    Of a person the first and last name count, without titles and initials.
    """
    person = classes.contract(each.type) == PERSON
    names = (_person(name) if person else fold(name) for name in (each.name, each.canonical) if name)
    return list(dict.fromkeys(name for name in names if name))


def _person(name: str) -> str:
    """The folded first and last name of a person; "" for a single name."""
    words = [word for word in fold(name).split() if word.rstrip(".") not in _TITLES and not _INITIAL.match(word)]
    return f"{words[0]} {words[-1]}" if len(words) > 1 else ""


def fold(name: str) -> str:
    """A name without case, diacritics, an article before it and differences of apostrophes and spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[’‘ʼ]", "'", plain.casefold())
    return re.sub(r"^the ", "", " ".join(plain.split()))


def _entity(group: Sequence[Place], found: Mapping[Place, EntityFinding], classes: Hierarchy) -> Entity:
    """The entity of a group of findings; its id is set later."""
    members = [found[place] for place in group]
    names = sorted({each.name for each in members}, key=lambda name: (-len(name), name))
    forms = sorted({form for each in members for form in (each.name, *each.aliases)})
    canonical = min((each.canonical for each in members if each.canonical), default=None)
    name = canonical or names[0]
    mentions = sorted((place[0], span) for place in group for span in found[place].mentions)
    return Entity(
        id=0,
        key=_key(group, members, classes),
        name=name,
        type=classes.finest(each.type for each in members),
        aliases=tuple(form for form in forms if form != name),
        mentions=tuple(NameMention(article, span) for article, span in mentions),
        qid=min((each.qid for each in members if each.qid), default=None),
        point=min((each.point for each in members if each.point), default=None),
    )


def _key(group: Sequence[Place], members: Sequence[EntityFinding], classes: Hierarchy) -> str:
    """The name that the IRI is minted from: the gazetteer's, else the full name, else that and the article."""
    canonical = min((each.canonical for each in members if each.canonical), default=None)
    if canonical:
        return canonical
    known = sorted(name for each in members for name in full_names(each, classes))
    return known[0] if known else f"{fold(members[0].name)} {group[0][0]}"


def _order(entity: Entity, classes: Hierarchy) -> tuple[str, str, str, str]:
    return classes.contract(entity.type), entity.key, entity.name, entity.qid or ""


def _told_apart(entity: Entity, namesakes: int) -> str:
    """The key of an entity, with its item where namesakes of other items have the same."""
    return f"{entity.key} {entity.qid}" if namesakes > 1 and entity.qid else entity.key
