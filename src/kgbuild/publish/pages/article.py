"""The page of an article: its text with all that was found in it marked, or, where it may not be shown, its quotes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.publish.pages import facts
from kgbuild.publish.pages.body import body, edges, found_in
from kgbuild.publish.pages.facts import Quote
from kgbuild.publish.pages.offices import offices
from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site, node_of
from kgbuild.publish.templating import Here, render
from kgbuild.store import DCTERMS, KG, RDF, RDFS, SCHEMA, NamedNode

_SHOWN = {
    RDF["type"],
    RDFS["label"],
    *(DCTERMS[name] for name in ("identifier", "title", "source", "license")),
    *(SCHEMA[name] for name in ("datePublished", "dateModified", "url")),
    *(KG[name] for name in ("sha256", "length", "copyOf", "resemblance", "revisionOf")),
}


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that the article names: how often, and where first."""

    node: NamedNode
    kind: NamedNode | None
    times: int
    first: NamedNode


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What was found and could not be placed, why, and its words."""

    node: NamedNode
    reason: str
    quotes: tuple[Quote, ...]


def paths(site: Site) -> Iterable[str]:
    """One page for each article."""
    for node in site.told:
        yield f"{site.routes.stem(node)}{HTML}"


def content(site: Site, path: str) -> bytes:
    """What an article says, and where it says it."""
    node = node_of(site, path)
    graph = site.graph
    told = facts.reports(site, found_in(site, node, "Report"))
    told.sort(key=lambda each: (_position(site, each.quotes), each.node.value))
    return render(
        site,
        path,
        "article.html",
        site.label(node),
        node=node,
        name=graph.text(node, DCTERMS["identifier"]) or "",
        date=facts.published(site, node),
        modified=graph.text(node, SCHEMA["dateModified"]) or "",
        superseding=graph.subjects(KG["revisionOf"], node),
        relations=_relations(site, node),
        source=graph.text(node, DCTERMS["source"]) or "",
        licence=_first(site, node, DCTERMS["license"]),
        address=_first(site, node, SCHEMA["url"]),
        sha256=graph.text(node, KG["sha256"]) or "",
        length=facts.number(site, node, "length") or 0,
        body=body(Here(site, path), node, told, whole=not quotes_only(site, node)),
        told=[(each, facts.happening(site, each.event)) for each in told if each.event],
        entities=_entities(site, node),
        offices=offices(site, found_in(site, node, "Tenure")),
        unplaced=_unplaced(site, node),
        others=facts.others(site, node, _SHOWN),
    )


def _relations(site: Site, node: NamedNode) -> list[tuple[str, tuple[NamedNode, ...], str]]:
    """The articles that an article shares its text or its address with, by how, and how much they resemble it."""
    graph = site.graph
    share = graph.text(node, KG["resemblance"])
    found = [
        ("Copy of", graph.nodes(node, KG["copyOf"]), f"resemblance {share}" if share else ""),
        ("Copies", graph.subjects(KG["copyOf"], node), ""),
        ("Earlier version", graph.nodes(node, KG["revisionOf"]), ""),
        ("Later version", graph.subjects(KG["revisionOf"], node), ""),
    ]
    return [(words, nodes, remark) for words, nodes, remark in found if nodes]


def quotes_only(site: Site, node: NamedNode) -> bool:
    """Whether the settings say that an article is quoted and not shown whole: by its source, licence or name."""
    names = {_first(site, node, DCTERMS[each]).casefold() for each in ("source", "license", "identifier")}
    return any(each.casefold() in names for each in site.imprint.quote_only if each)


def _first(site: Site, node: NamedNode, name: NamedNode) -> str:
    return next((str(getattr(value, "value", "")) for value in site.graph.objects(node, name)), "")


def _position(site: Site, quotes: Iterable[Quote]) -> tuple[int, int]:
    """Where the first of some quotes stands."""
    return min((edges(site, quote.node) for quote in quotes), default=(0, 0))


def _entities(site: Site, article: NamedNode) -> list[Named]:
    """The entities that the article names, the most frequent first."""
    pieces: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for mention in found_in(site, article, "Mention"):
        for entity in site.graph.nodes(mention, KG["refersTo"]):
            pieces[entity].append(mention)
    found = [
        Named(entity, site.kind(entity), len(group), min(group, key=lambda piece: (edges(site, piece), piece.value)))
        for entity, group in pieces.items()
    ]
    return sorted(found, key=lambda each: (-each.times, each.node.value))


def _unplaced(site: Site, article: NamedNode) -> list[Unplaced]:
    """What could not be placed, in the order of the text."""
    found = [
        Unplaced(node, site.graph.text(node, KG["reason"]) or "", facts.quotes(site, node))
        for node in found_in(site, article, "Unplaced")
    ]
    return sorted(found, key=lambda each: (_position(site, each.quotes), each.node.value))
