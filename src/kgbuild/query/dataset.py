"""Which graphs of a store a question is asked of, as the SPARQL 1.1 Protocol (§2.1.4) lets a client choose them."""

from collections.abc import Sequence
from typing import Any

from kgbuild.store import (
    BlankNode,
    DefaultGraph,
    GraphName,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)


def asked_of_dataset(store: Store, question: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's answer; `default` and `named` of the question, where one is given, are the whole dataset.

    Several default graphs are merged first: the engine would give a statement once for each graph that tells it, which
    multiplies in joins.
    """
    text, base = question["text"], question["base"]
    if question["default"] is None and question["named"] is None:
        return store.query(text, base_iri=base)
    default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(each) for each in question["default"] or ()]
    named: list[NamedNode | BlankNode] = [NamedNode(each) for each in question["named"] or ()]
    if len(default) > 1:
        store, default = _merged(store, default, named), [DefaultGraph()]
    return store.query(text, base_iri=base, default_graph=default, named_graphs=named)


def _merged(store: Store, default: Sequence[GraphName], named: Sequence[GraphName]) -> Store:
    """A store in memory whose default graph is the merge of some, beside others under their names."""
    found = Store()
    for name in default:
        found.extend(Quad(*each.triple) for each in store.quads_for_pattern(None, None, None, name))
    for name in named:
        found.extend(store.quads_for_pattern(None, None, None, name))
    return found
