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
from itertools import islice
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat, Store

from kgbuild.errors import GraphError
from kgbuild.store.parsing import parse
from kgbuild.store.renewal import Contents, nearest, renew
from kgbuild.store.terms import in_graph, iri

_LAYOUT = "each graph and their union"
_CHUNK = 25_000
_BYTES = 12 << 20
_UNREADABLE = (OSError, RuntimeError, ValueError)


class NoRoomError(GraphError):
    """A store cannot be kept where it was to lie."""


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One RDF file and the IRI of the named graph that it fills; the suffix of `name` is its syntax.

    `source` is what it holds, or where that lies: then it is read each time that it is asked for.
    """

    name: str
    graph: str
    source: bytes | Path

    @property
    def content(self) -> bytes:
        """What the file holds."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()

    def parsed(self, content: bytes) -> list[Quad]:
        """The statements of such a file with this content, in its named graph; GraphError names file and line."""
        return in_graph(self._quads(content), iri(self.graph))

    def lines(self, content: bytes) -> Iterator[bytes]:
        """The same as N-Quads, each statement also in the default graph; in parts where no two share a blank node."""
        quads = self._quads(content)
        nameless = any(isinstance(term, BlankNode) for each in quads for term in (each.subject, each.object))
        end = f" {iri(self.graph)} .\n".encode()
        size = len(quads) if nameless else _CHUNK
        for at in range(0, len(quads), size or 1):
            triples = (each.triple for each in quads[at : at + size])
            text = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            yield text + text.replace(b" .\n", end)  # a line break within a literal is written as \\n

    def _quads(self, content: bytes) -> list[Quad]:
        return parse(content, Path(self.name).suffix, self.name)


def quads_of(files: Iterable[GraphFile]) -> list[Quad]:
    """The statements of the files, each in its named graph; GraphError names file and line."""
    return [quad for file in files for quad in file.parsed(file.content)]


def with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The statements, and each again in the default graph."""
    for quad in quads:
        yield quad
        if not isinstance(quad.graph_name, DefaultGraph):
            yield Quad(quad.subject, quad.predicate, quad.object)


def bulk_load(store: Store, quads: Iterable[Quad]) -> None:
    """Load statements, a few at a time: Oxigraph alone would gather a million, which takes more than a gigabyte."""
    pending = iter(quads)
    while chunk := list(islice(pending, _CHUNK)):
        store.bulk_extend(chunk)


def store_path(folder: Path, files: Sequence[GraphFile]) -> Path:
    """Where in `folder` the store of just these files lies, or would lie."""
    digest = _Digest()
    for _ in digest.read(files):
        pass
    return folder / digest.name


class _Digest:
    """A hash of files that grows as they are read."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256(f"{_LAYOUT} {pyoxigraph.__version__}".encode())

    @property
    def name(self) -> str:
        """What a store of the files that were read is called."""
        return f"store-{self._hash.hexdigest()[:32]}"

    def read(self, files: Iterable[GraphFile]) -> Iterator[tuple[GraphFile, bytes]]:
        """Each file, in a fixed order, with its content; one at a time is in memory."""
        for file in sorted(files, key=lambda each: (each.graph, each.name)):
            content = file.content
            for part in (file.graph.encode(), Path(file.name).suffix.encode(), content):
                self._hash.update(hashlib.sha256(part).digest())
            yield file, content


def fresh_store(folder: Path, files: Sequence[GraphFile]) -> Path:
    """The path of a store that holds just these files; where `folder` lacks it, it is built and older ones go."""
    path = store_path(folder, files)
    if not path.exists():
        _build(path, files)
        _remove_others(folder, path)
    elif not _opens(path):
        shutil.rmtree(path, ignore_errors=True)
        _build(path, files)
    return path


def open_store(path: Path) -> Store:
    """The store at `path`, to be read only; GraphError where it is missing or damaged."""
    try:
        return Store.read_only(str(path))
    except _UNREADABLE as fault:
        hint = "build again: the store is only a cache"
        raise GraphError(f"{path} is no store that can be read: {fault}", hint) from None


def _opens(path: Path) -> bool:
    try:
        open_store(path)
    except GraphError:
        return False
    return True


def _build(path: Path, files: Sequence[GraphFile]) -> None:
    """Fill a store beside `path` and rename it; where another process was first, its store stands.

    NoRoomError where it cannot be kept there, GraphError where the files are no longer those that the path is named by.
    """
    hint = "free some space, or choose a place that can be written"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".store-", dir=path.parent))
    except OSError as fault:
        raise NoRoomError(f"{path.parent} cannot hold a store: {fault.strerror}", hint) from fault
    try:
        if _filled(beside, path.parent, files) != path.name:
            raise GraphError("the graph has changed while it was read", "ask again")
        if not path.exists():
            os.rename(beside, path)  # noqa: PTH104 -- Path.rename would replace an empty folder on some systems
    except _UNREADABLE as fault:
        if not path.exists():
            raise NoRoomError(f"{path} cannot be written: {fault}", hint) from fault
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _filled(beside: Path, folder: Path, files: Sequence[GraphFile]) -> str:
    """Fill a store from the nearest one in `folder`, else from the files alone; what it is to be called."""
    wanted = Contents.of(files)
    if old := nearest(folder, wanted):
        try:
            renew(old, beside, files, wanted)
            return store_path(folder, files).name
        except _UNREADABLE:
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
    name = _fill(beside, files)
    wanted.write(beside)
    return name


def _fill(folder: Path, files: Iterable[GraphFile]) -> str:
    """Write the statements of the files to a new store, closed when this returns, and tell what it is to be called."""
    digest = _Digest()
    store = Store(str(folder))
    for text in _gathered(text for file, content in digest.read(files) for text in file.lines(content)):
        store.bulk_load(text, RdfFormat.N_QUADS, lenient=True)  # what is wrong in them, parsing the files has told
    store.optimize()
    store.flush()
    return digest.name


def _gathered(texts: Iterable[bytes]) -> Iterator[bytes]:
    """The texts in order, some joined: Oxigraph loads few large ones faster, and gathers all that one tells."""
    some, size = list[bytes](), 0
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= _BYTES:
            yield b"".join(some)
            some, size = [], 0
    yield b"".join(some)


def _remove_others(folder: Path, kept: Path) -> None:
    """Delete the stores of earlier contents; what cannot be deleted is left."""
    for other in folder.glob("store-*"):
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
