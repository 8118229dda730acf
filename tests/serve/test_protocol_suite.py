"""The W3C tests of the SPARQL 1.1 Protocol that only read, and those of the service description."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib
from rdflib.collection import Collection

from kgbuild.query import Limits, StoreFolder
from kgbuild.serve import Application, Facts, Pool, Sparql, application
from kgbuild.store import GraphFile, fresh_store
from tests.serve.asked import Answer, ask

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
WRITING = {
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
}
KINDS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request of the suite and what is expected of its answer."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: frozenset[str]
    format: str | None
    truth: bool | None


@pytest.fixture(scope="module")
def suite(shared: Path) -> Path:
    """The folder of the suite."""
    folder = shared / "suites" / "sparql11" / "protocol"
    if not folder.is_dir():
        pytest.skip("the W3C tests of the SPARQL 1.1 Protocol are not on this machine")
    return folder


@pytest.fixture(scope="module")
def endpoint(suite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """An endpoint over the data of the suite."""
    files = [GraphFile(f"{n}.nt", DATA.format(n), (suite / f"data{n}.nt").read_bytes()) for n in (1, 2, 3)]
    pool = Pool(Limits(seconds=20, memory=512, answer=1, rows=1000))
    pool.renew(StoreFolder(fresh_store(tmp_path_factory.mktemp("suite"), files)))
    yield application("The suite", [Sparql(pool, Facts([each.graph for each in files], 3, {}))])
    pool.close()


def exchanges(suite: Path) -> dict[str, list[Exchange]]:
    """The exchanges of each test by its name."""
    graph = rdflib.Graph().parse(suite / "manifest.ttl")
    entries = next(graph.objects(None, MF.entries))
    found = {}
    for entry in Collection(graph, entries):
        requests = graph.value(graph.value(entry, MF.action), HT.requests) or rdflib.RDF.nil
        nodes = [node for each in Collection(graph, requests) for node in flat(graph, each)]
        found[str(entry).rpartition("#")[2]] = [exchange(graph, node) for node in nodes]
    return found


def flat(graph: rdflib.Graph, node: rdflib.term.Node) -> Iterator[rdflib.term.Node]:
    """A node, or those of the list that it is."""
    if graph.value(node, rdflib.RDF.first) is None:
        yield node
    else:
        for each in Collection(graph, node):
            yield from flat(graph, each)


def exchange(graph: rdflib.Graph, node: rdflib.term.Node) -> Exchange:
    """A request of the manifest."""
    listed = graph.value(node, HT.headers)
    headers = [each for item in (Collection(graph, listed) if listed else ()) for each in flat(graph, item)]
    body = graph.value(node, HT.body)
    encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
    response = graph.value(node, HT.resp)
    truth = graph.value(response, MF.expectedBoolean)
    form = graph.value(response, MF.expectedFormat)
    return Exchange(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
        tuple((str(graph.value(each, HT.fieldName)), str(graph.value(each, HT.fieldValue))) for each in headers),
        None if body is None else str(graph.value(body, CNT.chars)).encode(encoding),
        frozenset(str(each)[-3] for each in graph.objects(response, MF.expectedStatus)),
        None if form is None else str(form),
        None if truth is None else bool(truth.toPython()),  # type: ignore[attr-defined]
    )


def test_all_that_read_pass(suite: Path, endpoint: Application) -> None:
    """The 27 tests that only read are answered with the status, the kind of format and the truth that they expect."""
    passed = 0
    for name, wanted in exchanges(suite).items():
        if name in WRITING:
            continue
        for each in wanted:
            answer = ask(endpoint, each.target, each.body, each.headers, each.method)
            assert str(answer.status)[0] in each.statuses, (name, answer.status, answer.body)
            if each.format:
                assert answer.headers["content-type"].partition(";")[0] in KINDS[each.format], name
            if each.truth is not None:
                assert json.loads(answer.body)["boolean"] is each.truth, name
        passed += 1
    assert passed == 27


def test_those_that_write_are_refused(suite: Path, endpoint: Application) -> None:
    """Each request of the other seven tests that would change something is refused with 403."""
    refused = 0
    for name in WRITING:
        for each in exchanges(suite)[name]:
            if b"update=" in (each.body or b"") or ("content-type", "application/sparql-update") in each.headers:
                assert ask(endpoint, each.target, each.body, each.headers, each.method).status == 403
                refused += 1
    assert refused >= len(WRITING)


def described(answer: Answer) -> rdflib.Graph:
    """The service description in an answer."""
    kind = answer.headers["content-type"].partition(";")[0]
    return rdflib.Graph().parse(data=answer.body.decode(), format=kind)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("accept", ["*/*", "application/rdf+xml", "application/ld+json", "text/turtle"])
def test_service_description(endpoint: Application, accept: str) -> None:
    """A GET without a query gives RDF with a service at this endpoint, whose values are of the schema's classes."""
    answer = ask(endpoint, "/sparql", headers=[("accept", accept)])
    assert answer.status == 200
    graph = described(answer)
    service = graph.value(None, SD.endpoint, rdflib.URIRef("http://localhost/sparql"))
    assert (service, rdflib.RDF.type, SD.Service) in graph
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert SD.BasicFederatedQuery not in set(graph.objects(service, SD.feature))
    dataset = graph.value(service, SD.defaultDataset)
    assert (dataset, rdflib.RDF.type, SD.Dataset) in graph
    assert (graph.value(dataset, SD.defaultGraph), rdflib.RDF.type, SD.Graph) in graph
    named = list(graph.objects(dataset, SD.namedGraph))
    assert {(each, rdflib.RDF.type, SD.NamedGraph) in graph for each in named} == {True}
    assert {str(graph.value(each, SD.name)) for each in named} == {DATA.format(n) for n in (1, 2, 3)}
