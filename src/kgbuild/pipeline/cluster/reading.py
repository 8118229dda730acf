"""Reading on the workers: what the register must know of a partition, then what is found in its articles."""

import hashlib
import os
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec

from kgbuild.errors import ArticleError
from kgbuild.model import Article, EntityFinding, Findings, PartialDate, TenureFinding
from kgbuild.pipeline.build import reader
from kgbuild.pipeline.cluster import apart
from kgbuild.pipeline.cluster.plan import Partition, Piece
from kgbuild.pipeline.cluster.shelf import WORK
from kgbuild.pipeline.cluster.site import Site, encoded
from kgbuild.pipeline.workers import PATIENCE, Failure, Outcome, Reads, read_all
from kgbuild.project import Project
from kgbuild.read import Unreadable
from kgbuild.read.articles import Read, read_source
from kgbuild.read.formats.jsonl import extent
from kgbuild.read.register import Entry
from kgbuild.resolve.copies import Imprint, imprint

FINDINGS, GISTS = "findings", "gists"
_DEATHS = 2


@dataclass(frozen=True, slots=True)
class Note:
    """What there is to tell of a file; of a fault, `hint` says what to do, and `whole` that it gives no article.

    `foreign` means that it is of no kind that is read.
    """

    message: str
    hint: str = ""
    whole: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the register keeps of the articles of a piece, each with warnings, and notes on its file."""

    entries: tuple[tuple[Entry, tuple[str, ...]], ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An article of a partition by the name that the register gave it; the digest is that of its text."""

    sha256: str
    name: str
    revises: str | None
    superseded: bool
    left_out: bool


@dataclass(frozen=True, slots=True)
class Order:
    """A partition to be read, and its articles in order."""

    partition: Partition
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What all articles together need of one; no imprint where it has a later version, for then it tells nothing."""

    name: str
    date: PartialDate | None
    source: str | None
    imprint: Imprint | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a partition, which lies on the shelf under a name that changes when it does.

    `failures` are reasons by article.
    """

    partition: str
    heads: tuple[Head, ...]
    failures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gist:
    """What the findings of an article say of entities and tenures."""

    article: str
    entities: tuple[EntityFinding, ...]
    tenures: tuple[TenureFinding, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An article with its findings; those that have a later version have none."""

    article: Article
    findings: Findings | None


@dataclass(frozen=True, slots=True)
class Context:
    """What a task is given beside its argument: where it is, its own key, and how often a worker has died of it."""

    site: Site
    key: str
    deaths: int = 0


def count(_: Context, piece: Piece) -> tuple[int, int]:
    """How many lines a stretch has, and how many up to its last one that is not blank."""
    return extent(piece.source)


def scan(context: Context, partition: Partition) -> list[Scanned]:
    """What each piece of a partition holds, without the texts."""
    return [_scanned(piece, context.site.project.settings.read.columns) for piece in partition]


def _scanned(piece: Piece, columns: Mapping[str, str]) -> Scanned:
    entries, notes = list[tuple[Entry, tuple[str, ...]]](), list[Note]()
    for item in read_source(piece.source, columns, piece.named):
        if isinstance(item, Read):
            entries.append((item.entry, item.warnings))
        elif isinstance(item, Unreadable):
            notes.append(Note(item.message, item.hint, item.whole))
        else:
            notes.append(Note(item.message, foreign=item.foreign))
    return Scanned(tuple(entries), tuple(notes))


def extract(context: Context, order: Order) -> Found:
    """Read the articles of a partition; where workers have died of it, each one by itself in a process of its own."""
    site, heads, gists, failures = context.site, list[Head](), list[Gist](), dict[str, str]()
    digest = hashlib.blake2b(digest_size=8)

    def name() -> str:
        return f"{context.key}-{digest.hexdigest()}"

    with site.shelf.writing(lambda: f"{WORK}/{FINDINGS}/{name()}") as file:
        for article, outcome in _outcomes(context, _articles(site.project, order)):
            if isinstance(outcome, Failure):
                failures[article.name] = outcome.reason
                outcome = outcome.findings(article)
            content = encoded(Kept(article, outcome))
            digest.update(content)
            file.write(_framed(zlib.compress(content, 1)))
            printed = None if outcome is None else imprint(article)
            heads.append(Head(article.name, article.date, article.source, printed))
            if outcome is not None:
                gists.append(Gist(article.name, outcome.entities, outcome.tenures))
    site.put(f"{GISTS}/{name()}", gists)
    return Found(name(), tuple(heads), failures)


def kept(site: Site, partition: str) -> Iterator[Kept]:
    """The articles of a partition that was read, one in memory at a time."""
    decoder = msgspec.msgpack.Decoder(Kept)
    with site.shelf.open(f"{WORK}/{FINDINGS}/{partition}") as file:
        while size := file.read(8):
            yield decoder.decode(zlib.decompress(file.read(int.from_bytes(size, "little"))))


def _framed(content: bytes) -> bytes:
    return len(content).to_bytes(8, "little") + content


def _articles(project: Project, order: Order) -> Iterator[Article]:
    """The articles of a partition by their names; ArticleError where they are no longer those that were named."""
    columns = project.settings.read.columns
    items = (item for piece in order.partition for item in read_source(piece.source, columns, piece.named))
    found = (item for item in items if isinstance(item, Read))
    for named in order.named:
        item = next(found, None)
        if item is None or item.entry.sha256 != named.sha256:
            raise ArticleError(f"{order.partition[0].where} has changed while it was read", "run the command again")
        if not named.left_out:
            yield replace(item.article, name=named.name, revises=named.revises, superseded=named.superseded)


def _outcomes(context: Context, articles: Iterator[Article]) -> Iterator[tuple[Article, Findings | Failure | None]]:
    """The articles with what they tell; first what has a later version, which tells nothing."""
    current = []
    for article in articles:
        if article.superseded:
            yield article, None
        else:
            current.append(article)
    if not current:
        return
    if context.deaths < _DEATHS:
        yield from _read(context.site.project, current)
    else:
        yield from apart.read(context.site.project, current)


_turn = threading.Lock()


def _read(project: Project, articles: Iterable[Article]) -> Iterator[Outcome]:
    """Read in this process; its threads take turns, for they share one reader."""
    with _turn:
        yield from watched(read_all(lambda: _reader(project), articles))


def watched(outcomes: Iterator[Outcome], patience: float = PATIENCE) -> Iterator[Outcome]:
    """The same; where one takes too many seconds this process ends, for nothing else ends a reader that hangs."""
    while True:
        end = threading.Timer(patience, os._exit, (1,))
        end.daemon = True
        end.start()
        try:
            outcome = next(outcomes, None)
        finally:
            end.cancel()
        if outcome is None:
            return
        yield outcome


@lru_cache(maxsize=1)
def _reader(project: Project) -> Reads:
    return reader(project)
