"""The JSON records of articles: names as the article has them, with IRIs and ancestors."""

import csv
import io
import json
from typing import Any

import pytest

from kgbuild.export import Dataset, to_csv, to_json
from kgbuild.graph import populate
from kgbuild.model import Factuality
from kgbuild.store import DCTERMS, KG, RDF, SKOS, WD, Literal, NamedNode, Quad, parse, quads_of
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


VOICES = """
@base <https://example.org/id/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/kgbuild/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<article/a> a kg:Article ; dcterms:identifier "a" .
<event/x> a kg:Event, kg:Casualties ; kg:eventType kg:Casualties ; rdfs:label "Casualties" .
<state/chile> a kg:State ; rdfs:label "Chile" .
<source/a-police> a kg:UnnamedSource ; rdfs:label "police" .
<report/a-x> a kg:Report ; kg:about <event/x> ; kg:inArticle <article/a> ; kg:factuality kg:planned ;
  kg:evidence <evidence/a-900-905>, <evidence/a-5-10> ; kg:quantity <quantity/a-900-905-killed> .
<report/a-x-police> a kg:Report ; kg:about <event/x> ; kg:inArticle <article/a> ; kg:factuality kg:denied ;
  kg:attributedTo <source/a-police>, <state/chile> ;
  kg:evidence <evidence/a-10-15>, <evidence/a-5-10> ;
  kg:quantity <quantity/a-10-15-killed>, <quantity/a-900-905-killed-2> .
<evidence/a-5-10> a kg:Evidence ; kg:inArticle <article/a> ; kg:quote "first" ; kg:start 5 ; kg:end 10 .
<evidence/a-10-15> a kg:Evidence ; kg:inArticle <article/a> ; kg:quote "third" ; kg:start 10 ; kg:end 15 .
<evidence/a-900-905> a kg:Evidence ; kg:inArticle <article/a> ; kg:quote "last!" ; kg:start 900 ; kg:end 905 .
<quantity/a-10-15-killed> a kg:Quantity ; kg:measure kg:killed ; kg:minimum 3 ; kg:maximum 4 ;
  kg:evidence <evidence/a-10-15> .
<quantity/a-900-905-killed> a kg:Quantity ; kg:measure kg:killed ; kg:minimum 7 ; kg:maximum 9 ;
  kg:evidence <evidence/a-900-905> .
<quantity/a-900-905-killed-2> a kg:Quantity ; kg:measure kg:killed ; kg:minimum 7 ; kg:maximum 9 ;
  kg:evidence <evidence/a-900-905> .
"""


def voices(*more: Quad) -> Dataset:
    """An article that tells one event in its own voice and in that of others."""
    return Dataset([*parse(VOICES, ".ttl", "voices.ttl"), *more], classes())


def test_voices_are_united_in_the_order_of_the_text() -> None:
    """Quotes and numbers stand as in the text, each once; all sources are named; a plan outdoes a denial."""
    (told,) = json.loads(to_json(voices())["a.json"])["events"]
    assert told["quotes"] == ["first", "third", "last!"]
    assert told["quantities"] == [
        {"measure": "killed", "min": 3, "max": 4, "quote": "third"},
        {"measure": "killed", "min": 7, "max": 9, "quote": "last!"},
    ]
    assert told["attributed_to"] == ["police", "Chile"]
    assert told["factuality"] == "planned"


@pytest.mark.parametrize(("said", "factuality"), [("actual", "actual"), ("planned", "planned"), ("denied", "denied")])
def test_the_strongest_voice_counts(said: str, factuality: str) -> None:
    """An event that one voice denies is what a stronger one makes of it."""
    report = NamedNode(BASE + "report/a-x")
    told = [each for each in voices().quads if (each.subject, each.predicate) != (report, KG["factuality"])]
    made = to_json(Dataset([*told, Quad(report, KG["factuality"], KG[said])], classes()))
    assert json.loads(made["a.json"])["events"][0]["factuality"] == factuality


def test_the_table_counts_an_event_and_its_article_once() -> None:
    """However many voices tell an event, it has one row, and an article stands there once with its first quote."""
    (row,) = csv.DictReader(io.StringIO(to_csv(voices()).decode()))
    assert (row["articles"], row["quotes"], row["reports"]) == ("a", "first", "2")
    assert row["sources"] == "police | Chile"
    assert (row["killed_min"], row["killed_max"]) == ("3", "9")


def test_an_event_of_two_types_is_one_row() -> None:
    """An event that is given two types, which no sound graph does, still counts once."""
    more = Quad(NamedNode(BASE + "event/x"), KG["eventType"], KG["Attack"])
    assert len(list(csv.DictReader(io.StringIO(to_csv(voices(more)).decode())))) == 1


def test_copies_are_told_and_counted_once() -> None:
    """A record tells which article it is a copy of; the table counts an article and its copies as one source."""
    copy = Quad(NamedNode(BASE + "article/follow-up"), KG["copyOf"], NamedNode(BASE + "article/talks"))
    told = records(copy)
    assert {each["article"]: each["copy_of"] for each in told.values()} == {
        "follow-up": "talks",
        "other": None,
        "talks": None,
    }
    quads = list(quads_of(populate(*draft().build(), classes(), MINTER)))
    for more, independent in (([], "2"), ([copy], "1")):
        table = csv.DictReader(io.StringIO(to_csv(Dataset([*quads, *more], classes())).decode()))
        counts = {row["independent_sources"] for row in table if row["articles"] == "follow-up | talks"}
        assert counts == {independent}
