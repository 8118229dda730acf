"""The benchmark of event types: gold files are read as they are coded, and figures are what they say."""

import json
from pathlib import Path

import pytest
from plover import (
    NONE,
    Sentence,
    cameo_table,
    chosen,
    code_categories,
    macro_f1,
    petrarch_sentences,
    plover_sentences,
    rows,
    scores,
)

from kgbuild.model import Article, EntityFinding, EventFinding, Factuality, Filler, Findings, Span
from kgbuild.model.terms import AGENT, KG, TARGET

TEXT = "Norland met Sudland, and Ostland may attack Westland."
NAMES = ("Norland", "Sudland", "Ostland", "Westland")
CATEGORIES = {KG + "Meeting": "CONSULT", KG + "Attack": "ASSAULT", KG + "Surrender": "RETREAT"}
ARTICLE = Article("a", TEXT, Span(0, len(TEXT)), "0" * 64)


def span(word: str) -> Span:
    """Where a word of the text stands."""
    return Span(TEXT.index(word), TEXT.index(word) + len(word))


def event(kind: str, word: str, agent: str, target: str | None = None, told: str = "actual") -> EventFinding:
    """A mention of an event with an agent and a target."""
    roles = ((AGENT, agent), *(((TARGET, target),) if target else ()))
    fillers = tuple(Filler(role, NAMES.index(name), span(name)) for role, name in roles)
    spot = span(word)
    return EventFinding(0, KG + kind, spot, spot, spot, "f", fillers, factuality=Factuality(told))


def choice(sources: tuple[str, ...], targets: tuple[str, ...], *events: EventFinding) -> str:
    """The category for these events of the text where the gold names these actors."""
    entities = tuple(EntityFinding(at, name, KG + "State", (span(name),)) for at, name in enumerate(NAMES))
    sentence = Sentence("s", TEXT, None, frozenset({"X"}), sources, targets)
    return chosen(sentence, ARTICLE, Findings("a", entities, events=events), CATEGORIES)


MET = event("Meeting", "met", "Norland", "Sudland")
ATTACK = event("Attack", "attack", "Ostland", "Westland")


def test_the_event_of_the_coded_actors_is_chosen() -> None:
    """Of two events the one whose agent the gold names is taken, and the first where it names neither."""
    assert choice(("the Ostland army",), (), MET, ATTACK) == "ASSAULT"
    assert choice((), ("Sudland",), MET, ATTACK) == "CONSULT"
    assert choice(("Land",), (), ATTACK, MET) == "CONSULT"


def test_what_is_planned_is_an_intent_and_what_is_denied_is_nothing() -> None:
    """A planned attack is a threat, a planned meeting an agreement; planned surrenders stay; denials are left out."""
    planned = {
        kind: event(kind, "met", "Norland", told="planned") for kind in ("Attack", "Meeting", "Surrender", "Statement")
    }
    found = {kind: choice((), (), each) for kind, each in planned.items()}
    assert found == {"Attack": "THREATEN", "Meeting": "AGREE", "Surrender": "RETREAT", "Statement": NONE}
    assert choice((), (), event("Attack", "attack", "Ostland", told="denied")) == NONE


def test_people_killed_by_somebody_are_assaulted() -> None:
    """Casualties count as an assault where the text tells who caused them, and as nothing where it does not."""
    assert choice((), (), event("Casualties", "attack", "Ostland")) == "ASSAULT"
    nobody = EventFinding(0, KG + "Casualties", span("attack"), span("attack"), span("attack"), "f")
    assert choice((), (), nobody) == NONE


def test_the_ontology_maps_classes() -> None:
    """A finer class has its own category or that of the class above, a frame its own; other kinds have none."""
    found = code_categories()
    assert found[KG + "PhoneCall"] == "CONSULT"
    assert found[KG + "Ceasefire"] == "RETREAT"
    assert found[KG + "Agreement"] == "AGREE"
    assert found["https://w3id.org/kgbuild/lexicon#sign"] == "SUPPORT"
    assert found[KG + "Ambush"] == "ASSAULT"
    assert KG + "Evacuation" not in found
    assert KG + "Statement" not in found


def test_figures_of_a_category() -> None:
    """Precision, recall and F1 are those of the counts; the mean leaves out what no class is mapped to."""
    gold = [
        Sentence(str(at), "", None, frozenset({each})) for at, each in enumerate(["AID", "AID", "REJECT", "PROTEST"])
    ]
    table = {row.category: row for row in rows(gold, ["AID", NONE, "REJECT", "AID"])}
    assert (table["AID"].precision, table["AID"].recall, table["AID"].count) == (0.5, 0.5, 2)
    assert table["REJECT"].f1 == 1
    assert table["PROTEST"].f1 == 0
    assert macro_f1(table.values(), {"AID", "REJECT"}) == pytest.approx(0.75)


def test_plover_records_are_read(tmp_path: Path) -> None:
    """Categories of the older draft get their newer names, by mode where it matters; records without text are none."""
    actor = [{"actorText": "Norland"}]
    records = [
        {"id": "1", "event": "DOCUMENT"},
        {"id": "2", "event": "DEMAND", "text": "{A. }", "source": actor, "target": "", "date": "2000-01-01"},
        {"id": "3", "event": "COERCE", "mode": "destroy", "text": "B.", "source": None, "target": actor},
        {"id": "4", "event": "COERCE", "mode": "arrest", "text": "C."},
    ]
    (tmp_path / "PLOVER_GSR_CAMEO.txt").write_text(json.dumps(records), encoding="utf-8")
    found = plover_sentences(tmp_path)
    assert [(*each.categories, each.text) for each in found] == [("REQUEST", "A."), ("ASSAULT", "B."), ("COERCE", "C.")]
    assert (found[0].sources, found[0].targets, found[1].targets) == (("Norland",), (), ("Norland",))


def test_petrarch_records_are_read(tmp_path: Path) -> None:
    """A sentence has the categories of its CAMEO codes, all of them once, and none where it has no events."""
    (tmp_path / "table.txt").write_text(
        "# head\n04: CONSULT\n042: CONSULT, visit, # x\n090: ACCUSE, investigate, # y\n1711: COERCE, seize, z\n",
        "utf-8",
    )
    sentence = '<Sentence category="X" id="{}">{}<Text>\nA\n b. </Text><Parse>1\tA</Parse></Sentence>'
    codes = '<EventCoding eventcode="042" a="b"/><EventCoding eventcode="1711"/><EventCoding eventcode="042"/>'
    (tmp_path / "gold.xml").write_text(
        sentence.format("one", codes) + sentence.format("two", '<EventCoding noevents="True" />'), "utf-8"
    )
    table = cameo_table(tmp_path / "table.txt")
    assert table == {"042": "CONSULT", "090": "ACCUSE-investigate", "1711": "COERCE"}
    one, two = petrarch_sentences(tmp_path / "gold.xml", table)
    assert (one.name, one.text, one.categories) == ("one", "A b.", {"CONSULT", "COERCE"})
    assert two.categories == frozenset()


@pytest.mark.slow
def test_event_types_of_coded_sentences(shared: Path) -> None:
    """Sentences coded by others get their category often enough."""
    figures = scores(shared)
    assert figures["PLOVER macro-F1"] >= 0.55
    assert figures["PLOVER macro-F1, mapped sentences"] >= 0.58
