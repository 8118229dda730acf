"""Articles and resolution to the files of `graphs/`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kgbuild.graph.classes import Classes
from kgbuild.graph.entities import entity_triples
from kgbuild.graph.events import add_events, misplaced
from kgbuild.graph.iris import ENTITIES, Minter
from kgbuild.graph.page import Page, open_page
from kgbuild.graph.reports import add_reports, add_tenures
from kgbuild.graph.slugs import slug
from kgbuild.graph.world import World, world
from kgbuild.model import Article, Link, NameMention, Resolution, Span
from kgbuild.store import GraphFile, NamedNode, to_turtle


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
    return _files(world(articles, resolution, classes, minter, language), links)


def _files(whole: World, links: Mapping[str, Link]) -> Iterator[GraphFile]:
    minter = whole.minter
    yield _file(ENTITIES, minter, to_turtle(entity_triples(whole, links), minter.prefixes))
    mentions: defaultdict[str, list[tuple[NameMention, NamedNode]]] = defaultdict(list)
    for entity, node in zip(whole.resolution.entities, whole.entities, strict=True):
        for mention in entity.mentions:
            mentions[mention.article].append((mention, node))
    for article in whole.articles.values():
        page = _page(whole, article, mentions[article.name])
        yield _file(slug(article.name), minter, to_turtle(page.triples, minter.prefixes))


def _page(whole: World, article: Article, mentions: Iterable[tuple[NameMention, NamedNode]]) -> Page:
    page = open_page(whole, article)
    named: defaultdict[Span, list[NamedNode]] = defaultdict(list)
    for mention, node in mentions:
        named[mention.span].append(node)
    for span, nodes in named.items():
        page.mention(span, nodes)
    add_tenures(page)
    add_events(page)
    add_reports(page)
    for span, reasons in _unplaced(whole, article.name).items():
        page.unplaced(span, reasons)
    return page


def _unplaced(whole: World, article: str) -> dict[Span, list[str]]:
    """The reasons for each span of an article that could not be placed, by the resolution or here."""
    found: defaultdict[Span, list[str]] = defaultdict(list)
    for each in whole.unplaced[article]:
        found[each.finding.span].append(each.finding.reason)
    for span, reason in misplaced(whole, whole.reports[article]):
        found[span].append(reason)
    return found


def _file(stem: str, minter: Minter, content: bytes) -> GraphFile:
    return GraphFile(f"{stem}.ttl", minter.graph(stem).value, content)
