"""What is compared of each thing in a graph: its aspects, each with the values it has and their words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kgbuild.graph import local_name
from kgbuild.model.terms import ENTITY_TYPES
from kgbuild.store import DCTERMS, KG, OWL, RDF, RDFS, SCHEMA, SKOS, Index, NamedNode, lexical

Values = Mapping[str, str]
"""The words for each value, by what makes it the same value: its IRI or its text."""
_EVENT_NODES = {"agent": "agents", "target": "targets", "place": "places", "partOf": "part of", "cause": "cause"}


@dataclass(frozen=True, slots=True)
class Portrait:
    """A thing with its kind (`article`, `entity`, `event`), label and aspects, in the order they are told."""

    iri: str
    kind: str
    label: str
    aspects: dict[str, Values] = field(default_factory=dict)


def portraits(index: Index) -> dict[str, Portrait]:
    """Articles, entities and events of a graph by IRI, in this order."""
    entities = {node for kind in ENTITY_TYPES for node in index.instances(NamedNode(kind))}
    events = {node for node, _ in index.pairs(KG["eventType"]) if isinstance(node, NamedNode)}
    found = [
        *(_article(index, node) for node in index.instances(KG["Article"])),
        *(_entity(index, node) for node in _by_iri(entities)),
        *(_event(index, node) for node in _by_iri(events)),
    ]
    return {each.iri: each for each in found}


def _by_iri(nodes: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(nodes, key=lambda node: node.value)


def _label(index: Index, node: NamedNode) -> str:
    return index.text(node, RDFS["label"]) or local_name(node.value)


def _nodes(index: Index, subject: NamedNode, predicate: NamedNode) -> Values:
    return {node.value: _label(index, node) for node in index.nodes(subject, predicate)}


def _texts(index: Index, subject: NamedNode, *predicates: NamedNode) -> Values:
    return {lexical(each): lexical(each) for name in predicates for each in index.objects(subject, name)}


def _article(index: Index, node: NamedNode) -> Portrait:
    aspects = {
        "title": _texts(index, node, DCTERMS["title"]),
        "date": _texts(index, node, SCHEMA["datePublished"]),
        "source": _texts(index, node, DCTERMS["source"]),
        "url": _texts(index, node, SCHEMA["url"]),
        "license": _texts(index, node, DCTERMS["license"]),
        "text (SHA-256)": _texts(index, node, KG["sha256"]),
    }
    return Portrait(node.value, "article", _label(index, node), aspects)


def _entity(index: Index, node: NamedNode) -> Portrait:
    aspects = {
        "label": _texts(index, node, RDFS["label"]),
        "other names": _texts(index, node, SKOS["altLabel"]),
        "class": _classes(index, node),
        "same as": _texts(index, node, SKOS["exactMatch"], OWL["sameAs"]),
        "positions": dict(sorted(_positions(index, node))),
    }
    return Portrait(node.value, "entity", _label(index, node), aspects)


def _classes(index: Index, node: NamedNode) -> Values:
    return {kind.value: local_name(kind.value) for kind in index.nodes(node, RDF["type"])}


def _positions(index: Index, person: NamedNode) -> Iterator[tuple[str, str]]:
    """What each article says a person is, for whom."""
    for tenure in index.subjects(KG["holder"], person):
        words = index.text(tenure, KG["position"]) or ""
        whom = ", ".join(_label(index, node) for node in index.nodes(tenure, KG["heldFor"]))
        told = f"{words} for {whom}" if whom else words
        yield told, told


def _event(index: Index, node: NamedNode) -> Portrait:
    happened = KG["UnrealizedEvent"] not in index.nodes(node, RDF["type"])
    aspects = {
        "label": _texts(index, node, RDFS["label"]),
        "type": {kind.value: local_name(kind.value) for kind in index.nodes(node, KG["eventType"])},
        "happened": {"yes": "yes"} if happened else {"no": "no"},
        "start": _texts(index, node, KG["startDate"]),
        "end": _texts(index, node, KG["endDate"]),
        **{words: _nodes(index, node, KG[name]) for name, words in _EVENT_NODES.items()},
        "reported in": {},
    }
    for report in index.subjects(KG["about"], node):
        for article in index.nodes(report, KG["inArticle"]):
            aspects["reported in"] = {**aspects["reported in"], article.value: _label(index, article)}
            aspects |= _report(index, report, _label(index, article))
    return Portrait(node.value, "event", _label(index, node), aspects)


def _report(index: Index, report: NamedNode, article: str) -> dict[str, Values]:
    """How an article presents an event, whom it names for it and which numbers it gives."""
    aspects: dict[str, Values] = {
        f"factuality in {article}": {
            each.value: local_name(each.value) for each in index.nodes(report, KG["factuality"])
        },
        f"attributed in {article} to": _nodes(index, report, KG["attributedTo"]),
    }
    for quantity in index.nodes(report, KG["quantity"]):
        for measure in index.nodes(quantity, KG["measure"]):
            name = f"{local_name(measure.value)} in {article}"
            amount = _amount(index.text(quantity, KG["minimum"]), index.text(quantity, KG["maximum"]))
            aspects[name] = {**aspects.get(name, {}), amount: amount}
    return aspects


def _amount(low: str | None, high: str | None) -> str:
    """The bounds of a number in words."""
    if low == high:
        return low or "unknown"
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
