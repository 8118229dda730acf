"""Query processes kept ready, within bounds that hold for all clients together.

Two are kept ready; where a question takes longer than a fifth of a second, another process is started beside, as long
as there is room. Where one has waited for a second and there is none, the one that has used the most processor time, a
tenth of a second at least, gives way. So endless queries delay quick ones, and never shut them out; and those that are
slow because the machine is busy go on.
"""

import asyncio
import os
import time
from collections import deque
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from anyio import CapacityLimiter, to_thread

from kgbuild.errors import GraphError, KgbuildError, LimitError, QueryError
from kgbuild.query import Asked, Limits, Question
from kgbuild.query.runner import Worker
from kgbuild.serve.outbox import Outbox
from kgbuild.serve.refusal import Refusal

LIMITS = Limits(seconds=10.0, memory=1024, answer=16, rows=100_000)
QUICK_SECONDS, PATIENCE_SECONDS, SPENT_SECONDS = 0.2, 1.0, 0.1
WAIT_SECONDS = 30.0
READY, MOST = 2, 4
_MOST_WAITING = 1000
_FIRST = Question("SELECT * { ?s ?p ?o } LIMIT 1", "xml")


@dataclass(eq=False, slots=True)
class _Process:
    """A worker, what it is asked of, since when it answers, what it had used then, and whether it had to give way."""

    worker: Worker
    asked: Asked
    since: float = 0.0
    used: float = 0.0
    evicted: bool = False


@dataclass(slots=True)
class Counts:
    """What became of the questions so far, and the seconds that a process has spent on one at most."""

    answered: int = 0
    wrong: int = 0
    limited: int = 0
    busy: int = 0
    longest: float = 0.0


class Pool:
    """Answers questions in processes of their own, READY of them kept warm and at most MOST at work.

    `ask` runs in the server's event loop; `renew` and `close` may be called from any thread.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._asked: Asked | None = None
        self._idle: deque[_Process] = deque()
        self._running: set[_Process] = set()
        self._living: set[Worker] = set()
        self._starting: set[asyncio.Future[bool]] = set()
        self._waiting: deque[tuple[float, asyncio.Future[_Process]]] = deque()
        self._threads = CapacityLimiter(2 * MOST)
        self._background: set[asyncio.Future[None]] = set()
        self._closed = False
        self.counts = Counts()
        self.outbox = Outbox()

    def renew(self, asked: Asked) -> None:
        """Ask this from now on; what is being answered still is. Returns when READY processes have opened it."""
        started = [self._started(asked) for _ in range(READY)]
        self._asked = asked
        stale = [self._idle.popleft() for _ in range(len(self._idle))]
        self._idle.extend(started)
        for each in stale:
            self._ended(each.worker)

    def close(self) -> None:
        """End all processes; what is still being answered is answered with a fault."""
        self._closed = True
        for worker in tuple(self._living):
            worker.stop()
        for worker in tuple(self._living):
            self._ended(worker)

    @property
    def state(self) -> dict[str, int]:
        """How many processes are idle, answer a quick question and a slow one, and how many questions wait."""
        quick = self._quick()
        return {
            "idle": len(self._idle),
            "quick": quick,
            "slow": len(self._running) - quick,
            "waiting": sum(not ticket.done() for _, ticket in self._waiting),
        }

    async def ask(self, question: Question) -> bytes:
        """The answer to a question that was admitted; faults are those of `Worker.write`.

        Refusal where it has to wait too long or give way. It is given up where the task is cancelled.
        """
        try:
            process = await self._lease()
            answer = await self._run(process, question)
        except LimitError:
            self.counts.limited += 1
            raise
        except QueryError:
            self.counts.wrong += 1
            raise
        except Refusal:
            self.counts.busy += 1
            raise
        self.counts.answered += 1
        return answer

    async def _run(self, process: _Process, question: Question) -> bytes:
        loop = asyncio.get_running_loop()
        process.since = time.monotonic()
        process.used = used(process.worker.pid)
        loop.call_later(QUICK_SECONDS, self._look, process)
        answer = asyncio.ensure_future(to_thread.run_sync(self._answer, process, question, limiter=self._threads))
        answer.add_done_callback(partial(self._returned, process))
        try:
            return await asyncio.shield(answer)
        except asyncio.CancelledError:
            process.worker.stop()
            raise
        except LimitError:
            if not process.evicted:
                raise
            raise _busy("the query gave way to others that had waited") from None
        except GraphError:
            raise _busy("the graph is being exchanged") from None

    async def _lease(self) -> _Process:
        """A process to ask, as soon as there is one."""
        if len(self._waiting) >= _MOST_WAITING:
            raise _busy("too many queries wait")
        ticket: asyncio.Future[_Process] = asyncio.get_running_loop().create_future()
        self._waiting.append((time.monotonic(), ticket))
        self._match()
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                return await ticket
        except BaseException as fault:
            if not ticket.cancel() and not ticket.cancelled() and ticket.exception() is None:
                self._free(ticket.result())  # it came in the very moment
            if isinstance(fault, TimeoutError):
                raise _busy("other queries take too long") from None
            if isinstance(fault, KgbuildError):
                raise _busy("the graph is being exchanged") from None
            raise

    def _match(self) -> None:
        """Give idle processes to who waits; start one where there is room, or end one, where there is none."""
        while self._waiting and (process := self._take()):
            _, ticket = self._waiting.popleft()
            if ticket.done():
                self._idle.append(process)
            else:
                self._running.add(process)
                process.since = time.monotonic()
                ticket.set_result(process)
        starting = sum(not each.done() for each in self._starting)
        if self._quick() + starting + len(self._idle) >= READY or self._closed:
            return
        staying = [each for each in self._running if not each.evicted]
        if len(staying) + starting < MOST or self._gave_way(staying):
            task = asyncio.ensure_future(self._start())
            self._starting.add(task)
            task.add_done_callback(self._begun)

    def _gave_way(self, staying: Sequence[_Process]) -> bool:
        """Whether the one that has used most was ended, since somebody has waited long enough for it."""
        late = time.monotonic() - PATIENCE_SECONDS
        waited = any(since <= late and not ticket.done() for since, ticket in self._waiting)
        if not waited or not staying or len(self._running) - len(staying) >= READY:
            return False
        spent = {each: used(each.worker.pid) - each.used for each in staying}
        longest = max(spent, key=lambda each: spent[each])
        if spent[longest] < SPENT_SECONDS:
            return False
        longest.evicted = True
        longest.worker.stop()
        return True

    def _take(self) -> _Process | None:
        """An idle process that lives and is asked of what is asked now."""
        while self._idle:
            process = self._idle.popleft()
            if process.asked is self._asked and process.worker.alive:
                return process
            self._later(self._end(process))
        return None

    def _quick(self) -> int:
        """How many have run for less than QUICK_SECONDS."""
        begun = time.monotonic() - QUICK_SECONDS
        return sum(each.since > begun for each in self._running)

    def _answer(self, process: _Process, question: Question) -> bytes:
        """The answer of a process, in a thread; how long it took is noted."""
        begun = time.monotonic()
        try:
            return process.worker.write(question)
        finally:
            self.counts.longest = max(self.counts.longest, time.monotonic() - begun)

    def _look(self, process: _Process) -> None:
        """See again and again, while a process is at work, whether others wait for it."""
        if process in self._running:
            self._match()
            asyncio.get_running_loop().call_later(QUICK_SECONDS, self._look, process)

    def _returned(self, process: _Process, answer: "asyncio.Future[bytes]") -> None:
        if not answer.cancelled():
            answer.exception()  # whoever asked may be gone
        self._free(process)

    def _free(self, process: _Process) -> None:
        """Take a process back; one that has done its service is ended, and another takes its place."""
        self._running.discard(process)
        if process.worker.alive and not self._closed:
            self._idle.append(process)
        else:
            self._later(self._end(process))
        self._match()

    async def _start(self) -> bool:
        """Start a process; whether that was well. Who waits longest hears of it where it was not."""
        try:
            if self._asked is None:
                raise GraphError("there is nothing to ask")
            self._idle.append(await to_thread.run_sync(self._started, self._asked, limiter=self._threads))
        except KgbuildError as fault:
            while self._waiting:
                _, ticket = self._waiting.popleft()
                if not ticket.done():
                    ticket.set_exception(fault)
                    break
            return False
        return True

    def _begun(self, task: "asyncio.Future[bool]") -> None:
        """Go on with the process that was started, or without it where somebody waits."""
        self._starting.discard(task)
        if not task.cancelled() and (task.result() or self._waiting):
            self._match()

    async def _end(self, process: _Process) -> None:
        await to_thread.run_sync(self._ended, process.worker, limiter=self._threads)

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    def _started(self, asked: Asked) -> _Process:
        """A process that has opened what it is asked of, and loaded all that the first answer needs."""
        worker = Worker(asked, self._limits)
        self._living.add(worker)
        try:
            if self._closed:
                raise GraphError("the server ends")
            worker.write(_FIRST)
        except BaseException:
            self._ended(worker)
            raise
        return _Process(worker, asked)

    def _ended(self, worker: Worker) -> None:
        """End a process and forget it."""
        worker.close()
        self._living.discard(worker)


def used(pid: int) -> float:
    """The seconds of processor time that a process has used; where that cannot be known, the time of a clock."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, AttributeError):
        return time.monotonic()


def _busy(reason: str) -> Refusal:
    return Refusal(503, reason, "ask again", again=5)
