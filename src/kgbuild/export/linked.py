"""JSON-LD: the graph as objects, under one fixed context that stands in the file."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from kgbuild.export.dataset import Dataset
from kgbuild.shipped import folder
from kgbuild.store import RDF, XSD, BlankNode, DefaultGraph, Index, Literal, NamedNode, Quad, Triple

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
    return quads_to_jsonld(dataset.quads)


def quads_to_jsonld(quads: Sequence[Quad]) -> bytes:
    """The document of `to_jsonld`, of statements that nothing else need be known of."""
    by_graph: defaultdict[str | None, list[Quad]] = defaultdict(list)
    for quad in quads:
        name = None if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        by_graph[name].append(quad)
    names = _Names(quads)
    parts: list[str] = []
    for name, told in sorted(by_graph.items(), key=lambda item: item[0] or ""):
        nodes = [_line(node) for node in _nodes(told, names)]
        parts += [f'{{"@id":{_line(name)},"@graph":{_lines(nodes)}}}'] if name else nodes
    context = json.dumps(names.context(used=False), ensure_ascii=False, indent=1)
    return f'{{"@context":{context},\n"@graph":{_lines(parts)}}}\n'.encode()


def to_small_jsonld(triples: Iterable[Triple]) -> str:
    """A JSON-LD 1.1 document of triples, a line for each node; its context has what the document uses and no more."""
    statements = list(triples)
    names = _Names(statements)
    nodes = [_line(node) for node in _nodes(statements, names)]
    return f'{{"@context":{_line(names.context(used=True))},\n"@graph":{_lines(nodes)}}}\n'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(values: Iterable[str]) -> str:
    """An array of JSON, a line for each value."""
    return "[\n{}\n]".format(",\n".join(values))


class _Names:
    """The short names that one document may use, and those that it does use.

    A prefix that is also the scheme of an IRI of the document, as `geo:` may be, would change that IRI: it is left out.
    """

    def __init__(self, statements: Iterable[Quad | Triple]) -> None:
        schemes = {
            term.value.partition(":")[0]
            for each in statements
            for term in (each.subject, each.predicate, each.object)
            if isinstance(term, NamedNode)
        }
        self._prefixes = {
            name: space for name, space in context().items() if isinstance(space, str) and name not in schemes
        }
        self._short: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._used: set[str] = set()

    def context(self, *, used: bool) -> dict[str, Any]:
        """The context: all of it, or what has been used so far."""
        rules = {
            name: {key: self._spelt(value) for key, value in rule.items()}
            for name, rule in context().items()
            if isinstance(rule, dict) and (name in self._used or not used)
        }
        words = [value for rule in rules.values() for value in rule.values()]
        needed = self._used | {word.partition(":")[0] for word in words}
        return {name: space for name, space in self._prefixes.items() if name in needed or not used} | rules

    def key(self, property_: NamedNode) -> str:
        """The name of a property."""
        if (found := self._keys.get(property_.value)) is None:
            found = self._keys[property_.value] = _terms().get(property_.value) or self.compact(property_.value)
            self._used.add(found)
        return found

    def compact(self, iri: str) -> str:
        """The IRI with a prefix, where what is left is a plain name."""
        if (found := self._short.get(iri)) is None:
            found = self._short[iri] = self._compact(iri)
        return found

    def _compact(self, iri: str) -> str:
        for name, space in self._prefixes.items():
            if iri.startswith(space) and iri.removeprefix(space).isidentifier():
                self._used.add(name)
                return f"{name}:{iri.removeprefix(space)}"
        return iri

    def _spelt(self, word: str) -> str:
        """A word of a rule, in full where its prefix may not be used."""
        name = word.partition(":")[0]
        return _expand(word) if name in context() and name not in self._prefixes and ":" in word else word


def _nodes(statements: Iterable[Quad | Triple], names: _Names) -> list[dict[str, Any]]:
    index = Index(statements)
    subjects = {subject for subject, _, _ in index.statements() if isinstance(subject, NamedNode | BlankNode)}
    return [_node(index, subject, names) for subject in sorted(subjects, key=lambda node: node.value)]


def _node(index: Index, subject: NamedNode | BlankNode, names: _Names) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _id(subject)}
    kinds = [names.compact(kind.value) for kind in index.nodes(subject, RDF["type"])]
    if kinds:
        node["@type"] = kinds
    values: defaultdict[str, list[Value]] = defaultdict(list)
    for predicate, value in index.about(subject):
        if predicate != RDF["type"] or not isinstance(value, NamedNode):
            key = names.key(predicate)
            values[key].append(_value(key, value, names))
    return node | {key: found[0] if len(found) == 1 else found for key, found in sorted(values.items())}


@cache
def _terms() -> Mapping[str, str]:
    """The short name of each property that the context has, by IRI."""
    return {_expand(each["@id"]): name for name, each in context().items() if isinstance(each, dict)}


@cache
def _rules() -> Mapping[str, Mapping[str, str]]:
    """What the context says of the values of each short name; datatypes in full."""
    return {
        name: {key: _expand(value) if ":" in value else value for key, value in rule.items()}
        for name, rule in context().items()
        if isinstance(rule, dict)
    }


def _expand(compact: str) -> str:
    name, _, local = compact.partition(":")
    return str(context()[name]) + local


def _id(node: NamedNode | BlankNode) -> str:
    return node.value if isinstance(node, NamedNode) else f"_:{node.value}"


def _value(key: str, term: object, names: _Names) -> Value:
    """A value as short as the context lets it be, so that it reads back as the very term."""
    coerced = _rules().get(key, {})
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
    if coerced.get("@type") == datatype:
        return int(term.value) if datatype in _COUNTS and _is_plain_count(term.value) else term.value
    return {"@value": term.value, "@type": names.compact(datatype)}


def _is_plain_count(text: str) -> bool:
    """Whether a JSON number stands for just this lexical form."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and str(int(text)) == text
