"""A graph store on the loopback, made of dictionaries, that asks who one is, and misbehaves by script."""

import hashlib
import re
import secrets
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from kgbuild.store import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    to_ntriples,
)

USER, PASSWORD, TOKEN = "dba", "Tr0ub4dor&3 of:Mün", "tok-7f3a.b64=="
SYNTAX = {"text/turtle": ".ttl", "application/n-triples": ".nt"}


@dataclass(frozen=True, slots=True)
class Call:
    """A request: its number among all and among those of its method and graph, from 1."""

    method: str
    graph: str
    number: int
    same: int
    authorization: str
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent in place of the right answer."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


Fault = Callable[["Handler"], Answer | None]
Script = Callable[[Call], Fault | Answer | None]


class Stub:
    """The state of the store: its graphs, as lines of N-Triples by IRI; its script, and the calls that it got."""

    def __init__(self) -> None:
        self.url = ""
        self.origin = ""
        self.graphs: dict[str, set[bytes]] = {}
        self.scheme = ""
        self.algorithm = "MD5"
        self.uses = 1_000_000
        self.largest = 1 << 30
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.nonces: dict[str, int] = {}
        self.reset()

    def reset(self, script: Script = lambda call: None) -> None:
        """Forget all calls, and behave by this script from now on."""
        self.script = script
        self.calls: list[Call] = []
        self.now = self.most = 0

    def did(self, method: str) -> list[str]:
        """The graphs of the requests with this method, by name."""
        return sorted(call.graph for call in self.calls if call.method == method)

    def triples(self) -> dict[str, int]:
        """How many statements each graph has."""
        return {graph: len(lines) for graph, lines in self.graphs.items()}


class Handler(BaseHTTPRequestHandler):
    """Answers one request, rightly or as the script says."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "Server"

    def do_PUT(self) -> None:
        """Replace a graph."""
        self._serve()

    def do_POST(self) -> None:
        """Add to a graph, or answer a query."""
        self._serve()

    def do_GET(self) -> None:
        """Tell a graph."""
        self._serve()

    def do_HEAD(self) -> None:
        """Tell whether there is a graph."""
        self._serve()

    def do_DELETE(self) -> None:
        """Remove a graph."""
        self._serve()

    def _serve(self) -> None:
        stub = self.server.stub
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        graph = parse_qs(urlsplit(self.path).query).get("graph", [""])[0]
        with stub.lock:
            same = 1 + sum((each.method, each.graph) == (self.command, graph) for each in stub.calls)
            said = self.headers.get("Authorization", "")
            call = Call(self.command, graph, len(stub.calls) + 1, same, said, len(body))
            stub.calls.append(call)
            stub.now += 1
            stub.most = max(stub.most, stub.now)
        try:
            fault = stub.script(call)
            answer = fault if isinstance(fault, Answer) else fault(self) if fault else self._right(graph, body)
        finally:
            with stub.lock:
                stub.now -= 1
        if answer is not None:
            self.send(answer)

    def send(self, answer: Answer) -> None:
        """Send an answer as HTTP asks for it."""
        self.send_response(answer.status)
        for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _right(self, graph: str, body: bytes) -> Answer:
        stub = self.server.stub
        with stub.lock:
            challenge = challenged(stub, self.command, self.path, self.headers.get("Authorization", ""))
            if challenge:
                return Answer(401, {"WWW-Authenticate": challenge}, b"<h1>Who are you?</h1>")
            if urlsplit(self.path).path == "/sparql":
                return queried(stub, body)
            return stored(stub, self.command, graph, body, self.headers.get("Content-Type", ""))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def stored(stub: Stub, method: str, graph: str, body: bytes, kind: str) -> Answer:
    """What the Graph Store Protocol says to do with a graph."""
    if not graph.startswith("http"):
        return Answer(400, body=b"no graph is named")
    there = graph in stub.graphs
    if method in {"PUT", "POST"}:
        if len(body) > stub.largest:
            return Answer(413, body=b"too much")
        try:
            lines = set(to_ntriples(each.triple for each in parse(body, SYNTAX[kind], "body")).splitlines())
        except Exception:  # noqa: BLE001 -- whatever it is, the request is wrong
            return Answer(400, body=b"that is no graph")
        stub.graphs[graph] = lines | (stub.graphs.get(graph, set()) if method == "POST" else set())
        return Answer(204 if there else 201)
    if not there:
        return Answer(404, body=b"no such graph")
    if method == "DELETE":
        del stub.graphs[graph]
        return Answer(204)
    return Answer(200, {"Content-Type": "application/n-triples"}, b"\n".join(sorted(stub.graphs[graph])) + b"\n")


def queried(stub: Stub, body: bytes) -> Answer:
    """The answer to a query over the union of all graphs."""
    store = Store()
    for graph, lines in stub.graphs.items():
        for each in parse(b"\n".join(lines), ".nt", "graph"):
            store.add(Quad(each.subject, each.predicate, each.object, NamedNode(graph)))
    found = store.query(parse_qs(body.decode())["query"][0], use_default_graph_as_union=True)
    if isinstance(found, QuerySolutions | QueryBoolean):
        kind, content = "application/sparql-results+json", found.serialize(format=QueryResultsFormat.JSON)
    else:
        kind, content = "text/turtle", found.serialize(format=RdfFormat.TURTLE)
    return Answer(200, {"Content-Type": kind}, content or b"")


def challenged(stub: Stub, method: str, path: str, said: str) -> str:
    """What `WWW-Authenticate` asks for; nothing where it was said who asks."""
    if stub.scheme == "basic" and not is_basic(said):
        return 'Basic realm="the store", charset="UTF-8"'
    if stub.scheme == "bearer" and said != f"Bearer {TOKEN}":
        return 'Bearer realm="the store"'
    if stub.scheme == "digest" and not is_digest(stub, method, path, said):
        nonce = secrets.token_hex(8)
        stub.nonces[nonce] = 0
        return (
            f'Basic realm="x, y", Digest realm="the \\"store\\"", nonce="{nonce}", opaque="5c", stale=false, '
            f'algorithm={stub.algorithm}, qop="auth-int, auth"'
        )
    return ""


def is_basic(said: str) -> bool:
    """Whether user and password are said in the basic scheme."""
    scheme, _, told = said.partition(" ")
    return scheme == "Basic" and b64decode(told).decode() == f"{USER}:{PASSWORD}"


def is_digest(stub: Stub, method: str, path: str, said: str) -> bool:
    """Whether user and password are said in the digest scheme, each number of a nonce once, and none too often."""
    if not said.startswith("Digest "):
        return False
    values = re.findall(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,]+))', said[7:])
    told = {name: quoted.replace("\\", "") or bare for name, quoted, bare in values}
    if told["nonce"] not in stub.nonces or told["username"] != USER or told["uri"] != path:
        return False
    number = int(told["nc"], 16)
    if number <= 0 or stub.nonces[told["nonce"]] >= stub.uses:
        return False
    stub.nonces[told["nonce"]] += 1
    name = {"MD5": "md5", "SHA-256": "sha256"}[stub.algorithm.removesuffix("-sess")]

    def h(text: str) -> str:
        return hashlib.new(name, text.encode()).hexdigest()

    who = h(f"{USER}:{told['realm']}:{PASSWORD}")
    if stub.algorithm.endswith("-sess"):
        who = h(f"{who}:{told['nonce']}:{told['cnonce']}")
    wanted: str = h(f"{who}:{told['nonce']}:{told['nc']}:{told['cnonce']}:{told['qop']}:{h(f'{method}:{path}')}")
    right: bool = wanted == told["response"]
    return right and told["algorithm"] == stub.algorithm and told["opaque"] == "5c"


class Server(ThreadingHTTPServer):
    """Threads that nobody waits for, and no word about clients that hang up."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 50

    def __init__(self, stub: Stub) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.stub = stub

    def handle_error(self, *_: object) -> None:
        """Say nothing of what a client does to its connection."""


@contextmanager
def serving() -> Iterator[Stub]:
    """A store that is being served."""
    stub = Stub()
    with Server(stub) as server:
        stub.origin = f"http://127.0.0.1:{server.server_address[1]}"
        stub.url = f"{stub.origin}/store"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield stub
        finally:
            stub.closing.set()
            server.shutdown()
            thread.join()
