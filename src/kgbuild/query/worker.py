"""The process that asks: it may hang, run out of memory or crash, and is killed then; its caller lives.

It is run as `python -P -m kgbuild.query.worker` and imports little, since every cold query waits for it.
"""

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

try:
    import resource
except ImportError:  # not a Unix system: the caller's clock is the only limit
    resource = None  # type: ignore[assignment]

from kgbuild.errors import GraphError, KgbuildError, LimitError, QueryError
from kgbuild.query import frames
from kgbuild.query.dataset import asked_of
from kgbuild.store import (
    PREFIXES,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    open_store,
    parse_file,
    to_ntriples,
    with_union,
)

_PIECE = 1 << 16
_MEBIBYTE = 1 << 20
_Answer = QuerySolutions | QueryBoolean | QueryTriples | Iterable[Triple]
_FAULTS = (KgbuildError, SyntaxError, ValueError, OSError, RuntimeError, MemoryError)


def main() -> None:
    """Answer queries from standard input on standard output, until it ends."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    first = frames.receive(source)
    if first is None:
        return
    settings = json.loads(first[1])
    try:
        _limit_memory(settings["memory"] * _MEBIBYTE)
        _limit_processor(settings["seconds"])
        asking = _Asking(settings)
    except _FAULTS as fault:
        _send_fault(target, fault)
        return
    while (asked := frames.receive(source)) is not None:
        _limit_processor(settings["seconds"])
        try:
            if asked[0] == frames.QUESTION:
                _send_text(target, asking.written(json.loads(asked[1])))
            else:
                _send(target, asking.answer(asked[1].decode()))
        except _FAULTS as fault:
            _send_fault(target, fault)


class _Asking:
    """Asks a store, or an endpoint, within the limits of the settings."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._store: Store | None = None
        self._endpoint: Callable[[str], _Answer] | None = None
        if "endpoint" not in settings:
            self._store = open_store(Path(settings["store"])) if "store" in settings else _loaded(settings["files"])

    def answer(self, query: str) -> _Answer:
        """What a query answers."""
        if self._store is not None:
            return asked_of(self._store, query)
        if self._endpoint is None:
            from kgbuild.query.endpoint import asking

            limits = self._settings
            self._endpoint = asking(limits["endpoint"], limits["seconds"], limits["answer"] * _MEBIBYTE)
        return self._endpoint(query)

    def written(self, question: dict[str, Any]) -> bytes:
        """What a question is answered with, in its form."""
        if self._store is None:
            raise QueryError("an endpoint writes its own answers", "ask it for them")
        from kgbuild.query.result import from_engine, from_triples
        from kgbuild.query.serialization import written

        rows = self._settings["rows"]
        answer = asked_of(self._store, *(question[each] for each in ("text", "base", "default", "named")))
        result = from_triples(answer, rows) if isinstance(answer, QueryTriples) else from_engine(answer, rows)
        content = written(result, question["form"], question["prefixes"] or PREFIXES).encode()
        if len(content) > self._settings["answer"] * _MEBIBYTE:
            raise LimitError(f"the answer is larger than {self._settings['answer']} MiB", "add a LIMIT to the query")
        return content


def _send(target: IO[bytes], answer: _Answer) -> None:
    """Send the answer in pieces: SPARQL results as JSON, a graph as N-Triples."""
    solved = isinstance(answer, QuerySolutions | QueryBoolean)
    frames.send(target, frames.KIND, frames.RESULTS if solved else frames.GRAPH)
    with io.BufferedWriter(frames.Framed(target), _PIECE) as pieces:
        if isinstance(answer, QuerySolutions | QueryBoolean):
            answer.serialize(pieces, QueryResultsFormat.JSON)
        else:
            pieces.write(to_ntriples(answer))
    frames.send(target, frames.END)


def _send_text(target: IO[bytes], content: bytes) -> None:
    """Send an answer that is written already."""
    frames.send(target, frames.KIND, frames.WRITTEN)
    for start in range(0, len(content), _PIECE):
        frames.send(target, frames.DATA, content[start : start + _PIECE])
    frames.send(target, frames.END)


def _send_fault(target: IO[bytes], fault: BaseException) -> None:
    """Send what went wrong; `of` tells whether the query, the graph, a limit or the memory is to blame."""
    message, hint = str(fault), ""
    if isinstance(fault, KgbuildError):
        message, hint = fault.message, fault.hint
    blamed = {GraphError: "graph", LimitError: "limit", MemoryError: "memory"}
    of = next((name for kind, name in blamed.items() if isinstance(fault, kind)), "query")
    frames.send(target, frames.FAULT, json.dumps({"of": of, "message": message, "hint": hint}).encode())


def _limit_memory(size: int) -> None:
    """Bound the memory of this process, in bytes, and let it dump no core."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(seconds: float) -> None:
    """Bound the processor time from now on, for the case that the caller dies before it can end this process."""
    if resource is not None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime + 2 * seconds) + 2, hard))


def _loaded(files: Iterable[tuple[str, str]]) -> Store:
    """A store in memory of files, each in the graph that is named with it."""
    store = Store()
    for path, name in files:
        store.extend(with_union(_placed(parse_file(Path(path)), NamedNode(name))))
    return store


def _placed(quads: Iterable[Quad], name: NamedNode) -> Iterator[Quad]:
    """The statements; those in no graph go into the graph `name`."""
    for quad in quads:
        graph = name if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


if __name__ == "__main__":
    main()
