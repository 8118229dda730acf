"""Where events happened: places by their coordinates, states at the middle of their outline, the rest in a list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kgbuild.publish.pages import facts
from kgbuild.publish.pages.links import coordinates
from kgbuild.publish.routes import HTML, href
from kgbuild.publish.site import Block, Site
from kgbuild.publish.templating import as_json, render
from kgbuild.store import KG, SKOS, NamedNode

PATH = "map.html"
QUERY = "places"
MOST_PLACES = 500
MOST_ROWS = 1_000
_MOST_EVENTS = 8
_STATES = Path(__file__).parents[1] / "vendor" / "natural-earth" / "states.tsv"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of events: its point in degrees where it is known, and whether that is but the middle of a state."""

    node: NamedNode
    stem: str
    latitude: float | None
    longitude: float | None
    outline: bool
    events: tuple[NamedNode, ...]

    @property
    def words(self) -> str:
        """Its point in words."""
        if self.latitude is None or self.longitude is None:
            return ""
        north, east = "N" if self.latitude >= 0 else "S", "E" if self.longitude >= 0 else "W"
        return f"{abs(self.latitude):.2f}° {north}, {abs(self.longitude):.2f}° {east}"


def paths(site: Site) -> Iterable[str]:
    """The one page, where some event has a place."""
    if any(site.graph.nodes(event, KG["place"]) for event in site.events if site.happened(event)):
        yield PATH


def content(site: Site, path: str) -> bytes:
    """The map, and all places in a table."""
    found = spots(site)
    drawn = [spot for spot in found if spot.latitude is not None][:MOST_PLACES]
    return render(
        site,
        path,
        "pictures/map.html",
        "Map",
        spots=found,
        drawn=drawn,
        outlines=sum(spot.outline for spot in drawn),
        most=MOST_ROWS,
        queries=[QUERY, "events-by-place-and-month"],
        data=Block("application/json", "map-data", as_json([_marker(site, spot) for spot in drawn])),
    )


def spots(site: Site) -> list[Spot]:
    """The places of events that happened, those of most events first."""
    events: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for event in site.latest:
        if site.happened(event):
            for place in site.graph.nodes(event, KG["place"]):
                if site.routes.stem(place):
                    events[place].append(event)
    found = [_spot(site, place, tuple(each)) for place, each in events.items()]
    return sorted(found, key=lambda spot: (-len(spot.events), site.label(spot.node), spot.node.value))


def located(site: Site, node: NamedNode) -> tuple[float, float, bool] | None:
    """Latitude, longitude, and whether that is the middle of an outline; None where the place has no point."""
    point = coordinates(site, node)
    if point:
        try:
            latitude, longitude = map(float, point)
        except ValueError:
            return None
        return (latitude, longitude, False) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
    if (site.routes.stem(node) or "").startswith("state/"):
        for name in (site.label(node), *site.graph.texts(node, SKOS["altLabel"])):
            if name in _states():
                return (*_states()[name], True)
    return None


@lru_cache(maxsize=1)
def _states() -> dict[str, tuple[float, float]]:
    """A point within each state of the outline, by name."""
    rows = [line.split("\t") for line in _STATES.read_text(encoding="utf-8").splitlines()[1:]]
    return {name: (float(latitude), float(longitude)) for name, latitude, longitude in rows}


def _spot(site: Site, place: NamedNode, events: tuple[NamedNode, ...]) -> Spot:
    latitude, longitude, outline = located(site, place) or (None, None, False)
    return Spot(place, site.routes.stem(place) or "", latitude, longitude, outline, events)


def _marker(site: Site, spot: Spot) -> dict[str, object]:
    """What the script draws of a place, with its latest events."""
    rows = [facts.happening(site, event) for event in spot.events[:_MOST_EVENTS]]
    return {
        "id": spot.stem,
        "label": site.label(spot.node),
        "href": href(PATH, spot.stem + HTML),
        "at": [spot.latitude, spot.longitude],
        "outline": spot.outline,
        "count": len(spot.events),
        "events": [[site.label(row.node), href(PATH, site.page_of(row.node) or ""), row.when] for row in rows],
    }
