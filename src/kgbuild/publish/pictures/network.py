"""Who is in events with whom: the pairs of most events as a network and as a table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kgbuild.publish.pictures.layout import places
from kgbuild.publish.routes import HTML, href
from kgbuild.publish.site import Block, Site
from kgbuild.publish.templating import as_json, render
from kgbuild.store import KG, NamedNode

PATH = "network.html"
QUERY = "network"
MOST_ACTORS = 90
MOST_PAIRS = 200
MOST_ROWS = 200
_UNIT = 60  # pixels to a unit of the layout
KIND_WORDS = {
    "person": "person",
    "state": "state",
    "organization": "organization",
    "group": "group of people",
    "place": "place",
    "source": "unnamed source",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors and the number of events that happened with both."""

    one: NamedNode
    other: NamedNode
    events: int


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor in the picture: its page, what kind of thing it is, and in how many events it is."""

    node: NamedNode
    stem: str
    kind: str
    events: int


@dataclass(frozen=True, slots=True)
class Network:
    """The actors who are drawn, the busiest first, and of how many; the pairs drawn, and all, by events together."""

    actors: tuple[Actor, ...]
    of: int
    drawn: tuple[Pair, ...]
    pairs: tuple[Pair, ...]


def paths(site: Site) -> Iterable[str]:
    """The one page, where some event has two actors."""
    if any(len(_actors(site, event)) > 1 for event in site.events if site.happened(event)):
        yield PATH


def content(site: Site, path: str) -> bytes:
    """The picture, and the pairs."""
    found = site.once(network)
    return render(
        site,
        path,
        "pictures/network.html",
        "Network",
        network=found,
        kinds=[(kind, words) for kind, words in KIND_WORDS.items() if any(kind == each.kind for each in found.actors)],
        rows=found.pairs[:MOST_ROWS],
        queries=[QUERY],
        data=Block("application/json", "network-data", as_json(drawing(site, found))),
    )


def network(site: Site) -> Network:
    """Who is in events with whom."""
    events: Counter[NamedNode] = Counter()
    pairs: Counter[tuple[NamedNode, NamedNode]] = Counter()
    for event in site.events:
        if site.happened(event):
            there = _actors(site, event)
            pairs.update(combinations(there, 2))
            events.update(there if len(there) > 1 else ())
    found = [Pair(one, other, count) for (one, other), count in pairs.items()]
    found.sort(
        key=lambda pair: (-pair.events, site.label(pair.one), site.label(pair.other), pair.one.value, pair.other.value)
    )
    drawn = _drawn(found, events)
    actors = {node for pair in drawn for node in (pair.one, pair.other)}
    ordered = sorted(actors, key=lambda node: (-events[node], node.value))
    return Network(tuple(_actor(site, node, events[node]) for node in ordered), len(events), tuple(drawn), tuple(found))


def _drawn(pairs: Iterable[Pair], events: Mapping[NamedNode, int]) -> list[Pair]:
    """The pairs with most events together, as many as can be seen; of those with as many, the busiest first."""
    drawn: list[Pair] = []
    actors: set[NamedNode] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.events, -events[pair.one] - events[pair.other])):
        both = actors | {pair.one, pair.other}
        if len(both) <= MOST_ACTORS and len(drawn) < MOST_PAIRS:
            actors = both
            drawn.append(pair)
    return drawn


def drawing(site: Site, found: Network) -> dict[str, object]:
    """What the script draws: nodes with their places, and edges between them by number."""
    number = {actor.node: at for at, actor in enumerate(found.actors)}
    edges = [(number[pair.one], number[pair.other], pair.events) for pair in found.drawn]
    points = places(len(number), frozenset((one, other) for one, other, _ in edges))
    nodes = [
        {
            "id": actor.stem,
            "label": site.label(actor.node),
            "href": href(PATH, actor.stem + HTML),
            "kind": actor.kind,
            "events": actor.events,
            "x": round(x * _UNIT),
            "y": round(y * _UNIT),
        }
        for actor, (x, y) in zip(found.actors, points, strict=True)
    ]
    return {"nodes": nodes, "edges": edges}


def _actors(site: Site, event: NamedNode) -> list[NamedNode]:
    """Those who act or are acted on in an event and have a page, each once, by IRI."""
    nodes = {node for role in (KG["agent"], KG["target"]) for node in site.graph.nodes(event, role)}
    return sorted((node for node in nodes if site.routes.stem(node)), key=lambda node: node.value)


def _actor(site: Site, node: NamedNode, events: int) -> Actor:
    stem = site.routes.stem(node) or ""
    return Actor(node, stem, stem.partition("/")[0], events)
