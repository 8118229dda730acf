"""Which nodes contradict the ontology, and by which two statements; what plain rules can tell without a reasoner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kgbuild.check.finding import RULES, Finding, Severity
from kgbuild.store import OWL, RDF, RDFS, SKOS, BlankNode, Index, NamedNode, Quad, Term, Triple, lexical

Reasons = dict[NamedNode, Triple]


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
    triples = [Triple(each.subject, each.predicate, each.object) for each in statements]
    index = Index(triples)
    found = [_clash_finding(clash, index) for clash in _clashes(triples, index)]
    found += [_loop_finding(triple, index) for triple in _loops(triples, index)]
    return sorted(set(found), key=lambda finding: finding.order)


def _clashes(triples: list[Triple], index: Index) -> Iterator[Clash]:
    apart = disjoint_classes(index)
    suspects = _suspects(triples, index, apart)
    near = [each for each in triples if each.subject in suspects or each.object in suspects] if suspects else []
    for node, reasons in _types(near, index).items():
        for pair in combinations(sorted(reasons, key=lambda each: each.value), 2) if node in suspects else ():
            if frozenset(pair) in apart:
                yield Clash(node, pair, (reasons[pair[0]], reasons[pair[1]]))


def _suspects(triples: Iterable[Triple], index: Index, apart: set[frozenset[object]]) -> set[Term]:
    """The nodes that are in two classes of which nothing can be in both."""
    told: defaultdict[Term, set[NamedNode]] = defaultdict(set)
    signatures = _Signatures(index)
    for triple in triples:
        for node, kind in _typed_by(triple, signatures):
            told[node].add(kind)
    known: dict[frozenset[NamedNode], bool] = {}
    for kinds in map(frozenset, told.values()):
        if kinds not in known:
            everything = {each for kind in kinds for each in above(index, kind, RDFS["subClassOf"])}
            known[kinds] = any(frozenset(pair) in apart for pair in combinations(everything, 2))
    return {node for node, kinds in told.items() if known[frozenset(kinds)]}


def above(index: Index, term: NamedNode, predicate: NamedNode) -> tuple[NamedNode, ...]:
    """A class or property and all above it by rdfs:subClassOf or rdfs:subPropertyOf, nearest first."""
    found = [term]
    for each in found:
        found += [parent for parent in index.nodes(each, predicate) if parent not in found]
    return tuple(found)


def _types(triples: list[Triple], index: Index) -> Mapping[Term, Reasons]:
    """For each node its classes, stated or inferred, each with the first statement that puts the node there."""
    found: dict[Term, Reasons] = {}
    signatures = _Signatures(index)
    for triple in sorted(triples, key=str):
        for node, kind in _typed_by(triple, signatures):
            for each in above(index, kind, RDFS["subClassOf"]):
                found.setdefault(node, {}).setdefault(each, triple)
    return found


def _typed_by(triple: Triple, signatures: "_Signatures") -> Iterator[tuple[Term, NamedNode]]:
    """What a statement says of the class of its subject and of its object."""
    if triple.predicate == RDF["type"]:
        if isinstance(triple.object, NamedNode):
            yield triple.subject, triple.object
        return
    domains, ranges = signatures[triple.predicate]
    for kind in domains:
        yield triple.subject, kind
    if ranges and isinstance(triple.object, NamedNode | BlankNode):
        for kind in ranges:
            yield triple.object, kind


class _Signatures(dict[NamedNode, tuple[tuple[NamedNode, ...], tuple[NamedNode, ...]]]):
    """The domains and ranges of each property, those of the properties above it too."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, predicate: NamedNode) -> tuple[tuple[NamedNode, ...], tuple[NamedNode, ...]]:
        line = above(self._index, predicate, RDFS["subPropertyOf"])
        domains, ranges = (
            tuple(kind for each in line for kind in self._index.nodes(each, RDFS[way])) for way in ("domain", "range")
        )
        self[predicate] = domains, ranges
        return domains, ranges


def disjoint_classes(index: Index) -> set[frozenset[object]]:
    """The pairs of classes that are stated to be disjoint."""
    found = {frozenset(pair) for pair in index.pairs(OWL["disjointWith"])}
    for _, head in index.pairs(OWL["members"]):
        found |= {frozenset(pair) for pair in combinations(_items(index, head), 2)}
    return found


def _items(index: Index, head: object) -> list[object]:
    """The items of an RDF list; a list that never ends is cut where it repeats."""
    items: list[object] = []
    seen: set[object] = set()
    while head not in seen and head != RDF["nil"]:
        seen.add(head)
        items += index.objects(head, RDF["first"])[:1]
        head = next(iter(index.objects(head, RDF["rest"])), RDF["nil"])
    return items


def _loops(triples: list[Triple], index: Index) -> Iterator[Triple]:
    """Statements that lead back to their subject by a property that never does."""
    irreflexive, asymmetric = (set(index.instances(OWL[n])) for n in ("IrreflexiveProperty", "AsymmetricProperty"))
    ways = irreflexive | asymmetric
    for triple in triples:
        same = triple.predicate in ways and triple.subject == triple.object
        back = triple.predicate in asymmetric and triple.subject in index.objects(triple.object, triple.predicate)
        if same or back:
            yield triple


def _clash_finding(clash: Clash, index: Index) -> Finding:
    first, second = (name(index, kind) for kind in clash.classes)
    why = " and ".join(_because(index, clash.node, reason) for reason in clash.reasons)
    message = f"Nothing is both {first} and {second}, but {why}."
    return Finding(_text(clash.node), RULES + "consistent", Severity.VIOLATION, message)


def _loop_finding(triple: Triple, index: Index) -> Finding:
    message = f"{name(index, triple.predicate)} never leads back to where it starts."
    return Finding(
        _text(triple.subject), RULES + "consistent", Severity.VIOLATION, message, triple.predicate.value, triple.object
    )


def _because(index: Index, node: Term, reason: Triple) -> str:
    """How a statement puts a node into a class, in words."""
    if reason.predicate == RDF["type"]:
        return f"it is stated to be {name(index, reason.object)}"
    if reason.subject == node:
        return f"it {name(index, reason.predicate)} {_text(reason.object)}"
    return f"{_text(reason.subject)} {name(index, reason.predicate)} it"


def name(index: Index, term: Term) -> str:
    """The label of a class or property in quotes, else its IRI."""
    label = index.text(term, RDFS["label"]) or index.text(term, SKOS["prefLabel"])
    return f"“{label}”" if label else f"<{_text(term)}>"


def _text(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else lexical(term)
