"""The corpus of a build on a cluster: planned, named and read in partitions; only what is small of it is at hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kgbuild.errors import ArticleError
from kgbuild.model import Article
from kgbuild.pipeline.cluster import plan
from kgbuild.pipeline.cluster.bench import Bench
from kgbuild.pipeline.cluster.plan import Partition, Piece
from kgbuild.pipeline.cluster.reading import Found, Head, Named, Order, Scanned, kept
from kgbuild.pipeline.cluster.site import Site
from kgbuild.read import Place
from kgbuild.read.articles import Told
from kgbuild.read.register import Registered, settle

_PARTITIONS = 4


@dataclass(frozen=True)
class Corpus(Mapping[str, Article]):
    """The articles by name, read from the shelf when they are asked for, some partitions of them in memory.

    `partitions` are the heads of articles by the name of their partition, `where` is that of each article; `failures`
    tell why an article could not be read, and `failed` are the keys of tasks that met such.
    """

    site: Site
    partitions: Mapping[str, tuple[Head, ...]]
    failures: Mapping[str, str]
    failed: tuple[str, ...]
    warnings: tuple[str, ...]
    where: Mapping[str, str]

    def __getitem__(self, name: str) -> Article:
        return _articles(self.site, self.where[name])[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.where)

    def __len__(self) -> int:
        return len(self.where)

    def __contains__(self, name: object) -> bool:
        return name in self.where

    @property
    def telling(self) -> list[Head]:
        """The heads of articles that tell anything, by name."""
        found = (head for heads in self.partitions.values() for head in heads if head.imprint is not None)
        return sorted(found, key=lambda each: each.name)


@lru_cache(maxsize=_PARTITIONS)
def _articles(site: Site, key: str) -> dict[str, Article]:
    return {each.article.name: each.article for each in kept(site, key)}


def read(bench: Bench, places: Sequence[Place]) -> Corpus:
    """Read all articles of some places; raises ArticleError as `read_articles` does."""
    partitions = _planned(bench, places)
    scanned = list(bench.all("scan", partitions, list[Scanned], "finding articles"))
    warnings = _told([pair for pairs in map(zip, partitions, scanned) for pair in pairs])
    placed = settle([entry for own in scanned for each in own for entry, _ in each.entries])
    warnings += [f"{each.entry.where} {words}" for each in placed for words in each.told]
    orders = list(_orders(partitions, scanned, placed))
    found = bench.all("extract", orders, Found, "reading partitions")
    every = list(found)
    return Corpus(
        site=bench.site,
        partitions={each.partition: each.heads for each in every},
        failures={name: reason for each in every for name, reason in each.failures.items()},
        failed=tuple(key for key, each in zip(found.keys, every, strict=True) if each.failures),
        warnings=tuple(sorted(warnings)),
        where={head.name: each.partition for each in every for head in each.heads},
    )


def _planned(bench: Bench, places: Sequence[Place]) -> list[Partition]:
    """The partitions of the files at some places, with their lines counted."""
    found = plan.pieces(places)
    size = plan.target(found)
    divided = [list(plan.divided(piece, size)) for piece in found]
    stretches = [piece for each in divided if len(each) > 1 for piece in each]
    extents = iter(bench.all("count", stretches, tuple[int, int]))
    pieces: list[Piece] = []
    for each in divided:
        pieces += plan.counted(each, [next(extents) for _ in each]) if len(each) > 1 else each
    return plan.partitions(pieces, size)


def _orders(
    partitions: Sequence[Partition], scanned: Sequence[Sequence[Scanned]], placed: Sequence[Registered]
) -> Iterator[Order]:
    """What is to be read of each partition, where anything is."""
    places = iter(placed)
    for partition, own in zip(partitions, scanned, strict=True):
        named = tuple(
            Named(one.entry.sha256, one.name, one.revises, one.superseded, one.left_out)
            for one in [next(places) for each in own for _ in each.entries]
        )
        if any(not one.left_out for one in named):
            yield Order(partition, named)


def _told(scanned: Iterable[tuple[Piece, Scanned]]) -> list[str]:
    """What there is to tell of the files; raises ArticleError for a file that gives no article."""
    told = Told()
    for _, pairs in groupby(scanned, key=lambda pair: pair[0].where):
        pieces = list(pairs)
        source = pieces[0][0].source
        notes = list(dict.fromkeys(note for _, each in pieces for note in each.notes))
        if not any(each.entries for _, each in pieces) and (fault := next((n for n in notes if n.whole), None)):
            raise ArticleError(fault.message, fault.hint)
        for entry, warnings in (entry for _, each in pieces for entry in each.entries):
            for warning in warnings:
                told.add(source, warning, f"{entry.where} {warning}")
        for note in notes:
            if note.foreign:
                told.add_foreign(source)
            else:
                told.add(source, "", note.message)
    return told.warnings()
