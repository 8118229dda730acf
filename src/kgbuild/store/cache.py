"""The on-disk Oxigraph store: a cache of the graph files, named by their content, built anew where missing.

A folder of stores holds `store-<digest>`, the digest taken over the files that the store holds. A fresh store is thus
one that exists; it is built beside and renamed, so that it is whole or absent; one that cannot be opened is replaced.

A store has each statement in its named graph and once in the default graph: Oxigraph's own union of graphs returns a
statement as often as graphs tell it, which multiplies in joins (8.5 s against 15 ms, ten events told 30 times).
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kgbuild.errors import GraphError
from kgbuild.store.parsing import parse
from kgbuild.store.terms import in_graph, iri

_LAYOUT = "each graph and their union"
_UNREADABLE = (OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class GraphFile:
    """The content of one RDF file and the IRI of the named graph that it fills; the suffix of `name` is its syntax."""

    name: str
    graph: str
    content: bytes


def quads_of(files: Iterable[GraphFile]) -> list[Quad]:
    """The statements of the files, each in its named graph; GraphError names file and line."""
    found: list[Quad] = []
    for file in files:
        name: NamedNode = iri(file.graph)
        found += in_graph(parse(file.content, Path(file.name).suffix, file.name), name)
    return found


def with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The statements, and each again in the default graph."""
    for quad in quads:
        yield quad
        if not isinstance(quad.graph_name, DefaultGraph):
            yield Quad(quad.subject, quad.predicate, quad.object)


def store_path(folder: Path, files: Sequence[GraphFile]) -> Path:
    """Where in `folder` the store of just these files lies, or would lie."""
    digest = hashlib.sha256(f"{_LAYOUT} {pyoxigraph.__version__}".encode())
    for file in sorted(files, key=lambda each: (each.graph, each.name)):
        for part in (file.graph.encode(), Path(file.name).suffix.encode(), file.content):
            digest.update(hashlib.sha256(part).digest())
    return folder / f"store-{digest.hexdigest()[:32]}"


def fresh_store(folder: Path, files: Sequence[GraphFile]) -> Path:
    """The path of a store that holds just these files; where `folder` lacks it, it is built and older ones go."""
    path = store_path(folder, files)
    if not path.exists():
        _build(path, quads_of(files))
        _remove_others(folder, path)
    elif not _opens(path):
        shutil.rmtree(path, ignore_errors=True)
        _build(path, quads_of(files))
    return path


def open_store(path: Path) -> Store:
    """The store at `path`, to be read only; GraphError where it is missing or damaged."""
    try:
        return Store.read_only(str(path))
    except _UNREADABLE as fault:
        hint = "Build again: the store is only a cache."
        raise GraphError(f"{path} is no store that can be read: {fault}", hint) from None


def _opens(path: Path) -> bool:
    try:
        open_store(path)
    except GraphError:
        return False
    return True


def _build(path: Path, quads: list[Quad]) -> None:
    """Fill a store beside `path` and rename it; where another process was first, its store stands."""
    hint = "Free some space, or choose a place that can be written."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".store-", dir=path.parent))
    except OSError as fault:
        raise GraphError(f"{path.parent} cannot hold a store: {fault.strerror}", hint) from fault
    try:
        _fill(beside, quads)
        if not path.exists():
            os.rename(beside, path)  # noqa: PTH104 -- Path.rename would replace an empty folder on some systems
    except _UNREADABLE as fault:
        if not path.exists():
            raise GraphError(f"{path} cannot be written: {fault}", hint) from fault
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(folder: Path, quads: list[Quad]) -> None:
    """Write the statements to a new store; it is closed when this returns."""
    store = Store(str(folder))
    store.bulk_extend(with_union(quads))
    store.optimize()
    store.flush()


def _remove_others(folder: Path, kept: Path) -> None:
    """Delete the stores of earlier contents; what cannot be deleted is left."""
    for other in folder.glob("store-*"):
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
