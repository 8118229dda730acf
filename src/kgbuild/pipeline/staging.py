"""One build at a time, and all of it or nothing: built beside, then put in place by one rename."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kgbuild.errors import BuildError
from kgbuild.graph import FILES
from kgbuild.store.files import sync_folder

_MARK = b" a kg:Article ;"
_STAGED = ".graphs-"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def building(cache: Path) -> Iterator[None]:
    """Hold the project's build lock, which lies in `cache`; raises BuildError where another build holds it."""
    lock = FileLock(cache / "build.lock", timeout=0)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise BuildError("another build of this project is running", "wait until it has ended") from error
    except OSError as error:
        raise _cannot_write(cache, error) from error
    try:
        yield
    finally:
        lock.release()


class Stage:
    """Turtle files that are to be those of the folder `target`, gathered in a folder beside it; see `staged`."""

    def __init__(self, target: Path, folder: Path) -> None:
        self._target, self._folder = target, folder

    @property
    def files(self) -> list[Path]:
        """Where the files lie, by name."""
        return sorted(self._folder.glob("*.ttl"))

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self._folder / name

    def add(self, name: str, content: bytes) -> None:
        """Add a file; raises BuildError where it cannot be written."""
        try:
            (self._folder / name).write_bytes(content)
        except OSError as error:
            raise _cannot_write(self._target, error) from error

    def take(self, name: str) -> None:
        """Add the file of this name that the target has, as it is; raises BuildError where it cannot be written."""
        try:
            try:
                (self._folder / name).hardlink_to(self._target / name)
            except OSError:
                shutil.copy2(self._target / name, self._folder / name)
        except OSError as error:
            raise _cannot_write(self._target, error) from error

    def put_in_place(self) -> bool:
        """Make the Turtle files of the target exactly those added, all at once; whether anything changed.

        Other files in it are carried over. Whoever reads the folder, at whatever moment and whatever was killed, finds
        all of the old or all of the new. Raises BuildError where the folder cannot be written.
        """
        try:
            _refuse_foreign(self._target, {path.name for path in self.files})
            if _holds(self._target, self.files):
                return False
            _sync(path for path in self.files if not _is(path, self._target / path.name))
            _carry_over(self._folder, self._target)
            _exchange(self._folder, self._target)
        except OSError as error:
            raise _cannot_write(self._target, error) from error
        return True


@contextmanager
def staged(target: Path) -> Iterator[Stage]:
    """An empty stage for the folder `target`, which is gone afterwards; raises BuildError where there can be none."""
    try:
        recover(target)
        folder = Path(tempfile.mkdtemp(prefix=_STAGED, dir=target.parent))
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        yield Stage(target, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_foreign(target: Path, files: Collection[str]) -> None:
    """Raise BuildError where putting the files in place would take away what no build has written."""
    if target.exists() and not target.is_dir():
        raise BuildError(f"{target} is in the way: it is no folder", "move it elsewhere")
    for path in sorted(target.glob("*.ttl")) if target.is_dir() else ():
        if path.name not in files and path.stem not in FILES and _MARK not in path.read_bytes():
            raise BuildError(f"{path} was not written by a build", "move it elsewhere: this folder is written anew")


def recover(target: Path) -> None:
    """Clear away what a killed build left beside `target`, and bring the last good graph back if it was moved."""
    previous = target.with_name(f"{_STAGED}previous")
    if previous.is_dir():
        if target.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(target)
    for left in target.parent.glob(f"{_STAGED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _holds(target: Path, files: Sequence[Path]) -> bool:
    """Whether the Turtle files of a folder are just these."""
    if not target.is_dir() or {path.name for path in target.glob("*.ttl")} != {path.name for path in files}:
        return False
    return all(
        _is(path, target / path.name) or (target / path.name).read_bytes() == path.read_bytes() for path in files
    )


def _is(one: Path, other: Path) -> bool:
    """Whether two paths are one file."""
    return other.exists() and one.samefile(other)


def _sync(files: Iterable[Path]) -> None:
    """Make the files outlast a loss of power."""
    for path in files:
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _carry_over(folder: Path, target: Path) -> None:
    """Give a folder the mode of the target, and what else that holds."""
    folder.chmod(target.stat().st_mode & 0o7777 if target.is_dir() else 0o755)
    for path in sorted(target.iterdir()) if target.is_dir() else ():
        if path.suffix != ".ttl":
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, folder / path.name)
    sync_folder(folder)


def _exchange(staged: Path, target: Path) -> None:
    """Swap the two folders; where the system has no such call, by two renames that `recover` can finish."""
    if not target.exists():
        staged.rename(target)
    elif not _swapped(staged, target):
        previous = target.with_name(f"{_STAGED}previous")
        target.rename(previous)
        staged.rename(target)
        shutil.rmtree(previous, ignore_errors=True)
    sync_folder(target.parent)


def _swapped(one: Path, other: Path) -> bool:
    """Whether Linux's renameat2(2) swapped the two atomically."""
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    return bool(call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _cannot_write(target: Path, error: OSError) -> BuildError:
    return BuildError(
        f"cannot write {target}: {error.strerror or error}",
        "make the folder writable, or free some space; the last good graph is untouched",
    )
