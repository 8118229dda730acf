"""Saved queries as RDF: what each asks, in words and in SPARQL."""

from collections.abc import Iterator
from urllib.parse import quote

from kgbuild.publish.site import Site
from kgbuild.query import SavedQuery
from kgbuild.store import DCTERMS, RDF, RDFS, SCHEMA, SH, Literal, NamedNode, Triple, words

_KINDS = {
    "SELECT": (SH["SPARQLSelectExecutable"], SH["select"]),
    "ASK": (SH["SPARQLAskExecutable"], SH["ask"]),
    "CONSTRUCT": (SH["SPARQLConstructExecutable"], SH["construct"]),
}
_OTHER = (SH["SPARQLExecutable"], SCHEMA["text"])


def query_node(site: Site, name: str) -> NamedNode:
    """The IRI of a saved query."""
    return NamedNode(f"{site.imprint.base}query/{quote(name, safe='')}")


def query_triples(site: Site, query: SavedQuery) -> Iterator[Triple]:
    """A saved query in terms of SHACL: its kind, title, description and text."""
    node = query_node(site, query.name)
    kind, property_ = _KINDS.get(query.admitted.form, _OTHER)
    yield Triple(node, RDF["type"], SH["SPARQLExecutable"])
    yield Triple(node, RDF["type"], kind)
    yield Triple(node, property_, Literal(query.text))
    if query.title:
        yield Triple(node, RDFS["label"], words(query.title))
    if query.description:
        yield Triple(node, DCTERMS["description"], words(query.description))
