"""Lists of events, entities, articles and saved queries, parted where they are long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgbuild.publish.pages import facts
from kgbuild.publish.routes import paged
from kgbuild.publish.site import Site
from kgbuild.publish.templating import render
from kgbuild.store import DCTERMS, KG, NamedNode

EVENTS, ENTITIES, ARTICLES, QUERIES = "events.html", "entities.html", "articles.html", "queries.html"
MOST_ROWS = 500
KIND_WORDS = {
    "person": "People",
    "state": "States",
    "organization": "Organizations",
    "place": "Places",
    "group": "Groups of people",
    "source": "Unnamed sources",
}
_ROLES = (KG["agent"], KG["target"], KG["place"])


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity in a row: its heading, and how many events and articles it is in."""

    node: NamedNode
    heading: str
    kind: NamedNode | None
    events: int
    articles: int


@dataclass(frozen=True, slots=True)
class Told:
    """An article in a row."""

    node: NamedNode
    date: str
    source: str
    events: int


def paths(site: Site) -> Iterable[str]:
    """The lists that the site has something for."""
    for path, length in _lengths(site).items():
        for number in range(1, 1 + max(1, -(-length // MOST_ROWS))):
            yield paged(path, number)


def content(site: Site, path: str) -> bytes:
    """One page of a list."""
    first = next(each for each in _lengths(site) if path.startswith(each.removesuffix(".html")))
    lengths = _lengths(site)[first]
    pages = [paged(first, number) for number in range(1, 1 + max(1, -(-lengths // MOST_ROWS)))]
    at = pages.index(path)
    shown = slice(at * MOST_ROWS, (at + 1) * MOST_ROWS)
    title, template, rows = _ROWS[first](site, shown)
    numbered = f"{title}, page {at + 1}" if at else title
    return render(site, path, template, numbered, heading=title, rows=rows, pages=pages, number=at + 1, length=lengths)


def _lengths(site: Site) -> dict[str, int]:
    return {
        EVENTS: len(site.events),
        ENTITIES: len(site.entities),
        ARTICLES: len(site.told),
        QUERIES: 1,
    }


Rows = tuple[str, str, Sequence[object]]


def _events(site: Site, shown: slice) -> Rows:
    rows = [facts.happening(site, each) for each in site.latest[shown]]
    return "Events", "events.html", rows


def _entities(site: Site, shown: slice) -> Rows:
    return "People and places", "entities.html", [_actor(site, each) for each in site.listed[shown]]


def _articles(site: Site, shown: slice) -> Rows:
    return "Articles", "articles.html", [_told(site, each) for each in site.told[shown]]


def _queries(site: Site, _: slice) -> Rows:
    return "Questions", "queries.html", list(site.queries.values())


_ROWS = {EVENTS: _events, ENTITIES: _entities, ARTICLES: _articles, QUERIES: _queries}


def _kind(site: Site, node: NamedNode) -> str:
    return (site.routes.stem(node) or "").partition("/")[0]


def _actor(site: Site, node: NamedNode) -> Actor:
    graph = site.graph
    events = {event for role in _ROLES for event in graph.subjects(role, node)}
    if _kind(site, node) == "source":
        reports = graph.subjects(KG["attributedTo"], node)
        articles = {each for report in reports for each in graph.nodes(report, KG["inArticle"])}
    else:
        mentions = graph.subjects(KG["refersTo"], node)
        articles = {each for mention in mentions for each in graph.nodes(mention, KG["inArticle"])}
    return Actor(node, KIND_WORDS[_kind(site, node)], site.kind(node), len(events), len(articles))


def _told(site: Site, node: NamedNode) -> Told:
    graph = site.graph
    reports = graph.subjects(KG["inArticle"], node)
    events = {event for report in reports for event in graph.nodes(report, KG["about"])}
    return Told(node, facts.published(site, node), graph.text(node, DCTERMS["source"]) or "", len(events))
