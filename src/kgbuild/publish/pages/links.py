"""Where else a thing is described: Wikidata and other data sets that the graph links to."""

from dataclasses import dataclass

from kgbuild.graph import local_name
from kgbuild.publish.routes import is_web
from kgbuild.publish.site import Site
from kgbuild.store import OWL, SKOS, WD, WGS, NamedNode

_PROPERTIES = {
    SKOS["exactMatch"]: "",
    OWL["sameAs"]: "",
    SKOS["closeMatch"]: "not confirmed",
    SKOS["broadMatch"]: "broader",
    SKOS["narrowMatch"]: "narrower",
    SKOS["relatedMatch"]: "related",
}
LINKING = tuple(_PROPERTIES)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A link out: its address, what to call it, and how sure or near it is where that is worth telling."""

    address: str
    words: str
    remark: str = ""


def elsewhere(site: Site, node: NamedNode) -> list[Elsewhere]:
    """The links of a thing or a term to other data sets, and of a place to a map."""
    index = site.graph if node in site.graph else site.ontology
    found = [
        Elsewhere(each.value, _called(each), remark)
        for name, remark in _PROPERTIES.items()
        for each in index.nodes(node, name)
        if is_web(each.value)
    ]
    return list({each.address: each for each in reversed(found)}.values())[::-1]


def coordinates(site: Site, node: NamedNode) -> tuple[str, str] | None:
    """Latitude and longitude of a place, as the graph has them."""
    latitude, longitude = (site.graph.text(node, WGS[name]) for name in ("lat", "long"))
    return (latitude, longitude) if latitude and longitude else None


def _called(node: NamedNode) -> str:
    return f"Wikidata {local_name(node.value)}" if node in WD else node.value
