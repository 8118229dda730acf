"""Entities, events and what each article says of them to the files of `graphs/`."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from kgbuild.graph.classes import Classes
from kgbuild.graph.entities import entity_triples
from kgbuild.graph.events import add_events, misplaced
from kgbuild.graph.iris import ENTITIES, Minter
from kgbuild.graph.page import Page, open_page
from kgbuild.graph.reports import add_reports, add_tenures
from kgbuild.graph.slugs import slug
from kgbuild.graph.world import World, refuse_shared_iris, world
from kgbuild.model import Article, Beginning, Link, Report, Resolution, Share, Span, Tenure, UnplacedIn
from kgbuild.store import GraphFile, NamedNode, Triple, to_turtle

Told = TypeVar("Told", Report, Tenure, UnplacedIn)


def populate(
    articles: Iterable[Article],
    resolution: Resolution,
    classes: Classes,
    minter: Minter,
    language: str = "en",
    links: Mapping[str, Link] = MappingProxyType({}),
) -> Iterator[GraphFile]:
    """The files of a graph, `entities.ttl` and one for each article, each made when it is taken.

    `links` are those of entities to items of Wikidata, by the IRI of the entity. The same input gives the same bytes.
    Raises ArticleError where two articles would share an IRI, OntologyError for classes and roles out of place.
    """
    by_name = {article.name: article for article in sorted(articles, key=lambda each: each.name)}
    refuse_shared_iris(by_name)
    whole = world(resolution, beginnings(resolution, by_name), classes, minter, language)
    return _files(whole, by_name.values(), _shares(resolution), links)


def _files(
    whole: World, articles: Iterable[Article], shares: Mapping[str, Share], links: Mapping[str, Link]
) -> Iterator[GraphFile]:
    yield entities_file(whole, links)
    for article in articles:
        yield article_file(whole, article, shares.get(article.name, Share()))


def entities_file(whole: World, links: Mapping[str, Link]) -> GraphFile:
    """The file of all entities, with their links to items of Wikidata by IRI."""
    return _file(ENTITIES, whole.minter, to_turtle(entity_triples(whole, links), whole.minter.prefixes))


def article_file(whole: World, article: Article, share: Share) -> GraphFile:
    """The file of an article: its head, and what it has in the world."""
    triples = article_triples(whole, article, share)
    return _file(slug(article.name), whole.minter, to_turtle(triples, whole.minter.prefixes))


def article_triples(whole: World, article: Article, share: Share) -> list[Triple]:
    """The statements of the file of an article, some of them more than once."""
    page = open_page(whole, article, share)
    named: defaultdict[Span, list[NamedNode]] = defaultdict(list)
    for span, entity in share.mentions:
        named[span].append(whole.nodes[entity])
    for span, nodes in named.items():
        page.mention(span, nodes)
    add_tenures(page)
    add_events(page)
    add_reports(page)
    for span, reasons in _unplaced(page).items():
        page.unplaced(span, reasons)
    return page.triples


def _unplaced(page: Page) -> dict[Span, list[str]]:
    """The reasons for each span of an article that could not be placed, by the resolution or here."""
    found: defaultdict[Span, list[str]] = defaultdict(list)
    for each in page.share.unplaced:
        found[each.span].append(each.reason)
    for span, reason in misplaced(page.world, page.share.reports):
        found[span].append(reason)
    return found


def beginnings(resolution: Resolution, articles: Mapping[str, Article]) -> list[Beginning | None]:
    """Where each event of a resolution is told first, by its id; None for one that no report tells."""
    told: defaultdict[int, list[Report]] = defaultdict(list)
    for report in resolution.reports:
        told[report.event].append(report)
    copied = {copy.article for copy in resolution.copies}
    return [_beginning(told[event.id], articles, copied) for event in resolution.events]


def _beginning(reports: Sequence[Report], articles: Mapping[str, Article], copied: Container[str]) -> Beginning | None:
    found = [_told(report, articles[report.article], report.article in copied) for report in reports]
    return min(found, key=lambda each: each.age, default=None)


def _told(report: Report, article: Article, copied: bool) -> Beginning:
    quote, trigger = (min((span.start for span in spans), default=0) for spans in (report.evidence, report.triggers))
    words = article.quote(report.triggers[0]) if report.triggers else ""
    return Beginning(article.name, article.date, quote, trigger, words, copied)


def _shares(resolution: Resolution) -> dict[str, Share]:
    """What each article has in a resolution."""
    names = defaultdict[str, list[tuple[Span, int]]](list)
    for entity in resolution.entities:
        for mention in entity.mentions:
            names[mention.article].append((mention.span, entity.id))
    tenures, reports = _by_article(resolution.tenures), _by_article(resolution.reports)
    unplaced = _by_article(resolution.unplaced)
    return {
        name: Share(
            mentions=tuple(sorted(names[name])),
            tenures=tuple(tenures[name]),
            reports=tuple(reports[name]),
            unplaced=tuple(each.finding for each in unplaced[name]),
        )
        for name in {*names, *tenures, *reports, *unplaced}
    }


def _by_article(told: Iterable[Told]) -> defaultdict[str, list[Told]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for each in told:
        found[each.article].append(each)
    return found


def _file(stem: str, minter: Minter, content: bytes) -> GraphFile:
    return GraphFile(f"{stem}.ttl", minter.graph(stem).value, content)
