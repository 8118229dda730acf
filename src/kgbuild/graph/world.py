"""Entities and events with their names: what every file of the graph is written from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.errors import ArticleError
from kgbuild.graph.classes import Classes
from kgbuild.graph.event_slugs import event_slugs
from kgbuild.graph.iris import FILES, Minter
from kgbuild.graph.slugs import slug
from kgbuild.model import Beginning, Copy, Entity, Event, Resolution
from kgbuild.store import NamedNode


@dataclass(frozen=True, slots=True)
class World:
    """Entities and events by id, with the IRI of each entity and the slug of each event; copies by article."""

    entities: Sequence[Entity]
    events: Sequence[Event]
    nodes: Sequence[NamedNode]
    slugs: Sequence[str]
    classes: Classes
    minter: Minter
    language: str
    copies: Mapping[str, Copy]

    def kind(self, entity: int) -> str:
        """The contract class of an entity."""
        return self.classes.entity_class(self.entities[entity].type)

    def event(self, number: int) -> NamedNode:
        """The IRI of an event."""
        return self.minter.event(self.slugs[number])


def world(
    resolution: Resolution,
    beginnings: Sequence[Beginning | None],
    classes: Classes,
    minter: Minter,
    language: str,
) -> World:
    """The world of the entities and events of a resolution, which begin to be told as `beginnings` say.

    Raises OntologyError for a stray class.
    """
    entities, events = resolution.entities, resolution.events
    return World(
        entities=entities,
        events=events,
        nodes=tuple(minter.entity(classes.entity_class(each.type), each.key) for each in entities),
        slugs=event_slugs(entities, events, beginnings, classes),
        classes=classes,
        minter=minter,
        language=language,
        copies={copy.article: copy for copy in resolution.copies},
    )


def refuse_shared_iris(articles: Iterable[str]) -> None:
    """Raise ArticleError where two articles, by name, would get one IRI."""
    known = dict(FILES)
    for name in articles:
        other = known.setdefault(slug(name), name)
        if other != name:
            raise ArticleError(f"article {name!r} would share its IRI with {other!r}", "rename the file of the article")
