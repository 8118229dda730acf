"""What those who run a server ask of it: whether it answers, and what it has done."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kgbuild.query import SavedQuery
from kgbuild.serve.exchange import json_answer
from kgbuild.serve.metrics import MEDIA, Metrics, Sample
from kgbuild.serve.openapi import openapi
from kgbuild.serve.pool import Pool


class Operations:
    """Health, metrics and the description of the API."""

    def __init__(self, title: str, pool: Pool, metrics: Metrics, queries: Mapping[str, SavedQuery]) -> None:
        self._pool, self._metrics = pool, metrics
        self._description = openapi(title, queries)

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [
            Route("/health", self._health, methods=["GET"]),
            Route("/metrics", self._told, methods=["GET"]),
            Route("/openapi.json", self._described, methods=["GET"]),
        ]

    def section(self, address: str) -> str:  # noqa: ARG002 -- its links are relative
        """What a page tells of it."""
        return (
            '<h2>For those who run it</h2>\n<p><a href="./health">Health</a>, <a href="./metrics">metrics</a> for '
            "Prometheus.</p>"
        )

    async def _health(self, _: Request) -> Response:
        return json_answer({"status": "ok", "queries": self._pool.state})

    async def _told(self, _: Request) -> Response:
        state, counts = self._pool.state, self._pool.counts
        outcomes = ("answered", "wrong", "limited", "busy")
        processes: list[Sample] = [({"state": name}, float(state[name])) for name in ("idle", "quick", "slow")]
        asked: list[Sample] = [({"outcome": name}, float(getattr(counts, name))) for name in outcomes]
        longest: list[Sample] = [({}, round(counts.longest, 3))]
        held: list[Sample] = [({}, float(self._pool.outbox.held))]
        waiting: list[Sample] = [({}, float(state["waiting"]))]
        text = self._metrics.text(
            {
                "kgbuild_query_processes": ("gauge", "Query processes by what they do.", processes),
                "kgbuild_queries_waiting": ("gauge", "Questions that wait for a process.", waiting),
                "kgbuild_query_longest_seconds": ("gauge", "The longest time spent on a question.", longest),
                "kgbuild_answers_held_bytes": ("gauge", "Bytes of answers being sent.", held),
                "kgbuild_queries_total": ("counter", "Questions by what became of them.", asked),
            }
        )
        return Response(text, headers={"Content-Type": MEDIA})

    async def _described(self, request: Request) -> Response:
        address = f"{request.url.scheme}://{request.url.netloc}"
        return json_answer(self._description | {"servers": [{"url": address}]})
