"""What a service can do wrong: each fault takes the right answer and sends, or makes of it, something else."""

import gzip
import socket
import struct
import zlib
from collections.abc import Callable
from email.utils import formatdate
from functools import cache
from typing import Any

from tests.link.online.stub import Fault, Handler, Reply, searched
from tests.link.online.world import Json, entity

_JSON = {"Content-Type": "application/json"}
_PAGE = b"<!DOCTYPE html><html><title>Error</title><p>Our servers are having a rest.</p></html>"


def _raw(content: bytes) -> Fault:
    """These bytes in place of an answer, and the end of the connection."""

    def fault(handler: Handler, reply: Reply) -> None:
        handler.wfile.write(content)
        handler.close_connection = True

    return fault


def _reset(handler: Handler, reply: Reply) -> None:
    """The connection torn down, with no word."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def _silent(handler: Handler, reply: Reply) -> None:
    """No answer at all for as long as the client listens."""
    handler.server.stub.closing.wait(0.4)
    handler.close_connection = True


def _cut(handler: Handler, reply: Reply) -> None:
    """Half of the body that was announced."""
    content = reply.content()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    _raw(head.encode() + content[: len(content) // 2])(handler, reply)


def _cut_chunks(handler: Handler, reply: Reply) -> None:
    """A chunk, and not the last one."""
    content = reply.content()[:20]
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    _raw(head.encode() + f"{len(content):x}\r\n".encode() + content + b"\r\n")(handler, reply)


def _stops(handler: Handler, reply: Reply) -> None:
    """Half of the body, and then silence."""
    content = reply.content()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    handler.wfile.write(head.encode() + content[: len(content) // 2])
    _silent(handler, reply)


def _status(status: int, body: bytes = _PAGE, **headers: str) -> Fault:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, reply: Reply(status=status, headers={"Content-Type": "text/html"} | named, body=body)


def _again_at(handler: Handler, reply: Reply) -> Reply:
    """Busy until a time that has passed."""
    return Reply(status=429, headers={"Retry-After": formatdate(usegmt=True)}, body=b"")


def _body(change: Callable[[bytes], bytes], **headers: str) -> Fault:
    """Another body under the right status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, reply: Reply(headers=_JSON | named, body=change(reply.content()))


def _document(change: Callable[[Any], Any]) -> Fault:
    """Another document, in good JSON."""
    return lambda handler, reply: Reply(change(reply.document))


def _located(location: str, status: int = 302) -> Fault:
    """A redirect; `HERE` stands for the server's own host and port."""

    def fault(handler: Handler, reply: Reply) -> Reply:
        here = handler.server.stub.url.removeprefix("http://")
        return Reply(status=status, headers={"Location": location.replace("HERE", here)}, body=b"")

    return fault


def _in_circles(handler: Handler, reply: Reply) -> Reply:
    """A redirect to the same place."""
    return Reply(status=307, headers={"Location": handler.path}, body=b"")


def _api_error(code: str) -> Fault:
    told = {"error": {"code": code, "info": "This does not work now.", "lag": 3}, "servedby": "mw1"}
    return lambda handler, reply: Reply(told)


@cache
def bomb(size: int) -> bytes:
    """A small file of gzip that unpacks to JSON of so many bytes."""
    return gzip.compress(b'{"x":"' + b" " * size + b'"}')


# Those after which another try may bring the answer.
PASSING: dict[str, Fault] = {
    "closed without a word": _raw(b""),
    "reset": _reset,
    "silence": _silent,
    "status line cut": _raw(b"HTTP/1."),
    "no HTTP": _raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "headers cut": _raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Le"),
    "headers without end": _raw(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: y\r\n" * 200 + b"\r\n"),
    "body cut": _cut,
    "body stops": _stops,
    "chunks cut": _cut_chunks,
    "chunk of no size": _raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
    ),
    "429": _status(429),
    "429 for 2 seconds": _status(429, Retry_After="2"),
    "429 until now": _again_at,
    "429 for nonsense": _status(429, Retry_After="after lunch"),
    "500": _status(500),
    "502": _status(502),
    "503": _status(503, b"", Retry_After="1"),
    "504": _status(504),
    "JSON cut": _body(lambda content: content[:-7]),
    "JSON halved": _body(lambda content: content[: len(content) // 2]),
    "nothing": _body(lambda content: b""),
    "page as JSON": _body(lambda content: _PAGE),
    "JSON twice": _body(lambda content: content + content),
    "JSON after a mark": _body(lambda content: b"\xef\xbb\xbf" + content),
    "JSON with NaN": _body(lambda content: b'{"x": NaN}'),
    "JSON in UTF-16": _body(lambda content: content.decode().encode("utf-16")),
    "nested under a key": _body(lambda content: b'{"entities":' * 9_000),
    "no gzip": _body(lambda content: content, Content_Encoding="gzip"),
    "gzip cut": _body(lambda content: gzip.compress(content)[:-30], Content_Encoding="gzip"),
    "maxlag": _api_error("maxlag"),
    "rate limit": _api_error("ratelimited"),
}

# Those that no other try would mend.
LASTING: dict[str, Fault] = {
    "429 for a day": _status(429, Retry_After="86400"),
    "503 for ages": _status(503, Retry_After="9" * 30),
    "204": lambda handler, reply: Reply(status=204, body=b""),
    "206": lambda handler, reply: Reply(reply.document, status=206),
    "400": _status(400),
    "401": _status(401, WWW_Authenticate="Basic"),
    "403": _status(403),
    "404": _status(404),
    "410": _status(410),
    "unknown status": _status(599),
    "moved to another host": _located("http://evil.example/w/api.php"),
    "moved to another port": _located("http://127.0.0.1:9/w/api.php"),
    "moved to a name of the host": _located("http://localhost/w/api.php", 308),
    "moved to another scheme": _located("https://HERE/w/api.php", 301),
    "moved to a file": _located("file:///etc/passwd"),
    "moved to a user of the host": _located("http://me@HERE/w/api.php", 307),
    "moved to nowhere": _status(302),
    "moved to nonsense": _located("http://[::1/"),
    "moved to the front page": _located("/"),
    "moved in circles": _in_circles,
    "page": lambda handler, reply: Reply(headers={"Content-Type": "text/html"}, body=_PAGE),
    "JSON as a page": lambda handler, reply: Reply(reply.document, headers={"Content-Type": "text/html"}),
    "JSON of no type": lambda handler, reply: Reply(reply.document, headers={}),
    "script": _body(lambda content: b"callback(" + content + b")", Content_Type="application/javascript"),
    "too large": _body(lambda content: b" " * 300_000 + content),
    "gzip bomb": _body(lambda content: bomb(10_000_000), Content_Encoding="gzip"),
    "double gzip": _body(lambda content: gzip.compress(gzip.compress(content)), Content_Encoding="gzip, gzip"),
    "deflate": _body(zlib.compress, Content_Encoding="deflate"),
    "br": _body(lambda content: content, Content_Encoding="br"),
    "nested without end": _body(lambda content: b"[" * 90_000),
    "null": _document(lambda document: None),
    "number": _document(lambda document: 42),
    "text": _document(lambda document: "ok"),
    "array": _document(lambda document: [document]),
    "empty object in array": _document(lambda document: [{}]),
    "other document": _document(lambda document: {"status": "error", "message": "no such service"}),
    "result is text": _document(lambda document: dict.fromkeys(document, "none")),
    "result is null": _document(lambda document: dict.fromkeys(document)),
    "other error": _api_error("internal_api_error_DBQueryError"),
    "error of another shape": _document(lambda document: {"error": "no"}),
}


def _hit(**changes: Any) -> Fault:
    return _document(lambda page: page | {"search": [hit | changes for hit in page["search"]]})


_FORM = {"type": "item", "language": "en", "format": "json", "limit": "10"}

# Those of the search of the action API.
SEARCH: dict[str, Fault] = {
    "another name's answer": _document(lambda page: searched(_FORM | {"search": "Port Ardan"})),
    "no name": _document(lambda page: {key: value for key, value in page.items() if key != "searchinfo"}),
    "no success": _document(lambda page: page | {"success": 0}),
    "a property": _hit(id="P31", concepturi="http://www.wikidata.org/entity/P31"),
    "an id in words": _hit(id="Norland"),
    "an id of nothing": _hit(id=""),
    "an id of zero": _hit(id="Q0", concepturi="http://www.wikidata.org/entity/Q0"),
    "an id with more": _hit(id="Q101\n", concepturi="http://www.wikidata.org/entity/Q101\n"),
    "an id beyond all": _hit(id="Q99999999999", concepturi="http://www.wikidata.org/entity/Q99999999999"),
    "an id as number": _hit(id=101),
    "an id of another IRI": _hit(id="Q302"),
    "an IRI of another wiki": _hit(concepturi="http://other.example/entity/Q101"),
    "no IRI": _document(lambda page: page | {"search": [{"id": "Q101", "label": "Anna Lindgren"}]}),
}


def _each(change: Callable[[str, Json], Json]) -> Fault:
    """A change to each of the entities."""

    def changed(document: Json) -> Json:
        return document | {"entities": {qid: change(qid, told) for qid, told in document["entities"].items()}}

    return _document(changed)


def _other(qid: str) -> Json:
    return entity("Q902" if qid != "Q902" else "Q901")


def _claimed(**claims: Any) -> Fault:
    return _each(lambda qid, told: told | {"claims": told.get("claims", {}) | claims})


# Those of the entity data of the action API.
ENTITIES: dict[str, Fault] = {
    "another's data": _each(lambda qid, told: _other(qid)),
    "another's data, called a redirect": _each(
        lambda qid, told: _other(qid) | {"redirects": {"from": "Q1", "to": _other(qid)["id"]}}
    ),
    "a redirect to elsewhere": _each(lambda qid, told: _other(qid) | {"redirects": {"from": qid, "to": "Q5"}}),
    "an item not asked": _document(
        lambda page: page | {"entities": page["entities"] | {"Q77": entity("Q101") | {"id": "Q77"}}}
    ),
    "another's key": _document(
        lambda page: page | {"entities": {f"Q{n}": told for n, told in enumerate(page["entities"].values(), 7000)}}
    ),
    "no item at all": _document(lambda page: page | {"entities": {}}),
    "a list of items": _document(lambda page: page | {"entities": list(page["entities"].values())}),
    "no success": _document(lambda page: page | {"success": 0}),
    "no type": _each(lambda qid, told: {key: value for key, value in told.items() if key != "type"}),
    "a property": _each(lambda qid, told: told | {"type": "property", "id": "P31"}),
    "an item in words": _each(lambda qid, told: told | {"id": "Norland"}),
    "labels in a list": _each(lambda qid, told: told | {"labels": ["Norland"]}),
    "a label as number": _each(lambda qid, told: told | {"labels": {"en": {"language": "en", "value": 5}}}),
    "a label as text": _each(lambda qid, told: told | {"labels": {"en": "Norland"}}),
    "half a surrogate": _each(lambda qid, told: told | {"labels": {"en": {"value": "Nor\ud800land"}}}),
    "claims in a list": _each(lambda qid, told: told | {"claims": [1]}),
    "claims of text": _claimed(P31="Q5"),
    "a class as text": _claimed(
        P31=[{"mainsnak": {"snaktype": "value", "datavalue": {"value": "Q5"}}, "rank": "normal"}]
    ),
    "a claim without rank": _claimed(P27=[{"mainsnak": {"snaktype": "novalue"}}]),
    "a rank of its own": _claimed(P17=[{"mainsnak": {"snaktype": "novalue"}, "rank": "best"}]),
    "sites as number": _each(lambda qid, told: told | {"sitelinks": 12}),
}


def _candidates(change: Callable[[Json], Json]) -> Fault:
    """A change to each candidate."""
    return _document(
        lambda page: {key: {"result": [change(each) for each in answer["result"]]} for key, answer in page.items()}
    )


# Those of a reconciliation service.
RECONCILE: dict[str, Fault] = {
    "keys of its own": _document(lambda page: {f"q{n}": answer for n, answer in enumerate(page.values())}),
    "a key not asked": _document(lambda page: page | {"q0": {"result": []}}),
    "no key": _document(lambda page: {}),
    "a key left out": _document(lambda page: dict(list(page.items())[1:])),
    "no result": _document(lambda page: {key: {} for key in page}),
    "a list for a result": _document(lambda page: {key: answer["result"] for key, answer in page.items()}),
    "candidates without id": _candidates(lambda each: {key: value for key, value in each.items() if key != "id"}),
    "candidates without name": _candidates(lambda each: {key: value for key, value in each.items() if key != "name"}),
    "candidates without score": _candidates(lambda each: {key: value for key, value in each.items() if key != "score"}),
    "a score in words": _candidates(lambda each: each | {"score": "high"}),
    "a score of truth": _candidates(lambda each: each | {"score": True}),
    "a match in words": _candidates(lambda each: each | {"match": "yes"}),
    "types as text": _candidates(lambda each: each | {"type": "Q5"}),
    "types without id": _candidates(lambda each: each | {"type": [{"name": "human"}]}),
    "ids of elsewhere": _candidates(lambda each: each | {"id": "118540238"}),
    "ids as IRIs": _candidates(lambda each: each | {"id": f"http://www.wikidata.org/entity/{each['id']}"}),
    "ids of properties": _candidates(lambda each: each | {"id": "P31"}),
    "ids as numbers": _candidates(lambda each: each | {"id": 101}),
    "ids with more": _candidates(lambda each: each | {"id": each["id"] + "#x"}),
    "ids in other digits": _candidates(lambda each: each | {"id": "Q\u0661\u0662"}),
    "items that do not exist": _candidates(lambda each: each | {"id": "Q" + "1" * 12}),
    "the draft's shape": _document(
        lambda page: {"results": [{"candidates": each["result"]} for each in page.values()]}
    ),
}

# Those of a manifest.
MANIFEST: dict[str, Fault] = {
    "0.1 alone": _document(lambda manifest: manifest | {"versions": ["0.1"]}),
    "no version": _document(lambda manifest: {key: each for key, each in manifest.items() if key != "versions"}),
    "a version as text": _document(lambda manifest: manifest | {"versions": "0.2"}),
    "a version to come": _document(lambda manifest: manifest | {"versions": ["7.0"]}),
    "no name": _document(lambda manifest: {key: each for key, each in manifest.items() if key != "name"}),
    "no space": _document(lambda manifest: {key: each for key, each in manifest.items() if key != "identifierSpace"}),
    "another space": _document(lambda manifest: manifest | {"identifierSpace": "https://d-nb.info/gnd/"}),
    "the space of properties": _document(
        lambda manifest: manifest | {"identifierSpace": "http://www.wikidata.org/prop/direct/"}
    ),
    "a view of nothing": _document(lambda manifest: manifest | {"view": {"url": "https://www.wikidata.org/wiki/"}}),
    "batches of none": _document(lambda manifest: manifest | {"batchSize": 0}),
    "results": _document(lambda manifest: {"q0": {"result": []}}),
}
