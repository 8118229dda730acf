"""A resolution with its names: what every file of the graph is written from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kgbuild.errors import ArticleError
from kgbuild.graph.classes import Classes
from kgbuild.graph.event_slugs import event_slugs
from kgbuild.graph.iris import FILES, Minter
from kgbuild.graph.slugs import slug
from kgbuild.model import Article, Copy, Report, Resolution, Tenure, UnplacedIn
from kgbuild.store import NamedNode

Told = TypeVar("Told", Report, Tenure, UnplacedIn)


@dataclass(frozen=True, slots=True)
class World:
    """Articles and resolution, with the IRI of each entity (by id) and the slug of each event (by id)."""

    articles: Mapping[str, Article]
    resolution: Resolution
    classes: Classes
    minter: Minter
    language: str
    entities: tuple[NamedNode, ...]
    slugs: tuple[str, ...]
    reports: Mapping[str, Sequence[Report]]
    tenures: Mapping[str, Sequence[Tenure]]
    unplaced: Mapping[str, Sequence[UnplacedIn]]
    copies: Mapping[str, Copy]

    def kind(self, entity: int) -> str:
        """The contract class of an entity."""
        return self.classes.entity_class(self.resolution.entities[entity].type)

    def event(self, number: int) -> NamedNode:
        """The IRI of an event."""
        return self.minter.event(self.slugs[number])


def world(
    articles: Iterable[Article], resolution: Resolution, classes: Classes, minter: Minter, language: str
) -> World:
    """The world of these articles; ArticleError where two would get one IRI, OntologyError for a stray class."""
    by_name = {article.name: article for article in sorted(articles, key=lambda each: each.name)}
    _refuse_shared_iris(by_name)
    return World(
        articles=by_name,
        resolution=resolution,
        classes=classes,
        minter=minter,
        language=language,
        entities=tuple(minter.entity(classes.entity_class(each.type), each.key) for each in resolution.entities),
        slugs=event_slugs(resolution, by_name, classes),
        reports=_by_article(resolution.reports),
        tenures=_by_article(resolution.tenures),
        unplaced=_by_article(resolution.unplaced),
        copies={copy.article: copy for copy in resolution.copies},
    )


def _by_article(told: Iterable[Told]) -> Mapping[str, Sequence[Told]]:
    """What each article tells; an article that tells nothing has an empty list."""
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for each in told:
        found[each.article].append(each)
    return found


def _refuse_shared_iris(names: Iterable[str]) -> None:
    known = dict(FILES)
    for name in names:
        other = known.setdefault(slug(name), name)
        if other != name:
            raise ArticleError(
                f"article {name!r} would share its IRI with {other!r}", "Rename the file of the article."
            )
