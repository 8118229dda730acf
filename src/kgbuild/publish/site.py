"""A site: what is published, and how each of its files is made of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

from kgbuild.errors import KgbuildError
from kgbuild.graph import EVENT, Classes, local_name
from kgbuild.model import Article
from kgbuild.publish.routes import ENTITY_KINDS, HTML, Routes
from kgbuild.query import Result, SavedQuery
from kgbuild.store import DCTERMS, KG, RDF, RDFS, SCHEMA, GraphFile, Index, NamedNode


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the project says of itself; `quote_only` names sources, licences or articles that are not shown whole.

    `url` is where the site lies on the web, empty where that is not told.
    """

    name: str
    base: str
    title: str = ""
    publisher: str = ""
    license: str = ""
    language: str = "en"
    quote_only: tuple[str, ...] = ()
    url: str = ""


class Maker(Protocol):
    """Makes files of one kind: a module or an object that knows their paths and the content of each."""

    def paths(self, site: "Site") -> Iterable[str]:
        """The paths of its files, in order, relative to the root of the site."""
        ...

    def content(self, site: "Site", path: str) -> bytes:
        """The content of the file at one of its paths."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """A `<link>` in the head of a page; `target` is a path of the site, or an absolute address."""

    relation: str
    target: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Data that stands in a page as `<script type=… id=…>`: any value that JSON can hold; it is escaped when written.

    A `text` is written as it is but for the characters that could end the element.
    """

    type: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in its place on a page: the template that shows it, and what the template calls `figure`."""

    template: str
    data: object


@dataclass(frozen=True, slots=True)
class Insert:
    """What one part of the program adds to a page of another: links and data in the head, scripts, pictures."""

    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


Inserter = Callable[["Site", str], Insert]
Answers = Callable[[SavedQuery], Result | KgbuildError]
T = TypeVar("T")
_DOCUMENTS = (".ttl", ".jsonld")


@dataclass(frozen=True)
class Site:
    """All that a site is made of; `makers` make its files, `inserters` add to the pages that others make.

    `files` are the built graph as it lies in `graphs/`, `graph` the same to look things up in; `vocabulary` are the
    statements of `ontology`, the same way. `articles` are by name; one whose text is not there has quotes alone.
    `answers` gives what a saved query answers with its default values, or the fault that it ends in.
    """

    imprint: Imprint
    files: tuple[GraphFile, ...]
    graph: Index
    ontology: Index
    classes: Classes
    routes: Routes
    articles: Mapping[str, Article]
    queries: Mapping[str, SavedQuery]
    answers: Answers
    makers: tuple[Maker, ...] = ()
    inserters: tuple[Inserter, ...] = ()
    _once: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[["Site"], T]) -> T:
        """What a function makes of this site, made when it is first asked for."""
        if make not in self._once:
            self._once[make] = make(self)
        found: T = self._once[make]
        return found

    @property
    def title(self) -> str:
        """What the site is called."""
        return self.imprint.title or self.imprint.name

    @cached_property
    def _makers(self) -> dict[str, Maker]:
        found: dict[str, Maker] = {}
        for maker in self.makers:
            for path in maker.paths(self):
                if path in found:
                    raise ValueError(f"two makers of {path}")
                found[path] = maker
        return {path: found[path] for path in _beside(found)}

    @cached_property
    def gathered(self) -> dict[NamedNode, object]:
        """What pages have gathered of nodes and others may use again; it follows from the graph alone."""
        return {}

    def paths(self) -> tuple[str, ...]:
        """The paths of all files of the site, in a fixed order."""
        return tuple(self._makers)

    def __contains__(self, path: str) -> bool:
        return path in self._makers

    def page(self, path: str) -> bytes:
        """The content of the file at a path; raises KeyError where the site has none."""
        return self._makers[path].content(self, path)

    def inserts(self, path: str) -> list[Insert]:
        """What is added to the page at a path."""
        return [insert(self, path) for insert in self.inserters]

    @cached_property
    def entities(self) -> tuple[NamedNode, ...]:
        """The entities and unnamed sources that have pages, by kind and IRI."""
        return tuple(node for kind in ENTITY_KINDS for node in self._described[kind])

    @cached_property
    def events(self) -> tuple[NamedNode, ...]:
        """The events, the earliest first, those without a date last."""
        return tuple(sorted(self._described["event"], key=lambda node: (self.date(node) or "9", node.value)))

    @cached_property
    def dated(self) -> tuple[NamedNode, ...]:
        """The events that happened and began at a known time, the earliest first."""
        return tuple(each for each in self.events if self.happened(each) and self.graph.text(each, KG["startDate"]))

    @cached_property
    def latest(self) -> tuple[NamedNode, ...]:
        """The events, the latest first, those without a date last."""
        return tuple(sorted(self._described["event"], key=lambda node: self.date(node), reverse=True))

    @cached_property
    def listed(self) -> tuple[NamedNode, ...]:
        """The entities by kind and name."""
        return tuple(
            node
            for kind in ENTITY_KINDS
            for node in sorted(self._described[kind], key=lambda each: (self.label(each).casefold(), each.value))
        )

    @cached_property
    def told(self) -> tuple[NamedNode, ...]:
        """The articles, the latest first, those without a date last."""
        dated = sorted(self._described["article"], key=lambda node: node.value)
        return tuple(sorted(dated, key=lambda node: self.graph.text(node, SCHEMA["datePublished"]) or "", reverse=True))

    @cached_property
    def _described(self) -> dict[str, list[NamedNode]]:
        """The nodes with pages, by kind, in order of IRIs."""
        found: dict[str, list[NamedNode]] = {kind: [] for kind in (*ENTITY_KINDS, "event", "article")}
        for node, _ in self.graph.pairs(RDF["type"]):
            if isinstance(node, NamedNode) and (stem := self.routes.stem(node)) and node not in self.routes.terms:
                nodes = found[stem.split("/", 1)[0]]
                if not nodes or nodes[-1] != node:
                    nodes.append(node)
        return found

    def date(self, event: NamedNode) -> str:
        """When an event began, else when it ended; empty where neither is known."""
        return self.graph.text(event, KG["startDate"]) or self.graph.text(event, KG["endDate"]) or ""

    def label(self, node: NamedNode) -> str:
        """What a thing or a term is called: its label, or the last part of its IRI."""
        index = self.graph if node in self.graph else self.ontology
        return index.text(node, RDFS["label"]) or local_name(node.value)

    def kind(self, node: NamedNode) -> NamedNode | None:
        """The finest class of a thing: of an event what it is or would be, of others the one below most others."""
        kind = self.graph.node(node, KG["eventType"])
        if kind is not None:
            return kind
        kinds = self.graph.nodes(node, RDF["type"])
        return max(kinds, key=lambda each: (len(self.classes.above(each.value)), each.value), default=None)

    def happened(self, event: NamedNode) -> bool:
        """Whether some article reports an event as having happened or happening."""
        return NamedNode(EVENT) in self.graph.nodes(event, RDF["type"])

    def text_of(self, article: NamedNode) -> Article | None:
        """The text that an article of the graph was read from, where it is there."""
        return self.articles.get(self.graph.text(article, DCTERMS["identifier"]) or "")

    def page_of(self, node: NamedNode) -> str | None:
        """The page, and its anchor, that shows a node; None where none does."""
        target = self.routes.target(node)
        return target if target and target.partition("#")[0] in self else None


def _beside(paths: Iterable[str]) -> Iterator[str]:
    """Paths in their order, but each document right after the page that it lies beside: what one needs, both need."""
    known = set(paths)
    for path in paths:
        stem = path.removesuffix(HTML)
        yield path
        if stem != path:
            yield from (stem + suffix for suffix in _DOCUMENTS if stem + suffix in known)


def node_of(site: Site, path: str) -> NamedNode:
    """The thing that the page at a path is about; raises KeyError where it is about none."""
    node = site.routes.node(path.removesuffix(HTML))
    if node is None:
        raise KeyError(path)
    return node
