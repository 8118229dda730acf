"""All answers are valid by the schemas of the protocol, and its examples are answered or refused as it says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from kgbuild.serve import Application
from tests.serve.asked import ask, ask_form, ask_json

SPACES = ("project", "wikidata")
ROOTS = [(version, space) for version in ("0.2", "1.0-draft") for space in SPACES]


def root(version: str, space: str) -> str:
    """The endpoint of a space in a version."""
    return f"/reconcile/{space}" if version == "0.2" else f"/reconcile/{space}/{version}"


def validator(suite: Path, version: str, name: str) -> Draft7Validator:
    """What checks a value against a schema of a version."""
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in (suite / version / "schemas").glob("*.json")]
    resources = [(schema["$id"].rstrip("#"), DRAFT7.create_resource(schema)) for schema in schemas]
    schema = json.loads((suite / version / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    return Draft7Validator(schema, registry=Registry().with_resources(resources))


def valid(suite: Path, version: str, name: str, value: Any) -> None:
    """Fail where a value is not valid by a schema."""
    faults = [
        f"{'/'.join(map(str, each.path))}: {each.message}"
        for each in validator(suite, version, name).iter_errors(value)
    ]
    assert not faults


def examples(suite: Path, version: str, kind: str, verdict: str) -> Iterator[Any]:
    """The examples of a kind that a version calls valid or invalid."""
    paths = sorted((suite / version / "examples" / kind / verdict).glob("*.json"))
    assert paths
    return (json.loads(path.read_text(encoding="utf-8")) for path in paths)


def match(app: Application, version: str, space: str, batch: Any) -> Any:
    """The answer to a query batch."""
    if version == "0.2":
        return ask_form(app, root(version, space), queries=batch)
    return ask_json(app, f"{root(version, space)}/match", batch)


def extend(app: Application, version: str, space: str, wanted: Any) -> Any:
    """The answer to a data extension query."""
    if version == "0.2":
        return ask_form(app, root(version, space), extend=wanted)
    return ask_json(app, f"{root(version, space)}/extend", wanted)


@pytest.mark.parametrize(("version", "space"), ROOTS)
def test_manifests_are_valid(app: Application, suite: Path, version: str, space: str) -> None:
    """The manifest of each endpoint is valid by the schema of the version that it names, and offers every service."""
    manifest = ask(app, root(version, space)).json
    valid(suite, version, "manifest", manifest)
    assert manifest["versions"] == [version]
    assert set(manifest["suggest"]) == {"entity", "property", "type"}
    assert {"preview", "extend", "view", "batchSize", "defaultTypes"} <= set(manifest)


@pytest.mark.parametrize(("version", "space"), ROOTS)
def test_valid_batches_are_answered(app: Application, suite: Path, version: str, space: str) -> None:
    """Each valid example of a query batch is answered with a valid result batch, one result for each query."""
    for batch in examples(suite, version, "reconciliation-query-batch", "valid"):
        answer = match(app, version, space, batch)
        assert answer.status == 200, answer.body
        valid(suite, version, "reconciliation-result-batch", answer.json)
        results = answer.json if version == "0.2" else answer.json["results"]
        assert len(results) == len(batch if version == "0.2" else batch["queries"])


@pytest.mark.parametrize(("version", "space"), ROOTS)
def test_invalid_batches_are_refused(app: Application, suite: Path, version: str, space: str) -> None:
    """Each invalid example of a query batch is refused with 400 and a reason in JSON."""
    for batch in examples(suite, version, "reconciliation-query-batch", "invalid"):
        answer = match(app, version, space, batch)
        assert answer.status == 400
        assert answer.json["error"]


@pytest.mark.parametrize(("version", "space"), ROOTS)
def test_candidates_are_valid(app: Application, suite: Path, version: str, space: str) -> None:
    """Batches that find candidates, with types, features and properties, are answered validly."""
    names = ("Ada Veil", "Norland", "<script>", "Bold")
    batch: Any
    if version == "0.2":
        properties = [{"pid": "country", "v": {"id": "Q2", "name": "Norland"}}, {"pid": "nothing", "v": [1, True, "x"]}]
        batch = {
            name: {"query": name, "type": ["Person", "State"], "type_strict": "should", "properties": properties}
            for name in names
        }
    else:
        condition = {"matchType": "property", "propertyId": "country", "propertyValue": ["Norland", {"id": "Q2"}]}
        batch = {
            "queries": [{"conditions": [{"matchType": "name", "propertyValue": name}, condition]} for name in names]
        }
    answer = match(app, version, space, batch).json
    valid(suite, version, "reconciliation-result-batch", answer)
    found = (
        [each["result"] for each in answer.values()]
        if version == "0.2"
        else [each["candidates"] for each in answer["results"]]
    )
    assert all(found[:2])


@pytest.mark.parametrize(("version", "space"), ROOTS)
def test_extension_examples_are_answered(app: Application, suite: Path, version: str, space: str) -> None:
    """Each valid example of a data extension query, for entities unknown here, is answered validly, row for row."""
    for wanted in examples(suite, version, "data-extension-query", "valid"):
        answer = extend(app, version, space, wanted)
        assert answer.status == 200, answer.body
        valid(suite, version, "data-extension-response", answer.json)
        assert len(answer.json["rows"]) == len(wanted["ids"])
        assert len(answer.json["meta"]) == len(wanted["properties"])


@pytest.mark.parametrize(("version", "space"), ROOTS)
def test_extensions_are_valid(app: Application, suite: Path, version: str, space: str) -> None:
    """The values of all properties of all entities are valid in an answer to a data extension query."""
    ids = [each["id"] for each in ask(app, f"{root(version, space)}/suggest/entity?prefix=&limit=100").json["result"]]
    ids += ["Q1", "Q2", "Q3", "Q4"]
    properties = ask(app, f"{root(version, space)}/suggest/property?prefix=&limit=100").json["result"]
    wanted = {"ids": ids, "properties": [{"id": each["id"]} for each in properties]}
    answer = extend(app, version, space, wanted).json
    valid(suite, version, "data-extension-response", answer)
    assert "Minister of Fish" in json.dumps(answer["rows"])


@pytest.mark.parametrize(("version", "space"), ROOTS)
@pytest.mark.parametrize(("what", "schema"), [("entity", "entities"), ("property", "properties"), ("type", "types")])
def test_suggestions_are_valid(app: Application, suite: Path, version: str, space: str, what: str, schema: str) -> None:
    """What is suggested is valid, for a prefix with suggestions and for one without."""
    for prefix in ("Norland" if what == "entity" else "p", "zzz"):
        answer = ask(app, f"{root(version, space)}/suggest/{what}?prefix={prefix}").json
        valid(suite, version, f"suggest-{schema}-response", answer)
        assert bool(answer["result"]) is (prefix != "zzz")


@pytest.mark.parametrize(("version", "space"), ROOTS)
def test_proposals_are_valid(app: Application, suite: Path, version: str, space: str) -> None:
    """The properties proposed for a type are valid, and as few as wanted."""
    answer = ask(app, f"{root(version, space)}/extend/propose?type=Person&limit=3").json
    valid(suite, version, "data-extension-property-proposal", answer)
    assert len(answer["properties"]) == 3


@pytest.mark.parametrize("version", ["0.2", "1.0-draft"])
def test_schemas_tell_valid_from_invalid(suite: Path, version: str) -> None:
    """The schemas, as these tests read them, accept the valid manifests of the suite and refuse the invalid ones."""
    check = validator(suite, version, "manifest")
    assert all(check.is_valid(each) for each in examples(suite, version, "manifest", "valid"))
    assert not any(check.is_valid(each) for each in examples(suite, version, "manifest", "invalid"))
