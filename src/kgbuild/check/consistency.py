"""Can the world be as ontology and graph say? The reasoner's verdict, with reasons where rules tell them."""

from collections.abc import Iterable
from itertools import combinations

from kgbuild.check.clashes import above, contradictions, disjoint_classes, name
from kgbuild.check.finding import RULES, Finding, Severity
from kgbuild.check.reasoner import TIMEOUT, reason
from kgbuild.store import RDFS, Index, NamedNode, Quad, Triple


def consistency(statements: Iterable[Quad | Triple], timeout: float = TIMEOUT) -> list[Finding]:
    """What HermiT objects to in ontology and graph together; empty where they are consistent.

    A contradiction is traced to nodes and statements where it follows from classes, domains and ranges; where it does
    not, one finding says that there is one. ReasonerError as `reason` raises it.
    """
    statements = list(statements)
    verdict = reason(statements, timeout)
    if not verdict.consistent:
        return contradictions(statements) or [_untraced()]
    index = Index(statements)
    return [_unsatisfiable(index, NamedNode(each)) for each in verdict.unsatisfiable]


def _untraced() -> Finding:
    message = (
        "The graph contradicts the ontology, by restrictions, counts or datatypes; "
        "check it in parts to find the statements that do."
    )
    return Finding("https://w3id.org/kgbuild/ontology", RULES + "consistent", Severity.VIOLATION, message)


def _unsatisfiable(index: Index, kind: NamedNode) -> Finding:
    """A class that can have no member, with the two classes above it that exclude each other where there are such."""
    apart = disjoint_classes(index)
    pairs = combinations(above(index, kind, RDFS["subClassOf"]), 2)
    why = next((f": it is below both {name(index, a)} and {name(index, b)}" for a, b in pairs if {a, b} in apart), "")
    message = f"Nothing can be a member of the class {name(index, kind)}{why}."
    return Finding(kind.value, RULES + "satisfiable", Severity.VIOLATION, message)
