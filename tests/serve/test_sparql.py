"""The SPARQL endpoint: forms of answers, statuses, datasets, and what it does not do."""

import csv
import io
import json
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest

from kgbuild.serve import Application
from kgbuild.store import Quad, parse
from tests.serve.asked import BASE, NAMED, Answer, ask

PEOPLE = "SELECT ?person ?label { ?person a kg:Person ; rdfs:label ?label } ORDER BY ?person"
GRAPH = (
    f"CONSTRUCT {{ <{BASE}x> rdfs:label ?label ; rdfs:seeAlso [ rdfs:label ?label ] }} "
    "{ ?p a kg:State ; rdfs:label ?label }"
)
SELECT = "application/sparql-results+json"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


def asked(app: Application, query: str, accept: str = "*/*", **more: str) -> Answer:
    """The answer to a query by GET."""
    target = f"/sparql?{urlencode({'query': query, **more})}"
    return ask(app, target, headers=[("accept", accept)])


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", SELECT),
        ("application/json", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", SELECT),
        ("application/sparql-results+xml, application/json;q=0.5", "application/sparql-results+xml"),
        ("text/xml", "text/xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
    ],
)
def test_results_come_in_the_form_that_is_wanted(endpoint: Application, accept: str, kind: str) -> None:
    """A table is written in the form that Accept names, and every form holds the same rows."""
    answer = asked(endpoint, PEOPLE, accept)
    assert (answer.status, answer.headers["vary"]) == (200, "Accept")
    assert answer.headers["content-type"].partition(";")[0] == kind
    text = answer.body.decode()
    if "json" in kind:
        rows = [row["person"]["value"] for row in json.loads(text)["results"]["bindings"]]
    elif "xml" in kind:
        rows = [
            each.text or "" for each in ElementTree.fromstring(text).iter("{http://www.w3.org/2005/sparql-results#}uri")
        ]
    elif kind == "text/csv":
        rows = [row[0] for row in csv.reader(io.StringIO(text))][1:]
    else:
        rows = [line.split("\t")[0].strip("<>") for line in text.splitlines()][1:]
    assert rows == [f"{BASE}person/{name}" for name in ("ada-veil", "bo-veil", "script")]


@pytest.mark.parametrize(
    ("accept", "kind", "suffix"),
    [
        ("*/*", "text/turtle", ".ttl"),
        ("application/n-triples", "application/n-triples", ".nt"),
        ("application/ld+json", "application/ld+json", ".jsonld"),
        ("application/rdf+xml", "application/rdf+xml", ".rdf"),
    ],
)
def test_graphs_come_in_the_form_that_is_wanted(endpoint: Application, accept: str, kind: str, suffix: str) -> None:
    """A graph with blank nodes is written in the form that Accept names, and every form holds the same statements."""
    answer = asked(endpoint, GRAPH, accept)
    assert answer.headers["content-type"].partition(";")[0] == kind
    quads: list[Quad] = parse(answer.body, suffix, "answer")
    assert len(quads) == 3
    assert {str(each.object) for each in quads if each.predicate.value.endswith("label")} == {'"Norland"@en'}


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        (PEOPLE, "text/turtle", 406),
        (GRAPH, "text/csv", 406),
        (PEOPLE, "*/*;q=0", 406),
        ("SELECT * {", "*/*", 400),
        ("SELECT * { ?s nope:nope ?o }", "*/*", 400),
        ("", "*/*", 400),
        ("DROP ALL", "*/*", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "*/*", 400),
        ("SELECT * " + "{" * 10_000 + "}" * 10_000, "*/*", 400),
        ("SELECT * { ?s ?p '\x00' }", "*/*", 400),
    ],
)
def test_what_cannot_be_asked_is_told(endpoint: Application, query: str, accept: str, status: int) -> None:
    """A form that there is not, a query that is none or that is refused: a status of the client's, and the reason."""
    answer = asked(endpoint, query, accept)
    assert answer.status == status
    assert answer.json["error"]


MANY = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(8))


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(f"SELECT (COUNT(*) AS ?n) {{ {MANY} }}", marks=pytest.mark.slow),
        f"SELECT * {{ {MANY} }}",
        pytest.param(f"CONSTRUCT {{ ?s0 ?p1 ?o2 . ?s3 ?p4 ?o5 }} {{ {MANY} }}", marks=pytest.mark.slow),
        "SELECT (STRLEN(?z) AS ?n) { BIND('0123456789' AS ?a0)"
        + "".join(f" BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(30))
        + " BIND(?a30 AS ?z) }",
    ],
    ids=["time", "rows", "triples", "memory"],
)
def test_limits_hold(endpoint: Application, query: str) -> None:
    """A query that takes too much time, room or memory is given up with 500, and the next one is answered."""
    answer = asked(endpoint, query)
    assert answer.status == 500
    assert answer.json["hint"] == "ask for less at once, or add a LIMIT"
    assert asked(endpoint, "ASK {}").status == 200


def test_bytes_are_limited(endpoint: Application) -> None:
    """An answer of fewer rows, but more bytes than it may have, is given up."""
    long = "SELECT (REPLACE('" + "x" * 1000 + "', 'x', '" + "y" * 2000 + "') AS ?long) {}"
    assert asked(endpoint, long).status == 500


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"ASK {}", QUERY, 200),
        (b"ASK {}", f"{QUERY}; charset=utf-8", 200),
        (b"query=ASK%20%7B%7D", FORM, 200),
        (b"ASK {}", f"{QUERY}; charset=utf-16", 415),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "", 415),
        (b"\xff\xfe", QUERY, 400),
        (b"query=%FF", FORM, 400),
        (b"nothing=1", FORM, 400),
        (b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        (b"update=DROP%20ALL", FORM, 403),
        (b"DROP ALL", "application/sparql-update", 403),
        (b"x" * 1_000_001, QUERY, 413),
        (b"query=ASK%7B%7D&default-graph-uri=nowhere", FORM, 400),
        (b"query=ASK%7B%7D" + b"&a=1" * 300, FORM, 400),
    ],
)
def test_posts(endpoint: Application, body: bytes, kind: str, status: int) -> None:
    """A query is taken in both forms of POST, in UTF-8 alone, once, and within bounds; an update is never taken."""
    headers = [("content-type", kind), ("content-length", str(len(body)))] if kind else []
    assert ask(endpoint, "/sparql", body, headers).status == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(endpoint: Application, method: str) -> None:
    """Methods that would change something are told which ones there are."""
    answer = ask(endpoint, "/sparql?query=ASK%7B%7D", method=method)
    assert answer.status == 405
    assert {"GET", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))


@pytest.mark.parametrize(
    ("graphs", "inside", "default"),
    [
        ({}, True, True),
        ({"default-graph-uri": NAMED}, False, True),
        ({"named-graph-uri": NAMED}, True, False),
        ({"default-graph-uri": BASE + "none"}, False, False),
    ],
)
def test_the_request_chooses_the_graphs(
    endpoint: Application, graphs: dict[str, str], inside: bool, default: bool
) -> None:
    """Graphs that the request names are the whole dataset; without them the default graph has all statements."""
    for query, expected in (("ASK { GRAPH ?g { ?s ?p ?o } }", inside), ("ASK { ?s ?p ?o }", default)):
        for asking in (query, query.replace("ASK", f"ASK FROM <{NAMED}> FROM NAMED <{NAMED}>") if graphs else query):
            assert json.loads(asked(endpoint, asking, **graphs).body)["boolean"] is expected


def test_people_get_a_form(endpoint: Application) -> None:
    """A browser that opens the endpoint gets a form which may be sent to this server alone."""
    answer = ask(endpoint, "/sparql", headers=[("accept", "text/html,*/*;q=0.1")])
    assert answer.headers["content-type"].startswith("text/html")
    assert b"<textarea" in answer.body
    assert "form-action 'self'" in answer.headers["content-security-policy"]


def test_relative_iris_are_relative_to_the_endpoint(endpoint: Application) -> None:
    """A query without BASE has the URL of the endpoint as its base (SPARQL 1.1 Protocol, §2.1.5)."""
    answer = asked(endpoint, "CONSTRUCT { <s> <p> 1 } {}", "application/n-triples")
    assert answer.body.startswith(b"<http://localhost/s> <http://localhost/p> ")


def test_a_fault_is_a_page_for_people(endpoint: Application) -> None:
    """A browser gets the reason as a page, in which the query stays text."""
    target = f"/sparql?query={quote('SELECT <script>alert(1)</script>')}"
    answer = ask(endpoint, target, headers=[("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")])
    assert (answer.status, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert b"<script" not in answer.body
