"""A store of rdflib that holds nothing: it asks for statements where they lie.

This module loads rdflib: import it inside functions.
"""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode
from rdflib import Graph, URIRef
from rdflib.store import Store
from rdflib.term import Node

from kgbuild.store.lookups import Lookups
from kgbuild.store.rdflib_terms import from_node, to_node


class View(Store):
    """The statements of look-ups, to be read only; a term that was seen keeps the very form it is written in."""

    context_aware = graph_aware = True  # pySHACL asks for it, and for nothing that follows from it

    def __init__(self, statements: Lookups) -> None:
        super().__init__()
        self._statements = statements
        self._whole = Graph(identifier=URIRef("urn:x-kgbuild:whole"), bind_namespaces="none")
        self._nodes: dict[object, Node] = {}
        self._terms: dict[Node, object] = {}

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[tuple[Any, Any]]:  # noqa: ARG002
        """The statements that match, as rdflib asks for them: None stands for any term."""
        subject, predicate, value = (None if each is None else self._term(each) for each in triple_pattern)
        if predicate is None or isinstance(predicate, NamedNode):
            for found in self._statements.matching(subject, predicate, value):
                yield tuple(map(self._node, found)), iter((self._whole,))

    def __len__(self, context: Any = None) -> int:
        """How many statements there are."""
        return len(self._statements)

    def add_graph(self, graph: Any) -> None:
        """Nothing: all statements are of one graph."""

    def _node(self, term: object) -> Node:
        if term not in self._nodes:
            node = self._nodes[term] = to_node(term)
            self._terms[node] = term
        return self._nodes[term]

    def _term(self, node: Node) -> object:
        return self._terms[node] if node in self._terms else from_node(node)
