"""The whole graph in files to take away: Turtle, N-Quads with a named graph for each article, and JSON-LD."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO

from kgbuild.export import quads_to_jsonld
from kgbuild.graph import Minter
from kgbuild.publish.site import Site
from kgbuild.store import Quad, quads_of, to_nquads, to_turtle


@dataclass(frozen=True, slots=True)
class Dump:
    """A compressed file of the whole graph: its path, what it is, its media type without the compression."""

    path: str
    name: str
    words: str
    media: str
    content: bytes = field(repr=False)
    sha256: str
    unpacked: int


_Write = Callable[[Site, list[Quad]], bytes]
_FORMS: tuple[tuple[str, str, str, str, _Write], ...] = (
    (
        "dumps/graph.ttl.gz",
        "turtle",
        "Turtle",
        "text/turtle",
        lambda site, quads: to_turtle(quads, Minter(site.imprint.base).prefixes),
    ),
    (
        "dumps/graph.nq.gz",
        "nquads",
        "N-Quads, a named graph for each article",
        "application/n-quads",
        lambda _, quads: to_nquads(quads),
    ),
    (
        "dumps/graph.jsonld.gz",
        "jsonld",
        "JSON-LD, a named graph for each article",
        "application/ld+json",
        lambda _, quads: quads_to_jsonld(quads),
    ),
)
PATHS = tuple(path for path, *_ in _FORMS)


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """One file for each form."""
    return PATHS


def content(site: Site, path: str) -> bytes:
    """The whole graph, compressed."""
    return next(dump.content for dump in site.once(dumps) if dump.path == path)


def dumps(site: Site) -> tuple[Dump, ...]:
    """The files of the whole graph; the same graph gives the same bytes."""
    return tuple(_dumps(site, quads_of(site.files)))


def _dumps(site: Site, quads: list[Quad]) -> Iterator[Dump]:
    for path, name, words, media, write in _FORMS:
        text = write(site, quads)
        packed = compressed(text)
        yield Dump(path, name, words, media, packed, sha256(packed).hexdigest(), len(text))


def compressed(text: bytes) -> bytes:
    """Text as gzip without time or name."""
    target = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0, compresslevel=6) as file:
        file.write(text)
    return target.getvalue()
