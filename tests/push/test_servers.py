"""Real stores hold what was pushed, and answer queries as the project's own store does."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild import project as projects
from kgbuild.pipeline import graphs, pushing
from kgbuild.project import Project
from kgbuild.query import Endpoint, Graph, Limits, StoreFolder, ask, find, read_text, render, saved_paths
from kgbuild.query.binding import bind
from kgbuild.query.runner import Worker
from kgbuild.store import Triple
from tests.conftest import CHECKOUT
from tests.push.servers import SERVERS, Running

pytestmark = pytest.mark.slow
BASE = "https://w3id.org/kgbuild/id/"
ARTICLE = f"{BASE}article/odds-and-ends"
XSD = "http://www.w3.org/2001/XMLSchema#"
LIMITS = Limits(seconds=60)
VALUES = (
    *(
        '"1.0"^^xsd:decimal',
        '"2.50"^^xsd:decimal',
        '"-0.125"^^xsd:decimal',
        '"1250000"^^xsd:integer',
        '"007"^^xsd:integer',
    ),
    *('"5"^^xsd:nonNegativeInteger', '"1"^^xsd:boolean', '"true"^^xsd:boolean', '"1.5E0"^^xsd:double'),
    *('"2023-09-19"^^xsd:date', '"2023-09"^^xsd:gYearMonth', '"2023"^^xsd:gYear', '"0001-01-01"^^xsd:date'),
    *('"2023-09-19T10:00:00Z"^^xsd:dateTime', '"2023-09-19T10:00:00"^^xsd:dateTime'),
    *('"https://a.example/?q=ü"^^xsd:anyURI', '""', '"a \\"quote\\"\\nand a line\\ttab \\\\"', '"Köln – “Ωμέγα” 😀"'),
    *('"plain"', '"plain"@en', '"Plain"@en-GB', "<https://a.example/ü?x=1&y=%20z#f>"),
)
ODD = f"@prefix xsd: <{XSD}> .\n" + "\n".join(
    f"<{ARTICLE}> <{BASE}has-{number}> {value} ." for number, value in enumerate(VALUES)
)
# What stores write otherwise than they were told it: the same values, but for Oxigraph's wider type of a whole number.
SHORTER = {
    f'"{old}"^^<{XSD}{kind}>': f'"{new}"^^<{XSD}{kind}>'
    for old, new, kind in (
        ("1.0", "1", "decimal"),
        ("2.50", "2.5", "decimal"),
        ("007", "7", "integer"),
        ("1", "true", "boolean"),
        ("1.5E0", "1.5", "double"),
    )
}


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A store that runs."""
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def here(tmp_path: Path) -> Project:
    """This repository's own project, and an article of odd literals."""
    shutil.copy(CHECKOUT / "kgbuild.toml", tmp_path)
    shutil.copytree(CHECKOUT / "graphs", tmp_path / "graphs")
    (tmp_path / "graphs" / "odds-and-ends.ttl").write_text(ODD, encoding="utf-8")
    return projects.find(tmp_path)


def push(here: Project, server: Running, *, ontology: bool = False) -> dict[str, list[str]]:
    """Push a project; the graphs with which the same was done."""
    outcomes = pushing.push(here, pushing.Wanted(server.store, ontology, jobs=3), server.environment)
    assert not [each.reason for each in outcomes if each.reason]
    done: dict[str, list[str]] = {"write": [], "keep": [], "remove": []}
    for each in outcomes:
        done[each.step.action].append(each.step.graph)
    return done


def told(server: Running, graph: str) -> set[Triple]:
    """The statements of a graph as a query over the network gets them."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    answer = ask(Endpoint(server.endpoint), read_text(query), limits=LIMITS)
    assert isinstance(answer, Graph)
    return set(answer.triples)


def local(here: Project) -> dict[str, set[Triple]]:
    """The statements of each built graph."""
    return {file.graph: {each.triple for each in file.parsed(file.content)} for file in graphs.files(here)}


def test_what_is_pushed_is_there(here: Project, server: Running) -> None:
    """Each statement is read back as it was pushed, but for literals that the store is known to write otherwise."""
    push(here, server)
    changes: dict[str, str] = {}
    for graph, triples in local(here).items():
        there = told(server, graph)
        found = {(each.subject, each.predicate): each for each in there - triples}
        changes |= {str(each.object): str(found[each.subject, each.predicate].object) for each in triples - there}
        assert len(there) == len(triples)
    wider = {old: new for old, new in changes.items() if old == new.replace("integer", "nonNegativeInteger")}
    assert bool(wider) == (server.name == "oxigraph")
    assert {old: new for old, new in changes.items() if old not in wider} == SHORTER


def test_only_changes_are_pushed(here: Project, server: Running) -> None:
    """A changed graph is replaced, one that is gone is removed, and nothing else is written."""
    push(here, server)
    assert push(here, server)["write"] == []
    (here.graphs / "odds-and-ends.ttl").write_text(f"<{ARTICLE}> <{BASE}is> 'other' .", encoding="utf-8")
    assert push(here, server)["write"] == [ARTICLE]
    assert told(server, ARTICLE) == local(here)[ARTICLE]
    (here.graphs / "odds-and-ends.ttl").unlink()
    assert push(here, server) == {"write": [], "keep": [*local(here)], "remove": [ARTICLE]}
    assert told(server, ARTICLE) == set()
    assert all(told(server, graph) for graph in local(here))


def test_a_graph_that_somebody_else_has_removed(here: Project, server: Running) -> None:
    """A graph that is to be removed and is not there any more is no fault."""
    push(here, server)
    (here.graphs / "odds-and-ends.ttl").unlink()
    state = {path: path.read_bytes() for path in (here.cache / "pushed").iterdir()}
    assert push(here, server)["remove"] == [ARTICLE]
    for path, content in state.items():
        path.write_bytes(content)
    assert push(here, server)["remove"] == [ARTICLE]


def test_saved_queries(here: Project, server: Running) -> None:
    """Each saved query with its default values is answered over the network as by the project's own store."""
    (here.graphs / "odds-and-ends.ttl").unlink()
    push(here, server, ontology=True)
    base, folders = here.settings.base, here.folders("queries")
    with Worker(StoreFolder(graphs.store(here)), LIMITS) as own, Worker(Endpoint(server.endpoint), LIMITS) as theirs:
        for name in saved_paths(folders):
            saved = find(name, folders)
            if all(each.default is not None for each in saved.parameters):
                query = bind(saved, {}, base)
                assert render(theirs.ask(query), "csv") == render(own.ask(query), "csv"), name


def test_yes_and_no(here: Project, server: Running) -> None:
    """A question that is answered by yes or no is, also where the store says it in a table."""
    push(here, server)
    for query, answer in ((f"ASK {{ <{ARTICLE}> ?p ?o }}", "true"), (f"ASK {{ ?o <{ARTICLE}> ?p }}", "false")):
        assert answer in render(ask(Endpoint(server.endpoint), read_text(query), limits=LIMITS), "json")
