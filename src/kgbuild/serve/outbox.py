"""Answers on their way: together they hold a bounded amount of memory, however slowly clients take them."""

from collections.abc import Mapping

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kgbuild.serve.refusal import Refusal

MOST_BYTES = 256 << 20


class Outbox:
    """Makes answers, as long as those that are still being sent leave room."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self.held = 0

    def answer(self, content: bytes, headers: Mapping[str, str]) -> Response:
        """An answer of this content; Refusal where too much is held for slow clients."""
        if self.held + len(content) > self._most:
            raise Refusal(503, "too many large answers are being sent", "ask again, or for less", again=30)
        return _Held(self, content, headers)


class _Held(Response):
    """An answer that counts until it is sent, or cut off."""

    def __init__(self, outbox: Outbox, content: bytes, headers: Mapping[str, str]) -> None:
        super().__init__(content, headers=headers)
        self._outbox = outbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        self._outbox.held += len(self.body)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._outbox.held -= len(self.body)
