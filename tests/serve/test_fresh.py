"""A server goes with what it serves."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.responses import Response

from kgbuild.errors import GraphError
from kgbuild.serve import Application, Fresh, fresh
from tests.serve.asked import ask


class Changing:
    """Something served that can change, and at times cannot be read."""

    def __init__(self) -> None:
        self.content = "one"
        self.made = 0
        self.fault: Exception | None = None

    def make(self) -> Application:
        """An application that answers with the content of now."""
        if self.fault:
            raise self.fault
        self.made += 1
        return Response(self.content, media_type="text/plain")

    def stamp(self) -> object:
        """The content itself."""
        return self.content


@pytest.fixture
def changing(monkeypatch: pytest.MonkeyPatch) -> Changing:
    """Something that is looked at before each answer."""
    monkeypatch.setattr(fresh, "EVERY_SECONDS", 0.0)
    return Changing()


def test_a_change_is_served_at_once(changing: Changing) -> None:
    """What has changed is made anew for the next request, and not again while it stays the same."""
    app = Fresh(changing.make, changing.stamp)
    assert ask(app, "/").body == ask(app, "/").body == b"one"
    assert changing.made == 1
    changing.content = "two"
    assert ask(app, "/").body == ask(app, "/").body == b"two"
    assert changing.made == 2


@pytest.mark.parametrize("fault", [GraphError("half a graph"), FileNotFoundError("gone")])
def test_what_cannot_be_made_leaves_the_last(changing: Changing, fault: Exception) -> None:
    """Where nothing new can be made, the last one goes on, and the next change is taken over again."""
    app = Fresh(changing.make, changing.stamp)
    changing.content, changing.fault = "broken", fault
    assert ask(app, "/").body == b"one"
    changing.content, changing.fault = "three", None
    assert ask(app, "/").body == b"three"


def test_files_that_are_just_exchanged_are_tried_again(changing: Changing) -> None:
    """Where a file was gone for a moment, the same change is taken over the next time."""
    app = Fresh(changing.make, changing.stamp)
    changing.content, changing.fault = "two", FileNotFoundError("gone")
    assert ask(app, "/").body == b"one"
    changing.fault = None
    assert ask(app, "/").body == b"two"


def test_nobody_waits_for_what_another_has_made(changing: Changing) -> None:
    """While one request waits for the new application, others are answered by the one before."""
    release = asyncio.Event()
    answers: list[bytes] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def slowly() -> Application:
            if changing.content == "two":
                asyncio.run_coroutine_threadsafe(release.wait(), loop).result(10)
            return changing.make()

        app = Fresh(slowly, changing.stamp)
        changing.content = "two"
        first = asyncio.create_task(asked(app))
        await asyncio.sleep(0.05)
        await asked(app)
        release.set()
        await first

    async def asked(app: Callable[..., Awaitable[None]]) -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request"}

        async def send(message: Any) -> None:
            if "body" in message:
                answers.append(message["body"])

        await app({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send)

    asyncio.run(run())
    assert answers == [b"one", b"two"]
