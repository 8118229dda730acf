"""A client of services that behaves: it says who it is, asks at most a few things at a time, waits when told to."""

import threading
from collections.abc import Callable
from typing import TypeVar

from kgbuild.web.faults import AnswerError, NotAskedError, PassingError, RefusedError, TooLargeError
from kgbuild.web.pace import Clock, Limits, Pace
from kgbuild.web.transport import Manners, Reply, Request, Transport

T = TypeVar("T")


class Client:
    """Asks services with bounded tries, time and size; safe for several threads at once."""

    def __init__(self, manners: Manners, limits: Limits, clock: Clock) -> None:
        self.limits = limits
        self.clock = clock
        self._transport = Transport(manners, limits, clock)
        self._slots = threading.BoundedSemaphore(limits.at_once)
        self._lock = threading.Lock()
        self._paces: dict[str, Pace] = {}

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def ask(self, request: Request, read: Callable[[Reply], T], deadline: float) -> T:
        """What `read` makes of the answer; AnswerError where all tries bring none, or none that can be read.

        `read` raises AnswerError for an answer that cannot be used, PassingError where another try may help; `deadline`
        is a time of the client's monotonic clock.
        """
        pace = self._pace(request.host)
        try:
            answer = self._tried(request, read, deadline, pace)
        except (NotAskedError, TooLargeError):
            raise
        except RefusedError:
            pace.answered()
            raise
        except AnswerError:
            pace.failed()
            raise
        pace.answered()
        return answer

    def _tried(self, request: Request, read: Callable[[Reply], T], deadline: float, pace: Pace) -> T:
        last: PassingError | None = None
        for attempt in range(self.limits.tries):
            try:
                pace.wait(deadline, request.host)
            except NotAskedError:
                if last is None or last.wait is not None:
                    raise
                raise NotAskedError(last.reason) from None
            try:
                return self._once(request, read, deadline)
            except PassingError as fault:
                pace.pause(fault, attempt)
                last = fault
        raise AnswerError(f"{last.reason if last else request.host} ({self.limits.tries} tries)")

    def _once(self, request: Request, read: Callable[[Reply], T], deadline: float) -> T:
        if not self._slots.acquire(timeout=max(0.0, deadline - self.clock.monotonic())):
            raise NotAskedError(f"no time is left to ask {request.host}")
        try:
            reply = self._transport.exchange(request, deadline)
        finally:
            self._slots.release()
        try:
            return read(reply)
        except PassingError as fault:
            raise PassingError(fault.reason, fault.wait if reply.wait is None else reply.wait) from None

    def _pace(self, host: str) -> Pace:
        with self._lock:
            return self._paces.setdefault(host, Pace(self.clock, self.limits))
