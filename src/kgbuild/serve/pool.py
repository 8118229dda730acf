"""Query processes kept ready, within bounds that hold for all clients together.

Two queries run at once. One that takes longer than a second no longer counts as one of the two: it goes on, at a lower
priority, beside those that came later, until its own limit of time. Where others wait and there is no more room beside,
the one that has run longest gives way. So a few endless queries delay quick ones by seconds, and never shut them out.
"""

import asyncio
import os
import time
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from anyio import CapacityLimiter, to_thread

from kgbuild.errors import GraphError, KgbuildError, LimitError, QueryError
from kgbuild.query import Asked, Limits, Question
from kgbuild.query.runner import Worker
from kgbuild.serve.refusal import Refusal

LIMITS = Limits(seconds=10.0, memory=1024, answer=16, rows=100_000)
QUICK_SECONDS = 1.0
WAIT_SECONDS = 15.0
READY, MOST = 2, 4
_MOST_WAITING = 1000
_NICENESS = 10


@dataclass(eq=False, slots=True)
class _Process:
    """A worker, what it is asked of, since when it answers, whether it had to give way, whether it is spent."""

    worker: Worker
    asked: Asked
    since: float = 0.0
    evicted: bool = False
    spent: bool = False


@dataclass(slots=True)
class Counts:
    """What became of the questions so far."""

    answered: int = 0
    wrong: int = 0
    limited: int = 0
    busy: int = 0


class Pool:
    """Answers questions in processes of their own, READY of them kept warm and at most MOST in all.

    `ask` runs in the server's event loop; `renew` and `close` may be called from any thread.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._asked: Asked | None = None
        self._idle: deque[_Process] = deque()
        self._running: set[_Process] = set()
        self._living: set[Worker] = set()
        self._starting = 0
        self._waiting: deque[asyncio.Future[_Process]] = deque()
        self._threads = CapacityLimiter(2 * MOST)
        self._background: set[asyncio.Future[None]] = set()
        self._closed = False
        self.counts = Counts()

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
            "waiting": sum(not each.done() for each in self._waiting),
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
        timer = loop.call_later(QUICK_SECONDS, self._yield, process)
        answer = asyncio.ensure_future(to_thread.run_sync(process.worker.write, question, limiter=self._threads))
        answer.add_done_callback(partial(self._returned, process, timer))
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
        self._waiting.append(ticket)
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
        """Give idle processes to who waits; start one, or end the one that runs longest, where there is none."""
        while self._waiting and (process := self._take()):
            ticket = self._waiting.popleft()
            if ticket.done():
                self._idle.append(process)
            else:
                self._running.add(process)
                process.since = time.monotonic()
                ticket.set_result(process)
        if self._quick() + self._starting + len(self._idle) >= READY or self._closed:
            return
        if len(self._running) + self._starting < MOST:
            self._starting += 1
            self._later(self._start())
        elif self._waiting and not any(each.evicted for each in self._running):
            longest = min(self._running, key=lambda each: each.since)
            longest.evicted = True
            longest.worker.stop()

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

    def _yield(self, process: _Process) -> None:
        """Let a question that takes long go on beside others."""
        process.since = min(process.since, time.monotonic() - QUICK_SECONDS)
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, process.worker.pid, _NICENESS)
        self._match()

    def _returned(self, process: _Process, timer: asyncio.TimerHandle, answer: "asyncio.Future[bytes]") -> None:
        timer.cancel()
        if not answer.cancelled():
            answer.exception()  # whoever asked may be gone
        process.spent = time.monotonic() - process.since >= QUICK_SECONDS  # it runs at a lower priority
        self._free(process)

    def _free(self, process: _Process) -> None:
        """Take a process back; one that has done its service is ended, and another takes its place."""
        self._running.discard(process)
        if process.worker.alive and not process.spent and not self._closed:
            self._idle.append(process)
        else:
            self._later(self._end(process))
        self._match()

    async def _start(self) -> None:
        """Start a process; who waits longest hears of it where that fails."""
        try:
            asked = self._asked
            if asked is None:
                raise GraphError("there is nothing to ask")
            self._idle.append(await to_thread.run_sync(self._started, asked, limiter=self._threads))
        except KgbuildError as fault:
            while self._waiting:
                ticket = self._waiting.popleft()
                if not ticket.done():
                    ticket.set_exception(fault)
                    break
            if not self._waiting:
                return
        finally:
            self._starting -= 1
        self._match()

    async def _end(self, process: _Process) -> None:
        await to_thread.run_sync(self._ended, process.worker, limiter=self._threads)

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    def _started(self, asked: Asked) -> _Process:
        """A process that has opened what it is asked of."""
        worker = Worker(asked, self._limits)
        self._living.add(worker)
        try:
            worker.ask("ASK {}")
        except BaseException:
            self._ended(worker)
            raise
        return _Process(worker, asked)

    def _ended(self, worker: Worker) -> None:
        """End a process and forget it."""
        worker.close()
        self._living.discard(worker)


def _busy(reason: str) -> Refusal:
    return Refusal(503, reason, "ask again", again=5)
