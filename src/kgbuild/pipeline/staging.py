"""One build at a time, and all of it or nothing: built beside, then put in place by one rename."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kgbuild.errors import BuildError
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


def put_in_place(target: Path, files: Mapping[str, bytes]) -> bool:
    """Make the Turtle files of the folder `target` exactly `files`, all at once; whether anything changed.

    Other files in it are carried over. Whoever reads the folder, at whatever moment and whatever was killed, finds all
    of the old or all of the new. Raises BuildError where the folder cannot be written.
    """
    try:
        recover(target)
        _refuse_foreign(target, files)
        if _holds(target, files):
            return False
        staged = Path(tempfile.mkdtemp(prefix=_STAGED, dir=target.parent))
        try:
            _fill(staged, target, files)
            _exchange(staged, target)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        raise _cannot_write(target, error) from error
    return True


def _refuse_foreign(target: Path, files: Mapping[str, bytes]) -> None:
    """Raise BuildError where putting the files in place would take away what no build has written."""
    if target.exists() and not target.is_dir():
        raise BuildError(f"{target} is in the way: it is no folder", "move it elsewhere")
    for path in sorted(target.glob("*.ttl")) if target.is_dir() else ():
        if path.name not in files and _MARK not in path.read_bytes():
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


def _holds(target: Path, files: Mapping[str, bytes]) -> bool:
    if not target.is_dir() or {path.name for path in target.glob("*.ttl")} != set(files):
        return False
    return all((target / name).read_bytes() == content for name, content in files.items())


def _fill(staged: Path, target: Path, files: Mapping[str, bytes]) -> None:
    staged.chmod(target.stat().st_mode & 0o7777 if target.is_dir() else 0o755)
    for path in sorted(target.iterdir()) if target.is_dir() else ():
        if path.suffix != ".ttl":
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, staged / path.name)
    for name, content in files.items():
        with (staged / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    sync_folder(staged)


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
