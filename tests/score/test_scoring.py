"""Figures of predictions against gold records."""

import copy
import importlib.util
import json
import random
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kgbuild.errors import ScoreError
from kgbuild.score import F1, Scores, Share, parse_record, read_records, score

Faults = dict[str, Callable[[dict[str, Any]], object]]

TEXT = "Ana Silva of Brazil met NATO in Oslo. The envoy said 12 people were hurt. Chile refused."
GOLD: dict[str, Any] = {
    "entities": [
        {"name": "Ana Silva", "type": "Person", "aliases": ["Silva"], "position": "envoy", "represents": "Brazil"},
        {"name": "Brazil", "type": "State", "aliases": ["Brazilian"], "wikidata": "Q155"},
        {"name": "NATO", "type": "Organization", "aliases": []},
        {"name": "Oslo", "type": "Place", "aliases": []},
    ],
    "events": [
        {
            "type": "Meeting",
            "quotes": ["Ana Silva of Brazil met NATO in Oslo."],
            "start": "2024-05-05",
            "places": ["Oslo"],
            "agents": ["Ana Silva", "NATO"],
            "targets": [],
            "factuality": "actual",
            "attributed_to": None,
            "quantities": [],
        },
        {
            "type": "Casualties",
            "quotes": ["The envoy said 12 people were hurt."],
            "start": None,
            "places": [],
            "agents": [],
            "targets": [],
            "factuality": "actual",
            "attributed_to": "The envoy",
            "quantities": [{"measure": "wounded", "min": 12, "max": 12, "quote": "12 people"}],
        },
    ],
}


def scored(predicted: dict[str, Any] | None, gold: dict[str, Any] = GOLD) -> Scores:
    """The figures of one predicted record against one gold record."""
    records = {} if predicted is None else {"a": parse_record(json.dumps(predicted).encode(), "a")}
    return score({"a": parse_record(json.dumps(gold).encode(), "gold")}, records, {"a": TEXT})


def changed(path: str, value: object) -> dict[str, Any]:
    """The gold record with one value changed, e.g. at `events/0/type`."""
    record: Any = copy.deepcopy(GOLD)
    *steps, last = path.split("/")
    part = record
    for step in steps:
        part = part[int(step) if step.isdigit() else step]
    part[int(last) if last.isdigit() else last] = value
    return dict(record)


def test_gold_against_itself_is_perfect() -> None:
    """A prediction that is the gold record has every figure at 1 and no errors."""
    made = scored(GOLD)
    assert made.articles == 1
    assert all(each.f1 == 1 for each in [*made.measures.values(), *made.by_type.values()])
    assert made.measures["arguments"] == F1(3, 3, 3)
    assert made.shares["linking precision"] == Share(1, 1)
    assert made.shares["attribution"].share == 1
    assert made.errors == {"a": ()}


def test_nothing_predicted_is_nothing_found() -> None:
    """A missing prediction counts as empty: recall and F1 are 0, and each miss is listed."""
    made = scored(None)
    assert made.articles == 0
    assert made.measures["entities"] == F1(0, 0, 4)
    assert made.measures["events typed"].f1 == 0
    assert made.shares["dates"].share is None
    assert made.errors["a"][0] == "missed event Meeting: Ana Silva of Brazil met NATO in Oslo."
    assert "missed entity Person: Ana Silva" in made.errors["a"]


@pytest.mark.parametrize(
    ("path", "value", "kind", "name", "expected"),
    [
        ("events/0/type", "Visit", "measures", "events typed", F1(1, 2, 2)),
        ("events/0/type", "Visit", "measures", "events branch", F1(2, 2, 2)),
        ("events/0/type", "Attack", "measures", "events branch", F1(1, 2, 2)),
        ("events/0/quotes", ["Chile refused."], "measures", "events branch", F1(1, 2, 2)),
        ("events/0/quotes", ["met NATO  in\nOslo"], "measures", "events typed", F1(2, 2, 2)),
        ("events/0/agents", ["the NATO", "Silva", "Chile"], "measures", "arguments", F1(3, 4, 3)),
        ("events/0/start", "2024-05-06", "shares", "dates", Share(0, 1)),
        ("events/1/quantities", [], "shares", "quantities", Share(0, 1)),
        ("events/1/factuality", "planned", "shares", "factuality", Share(1, 2)),
        ("events/1/attributed_to", ["envoy"], "shares", "attribution", Share(1, 1)),
        ("events/1/attributed_to", "NATO", "shares", "attribution", Share(0, 1)),
        ("entities/1/wikidata", "Q1", "shares", "linking precision", Share(0, 1)),
        ("entities/1/wikidata", None, "shares", "linking recall", Share(0, 1)),
        ("entities/0/represents", "the Brazilian’s", "shares", "positions", Share(1, 1)),
        ("entities/0/represents", "NATO", "shares", "positions", Share(0, 1)),
        ("entities/3/type", "Organization", "measures", "entities", F1(3, 4, 4)),
        ("entities/3/name", "oslo.", "measures", "entities", F1(4, 4, 4)),
        ("entities/3", {"name": "Oslo", "type": "City", "ancestors": ["Place"]}, "measures", "entities", F1(4, 4, 4)),
        ("events/0", {"type": "Summit", "ancestors": ["Meeting"], "quotes": ["met NATO"]}, "measures", "events typed",
         F1(2, 2, 2)),
        ("events/0", {"type": "Election", "ancestors": ["Event"]}, "measures", "events typed", F1(1, 1, 2)),
    ],
)  # fmt: skip
def test_each_change_moves_its_figure(path: str, value: object, kind: str, name: str, expected: object) -> None:
    """A prediction that differs from the gold record in one thing loses just that, as the rules of scoring say."""
    assert getattr(scored(changed(path, value)), kind)[name] == expected


@pytest.mark.parametrize(
    ("path", "value", "listed"),
    [
        ("events/0/start", "2024-05-06", "wrong dates: 2024-05-06, gold "),
        ("entities/0/represents", "NATO", "wrong positions: NATO, gold Brazil"),
        ("events/1/quantities", [], "wrong quantities: [], gold "),
        ("events/1/factuality", "planned", "wrong factuality: planned, gold "),
        ("events/1/attributed_to", "NATO", "wrong attribution: ['NATO'], gold "),
    ],
)
def test_what_is_told_wrong_of_a_match_is_listed(path: str, value: object, listed: str) -> None:
    """A wrong office, date, number, factuality or source of what was found stands among the errors."""
    errors = scored(changed(path, value)).errors["a"]
    assert len(errors) == 1
    assert errors[0].startswith(listed)


def test_a_missing_article_is_named() -> None:
    """A gold file without its article is an error for the user."""
    with pytest.raises(ScoreError, match="no article 'a'"):
        score({"a": parse_record(b"{}", "a")}, {}, {})


@pytest.mark.parametrize(
    "content",
    [b"[]", b"{", b"\xff", b'{"entities": {}}', b'{"events": [1]}', b'{"events": [{"type": 1}]}', b"[" * 100_000,
     b'{"entities": [{"name": "x", "aliases": [1]}]}', b'{"events": [{"type": "Meeting", "quotes": [null]}]}'],
)  # fmt: skip
def test_a_record_of_another_shape_is_refused(content: bytes) -> None:
    """What is no record is an error that names the file, with a hint."""
    with pytest.raises(ScoreError, match=r"x\.json") as caught:
        parse_record(content, "x.json")
    assert caught.value.hint


def test_folders_without_records_are_refused(tmp_path: Path) -> None:
    """A folder that is missing or empty is an error, not a score of 0."""
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(ScoreError):
            read_records(folder)


def reference(shared: Path) -> ModuleType:
    """The scorer that the gold files come with."""
    spec = importlib.util.spec_from_file_location("reference", shared / "extraction" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(record: dict[str, Any], chance: random.Random, text: str) -> dict[str, Any]:
    """A record with things dropped, doubled, renamed and mixed up."""
    made = copy.deepcopy(record)
    names = [each["name"] for each in made["entities"]] + ["a spokesman", "The President"]
    pick = chance.choice

    def some() -> list[str]:
        return chance.sample(names, chance.randrange(min(4, len(names))))

    def piece() -> list[str]:
        start = chance.randrange(len(text))
        return [text[start : start + chance.randrange(1, 200)]]

    entity_faults: Faults = {
        "type": lambda each: pick(["Person", "State", "City", "Place", "Organization"]),
        "ancestors": lambda each: pick([[], ["Place"], ["Thing", "Organization"]]),
        "name": lambda each: "the " + each["name"].upper() + "’s",
        "aliases": lambda each: [pick(names)],
        "wikidata": lambda each: pick([None, "Q1"]),
        "represents": lambda each: pick(names),
    }
    event_faults: Faults = {
        "type": lambda each: pick(["Meeting", "Attack", "Airstrike", "Aid", "Statement", "Nothing"]),
        "ancestors": lambda each: pick([[], ["Attack", "MilitaryOperation"]]),
        "quotes": lambda each: piece(),
        "agents": lambda each: some(),
        "targets": lambda each: some(),
        "places": lambda each: some(),
        "start": lambda each: pick([None, "2020", "2020-01-01"]),
        "factuality": lambda each: pick(["actual", "planned", None]),
        "attributed_to": lambda each: pick([None, pick(names), chance.sample(names, 2)]),
        "quantities": lambda each: [*each["quantities"], {"measure": "killed", "min": 1, "max": 1}][-1:],
    }
    for key, faults in (("entities", entity_faults), ("events", event_faults)):
        for each in made[key]:
            each.update({name: fault(each) for name, fault in faults.items() if chance.random() < 0.25})
        kept = [each for each in made[key] if chance.random() < 0.85]
        made[key] = kept + [copy.deepcopy(each) for each in kept if chance.random() < 0.1]
        chance.shuffle(made[key])
    return made


@pytest.mark.parametrize("seed", range(8))
def test_figures_are_those_of_the_reference(shared: Path, seed: int) -> None:
    """On all gold files, against predictions with many faults, each figure is that of the scorer they come with."""
    theirs, chance = reference(shared), random.Random(seed)
    tally = theirs.Tally()
    gold, predicted, texts = {}, {}, {}
    for file in sorted((shared / "extraction" / "gold").glob("*.json")):
        texts[file.stem] = (shared / "extraction" / "articles" / f"{file.stem}.txt").read_text(encoding="utf-8")
        record = json.loads(file.read_text(encoding="utf-8"))
        guess = perturbed(record, chance, texts[file.stem])
        theirs.score_article(texts[file.stem], record, guess, tally)
        gold[file.stem] = parse_record(json.dumps(record).encode(), "gold")
        predicted[file.stem] = parse_record(json.dumps(guess).encode(), "predicted")
    made = score(gold, predicted, texts)
    for name, f1 in {**made.measures, **made.by_type}.items():
        expected = tally.prf(name)
        assert asdict(f1) == {key: expected[key] for key in ("hit", "predicted", "gold")}, name
        assert round(f1.f1, 4) == expected["f1"], name
    for name, share in made.shares.items():
        assert asdict(share) == {key: tally.share(name)[key] for key in ("right", "of")}, name
    assert {key for key, _ in tally.c} <= {*made.measures, *made.by_type, *made.shares}
    assert 0.2 < made.measures["events typed"].f1 < 0.9
