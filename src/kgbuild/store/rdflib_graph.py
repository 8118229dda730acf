"""To and from rdflib, for the validators that ask for its graphs; rdflib is loaded only here and only when called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kgbuild.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib
    from pyoxigraph import Triple
    from rdflib.term import Node


def to_rdflib(statements: Iterable[Quad | Triple]) -> rdflib.Graph:
    """One rdflib graph of the statements, literals in the very form they are written in; graph names are left out.

    It parses each query that it is asked once, and refuses those that would read another source.
    """
    from kgbuild.store.prepared_graph import PreparedGraph

    known: dict[object, Node] = {}

    def term(value: object) -> Node:
        made = known.get(value)
        if made is None:
            made = known[value] = _to_node(value)
        return made

    graph = PreparedGraph()
    for each in statements:
        graph.add((term(each.subject), term(each.predicate), term(each.object)))
    return graph


def refuse_foreign_sources(query: str) -> None:
    """Raise GraphError where a SPARQL query has SERVICE or FROM in it, or cannot be parsed."""
    from kgbuild.store.prepared_graph import refuse_foreign_sources

    refuse_foreign_sources(query)


def from_rdflib(graph: rdflib.Graph) -> list[Quad]:
    """The statements of an rdflib graph, e.g. the report of a validator."""
    found = []
    for subject, predicate, value in graph:
        made_subject, made_predicate = _from_node(subject), _from_node(predicate)
        if isinstance(made_subject, Literal) or not isinstance(made_predicate, NamedNode):
            raise GraphError(f"not RDF: {subject} {predicate} {value}", "A subject is a node, a predicate an IRI.")
        found.append(Quad(made_subject, made_predicate, _from_node(value)))
    return found


def _to_node(term: object) -> Node:
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
    raise GraphError(f"rdflib has no such term: {term}", "Terms that are triples (RDF 1.2) are not used here.")


def _from_node(term: Node) -> NamedNode | BlankNode | Literal:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
    raise GraphError(f"not an RDF term: {term!r}", "Use IRIs, blank nodes and literals.")
