"""The JSON records of articles: names as the article has them, with IRIs and ancestors."""

import json
from typing import Any

import pytest

from kgbuild.export import Dataset, to_json
from kgbuild.graph import populate
from kgbuild.model import Factuality
from kgbuild.store import DCTERMS, KG, RDF, SKOS, WD, Literal, NamedNode, Quad, quads_of
from tests.graph.sample import BASE, MINTER, classes, draft


def records(*more: Quad, seed: int | None = None) -> dict[str, Any]:
    """The records of the sample by file name, with more statements in the graph."""
    quads = quads_of(populate(*draft().build(seed), classes(), MINTER))
    return {name: json.loads(content) for name, content in to_json(Dataset([*quads, *more], classes())).items()}


def entity(name: str, article: str = "talks.json", *more: Quad) -> dict[str, Any]:
    """The record of an entity in an article."""
    (found,) = [each for each in records(*more)[article]["entities"] if each["name"] == name]
    return dict(found)


def event(article: str, number: int) -> dict[str, Any]:
    """The n-th event of an article."""
    return dict(records()[article]["events"][number])


def test_each_article_has_a_record() -> None:
    """There is a file for each article, named as the article is."""
    assert {name: each["article"] for name, each in records().items()} == {
        "follow-up.json": "follow-up",
        "other.json": "other",
        "talks.json": "talks",
    }


def test_only_what_the_article_names_is_listed() -> None:
    """Entities stand in the order of their first mention, those of other articles do not appear."""
    assert [each["name"] for each in records()["talks.json"]["entities"]] == ["Ana Silva", "Brazil", "NATO", "Oslo"]


def test_an_entity_has_its_finest_type_and_what_is_above() -> None:
    """The type is the finest class, the ancestors lead up to kg:Entity, the IRI is that of the graph."""
    oslo = entity("Oslo")
    assert (oslo["type"], oslo["ancestors"][-1], oslo["iri"]) == ("City", "Entity", BASE + "place/oslo")
    assert "Place" in oslo["ancestors"]


def test_a_person_has_position_and_whom_it_is_held_for() -> None:
    """Position and represents come from the tenure; others have neither key."""
    ana = entity("Ana Silva")
    assert (ana["position"], ana["represents"]) == ("Envoy", "Brazil")
    assert "position" not in entity("NATO")


def test_only_accepted_links_are_given() -> None:
    """The Wikidata item is the exact match of the graph, null without one."""
    link = Quad(NamedNode(BASE + "state/brazil"), SKOS["exactMatch"], WD["Q155"])
    assert entity("Brazil", "talks.json", link)["wikidata"] == "Q155"
    assert entity("Brazil")["wikidata"] is None


def test_the_fullest_form_names_an_entity_that_the_article_does_not_call_by_its_label() -> None:
    """The label names an entity where the article has it, else the longest form; the others are aliases."""
    sample = draft()
    sample.entity("Federative Republic", sample.entities["Brazil"].type, [("talks", "Brazil"), ("talks", "Envoy Ana")])
    quads = quads_of(populate(*sample.build(), classes(), MINTER))
    record = json.loads(to_json(Dataset(quads, classes()))["talks.json"])
    (found,) = [each for each in record["entities"] if each["iri"].endswith("federative-republic")]
    assert (found["name"], found["aliases"]) == ("Envoy Ana", ["Brazil"])


def test_an_event_tells_what_its_article_tells() -> None:
    """Type, quotes, dates, roles and factuality are those of the article's report."""
    first = event("follow-up.json", 0)
    assert first["type"] == "Meeting"
    assert first["quotes"] == ["Brazil and NATO talked in Oslo in early May."]
    assert (first["start"], first["end"]) == ("2024-05-05", None)
    assert (first["agents"], first["targets"], first["places"]) == (["NATO", "Brazil"], [], ["Oslo"])
    assert (first["factuality"], first["attributed_to"]) == ("actual", None)
    assert first["ancestors"] == ["DiplomaticEvent", "Event"]


def test_what_did_not_happen_keeps_type_and_factuality() -> None:
    """Denied and planned events are there, with the finest type, also one of the user's own."""
    assert (event("follow-up.json", 2)["type"], event("follow-up.json", 2)["factuality"]) == ("Meeting", "denied")
    embargo = event("other.json", 0)
    assert (embargo["type"], embargo["factuality"], embargo["ancestors"][0]) == ("Embargo", "planned", "Sanction")


@pytest.mark.parametrize(
    ("article", "source", "low", "high", "quote"),
    [
        ("talks.json", "A diplomat", 12, 15, "12 to 15 people"),
        ("follow-up.json", "NATO", None, 20, "Up to 20 people"),
    ],
)
def test_numbers_and_sources(article: str, source: str, low: int | None, high: int, quote: str) -> None:
    """A report has its own numbers with their quote, and its source by name or words."""
    hurt = event(article, 1)
    assert hurt["attributed_to"] == source
    assert hurt["quantities"] == [{"measure": "wounded", "min": low, "max": high, "quote": quote}]


def test_order_does_not_show() -> None:
    """The records do not depend on the order of anything."""
    assert records(seed=3) == records()


def test_a_graph_without_names_is_read_as_a_whole() -> None:
    """Statements that are in no named graph count for every article."""
    quads = quads_of(populate(*draft().build(), classes(), MINTER))
    plain = [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    made = to_json(Dataset(plain, classes()))
    assert sorted(made) == ["follow-up.json", "other.json", "talks.json"]
    assert len(json.loads(made["talks.json"])["events"]) == 3


def test_a_name_that_leads_elsewhere_names_no_file() -> None:
    """A graph from elsewhere cannot make the export write outside its folder."""
    quads = [Quad(NamedNode(BASE + "article/x"), RDF["type"], KG["Article"])]
    for name in ("../x", "a/b", ".x", "a\\b"):
        made = to_json(Dataset([*quads, Quad(quads[0].subject, DCTERMS["identifier"], Literal(name))], classes()))
        assert list(made) == ["x.json"]


def test_an_event_told_by_several_voices_has_one_record() -> None:
    """What an article denies in one voice and tells in another is one actual event with the quotes of both."""
    sample = draft()
    sample.report("Meeting, Oslo", "talks", "Brazil urged NATO to leave.", "leave", factuality=Factuality.DENIED)
    quads = quads_of(populate(*sample.build(), classes(), MINTER))
    told = json.loads(to_json(Dataset(quads, classes()))["talks.json"])["events"]
    assert len({each["iri"] for each in told}) == len(told)
    (meeting,) = [each for each in told if each["type"] == "Meeting"]
    assert meeting["factuality"] == "actual"
    assert len(meeting["quotes"]) == 2
