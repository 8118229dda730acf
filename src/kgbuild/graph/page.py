"""The triples of one article's file, as they are gathered."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kgbuild.graph.world import World
from kgbuild.model import Article, PartialDate, Share, Span
from kgbuild.store import (
    DCTERMS,
    KG,
    RDF,
    RDFS,
    SCHEMA,
    XSD,
    NamedNode,
    Term,
    Triple,
    day,
    iri,
    is_iri,
    literal,
    whole,
    words,
)


@dataclass(slots=True)
class Page:
    """What one article's file says; evidence nodes are made where something points to a span.

    `unnamed` are the sources without a name, each with its words.
    """

    world: World
    article: Article
    share: Share
    node: NamedNode
    triples: list[Triple] = field(default_factory=list)
    unnamed: dict[NamedNode, str] = field(default_factory=dict)

    def say(self, subject: NamedNode, predicate: NamedNode, value: Term) -> None:
        """Add a statement."""
        self.triples.append(Triple(subject, predicate, value))

    def a(self, subject: NamedNode, kind: NamedNode) -> None:
        """Add the class of a node."""
        self.say(subject, RDF["type"], kind)

    def label(self, subject: NamedNode, text: str) -> None:
        """Add a label in the language of the project."""
        self.say(subject, RDFS["label"], words(text, self.world.language))

    def mention(self, span: Span, entities: Iterable[NamedNode]) -> None:
        """Add a mention for each entity that this span names."""
        for number, entity in enumerate(sorted(set(entities), key=lambda node: node.value), 1):
            node = self.world.minter.span("mention", self.article.name, span, number)
            self._piece(node, KG["Mention"], span)
            self.say(node, KG["refersTo"], entity)

    def point(self, subject: NamedNode, span: Span) -> None:
        """Add the evidence of a node, and with it the piece of text that it is."""
        node = self.world.minter.span("evidence", self.article.name, span)
        self._piece(node, KG["Evidence"], span)
        self.say(subject, KG["evidence"], node)

    def date(self, subject: NamedNode, predicate: NamedNode, value: PartialDate | None) -> None:
        """Add a date where there is one."""
        if value is not None:
            self.say(subject, predicate, day(value))

    def unplaced(self, span: Span, reasons: Iterable[str]) -> None:
        """Add what was found and could not be placed, with the reasons as one text."""
        node = self.world.minter.span("unplaced", self.article.name, span)
        self.a(node, KG["Unplaced"])
        self.point(node, span)
        self.say(node, KG["reason"], words(" ".join(sorted(set(reasons)))))
        self.say(node, KG["inArticle"], self.node)

    def _piece(self, node: NamedNode, class_: NamedNode, span: Span) -> None:
        self.a(node, class_)
        self.say(node, KG["quote"], literal(self.article.quote(span)))
        self.say(node, KG["start"], whole(span.start))
        self.say(node, KG["end"], whole(span.end))
        self.say(node, KG["inArticle"], self.node)


def open_page(world: World, article: Article, share: Share) -> Page:
    """The page of an article, with what its head says."""
    page = Page(world, article, share, world.minter.article(article.name))
    node = page.node
    page.a(node, KG["Article"])
    page.label(node, article.title or article.name)
    page.say(node, DCTERMS["identifier"], literal(article.name))
    page.say(node, KG["sha256"], literal(article.sha256))
    page.say(node, KG["length"], whole(len(article.text)))
    page.date(node, SCHEMA["datePublished"], article.date)
    page.date(node, SCHEMA["dateModified"], article.modified or (article.date if article.revises else None))
    if article.title:
        page.say(node, DCTERMS["title"], words(article.title, world.language))
    if article.source:
        page.say(node, DCTERMS["source"], literal(article.source))
    if article.license:
        page.say(
            node, DCTERMS["license"], iri(article.license) if _is_web(article.license) else literal(article.license)
        )
    if article.url and _is_web(article.url):
        page.say(node, SCHEMA["url"], iri(article.url))
    _relate(page)
    return page


def _relate(page: Page) -> None:
    """Which article this one is a copy of, and which it is the next version of."""
    minter, copy = page.world.minter, page.world.copies.get(page.article.name)
    if copy is not None:
        page.say(page.node, KG["copyOf"], minter.article(copy.original))
        page.say(page.node, KG["resemblance"], literal(str(round(copy.resemblance, 2)), XSD["decimal"]))
    if page.article.revises is not None:
        page.say(page.node, KG["revisionOf"], minter.article(page.article.revises))


def _is_web(text: str) -> bool:
    return text.startswith(("http://", "https://")) and is_iri(text)
