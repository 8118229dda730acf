"""The verdict of the reasoner becomes findings."""

import pytest

from kgbuild.check import check
from kgbuild.check import consistency as module
from kgbuild.check.consistency import consistency
from kgbuild.check.reasoner import Verdict
from kgbuild.store import KG, XSD, Literal, Quad
from tests.check.ontologies import ontology, turtle
from tests.checked import articles, good, shapes


def verdict(monkeypatch: pytest.MonkeyPatch, consistent: bool, *unsatisfiable: str) -> None:
    """Let the reasoner say this."""
    monkeypatch.setattr(module, "reason", lambda statements, timeout: Verdict(consistent, unsatisfiable))


@pytest.mark.slow
def test_a_traced_contradiction() -> None:
    """What HermiT finds inconsistent is told with the node and the reason, where plain rules can tell."""
    (finding,) = consistency([*ontology(), *turtle("ex:x a kg:Person, kg:Company .")])
    assert finding.node == "https://example.org/id/x"
    assert finding.rule_name == "consistent"
    assert "“organization” and “person”" in finding.message


def test_an_untraced_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they cannot, one finding still says that there is a contradiction."""
    verdict(monkeypatch, False)
    (finding,) = consistency(turtle("ex:x a ex:A ."))
    assert "contradicts the ontology" in finding.message


def test_an_unsatisfiable_class(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class that can have no member is named, with the two classes above it that exclude each other."""
    verdict(monkeypatch, True, "https://example.org/id/Mix")
    (finding,) = consistency([*ontology(), *turtle("ex:Mix rdfs:subClassOf kg:Aid, kg:Attack .")])
    assert finding.node == "https://example.org/id/Mix"
    assert "below both" in finding.message
    assert "“humanitarian event”" in finding.message


def test_nothing_to_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reasoner is content there is no finding, whatever plain rules might say."""
    verdict(monkeypatch, True)
    assert consistency(turtle("ex:x a ex:A .")) == []


def test_a_contradiction_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check finds what contradicts the ontology without the reasoner, and with it tells nothing twice."""
    verdict(monkeypatch, False)
    person = next(each.subject for each in good() if each.object == KG["Person"])
    data = [*good(), Quad(person, KG["startDate"], Literal("2024", datatype=XSD["gYear"]))]
    found = check(data, ontology(), shapes(), articles())
    assert {each.rule_name for each in found} == {"consistent", "OfEvents"}
    assert check(data, ontology(), shapes(), articles(), reason=True) == found


def test_the_reasoner_is_asked_of_owl_2_dl_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps an ontology out of OWL 2 DL is found with the reasoner, which then is not asked, and never without."""
    monkeypatch.setattr(module, "reason", lambda *_: pytest.fail("the reasoner was asked"))
    own = [*ontology(), *turtle("ex:Own a owl:Class ; rdfs:subClassOf kg:Undeclared .")]
    found = check(good(), own, shapes(), articles(), reason=True)
    assert ("https://w3id.org/kgbuild/ontology#Undeclared", "owl-dl") in {(each.node, each.rule_name) for each in found}
    assert "owl-dl" not in {each.rule_name for each in check(good(), own, shapes(), articles())}
