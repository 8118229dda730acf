"""A client of services that behaves: it says who it is, asks at most three things at a time, waits when told to."""

import re
import threading
from collections.abc import Callable
from typing import TypeVar

from kgbuild import __version__
from kgbuild.errors import LinkError
from kgbuild.link.online.pace import AnswerError, Clock, Limits, NotAskedError, Pace, PassingError
from kgbuild.link.online.transport import Request, TooLargeError, Transport

_CONTACT = re.compile(r"(mailto:)?[\w.+-]+@[\w-]+(\.[\w-]+)+|https?://[^\s()<>]+", re.ASCII)
_HINT = (
    'say in kgbuild.toml how those who run a service can reach you; below [wikidata] write: contact = "you@example.org"'
)
T = TypeVar("T")


def user_agent(contact: str) -> str:
    """How kgbuild presents itself to a service; LinkError where `contact` is no e-mail address and no http(s) URL."""
    if not contact.strip():
        raise LinkError("services are asked only with a contact, and kgbuild.toml gives none", _HINT)
    if not contact.isascii() or not _CONTACT.fullmatch(contact.strip()):
        raise LinkError(f"contact in kgbuild.toml is no e-mail address or URL: {contact[:100]!r}", _HINT)
    return f"kgbuild/{__version__} (contact: {contact.strip()})"


class Client:
    """Asks services with bounded tries, time and size; safe for several threads at once."""

    def __init__(self, agent: str, limits: Limits, clock: Clock) -> None:
        self.limits = limits
        self.clock = clock
        self._transport = Transport(agent, limits, clock)
        self._slots = threading.BoundedSemaphore(limits.at_once)
        self._lock = threading.Lock()
        self._paces: dict[str, Pace] = {}

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def ask(self, request: Request, read: Callable[[bytes], T], deadline: float) -> T:
        """What `read` makes of the answer; AnswerError where all tries bring none, or none that can be read.

        `read` raises AnswerError for an answer that cannot be used, PassingError where another try may help; `deadline`
        is a time of the client's monotonic clock.
        """
        pace = self._pace(request.host)
        try:
            answer = self._tried(request, read, deadline, pace)
        except (NotAskedError, TooLargeError):
            raise
        except AnswerError:
            pace.failed()
            raise
        pace.answered()
        return answer

    def _tried(self, request: Request, read: Callable[[bytes], T], deadline: float, pace: Pace) -> T:
        for attempt in range(self.limits.tries):
            pace.wait(deadline, request.host)
            try:
                return self._once(request, read, deadline)
            except PassingError as fault:
                pace.pause(fault, attempt)
                last = fault
        raise AnswerError(f"{last.reason} ({self.limits.tries} tries)")

    def _once(self, request: Request, read: Callable[[bytes], T], deadline: float) -> T:
        if not self._slots.acquire(timeout=max(0.0, deadline - self.clock.monotonic())):
            raise NotAskedError(f"no time is left to ask {request.host}")
        try:
            reply = self._transport.exchange(request, deadline)
        finally:
            self._slots.release()
        try:
            return read(reply.body)
        except PassingError as fault:
            raise PassingError(fault.reason, fault.wait if reply.wait is None else reply.wait) from None

    def _pace(self, host: str) -> Pace:
        with self._lock:
            return self._paces.setdefault(host, Pace(self.clock, self.limits))
