"""When a service may be asked: clocks, `Retry-After`, pauses that all requests keep, and when to give up."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from kgbuild.web.faults import NotAskedError, PassingError


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
    bytes; `at_once` requests at a time. The `pause` before the second try is doubled before each further one; up to the
    part `jitter` of a pause is added by chance, so that several clients do not come back all at once.
    """

    total: float = 600.0
    seconds: float = 60.0
    silence: float = 30.0
    tries: int = 4
    failures: int = 5
    size: int = 32 * 1024 * 1024
    at_once: int = 3
    pause: float = 1.0
    jitter: float = 0.0


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
        """Let nobody ask before the time that the service named, else for 1, 2, 4 … pauses after each attempt."""
        seconds = fault.wait if fault.wait else self._limits.pause * 2.0**attempt
        seconds *= 1 + self._limits.jitter * random.random()  # noqa: S311 -- nothing secret
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
