"""Parts on the workers: the statements of a partition's articles, or of some entities, as packed N-Quads."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.graph import ENTITIES, World, slug
from kgbuild.graph.entities import entity_triples
from kgbuild.graph.iris import Minter
from kgbuild.graph.populate import article_triples
from kgbuild.model import Copy, Entity, Event, Link, Share
from kgbuild.pipeline.cluster.reading import Context, Kept, kept
from kgbuild.pipeline.cluster.site import Site, classes
from kgbuild.resolve import Identified
from kgbuild.store import NamedNode, Quad, Triple, to_nquads

_MOST = 20_000

Told = Sequence[tuple[tuple[int, ...], int]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that was written: its name, how many statements it holds, the SHA-256 of it as it lies there, its size."""

    name: str
    triples: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Slice:
    """What a partition's articles have of all articles' world: its own entities and events, numbered from 0.

    `ids` and `told` are by article, as in Identified; entities are without mentions and aliases.
    """

    name: str
    partition: str
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    slugs: tuple[str, ...]
    copies: tuple[Copy, ...]
    ids: dict[str, tuple[int, ...]]
    told: dict[str, tuple[tuple[tuple[int, ...], int], ...]]


@dataclass(frozen=True, slots=True)
class EntitySlice:
    """Entities to be written together, all of those that share an IRI, with their links by IRI."""

    name: str
    entities: tuple[Entity, ...]
    links: dict[str, Link]


def cut(name: str, partition: str, world: World, identified: Identified, articles: Iterable[str]) -> Slice:
    """The slice of some articles; its numbers are in the order of those of the world."""
    names = list(articles)
    ids = {each: identified.ids[each] for each in names if each in identified.ids}
    told = {each: identified.told[each] for each in names if each in identified.told}
    entities = sorted({number for own in ids.values() for number in own})
    events = sorted({number for own in told.values() for _, number in own})
    entity_at = {number: at for at, number in enumerate(entities)}
    event_at = {number: at for at, number in enumerate(events)}
    return Slice(
        name,
        partition,
        tuple(replace(world.entities[number], id=at, mentions=(), aliases=()) for number, at in entity_at.items()),
        tuple(_event(world.events[number], event_at) for number in events),
        tuple(world.slugs[number] for number in events),
        tuple(world.copies[each] for each in names if each in world.copies),
        {each: tuple(entity_at[number] for number in own) for each, own in ids.items()},
        {each: tuple((mentions, event_at[number]) for mentions, number in own) for each, own in told.items()},
    )


def _event(event: Event, numbers: dict[int, int]) -> Event:
    """What an article's file says of an event, which is not who takes part: reports say that."""
    whole, cause = (None if each is None else numbers.get(each) for each in (event.part_of, event.cause))
    return replace(event, id=numbers[event.id], agents=(), targets=(), places=(), part_of=whole, cause=cause)


def entity_slices(world: World, links: Mapping[str, Link]) -> Iterator[EntitySlice]:
    """All entities in slices, by a hash of the IRI, so that those that share one are together."""
    count = len(world.entities) // _MOST + 1
    slices: list[list[int]] = [[] for _ in range(count)]
    for number, node in enumerate(world.nodes):
        slices[int.from_bytes(hashlib.sha256(node.value.encode()).digest()[:8]) % count].append(number)
    for at, numbers in enumerate(slices):
        named = {world.nodes[number].value for number in numbers}
        own = {iri: links[iri] for iri in sorted(named) if iri in links}
        yield EntitySlice(f"entities-{at:05}", tuple(world.entities[number] for number in numbers), own)


def write(context: Context, part: Slice) -> Part:
    """Write the part of a partition: article by article, each in its named graph, its statements sorted."""
    world = _world(context.site, part.entities, part.events, part.slugs, part.copies)
    identified = Identified(part.entities, part.events, (), (), part.ids, part.told)
    return _written(context, part.name, (_page(world, identified, each) for each in kept(context.site, part.partition)))


def write_entities(context: Context, part: EntitySlice) -> Part:
    """Write a part of the graph of all entities, each with its statements sorted."""
    world = _world(context.site, part.entities, (), (), ())
    quads = _in_graph(entity_triples(world, part.links), world.minter.graph(ENTITIES))
    return _written(context, part.name, [quads])


def write_quads(context: Context, content: tuple[str, bytes]) -> Part:
    """Write N-Quads that are at hand, by the name of their part."""
    return _put(context, content[0], [content[1]])


def _page(world: World, identified: Identified, each: Kept) -> list[Quad]:
    share = identified.share(each.findings) if each.findings else Share()
    return _in_graph(article_triples(world, each.article, share), world.minter.graph(slug(each.article.name)))


def _in_graph(triples: Iterable[Triple], name: NamedNode) -> list[Quad]:
    return [Quad(each.subject, each.predicate, each.object, name) for each in triples]


def _world(
    site: Site, entities: Sequence[Entity], events: Sequence[Event], slugs: Sequence[str], copies: Iterable[Copy]
) -> World:
    known, minter = classes(site.project)[0], Minter(site.project.settings.base)
    return World(
        entities=entities,
        events=events,
        nodes=tuple(minter.entity(known.entity_class(each.type), each.key) for each in entities),
        slugs=slugs,
        classes=known,
        minter=minter,
        language=site.project.settings.language,
        copies={copy.article: copy for copy in copies},
    )


def _written(context: Context, name: str, pages: Iterable[list[Quad]]) -> Part:
    return _put(context, name, (to_nquads(page) for page in pages))


def _put(context: Context, name: str, contents: Iterable[bytes]) -> Part:
    """Pack what a part holds and put it in place; the same content gives the same bytes.

    Its name ends in a piece of what it is made from, so that it is never another file that it replaces.
    """
    triples = size = 0
    digest = hashlib.sha256()
    name = f"{name}-{context.key[:12]}.nq.gz"
    with context.site.shelf.writing(lambda: name) as file:
        for packed, lines in _packed(contents):
            triples += lines
            size += len(packed)
            digest.update(packed)
            file.write(packed)
    return Part(name, triples, digest.hexdigest(), size)


def _packed(contents: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Each content packed by itself, which gzip reads as one, with how many lines it has."""
    for content in contents:
        yield gzip.compress(content, mtime=0), content.count(b"\n")
