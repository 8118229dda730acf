"""Files are put in place whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from kgbuild.errors import BuildError


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path`: written beside, synced, renamed; the old file stays where that fails (BuildError).

    A symbolic link is followed; what is no regular file, such as a pipe or a device, is written to as it is.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(_mode(path))
            Path(beside).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(beside).unlink()
            raise
        sync_folder(path.parent)
    except OSError as fault:
        hint = "free some space, or choose a place that can be written"
        raise BuildError(f"{path} cannot be written: {fault.strerror or fault}", hint) from fault


def sync_folder(folder: Path) -> None:
    """Make renames in a folder outlast a loss of power, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or what the process gives a new one."""
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
