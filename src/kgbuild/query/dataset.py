"""Which graphs of a store a query is asked of: those of its FROM clauses, or those that a client chooses instead."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from kgbuild.query.tokens import Token, plain, tokenize
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

Graphs = Sequence[str] | None
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_DEPTHS = {"{": 1, "}": -1}


def asked_of(
    store: Store, text: str, base: str | None = None, default: Graphs = None, named: Graphs = None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's answer; graphs that are given are the whole dataset (SPARQL 1.1 Protocol, §2.1.4).

    Several default graphs are merged first: the engine would give a statement once for each graph that tells it, which
    multiplies in joins.
    """
    if default is None and named is None:
        default, named = dataset(text, base)
        if len(default) < 2:
            return store.query(text, base_iri=base)
    defaults: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(each) for each in dict.fromkeys(default or ())]
    others: list[NamedNode | BlankNode] = [NamedNode(each) for each in named or ()]
    if len(defaults) > 1:
        store, defaults = _merged(store, defaults, others), [DefaultGraph()]
    return store.query(text, base_iri=base, default_graph=defaults, named_graphs=others)


def dataset(text: str, base: str | None = None) -> tuple[list[str], list[str]]:
    """The IRIs of the FROM and of the FROM NAMED clauses of a query that may be asked."""
    default: list[str] = []
    named: list[str] = []
    if _FROM.search(text):
        tokens = list(_outside(tokenize(plain(text))))
        namespaces, base = _prologue(tokens, base)
        for position, token in enumerate(tokens[:-1]):
            if token.keyword == "FROM":
                is_named = tokens[position + 1].keyword == "NAMED"
                name = tokens[min(position + 1 + is_named, len(tokens) - 1)]
                (named if is_named else default).append(_iri(name, namespaces, base))
    return default, named


def _outside(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens outside of braces."""
    depth = 0
    for token in tokens:
        depth += _DEPTHS.get(token.text, 0)
        if depth == 0:
            yield token


def _prologue(tokens: Sequence[Token], base: str | None) -> tuple[dict[str, str], str | None]:
    """The namespaces by prefix and the base that the query declares."""
    namespaces: dict[str, str] = {}
    for token, following, third in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.keyword == "BASE" and following.kind == "iri":
            base = _iri(following, namespaces, base)
        elif token.keyword == "PREFIX" and third.kind == "iri":
            namespaces[following.text.removesuffix(":")] = _iri(third, namespaces, base)
    return namespaces, base


def _iri(token: Token, namespaces: dict[str, str], base: str | None) -> str:
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1]) if base else token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return namespaces.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)


def _merged(store: Store, default: Sequence[GraphName], named: Sequence[GraphName]) -> Store:
    """A store in memory whose default graph is the merge of some, beside others under their names."""
    found = Store()
    for name in default:
        found.extend(Quad(*each.triple) for each in store.quads_for_pattern(None, None, None, name))
    for name in named:
        found.extend(store.quads_for_pattern(None, None, None, name))
    return found
