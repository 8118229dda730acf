"""What a graph knows of one thing, in words, each statement with the quotes that it stands on."""

from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.errors import GraphError
from kgbuild.graph import independent, tellers
from kgbuild.store import DCTERMS, KG, OWL, RDF, RDFS, SCHEMA, SKOS, WGS, Index, NamedNode, iri, is_iri

_NAMES = (RDFS["label"], SKOS["altLabel"])
_ROLES = {KG["agent"]: "agent of", KG["target"]: "target of", KG["place"]: "place of"}
_CHOICES = 10


@dataclass(frozen=True, slots=True)
class Quotation:
    """A verbatim piece of an article and where it stands there, in code points."""

    article: str
    date: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said: `property` in words, `value` as text, `iri` where the value is a node, and what it rests on."""

    property: str
    value: str
    iri: str = ""
    evidence: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """A node with its label, the labels of its classes, and all that is said of it."""

    iri: str
    label: str
    types: tuple[str, ...]
    statements: tuple[Statement, ...]


def find(graph: Index, words: str, base: str) -> NamedNode:
    """The one thing in the graph that an IRI, the end of one (`person/igor-khovaev`), or a name stands for.

    Names are compared without regard to case; where none is equal, one that holds the words is taken. Raises GraphError
    where there is none, or several.
    """
    for candidate in (words, base + words):
        if is_iri(candidate) and iri(candidate) in graph:
            return iri(candidate)
    wanted = " ".join(words.split()).casefold()
    names = list(_named(graph))
    found = {node for node, name in names if wanted in (name.casefold(), node.value.rsplit("/", 1)[-1])}
    found = found or {node for node, name in names if wanted and wanted in name.casefold()}
    if not found:
        raise GraphError(
            f"nothing in the graph is called {words!r}", "list what there is: kgbuild query actors-by-activity"
        )
    if len(found) > 1:
        listed = sorted(node.value.removeprefix(base) for node in found)
        more = f", and {len(listed) - _CHOICES} more" if len(listed) > _CHOICES else ""
        raise GraphError(f"{words!r} may be {len(found)} things", f"name one: {', '.join(listed[:_CHOICES])}{more}")
    return found.pop()


def describe(graph: Index, ontology: Index, node: NamedNode) -> Description:
    """All that the graph says of a node, with quotes; class and property labels come from the ontology."""
    types = tuple(_label(ontology, kind) for kind in graph.nodes(node, RDF["type"]))
    statements = (
        *_own(graph, ontology, node),
        *_others(graph, node),
        *_tenures(graph, node),
        *_events(graph, node),
        *_tellers(graph, node),
        *_reports(graph, node),
    )
    return Description(node.value, _label(graph, node), types, statements)


def _named(graph: Index) -> Iterator[tuple[NamedNode, str]]:
    """Entities, events and articles with each of their names."""
    for predicate in _NAMES:
        for node, name in graph.pairs(predicate):
            kinds = graph.nodes(node, RDF["type"])
            if isinstance(node, NamedNode) and not {KG["Report"], KG["Tenure"]} & set(kinds):
                yield node, str(getattr(name, "value", ""))


_WORDS = {SKOS["altLabel"]: "also called", WGS["lat"]: "latitude", WGS["long"]: "longitude"}
_WORDS |= {SCHEMA["datePublished"]: "published on", SCHEMA["dateModified"]: "changed on"}
_WORDS |= {SCHEMA["url"]: "found at", DCTERMS["identifier"]: "name"}
_WORDS |= {SKOS["exactMatch"]: "is", OWL["sameAs"]: "is", SKOS["closeMatch"]: "is likely"}


def _label(graph: Index, node: NamedNode) -> str:
    if node in _WORDS:
        return _WORDS[node]
    return graph.text(node, RDFS["label"]) or node.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _quotations(graph: Index, node: NamedNode) -> tuple[Quotation, ...]:
    """The quotes that a report, tenure or quantity rests on."""
    quotations = {_quotation(graph, each) for each in graph.nodes(node, KG["evidence"])}
    return tuple(sorted(quotations, key=lambda each: (each.article, each.start, each.end)))


def _quotation(graph: Index, evidence: NamedNode) -> Quotation:
    article = graph.node(evidence, KG["inArticle"])
    start, end = (int(graph.text(evidence, KG[edge]) or 0) for edge in ("start", "end"))
    name = _label(graph, article) if article else ""
    date = (graph.text(article, SCHEMA["datePublished"]) or "") if article else ""
    return Quotation(name, date, start, end, graph.text(evidence, KG["quote"]) or "")


def _own(graph: Index, ontology: Index, node: NamedNode) -> Iterator[Statement]:
    """The statements with the node as subject; those of an event rest on the reports whose article tells them."""
    reports = graph.subjects(KG["about"], node)
    for predicate, value in graph.about(node):
        if predicate in (RDF["type"], RDFS["label"], KG["quantity"], KG["evidence"]):
            continue
        target = value.value if isinstance(value, NamedNode) else ""
        text = _named_value(graph, ontology, value)
        evidence = tuple(quote for report in reports for quote in _quotations(graph, report))
        yield Statement(_label(ontology, predicate), text, target, evidence)


def _named_value(graph: Index, ontology: Index, value: object) -> str:
    if isinstance(value, NamedNode):
        if value not in graph and value not in ontology:
            return value.value
        return _label(graph if value in graph else ontology, value)
    return str(getattr(value, "value", value))


def _tenures(graph: Index, node: NamedNode) -> Iterator[Statement]:
    """The positions that a person holds, and those held for the node; one that several articles tell is told once."""
    for predicate, words in ((KG["holder"], "holds the position"), (KG["heldFor"], "is represented by")):
        told: dict[str, list[NamedNode]] = {}
        for tenure in graph.subjects(predicate, node):
            told.setdefault(_label(graph, tenure), []).append(tenure)
        for label, tenures in told.items():
            evidence = (quotation for tenure in tenures for quotation in _quotations(graph, tenure))
            yield Statement(words, label, tenures[0].value, tuple(evidence))


def _events(graph: Index, node: NamedNode) -> Iterator[Statement]:
    """The events that the node takes part in or is the place of."""
    for role, words in _ROLES.items():
        for event in graph.subjects(role, node):
            reports = graph.subjects(KG["about"], event)
            evidence = tuple(quote for report in reports for quote in _quotations(graph, report))
            yield Statement(words, _label(graph, event), event.value, evidence)


def _others(graph: Index, node: NamedNode) -> Iterator[Statement]:
    """The copies of an article, and its next version."""
    for predicate, words in ((KG["copyOf"], "has the copy"), (KG["revisionOf"], "is superseded by")):
        for article in graph.subjects(predicate, node):
            source = graph.text(article, DCTERMS["source"])
            told = ", ".join(filter(None, (_label(graph, article), source)))
            yield Statement(words, told, article.value)


def _tellers(graph: Index, node: NamedNode) -> Iterator[Statement]:
    """How many articles report an event, and how many independent sources these are."""
    articles = tellers(graph, node)
    if articles:
        counts = (len(articles), "article"), (len(independent(graph, articles)), "independent source")
        told = (f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts)
        yield Statement("is told by", ", ".join(told))


def _reports(graph: Index, node: NamedNode) -> Iterator[Statement]:
    """What articles report of an event, what a source says, what an article tells."""
    for predicate in (KG["about"], KG["attributedTo"]):
        for report in graph.subjects(predicate, node):
            words = "is reported as" if predicate == KG["about"] else "is the source of"
            yield Statement(words, _reported(graph, report), report.value, _quotations(graph, report))
            if predicate == KG["about"]:
                yield from _quantities(graph, report)
    for event in dict.fromkeys(
        event for report in graph.subjects(KG["inArticle"], node) for event in graph.nodes(report, KG["about"])
    ):
        yield Statement("tells of", _label(graph, event), event.value)


def _reported(graph: Index, report: NamedNode) -> str:
    factuality = graph.node(report, KG["factuality"])
    article = graph.node(report, KG["inArticle"])
    event = graph.node(report, KG["about"])
    sources = ", ".join(_label(graph, source) for source in graph.nodes(report, KG["attributedTo"]))
    title = (graph.text(article, DCTERMS["title"]) or _label(graph, article)) if article else ""
    words = f"{_label(graph, event) if event else ''}: {_label(graph, factuality) if factuality else ''}, in “{title}”"
    return f"{words}, according to {sources}" if sources else words


def _quantities(graph: Index, report: NamedNode) -> Iterator[Statement]:
    for quantity in graph.nodes(report, KG["quantity"]):
        measure = graph.node(quantity, KG["measure"])
        bounds = [graph.text(quantity, KG[bound]) for bound in ("minimum", "maximum")]
        yield Statement(
            "counts",
            f"{_range(*bounds)} {_label(graph, measure) if measure else ''}",
            quantity.value,
            _quotations(graph, quantity),
        )


def _range(low: str | None, high: str | None) -> str:
    if low == high:
        return str(low)
    return f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low} to {high}"
