"""Answers for programs: each form reads back as the same answer, whatever stands in it."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kgbuild.errors import LimitError, QueryError
from kgbuild.query import Graph, Limits, Question, StoreFolder, Table, Truth
from kgbuild.query.runner import Worker
from kgbuild.query.serialization import GRAPHS, written
from kgbuild.store import (
    BlankNode,
    GraphFile,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    fresh_store,
    parse,
    parse_query_results,
)
from tests.query.test_hostile import ENDLESS

ONE, TWO = "https://example.org/one", "https://example.org/two"
DATA = b"<https://example.org/s> <https://example.org/p> <https://example.org/o> ."
MORE = DATA + b"<https://example.org/s> <https://example.org/p> 1 ."
SUFFIXES = {"turtle": ".ttl", "nt": ".nt", "jsonld": ".jsonld", "rdfxml": ".rdf"}
TERMS = (
    NamedNode("https://example.org/x?a=1&b=<2>".replace("<", "%3C").replace(">", "%3E")),
    Literal("<b>&\"' \r\n\t]]>"),
    Literal("süd", language="de"),
    Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    BlankNode("b1"),
    None,
)


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A process that has a store of two graphs, of which one tells all that the other tells."""
    store = fresh_store(tmp_path_factory.mktemp("s"), [GraphFile("1.ttl", ONE, DATA), GraphFile("2.ttl", TWO, MORE)])
    made = Worker(StoreFolder(store), Limits(seconds=30, memory=512, answer=1, rows=10))
    yield made
    made.close()


def test_xml_results_read_back() -> None:
    """The XML of a table holds its terms, however hard they are to write, and leaves out what is not bound."""
    table = Table(tuple("abcdef"), (TERMS, (None,) * 6))
    text = written(table, "xml")
    ElementTree.fromstring(text)
    found = parse_query_results(text.encode(), QueryResultsFormat.XML)
    assert isinstance(found, QuerySolutions)
    rows = [tuple(row) for row in found]
    assert rows[0][:4] == TERMS[:4]
    assert isinstance(rows[0][4], BlankNode)
    assert rows[1] == (None,) * 6


def test_xml_cannot_hold_all_characters() -> None:
    """A character that XML 1.0 forbids becomes U+FFFD, so that the answer stays XML."""
    text = written(Table(("a",), ((Literal("a\x07b\x00"),),)), "xml")
    assert "a\ufffdb\ufffd" in "".join(ElementTree.fromstring(text).itertext())


@pytest.mark.parametrize("value", [True, False])
def test_xml_truth(value: bool) -> None:
    """The XML of a truth is that truth."""
    found = parse_query_results(written(Truth(value), "xml").encode(), QueryResultsFormat.XML)
    assert isinstance(found, QueryBoolean)
    assert bool(found) is value


@pytest.mark.parametrize("form", GRAPHS)
def test_graphs_with_blank_nodes_read_back(form: str) -> None:
    """A graph with a blank node reads back with as many statements and the same literals."""
    node = BlankNode("n")
    graph = Graph(
        (
            Triple(NamedNode("https://example.org/s"), NamedNode("https://example.org/p"), node),
            Triple(node, NamedNode("https://example.org/p"), Literal("<&> \U0001f600", language="en")),
        )
    )
    quads = parse(written(graph, form), SUFFIXES[form], "answer")
    assert len(quads) == 2
    assert {each.object for each in quads if isinstance(each.object, Literal)} == {graph.triples[1].object}


@pytest.mark.parametrize(("result", "form"), [(Truth(value=True), "turtle"), (Graph(()), "nope")])
def test_forms_that_there_are_not(result: Truth | Graph, form: str) -> None:
    """A form that an answer has not is refused."""
    with pytest.raises(QueryError):
        written(result, form)


@pytest.mark.parametrize(
    ("default", "named", "all_", "inside"),
    [
        (None, None, 2, 3),
        ((ONE,), None, 1, 0),
        ((TWO,), (), 2, 0),
        ((ONE, TWO), (ONE,), 2, 1),
        (None, (TWO,), 0, 2),
        (("https://example.org/none",), None, 0, 0),
    ],
)
def test_datasets(
    worker: Worker, default: tuple[str, ...] | None, named: tuple[str, ...] | None, all_: int, inside: int
) -> None:
    """The graphs that a question names are all that it is asked of; what several tell is told once."""
    for text, expected in (("{ ?s ?p ?o }", all_), ("{ GRAPH ?g { ?s ?p ?o } }", inside)):
        question = Question(f"SELECT (COUNT(*) AS ?n) {text}", "csv", default=default, named=named)
        assert worker.write(question) == f"n\r\n{expected}\r\n".encode()


@pytest.mark.parametrize(
    ("clauses", "all_", "inside"),
    [
        (f"FROM <{ONE}> FROM <{TWO}>", 2, 0),
        (f"FROM <{ONE}> FROM <{ONE}>", 1, 0),
        ("FROM <one> FROM e:two FROM NAMED <two>", 2, 2),
        (f"from <{ONE}> from named e:one", 1, 1),
        ("FROM NAMED e:two FROM NAMED e:one", 0, 3),
        ("", 2, 3),
    ],
)
def test_from_clauses(worker: Worker, clauses: str, all_: int, inside: int) -> None:
    """What several graphs of FROM clauses tell is told once, and GRAPH sees those of FROM NAMED alone."""
    head = "BASE <https://example.org/x> PREFIX e: <>".replace("<>", "<https://example.org/>")
    for text, expected in (("{ ?s ?p ?o }", all_), ("{ GRAPH ?g { ?s ?p ?o } }", inside)):
        query = f"{head} SELECT (COUNT(*) AS ?n) {clauses} WHERE {text}"
        assert worker.write(Question(query, "csv")) == f"n\r\n{expected}\r\n".encode()
        table = worker.ask(query)
        assert isinstance(table, Table)
        assert str(table.rows[0][0]).startswith(f'"{expected}"')


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x { 1 2 3 4 5 6 7 8 9 10 11 } }",
        "CONSTRUCT { <a:a> <a:a> ?x } { VALUES ?x { 1 2 3 4 5 6 7 8 9 10 11 } }",
        f"SELECT (REPLACE('{'x' * 2000}', 'x', '{'y' * 1000}') AS ?long) {{}}",
    ],
)
def test_the_process_keeps_the_limits(worker: Worker, text: str) -> None:
    """Too many rows, triples or bytes are a LimitError, and the process answers the next question."""
    with pytest.raises(LimitError):
        worker.write(Question(text, "nt" if "CONSTRUCT" in text else "json"))
    assert worker.alive
    assert b"true" in worker.write(Question("ASK {}", "json"))


@pytest.mark.parametrize("text", ["SELECT * {", "SELECT * { ?s nope:x ?o }"])
def test_wrong_queries_are_no_limits(worker: Worker, text: str) -> None:
    """A query that is none is a QueryError that is no LimitError."""
    with pytest.raises(QueryError) as caught:
        worker.write(Question(text, "json"))
    assert not isinstance(caught.value, LimitError)


def test_time_is_a_limit(tmp_path: Path) -> None:
    """A query that takes too long is a LimitError."""
    store = fresh_store(tmp_path, [GraphFile("1.ttl", ONE, MORE * 20)])
    with Worker(StoreFolder(store), Limits(seconds=0.5)) as made, pytest.raises(LimitError, match="took longer"):
        made.write(Question(ENDLESS["huge VALUES"], "json"))
