"""What changed between two graphs, as values, most important first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from kgbuild.diff.aspects import Aspect, Kind, Name, Value
from kgbuild.diff.identity import Match, Names, matches
from kgbuild.diff.portraits import Gallery
from kgbuild.graph import local_name
from kgbuild.model.terms import WIKIDATA
from kgbuild.store import Quad

_OF_REPORTS = {Name.FACTUALITY, Name.ATTRIBUTION}


class Verdict(StrEnum):
    """What became of a thing; `regrouped` is said of several that became several others."""

    MERGED = "merged"
    SPLIT = "split"
    REGROUPED = "regrouped"
    REMOVED = "removed"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    CHANGED = "changed"
    RENAMED = "renamed"
    ADDED = "added"


_WEIGHTS = {
    Verdict.MERGED: 2,
    Verdict.SPLIT: 2,
    Verdict.REGROUPED: 2,
    Verdict.SUPERSEDED: 2,
    Verdict.CORRECTED: 2,
    Verdict.REMOVED: 3,
    Verdict.RENAMED: 6,
    Verdict.ADDED: 7,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A node, by its label; `iri` is empty where it is words alone, `url` where no address is known.

    `articles` are those that tell of it, where it is one of several that were merged, split or regrouped.
    """

    label: str
    iri: str = ""
    url: str = ""
    articles: tuple["Thing", ...] = ()


Things = tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """What went and what came of one aspect; `article` where an article says it, `measure` where it is a number."""

    name: Name
    gone: Things = ()
    come: Things = ()
    measure: str = ""
    article: Thing | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of things of one kind: what they were, what they are, and what differs in between."""

    verdict: Verdict
    kind: Kind
    olds: Things
    news: Things
    details: tuple[Detail, ...] = ()

    @property
    def whole(self) -> Thing:
        """The thing as it is now, or as it was; of what was split, what it was."""
        return (self.olds if self.verdict is Verdict.SPLIT or not self.news else self.news)[0]

    @property
    def lasting(self) -> bool:
        """Whether there was something before and is something now."""
        return bool(self.olds and self.news)

    @property
    def moved(self) -> bool:
        """Whether what lasts goes by other IRIs."""
        return self.lasting and [each.iri for each in self.olds] != [each.iri for each in self.news]


def compare(old: Gallery, new: Gallery) -> tuple[Change, ...]:
    """What two graphs differ in: articles, then events, then entities, the most important first; () for the same."""
    articles = matches(old, new, Kind.ARTICLE, Names())
    names = _latest(old, new, articles)
    others = [match for kind in (Kind.EVENT, Kind.ENTITY) for match in matches(old, new, kind, names)]
    common = _common(old, names, others)
    found = [
        change
        for group, called in ((articles, Names()), (others, common))
        for match in group
        if (change := _change(_Sides(old, new, called), match))
    ]
    return tuple(sorted(found, key=lambda each: (tuple(Kind).index(each.kind), _weight(each), each.whole.iri)))


def _latest(old: Gallery, new: Gallery, articles: Iterable[Match]) -> Names:
    """For each graph, the articles that go by the IRI of their latest version, or of what they are renamed to."""
    later = _later(old, new)
    renamed = {match.olds[0]: later.get(match.news[0], match.news[0]) for match in articles if _is_renamed(match)}
    return Names(later | renamed, later)


def _is_renamed(match: Match) -> bool:
    return len(match.olds) == len(match.news) == 1 and match.olds != match.news


def _common(old: Gallery, articles: Names, found: Iterable[Match]) -> Names:
    """The IRIs that mean the same as others: of what is renamed, and of events that were merged or split."""
    before, after = dict(articles.old), dict(articles.new)
    for match in found:
        event = bool(match.olds) and old.things[match.olds[0]].kind is Kind.EVENT
        if _is_renamed(match) or (event and len(match.news) == 1):
            before.update(dict.fromkeys(match.olds, match.news[0]))
        elif event and len(match.olds) == 1:
            after.update(dict.fromkeys(match.news, match.olds[0]))
    return Names(before, after)


def _later(old: Gallery, new: Gallery) -> dict[str, str]:
    """The latest version of each article that has a later one in either graph."""
    later: dict[str, str] = {}
    for gallery in (old, new):
        for iri, portrait in gallery.things.items():
            for value in portrait.aspects.get(Aspect(Name.SUPERSEDED), ()):
                later[iri] = max(value.nodes[0], later.get(iri, ""))
    latest: dict[str, str] = {}
    for iri in later:
        seen, last = {iri}, later[iri]
        while last in later and last not in seen:
            seen.add(last)
            last = later[last]
        latest[iri] = last
    return latest


_Told = dict[Aspect, dict[Value, Thing]]
"""What is told of things, by aspect and value in common IRIs, each value as it is called."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """Two graphs, and the IRIs that stand for others in each."""

    old: Gallery
    new: Gallery
    names: Names

    def before(self, match: Match) -> _Told:
        """All that the old graph tells of the things of a match together."""
        return self._aspects(self.old, self.names.old, match.olds)

    def after(self, match: Match) -> _Told:
        """All that the new graph tells of the things of a match together."""
        return self._aspects(self.new, self.names.new, match.news)

    def _aspects(self, gallery: Gallery, names: Mapping[str, str], iris: Iterable[str]) -> _Told:
        found: _Told = {}
        for iri in iris:
            for aspect, values in gallery.things[iri].aspects.items():
                common = replace(aspect, article=names.get(aspect.article, aspect.article))
                told = found.setdefault(common, {})
                for value in values:
                    nodes = tuple(names.get(node, node) for node in value.nodes)
                    told[replace(value, nodes=nodes)] = called(gallery, aspect.name, value)
        return found


def called(gallery: Gallery, name: Name, value: Value) -> Thing:
    """A value of an aspect, by the labels of its graph."""
    if name is Name.LINK:
        item = value.nodes[0].removeprefix(WIKIDATA)
        url = f"https://www.wikidata.org/wiki/{item}" if value.nodes[0].startswith(WIKIDATA) else value.nodes[0]
        return Thing(f"{item} ({value.words})", value.nodes[0], url)
    if not value.nodes:
        return Thing(value.words)
    labels = ", ".join(gallery.label(node) for node in value.nodes)
    if value.words:
        return Thing(f"{value.words} for {labels}")
    return Thing(labels, value.nodes[0], gallery.urls.get(value.nodes[0], ""))


def changes(old: Iterable[Quad], new: Iterable[Quad]) -> tuple[Change, ...]:
    """What two graphs at hand differ in, as `compare` tells it."""
    before, after = Gallery(), Gallery()
    before.add(old)
    after.add(new)
    return compare(before, after)


def _change(sides: _Sides, match: Match) -> Change | None:
    """What became of the things of a match; None where nothing differs."""
    details = tuple(sorted(_details(sides, match), key=_order))
    kind = (sides.new if match.news else sides.old).things[(match.news or match.olds)[0]].kind
    verdict = _verdict(match, kind, {each.name for each in details if each.come})
    if verdict is Verdict.CHANGED and not details:
        return None
    olds, news = _things(sides.old, match.olds), _things(sides.new, match.news)
    if max(len(olds), len(news)) > 1:
        olds, news = _with_articles(sides.old, olds), _with_articles(sides.new, news)
    return Change(verdict, kind, olds, news, details)


def _things(gallery: Gallery, iris: Iterable[str]) -> Things:
    return tuple(Thing(gallery.label(iri), iri, gallery.urls.get(iri, "")) for iri in iris)


def _with_articles(gallery: Gallery, things: Things) -> Things:
    """The same events, each with the articles that tell of it, by IRI."""
    reported = Aspect(Name.REPORTED)
    return tuple(
        replace(each, articles=_things(gallery, sorted(value.nodes[0] for value in told)))
        for each in things
        for told in [gallery.things[each.iri].aspects.get(reported, ())]
    )


def _verdict(match: Match, kind: Kind, names: set[Name]) -> Verdict:
    counts = len(match.olds), len(match.news)
    if 0 in counts:
        return Verdict.REMOVED if counts[0] else Verdict.ADDED
    if max(counts) > 1:
        return Verdict.SPLIT if counts[0] == 1 else Verdict.MERGED if counts[1] == 1 else Verdict.REGROUPED
    if match.olds != match.news:
        return Verdict.RENAMED
    if kind is Kind.ARTICLE and Name.SUPERSEDED in names:
        return Verdict.SUPERSEDED
    return Verdict.CORRECTED if kind is Kind.ARTICLE and Name.TEXT in names else Verdict.CHANGED


def _details(sides: _Sides, match: Match) -> Iterator[Detail]:
    """What differs between the things together before and after, but for their labels where these are several or none.

    Where an article no longer tells of a thing, that says it; whose word it was and how certain is not told again.
    """
    before, after = sides.before(match), sides.after(match)
    single, lasting = len(match.olds) == len(match.news) == 1, bool(match.olds and match.news)
    tellers = [{each.nodes[0] for each in told.get(Aspect(Name.REPORTED), ())} for told in (before, after)]
    for aspect in before.keys() | after.keys():
        then, now = before.get(aspect, {}), after.get(aspect, {})
        if then.keys() == now.keys() or (aspect.name is Name.LABEL and not single):
            continue
        if lasting and aspect.name in _OF_REPORTS and not all(aspect.article in articles for articles in tellers):
            continue
        gone, come = _apart(_missing(then, now), _missing(now, then))
        yield Detail(aspect.name, gone, come, aspect.measure, _article(sides, aspect))


def _apart(gone: Things, come: Things) -> tuple[Things, Things]:
    """The same values, with the last part of the IRI where what went and what came go by one label."""
    both = {each.label for each in gone} & {each.label for each in come}
    return _marked(gone, both), _marked(come, both)


def _marked(things: Things, labels: Set[str]) -> Things:
    return tuple(
        replace(each, label=f"{each.label} ({local_name(each.iri)})") if each.iri and each.label in labels else each
        for each in things
    )


def _article(sides: _Sides, aspect: Aspect) -> Thing | None:
    """The article that says it, as it is now or, where it is no more, was."""
    if not aspect.article:
        return None
    (thing,) = _things(sides.new if aspect.article in sides.new.labels else sides.old, (aspect.article,))
    return thing


def _missing(these: Mapping[Value, Thing], those: Mapping[Value, Thing]) -> Things:
    """What is among these values and not among those, numbers by size."""
    return tuple(sorted((thing for value, thing in these.items() if value not in those), key=_by_words))


def _by_words(thing: Thing) -> tuple[str, str]:
    return re.sub(r"\d+", lambda digits: digits.group().zfill(20), thing.label), thing.iri


def _order(detail: Detail) -> tuple[int, str, str]:
    return tuple(Name).index(detail.name), detail.measure, detail.article.iri if detail.article else ""


def _weight(change: Change) -> int:
    """How early a change is told: what may mislead first, what is merely new last."""
    names = {each.name for each in change.details}
    if change.lasting and any(each.name is Name.ATTRIBUTION and each.gone for each in change.details):
        return 0
    if change.lasting and names & {Name.FACTUALITY, Name.HAPPENED}:
        return 1
    if change.verdict is Verdict.CHANGED:
        return 4 if names & {Name.NUMBER, Name.LINK} else 5
    return _WEIGHTS[change.verdict]
