"""Entities over all articles: which findings of different articles are one, and what it is called."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType

from kgbuild.model import Entity, EntityFinding, Mentions
from kgbuild.model.identity import ENTITY, Decision
from kgbuild.model.terms import PERSON, STATE
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.groups import Groups
from kgbuild.resolve.identity.rulings import rulings

Place = tuple[str, int]
"""An entity finding by its article's name and its id there."""

_INITIAL = re.compile(r"^\w\.?$|^(\w\.)+$|^(jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy'-]|(.)(?=\1)")
_LONG = 6
_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "sir", "general", "gen", "president", "king", "queen", "prince", "sheikh", "secretary"]
)


@dataclass(frozen=True)
class ResolvedEntities:
    """The entities, for each finding the id of the entity that it is, and which of them are states.

    `homes` names the state that an entity is or belongs to, where that is known; `gone` are what people have decided of
    mentions that exist no more.
    """

    entities: tuple[Entity, ...]
    ids: Mapping[Place, int]
    states: frozenset[int]
    homes: Mapping[int, str] = field(default_factory=dict)
    gone: tuple[Decision, ...] = ()


def resolve_entities(
    findings: Iterable[tuple[str, EntityFinding]],
    classes: Hierarchy,
    decisions: Iterable[Decision] = (),
    originals: Mapping[str, str] = MappingProxyType({}),
) -> ResolvedEntities:
    """Merge the entity findings of all articles, each with the name of its article; their order does not matter.

    What people have decided of mentions is obeyed first; `originals` gives by name the article that another is a copy
    of. Raises MergeError where decisions contradict one another.
    """
    made, gone = settle_entities(findings, classes, decisions, originals)
    return numbered(made, classes, gone)


@dataclass(frozen=True, slots=True)
class Settled:
    """An entity that has no number yet, with the findings that it is, in order.

    `order` is its place among all entities, before that of its first finding; `within` is the state that it belongs to.
    """

    entity: Entity
    group: tuple[Place, ...]
    order: tuple[str, str, str, str]
    within: str | None

    @property
    def place(self) -> tuple[tuple[str, str, str, str], Place]:
        """What all entities are ordered by."""
        return self.order, self.group[0]


def settle_entities(
    findings: Iterable[tuple[str, EntityFinding]],
    classes: Hierarchy,
    decisions: Iterable[Decision] = (),
    originals: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[Settled], tuple[Decision, ...]]:
    """The entities of findings, in any order, and the decisions on mentions that are not among these findings.

    Those of findings that no tie of `kgbuild.resolve.ties` connects with any other are the same as with all.
    """
    found = {(article, each.id): each for article, each in sorted(findings, key=lambda pair: pair[0])}
    decided = _Decided(found, decisions)
    made = [(_entity(group, found, classes), group) for group in _groups(found, classes, decided, originals)]
    settled = [
        Settled(
            replace(entity, key=key),
            tuple(group),
            _order(entity, classes),
            min((within for place in group if (within := found[place].within)), default=None),
        )
        for (entity, group), key in zip(made, _keys(made, classes, decided), strict=True)
    ]
    return settled, decided.gone


def numbered(made: Iterable[Settled], classes: Hierarchy, gone: tuple[Decision, ...] = ()) -> ResolvedEntities:
    """All entities together, with their numbers."""
    ordered = sorted(made, key=lambda each: each.place)
    entities = tuple(replace(each.entity, id=number) for number, each in enumerate(ordered))
    states = frozenset(entity.id for entity in entities if classes.contract(entity.type) == STATE)
    homes = {
        number: home
        for number, each in enumerate(ordered)
        if (home := each.entity.name if number in states else each.within)
    }
    ids = {place: number for number, each in enumerate(ordered) for place in each.group}
    return ResolvedEntities(entities, ids, states, homes, gone)


class _Decided:
    """What people have decided of mentions, for the findings that have them."""

    def __init__(self, found: Mapping[Place, EntityFinding], decisions: Iterable[Decision]) -> None:
        about = [each for each in decisions if each.kind == ENTITY]
        articles = {name.rpartition("#")[0] for each in about for name in (each.one, each.other)}
        self._places = [place for place in found if place[0] in articles]
        numbers = {
            f"{place[0]}#{span.start}-{span.end}": number
            for number, place in enumerate(self._places)
            for span in found[place].mentions
        }
        ruled = rulings(about, numbers)
        self.gone = ruled.gone
        self.same = [(self._places[one], self._places[other]) for one, other in ruled.same]
        self.different = [
            (self._places[one], self._places[other]) for one, others in ruled.different.items() for other in others
        ]
        self.told_apart = {place for pair in self.different for place in pair}

    def join(self, groups: Groups[Place], one: Place, other: Place) -> bool:
        """Join two findings unless somebody has decided otherwise; whether they are in one group then."""
        roots = {groups.root(one), groups.root(other)}
        if len(roots) > 1 and any({groups.root(a), groups.root(b)} == roots for a, b in self.different):
            return False
        groups.join(one, other)
        return True


def _keys(made: Sequence[tuple[Entity, Sequence[Place]]], classes: Hierarchy, decided: _Decided) -> Iterator[str]:
    """The key of each entity: with its item where namesakes have others; where people tell namesakes apart, with the
    article of all but the one that is named first."""
    names = [(classes.contract(entity.type), fold(entity.key)) for entity, _ in made]
    told = Counter(names)
    first: dict[object, Place] = {}
    for (entity, group), name in zip(made, names, strict=True):
        known = (*name, entity.qid)
        first[known] = min(first.get(known, group[0]), group[0])
    for (entity, group), name in zip(made, names, strict=True):
        key = _told_apart(entity, told[name])
        again = decided.told_apart.intersection(group) and first[(*name, entity.qid)] != group[0]
        yield f"{key} {group[0][0]}" if again else key


def _groups(
    found: Mapping[Place, EntityFinding], classes: Hierarchy, decided: _Decided, originals: Mapping[str, str]
) -> list[list[Place]]:
    """The findings that are one: by decision, item, the gazetteer's name, full name where no items contradict.

    So is any name that stands in copies of one text, and for one thing in each.
    """
    groups = Groups(found)
    for one, other in decided.same:
        groups.join(one, other)
    by_sign: dict[tuple[str, str, str], list[Place]] = {}
    for place, each in found.items():
        kind = classes.contract(each.type)
        for sign in certain(each):
            by_sign.setdefault((kind, *sign), []).append(place)
    for places in by_sign.values():
        _join(groups, places, decided)
    items = {groups.root(place): each.qid for place, each in found.items() if each.qid}
    by_name: dict[tuple[str, str], list[Place]] = {}
    for place, each in found.items():
        for name in dict.fromkeys(spellings(each, classes)):
            by_name.setdefault((classes.contract(each.type), name), []).append(place)
    for places in chain(by_name.values(), _in_copies(found, classes, originals)):
        if len({items[groups.root(place)] for place in places if groups.root(place) in items}) <= 1:
            _join(groups, places, decided)
    return [sorted(group) for group in groups.all()]


def _in_copies(
    found: Mapping[Place, EntityFinding], classes: Hierarchy, originals: Mapping[str, str]
) -> Iterator[list[Place]]:
    """The findings of one class and name in copies of one text, where no copy has two of them."""
    copied = {*originals, *originals.values()}
    named: dict[tuple[str, str, str], list[Place]] = {}
    for place, each in found.items():
        if place[0] in copied:
            origin = originals.get(place[0], place[0])
            named.setdefault((origin, classes.contract(each.type), fold(each.name)), []).append(place)
    return (places for places in named.values() if len({article for article, _ in places}) == len(places) > 1)


def _join(groups: Groups[Place], places: Iterable[Place], decided: _Decided) -> None:
    """Make findings that share a sign one, each with the first that nobody has told apart from it."""
    heads: list[Place] = []
    for place in places:
        if not any(decided.join(groups, head, place) for head in heads):
            heads.append(place)


def certain(each: EntityFinding) -> list[tuple[str, str]]:
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


def spellings(each: EntityFinding, classes: Hierarchy) -> Iterable[str]:
    """The full names of a finding, and those of a person as others may write them.

    All but the first word count as one, so that Jong-kun is Jong Kun; of a long last name the consonants count, so that
    Raman Pratasevich is Roman Protasevich.
    """
    yield from full_names(each, classes)
    if classes.contract(each.type) == PERSON:
        for name in filter(None, (each.name, each.canonical)):
            first, *others = _plain(name) or [""]
            if others:
                yield f"{first} {''.join(others)}".replace("-", "")
                bones = [_VOWELS.sub("", word) for word in (first, others[-1])]
                if len(bones[1]) >= _LONG:
                    yield f"~{bones[0]} {bones[1]}"


def _person(name: str) -> str:
    """The folded first and last name of a person; "" for a single name."""
    words = _plain(name)
    return f"{words[0]} {words[-1]}" if len(words) > 1 else ""


def _plain(name: str) -> list[str]:
    """The folded words of a person's name, without titles and initials."""
    return [word for word in fold(name).split() if word.rstrip(".") not in _TITLES and not _INITIAL.match(word)]


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
        type=classes.finest(_most_told(members, classes)),
        aliases=tuple(form for form in forms if form != name),
        mentions=Mentions(mentions),
        qid=min((each.qid for each in members if each.qid), default=None),
        point=min((each.point for each in members if each.point), default=None),
    )


def _most_told(members: Sequence[EntityFinding], classes: Hierarchy) -> list[str]:
    """The classes that are below the class of the contract that most findings have, of equals the first by name."""
    counts = Counter(classes.contract(each.type) for each in members)
    most = min(counts, key=lambda kind: (-counts[kind], kind))
    return [each.type for each in members if classes.contract(each.type) == most]


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
