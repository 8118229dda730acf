"""Every request counted, and told in a line of the log."""

import logging
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgbuild.serve.metrics import Metrics

LOG = logging.getLogger("kgbuild.serve")
PARTS = ("sparql", "queries", "reconcile", "api", "openapi.json", "health", "metrics", "assets", "vendor")
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
_LONGEST = 500


class Watch:
    """An application that tells of each request when, what, with which status, how many bytes and how long."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, size, begun = 0, 0, time.monotonic()

        async def told(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        self._metrics.running += 1
        try:
            await self._app(scope, receive, told)
        finally:
            self._metrics.running -= 1
            seconds = time.monotonic() - begun
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.told(_part(scope["path"]), method, status, seconds)
            LOG.info("%s", _line(scope, status, size, seconds))


def _part(path: str) -> str:
    """The part of the server that a path leads to: few, whatever is asked for."""
    first = path.split("/", 2)[1] if "/" in path else ""
    return first if first in PARTS else "site"


def _line(scope: Scope, status: int, size: int, seconds: float) -> str:
    """One line, in which nothing of the request can end it or steer a terminal; a status of 0 is for no answer."""
    asked = scope.get("raw_path", b"").partition(b"?")[0] + (
        b"?" + scope["query_string"] if scope["query_string"] else b""
    )
    shown = "".join(chr(each) if 0x21 <= each < 0x7F else f"%{each:02X}" for each in asked[:_LONGEST])
    client = (scope.get("client") or ("-",))[0]
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{when} {client} {scope['method'][:10]} {shown} {status} {size} B {seconds * 1000:.0f} ms"
