"""An application that is made anew when what it serves has changed."""

import time
from collections.abc import Callable
from contextlib import suppress

from anyio import to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from kgbuild.errors import KgbuildError

EVERY_SECONDS = 1.0


class Fresh:
    """Answers with the application that `make` made last; it is made again when `stamp` gives another value.

    While a new one is made, others are answered by the one before; where none can be made, it stays.
    """

    def __init__(self, make: Callable[[], ASGIApp], stamp: Callable[[], object]) -> None:
        self._make, self._stamp = make, stamp
        self._seen = stamp()
        self._app = make()
        self._next = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if time.monotonic() >= self._next:
            self._next = float("inf")
            try:
                await to_thread.run_sync(self._look)
            finally:
                self._next = time.monotonic() + EVERY_SECONDS
        await self._app(scope, receive, send)

    def _look(self) -> None:
        """Make the application anew where something changed; files that are being exchanged are tried again."""
        with suppress(OSError):
            stamp = self._stamp()
            if stamp != self._seen:
                with suppress(KgbuildError):
                    self._app = self._make()
                self._seen = stamp
