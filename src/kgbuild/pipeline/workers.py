"""Reading on all cores: worker processes that each hold a reader, and an article that breaks one, isolated.

Each worker has one batch at a time, and articles are taken from where they come as workers are free for them: memory
does not grow with their number. Where a worker dies, or is silent for too long, the articles of its batch are read
again one by one, in a new worker, so that only the article that did it is given up.
"""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Protocol

from kgbuild.errors import KgbuildError
from kgbuild.forks import processors
from kgbuild.model import Article, Findings, Span, Unplaced

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_BATCH = 16
_CHARACTERS = 100_000
_WORTH_IT = 24
PATIENCE = 900.0
"""Seconds that a worker may be silent: the longest article of 100,000 words takes a third of that."""


class Reads(Protocol):
    """What reads articles: a `kgbuild.language.reader.Reader`."""

    def read_all(self, articles: Iterable[Article], /) -> Iterator[Findings]:
        """The findings of each article, in the order given."""
        ...


Load = Callable[[], Reads]
"""How a worker comes by its reader; it is pickled, so a function of a module, or a partial of one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an article could not be read, in words."""

    reason: str

    def findings(self, article: Article) -> Findings:
        """What is said of the article instead: that its first line could not be placed, and why."""
        first = article.quote(article.body).split("\n", 1)[0]
        span = Span(article.body.start, article.body.start + max(len(first), 1))
        return Findings(article.name, unplaced=(Unplaced(span, f"This article could not be read: {self.reason}."),))


Outcome = tuple[Article, Findings | Failure]


def worth(articles: int, most: int | None = None) -> int:
    """How many workers are worth their start for so many articles, by default on this machine; 0 is this process.

    What a reader holds in memory is given back with the process that read. Who asks for several gets one at least, so
    that an article that would end this process ends a worker.
    """
    least = 1 if most and most > 1 else 0
    return min(most or processors(), max(articles // _WORTH_IT, least))


def read_all(
    load: Load, articles: Iterable[Article], workers: int = 0, patience: float = PATIENCE
) -> Iterator[Outcome]:
    """Each article with its findings or why there are none, in the order in which they are done.

    Without workers this process reads. Raises KgbuildError where `load` does.
    """
    if workers:
        yield from _Pool(load, iter(articles), workers, patience).outcomes()
    else:
        reader, source = load(), iter(articles)
        while batch := _batch(source):
            yield from _read(reader, batch)


def _batch(articles: Iterator[Article]) -> list[Article]:
    """The next articles, as many as are read well together."""
    batch: list[Article] = []
    room = _CHARACTERS
    for article in islice(articles, _BATCH):
        batch.append(article)
        room -= len(article.text)
        if room < 0:
            break
    return batch


def _read(reader: Reads, batch: list[Article]) -> Iterator[Outcome]:
    """The articles of a batch; where one makes the reader fail, it and those after it are read one by one."""
    done = 0
    try:
        for findings in reader.read_all(batch):
            yield batch[done], findings
            done += 1
    except Exception as fault:  # noqa: BLE001 - whatever an article does, the others are read
        if len(batch) == 1:
            yield batch[0], Failure(_words(fault))
        else:
            for article in batch[done:]:
                yield from _read(reader, [article])


def _words(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, the articles that it has not answered for, and since when it is silent."""

    process: "SpawnProcess"
    pipe: Connection
    open: deque[Article] = field(default_factory=deque)
    since: float = 0.0

    def give(self, batch: list[Article]) -> None:
        """Hand over a batch; a process that is gone is noticed when it is waited for."""
        self.open.extend(batch)
        self.since = time.monotonic()
        try:
            self.pipe.send(batch)
        except OSError:
            self.process.kill()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Pool:
    """Workers that share the articles of a source."""

    def __init__(self, load: Load, source: Iterator[Article], size: int, patience: float) -> None:
        self._load, self._source, self._size, self._patience = load, source, size, patience
        self._alone: deque[Article] = deque()
        self._workers: list[_Worker] = []
        self._processes = multiprocessing.get_context("spawn")

    def outcomes(self) -> Iterator[Outcome]:
        """All articles, as they are done; all processes have ended afterwards."""
        try:
            while self._share_out():
                handles = {handle: each for each in self._workers for handle in (each.pipe, each.process.sentinel)}
                ready = wait(list(handles), self._patience / 10)
                for worker in dict.fromkeys(handles[handle] for handle in ready if handle in handles):
                    yield from self._heard(worker)
                for worker in [each for each in self._workers if time.monotonic() - each.since > self._patience]:
                    yield from self._lost(worker, f"the reading took longer than {self._patience:.0f} seconds")
        finally:
            for worker in self._workers:
                worker.end()

    def _share_out(self) -> bool:
        """Give each idle worker a batch, and start those that are wanted; whether any article is still to be heard of.

        Workers for which nothing is left are ended.
        """
        for worker in list(self._workers):
            if not worker.open and not self._give(worker):
                worker.end()
                self._workers.remove(worker)
        while len(self._workers) < self._size and (batch := self._next()):
            worker = self._started()
            self._workers.append(worker)
            worker.give(batch)
        return bool(self._workers)

    def _give(self, worker: _Worker) -> bool:
        if batch := self._next():
            worker.give(batch)
        return bool(batch)

    def _next(self) -> list[Article]:
        """The next batch: one article alone where a worker died of several, else some new ones."""
        return [self._alone.popleft()] if self._alone else _batch(self._source)

    def _started(self) -> _Worker:
        ours, theirs = self._processes.Pipe()
        process = self._processes.Process(target=_work, args=(self._load, theirs), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _heard(self, worker: _Worker) -> Iterator[Outcome]:
        """What a worker has answered since; where it has died, its articles are read elsewhere."""
        try:
            while worker.pipe.poll():
                answer = worker.pipe.recv()
                if isinstance(answer, KgbuildError):
                    raise answer
                worker.since = time.monotonic()
                yield worker.open.popleft(), answer
        except (EOFError, OSError):
            worker.process.join()
            yield from self._lost(worker, f"its reader ended with {worker.process.exitcode}")

    def _lost(self, worker: _Worker, reason: str) -> Iterator[Outcome]:
        """Take a worker out; the article that it had alone is given up, of several each is tried once more."""
        worker.end()
        self._workers.remove(worker)
        if len(worker.open) == 1:
            yield worker.open[0], Failure(reason)
        else:
            self._alone.extend(worker.open)


def _work(load: Load, pipe: Connection) -> None:
    """What a worker does: answer for each article of each batch, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        try:
            reader = load()
        except KgbuildError as fault:
            pipe.send(fault)
            return
        while True:
            for _, outcome in _read(reader, pipe.recv()):
                pipe.send(outcome)
    except (EOFError, OSError):
        return
