"""Findings tell the article and the sentence that a node comes from."""

import pytest

from kgbuild.check import check
from kgbuild.check.location import locate
from kgbuild.store import KG, Index, Quad, iri, literal
from tests.checked import articles, good, ontology, shapes

BASE = "https://w3id.org/kgbuild/id/"
MEETING = "Foreign Minister Ana Costa of Portugal met envoys of Norway in Geneva on Monday."
TOLL = (
    "“At least 40 people were killed in the shelling of Zarnik in February,” said a Norwegian official, "
    "who asked not to be named."
)
PLAN = "Portugal plans to send food to the Zarni people in April."


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        ("mention/harbour-talks-163-172", MEETING),
        ("evidence/harbour-talks-146-184", MEETING),
        ("tenure/harbour-talks-ana-costa-foreign-minister", MEETING),
        ("person/ana-costa", MEETING),
        ("event/2024-03-04-meeting-geneva", MEETING),
        ("quantity/harbour-talks-228-239-killed", TOLL),
        ("source/harbour-talks-a-norwegian-official", TOLL),
        ("report/harbour-talks-2024-02-attack-zarnik", TOLL),
        ("event/harbour-talks-2024-04-aid-portugal", PLAN),
        ("group/zarni", PLAN),
        ("unplaced/harbour-talks-427-438", "Costa mentioned a procedure."),
    ],
)
def test_node_is_located(node: str, sentence: str) -> None:
    """Each kind of node leads to the whole sentence that it stands on."""
    assert locate(Index(good()), articles(), iri(BASE + node)) == ("harbour-talks", sentence)


def test_article_is_located_without_a_sentence() -> None:
    """An article is its own place, and no sentence of it is meant."""
    assert locate(Index(good()), articles(), iri(BASE + "article/short-note")) == ("short-note", "")


def test_unknown_node_has_no_place() -> None:
    """A node that nothing tells of has no place."""
    assert locate(Index(good()), articles(), iri(BASE + "person/nobody")) == ("", "")


def test_quote_stands_in_for_the_sentence() -> None:
    """Where the text is missing, or the quote does not stand in it, the quote itself is told."""
    node = iri(BASE + "mention/harbour-talks-163-172")
    assert locate(Index(good()), {}, node) == ("harbour-talks", "Ana Costa")
    moved = [each for each in good() if (each.subject, each.predicate) != (node, KG["start"])]
    for start in ("1", "99999999999", "-1", "x"):
        graph = Index([*moved, Quad(node, KG["start"], literal(start))])
        assert locate(graph, articles(), node) == ("harbour-talks", "Ana Costa")


def test_misspelt_class_is_told_of_its_user() -> None:
    """A class or property that is not declared is told of the first node that uses it, with article and sentence."""
    node = iri(BASE + "person/ana-costa")
    found = check([*good(), Quad(node, KG["bornIn"], literal("Porto"))], ontology(), shapes(), articles())
    assert [(each.node, each.value, each.article, each.sentence) for each in found] == [
        (node.value, KG["bornIn"], "harbour-talks", MEETING)
    ]


def test_rule_on_an_article_tells_of_the_evidence() -> None:
    """What is asked once of each article names the piece of evidence that breaks it."""
    node = iri(BASE + "evidence/short-note-18-83")
    data = [each for each in good() if (each.subject, each.predicate) != (node, KG["end"])]
    end = literal("90", iri("http://www.w3.org/2001/XMLSchema#nonNegativeInteger"))
    found = check([*data, Quad(node, KG["end"], end)], ontology(), shapes(), articles())
    assert {
        (each.rule_name, str(each.value) == str(node)) for each in found if each.rule_name != "EvidenceRereads"
    } == {
        ("EvidenceWithin", True),
        ("EvidenceLength", True),
    }
    assert {each.sentence for each in found} == {"The talks of Portugal and Norway in Geneva ended on 4 March 2024."}
