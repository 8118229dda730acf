"""What every term of a graph must be, whatever it says."""

import pytest

from kgbuild.check import check
from kgbuild.check.terms import rename_blank_nodes, term_findings
from kgbuild.store import Quad, parse
from tests.checked import articles, good, ontology, shapes

PREFIXES = """
@base <https://example.org/id/> .
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<person/ana> a kg:Person .
"""


def turtle(text: str) -> list[Quad]:
    """The statements of Turtle, beside one person."""
    return parse(PREFIXES + text, ".ttl", "test")


def rules(text: str) -> list[str]:
    """The rules that the terms of a graph break."""
    return [each.rule_name for each in term_findings(turtle(text))]


@pytest.mark.parametrize(
    "value",
    [
        '"2023-13-45"^^xsd:date',
        '"2023-02-31"^^xsd:date',
        '"2023-13"^^xsd:gYearMonth',
        '"23"^^xsd:gYear',
        '"many"^^xsd:integer',
        '"-1"^^xsd:nonNegativeInteger',
        '"yes"^^xsd:boolean',
    ],
)
def test_ill_typed_literal_is_found(value: str) -> None:
    """A literal that its datatype does not have is found, whatever the property is."""
    assert rules(f"<person/ana> kg:own {value} .") == ["LiteralIsWellFormed"]


@pytest.mark.parametrize(
    "value", ['"2024-02-29"^^xsd:date', '"2023-09"^^xsd:gYearMonth', "7", '"x"^^<urn:own>', "'x'@en"]
)
def test_well_formed_literal_passes(value: str) -> None:
    """A literal of its datatype, or of one that is not known, passes."""
    assert rules(f"<person/ana> kg:own {value} .") == []


def test_what_is_not_described_is_found() -> None:
    """An IRI of the graph's own that nothing describes is found, of whatever kind it says it is."""
    assert rules("<person/ana> kg:own <person/bob> .") == ["NodeIsDescribed"]
    assert rules("<person/ana> kg:own <unheard/of> .") == ["NodeIsDescribed"]


@pytest.mark.parametrize(
    "value", ["<https://example.com/person/bob>", "kg:Person", "<http://www.wikidata.org/entity/Q1>", "<person/ana>"]
)
def test_what_lies_elsewhere_passes(value: str) -> None:
    """An IRI of somebody else, and one that is described, pass."""
    assert rules(f"<person/ana> kg:own {value} .") == []


def test_links_may_point_anywhere() -> None:
    """A web address may lie on the same site as the graph."""
    assert rules("<person/ana> schema:url <news/today> .") == []


def test_what_is_described_elsewhere_passes() -> None:
    """An IRI that is known to be described passes."""
    data = turtle("<person/ana> kg:own <person/bob> .")
    assert list(term_findings(data, frozenset({"https://example.org/id/person/bob"}))) == []


def test_blank_nodes_are_found_as_subject_and_as_value() -> None:
    """A blank node is found where it is described and where it is pointed at."""
    assert rules("<person/ana> kg:own [ kg:own 1 ] .") == ["NodeIsNamed", "NodeIsNamed"]


def test_blank_nodes_are_named_by_what_is_said() -> None:
    """The labels of blank nodes do not depend on those that they had, nor on the order of the statements."""
    text = "_:x kg:own 1 . _:y kg:own 2 . <person/ana> kg:own _:y ."
    one = rename_blank_nodes(turtle(text))
    other = rename_blank_nodes(reversed(turtle(text.replace("_:x", "_:zz").replace("_:y", "_:a"))))
    assert set(one) == set(other)
    assert len(set(one)) == 4


def test_ill_typed_literal_makes_no_noise(capsys: pytest.CaptureFixture[str]) -> None:
    """An ill-typed literal is a finding, not a traceback of a library on the terminal."""
    bad = turtle('<person/ana> kg:own "many"^^xsd:integer , "none"^^xsd:boolean , "x"^^xsd:date .')
    found = check([*good(), *bad], ontology(), shapes(), articles())
    assert sum(each.rule_name == "LiteralIsWellFormed" for each in found) == 3
    assert capsys.readouterr() == ("", "")
