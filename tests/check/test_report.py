"""Findings are written for people, for programs and for RDF tools."""

import json

import pytest

from kgbuild.check import Finding, Severity, check, worst
from kgbuild.check.report import FORMATS, to_json, to_report, to_text
from kgbuild.store import KG, RDF, SH, BlankNode, Index, Literal, NamedNode, Term, iri, parse, words
from tests.checked import articles, good, ontology, shapes

RULES = "https://w3id.org/kgbuild/shapes#"
NODE = "https://w3id.org/kgbuild/id/report/a-x"
FULL = Finding(
    node=NODE,
    rule=RULES + "ReportAbout",
    severity=Severity.VIOLATION,
    message="A report is about exactly one event of the graph.",
    path=KG["about"].value,
    value=iri("https://w3id.org/kgbuild/id/event/x"),
    article="a",
    sentence="They met.",
    component=SH["ClassConstraintComponent"].value,
)
BARE = Finding("_:b1", "https://example.org/Rule", Severity.WARNING, "Say more.")


def test_text_tells_all() -> None:
    """A paragraph names severity, rule, node, property, value, article and sentence, the known prefixes cut short."""
    assert to_text([FULL]) == (
        "violation: A report is about exactly one event of the graph.\n"
        "  rule     ReportAbout\n"
        f"  node     {NODE}\n"
        "  property kg:about\n"
        "  value    https://w3id.org/kgbuild/id/event/x\n"
        "  article  a\n"
        "  sentence They met.\n"
    )


def test_text_leaves_out_what_is_not_known() -> None:
    """A finding that is about no value and no article has no empty rows; findings are told apart by an empty line."""
    assert to_text([BARE, BARE]).split("\n\n") == [
        "warning: Say more.\n  rule     https://example.org/Rule\n  node     _:b1\n  value    none",
        "warning: Say more.\n  rule     https://example.org/Rule\n  node     _:b1\n  value    none\n",
    ]


def test_text_shortens_paths() -> None:
    """A property path is told with the known prefixes."""
    path = f"^<{KG['about'].value}>/<{KG['factuality'].value}>"
    finding = Finding(NODE, RULES + "X", Severity.INFO, "So.", path, words("x"))
    assert "  property ^kg:about/kg:factuality\n" in to_text([finding])
    assert '  value    "x"@en\n' in to_text([finding])


def test_text_does_not_steer_the_terminal() -> None:
    """Escape sequences and line breaks of an article do not reach the terminal."""
    finding = Finding(
        NODE, RULES + "X", Severity.INFO, "So.", value=Literal("\x1b[2Jx"), sentence="a\x1b]0;b\nc\u202ed"
    )
    told = to_text([finding])
    assert not set(told) & {"\x1b", "\u202e"}
    assert "a ]0;b c d" in told


def test_json_has_every_field() -> None:
    """Each field of a finding is there, null where it is empty; a value says what kind of term it is."""
    first, second = json.loads(to_json([FULL, BARE]))
    assert first["value"] == {"type": "uri", "value": "https://w3id.org/kgbuild/id/event/x"}
    assert first["sentence"] == "They met."
    assert second["value"] is second["path"] is second["article"] is None
    literals: list[Term] = [words("x"), Literal(3), BlankNode("b")]
    values = [json.loads(to_json([Finding("n", "r", Severity.INFO, "m", value=each)]))[0]["value"] for each in literals]
    assert values == [
        {"type": "literal", "value": "x", "language": "en"},
        {"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        {"type": "bnode", "value": "b"},
    ]


def test_report_is_a_validation_report() -> None:
    """The Turtle holds one result for each finding, in the terms of SHACL, without blank nodes."""
    report = to_report([FULL, BARE])
    graph = Index(parse(report, ".ttl", "report"))
    (top,) = graph.instances(SH["ValidationReport"])
    assert graph.text(top, SH["conforms"]) == "false"
    results = {graph.node(each, SH["focusNode"]): each for each in graph.nodes(top, SH["result"])}
    result = results[iri(NODE)]
    assert graph.node(result, SH["resultPath"]) == KG["about"]
    assert graph.node(result, SH["resultSeverity"]) == SH["Violation"]
    assert graph.node(result, SH["sourceConstraintComponent"]) == SH["ClassConstraintComponent"]
    assert len(results) == 2
    assert "_:" not in report


def test_report_of_nothing_conforms() -> None:
    """Without findings the text is empty, the JSON an empty list, and the report says that the graph conforms."""
    assert to_text([]) == ""
    assert json.loads(to_json([])) == []
    graph = Index(parse(to_report([]), ".ttl", "report"))
    assert [str(value) for _, value in graph.pairs(SH["conforms"])] == [str(Literal(True))]


@pytest.mark.parametrize("form", FORMATS)
def test_reports_are_the_same_each_time(form: str) -> None:
    """The same graph in another order, with other labels of its blank nodes, gives the same text."""
    broken = [each for each in good() if each.predicate != KG["about"]]
    texts = set()
    for one, other in (("x", "y"), ("y", "x")):
        own = parse(f"_:{one} a <{KG['Event'].value}> . _:{other} a <{KG['Report'].value}> .", ".ttl", "own")
        texts.add(FORMATS[form](check([*own, *broken], ontology(), shapes(), articles())))
        broken.reverse()
    assert len(texts) == 1


def test_findings_come_worst_first() -> None:
    """Findings are sorted by severity, then article, then node; `worst` is that of the first."""
    data = [each for each in good() if each.predicate not in {KG["trigger"], KG["refersTo"]}]
    found = check(data, ontology(), shapes(), articles())
    assert found == sorted(found, key=lambda each: each.order)
    assert [each.severity for each in found] == sorted((each.severity for each in found), key=list(Severity).index)
    assert {Severity.VIOLATION, Severity.WARNING} == {each.severity for each in found}
    assert worst(found) is Severity.VIOLATION
    assert worst([]) is None


def test_report_survives_hostile_values() -> None:
    """Whatever a literal holds, the report is Turtle that says just this."""
    hostile = Literal('"> . <http://evil.example> a <x> . \n\u202e\0'.replace("\0", ""))
    finding = Finding(NODE, RULES + "X", Severity.VIOLATION, "So.", value=hostile, article="a", sentence=hostile.value)
    graph = Index(parse(to_report([finding]), ".ttl", "report"))
    assert [value for _, value in graph.pairs(SH["value"])] == [hostile]
    assert {str(each) for _, each in graph.pairs(RDF["type"])} == {
        str(SH["ValidationReport"]),
        str(SH["ValidationResult"]),
    }
    assert NamedNode("http://evil.example") not in graph
