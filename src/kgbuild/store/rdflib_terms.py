"""Terms to and from rdflib, which is loaded only when one of these is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from kgbuild.errors import GraphError

if TYPE_CHECKING:
    from rdflib.term import Node


def to_node(term: object) -> Node:
    """The term as rdflib has it."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    raise GraphError(f"rdflib has no such term: {term}", "terms that are triples (RDF 1.2) are not used here")


def from_node(term: Node) -> NamedNode | BlankNode | Literal:
    """The term that rdflib has."""
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
    raise GraphError(f"not an RDF term: {term!r}", "use IRIs, blank nodes and literals")
