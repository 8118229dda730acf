"""Every IRI of the data is minted here: flat, `<base><kind>/<slug>`, from content alone."""

from collections.abc import Collection
from dataclasses import dataclass

from kgbuild.errors import ProjectError
from kgbuild.graph.slugs import join, slug
from kgbuild.model import Span
from kgbuild.model.terms import ORGANIZATION, PERSON, PLACE, POPULATION_GROUP, STATE
from kgbuild.store import PREFIXES, NamedNode, is_iri

ENTITY_KINDS = {
    PERSON: "person",
    STATE: "state",
    ORGANIZATION: "organization",
    PLACE: "place",
    POPULATION_GROUP: "group",
}
RECORD_KINDS = (
    "event",
    "report",
    "evidence",
    "mention",
    "quantity",
    "tenure",
    "article",
    "source",
    "unplaced",
    "office",
    "graph",
)
KINDS = (*ENTITY_KINDS.values(), *RECORD_KINDS)
ENTITIES = "entities"
WIKIDATA = "wikidata"
FILES = {
    ENTITIES: f"{ENTITIES}.ttl, the file of all entities",
    WIKIDATA: f"{WIKIDATA}.ttl, the file of what Wikidata knows of them",
}
"""The files of a graph that are no article's, by their stems."""


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints the IRIs below `base`, which ends in `/` or `#`; the same content gives the same IRI in every build."""

    base: str

    def __post_init__(self) -> None:
        if not is_iri(self.base) or self.base[-1] not in "/#":
            raise ProjectError(f"not a base IRI: {self.base!r}", "give an absolute IRI that ends in / or #")

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of a Turtle file of data: those of the vocabularies and one for each kind of node."""
        return {**PREFIXES, **{kind: f"{self.base}{kind}/" for kind in KINDS}}

    def node(self, kind: str, *slugs: str) -> NamedNode:
        """The IRI of a kind and one or more slugs."""
        return NamedNode(f"{self.base}{kind}/{join(*slugs)}")

    def entity(self, contract_class: str, key: str) -> NamedNode:
        """The IRI of an entity: its kind tells the contract class, its slug the key."""
        return self.node(ENTITY_KINDS[contract_class], slug(key))

    def article(self, name: str) -> NamedNode:
        """The IRI of an article, which is also that of the named graph which its file fills."""
        return self.node("article", slug(name))

    def graph(self, stem: str) -> NamedNode:
        """The named graph that `graphs/<stem>.ttl` fills."""
        return self.node("graph", stem) if stem in FILES else self.article(stem)

    def span(self, kind: str, article: str, span: Span, number: int = 1) -> NamedNode:
        """The IRI of an evidence, mention or unplaced piece of an article; `number` counts those that share it."""
        return self.node(kind, slug(article), str(span.start), str(span.end), _count(number))

    def tenure(self, article: str, person: str, position: str) -> NamedNode:
        """The IRI of a tenure, by article, key of the person and words of the position."""
        return self.node("tenure", slug(article), slug(person), slug(position))

    def source(self, article: str, words: str) -> NamedNode:
        """The IRI of an unnamed source of an article, by its words."""
        return self.node("source", slug(article), slug(words))

    def quantity(self, article: str, span: Span, measure: str, number: int = 1) -> NamedNode:
        """The IRI of a quantity; `number` counts those of other values at the same place."""
        return self.node("quantity", slug(article), str(span.start), str(span.end), slug(measure), _count(number))

    def event(self, event_slug: str) -> NamedNode:
        """The IRI of an event, by the slug that `event_slugs` gives it."""
        return self.node("event", event_slug)

    def report(self, article: str, event_slug: str, siblings: Collection[str]) -> NamedNode:
        """The IRI of an article's report; the article stands in it once, where the slugs of its other events allow."""
        name = slug(article)
        if event_slug.endswith(f"-{name}") and event_slug.removesuffix(f"-{name}") not in siblings:
            return self.node("report", name, event_slug.removesuffix(f"-{name}"))
        if event_slug.startswith(f"{name}-") and event_slug.removeprefix(f"{name}-") not in siblings:
            return self.node("report", event_slug)
        return self.node("report", name, event_slug)


def _count(number: int) -> str:
    return str(number) if number > 1 else ""
