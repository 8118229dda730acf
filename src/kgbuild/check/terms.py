"""What every term of a graph must be: well formed, named, and described where it is the graph's own."""

import re
from collections.abc import Iterable, Iterator

from kgbuild.check.finding import RULES, Finding, Severity
from kgbuild.store import (
    DCTERMS,
    OWL,
    RDF,
    SCHEMA,
    SKOS,
    BlankNode,
    Index,
    Literal,
    Lookups,
    NamedNode,
    Quad,
    Statement,
    is_well_formed,
)

_ILL_TYPED = "A literal is one of its datatype: a date is a day of the calendar, a number has digits."
_BLANK = "Every node has an IRI; a graph has no blank nodes."
_DANGLING = "What a statement points at within the graph is described there."
_LINKS = {SCHEMA["url"], DCTERMS["source"], DCTERMS["license"], SKOS["exactMatch"], SKOS["closeMatch"], OWL["sameAs"]}
_BASE = re.compile(r"(.*[/#])[^/#]+[/#][^/#]*")


def term_findings(data: Iterable[Quad], known: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """A finding for each ill-typed literal, each blank node, and each IRI of the graph's own that is not described.

    An IRI is the graph's own where it begins as one that is described, up to the kind and name that end it. `known` are
    IRIs that are described elsewhere. What links to the web at large may point anywhere.
    """
    graph = Index(data)
    rules = TermRules(graph, known, bases(graph.statements()))
    return (finding for statements in graph.portions() for finding in rules.findings(statements))


class TermRules:
    """The rules of `term_findings` for the statements of a graph, whichever part of them is looked at.

    `own` are the beginnings of IRIs that the graph describes.
    """

    def __init__(self, graph: Lookups, known: frozenset[str], own: frozenset[str]) -> None:
        self._graph, self._known, self._own = graph, known, own

    def findings(self, statements: Iterable[Statement]) -> Iterator[Finding]:
        """What breaks the rules in some statements of the graph."""
        for subject, predicate, value in statements:
            if isinstance(subject, BlankNode):
                yield _finding(_name(subject), "NodeIsNamed", _BLANK, "", subject)
            if isinstance(value, BlankNode):
                yield _finding(_name(subject), "NodeIsNamed", _BLANK, predicate.value, value)
            elif isinstance(value, Literal) and not is_well_formed(value.value, value.datatype.value):
                yield _finding(_name(subject), "LiteralIsWellFormed", _ILL_TYPED, predicate.value, value)
            elif isinstance(value, NamedNode) and predicate not in _LINKS and self._dangles(value):
                yield _finding(_name(subject), "NodeIsDescribed", _DANGLING, predicate.value, value)

    def _dangles(self, node: NamedNode) -> bool:
        known = node.value in self._known or _base(node.value) not in self._own
        return not known and not self._graph.objects(node, RDF["type"])


def bases(statements: Iterable[Statement]) -> frozenset[str]:
    """How the IRIs begin that some statements describe: what a graph calls its own."""
    kind = RDF["type"]
    return beginnings(node.value for node, way, _ in statements if way == kind and isinstance(node, NamedNode))


def beginnings(iris: Iterable[str]) -> frozenset[str]:
    """The parts of IRIs before their kind and name."""
    return frozenset(map(_base, iris)) - {""}


def rename_blank_nodes(data: Iterable[Quad]) -> list[Quad]:
    """The same statements, blank nodes labelled b1, b2 … by what is said of them, whatever they were called before."""
    statements = list(data)
    said: dict[BlankNode, list[str]] = {}
    for each in statements:
        for term in {each.subject, each.object}:
            if isinstance(term, BlankNode):
                said.setdefault(term, []).append(_anonymous(each))
    ranked = sorted(said, key=lambda node: sorted(said[node]))
    labels: dict[object, BlankNode] = {node: BlankNode(f"b{place}") for place, node in enumerate(ranked, 1)}
    if not labels:
        return statements
    return [
        Quad(labels.get(each.subject, each.subject), each.predicate, labels.get(each.object, each.object))
        for each in statements
    ]


def _anonymous(statement: Quad) -> str:
    """A statement as text that does not tell the labels of its blank nodes."""
    terms = (statement.subject, statement.predicate, statement.object)
    return " ".join("[]" if isinstance(term, BlankNode) else str(term) for term in terms)


def _base(iri: str) -> str:
    """The part of an IRI before its kind and name."""
    match = _BASE.fullmatch(iri)
    return match[1] if match else ""


def _name(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _finding(node: str, rule: str, message: str, path: str, value: NamedNode | BlankNode | Literal) -> Finding:
    return Finding(node, RULES + rule, Severity.VIOLATION, message, path, value)
