"""The entities of whole articles: spans, other pipelines, hostile text, speed, and the share that is right."""

import importlib.util
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from kgbuild import shipped
from kgbuild.language.names.entities import EntityReading, find_entities
from kgbuild.model import Article
from kgbuild.read import read_articles
from tests.language.entity_readings import article, shipped_gazetteer, tell

SEED, SEED_FLOOR, FLOOR, POSITIONS = "istanbul-talks", 0.95, 0.85, 0.7
WORDS = [
    "Chad",
    "Chadian",
    "President",
    "of",
    "the",
    "Ministry",
    "’s",
    "-",
    "al-Sapt",
    "U.S.-EU",
    "we",
    '"',
    "\n\n",
    ",",
    "(",
    "and",
]


def consistent(given_article: Article, reading: EntityReading, doc: Doc) -> bool:
    """Whether ids are positions, mentions re-read to a form of their entity, and heads lead to entities."""
    for number, entity in enumerate(reading.entities):
        assert entity.id == number
        assert entity.mentions
        for mention in entity.mentions:
            assert given_article.body.covers(mention)
            assert " ".join(given_article.quote(mention).split()) in (entity.name, *entity.aliases)
    for tenure in reading.tenures:
        assert " ".join(given_article.quote(tenure.evidence).split()) == tenure.position
    count = len(reading.entities)
    assert all(0 <= i < len(doc) and ids and max(ids) < count for i, ids in reading.heads.items())
    return True


@pytest.mark.parametrize(
    "text",
    [
        " ",
        " \n\n \n",
        "…",
        "\u202eChad\u202c and \u200bMali\u200b met 😀😀 in Paris 🇹🇩.",
        "A" * 5000,
        "of of of President of the of",
        "President, Minister, General; Secretary of",
        "((((Chad)))) — “‘’”’s ’s",
        "THE PRESIDENT OF CHAD SAID NO.",
        "Chad\u00a0Chad\tChad\r\nChad",
        "U.S.-U.S.-U.S.",
        "> . <http://evil.example/> a <b> . \x00 Chad",
    ],
)
def test_hostile_text(pipeline: Language, text: str) -> None:
    """Blank, bidirectional, invisible, endless and nonsensical text is read without a crash, with true spans."""
    told = tell(pipeline, text, head="title: 😀\n\n")
    assert consistent(told.article, told.reading, told.doc)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=25))
def test_any_text(pipeline: Language, words: list[str]) -> None:
    """Whatever the text, spans are true and every head leads to an entity."""
    told = tell(pipeline, " ".join(words) or " ", head="é\n\n")
    assert consistent(told.article, told.reading, told.doc)


def test_the_same_again(pipeline: Language) -> None:
    """The same text gives the same reading."""
    text = "Chadian Foreign Minister Ivo Sapt met Malian troops. He thanked the two countries."
    assert tell(pipeline, text).reading == tell(pipeline, text).reading


def test_names_of_the_head_do_not_count(pipeline: Language) -> None:
    """Names that only the header lines have make no entity."""
    assert tell(pipeline, "Talks were held in Chad.", head="title: France and Mali\n\n").kinds() == {"Chad": "State"}


def test_labels_of_another_pipeline() -> None:
    """A pipeline with the labels of OntoNotes is understood: persons, places, bodies; its dates are not taken."""
    words = ["Hentzau", "told", "Strelsau", "that", "Tarlenheim", "fell", "on", "Rischenheim", "."]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        pos=["PROPN", "VERB", "PROPN", "SCONJ", "PROPN", "VERB", "ADP", "PROPN", "PUNCT"],
    )
    doc[0].is_sent_start = True
    doc.ents = [Span(doc, at, at + 1, label) for at, label in ((0, "PERSON"), (2, "ORG"), (4, "GPE"), (7, "DATE"))]
    reading = find_entities(doc, article(doc.text), shipped_gazetteer())
    kinds = {entity.name: entity.type.rpartition("#")[2] for entity in reading.entities}
    assert kinds == {"Hentzau": "Person", "Strelsau": "Organization", "Tarlenheim": "Place"}


# --- against gold files --------------------------------------------------------------------------------------------


def scorer(shared: Path) -> ModuleType:
    """The scorer beside the gold files."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "extraction" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ancestors() -> dict[str, list[str]]:
    """The classes above each class of the ontology's entities, by local names."""
    above: dict[str, list[str]] = {}
    text = (shipped.folder("ontology") / "entities.ttl").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        name = re.match(r"kg:(\w+) a owl:Class", block)
        parents = re.search(r"rdfs:subClassOf ([^;]*?)[;.]", block)
        if name and parents:
            above[name[1]] = re.findall(r"kg:(\w+)", parents[1])
    return above


def record(reading: EntityReading, above: dict[str, list[str]]) -> dict[str, Any]:
    """A reading in the shape of a gold file."""

    def classes(name: str) -> Iterator[str]:
        for parent in above.get(name, []):
            yield parent
            yield from classes(parent)

    rows: list[dict[str, Any]] = []
    for entity in reading.entities:
        kind = entity.type.rpartition("#")[2]
        rows.append(
            {"name": entity.name, "aliases": list(entity.aliases), "type": kind, "ancestors": list(classes(kind))}
        )
        if kind in {"Person", "State", "Organization", "Place", "PopulationGroup"}:
            rows[-1]["ancestors"] = []
    for tenure in reading.tenures:
        if tenure.represents is not None:
            rows[tenure.person].setdefault("represents", reading.entities[tenure.represents].name)
    return {"entities": rows, "events": []}


@pytest.mark.slow
def test_gold(pipeline: Language, shared: Path) -> None:
    """On the development articles the entities, and whom an office is held for, are right to the floors set here."""
    score, above = scorer(shared), ancestors()
    seed, others = score.Tally(), score.Tally()
    taken = {"pipeline": 0.0, "entities": 0.0}
    for given_article in read_articles([shared / "extraction" / "articles"]).articles:
        gold = json.loads((shared / "extraction" / "gold" / f"{given_article.name}.json").read_text(encoding="utf-8"))
        start = time.perf_counter()
        doc = pipeline(given_article.text[given_article.body.start : given_article.body.end])
        read = time.perf_counter()
        reading = find_entities(doc, given_article, shipped_gazetteer())
        taken["pipeline"] += read - start
        taken["entities"] += time.perf_counter() - read
        assert consistent(given_article, reading, doc)
        tally = seed if given_article.name == SEED else others
        score.score_article(given_article.text, {**gold, "events": []}, record(reading, above), tally)
    assert seed.prf("entities")["f1"] >= SEED_FLOOR
    assert others.prf("entities")["f1"] >= FLOOR
    assert others.share("positions")["share"] >= POSITIONS
    assert taken["entities"] < 0.5 * taken["pipeline"]
