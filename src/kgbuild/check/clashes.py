"""Which nodes contradict the ontology, and by which two statements; what plain rules can tell without a reasoner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, combinations

from kgbuild.check.finding import RULES, Finding, Severity
from kgbuild.store import (
    OWL,
    RDF,
    RDFS,
    SKOS,
    BlankNode,
    Index,
    Lookups,
    NamedNode,
    Quad,
    Statement,
    Term,
    Triple,
    lexical,
)

Reasons = dict[NamedNode, Triple]


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a portion of a graph tells of contradictions: nodes that may be in one, statements that lead back.

    `kinds` are the classes that it puts nodes into of which other portions speak too.
    """

    suspects: frozenset[Term] = frozenset()
    loops: tuple[Triple, ...] = ()
    kinds: Mapping[Term, frozenset[NamedNode]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """A node that is in two classes of which nothing can be in both; each with the statement that puts it there."""

    node: Term
    classes: tuple[NamedNode, NamedNode]
    reasons: tuple[Triple, Triple]


def contradictions(statements: Iterable[Quad | Triple]) -> list[Finding]:
    """The contradictions that follow from named classes, domains, ranges and disjointness, and from loops.

    A graph without any can still be inconsistent: what follows from restrictions, counts or datatypes is not seen here.
    """
    graph = Index(statements)
    suspicion = Suspicion(graph)
    for portion in graph.portions():
        suspicion.add(suspicion.look(portion))
    return suspicion.findings()


class Suspicion:
    """What may contradict the ontology in a graph, as found so far."""

    def __init__(self, graph: Lookups) -> None:
        self._graph = graph
        self._apart = disjoint_classes(graph)
        self._signatures = _Signatures(graph)
        self._known: dict[frozenset[NamedNode], bool] = {}
        self._shared: defaultdict[Term, set[NamedNode]] = defaultdict(set)
        self._suspects: set[Term] = set()
        irreflexive, asymmetric = (
            frozenset(graph.instances(OWL[n])) for n in ("IrreflexiveProperty", "AsymmetricProperty")
        )
        self._ways, self._one_ways = irreflexive | asymmetric, asymmetric
        self._loops: dict[Triple, None] = {}

    def look(self, statements: Iterable[Statement]) -> Doubts:
        """Judge a portion of the graph, while it is at hand."""
        told: defaultdict[Term, set[NamedNode]] = defaultdict(set)
        loops: list[Triple] = []
        for statement in statements:
            for node, kind in _typed_by(statement, self._signatures):
                told[node].add(kind)
            if statement[1] in self._ways and self._leads_back(statement):
                loops.append(Triple(*statement))  # type: ignore[arg-type]
        own = {node for node in told if self._graph.owns(node)}
        suspects = frozenset(node for node in own if self._clash(told[node]))
        shared = {node: frozenset(kinds) for node, kinds in told.items() if node not in own}
        return Doubts(suspects, tuple(loops), shared)

    def add(self, doubts: Doubts) -> None:
        """Take in what `look` has told."""
        self._suspects |= doubts.suspects
        self._loops |= dict.fromkeys(doubts.loops)
        for node, kinds in doubts.kinds.items():
            self._shared[node] |= kinds

    def findings(self) -> list[Finding]:
        """The contradictions in all that was looked at."""
        suspects = self._suspects | {node for node, kinds in self._shared.items() if self._clash(kinds)}
        found = [_clash_finding(clash, self._graph) for node in suspects for clash in self._clashes(node)]
        found += [_loop_finding(triple, self._graph) for triple in self._loops]
        return sorted(set(found), key=lambda finding: finding.order)

    def _clash(self, kinds: Iterable[NamedNode]) -> bool:
        """Whether nothing can be in all of the classes."""
        told = frozenset(kinds)
        if told not in self._known:
            everything = {each for kind in told for each in above(self._graph, kind, RDFS["subClassOf"])}
            self._known[told] = any(frozenset(pair) in self._apart for pair in combinations(everything, 2))
        return self._known[told]

    def _clashes(self, node: Term) -> Iterator[Clash]:
        near = chain(self._graph.matching(node, None, None), self._graph.matching(None, None, node))
        reasons = _types(node, near, self._graph)
        for pair in combinations(sorted(reasons, key=lambda each: each.value), 2):
            if frozenset(pair) in self._apart:
                yield Clash(node, pair, (reasons[pair[0]], reasons[pair[1]]))

    def _leads_back(self, statement: Statement) -> bool:
        """Whether a statement leads back to its subject by a property that never does."""
        subject, predicate, value = statement
        return subject == value or (predicate in self._one_ways and subject in self._graph.objects(value, predicate))


def above(index: Lookups, term: NamedNode, predicate: NamedNode) -> tuple[NamedNode, ...]:
    """A class or property and all above it by rdfs:subClassOf or rdfs:subPropertyOf, nearest first."""
    found = [term]
    for each in found:
        found += [parent for parent in index.nodes(each, predicate) if parent not in found]
    return tuple(found)


def _types(term: Term, near: Iterable[Statement], index: Lookups) -> Reasons:
    """The classes of a node, stated or inferred, each with the first statement near it that puts the node there."""
    found: Reasons = {}
    signatures = _Signatures(index)
    triples = {Triple(*each) for each in near}  # type: ignore[arg-type]
    for triple in sorted(triples, key=str):
        for node, kind in _typed_by((triple.subject, triple.predicate, triple.object), signatures):
            for each in above(index, kind, RDFS["subClassOf"]) if node == term else ():
                found.setdefault(each, triple)
    return found


def _typed_by(statement: Statement, signatures: "_Signatures") -> Iterator[tuple[Term, NamedNode]]:
    """What a statement says of the class of its subject and of its object."""
    subject, predicate, value = statement
    if predicate == RDF["type"]:
        if isinstance(value, NamedNode):
            yield subject, value  # type: ignore[misc]
        return
    domains, ranges = signatures[predicate]
    for kind in domains:
        yield subject, kind  # type: ignore[misc]
    if ranges and isinstance(value, NamedNode | BlankNode):
        for kind in ranges:
            yield value, kind


class _Signatures(dict[NamedNode, tuple[tuple[NamedNode, ...], tuple[NamedNode, ...]]]):
    """The domains and ranges of each property, those of the properties above it too."""

    def __init__(self, index: Lookups) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, predicate: NamedNode) -> tuple[tuple[NamedNode, ...], tuple[NamedNode, ...]]:
        line = above(self._index, predicate, RDFS["subPropertyOf"])
        domains, ranges = (
            tuple(kind for each in line for kind in self._index.nodes(each, RDFS[way])) for way in ("domain", "range")
        )
        self[predicate] = domains, ranges
        return domains, ranges


def disjoint_classes(index: Lookups) -> set[frozenset[object]]:
    """The pairs of classes that are stated to be disjoint."""
    found = {frozenset(pair) for pair in index.pairs(OWL["disjointWith"])}
    for _, head in index.pairs(OWL["members"]):
        found |= {frozenset(pair) for pair in combinations(_items(index, head), 2)}
    return found


def _items(index: Lookups, head: object) -> list[object]:
    """The items of an RDF list; a list that never ends is cut where it repeats."""
    items: list[object] = []
    seen: set[object] = set()
    while head not in seen and head != RDF["nil"]:
        seen.add(head)
        items += index.objects(head, RDF["first"])[:1]
        head = next(iter(index.objects(head, RDF["rest"])), RDF["nil"])
    return items


def _clash_finding(clash: Clash, index: Lookups) -> Finding:
    first, second = (name(index, kind) for kind in clash.classes)
    why = " and ".join(_because(index, clash.node, reason) for reason in clash.reasons)
    message = f"Nothing is both {first} and {second}, but {why}."
    return Finding(_text(clash.node), RULES + "consistent", Severity.VIOLATION, message)


def _loop_finding(triple: Triple, index: Lookups) -> Finding:
    message = f"{name(index, triple.predicate)} never leads back to where it starts."
    return Finding(
        _text(triple.subject), RULES + "consistent", Severity.VIOLATION, message, triple.predicate.value, triple.object
    )


def _because(index: Lookups, node: Term, reason: Triple) -> str:
    """How a statement puts a node into a class, in words."""
    if reason.predicate == RDF["type"]:
        return f"it is stated to be {name(index, reason.object)}"
    if reason.subject == node:
        return f"it {name(index, reason.predicate)} {_text(reason.object)}"
    return f"{_text(reason.subject)} {name(index, reason.predicate)} it"


def name(index: Lookups, term: Term) -> str:
    """The label of a class or property in quotes, else its IRI."""
    label = index.text(term, RDFS["label"]) or index.text(term, SKOS["prefLabel"])
    return f"“{label}”" if label else f"<{_text(term)}>"


def _text(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else lexical(term)
