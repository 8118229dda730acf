"""The check of a graph: shapes, terms, evidence, contradictions and, on demand, a reasoner."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import cast

from kgbuild.check import shacl
from kgbuild.check.aiming import Screening
from kgbuild.check.clashes import Doubts, Suspicion
from kgbuild.check.consistency import consistency
from kgbuild.check.constraint_queries import Asker
from kgbuild.check.evidence import reread
from kgbuild.check.finding import Finding, Severity
from kgbuild.check.location import locate
from kgbuild.check.profile import profile
from kgbuild.check.shapes import refuse_undeclared, refuse_unusable
from kgbuild.check.terms import TermRules, bases, rename_blank_nodes
from kgbuild.model import Article
from kgbuild.store import (
    RDF,
    SH,
    BlankNode,
    DiskIndex,
    Index,
    Joint,
    Literal,
    Lookups,
    NamedNode,
    Quad,
    Statement,
    Term,
    iri,
)

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
    `articles` are by name. `reason` also asks whether the ontology is in OWL 2 DL, and where it is, HermiT. Raises
    OntologyError for shapes that cannot be used, ReasonerError where the reasoner cannot answer.
    """
    with _without_collection():
        rules = Rules(list(ontology), list(shapes))
        return _inspected(Index(rename_blank_nodes(data)), rules, articles, reason, None)


def check_in_portions(
    portions: Iterable[Iterable[Quad]],
    ontology: Iterable[Quad],
    shapes: Iterable[Quad],
    articles: Mapping[str, Article],
    folder: Path,
    reason: bool = False,
) -> list[Finding]:
    """The same of a graph that comes in portions, such as files, and need not fit into memory; only one at a time does.

    What is said across portions is looked up in `folder`, an empty one, which may be removed afterwards.
    """
    with closing(DiskIndex(folder / "statements", _with_named_nodes(portions))) as graph:
        return _inspected(graph, Rules(list(ontology), list(shapes)), articles, reason, folder / "queries")


def _with_named_nodes(portions: Iterable[Iterable[Quad]]) -> Iterator[list[Quad]]:
    """The portions, and last all statements with blank nodes, which are then labelled as `rename_blank_nodes` does."""
    nameless: list[Quad] = []
    for portion in portions:
        named: list[Quad] = []
        for each in portion:
            blank = isinstance(each.subject, BlankNode) or isinstance(each.object, BlankNode)
            (nameless if blank else named).append(each)
        yield named
    if nameless:
        yield rename_blank_nodes(nameless)


def _inspected(
    graph: Lookups, rules: "Rules", articles: Mapping[str, Article], reason: bool, folder: Path | None
) -> list[Finding]:
    inspection = Inspection(graph, rules, articles, bases(graph.statements()), partial(Asker, folder=folder))
    for statements in graph.portions():
        inspection.add(inspection.look(statements))
    return inspection.findings(reason)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a graph is checked with: the shipped ontology and shapes with the project's own."""

    ontology: Sequence[Quad]
    shapes: Sequence[Quad]


@dataclass(frozen=True, slots=True)
class Note:
    """What one portion of a graph yields: findings, shapes aimed at nodes that may break them, doubts.

    `judged` is what the validator has found already, each with the node that it looked at; then there are no `aims`.
    """

    found: tuple[Finding, ...]
    aims: tuple[Quad, ...]
    doubts: Doubts
    judged: tuple[tuple[Term, Finding], ...] = ()


class Inspection:
    """The check of a graph, portion by portion; `own` are the beginnings of the IRIs that it describes.

    Raises OntologyError for shapes that cannot be used.
    """

    def __init__(
        self,
        graph: Lookups,
        rules: Rules,
        articles: Mapping[str, Article],
        own: frozenset[str],
        asker: Callable[[Lookups], Asker],
    ) -> None:
        refuse_undeclared(rules.shapes, rules.ontology)
        refuse_unusable(rules.shapes)
        self._graph, self._rules, self._articles = graph, rules, articles
        self._whole = Joint(graph, Index([*rules.ontology, *_properties(graph)]))
        self._terms = TermRules(graph, frozenset(_text(each.subject) for each in rules.ontology), own)
        self._screening = Screening(self._whole, rules.shapes, asker(self._whole))
        self._suspicion = Suspicion(self._whole)
        self._found: list[Finding] = []
        self._judged: list[tuple[Term, Finding]] = []
        self._names, self._shapes = _rule_names(rules.shapes), Index(rules.shapes)

    def judge(self, statements: list[Statement]) -> Note:
        """What the portion at hand yields, with the validator's word on it."""
        note = self.look(statements)
        results = shacl.examine(self._whole, self._shapes, note.aims) if note.aims else ()
        return replace(note, aims=(), judged=tuple(map(self._finding, results)))

    def look(self, statements: list[Statement]) -> Note:
        """What the portion at hand yields."""
        found = chain(self._terms.findings(statements), reread(statements, self._graph, self._articles))
        aims = self._screening.look(statements)
        return Note(tuple(found), tuple(aims), self._suspicion.look(statements))

    def add(self, note: Note) -> None:
        """Take in what a portion has yielded."""
        self._found += note.found
        self._judged += note.judged
        self._screening.add(note.aims)
        self._suspicion.add(note.doubts)

    def findings(self, reason: bool = False, trusted: bool = False) -> list[Finding]:
        """All findings once all portions are taken in; `trusted` are shapes that the validator has accepted before."""
        for statements in self._whole.rest():
            self._screening.add(self._screening.look(statements))
            self._suspicion.add(self._suspicion.look(statements))
        judged = list(self._judged)
        if not trusted or self._screening.open:
            judged += map(self._finding, shacl.validate(self._whole, self._rules.shapes, self._screening))
        found = [*self._found, *(self._placed(*each) for each in judged), *self._suspicion.findings()]
        if reason:
            ontology = self._rules.ontology
            found += profile(ontology) or consistency(chain(_quads(self._graph), ontology))
        return sorted({_located(each, self._graph, self._articles) for each in found}, key=lambda each: each.order)

    def _finding(self, result: shacl.Result) -> tuple[Term, Finding]:
        """What the validator has found, with the node that it looked at."""
        rule = self._names.get(result.shape, str(result.shape))
        severity = _SEVERITIES.get(result.severity, Severity.VIOLATION)
        node, path, value = _text(result.focus), result.path, result.value
        return result.focus, Finding(node, rule, severity, result.message, path, value, component=result.component)

    def _placed(self, node: Term, found: Finding) -> Finding:
        """A finding of the validator, named for a node of the graph."""
        graph, value = self._graph, found.value
        if node not in graph and value is not None and value in graph:
            node = value
        elif node not in graph and isinstance(node, NamedNode) and (user := _first_user(graph, node)) is not None:
            node, value = user, node
        return replace(found, node=_text(node), value=value)


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


def _properties(graph: Lookups) -> list[Quad]:
    """What follows from RDF itself: each predicate in use is an rdf:Property (entailment pattern rdfD2)."""
    return [Quad(each, RDF["type"], RDF["Property"]) for each in graph.predicates()]


def _first_user(graph: Lookups, term: NamedNode) -> Term | None:
    """The first node, by IRI, that uses a property or class; None where nothing does."""
    users = chain((node for node, _ in graph.pairs(term)), graph.holders(RDF["type"], term))
    return min(cast("Iterable[Term]", users), key=_text, default=None)


def _quads(graph: Lookups) -> Iterator[Quad]:
    return (Quad(*each) for each in graph.statements())  # type: ignore[arg-type]


def _rule_names(shapes: Sequence[Quad]) -> dict[object, str]:
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


def _located(finding: Finding, graph: Lookups, articles: Mapping[str, Article]) -> Finding:
    """The finding with its article and sentence."""
    node: Term = BlankNode(finding.node[2:]) if finding.node.startswith("_:") else iri(finding.node)
    article, sentence = locate(graph, articles, node)
    if not sentence and isinstance(finding.value, NamedNode):
        value_article, sentence = locate(graph, articles, finding.value)
        article = article or value_article
    return replace(finding, article=article, sentence=sentence)


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
