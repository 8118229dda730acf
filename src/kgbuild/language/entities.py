"""The entities of an article: its names gathered, who holds what office, and what every phrase about them stands for."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from kgbuild.language.capitals import Capitals
from kgbuild.language.coreference import Cluster, Clusters, best_name, text_of
from kgbuild.language.gazetteer import Form, Gazetteer
from kgbuild.language.names import find_names
from kgbuild.language.titles import find_titles
from kgbuild.model import Article, EntityFinding, Span, TenureFinding, Unplaced


@dataclass(frozen=True)
class EntityReading:
    """The entities and tenures of one article, spans in text offsets.

    `heads` maps the index of every token by which a mention may be met (the words of a name; the head of a description;
    a pronoun) to the ids of the entities that it stands for.
    """

    entities: tuple[EntityFinding, ...]
    tenures: tuple[TenureFinding, ...]
    heads: Mapping[int, tuple[int, ...]]
    unplaced: tuple[Unplaced, ...] = ()


def find_entities(doc: Doc, article: Article, gazetteer: Gazetteer) -> EntityReading:
    """Read the entities of an article from its annotated body."""
    capitals = Capitals(doc, gazetteer)
    titles = find_titles(capitals)
    names = find_names(capitals, titles)
    clusters = Clusters(capitals).gather(names)
    entities = tuple(_finding(i, cluster, doc, article.body.start) for i, cluster in enumerate(clusters))
    heads: dict[int, tuple[int, ...]] = {}
    for number, cluster in enumerate(clusters):
        for name in cluster.names:
            for i in range(name.start, name.end):
                heads[i] = (number,)
    return EntityReading(entities, (), heads)


def _finding(number: int, cluster: Cluster, doc: Doc, offset: int) -> EntityFinding:
    """The finding of a cluster."""
    best = best_name(cluster, doc)
    name = text_of(doc, best)
    spans = [doc[n.start : n.end] for n in cluster.names if not n.echo]
    mentions = tuple(Span(offset + span.start_char, offset + span.end_char) for span in spans)
    aliases = tuple(text for text in cluster.texts(doc) if text != name)
    entry = cluster.entry
    return EntityFinding(
        number, name, cluster.type, mentions, aliases, entry.name if entry else None, entry.qid if entry else None
    )
