"""A stub that is served, and services that ask it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import msgspec
import pytest

from kgbuild.link.online import Clock, Limits, Options, Service, open_service
from kgbuild.link.online.cache import AnswerCache
from tests.link.online.stub import Stub, serving
from tests.link.online.world import KINDS

LIMITS = Limits(total=60, seconds=30, silence=0.15, tries=3, failures=4, size=200_000)
Opener = Callable[..., Service]
T = TypeVar("T")


class LeapingClock:
    """A clock on which waiting takes no time but passes; `waits` are the waits so far, in seconds."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.clock = Clock(
            lambda: time.monotonic() + sum(self.waits), lambda: time.time() + sum(self.waits), self._sleep
        )

    def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


class MemoryCache(AnswerCache):
    """Answers by folder and question, kept in memory as they would be on disk: as JSON."""

    kept: ClassVar[dict[Path, bytes]] = {}

    def get(self, question: tuple[str, ...], kind: type[T]) -> T | None:
        """The answer to a question, None where it is not kept."""
        found = self.kept.get(self._path(question))
        return None if found is None else msgspec.json.decode(found, type=kind)

    def put(self, question: tuple[str, ...], answer: object) -> None:
        """Keep an answer."""
        self.kept[self._path(question)] = msgspec.json.encode(answer)


@pytest.fixture
def in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are kept in memory: for many small tests, a disk is slow."""
    monkeypatch.setattr("kgbuild.link.online.service.AnswerCache", MemoryCache)
    monkeypatch.setattr(MemoryCache, "kept", {})


@pytest.fixture(scope="package")
def server() -> Iterator[Stub]:
    """A stub that is served during all tests of this folder."""
    with serving() as stub:
        yield stub


@pytest.fixture
def stub(server: Stub) -> Stub:
    """A stub that has not been asked and behaves."""
    server.reset()
    return server


@pytest.fixture
def waiting() -> LeapingClock:
    """A clock that leaps."""
    return LeapingClock()


@pytest.fixture
def opened(stub: Stub, waiting: LeapingClock, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Opens services that ask the stub: Wikidata's own search, or with `reconcile` set the reconciliation service."""
    services: list[Service] = []
    root = Path() if "in_memory" in request.fixturenames else request.getfixturevalue("tmp_path")

    def open_one(folder: str = "answers", **options: Any) -> Service:
        if reconcile := options.pop("reconcile", ""):
            options["reconcile"] = stub.url + reconcile
        given: dict[str, Any] = {
            "contact": "someone@example.org",
            "api": stub.api,
            "limits": LIMITS,
            "clock": waiting.clock,
        } | options
        services.append(open_service(Options(**given), root / folder, KINDS))
        return services[-1]

    yield open_one
    for service in services:
        service.close()
