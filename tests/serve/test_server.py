"""A real server on a loopback socket keeps its bounds and stops when it is told."""

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kgbuild.errors import ServeError
from kgbuild.serve import Application, Metrics, Watch, address, guard, listen, outbox
from kgbuild.serve import server as serving
from kgbuild.serve.exchange import refused
from kgbuild.serve.refusal import Refusal

SECONDS = 10.0


@pytest.fixture
def port(app: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that runs in a thread and has little patience."""
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr("kgbuild.serve.exchange.BODY_SECONDS", 0.5)
    with running(app) as number:
        yield number


@contextlib.contextmanager
def running(app: Application) -> Iterator[int]:
    """The port of a server of an application that runs in a thread."""
    listener = listen("127.0.0.1", 0)
    number = int(listener.getsockname()[1])
    made = serving.server(app)
    thread = threading.Thread(target=made.run, args=([listener],))
    thread.start()
    yield number
    made.should_exit = True
    thread.join(SECONDS)
    assert not thread.is_alive()


def exchanged(port: int, *pieces: bytes, pause: float = 0.0) -> tuple[bytes, float]:
    """What a server sends until it closes the connection, and the seconds until then."""
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        received = b""
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
            while piece := connection.recv(65_536):
                received += piece
        except ConnectionError:
            pass
    return received, time.monotonic() - begun


def test_requests_over_a_socket_are_answered(port: int) -> None:
    """Several requests on one connection are answered, and the address is that of the socket."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    for _ in range(3):
        connection.request("GET", "/reconcile/project")
        answer = connection.getresponse()
        assert answer.status == 200
        manifest = json.loads(answer.read())
        assert manifest["view"]["url"].startswith(f"http://127.0.0.1:{port}/")
    connection.request("HEAD", "/")
    assert connection.getresponse().read() == b""
    connection.close()


def test_many_clients_are_served_at_once(port: int) -> None:
    """Forty clients that ask at the same time all get their answer."""
    statuses: list[int] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        connection.request("GET", "/reconcile/project?queries=%7B%22q%22%3A%7B%22query%22%3A%22Norland%22%7D%7D")
        statuses.append(connection.getresponse().status)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert statuses == [200] * 40


def test_a_slow_head_ends_the_connection(port: int) -> None:
    """A client that sends the head of its request letter by letter, or not at all, is not waited for."""
    for pieces in ([b""], [b"GET / HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 20]):
        _, seconds = exchanged(port, *pieces, pause=0.05)
        assert seconds < 3


def test_a_slow_head_after_an_answer_ends_the_connection(port: int) -> None:
    """Neither is a client that was answered once and then sends half a head."""
    first = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    received, seconds = exchanged(port, first, b"GET / HTTP/1.1\r\n", pause=0.2)
    assert received.startswith(b"HTTP/1.1 200")
    assert seconds < 3


def test_a_slow_body_is_refused(port: int) -> None:
    """A client whose body does not come is answered with 408."""
    head = b"POST /reconcile/project HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 100\r\n"
    received, seconds = exchanged(port, head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\nqueries=")
    assert received.startswith(b"HTTP/1.1 408")
    assert seconds < 3


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000 + b"\r\nConnection: close\r\n\r\n", b"431"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n", b"400"),
        (
            b"POST /reconcile/project HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n",
            b"413",
        ),
        (
            b"POST /reconcile/project HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
            + b"10000\r\n"
            + b"x" * 65_536
            + b"\r\n"
            + (b"10000\r\n" + b"x" * 65_536 + b"\r\n") * 20,
            b"413",
        ),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"404"),
    ],
)
def test_heads_and_bodies_are_bounded(port: int, request_: bytes, status: bytes) -> None:
    """What is too large, or no HTTP, is refused, and the server goes on."""
    received, _ = exchanged(port, request_)
    assert received.startswith(b"HTTP/1.1 " + status)
    test_requests_over_a_socket_are_answered(port)


def test_a_port_in_use_is_told() -> None:
    """A port that is taken, and a host that is not of this machine, are a user's mistake with a hint."""
    with listen("127.0.0.1", 0) as listener:
        taken = listener.getsockname()[1]
        assert address(listener) == f"http://127.0.0.1:{taken}/"
        with pytest.raises(ServeError) as caught:
            listen("127.0.0.1", taken)
        assert "--port 0" in caught.value.hint
    with pytest.raises(ServeError):
        listen("no such host", 0)


def test_who_takes_an_answer_slowly_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that stops reading in the middle of a large answer is not waited for, and the server goes on."""
    monkeypatch.setattr(guard, "REQUEST_SECONDS", 1.0)
    monkeypatch.setattr(guard, "SLOWEST", 1 << 24)
    metrics = Metrics()
    large = Watch(guard.Guard(Response(b"x" * (64 << 20)), []), metrics)
    with running(large) as port, socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert slow.recv(9) == b"HTTP/1.1 "
        assert metrics.running == 1
        until = time.monotonic() + SECONDS
        while metrics.running:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert exchanged(port, b"GET /x HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n")[0][9:12] == b"421"


def test_large_answers_arrive_whole() -> None:
    """An answer that is sent in pieces arrives as it is."""
    content = bytes(range(256)) * 4001
    with running(guard.Guard(Response(content), [])) as port:
        received, _ = exchanged(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert received.endswith(b"\r\n\r\n" + content)


def test_slow_clients_hold_a_bounded_amount() -> None:
    """While a client takes a large answer slowly, a second one that would hold too much with it is told to come again.

    What the first one held is free again when it is gone.
    """
    box = outbox.Outbox(20 << 20)

    async def large(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await box.answer(b"x" * (16 << 20), {})(scope, receive, send)
        except Refusal as refusal:
            await refused(refusal)(scope, receive, send)

    ask = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with running(guard.Guard(large, [])) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as slow:
            slow.sendall(ask)
            assert slow.recv(12) == b"HTTP/1.1 200"
            received, _ = exchanged(port, ask)
            assert received.startswith(b"HTTP/1.1 503")
            assert b"retry-after" in received
        until = time.monotonic() + SECONDS
        while box.held:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert exchanged(port, ask)[0].startswith(b"HTTP/1.1 200")
