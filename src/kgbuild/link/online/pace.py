"""When a service may be asked: clocks, `Retry-After`, pauses that all requests keep, and when to give up."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime


class AnswerError(Exception):
    """A service gave no answer that can be used; `reason` says why, in one line for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PassingError(AnswerError):
    """A fault that may pass: worth another try, after `wait` seconds where the service asked for that."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class NotAskedError(AnswerError):
    """The service was not asked, because it may not be, or because no time is left."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds of a clock that never goes back, seconds since 1970, and how to wait so many seconds."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how often a service is asked.

    `total` seconds for all that one call asks; `seconds` for one request and `silence` without a byte of its answer;
    `tries` of one request; `failures` in a row after which the service is not asked again; `size` of an answer in
    bytes; `at_once` requests at a time.
    """

    total: float = 600.0
    seconds: float = 60.0
    silence: float = 30.0
    tries: int = 4
    failures: int = 5
    size: int = 32 * 1024 * 1024
    at_once: int = 3


def retry_after(header: str | None, clock: Clock) -> float | None:
    """The seconds that a `Retry-After` header asks to wait, given as seconds or as an HTTP date; None for another."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        when = parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, when - clock.wall())


class Pace:
    """Pauses that hold for every thread, and the count of failures in a row."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        self._clock = clock
        self._limits = limits
        self._lock = threading.Lock()
        self._from = clock.monotonic()
        self._failures = 0

    def wait(self, deadline: float, host: str) -> None:
        """Wait until the service may be asked; NotAskedError where it may not be asked before `deadline`."""
        while True:
            with self._lock:
                pause = self._from - self._clock.monotonic()
                failures = self._failures
            if failures >= self._limits.failures:
                raise NotAskedError(f"{host} failed {failures} times in a row and is not asked again")
            if pause > 0 and self._clock.monotonic() + pause > deadline:
                raise NotAskedError(f"{host} asks to wait {pause:,.0f} seconds")
            if self._clock.monotonic() > deadline:
                raise NotAskedError(f"no time is left to ask {host}")
            if pause <= 0:
                return
            self._clock.sleep(pause)

    def pause(self, fault: PassingError, attempt: int) -> None:
        """Let nobody ask before the time that the service named, else 1, 2, 4 … seconds after each attempt."""
        seconds = fault.wait if fault.wait else 2.0**attempt
        with self._lock:
            self._from = max(self._from, self._clock.monotonic() + seconds)

    def failed(self) -> None:
        """Count a request that all tries left without an answer."""
        with self._lock:
            self._failures += 1

    def answered(self) -> None:
        """Forget the failures before an answer."""
        with self._lock:
            self._failures = 0
