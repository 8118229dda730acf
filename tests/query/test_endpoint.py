"""SPARQL over HTTP: the saved queries run unchanged, and an endpoint that misbehaves is an error in words."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest

from kgbuild.errors import QueryError
from kgbuild.query import Endpoint, Graph, Limits, ask, read_text
from kgbuild.query.runner import Worker
from kgbuild.store import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse_file,
    with_union,
)
from tests.query.asked import BASE, FILES, NAMES, SOURCE, bound

JSON = "application/sparql-results+json"
Answer = tuple[int, dict[str, str], bytes]
Responder = Callable[[BaseHTTPRequestHandler, bytes], Answer | None]


@contextmanager
def serving(responder: Responder) -> Iterator[str]:
    """The URL of a server on the loopback that answers each POST as `responder` says (None: it has answered itself)."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = responder(self, body)
            if answer is not None:
                status, headers, content = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
        finally:
            server.shutdown()
            thread.join()


def fixed(status: int, kind: str, content: bytes, **headers: str) -> Responder:
    """A responder that always says the same."""
    return lambda _, __: (status, {"Content-Type": kind} | headers, content)


@cache
def store() -> Store:
    """The fixture graph and the ontology."""
    found = Store()
    found.extend(with_union(quad for path in FILES for quad in parse_file(path)))
    return found


def sparql(handler: BaseHTTPRequestHandler, body: bytes) -> Answer:
    """An endpoint as the protocol asks for it."""
    assert handler.headers["Content-Type"] == "application/x-www-form-urlencoded"
    found = store().query(dict(parse_qsl(body.decode()))["query"])
    if isinstance(found, QuerySolutions | QueryBoolean):
        assert JSON in handler.headers["Accept"]
        return 200, {"Content-Type": JSON + "; charset=utf-8"}, found.serialize(format=QueryResultsFormat.JSON) or b""
    assert "text/turtle" in handler.headers["Accept"]
    return 200, {"Content-Type": "text/turtle"}, found.serialize(format=RdfFormat.TURTLE) or b""


@pytest.fixture(scope="module")
def remote() -> Iterator[Worker]:
    """A process that asks an endpoint with the fixture graph."""
    with serving(sparql) as url, Worker(Endpoint(url), Limits(seconds=60)) as worker:
        yield worker


@pytest.fixture(scope="module")
def local() -> Iterator[Worker]:
    """A process that holds the fixture graph."""
    with Worker(SOURCE, Limits(seconds=60)) as worker:
        yield worker


@pytest.mark.parametrize("name", NAMES)
def test_saved_queries(name: str, remote: Worker, local: Worker) -> None:
    """A saved query gets the same answer over an endpoint as over files."""
    assert remote.ask(bound(name)) == local.ask(bound(name))


def test_events_that_several_graphs_tell_of() -> None:
    """Where a store answers a statement of two graphs twice, as Virtuoso and Oxigraph do, no row comes twice."""
    twice = Store()
    for subject, predicate, value, _ in (quad for path in FILES for quad in parse_file(path)):
        for number in range(2 if str(subject).startswith(f"<{BASE}event/") else 1):
            twice.add(Quad(subject, predicate, value, NamedNode(f"urn:graph:{number}")))
    for name in NAMES:
        found, wanted = twice.query(bound(name), use_default_graph_as_union=True), store().query(bound(name))
        if isinstance(found, QuerySolutions):
            assert isinstance(wanted, QuerySolutions)
            assert sorted(map(str, found)) == sorted(map(str, wanted)), name


def test_ask_and_describe(remote: Worker, local: Worker) -> None:
    """ASK and DESCRIBE work as SELECT and CONSTRUCT do."""
    for text in ("ASK { ?s ?p ?o }", "DESCRIBE <https://example.org/id/person/louis-bono>"):
        assert remote.ask(text) == local.ask(text)
    assert isinstance(remote.ask(text), Graph)


def test_other_syntaxes() -> None:
    """Results in XML and graphs in RDF/XML or N-Triples are read as well."""
    results = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>'
    graph = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    with serving(fixed(200, "application/sparql-results+xml", results)) as url:
        assert ask(Endpoint(url), read_text("ASK {}")).value  # type: ignore[union-attr]
    for kind, body in (("application/rdf+xml", graph), ("application/n-triples", b"")):
        with serving(fixed(200, kind, body)) as url:
            assert ask(Endpoint(url), read_text("CONSTRUCT WHERE { ?s ?p ?o }")) == Graph(())


@pytest.mark.parametrize(
    ("responder", "message"),
    [
        (fixed(400, "text/plain", b"parse\x1b[2J  error \n at 1"), "400 .*: parse"),
        (fixed(503, "text/html", b""), "503"),
        (fixed(302, "text/plain", b"", Location="http://127.0.0.1:9/else"), "moved to http://127.0.0.1:9/else"),
        (fixed(307, "text/plain", b"", Location="file:///etc/passwd"), "moved to file:///etc/passwd"),
        (fixed(200, "text/html", b"<html>"), "answers with text/html, not SPARQL results"),
        (fixed(200, JSON, b"{"), "broken results"),
        (fixed(200, JSON, b"[" * 100_000), "broken results"),
        (
            fixed(200, JSON, b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri"}}]}}'),
            "broken|error|value",
        ),
        (fixed(200, JSON, b" " * 3_000_000), "more than 2,097,152 bytes"),
    ],
)
def test_misbehaving(responder: Responder, message: str) -> None:
    """An endpoint that refuses, has moved, or answers with something else, is told in the error."""
    with serving(responder) as url, pytest.raises(QueryError, match=message) as caught:
        ask(Endpoint(url), read_text("SELECT * { ?s ?p ?o }"), limits=Limits(answer=2))
    assert caught.value.hint
    assert "\x1b" not in caught.value.message


def test_broken_graph() -> None:
    """A graph that is none is told."""
    with serving(fixed(200, "text/turtle", b"<a:a> <a:b>")) as url, pytest.raises(QueryError, match="broken graph"):
        ask(Endpoint(url), read_text("CONSTRUCT WHERE { ?s ?p ?o }"))


def drip(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    """An answer that never ends, a byte now and then."""
    try:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        for byte in [b"x"] * 100:
            handler.wfile.write(byte)
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        return


def test_endless_answer() -> None:
    """An answer that drips is given up in time, wherever it drips."""
    began = time.monotonic()
    with serving(drip) as url, pytest.raises(QueryError, match="longer than 1 second"):
        ask(Endpoint(url), read_text("ASK {}"), limits=Limits(seconds=1))
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "127.0.0.1/sparql",
        "",
        "http://",
        "http://a b/",
        "http://x:0/",
        "data:,x",
    ],
)
def test_urls(url: str) -> None:
    """Only absolute http and https URLs are asked."""
    with pytest.raises(QueryError, match="not the URL of an endpoint"):
        ask(Endpoint(url), read_text("ASK {}"))


def test_nobody_there() -> None:
    """An endpoint that nobody serves is told."""
    with serving(sparql) as url:
        pass
    with pytest.raises(QueryError, match="cannot be asked"):
        ask(Endpoint(url), read_text("ASK {}"))


def test_refused_before_it_is_sent() -> None:
    """What is refused is not sent to an endpoint either."""
    with pytest.raises(QueryError, match="update"):
        ask(Endpoint("http://127.0.0.1:9/"), read_text("DROP ALL"))
