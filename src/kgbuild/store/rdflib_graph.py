"""To and from rdflib, for the validators that ask for its graphs; rdflib is loaded only here and only when called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.errors import GraphError
from kgbuild.store.rdflib_terms import from_node, to_node

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib
    from pyoxigraph import Triple
    from rdflib.term import Node

    from kgbuild.store.lookups import Lookups


def to_rdflib(statements: Iterable[Quad | Triple]) -> rdflib.Graph:
    """One rdflib graph of the statements, literals in the very form they are written in; graph names are left out.

    It parses each query that it is asked once, and refuses those that would read another source.
    """
    from kgbuild.store.prepared_graph import PreparedGraph

    known: dict[object, Node] = {}

    def term(value: object) -> Node:
        made = known.get(value)
        if made is None:
            made = known[value] = to_node(value)
        return made

    graph = PreparedGraph()
    for each in statements:
        graph.add((term(each.subject), term(each.predicate), term(each.object)))
    return graph


def rdflib_view(statements: Lookups) -> rdflib.Graph:
    """An rdflib graph that looks each thing up where it lies, and otherwise is as that of `to_rdflib`."""
    from kgbuild.store.prepared_graph import PreparedGraph
    from kgbuild.store.rdflib_view import View

    return PreparedGraph(View(statements), bind_namespaces="none")


def refuse_foreign_sources(query: str) -> None:
    """Raise GraphError where a SPARQL query has SERVICE or FROM in it, or cannot be parsed."""
    from kgbuild.store.prepared_graph import refuse_foreign_sources

    refuse_foreign_sources(query)


def from_rdflib(graph: rdflib.Graph) -> list[Quad]:
    """The statements of an rdflib graph, e.g. the report of a validator."""
    found = []
    for subject, predicate, value in graph:
        made_subject, made_predicate = from_node(subject), from_node(predicate)
        if isinstance(made_subject, Literal) or not isinstance(made_predicate, NamedNode):
            raise GraphError(f"not RDF: {subject} {predicate} {value}", "a subject is a node, a predicate an IRI")
        found.append(Quad(made_subject, made_predicate, from_node(value)))
    return found
