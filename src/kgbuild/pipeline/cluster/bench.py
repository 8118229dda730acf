"""The bench from which a build gives out its tasks and takes back what became of them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kgbuild.pipeline.cluster.engine import Engine
from kgbuild.pipeline.cluster.shelf import WORK
from kgbuild.pipeline.cluster.site import Site, encoded
from kgbuild.pipeline.cluster.tasks import BEGUN, GIVEN, MADE

T = TypeVar("T")
Progress = Callable[[str, int, int], None]

_FOLDERS = (GIVEN, MADE, BEGUN, "findings", "gists", "dealt", "tables", "beside")


@dataclass(frozen=True, slots=True)
class Outcomes(Generic[T]):
    """What became of tasks, in the order in which they were given out; each is read when it is taken."""

    site: Site
    keys: tuple[str, ...]
    kind: Any

    def __iter__(self) -> Iterator[T]:
        return (self.site.get(f"{MADE}/{key}", self.kind) for key in self.keys)


class Bench:
    """Tasks of one build, done by an engine; what is on the shelf already is not done again."""

    def __init__(self, site: Site, engine: Engine, progress: Progress | None = None) -> None:
        self.site = site
        self._engine, self._progress = engine, progress
        self._made = site.shelf.names(f"{WORK}/{MADE}")
        self._used: set[str] = set()

    def all(self, name: str, arguments: Iterable[object], kind: type[T], words: str = "") -> Outcomes[T]:
        """Do one task with many arguments, which gives values of some kind.

        `words` say what is done, where that is to be shown.
        """
        keys = [self._given(name, argument) for argument in arguments]
        new = [key for key in dict.fromkeys(keys) if key not in self._made]
        count = len(keys) - len(new)

        def done() -> None:
            nonlocal count
            count += 1
            if words and self._progress:
                self._progress(words, count, len(keys))

        self._engine.run(self.site, name, new, done)
        return Outcomes(self.site, tuple(keys), kind)

    def left(self, folder: str, value: object) -> str:
        """Leave a value for tasks that take it from the shelf; its key."""
        content = encoded(value)
        key = hashlib.blake2b(content, digest_size=16).hexdigest()
        self.site.leave(f"{folder}/{key}", content)
        self._used.add(key)
        return key

    def clear(self, again: Sequence[str] = ()) -> None:
        """Forget what this build has not used, and what is to be done again by the next."""
        used = self._used - set(again)
        for folder in _FOLDERS:
            names = self.site.shelf.names(f"{WORK}/{folder}")
            self.site.shelf.remove(f"{WORK}/{folder}/{each}" for each in names if each.partition("-")[0] not in used)

    def _given(self, name: str, argument: object) -> str:
        content = encoded(argument)
        key = self.site.key(name, content)
        self._used.add(key)
        if key not in self._made:
            self.site.leave(f"{GIVEN}/{key}", content)
        return key
