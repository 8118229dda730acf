"""The check of a graph: shapes, terms, evidence, contradictions and, on demand, a reasoner."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from kgbuild.check import shacl
from kgbuild.check.clashes import contradictions
from kgbuild.check.consistency import consistency
from kgbuild.check.evidence import reread
from kgbuild.check.finding import Finding, Severity
from kgbuild.check.location import locate
from kgbuild.check.shapes import refuse_undeclared
from kgbuild.check.terms import rename_blank_nodes, term_findings
from kgbuild.model import Article
from kgbuild.store import RDF, SH, BlankNode, Index, Literal, NamedNode, Quad, Term, iri

_SEVERITIES = {SH["Warning"].value: Severity.WARNING, SH["Info"].value: Severity.INFO}
_SHAPE_PARENTS = (SH["property"], SH["node"], SH["not"], SH["qualifiedValueShape"])


def check(
    data: Iterable[Quad],
    ontology: Iterable[Quad],
    shapes: Iterable[Quad],
    articles: Mapping[str, Article],
    reason: bool = False,
) -> list[Finding]:
    """All that is wrong with a graph, the worst first, always in the same order; empty where nothing is.

    `data` is the whole graph, entities and all; `ontology` and `shapes` are the shipped ones with the project's own;
    `articles` are by name. `reason` also asks HermiT. Raises OntologyError for shapes that cannot be used,
    ReasonerError where the reasoner cannot answer.
    """
    with _without_collection():
        statements, terms, rules = rename_blank_nodes(data), list(ontology), list(shapes)
        refuse_undeclared(rules, terms)
        graph = Index(statements)
        found = _shape_findings(statements, terms, rules, graph)
        found += term_findings(statements, frozenset(_text(each.subject) for each in terms))
        found += reread(graph, articles)
        found += contradictions([*statements, *terms])
        if reason:
            found += consistency(statements + terms)
        return sorted({_located(each, graph, articles) for each in found}, key=lambda each: each.order)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for cyclic garbage: among millions of terms that takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _shape_findings(data: list[Quad], ontology: list[Quad], shapes: list[Quad], graph: Index) -> list[Finding]:
    """What the shapes find in graph and ontology together, each finding named for a node of the graph."""
    names, users = _rule_names(shapes), _first_users(data)
    found = []
    for result in shacl.validate([*data, *ontology, *_properties(data)], shapes):
        node: Term = result.focus
        value = result.value
        if node not in graph and value is not None and value in graph:
            node = value
        elif node not in graph and isinstance(node, NamedNode) and node.value in users:
            node, value = users[node.value], node
        rule = names.get(result.shape, str(result.shape))
        severity = _SEVERITIES.get(result.severity, Severity.VIOLATION)
        found.append(
            Finding(_text(node), rule, severity, result.message, result.path, value, component=result.component)
        )
    return found


def _properties(data: Iterable[Quad]) -> list[Quad]:
    """What follows from RDF itself: each predicate in use is an rdf:Property (entailment pattern rdfD2)."""
    return [Quad(each, RDF["type"], RDF["Property"]) for each in {statement.predicate for statement in data}]


def _first_users(data: Iterable[Quad]) -> dict[str, Term]:
    """For each property and class in use, the first node, by IRI, that uses it."""
    users: dict[str, Term] = {}
    for each in sorted(data, key=lambda each: _text(each.subject)):
        users.setdefault(each.predicate.value, each.subject)
        if each.predicate == RDF["type"] and isinstance(each.object, NamedNode):
            users.setdefault(each.object.value, each.subject)
    return users


def _rule_names(shapes: list[Quad]) -> dict[object, str]:
    """The IRI of each shape; a shape without one goes by the shape that it is part of."""
    parents: dict[object, object] = {each.object: each.subject for each in shapes if each.predicate in _SHAPE_PARENTS}
    names: dict[object, str] = {}
    for shape in {each.subject for each in shapes}:
        named: object = shape
        for _ in shapes:
            if isinstance(named, NamedNode) or named not in parents:
                break
            named = parents[named]
        names[shape] = named.value if isinstance(named, NamedNode) else "a shape without a name"
    return names


def _located(finding: Finding, graph: Index, articles: Mapping[str, Article]) -> Finding:
    """The finding with its article and sentence."""
    node: Term = BlankNode(finding.node[2:]) if finding.node.startswith("_:") else iri(finding.node)
    article, sentence = locate(graph, articles, node)
    if not sentence and isinstance(finding.value, NamedNode):
        value_article, sentence = locate(graph, articles, finding.value)
        article = article or value_article
    return replace(finding, article=article, sentence=sentence)


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
