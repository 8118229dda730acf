"""GeoJSON (RFC 7946): places and events as features."""

import json
import re
from collections.abc import Iterable
from typing import Any

from kgbuild.export.dataset import Dataset
from kgbuild.graph import local_name
from kgbuild.store import GEO, KG, WGS, NamedNode

Position = tuple[float, float]
_POINT = re.compile(r"(?:<([^>]*)>\s*)?POINT\s*\(\s*(\S+)\s+(\S+)\s*\)", re.IGNORECASE)
_LATITUDE_FIRST = re.compile(r"EPSG/0/4326$")


def to_geojson(dataset: Dataset) -> bytes:
    """A FeatureCollection of all states and places and all events, by IRI; those without coordinates have no geometry.

    An event lies where its places lie; its places, agents and targets are objects of `iri` and `label`. Coordinates are
    longitude and latitude (WGS 84), from wgs:lat and wgs:long or from a point in geo:asWKT, on the place or on its
    geo:hasGeometry.
    """
    kinds = (KG["State"], KG["Place"])
    places = sorted({node for kind in kinds for node in dataset.whole.instances(kind)}, key=lambda node: node.value)
    features = [_feature(node, [_position(dataset, node)], _place(dataset, node)) for node in places]
    for event in dataset.events:
        where = dataset.whole.nodes(event, KG["place"])
        features.append(_feature(event, [_position(dataset, node) for node in where], _event(dataset, event)))
    document = {"type": "FeatureCollection", "features": features}
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _feature(node: NamedNode, positions: Iterable[Position | None], properties: dict[str, Any]) -> dict[str, Any]:
    found = [list(position) for position in dict.fromkeys(positions) if position]
    geometry: dict[str, Any] | None = None
    if len(found) == 1:
        geometry = {"type": "Point", "coordinates": found[0]}
    elif found:
        geometry = {"type": "MultiPoint", "coordinates": found}
    return {"type": "Feature", "id": node.value, "geometry": geometry, "properties": properties}


def _place(dataset: Dataset, node: NamedNode) -> dict[str, Any]:
    return {"label": dataset.label(node), "type": local_name(dataset.entity_class(node))}


def _event(dataset: Dataset, event: NamedNode) -> dict[str, Any]:
    kind = dataset.event_class(event)
    branch = dataset.classes.branch(kind)
    return {
        "label": dataset.label(event),
        "type": local_name(kind),
        "branch": local_name(branch) if branch else None,
        "start": dataset.whole.text(event, KG["startDate"]),
        "end": dataset.whole.text(event, KG["endDate"]),
        "factuality": dataset.factuality(event),
        "places": dataset.named(event, KG["place"]),
        "agents": dataset.named(event, KG["agent"]),
        "targets": dataset.named(event, KG["target"]),
    }


def _position(dataset: Dataset, place: NamedNode) -> Position | None:
    """Longitude and latitude of a place, None where the graph has none that lie on the globe."""
    latitude, longitude = (dataset.whole.text(place, WGS[name]) for name in ("lat", "long"))
    if latitude and longitude:
        return _on_globe(longitude, latitude)
    nodes = (place, *dataset.whole.nodes(place, GEO["hasGeometry"]))
    match = next((m for node in nodes for text in dataset.whole.texts(node, GEO["asWKT"]) if (m := _match(text))), None)
    if match is None:
        return None
    first, second = match[2], match[3]
    return _on_globe(second, first) if _LATITUDE_FIRST.search(match[1] or "") else _on_globe(first, second)


def _match(text: str) -> re.Match[str] | None:
    return _POINT.fullmatch(text.strip())


def _on_globe(longitude: str, latitude: str) -> Position | None:
    try:
        position = float(longitude), float(latitude)
    except ValueError:
        return None
    return position if abs(position[0]) <= 180 and abs(position[1]) <= 90 else None
