"""A store brought up to date: from an older one the graphs that are no longer the same are taken out and put in anew.

What has not changed is shared with the older store on disk, by hard links of files that are never written again.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

_CONTENTS = "graphs.json"
_MOST = 5
_ROUNDS = 30


class File(Protocol):
    """An RDF file that fills a named graph, alone or with others."""

    @property
    def name(self) -> str:
        """The name of the file; its suffix is its syntax."""

    @property
    def graph(self) -> str:
        """The IRI of the graph."""

    @property
    def content(self) -> bytes:
        """What it holds."""

    def parsed(self, content: bytes) -> list[Quad]:
        """Its statements."""


class Contents:
    """What a store holds: a hash for each graph, and how often it was brought up to date since it was made."""

    def __init__(self, graphs: dict[str, str], rounds: int = 0) -> None:
        self.graphs, self.rounds = graphs, rounds

    @classmethod
    def of(cls, files: Iterable[File]) -> "Contents":
        """What a store of some files holds; one file at a time is in memory."""
        hashes: defaultdict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
        for file in _ordered(files):
            hashes[file.graph].update(Path(file.name).suffix.encode() + hashlib.sha256(file.content).digest())
        return cls({graph: found.hexdigest() for graph, found in hashes.items()})

    @classmethod
    def read(cls, store: Path) -> "Contents | None":
        """What the store in a folder holds, None where that is not told."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads((store / _CONTENTS).read_bytes())
            return cls(dict(told["graphs"]), int(told["rounds"]))
        return None

    def write(self, store: Path) -> None:
        """Tell what the store in a folder holds."""
        (store / _CONTENTS).write_text(json.dumps({"graphs": self.graphs, "rounds": self.rounds}), encoding="utf-8")

    def changed(self, other: "Contents") -> set[str]:
        """The graphs that two stores do not share."""
        return {graph for graph, _ in self.graphs.items() ^ other.graphs.items()}


def nearest(folder: Path, wanted: Contents) -> Path | None:
    """The store in a folder that has most of what is wanted; None where it is better to begin anew."""
    found: list[tuple[int, str, Path]] = []
    for path in folder.glob("store-*"):
        known = Contents.read(path)
        if known is not None and known.rounds < _ROUNDS:
            found.append((len(known.changed(wanted)), path.name, path))
    count, _, path = min(found, default=(0, "", folder))
    return path if found and count * _MOST <= len(wanted.graphs) else None


def renew(old: Path, folder: Path, files: Sequence[File], wanted: Contents) -> None:
    """Fill an empty folder with what an older store holds, brought up to date with the files."""
    known = Contents.read(old) or Contents({})
    changed = known.changed(wanted)
    folder.rmdir()
    Store.read_only(str(old)).backup(str(folder))
    store = Store(str(folder))
    gone: set[Quad] = set()
    for graph in sorted(changed):
        gone.update(store.quads_for_pattern(None, None, None, NamedNode(graph)))
        store.remove_graph(NamedNode(graph))
    new = [quad for file in _ordered(files) if file.graph in changed for quad in file.parsed(file.content)]
    store.extend(new)
    store.extend(Quad(each.subject, each.predicate, each.object) for each in new)
    _drop_untold(store, gone)
    store.flush()
    Contents(wanted.graphs, known.rounds + 1).write(folder)


def _drop_untold(store: Store, gone: Collection[Quad]) -> None:
    """Take out of the default graph what no graph tells any more."""
    for each in gone:
        told = store.quads_for_pattern(each.subject, each.predicate, each.object, None)
        if all(isinstance(other.graph_name, DefaultGraph) for other in told):
            store.remove(Quad(each.subject, each.predicate, each.object))


def _ordered(files: Iterable[File]) -> list[File]:
    return sorted(files, key=lambda each: (each.graph, each.name))
