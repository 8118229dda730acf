"""The files of two graphs, of which only those are parsed that can make a difference."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgbuild.diff.aspects import Aspect, Kind, Name
from kgbuild.diff.portraits import Gallery, Portrait
from kgbuild.graph import local_name
from kgbuild.model.terms import ENTITY_TYPES
from kgbuild.store import Quad, parse

_KINDS = "|".join(local_name(kind) for kind in ENTITY_TYPES)
_TYPES = re.compile(rb"[:#](?:%b)(?![\w-])" % _KINDS.encode())
_PREFIX = re.compile(rb"prefix\s+[^\s:]*:\s*<([^>]*)>", re.IGNORECASE)
_ESCAPE = re.compile(rb"\\[^\\\"ntrbf]")
_RECORDS = {Name.REPORTED, Name.PART_OF, Name.CAUSE, Name.REVISES, Name.SUPERSEDED, Name.COPY}


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a graph: how it is called, what it holds, and the name of the content in a repository where known."""

    name: str
    read: Callable[[], bytes]
    blob: str = ""

    def same(self, other: "Held") -> bool:
        """Whether both hold the same; what lies in a repository is not read for that."""
        if self.blob and other.blob:
            return self.blob == other.blob
        if self.blob or other.blob:
            known, here = (self, other) if self.blob else (other, self)
            return known.blob == blob_name(here.read(), known.blob)
        return self.read() == other.read()


def blob_name(content: bytes, like: str = "") -> str:
    """The name that git gives to a content, by SHA-256 where `like` is such a name, else by SHA-1."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(b"blob %d\0" % len(content) + content).hexdigest()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a graph by name, as the user calls it; `revision` is the commit that they are of."""

    name: str
    files: Mapping[str, Held]
    revision: str = ""


def on_disk(name: str, paths: Iterable[Path]) -> Snapshot:
    """The graph that RDF files on disk hold together."""
    return Snapshot(name, {path.name: Held(str(path), path.read_bytes) for path in paths})


@dataclass(slots=True)
class Read:
    """What was read of two graphs, and how many files were parsed, of how many."""

    old: Gallery = field(default_factory=Gallery)
    new: Gallery = field(default_factory=Gallery)
    parsed: int = 0
    files: int = 0


def read(old: Snapshot, new: Snapshot) -> Read:
    """What differs between two graphs, with all that either tells of what differs; GraphError for what is no RDF.

    A file that both hold is parsed only where it may tell of something that other files tell differently, or gives
    nodes of these their labels.
    """
    shared = {name for name in old.files.keys() & new.files.keys() if old.files[name].same(new.files[name])}
    found = Read(files=len(old.files.keys() | new.files.keys()))
    for gallery, snapshot in ((found.old, old), (found.new, new)):
        for name in sorted(snapshot.files.keys() - shared):
            gallery.add(_parsed(snapshot.files[name], snapshot.files[name].read()))
            found.parsed += 1
    sought = _Sought(found.old, found.new)
    for name in sorted(shared) if sought else ():
        held = min((old.files[name], new.files[name]), key=lambda each: bool(each.blob))
        content = held.read()
        if sought.may_be_in(name, content):
            whole = Gallery()
            whole.add(_parsed(held, content))
            found.parsed += 1
            for gallery in (found.old, found.new):
                sought.take(whole, gallery)
    return found


def _parsed(held: Held, content: bytes) -> list[Quad]:
    return parse(content, Path(held.name).suffix, held.name)


class _Sought:
    """Of which things more must be known than the files that differ tell, and of which nodes the labels."""

    def __init__(self, old: Gallery, new: Gallery) -> None:
        iris = old.things.keys() | new.things.keys()
        self._things = {iri for iri in iris if old.things.get(iri) != new.things.get(iri)}
        kinds = {iri: gallery.things[iri].kind for gallery in (old, new) for iri in gallery.things}
        self._nodes = {
            (aspect.name, node)
            for gallery in (old, new)
            for iri in self._things & gallery.things.keys()
            for aspect, node in _pointed(gallery.things[iri])
            if node not in gallery.labels
        }
        records = {node for name, node in self._nodes if name in _RECORDS}
        named = {iri for iri in self._things if kinds[iri] is not Kind.ENTITY} | records
        self._names = sorted({local_name(iri).encode() for iri in named})
        self._plain = all(re.fullmatch(rb"(?:[\w-]|[^\x00-\x7f])+", name) for name in self._names)
        self._labels = self._things | {node for _, node in self._nodes}
        self._entities = any(kinds[iri] is Kind.ENTITY for iri in self._things) or len(records) < len(self._nodes)

    def __bool__(self) -> bool:
        return bool(self._things)

    def may_be_in(self, name: str, content: bytes) -> bool:
        """Whether a file may tell of them: false only where Turtle cannot but name them by text that it lacks."""
        if not self._plain or not name.endswith((".ttl", ".nt")) or _ESCAPE.search(content):
            return True
        if any(not iri.endswith((b"/", b"#")) for iri in _PREFIX.findall(content)):
            return True
        return (self._entities and bool(_TYPES.search(content))) or any(
            each in content and _whole(each, content) for each in self._names
        )

    def take(self, whole: Gallery, gallery: Gallery) -> None:
        """Add to a gallery what a file tells of them, with the labels of all that they point at."""
        named = self._labels | gallery.labels.keys()
        for iri in whole.things.keys() & self._things:
            gallery.merge(iri, whole.things[iri])
            named |= {node for _, node in _pointed(whole.things[iri])}
        for iri in whole.labels.keys() & named:
            gallery.labels[iri] |= whole.labels[iri]
        for iri in whole.urls.keys() & named:
            gallery.urls[iri] = whole.urls[iri]


def _whole(name: bytes, content: bytes) -> bool:
    """Whether a text has this name, and not only longer ones that it is a part of."""
    letter = rb"[\w\x80-\xff-]"
    return bool(re.search(rb"(?<!%b)%b(?!%b)" % (letter, re.escape(name), letter), content))


def _pointed(portrait: Portrait) -> Iterator[tuple[Aspect, str]]:
    """The nodes that a portrait points at, each with the aspect."""
    for aspect, values in portrait.aspects.items():
        yield from ((aspect, node) for value in values for node in value.nodes)
