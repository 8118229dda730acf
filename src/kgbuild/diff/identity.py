"""Which things of an old graph are which of a new one: by IRI, else by the pieces of text that they rest on.

What is told of a text is the same whatever IRI it gets: an event whose tellings stand on another event in the new graph
has become that one, also where its IRI now means something else. All holds the other way round as well, with merged and
split exchanged.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from kgbuild.diff.aspects import Kind, Name, Telling
from kgbuild.diff.portraits import Gallery, Portrait
from kgbuild.resolve.groups import Groups

_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """Things of the old graph, by IRI, and those of the new one that they have become; one of both may be empty."""

    olds: tuple[str, ...]
    news: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """The things of one kind of one graph, how its articles are called on both sides, and which have another text."""

    things: Mapping[str, Portrait]
    articles: Mapping[str, str]
    edited: frozenset[str]

    def tellings(self, iri: str) -> Iterator[Telling]:
        """The pieces of text that a thing rests on; in an article with another text, places tell nothing."""
        portrait = self.things[iri]
        for each in portrait.tellings:
            article = self.articles.get(each.article, each.article)
            moved = portrait.kind is Kind.ENTITY and article in self.edited
            yield replace(each, article=article, piece="" if moved else each.piece)


class _Tellings:
    """Tellings to look another one up among, each with what it tells of."""

    def __init__(self, edited: frozenset[str]) -> None:
        self._edited = edited
        self._exact: defaultdict[Telling, set[str]] = defaultdict(set)
        self._near: defaultdict[tuple[str, str], set[Telling]] = defaultdict(set)

    def add(self, iri: str, telling: Telling) -> None:
        """Add what a thing rests on."""
        self._exact[telling].add(iri)
        self._near[telling.article, telling.signal].add(telling)

    def of(self, telling: Telling) -> set[str]:
        """What rests on this piece, or else on one that is it with other words around, or edited."""
        if telling in self._exact:
            return self._exact[telling]
        near = self._near.get((telling.article, telling.signal), ())
        edited = telling.article in self._edited
        return {iri for each in near if _alike(telling.piece, each.piece, edited) for iri in self._exact[each]}


@dataclass(frozen=True, slots=True)
class Names:
    """For each graph, the IRIs that stand for others when the two are compared."""

    old: Mapping[str, str] = field(default_factory=dict)
    new: Mapping[str, str] = field(default_factory=dict)


def matches(old: Gallery, new: Gallery, kind: Kind, articles: Names) -> list[Match]:
    """Each thing of a kind, with what it is in the other graph; `articles` are those that are one in both."""
    edited = _edited(old, new, articles)
    before, after = _Side(_things(old, kind), articles.old, edited), _Side(_things(new, kind), articles.new, edited)
    lasting = before.things.keys() & after.things.keys()
    unlike = {iri for iri in lasting if kind is Kind.EVENT and _unlike(before, after, iri)}
    becoming = _becoming(before, after, unlike)
    coming = _becoming(after, before, unlike)
    items = ((side, iri) for side, these in enumerate((before, after)) for iri in sorted(these.things))
    groups: Groups[tuple[int, str]] = Groups(items)
    for iri in lasting - (unlike & (becoming.keys() | coming.keys())):
        groups.join((0, iri), (1, iri))
    for iri, other in becoming.items():
        groups.join((0, iri), (1, other))
    for iri, other in coming.items():
        groups.join((0, other), (1, iri))
    return [Match(*(tuple(iri for of, iri in group if of == side) for side in (0, 1))) for group in groups.all()]


def _unlike(before: _Side, after: _Side, iri: str) -> bool:
    """Whether an IRI of both graphs stands for events that rest on nothing in common."""
    had = _Tellings(before.edited)
    for telling in before.tellings(iri):
        had.add(iri, telling)
    told = list(after.tellings(iri))
    return bool(before.things[iri].tellings and told) and not any(had.of(telling) for telling in told)


def _things(gallery: Gallery, kind: Kind) -> dict[str, Portrait]:
    return {iri: each for iri, each in gallery.things.items() if each.kind is kind and each.described}


def _edited(old: Gallery, new: Gallery, articles: Names) -> frozenset[str]:
    """The articles whose text differs between the graphs, or that only one of them has."""
    texts: list[dict[str, set[str]]] = []
    for gallery, names in ((old, articles.old), (new, articles.new)):
        found: defaultdict[str, set[str]] = defaultdict(set)
        for iri, portrait in _things(gallery, Kind.ARTICLE).items():
            found[names.get(iri, iri)] |= {each.piece for each in portrait.tellings}
        texts.append(found)
    before, after = texts
    return frozenset(iri for iri in before.keys() | after.keys() if before.get(iri) != after.get(iri))


def _becoming(these: _Side, those: _Side, unlike: Set[str]) -> dict[str, str]:
    """What becomes of each thing that goes on under no IRI, where most of its tellings stand on one of that side."""
    lost = (these.things.keys() - those.things.keys()) | unlike
    if not lost:
        return {}
    fresh, articles = _fresh(these, those)
    found: dict[str, str] = {}
    for iri in lost:
        tellings = [each for each in these.tellings(iri) if each.article in articles]
        counts = Counter(other for telling in tellings for other in fresh.of(telling))
        ranked = sorted((-count, -_likeness(these.things[iri], those.things[it]), it) for it, count in counts.items())
        if ranked and -2 * ranked[0][0] >= len(tellings):
            found[iri] = ranked[0][2]
    return found


def _fresh(these: _Side, those: _Side) -> tuple[_Tellings, set[str]]:
    """That side's tellings, without those that the same thing has on this side already, and its articles."""
    fresh, articles = _Tellings(those.edited), set()
    for iri in those.things:
        had = _Tellings(those.edited)
        if iri in these.things:
            for telling in these.tellings(iri):
                had.add(iri, telling)
        for telling in those.tellings(iri):
            articles.add(telling.article)
            if not had.of(telling):
                fresh.add(iri, telling)
    return fresh, articles


def _alike(one: str, other: str, edited: bool) -> bool:
    """Whether two sentences are one, cut elsewhere; where the text was edited, also with some other words."""
    if not one or not other or one in other or other in one:
        return one == other or bool(one and other and " " in min(one, other, key=len))
    these, those = set(re.findall(r"\w+", one)), set(re.findall(r"\w+", other))
    return edited and len(these & those) >= _ALIKE * max(len(these), len(those))


def _likeness(one: Portrait, other: Portrait) -> int:
    """In how many aspects two things are the same; the type counts most."""
    same = (aspect.name for aspect, values in one.aspects.items() if values == other.aspects.get(aspect))
    return sum(3 if name is Name.TYPE else 1 for name in same)
