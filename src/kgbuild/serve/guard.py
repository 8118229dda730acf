"""What holds for every request: a host that is ours, an end in time, and headers that keep all answers harmless."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgbuild.serve.exchange import refused
from kgbuild.serve.refusal import Refusal

REQUEST_SECONDS = 60.0
SLOWEST = 16_384
_PIECE = 65_536
LARGEST_HEAD = 65_536
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+))(?::[0-9]{1,5})?")
_ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Location, Retry-After",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept, Accept-Language",
    "X-Content-Type-Options": "nosniff",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Max-Age": "86400",
}


class Guard:
    """An application that lets through what is addressed to one of the host names, or to an IP address.

    A web page that had its own name lead to this machine (DNS rebinding) is refused; an IP address cannot be led
    astray. Every origin may read, as the reconciliation protocol wants it, and nothing can be changed.

    A request has REQUEST_SECONDS, and a client may take its answer as slowly as SLOWEST bytes a second; what is cut off
    is cut off on the connection. Answers are sent in pieces, so that those who take them slowly hold little memory.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(name.casefold() for name in ("localhost", *names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        begun = False
        clock, loop = asyncio.timeout(REQUEST_SECONDS), asyncio.get_running_loop()

        async def headed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        async def guarded(message: Message) -> None:
            for piece in _pieces(message):
                await headed(piece)
                clock.reschedule(max(clock.when() or 0.0, loop.time()) + len(piece.get("body", b"")) / SLOWEST)

        try:
            async with clock:
                await self._admitted(scope)(scope, receive, guarded)
        except TimeoutError:
            if begun:
                raise
            await refused(Refusal(503, "the answer takes too long", again=5))(scope, receive, headed)

    def _admitted(self, scope: Scope) -> ASGIApp:
        """What answers the request: the application, or a refusal, or what a browser asks before it asks."""
        if sum(len(name) + len(value) for name, value in scope["headers"]) + len(scope["query_string"]) > LARGEST_HEAD:
            return refused(Refusal(431, f"a head of more than {LARGEST_HEAD} bytes", "send what is long in a body"))
        host = Headers(scope=scope).get("host", "")
        if not self._is_ours(host):
            hint = "open it by IP address or as localhost, or start the server with --allow-host NAME"
            return refused(Refusal(421, f"there is no host {host[:100]!r} here", hint))
        return Response(status_code=204, headers=_PREFLIGHT) if scope["method"] == "OPTIONS" else self._app

    def _is_ours(self, host: str) -> bool:
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        try:
            ip_address(match[1] or match[2])
        except ValueError:
            return (match[2] or "").casefold().rstrip(".") in self._names
        return True


def _pieces(message: Message) -> Iterator[Message]:
    """A message, its body in pieces of bounded size."""
    body = message.get("body", b"")
    if len(body) <= _PIECE:
        yield message
        return
    for start in range(0, len(body), _PIECE):
        more = message.get("more_body", False) or start + _PIECE < len(body)
        yield {"type": message["type"], "body": body[start : start + _PIECE], "more_body": more}
