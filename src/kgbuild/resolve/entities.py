"""Entities over all articles: which findings of different articles are one, and what it is called."""

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from sys import intern
from types import MappingProxyType

from kgbuild.model import Entity, EntityFinding, Mentions
from kgbuild.model.identity import ENTITY, Decision
from kgbuild.model.terms import PERSON, STATE
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.groups import Groups
from kgbuild.resolve.identity.rulings import rulings
from kgbuild.spool import Spool

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
    """The entities, by article for each of its findings the id of the entity that it is, and which of them are states.

    `homes` names the state that an entity is or belongs to, where that is known; `gone` are what people have decided of
    mentions that exist no more.
    """

    entities: tuple[Entity, ...]
    ids: Mapping[str, Sequence[int]]
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
    found = _Findings(findings)
    decided = _Decided(found, decisions)
    made = [_settled(group, found, classes) for group in _groups(found, classes, decided, originals)]
    keys = _keys(made, classes, decided)
    settled = [replace(each, entity=replace(each.entity, key=key)) for each, key in zip(made, keys, strict=True)]
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
    return ResolvedEntities(entities, _by_article(each.group for each in ordered), states, homes, gone)


def _by_article(groups: Iterable[Sequence[Place]]) -> Mapping[str, Sequence[int]]:
    """By article the number of the group of each of its findings, which count from 0."""
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, group in enumerate(groups):
        for article, finding in group:
            own = found[article]
            own.extend([0] * (finding + 1 - len(own)))
            own[finding] = number
    return found


class _Findings:
    """Entity findings by number, in the order of their articles; they lie in a file until they are asked for."""

    def __init__(self, findings: Iterable[tuple[str, EntityFinding]]) -> None:
        self._found, self._articles, self._ids = Spool(EntityFinding), list[str](), array("I")
        for article, each in findings:
            self._found.append(each)
            self._articles.append(article)
            self._ids.append(each.id)
        self._order = array("I", sorted(range(len(self._ids)), key=self._articles.__getitem__))

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, number: int) -> EntityFinding:
        return self._found[self._order[number]]

    def place(self, number: int) -> Place:
        """The place of a finding."""
        at = self._order[number]
        return self._articles[at], self._ids[at]

    def of(self, articles: Collection[str]) -> Iterator[tuple[int, str]]:
        """The findings of some articles by number, each with its article."""
        places = ((number, self._articles[at]) for number, at in enumerate(self._order))
        return ((number, article) for number, article in places if article in articles)


class _Decided:
    """What people have decided of mentions, for the findings that have them."""

    def __init__(self, found: _Findings, decisions: Iterable[Decision]) -> None:
        about = [each for each in decisions if each.kind == ENTITY]
        articles = {name.rpartition("#")[0] for each in about for name in (each.one, each.other)}
        numbers = {
            f"{article}#{span.start}-{span.end}": number
            for number, article in found.of(articles)
            for span in found[number].mentions
        }
        ruled = rulings(about, numbers)
        self.gone, self.same = ruled.gone, ruled.same
        self.different = [(one, other) for one, others in ruled.different.items() for other in others]
        self.told_apart = {found.place(number) for pair in self.different for number in pair}

    def join(self, groups: Groups[int], one: int, other: int) -> bool:
        """Join two findings unless somebody has decided otherwise; whether they are in one group then."""
        roots = {groups.root(one), groups.root(other)}
        if len(roots) > 1 and any({groups.root(a), groups.root(b)} == roots for a, b in self.different):
            return False
        groups.join(one, other)
        return True


def _keys(made: Sequence[Settled], classes: Hierarchy, decided: _Decided) -> Iterator[str]:
    """The key of each entity: with its item where namesakes have others; where people tell namesakes apart, with the
    article of all but the one that is named first."""
    names = [(classes.contract(each.entity.type), fold(each.entity.key)) for each in made]
    told = Counter(names)
    first: dict[object, Place] = {}
    for each, name in zip(made, names, strict=True):
        known = (*name, each.entity.qid)
        first[known] = min(first.get(known, each.group[0]), each.group[0])
    for each, name in zip(made, names, strict=True):
        key = _told_apart(each.entity, told[name])
        again = decided.told_apart.intersection(each.group) and first[(*name, each.entity.qid)] != each.group[0]
        yield f"{key} {each.group[0][0]}" if again else key


class _Signs:
    """By what findings may be one, each sign with the numbers of those that have it; and the items of findings."""

    def __init__(self, found: _Findings, classes: Hierarchy, originals: Mapping[str, str]) -> None:
        self.certain: defaultdict[object, array[int]] = defaultdict(lambda: array("I"))
        self.names, self.copied = self.certain.copy(), self.certain.copy()
        self.items: dict[int, str] = {}
        copied = {*originals, *originals.values()}
        for number in range(len(found)):
            each, (article, _) = found[number], found.place(number)
            kind = classes.contract(each.type)
            for sign in certain(each):
                self.certain[kind, *sign].append(number)
            for name in dict.fromkeys(spellings(each, classes)):
                self.names[kind, name].append(number)
            if article in copied:
                self.copied[originals.get(article, article), kind, fold(each.name)].append(number)
            if each.qid:
                self.items[number] = each.qid


def _groups(found: _Findings, classes: Hierarchy, decided: _Decided, originals: Mapping[str, str]) -> list[list[int]]:
    """The findings that are one: by decision, item, the gazetteer's name, full name where no items contradict.

    So is any name that stands in copies of one text, and for one thing in each.
    """
    groups, signs = Groups(range(len(found))), _Signs(found, classes, originals)
    for one, other in decided.same:
        groups.join(one, other)
    for alike in signs.certain.values():
        _join(groups, alike, decided)
    items = {groups.root(number): qid for number, qid in signs.items.items()}
    for numbers in chain(signs.names.values(), _in_copies(signs.copied.values(), found)):
        if len({items[root] for root in map(groups.root, numbers) if root in items}) <= 1:
            _join(groups, numbers, decided)
    return groups.all()


def _in_copies(named: Iterable[Sequence[int]], found: _Findings) -> Iterator[Sequence[int]]:
    """The findings of one class and name in copies of one text, where no copy has two of them."""
    return (numbers for numbers in named if len({found.place(each)[0] for each in numbers}) == len(numbers) > 1)


def _join(groups: Groups[int], numbers: Iterable[int], decided: _Decided) -> None:
    """Make findings that share a sign one, each with the first that nobody has told apart from it."""
    heads: list[int] = []
    for number in numbers:
        if not any(decided.join(groups, head, number) for head in heads):
            heads.append(number)


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


def _settled(numbers: Iterable[int], found: _Findings, classes: Hierarchy) -> Settled:
    """The entity of a group of findings; its id and its key among namesakes are set later."""
    ordered = sorted((found.place(number), number) for number in numbers)
    group, members = tuple(place for place, _ in ordered), [found[number] for _, number in ordered]
    entity = _entity(group, members, classes)
    within = min((each.within for each in members if each.within), default=None)
    return Settled(entity, group, _order(entity, classes), within)


def _entity(group: Sequence[Place], members: Sequence[EntityFinding], classes: Hierarchy) -> Entity:
    names = sorted({each.name for each in members}, key=lambda name: (-len(name), name))
    forms = sorted({form for each in members for form in (each.name, *each.aliases)})
    canonical = min((each.canonical for each in members if each.canonical), default=None)
    name = canonical or names[0]
    mentions = sorted((place[0], span) for place, each in zip(group, members, strict=True) for span in each.mentions)
    return Entity(
        id=0,
        key=_key(group, members, classes),
        name=name,
        type=intern(classes.finest(_most_told(members, classes))),
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
