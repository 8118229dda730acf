"""A folder of files on any file system that fsspec knows, where a build and its workers leave things for each other."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import Any, BinaryIO

from kgbuild.errors import ClusterError, KgbuildError
from kgbuild.read.places import file_system

WORK = "_work"
"""The folder inside the output that may be deleted when no build is running."""


class Shelf:
    """Files by name under a URL or path; each is there whole or not at all, as far as the file system can do that."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __reduce__(self) -> tuple[type["Shelf"], tuple[str]]:
        return Shelf, (self.url,)

    def names(self, folder: str) -> set[str]:
        """The names of the files right inside a folder."""
        system, root = self._place
        with _told(self.url):
            system.invalidate_cache()
            try:
                found = system.ls(f"{root}/{folder}", detail=False)
            except FileNotFoundError:
                return set()
        return {str(path).rstrip("/").rsplit("/", 1)[-1] for path in found}

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        system, root = self._place
        with _told(self.url):
            system.invalidate_cache()
            return bool(system.exists(f"{root}/{name}"))

    def read(self, name: str) -> bytes:
        """What a file holds."""
        with self.open(name) as file:
            return file.read()

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A file to read."""
        system, root = self._place
        with _told(self.url), system.open(f"{root}/{name}", "rb") as file:
            yield file

    def write(self, name: str, content: bytes) -> None:
        """Put a file there."""
        with self.writing(lambda: name) as file:
            file.write(content)

    @contextmanager
    def writing(self, name: Callable[[], str]) -> Iterator[BinaryIO]:
        """A file to write, which is written beside and moved where the block ends well, to what it is called then."""
        system, root = self._place
        beside = f"{root}/{WORK}/beside/{uuid.uuid4().hex}"
        with _told(self.url):
            system.makedirs(beside.rsplit("/", 1)[0], exist_ok=True)
            try:
                with system.open(beside, "wb") as file:
                    yield file
                path = f"{root}/{name()}"
                system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
                system.mv(beside, path)
            except BaseException:
                with suppress(OSError):
                    system.rm(beside)
                raise

    def remove(self, names: Iterable[str]) -> None:
        """Take files away; what is not there is passed over."""
        system, root = self._place
        for name in names:
            with suppress(OSError):
                system.rm(f"{root}/{name}")

    @cached_property
    def _place(self) -> tuple[Any, str]:
        system, path = file_system(self.url)
        return system, path.rstrip("/")


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Tell a fault of the file system as one of the output."""
    try:
        yield
    except KgbuildError:
        raise
    except OSError as fault:
        words = fault.strerror or str(fault) or type(fault).__name__
        raise ClusterError(
            f"{url} cannot be used: {words}", "name an output that the workers reach too: -o URL"
        ) from fault
