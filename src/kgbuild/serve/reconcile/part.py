"""Reconciliation services as a part of a server."""

from collections.abc import Sequence

from anyio import CapacityLimiter
from starlette.routing import Route

from kgbuild.serve.page import text
from kgbuild.serve.reconcile.record import Space
from kgbuild.serve.reconcile.routes import DRAFT, Service
from kgbuild.serve.reconcile.types import TypeTree


class Reconciliation:
    """A service for each space; questions to them are worked on one after the other."""

    def __init__(self, spaces: Sequence[Space], types: TypeTree) -> None:
        self._spaces, self._types = spaces, types

    def routes(self) -> list[Route]:
        """The addresses of all services."""
        limiter = CapacityLimiter(1)
        return [route for space in self._spaces for route in Service(space, self._types, limiter).routes()]

    def section(self, address: str) -> str:
        """What a page tells of them."""
        lines = [
            "<h2>Reconciliation services</h2>",
            "<p>In OpenRefine: a column's menu, <em>Reconcile</em>, <em>Start reconciling…</em>, "
            "<em>Add standard service…</em>, then paste one of these addresses:</p>",
            "<dl>",
        ]
        for space in self._spaces:
            endpoint = f"{address}/reconcile/{space.key}"
            lines.append(f"<dt>{text(space.title)}</dt><dd><code>{text(endpoint)}</code></dd>")
        lines += [
            "</dl>",
            "<p>Clients of the protocol's draft 1.0 take the same address with "
            f"<code>/{text(DRAFT)}</code> at its end.</p>",
        ]
        return "\n".join(lines)
