"""Questions to services within a time: answered from what is kept, else by asking, or offline not at all."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from kgbuild.link.online.cache import AnswerCache
from kgbuild.link.online.question import Unanswered
from kgbuild.web import AnswerError, Client, Request, side_by_side

T = TypeVar("T")
_OFFLINE = Unanswered("no answer is kept, and services are not asked")
_LATE = Unanswered("no answer came within the time given")


class Session:
    """What is kept, and a client for what is not; without a client nothing is asked. For one caller at a time."""

    def __init__(self, cache: AnswerCache, client: Client | None) -> None:
        self.cache = cache
        self._client = client
        self._deadline = 0.0

    def begin(self) -> None:
        """Give what is asked from now on the whole time again."""
        if self._client is not None:
            self._deadline = self._client.clock.monotonic() + self._client.limits.total

    def close(self) -> None:
        """Close all connections."""
        if self._client is not None:
            self._client.close()

    def ask(self, request: Request, read: Callable[[bytes], T]) -> T:
        """What `read` makes of the answer to a request; AnswerError where there is none."""
        if self._client is None:
            raise AnswerError(_OFFLINE.reason)
        return self._client.ask(request, lambda reply: read(reply.body), self._deadline)

    def all(self, tasks: Sequence[Callable[[], T]]) -> list[T | Unanswered]:
        """What the tasks return, which may ask; a few of them run at a time."""
        if self._client is None:
            return [_OFFLINE for _ in tasks]
        client = self._client
        left = max(0.0, self._deadline - client.clock.monotonic())
        tried = [partial(_tried, task) for task in tasks]
        return [_LATE if done is None else done for done in side_by_side(tried, client.limits.at_once, left)]


def _tried(task: Callable[[], T]) -> T | Unanswered:
    try:
        return task()
    except AnswerError as fault:
        return Unanswered(fault.reason)
