"""A site put into a folder: only what changed is written, only what an earlier site left there is removed.

The folder keeps a list of the files that are the site's own, `.kgbuild-site/files`. It is written before the first file
and after the last, so that whatever is stopped in between, the next run knows what it may replace and remove.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kgbuild.errors import PublishError

OWN = ".kgbuild-site"
_LIST, _PART = f"{OWN}/files", f"{OWN}/part"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a folder: how many files the site has and of how many bytes, how many were written and removed."""

    files: int
    written: int
    removed: int
    size: int


class Folder:
    """A folder that a site is put into; other files in it stay as they are.

    Raises PublishError where a file of the site would replace one that is not its own, lead out of the folder through a
    symbolic link, or cannot be written.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._checked: set[Path] = set()
        if root.exists() and not root.is_dir():
            raise PublishError(f"{root} is no folder", "name a folder for the site; it is made where it is missing")

    def put(
        self, paths: Iterable[str], pages: Iterable[tuple[str, bytes]], progress: Progress | None = None
    ) -> Written:
        """Make the site's files in the folder exactly `pages`, whose paths are `paths`, in whatever order they come."""
        try:
            return self._put(list(paths), pages, progress)
        except OSError as fault:
            raise PublishError(
                f"{fault.filename or self._root} cannot be written: {fault.strerror or fault}",
                "free some space, or choose a folder that can be written; publish again to finish",
            ) from fault

    def _put(self, paths: list[str], pages: Iterable[tuple[str, bytes]], progress: Progress | None) -> Written:
        before = self._listed()
        self._refuse_two_spellings(paths)
        self._prepare()
        self._list({*before, *paths})
        written = size = 0
        for number, (path, content) in enumerate(pages, 1):
            written += self._place(path, content, own=path in before)
            size += len(content)
            if progress:
                progress(number, len(paths))
        gone = before.difference(paths)
        for path in sorted(gone, reverse=True):
            self._remove(path)
        self._list(paths)
        return Written(len(paths), written, len(gone), size)

    def _listed(self) -> set[str]:
        """The files that earlier runs have written here."""
        try:
            lines = (self._root / _LIST).read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return set()
        except UnicodeDecodeError as fault:
            raise PublishError(f"{self._root / _LIST} is damaged", "publish into a new folder") from fault
        return {line for line in lines if _is_inside(line)}

    def _refuse_two_spellings(self, paths: Iterable[str]) -> None:
        """Raise PublishError for paths that some file systems take for one; ValueError for one that leads elsewhere."""
        seen: dict[str, str] = {}
        for path in paths:
            if not _is_inside(path):
                raise ValueError(f"not a path of a site: {path!r}")
            other = seen.setdefault(path.casefold(), path)
            if other != path:
                raise PublishError(
                    f"{other} and {path} differ in case alone: on some systems they are one file",
                    "give one of the two another IRI",
                )

    def _prepare(self) -> None:
        own = self._root / OWN
        if own.is_symlink():
            raise PublishError(f"{own} is a symbolic link", "remove it")
        own.mkdir(parents=True, exist_ok=True)
        self._checked = {self._root}

    def _list(self, paths: Iterable[str]) -> None:
        content = "".join(f"{path}\n" for path in sorted(paths)).encode()
        target = self._root / _LIST
        if not target.is_file() or target.read_bytes() != content:
            self._replace(target, content)

    def _place(self, path: str, content: bytes, *, own: bool) -> bool:
        """Put one file where it differs; whether it did."""
        target = self._root / path
        self._make_folder(target.parent)
        if target.is_symlink() or target.exists():
            if target.is_file() and not target.is_symlink() and _holds(target, content):
                return False
            if not own:
                raise PublishError(
                    f"{target} is in the way: it was not written by kgbuild publish",
                    "move it elsewhere, or publish into another folder",
                )
            if target.is_dir() and not target.is_symlink():
                raise PublishError(f"{target} is in the way: it is a folder", "move it elsewhere")
        self._replace(target, content)
        return True

    def _replace(self, target: Path, content: bytes) -> None:
        """Put a file in place whole or not at all; whoever reads it finds the old one or the new one."""
        part = self._root / _PART
        part.unlink(missing_ok=True)
        with part.open("xb") as file:
            file.write(content)
        os.replace(part, target)  # noqa: PTH105 -- Path.replace is the same, and slower by a third

    def _make_folder(self, folder: Path) -> None:
        """Make a folder of the site and those above it; none of them may be a link that leads elsewhere."""
        if folder in self._checked:
            return
        self._make_folder(folder.parent)
        if folder.is_symlink():
            raise PublishError(f"{folder} is a symbolic link", "remove it, or publish into another folder")
        if folder.exists() and not folder.is_dir():
            raise PublishError(f"{folder} is in the way: it is no folder", "move it elsewhere")
        folder.mkdir(exist_ok=True)
        self._checked.add(folder)

    def _remove(self, path: str) -> None:
        """Take away a file that an earlier site had, and the folders that are empty without it."""
        target = self._root / path
        above = list(target.parents)
        folders = above[: above.index(self._root)]
        if any(folder.is_symlink() or not folder.is_dir() for folder in folders):
            return
        if target.is_symlink() or target.is_file():
            target.unlink()
        for folder in folders:
            if any(folder.iterdir()):
                break
            folder.rmdir()


def _is_inside(path: str) -> bool:
    """Whether a path is relative, goes nowhere but down, and not into the folder of the list."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and ".." not in parts
        and "\\" not in path
        and ":" not in parts[0]
        and parts[0] != OWN
        and "\n" not in path
    )


def _holds(target: Path, content: bytes) -> bool:
    return target.stat().st_size == len(content) and target.read_bytes() == content
