"""Running an application over HTTP on a socket, until the process is told to stop."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from kgbuild.errors import ServeError
from kgbuild.serve.guard import LARGEST_HEAD

HEAD_SECONDS = 10.0
_MOST_CONNECTIONS = 500
_UNTAKEN_MILLISECONDS = 30_000
_PATIENCE_SECONDS, _STOP_SECONDS = 2, 5
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at a host and port, any free port for 0; raises ServeError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=_MOST_CONNECTIONS)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # who does not take what was sent is not waited for
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNTAKEN_MILLISECONDS)
        return listener
    except OSError as error:
        raise ServeError(
            f"cannot listen at {host}, port {port}: {error.strerror}",
            "choose another port, or --port 0 for any that is free; --host names an address of this machine",
        ) from error


def address(listener: socket.socket) -> str:
    """The URL of what listens at a socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def server(app: ASGIApp, end: Callable[[], None] | None = None) -> uvicorn.Server:
    """A server for an application, bounded in connections, sizes and times; `end` gives up what is long in work."""
    return _Server(
        end,
        uvicorn.Config(
            app,
            loop="asyncio",
            http=_Impatient,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_STOP_SECONDS,
            h11_max_incomplete_event_size=LARGEST_HEAD,
        ),
    )


def run(app: ASGIApp, listener: socket.socket, end: Callable[[], None] | None = None) -> None:
    """Serve an application until SIGINT or SIGTERM; what is being answered then is answered first.

    `end` is called when that has taken a while, and gives up what is long in work.
    """
    with _survived():
        server(app, end).run([listener])


class _Server(uvicorn.Server):
    """A server that gives up long work soon after it was told to stop, so that its answers can still be sent."""

    def __init__(self, end: Callable[[], None] | None, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._end = end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        loop = asyncio.get_running_loop()
        later = loop.call_later(_PATIENCE_SECONDS, loop.run_in_executor, None, self._end) if self._end else None
        await super().shutdown(sockets)
        if later:
            later.cancel()


@contextmanager
def _survived() -> Iterator[None]:
    """Let the signals that end the server not end the process too, when it raises them again after its end."""
    before = {each: signal.signal(each, _nothing) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """No reaction to a signal."""


class _Impatient(H11Protocol):
    """A connection that ends where its client takes too long for the head of a request."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what has come; go on waiting where it is not yet a whole head."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._rest()
        elif self._patience is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._rest()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _rest(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
