"""The entities of an article: its names gathered, its offices, and what every phrase about them stands for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.coreference import Cluster, Clusters, best_name
from kgbuild.language.names.gazetteer import Gazetteer
from kgbuild.language.names.issuers import find_issuer
from kgbuild.language.names.names import find_names
from kgbuild.language.names.references import References
from kgbuild.language.names.tenures import Office, Offices
from kgbuild.language.names.titles import find_titles, title_tokens
from kgbuild.model import Article, EntityFinding, Span, TenureFinding, Unplaced


@dataclass(frozen=True)
class EntityReading:
    """The entities and tenures of one article, spans in text offsets.

    `heads` maps the index of every token by which a mention may be met (the words of a name; the head of a description;
    a pronoun) to the ids of the entities that it stands for. `issuers` are the entities whose own words the article is,
    `published` tells that a state or body published it itself, and `titles` are the tokens of offices, which tell no
    event.
    """

    entities: tuple[EntityFinding, ...]
    tenures: tuple[TenureFinding, ...]
    heads: Mapping[int, tuple[int, ...]]
    unplaced: tuple[Unplaced, ...] = ()
    issuers: tuple[int, ...] = ()
    titles: frozenset[int] = frozenset()
    published: bool = False


def find_entities(doc: Doc, article: Article, gazetteer: Gazetteer) -> EntityReading:
    """Read the entities of an article from its annotated body."""
    capitals = Capitals(doc, gazetteer, article.date)
    titles = find_titles(capitals)
    in_title = title_tokens(capitals, titles)
    names = find_names(capitals, titles)
    clusters = Clusters(capitals).gather(names)
    at = {
        i: number
        for number, cluster in enumerate(clusters)
        for name in cluster.names
        for i in range(name.start, name.end)
    }
    issuer = find_issuer(article, capitals, clusters)
    offices = Offices(capitals, clusters, at, issuer).find(titles, in_title)
    heads = References(capitals, clusters, at, issuer).resolve(offices)
    offset = article.body.start
    entities = tuple(_finding(i, cluster, offset) for i, cluster in enumerate(clusters))
    return EntityReading(
        entities,
        tuple(_tenures(offices, doc, heads, offset)),
        heads,
        (),
        issuer.states,
        frozenset(in_title),
        issuer.published,
    )


def _tenures(
    offices: Iterable[Office], doc: Doc, heads: Mapping[int, tuple[int, ...]], offset: int
) -> Iterator[TenureFinding]:
    """The tenures that the offices with holders tell; "its envoy" is held for what the pronoun stands for."""
    seen: set[tuple[int, str, int | None]] = set()
    for office in offices:
        owner = office.owner
        if owner is None and office.title.start > 0 and doc[office.title.start - 1].tag_ == "PRP$":
            owner = next(iter(heads.get(office.title.start - 1, ())), None)
        words = office.title.words(doc)
        span = doc[office.title.start : office.title.end]
        for holder in office.holders:
            if (holder, words, owner) not in seen:
                seen.add((holder, words, owner))
                yield TenureFinding(holder, words, owner, Span(offset + span.start_char, offset + span.end_char))


def _finding(number: int, cluster: Cluster, offset: int) -> EntityFinding:
    """The finding of a cluster."""
    best = best_name(cluster)
    name = best.text
    mentions = tuple(Span(offset + n.first, offset + n.last) for n in cluster.names if not n.echo)
    aliases = tuple(text for text in cluster.texts() if text != name)
    entry = cluster.entry
    if entry is None:
        return EntityFinding(number, name, cluster.type, mentions, aliases)
    return EntityFinding(
        number, name, cluster.type, mentions, aliases, entry.name, entry.qid, entry.point, entry.within
    )
