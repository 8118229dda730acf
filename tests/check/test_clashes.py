"""Contradictions that plain rules can trace are traced, in words."""

import pytest

from kgbuild.check.clashes import contradictions
from kgbuild.store import Quad
from tests.check.ontologies import GRAPH, ontology, turtle


@pytest.fixture(scope="module")
def shipped() -> list[Quad]:
    """The shipped ontology."""
    return ontology()


def test_a_sound_graph_has_none(shipped: list[Quad]) -> None:
    """A graph that uses every property as it is meant shows no contradiction."""
    assert contradictions([*shipped, *turtle(GRAPH)]) == []


@pytest.mark.parametrize(
    ("text", "node", "message"),
    [
        ("ex:x a kg:Person, kg:State .", "x", "“person” and “state”"),
        ("ex:x a kg:City . ex:e kg:agent ex:x .", "x", "id/e “has agent” it"),
        ("ex:x a kg:Person ; kg:startDate '2023'^^xsd:gYear .", "x", "it “starts on” 2023"),
        ("ex:x a kg:UnrealizedEvent, kg:Airstrike .", "x", "“military operation” and “unrealized event”"),
        ("ex:x kg:holder ex:p ; kg:factuality kg:actual .", "x", "“report” and “tenure”"),
        ("ex:x kg:partOf ex:x .", "x", "never leads back"),
        ("ex:x kg:cause ex:y . ex:y kg:cause ex:x .", "x", "never leads back"),
        ("ex:A a owl:Class ; owl:disjointWith ex:B . ex:x a ex:A, ex:B .", "x", "<https://example.org/id/A>"),
        ("ex:r kg:attributedTo ex:x . ex:x a kg:City .", None, None),
    ],
)
def test_contradictions_are_traced(text: str, node: str | None, message: str | None, shipped: list[Quad]) -> None:
    """The finding names the node and says which statements put it into classes that exclude each other."""
    found = contradictions([*shipped, *turtle(text)])
    if node is None or message is None:
        assert found == []
        return
    assert f"https://example.org/id/{node}" in {finding.node for finding in found}
    assert message in " ".join(finding.message for finding in found)


def test_a_list_that_never_ends_is_survived() -> None:
    """A list of disjoint classes that leads back into itself does not hang the check."""
    text = """
    ex:all a owl:AllDisjointClasses ; owl:members ex:list . ex:list rdf:first ex:A ; rdf:rest ex:more .
    ex:more rdf:first ex:B ; rdf:rest ex:list . ex:x a ex:A, ex:B .
    """
    assert [finding.node for finding in contradictions(turtle(text))] == ["https://example.org/id/x"]
