"""Documents of the Entity Reconciliation API: the specification's own examples, and the queries that are sent."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from kgbuild.link.online import Asked, reconciliation
from kgbuild.link.online.documents import read
from kgbuild.link.online.manifest import Manifest, OldManifest, Versions
from kgbuild.link.online.reconciler import read_manifest, read_results
from kgbuild.web import AnswerError
from tests.link.online.conftest import Opener
from tests.link.online.stub import DRAFT, MANIFEST, Stub
from tests.link.online.world import CITY, STATE

VERSIONS: dict[str, Any] = {"0.2": OldManifest, "1.0-draft": Manifest}


@pytest.fixture
def suite(shared: Path) -> Path:
    """The specification's schemas and examples, by version."""
    folder = shared / "suites" / "reconciliation"
    if not folder.is_dir():
        pytest.skip("the suite of the Entity Reconciliation API is not among the development corpora")
    return folder


def manifests(version: str) -> Callable[[bytes], object]:
    """How a manifest of this version is read; a service of several versions is read by this one too."""

    def read_one(body: bytes) -> object:
        assert read_manifest(body, "example.org")
        assert version in read(body, Versions, "example.org").versions
        return read(body, VERSIONS[version], "example.org")

    return read_one


def results(version: str) -> Callable[[bytes], object]:
    """How results of this version are read, whatever they answer."""
    manifest = read_manifest(json.dumps(MANIFEST if version == "0.2" else DRAFT).encode(), "example.org")

    def read_all(body: bytes) -> object:
        document = json.loads(body)
        keys = list(document if version == "0.2" else document["results"])
        return read_results(
            body, manifest, list(map(str, range(len(keys)))) if version != "0.2" else keys, "example.org"
        )

    return read_all


def candidates(version: str) -> Callable[[bytes], object]:
    """How one candidate of this version is read."""
    kind: Any = reconciliation.OldCandidate if version == "0.2" else reconciliation.Candidate
    return lambda body: read(body, kind, "example.org")


READERS = {
    "manifest": manifests,
    "reconciliation-result-batch": results,
    "reconciliation-candidate": candidates,
}


def examples(suite: Path, version: str, validity: str) -> Iterator[tuple[Path, Callable[[bytes], object]]]:
    """The examples of documents that the client reads, and how each is read."""
    for kind, reader in READERS.items():
        for path in sorted((suite / version / "examples" / kind / validity).glob("*.json")):
            yield path, reader(version)


@pytest.mark.parametrize(("version", "count"), [("0.2", 15), ("1.0-draft", 15)])
def test_valid_examples_are_read(suite: Path, version: str, count: int) -> None:
    """Each valid example of a manifest, of results and of a candidate is read."""
    read_ones = [reader(path.read_bytes()) for path, reader in examples(suite, version, "valid")]
    assert len(read_ones) > count
    assert all(read_ones)


@pytest.mark.parametrize(("version", "count"), [("0.2", 12), ("1.0-draft", 11)])
def test_invalid_examples_are_refused(suite: Path, version: str, count: int) -> None:
    """Each invalid example is refused, for its shape or its version."""
    refused = list(examples(suite, version, "invalid"))
    assert len(refused) >= count
    for path, reader in refused:
        with pytest.raises(AnswerError, match=r"^example\.org "):
            reader(path.read_bytes())


def test_invalid_examples_are_refused_for_their_fault(suite: Path) -> None:
    """Where an invalid manifest lacks its version too, it is still refused once the version is there."""
    for path, reader in examples(suite, "0.2", "invalid"):
        document = json.loads(path.read_bytes())
        if path.parent.parent.name == "manifest" and path.stem not in {
            "missing-version",
            "old-version",
            "opencorporates",
        }:
            with pytest.raises(AnswerError, match="another shape"):
                reader(json.dumps(document | {"versions": ["0.2"]}).encode())


@pytest.mark.parametrize("version", VERSIONS)
def test_results_that_the_schema_refuses_are_refused(suite: Path, version: str) -> None:
    """Of the valid results with one value gone or of another type, each that the schema refuses is refused here."""
    schema = json.loads((suite / version / "schemas" / "reconciliation-result-batch.json").read_bytes())
    checker = jsonschema.Draft7Validator(_without_references(schema))
    (path,) = (suite / version / "examples" / "reconciliation-result-batch" / "valid").glob("example-full.json")
    kind: Any = dict[str, reconciliation.OldResult] if version == "0.2" else reconciliation.Results
    refused = accepted = 0
    for document in _mutants(json.loads(path.read_bytes())):
        if checker.is_valid(document):
            accepted += 1
            continue
        refused += 1
        with pytest.raises(AnswerError):
            read(json.dumps(document).encode(), kind, "example.org")
    assert refused > 100
    assert accepted > 10


def test_queries_are_valid(suite: Path, stub: Stub, opened: Opener) -> None:
    """The batches of queries that are sent are valid by the schemas of 0.2 and of the 1.0 draft."""
    asked = [
        Asked("Norland", STATE, (("P31", "Q6256"), ("P297", "NL"))),
        Asked("Port Ardan", CITY),
        *(Asked(f"{number} \"'{{}}&=\u00e9") for number in range(15)),
    ]
    for version, manifest, kind in (("0.2", MANIFEST, "reconcile"), ("1.0-draft", DRAFT, "match")):
        stub.reset()
        stub.manifest = manifest
        opened(version, reconcile="/reconcile").find(asked)
        schema = json.loads((suite / version / "schemas" / "reconciliation-query-batch.json").read_bytes())
        sent = [json.loads(call.form.get("queries", call.body)) for call in stub.calls if call.kind == kind]
        assert len(sent) >= 2
        for batch in sent:
            jsonschema.Draft7Validator(_without_references(schema)).validate(batch)


def _without_references(schema: Any) -> Any:
    """The schema, its references to other files dropped: they only tell languages and directions."""
    if isinstance(schema, dict):
        kept = {key: _without_references(each) for key, each in schema.items() if key != "$id"}
        return {} if str(kept.get("$ref", "#")).endswith(".json") else kept
    return [_without_references(each) for each in schema] if isinstance(schema, list) else schema


def _mutants(document: Any) -> Iterator[Any]:
    """The document with each of its values in turn gone, or replaced by one of each type."""
    for path in list(_paths(document)):
        for value in (None, 7, 0.5, True, "x", [], {}, [1], {"x": 1}, ...):
            copy = json.loads(json.dumps(document))
            place = copy
            for step in path[:-1]:
                place = place[step]
            if value is ...:
                del place[path[-1]]
            else:
                place[path[-1]] = value
            yield copy


def _paths(document: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in items:
        yield (*before, key)
        yield from _paths(value, (*before, key))


def test_unknown_fields_do_no_harm() -> None:
    """What a document has beyond its schema is passed over."""
    manifest = MANIFEST | {"news": {"x": [1]}, "batchSize": 20}
    read_one = read_manifest(msgspec.json.encode(manifest), "example.org")
    assert isinstance(read_one, OldManifest)
    assert (read_one.batch, read_one.space) == (20, "http://www.wikidata.org/entity/")


def test_a_service_of_both_versions() -> None:
    """Where a service names both versions, a manifest in the shape of either is read, and one of neither is not."""
    both = {"versions": ["0.2", "1.0-draft"]}
    assert isinstance(read_manifest(msgspec.json.encode(MANIFEST | both), "example.org"), OldManifest)
    assert isinstance(read_manifest(msgspec.json.encode(DRAFT | both), "example.org"), Manifest)
    with pytest.raises(AnswerError, match="another shape"):
        read_manifest(msgspec.json.encode(both | {"name": "x"}), "example.org")
