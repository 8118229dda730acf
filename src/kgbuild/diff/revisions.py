"""Graphs as a git repository holds them, read by the program `git` alone, which writes nothing here."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from kgbuild.diff.snapshots import Held, Snapshot
from kgbuild.errors import GraphError
from kgbuild.store import FORMATS

_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
_FILES = (b"100644", b"100755")
_HINT = "name two folders or RDF files instead, or run it within a clone of the repository"


def is_revision(folder: Path, name: str) -> bool:
    """Whether git takes the name for a commit of the repository that holds the folder; false where there is none."""
    try:
        return bool(_commit(folder, name))
    except GraphError:
        return False


def merge_base(folder: Path, one: str, other: str) -> str:
    """The commit from which two revisions went apart; GraphError where there is none."""
    commits = [commit_of(folder, name) for name in (one, other)]
    done = _git(folder, "merge-base", *commits)
    if done.returncode:
        hint = "fetch more of the history: git fetch --unshallow"
        raise GraphError(f"{one} and {other} have no commit in common", hint)
    return done.stdout.decode().strip()


def commit_of(folder: Path, name: str) -> str:
    """The full name of the commit that git takes a name for; GraphError for no git, no repository, no such revision."""
    done = _git(folder, "rev-parse", "--is-inside-work-tree")
    if done.returncode:
        raise GraphError(f"{folder} cannot be read as a git repository: {_said(done)}", _HINT)
    if commit := _commit(folder, name):
        return commit
    raise GraphError(
        f"there is no file and no git revision {name!r}",
        "git log --oneline lists revisions; in a shallow clone, git fetch --unshallow gets the older ones",
    )


@contextmanager
def at_revision(graphs: Path, name: str) -> Iterator[Snapshot]:
    """The graph that a revision holds in the folder `graphs` of a working tree, to be read within the block.

    Raises GraphError where there is no git, no repository, no such revision, or no graph in it.
    """
    commit = commit_of(graphs.parent, name)
    blobs = dict(_blobs(graphs, commit))
    if not blobs:
        raise GraphError(
            f"there is no graph in {graphs.name}/ of {name} ({commit[:12]})",
            "commit what kgbuild build writes there, or name another revision",
        )
    with _Reader(graphs.parent) as reader:
        files = {
            path: Held(f"{name}:{graphs.name}/{path}", lambda blob=blob: reader.read(blob), blob)  # type: ignore[misc]
            for path, blob in blobs.items()
        }
        yield Snapshot(name, files, commit)


def _commit(folder: Path, name: str) -> str:
    """The commit of a name, empty where git knows none."""
    if not name or "\0" in name or name.startswith("-"):
        return ""
    found = _git(folder, "rev-parse", "--verify", "--quiet", name).stdout.decode().strip()
    done = _git(folder, "rev-parse", "--verify", "--quiet", f"{found}^{{commit}}") if found else None
    return done.stdout.decode().strip() if done and done.returncode == 0 else ""


def _blobs(graphs: Path, commit: str) -> Iterator[tuple[str, str]]:
    """The RDF files right in the folder, by name, each with the name of its content."""
    done = _git(graphs.parent, "ls-tree", "-z", commit, f"{graphs.name}/")
    if done.returncode:
        raise GraphError(f"git cannot list {graphs.name}/ of {commit[:12]}: {_said(done)}", _HINT)
    for entry in filter(None, done.stdout.split(b"\0")):
        kind, _, path = entry.partition(b"\t")
        mode, _, blob = kind.split()
        name = PurePosixPath(os.fsdecode(path)).name
        if mode in _FILES and PurePosixPath(name).suffix in FORMATS:
            yield name, blob.decode()


class _Reader:
    """One process that hands out contents of a repository, each when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._process = _started(folder, "cat-file", "--batch")

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()
        self._process.wait()

    def read(self, blob: str) -> bytes:
        """The content of this name; GraphError where the clone lacks it."""
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise GraphError("git has no pipes", _HINT)
        try:
            into.write(f"{blob}\n".encode())
            into.flush()
            _, _, size = out.readline().decode().partition(" blob ")
            content = out.read(int(size) + 1)[:-1] if size else None
        except OSError:
            content = None
        if content is None:
            raise GraphError(f"git cannot read the content {blob[:12]}", "check that the clone is whole: git fsck")
        return content


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """What git answers, run in the folder."""
    process = _started(folder, *words)
    out, said = process.communicate()
    return subprocess.CompletedProcess(words, process.returncode, out, said)


def _started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """A git process in the folder; GraphError where there is no such program."""
    program = shutil.which("git")
    if program is None:
        raise GraphError("the program git is not on this machine", "install git, or name two folders or RDF files")
    try:
        return subprocess.Popen(  # noqa: S603 -- git with words of this module, and names that begin with no dash
            [program, *words],
            cwd=folder,
            env=os.environ | _ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as fault:
        raise GraphError(f"git cannot be run in {folder}: {fault.strerror}", _HINT) from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what git complains of."""
    return done.stderr.decode(errors="replace").strip().partition("\n")[0] or f"git ends with status {done.returncode}"
