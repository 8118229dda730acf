"""A store that speaks the SPARQL 1.1 Graph Store HTTP Protocol, its graphs named by `?graph=`.

Source: https://www.w3.org/TR/sparql11-http-rdf-update/.
"""

from pathlib import Path
from types import TracebackType
from typing import Self

from kgbuild.errors import PushError
from kgbuild.store import parse, to_ntriples
from kgbuild.web import (
    AGENT,
    Client,
    Clock,
    Credentials,
    Head,
    Limits,
    Manners,
    RefusedError,
    Reply,
    Request,
    TooLargeError,
    checked_url,
    refuse_busy,
)

LIMITS = Limits(total=600, seconds=300, silence=300, tries=5, size=1 << 20, at_once=2, jitter=0.5)
NAMES = "KGBUILD_PUSH"
_KINDS = {".ttl": "text/turtle", ".nt": "application/n-triples"}
_TOO_LARGE, _MISSING = 413, {404, 410}
NOT_LET_IN = {401, 403, 407}


class GraphStore:
    """The named graphs of the store at `url`; what it does not do raises AnswerError of `kgbuild.web`."""

    def __init__(self, url: str, client: Client) -> None:
        self.url = url
        self._client = client

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def holds(self, graph: str) -> bool | None:
        """Whether the store has this graph, None where it does not tell."""
        for method in ("HEAD", "GET"):
            try:
                self._ask(method, graph)
            except TooLargeError:
                return True
            except RefusedError as fault:
                if fault.status in _MISSING:
                    return False
                if fault.status in NOT_LET_IN:
                    raise
            else:
                return True
        return None

    def write(self, graph: str, content: bytes, name: str) -> None:
        """Let a graph hold just this content, whose syntax the suffix of the file `name` tells.

        Where a store takes no request as large, it gets several, the first of which replaces the graph.
        """
        try:
            self._ask("PUT", graph, content, _KINDS[Path(name).suffix])
        except RefusedError as fault:
            lines = _lines(content, name) if fault.status == _TOO_LARGE else []
            if len(lines) < 2:
                raise
            self._write_halves("PUT", graph, lines)

    def remove(self, graph: str) -> None:
        """Let the store have no such graph."""
        try:
            self._ask("DELETE", graph)
        except RefusedError as fault:
            if fault.status not in _MISSING:
                raise

    def _write_halves(self, method: str, graph: str, lines: list[bytes]) -> None:
        middle = len(lines) // 2
        for verb, half in ((method, lines[:middle]), ("POST", lines[middle:])):
            try:
                self._ask(verb, graph, b"".join(half), _KINDS[".nt"])
            except RefusedError as fault:
                if fault.status != _TOO_LARGE or len(half) < 2:
                    raise
                self._write_halves(verb, graph, half)

    def _ask(self, method: str, graph: str, body: bytes = b"", kind: str = "") -> Reply:
        deadline = self._client.clock.monotonic() + self._client.limits.total
        request = Request(self.url, (("graph", graph),), method, body, kind, accept="text/turtle, */*;q=0.1")
        return self._client.ask(request, lambda reply: reply, deadline)


def _lines(content: bytes, name: str) -> list[bytes]:
    """The statements of a file, a line each; none where blank nodes tie them together."""
    lines = to_ntriples(each.triple for each in parse(content, Path(name).suffix, name)).splitlines(keepends=True)
    return [] if any(b"_:" in line.partition(b'"')[0] for line in lines) else lines


def open_graph_store(
    url: str, credentials: Credentials, limits: Limits = LIMITS, clock: Clock | None = None
) -> GraphStore:
    """The store at a URL; PushError where that is none of http or https, or holds a password. Nothing is asked yet."""
    checked_url(url, "a graph store", PushError, f"say who you are with {NAMES}_USER and {NAMES}_PASSWORD")
    return GraphStore(url, Client(Manners(AGENT, _check, credentials), limits, clock or Clock()))


def _check(request: Request, head: Head) -> None:
    """Let through only what says that it was done."""
    words = head.words() if head.status >= 400 else ""
    refuse_busy(request, head, words)
    if not 200 <= head.status < 300:
        raise RefusedError(head.told(request.host, words), head.status)
