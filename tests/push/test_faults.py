"""Stores that misbehave: what passes is waited for, what lasts is told, and nobody gets what is not for them."""

import socket
import struct
import time
from collections.abc import Callable

import pytest

from kgbuild.errors import PushError
from kgbuild.project import Project
from kgbuild.push import LIMITS
from kgbuild.web import Limits
from tests.push.conftest import BASE, GRAPHS, QUICK, LeapingClock, Pusher
from tests.push.stub import Answer, Call, Handler, Stub, serving
from tests.push.test_pushing import local

BIRCH = f"{BASE}article/birch"


def reset(handler: Handler) -> None:
    """The connection torn down, with no word."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def raw(content: bytes) -> Callable[[Handler], None]:
    """These bytes in place of an answer, and the end of the connection."""

    def fault(handler: Handler) -> None:
        handler.wfile.write(content)
        handler.close_connection = True

    return fault


def silent(handler: Handler) -> None:
    """No answer for longer than the client listens."""
    handler.server.stub.closing.wait(1)
    handler.close_connection = True


PASSING: dict[str, Callable[[Handler], Answer | None] | Answer] = {
    "reset": reset,
    "closed": raw(b""),
    "silent": silent,
    "truncated": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
    "no status": raw(b"what?\r\n\r\n"),
    "half a status": raw(b"HTTP/1.1 20"),
    "500": Answer(500, body=b"out of memory"),
    "502": Answer(502),
    "503": Answer(503, {"Retry-After": "7"}),
    "504": Answer(504),
    "429": Answer(429, {"Retry-After": "7"}),
}


@pytest.mark.parametrize(
    ("method", "name"),
    [
        *((method, name) for method in ("PUT", "DELETE") for name in PASSING),
        *(("HEAD", name) for name in ("reset", "503")),
    ],
)
def test_what_passes(project: Project, stub: Stub, pushed: Pusher, clock: LeapingClock, name: str, method: str) -> None:
    """A fault that passes is waited for, as long as the store asks, else a little longer each time."""
    if method == "DELETE":
        pushed()
        (project.graphs / "cedar.ttl").unlink()
    stub.reset(lambda call: PASSING[name] if call.method == method and call.same <= 2 else None)
    assert not [each.reason for each in pushed() if each.reason]
    assert stub.graphs == local(project)
    first, second = clock.waits[:2]
    if name in {"429", "503"}:
        assert 7 - 0.1 <= first <= 10.5
    else:
        assert 0.9 <= first <= 1.5 < 1.9 <= second <= 3


def test_pauses_differ(stub: Stub, pushed: Pusher, clock: LeapingClock) -> None:
    """Pauses are spread by chance, so that several clients do not come back at once."""
    stub.reset(lambda call: Answer(503) if call.same == 1 else None)
    pushed()
    assert len({round(wait, 2) for wait in clock.waits}) > 1


def test_one_graph_that_fails(project: Project, stub: Stub, pushed: Pusher) -> None:
    """A graph that the store refuses is told with the store's words; the others are pushed, it alone the next time."""
    stub.reset(lambda call: Answer(400, body=b"line 3:\n\x1b[2Jbad") if call.graph == BIRCH else None)
    reasons = {each.step.graph: each.reason for each in pushed()}
    assert reasons == dict.fromkeys(GRAPHS, "") | {BIRCH: "127.0.0.1 answers 400 Bad Request: line 3: [2Jbad"}
    stub.reset()
    pushed()
    assert stub.did("PUT") == [BIRCH]
    assert stub.graphs == local(project)


def test_a_store_that_breaks_down(project: Project, stub: Stub, pushed: Pusher) -> None:
    """A store that fails for good is not pressed, and each graph that it did not take is told."""
    for number in range(30):
        (project.graphs / f"article-{number:02}.ttl").write_bytes((project.graphs / "birch.ttl").read_bytes())
    stub.reset(lambda call: Answer(500) if call.method == "PUT" and "cedar" not in call.graph else None)
    failed = [each for each in pushed(limits=Limits(tries=3, failures=2, total=600)) if each.reason]
    assert len(stub.calls) < 20
    assert len(failed) > 30
    assert any("in a row and is not asked again" in each.reason for each in failed)


@pytest.mark.parametrize("status", [401, 403, 404, 405, 501])
@pytest.mark.parametrize("method", ["PUT", "HEAD"])
def test_what_holds_for_all_graphs(stub: Stub, pushed: Pusher, status: int, method: str) -> None:
    """A store that lets nobody in, or takes no graphs at all, is asked a few times only; the hint says what to do."""
    stub.reset(lambda call: Answer(status, body=b"no") if call.method in {method, "PUT"} else None)
    with pytest.raises(PushError, match=str(status)) as caught:
        pushed()
    assert len(stub.calls) <= 4
    assert ("KGBUILD_PUSH_USER" in caught.value.hint) == (status in {401, 403})


def test_nobody_there(pushed: Pusher, clock: LeapingClock) -> None:
    """A URL that nobody serves is told after a few tries."""
    with serving() as gone:
        url = gone.url
    with pytest.raises(PushError, match=r"cannot be asked: Failed to .*refused .*\(4 tries\)"):
        pushed(url=url)
    assert len(clock.waits) == 3


def test_a_wait_that_is_too_long(stub: Stub, pushed: Pusher) -> None:
    """A store that asks to come back tomorrow is not waited for."""
    stub.reset(lambda call: Answer(429, {"Retry-After": "86400"}))
    with pytest.raises(PushError, match=r"asks to wait 1?\d\d,\d\d\d seconds"):
        pushed()
    assert len(stub.calls) == 1


@pytest.mark.parametrize("status", [307, 308])
def test_redirects_within_the_host(project: Project, stub: Stub, pushed: Pusher, status: int) -> None:
    """A redirect to another path of the same host is followed with the whole graph."""

    def moved(handler: Handler) -> Answer | None:
        return Answer(status, {"Location": handler.path.replace("/store", "/new")})

    stub.reset(lambda call: moved)
    script = stub.script

    def once(call: Call) -> Callable[[Handler], Answer | None] | None:
        return script(call) if call.same % 2 else None  # type: ignore[return-value]

    stub.reset(once)
    pushed()
    assert stub.graphs == local(project)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_elsewhere(stub: Stub, pushed: Pusher, status: int) -> None:
    """A redirect to another host or port is not followed, and nothing is sent there; the place is told."""
    with serving() as other:
        stub.reset(lambda call: Answer(status, {"Location": f"{other.origin}/store?graph=x"}))
        with pytest.raises(PushError, match=f"has moved to {other.origin}"):
            pushed()
        assert not other.calls
        stub.reset(lambda call: Answer(status, {"Location": other.url}) if call.method == "PUT" else None)
        assert all("has moved to" in each.reason for each in pushed())
        assert not other.calls
    assert not stub.graphs


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_graph_is_not_told_by_a_get(stub: Stub, pushed: Pusher, status: int) -> None:
    """A redirect that would make a GET of a PUT is not followed."""
    stub.reset(lambda call: Answer(status, {"Location": "/other"}) if call.method == "PUT" else None)
    assert all("has moved to /other" in each.reason for each in pushed())
    assert stub.did("GET") == []


def test_redirects_without_end(stub: Stub, pushed: Pusher) -> None:
    """A circle of redirects is left."""
    stub.reset(lambda call: lambda handler: Answer(307, {"Location": handler.path}))
    with pytest.raises(PushError, match="redirects without end"):
        pushed()


def test_an_answer_that_drips(stub: Stub, pushed: Pusher) -> None:
    """An answer that comes byte by byte is given up."""

    def drip(handler: Handler) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + b" " * 500:
            handler.wfile.write(bytes([byte]))
            if handler.server.stub.closing.wait(0.01):
                break

    stub.reset(lambda call: drip if call.method == "PUT" else None)
    began = time.monotonic()
    first, *others = pushed(limits=Limits(total=5, seconds=0.6, silence=0.3, tries=1, failures=1))
    assert "does not answer in time" in first.reason
    assert all("is not asked again" in each.reason for each in others)
    assert time.monotonic() - began < 3


def test_limits_suit_large_graphs() -> None:
    """A store may take minutes for a graph, and is waited for by several tries."""
    assert LIMITS.seconds >= 60
    assert LIMITS.tries >= 4
    assert LIMITS.jitter > 0
    assert QUICK.jitter == LIMITS.jitter
