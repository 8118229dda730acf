"""From the page of an entity or event to where it stands in the pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.publish.pictures import bars, map, network, timeline  # noqa: A004 -- a map of the world
from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Figure, Insert, Site
from kgbuild.store import KG, NamedNode

_FIGURE = "pictures/links.html"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a picture: a path of the site with an anchor, and what to call it."""

    target: str
    words: str


def insert(site: Site, path: str) -> Insert:
    """Links to the pictures that show what a page is about."""
    node = site.routes.node(path.removesuffix(HTML)) if path.endswith(HTML) else None
    found = tuple(place for place in _places(site, node) if place.target.partition("#")[0] in site) if node else ()
    return Insert(figures=(Figure(_FIGURE, found),)) if found else Insert()


def _places(site: Site, node: NamedNode) -> Iterator[Place]:
    stem = site.routes.stem(node) or ""
    if stem.startswith("event/"):
        if target := timeline.page_of(site, node):
            yield Place(target, "the timeline")
        if site.happened(node):
            yield from _on_map(site, site.graph.nodes(node, KG["place"]))
        for measure in bars.measures(site, node):
            yield Place(f"{bars.PATH}#{bars.anchor(measure)}", f"the numbers: {site.label(measure)}")
        return
    if any(site.happened(event) for event in site.graph.subjects(KG["place"], node)):
        yield from _on_map(site, [node])
    if stem in site.once(_in_network):
        yield Place(f"{network.PATH}#{stem}", "the network")


def _on_map(site: Site, places: Iterable[NamedNode]) -> Iterator[Place]:
    """The first of some places that the map can show."""
    for place in places:
        stem = site.routes.stem(place)
        if stem and map.located(site, place):
            yield Place(f"{map.PATH}#{stem}", "the map")
            return


def _in_network(site: Site) -> frozenset[str]:
    """The stems of the actors in the network."""
    return frozenset(actor.stem for actor in site.once(network.network).actors)
