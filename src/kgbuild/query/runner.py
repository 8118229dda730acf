"""Asking a query in a process of its own, which is killed where it takes too long or too much."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from kgbuild.errors import GraphError, LimitError, QueryError
from kgbuild.query import frames
from kgbuild.query.binding import bind
from kgbuild.query.refusals import admit
from kgbuild.query.request import Asked, Endpoint, Limits, Question, StoreFolder
from kgbuild.query.result import Result, from_ntriples, from_results
from kgbuild.query.saved import SavedQuery

_MEBIBYTE = 1 << 20
_COMMAND = (sys.executable, "-P", "-m", "kgbuild.query.worker")


class Worker:
    """A process that answers one query at a time, until it is closed; a query that takes too long or too much ends it.

    It is not shared by threads, but each may have its own. `alive` tells whether it can be asked again.
    """

    def __init__(self, asked: Asked, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process = subprocess.Popen(  # noqa: S603 -- this interpreter, on a module of this package
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0 if sys.platform != "win32" else None,  # Ctrl-C goes to the caller alone
        )
        self._settings: bytes | None = json.dumps(_settings(asked, self._limits)).encode()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether the process runs and can be asked."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The identifier of the process."""
        return self._process.pid

    def ask(self, query: str) -> Result:
        """The answer to a bound query; QueryError where it is refused, wrong, too slow or too large.

        GraphError where the data cannot be read. The first query also waits for the data to be opened.
        """
        admit(query)
        kind, content = self._timed(frames.QUERY, query.encode())
        return (from_ntriples if kind == frames.GRAPH else from_results)(content, self._limits.rows)

    def write(self, question: Question) -> bytes:
        """The answer to a question, in the form that it wants; the process counts rows and bytes. Faults as of `ask`.

        Where one of several graphs that are asked as one tells what another tells too, the answer has it once.
        """
        admit(question.text)
        return self._timed(frames.QUESTION, json.dumps(asdict(question)).encode())[1]

    def stop(self) -> None:
        """End the process at once; another thread that waits for an answer gets a LimitError."""
        self._process.kill()

    def _timed(self, form: bytes, asked: bytes) -> tuple[bytes, bytes]:
        """What the process answers to a frame, within the limit of time."""
        late = threading.Event()
        clock = threading.Timer(self._limits.seconds, self._end, (late,))
        clock.daemon = True
        clock.start()
        try:
            kind, content = self._exchange(form, asked)
        except _EndedError:
            raise self._death(late) from None
        except BaseException:
            self.close()
            raise
        finally:
            clock.cancel()
            clock.join()
        if late.is_set():  # it was answered, and killed in the same moment
            self.close()
        if kind == frames.FAULT:
            raise _fault(json.loads(content), self._limits)
        return kind, content

    def close(self) -> None:
        """End the process at once and wait for its end; may be called again."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what it did not read any more
                    continue
        self._process.wait()

    def _end(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _exchange(self, form: bytes, asked: bytes) -> tuple[bytes, bytes]:
        """Send what is asked; RESULTS, GRAPH, WRITTEN or FAULT, and its bytes."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise _EndedError
        try:
            if self._settings is not None:
                frames.send(stdin, frames.SETTINGS, self._settings)
                self._settings = None
            frames.send(stdin, form, asked)
        except (OSError, ValueError):  # it is dead, or closed; what it said last may still be read
            if stdout.closed:
                raise _EndedError from None
        return self._collected(stdout)

    def _collected(self, stdout: Any) -> tuple[bytes, bytes]:
        pieces: list[bytes] = []
        answer, size = b"", 0
        while (frame := frames.receive(stdout)) is not None:
            kind, content = frame
            if kind == frames.END:
                return answer, b"".join(pieces)
            if kind == frames.FAULT:
                return frame
            if kind == frames.KIND:
                answer = content
                continue
            pieces.append(content)
            size += len(content)
            if size > self._limits.answer * _MEBIBYTE:
                raise LimitError(
                    f"the answer is larger than {self._limits.answer} MiB", "add a LIMIT to the query, or ask for less"
                )
        raise _EndedError

    def _death(self, late: threading.Event) -> QueryError:
        """Why the process is gone."""
        code = self._process.wait()
        self.close()
        if late.is_set() or code == -getattr(signal, "SIGXCPU", 0):
            return LimitError(
                f"the query took longer than {self._limits.seconds:g} seconds",
                "ask for less, or give it more time with --timeout",
            )
        if code < 0:
            return _too_large(self._limits)
        return QueryError(f"the query process ended by itself (exit status {code})", "ask again")


class _EndedError(Exception):
    """The process has ended in the middle of an answer."""


def ask(
    asked: Asked,
    query: SavedQuery,
    values: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    base: str | None = None,
) -> Result:
    """The answer to a query with its parameters bound to `values`, asked in a process that ends with it.

    Faults are those of `bind` and of `Worker.ask`; `base` is what an IRI parameter without a scheme is relative to.
    """
    bound = bind(query, values or {}, base)
    with Worker(asked, limits) as worker:
        return worker.ask(bound)


def _settings(asked: Asked, limits: Limits) -> dict[str, object]:
    bounds: dict[str, object] = asdict(limits)
    if isinstance(asked, Endpoint):
        return bounds | {"endpoint": asked.url}
    if isinstance(asked, StoreFolder):
        return bounds | {"store": str(asked.path.absolute())}
    paths = [path.absolute() for path in asked.paths]
    names = asked.graphs or [path.as_uri() for path in paths]
    return bounds | {"files": [(str(path), name) for path, name in zip(paths, names, strict=True)]}


def _fault(told: dict[str, str], limits: Limits) -> QueryError | GraphError:
    if told["of"] == "memory":
        return _too_large(limits)
    if told["of"] == "graph":
        return GraphError(told["message"], told["hint"])
    if told["of"] == "limit":
        return LimitError(told["message"], told["hint"])
    return QueryError(told["message"], told["hint"] or "mend the query; the place is given as line:column")


def _too_large(limits: Limits) -> LimitError:
    return LimitError(
        f"the query needs more than {limits.memory} MiB of memory, or nests too deeply for the engine",
        "ask for less at once: fewer columns, a LIMIT, fewer unconnected patterns",
    )
