"""JSON-LD: the graph as objects, under one fixed context that stands in the file."""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from kgbuild.export.dataset import Dataset
from kgbuild.shipped import folder
from kgbuild.store import RDF, XSD, BlankNode, DefaultGraph, Index, Literal, NamedNode, Quad

Value = str | int | dict[str, Any]
_COUNTS = {XSD["integer"].value, XSD["nonNegativeInteger"].value}
_MOST_DIGITS = 15


@cache
def context() -> Mapping[str, Any]:
    """The `@context` of what is written: prefixes, and for each property its short name, datatype or language."""
    text = (folder("ontology") / "context.jsonld").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)["@context"]
    return found


def to_jsonld(dataset: Dataset) -> bytes:
    """One JSON-LD 1.1 document: a named graph for each file, its nodes by IRI; it needs nothing from elsewhere."""
    by_graph: defaultdict[str | None, list[Quad]] = defaultdict(list)
    for quad in dataset.quads:
        name = None if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        by_graph[name].append(quad)
    parts: list[object] = []
    for name, quads in sorted(by_graph.items(), key=lambda item: item[0] or ""):
        nodes = _nodes(quads)
        parts += [{"@id": name, "@graph": nodes}] if name else nodes
    document = {"@context": context(), "@graph": parts}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _nodes(quads: list[Quad]) -> list[dict[str, Any]]:
    index = Index(quads)
    subjects = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode | BlankNode)}
    return [_node(index, subject) for subject in sorted(subjects, key=lambda node: node.value)]


def _node(index: Index, subject: NamedNode | BlankNode) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _id(subject)}
    kinds = [_compact(kind.value) for kind in index.nodes(subject, RDF["type"])]
    if kinds:
        node["@type"] = kinds
    values: defaultdict[str, list[Value]] = defaultdict(list)
    for predicate, value in index.about(subject):
        if predicate != RDF["type"]:
            key = _terms().get(predicate.value) or _compact(predicate.value)
            values[key].append(_value(key, value))
    return node | {key: found[0] if len(found) == 1 else found for key, found in sorted(values.items())}


@cache
def _terms() -> Mapping[str, str]:
    """The short name of each property that the context has, by IRI."""
    return {_expand(each["@id"]): name for name, each in context().items() if isinstance(each, dict)}


@cache
def _compact(iri: str) -> str:
    """The IRI with the longest prefix of the context, where what is left is a plain name."""
    for name, space in context().items():
        if isinstance(space, str) and iri.startswith(space) and iri.removeprefix(space).isidentifier():
            return f"{name}:{iri.removeprefix(space)}"
    return iri


def _expand(compact: str) -> str:
    name, _, local = compact.partition(":")
    return str(context()[name]) + local


def _id(node: NamedNode | BlankNode) -> str:
    return node.value if isinstance(node, NamedNode) else f"_:{node.value}"


def _value(key: str, term: object) -> Value:
    """A value as short as the context lets it be, so that it reads back as the very term."""
    rule = context().get(key)
    coerced = rule if isinstance(rule, dict) else {}
    if isinstance(term, NamedNode | BlankNode):
        return _id(term) if coerced.get("@type") == "@id" else {"@id": _id(term)}
    if not isinstance(term, Literal):
        raise TypeError(f"no RDF 1.1 term: {term}")
    if term.language:
        plain = coerced.get("@language") == term.language
        return term.value if plain else {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == XSD["string"].value:
        return {"@value": term.value} if coerced.keys() & {"@type", "@language"} else term.value
    if "@type" in coerced and coerced["@type"] != "@id" and _expand(coerced["@type"]) == datatype:
        return int(term.value) if datatype in _COUNTS and _is_plain_count(term.value) else term.value
    return {"@value": term.value, "@type": _compact(datatype)}


def _is_plain_count(text: str) -> bool:
    """Whether a JSON number stands for just this lexical form."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and str(int(text)) == text
