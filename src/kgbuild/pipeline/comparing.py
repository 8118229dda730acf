"""The graphs that a comparison names: folders, RDF files, git revisions, and the project's own as it lies there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kgbuild import project
from kgbuild.diff import Snapshot, on_disk
from kgbuild.diff.revisions import at_revision, is_revision, merge_base
from kgbuild.errors import GraphError
from kgbuild.pipeline import graphs
from kgbuild.pipeline.checking import rdf_files

WORKING = "working graph"


@contextmanager
def snapshots(start: Path, old: str, new: str | None = None) -> Iterator[tuple[Snapshot, Snapshot]]:
    """The two graphs of these names, to be read within the block; `start` is a folder of the project.

    A name is a folder, an RDF file or a revision; without a new one, `old` may be `A..B` or `A...B`, else the new graph
    is the project's `graphs/` as it lies there. Raises GraphError and ProjectError for what is none of these.
    """
    if new is None and ".." in old and not Path(old).exists():
        old, new = _range(start, old)
    with ExitStack() as stack:
        yield stack.enter_context(_snapshot(start, old)), stack.enter_context(_snapshot(start, new))


def _range(start: Path, words: str) -> tuple[str, str]:
    """The two revisions of `A..B`; for `A...B` the first is where B went apart from A. HEAD where one is left out."""
    dots = "..." if "..." in words else ".."
    old, new = (name or "HEAD" for name in words.split(dots, 1))
    return (merge_base(project.find(start).root, old, new) if dots == "..." else old), new


@contextmanager
def _snapshot(start: Path, name: str | None) -> Iterator[Snapshot]:
    if name is None:
        yield on_disk(WORKING, graphs.paths(project.find(start)))
    elif _exists(name):
        if is_revision(start, name):
            raise GraphError(
                f"{name!r} is both a file and a git revision",
                f"write ./{name} for the file, and such as heads/{name} or a commit's hash for the revision",
            )
        yield on_disk(name, rdf_files([Path(name)]))
    else:
        with at_revision(project.find(start).graphs, name) as snapshot:
            yield snapshot


def _exists(name: str) -> bool:
    try:
        return bool(name) and Path(name).exists()
    except (OSError, ValueError):
        return False
