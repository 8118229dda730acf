"""A server on the loopback that speaks the protocols of the live services, and misbehaves by script."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.link.online.world import CLASS, ITEMS, MERGED, OFFICES, TRUTH, Json, entity

SPACE = "http://www.wikidata.org/entity/"
MANIFEST: Json = {
    "versions": ["0.1", "0.2"],
    "name": "Made-up items",
    "identifierSpace": SPACE,
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
    "defaultTypes": [{"id": "Q35120", "name": "entity"}],
    "batchSize": 4,
}
DRAFT: Json = {
    "versions": ["1.0-draft"],
    "name": "Made-up items",
    "view": {"url": "https://www.wikidata.org/wiki/{id}"},
}
_QUERY = {"query", "type", "limit", "properties", "type_strict"}


@dataclass(slots=True)
class Reply:
    """What is sent; `document` is written as JSON where there is no `body`."""

    document: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json; charset=utf-8"})
    body: bytes | None = None

    def content(self) -> bytes:
        """The bytes of the body."""
        return json.dumps(self.document).encode() if self.body is None else self.body


@dataclass(frozen=True, slots=True)
class Call:
    """A request: its number among all, among those of its kind and among equal ones, from 1; and what it asks."""

    kind: str
    number: int
    of_kind: int
    same: int
    form: dict[str, str]
    body: bytes
    headers: dict[str, str]


Fault = Callable[["Handler", Reply], Reply | None]
Script = Callable[[Call], Fault | None]


class Stub:
    """The state of the server: its script, the calls it got, and the most that it served at a time."""

    def __init__(self) -> None:
        self.url = ""
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.reset()

    def reset(self, script: Script = lambda call: None) -> None:
        """Forget all calls, and behave by this script from now on."""
        self.script = script
        self.calls: list[Call] = []
        self.counts: Counter[object] = Counter()
        self.now = self.most = 0
        self.lag = 0.0
        self.largest = 50
        self.manifest = MANIFEST

    @property
    def api(self) -> str:
        """The URL of the action API."""
        return f"{self.url}/w/api.php"

    def call(self, kind: str, form: dict[str, str], body: bytes, headers: dict[str, str]) -> Call:
        """Count a request."""
        with self.lock:
            same = (kind, tuple(sorted(form.items())), body)
            for key in ("all", kind, same):
                self.counts[key] += 1
            call = Call(kind, self.counts["all"], self.counts[kind], self.counts[same], form, body, headers)
            self.calls.append(call)
            return call

    def answer(self, kind: str, form: dict[str, str], body: bytes) -> Reply:
        """The right answer to a request."""
        if kind in {"wbsearchentities", "wbgetentities"}:
            if self.lag > float(form["maxlag"]):
                told = f"Waiting for a database server: {self.lag} seconds lagged."
                late = {"error": {"code": "maxlag", "info": told, "host": "db1", "lag": self.lag, "type": "db"}}
                return Reply(late, headers={"Content-Type": "application/json", "Retry-After": "5"})
            return Reply(searched(form) if kind == "wbsearchentities" else _entities(form, self.largest))
        if kind == "manifest":
            return Reply(self.manifest)
        return Reply(_matched(json.loads(body)) if kind == "match" else _reconciled(json.loads(form["queries"])))


class Handler(BaseHTTPRequestHandler):
    """Answers one request, rightly or as the script says."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "Server"

    def do_GET(self) -> None:
        """A question to the action API, or for the manifest."""
        parts = urlsplit(self.path)
        form = dict(parse_qsl(parts.query, keep_blank_values=True))
        self._serve(form.get("action", "manifest") if parts.path == "/w/api.php" else "manifest", form, b"")

    def do_POST(self) -> None:
        """A batch of queries for candidates."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/match"):
            assert self.headers["Content-Type"] == "application/json"
            return self._serve("match", {}, body)
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        return self._serve("reconcile", dict(parse_qsl(body.decode())), body)

    def _serve(self, kind: str, form: dict[str, str], body: bytes) -> None:
        stub = self.server.stub
        call = stub.call(kind, form, body, dict(self.headers))
        with stub.lock:
            stub.now += 1
            stub.most = max(stub.most, stub.now)
        try:
            fault = stub.script(call)
            reply: Reply | None = stub.answer(kind, form, body)
            if "(contact: " not in self.headers.get("User-Agent", ""):
                reply = Reply(status=403, body=b"Please tell who you are.")
            if fault is not None and reply is not None:
                reply = fault(self, reply)
        finally:
            with stub.lock:
                stub.now -= 1
        if reply is not None:
            self.send(reply)

    def send(self, reply: Reply) -> None:
        """Send a reply as HTTP asks for it."""
        content = reply.content()
        self.send_response(reply.status)
        for name, value in ({"Content-Length": str(len(content))} | reply.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Threads that nobody waits for, and no word about clients that hang up."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 50

    def __init__(self, stub: Stub) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.stub = stub

    def handle_error(self, *_: object) -> None:
        """Say nothing of what a client does to its connection; an answer that fails shows as a reset."""


@contextmanager
def serving() -> Iterator[Stub]:
    """A stub that is being served."""
    stub = Stub()
    with Server(stub) as server:
        stub.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield stub
        finally:
            stub.closing.set()
            server.shutdown()
            thread.join()


def searched(form: dict[str, str]) -> Json:
    """The items of which a name begins with the words, those with most pages first."""
    assert (form["type"], form["language"], form["format"]) == ("item", "en", "json")
    words = form["search"].casefold()
    start, limit = int(form.get("continue", "0")), int(form["limit"])
    assert limit <= 50
    names = {item.qid: (item.label, *item.aliases) for item in ITEMS}
    found = [item for item in ITEMS if any(name.casefold().startswith(words) for name in names[item.qid])]
    found.sort(key=lambda item: -item.popularity)
    page: Json = {
        "searchinfo": {"search": form["search"]},
        "search": [
            {
                "id": item.qid,
                "title": item.qid,
                "concepturi": SPACE + item.qid,
                "repository": "wikidata",
                "label": item.label,
                "description": item.description,
                "match": {"type": "label", "language": "en", "text": item.label},
            }
            for item in found[start : start + limit]
        ],
        "success": 1,
    }
    return page | ({"search-continue": start + limit} if len(found) > start + limit else {})


def _entities(form: dict[str, str], largest: int) -> Json:
    """The data of items by QID; those beyond `largest` are left out, as where an answer grows too long."""
    qids = form["ids"].split("|")
    assert set(form["props"].split("|")) == {"labels", "aliases", "descriptions", "claims", "sitelinks"}
    if len(qids) > 50:
        return {"error": {"code": "toomanyvalues", "info": "Too many values supplied for parameter ids."}}
    found: Json = {}
    for qid in qids[:largest]:
        if qid in MERGED:
            found[qid] = entity(MERGED[qid]) | {"redirects": {"from": qid, "to": MERGED[qid]}}
        else:
            found[qid] = entity(qid) if qid in TRUTH or qid in OFFICES else {"id": qid, "missing": ""}
    cut = {"warnings": {"result": {"*": "This result was truncated."}}} if len(qids) > largest else {}
    return cut | {"entities": found, "success": 1}


def _reconciled(queries: Json) -> Json:
    """Candidates by 0.2, for queries of the shape that its schema gives."""
    for query in queries.values():
        assert set(query) <= _QUERY
        assert isinstance(query["query"], str)
        assert all({"pid", "v"} == set(each) for each in query.get("properties", []))
        assert query.get("type_strict", "any") in {"any", "should", "all"}
    return {
        key: {"result": _proposed(query["query"], query.get("type"), query["limit"])} for key, query in queries.items()
    }


def _matched(batch: Json) -> Json:
    """Candidates by the 1.0 draft."""
    results = []
    for query in batch["queries"]:
        (name,) = [each["propertyValue"] for each in query["conditions"] if each["matchType"] == "name"]
        assert all("propertyId" in each for each in query["conditions"] if each["matchType"] == "property")
        results.append({"candidates": _proposed(name, query.get("type"), query["limit"])})
    return {"results": results}


def _proposed(name: str, kinds: str | Sequence[str] | None, limit: int) -> list[Json]:
    wanted = [kinds] if isinstance(kinds, str) else kinds
    scored = []
    for item in ITEMS:
        names = (item.label, *item.aliases)
        score = max(SequenceMatcher(None, name.casefold(), each.casefold()).ratio() for each in names)
        types = [CLASS[kind] for kind in item.types]
        if score > 0.8 and (wanted is None or set(wanted) & set(types)):
            scored.append((score, item, types))
    scored.sort(key=lambda each: (-each[0], -each[1].popularity))
    return [
        {
            "id": item.qid,
            "name": item.label,
            "description": item.description,
            "score": 100 * score,
            "match": score == 1,
            "type": [{"id": kind, "name": kind} for kind in types],
            "features": [{"id": "name", "name": "likeness of the names", "value": score}],
        }
        for score, item, types in scored[:limit]
    ]
