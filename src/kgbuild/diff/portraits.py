"""What is compared of each thing that a graph tells of: its aspects, and the pieces of text it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kgbuild.diff.aspects import Aspect, Kind, Name, Telling, Value
from kgbuild.graph import local_name
from kgbuild.model.terms import ENTITY_TYPES
from kgbuild.store import DCTERMS, KG, OWL, RDF, RDFS, SCHEMA, SKOS, Index, NamedNode, Quad, lexical

_NODES = {
    Name.AGENTS: KG["agent"],
    Name.TARGETS: KG["target"],
    Name.PLACES: KG["place"],
    Name.PART_OF: KG["partOf"],
    Name.CAUSE: KG["cause"],
}
_HEAD = {
    Name.TITLE: DCTERMS["title"],
    Name.DATE: SCHEMA["datePublished"],
    Name.MODIFIED: SCHEMA["dateModified"],
    Name.SOURCE: DCTERMS["source"],
    Name.URL: SCHEMA["url"],
    Name.LICENSE: DCTERMS["license"],
    Name.TEXT: KG["sha256"],
    Name.LENGTH: KG["length"],
}
_OTHERS = {Name.REVISES: KG["revisionOf"], Name.COPY: KG["copyOf"]}
_LINKS = ((SKOS["exactMatch"], "accepted"), (OWL["sameAs"], "accepted"), (SKOS["closeMatch"], "proposed"))


@dataclass(slots=True)
class Portrait:
    """What files tell of one thing; what several files tell adds up. A thing is where a file describes it."""

    kind: Kind
    described: bool = False
    aspects: defaultdict[Aspect, set[Value]] = field(default_factory=lambda: defaultdict(set))
    tellings: set[Telling] = field(default_factory=set)

    def add(self, other: "Portrait") -> None:
        """Add what another file tells of the thing."""
        for aspect, values in other.aspects.items():
            self.aspects[aspect] |= values
        self.tellings |= other.tellings
        self.described |= other.described


@dataclass(slots=True)
class Gallery:
    """The portraits by IRI, and of each node that has one the labels, of articles the addresses."""

    things: dict[str, Portrait] = field(default_factory=dict)
    labels: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    urls: dict[str, str] = field(default_factory=dict)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add what one file tells."""
        index = Index(quads)
        for subject, label in index.pairs(RDFS["label"]):
            if isinstance(subject, NamedNode):
                self.labels[subject.value].add(lexical(label))
        for iri, portrait in _portraits(index):
            self.merge(iri, portrait)
        for article, url in index.pairs(SCHEMA["url"]):
            self.urls[lexical(article)] = min(lexical(url), self.urls.get(lexical(article), lexical(url)))

    def merge(self, iri: str, portrait: Portrait) -> None:
        """Add what is told of one thing."""
        self.things.setdefault(iri, Portrait(portrait.kind)).add(portrait)

    def label(self, iri: str) -> str:
        """The label of a node, or the last part of its IRI."""
        return min(self.labels[iri]) if iri in self.labels else local_name(iri)


def _portraits(index: Index) -> Iterator[tuple[str, Portrait]]:
    for article in index.instances(KG["Article"]):
        yield article.value, _article(index, article)
        for older in index.nodes(article, _OTHERS[Name.REVISES]):
            later = Portrait(Kind.ARTICLE)
            later.aspects[Aspect(Name.SUPERSEDED)].add(Value(nodes=(article.value,)))
            yield older.value, later
    for node in {node for kind in ENTITY_TYPES for node in index.instances(NamedNode(kind))}:
        yield node.value, _entity(index, node)
    for node in {node for node, _ in index.pairs(KG["eventType"]) if isinstance(node, NamedNode)}:
        yield node.value, _event(index, node)
    for report, event in index.pairs(KG["about"]):
        if isinstance(event, NamedNode) and isinstance(report, NamedNode):
            yield event.value, _report(index, report)
    for tenure, person in index.pairs(KG["holder"]):
        if isinstance(person, NamedNode) and isinstance(tenure, NamedNode):
            yield person.value, _position(index, tenure)
    for mention, entity in index.pairs(KG["refersTo"]):
        if isinstance(entity, NamedNode) and isinstance(mention, NamedNode):
            yield entity.value, _mention(index, mention)


def _texts(index: Index, subject: NamedNode, predicate: NamedNode) -> set[Value]:
    return {Value(lexical(each)) for each in index.objects(subject, predicate)}


def _nodes(index: Index, subject: NamedNode, predicate: NamedNode) -> set[Value]:
    return {Value(nodes=(node.value,)) for node in index.nodes(subject, predicate)}


def _names(index: Index, subject: NamedNode, predicate: NamedNode) -> set[Value]:
    return {Value(local_name(node.value)) for node in index.nodes(subject, predicate)}


def _described(kind: Kind, aspects: dict[Name, set[Value]]) -> Portrait:
    portrait = Portrait(kind, described=True)
    portrait.aspects.update({Aspect(name): values for name, values in aspects.items() if values})
    return portrait


def _article(index: Index, node: NamedNode) -> Portrait:
    head = {name: _texts(index, node, predicate) for name, predicate in _HEAD.items()}
    others = {name: _nodes(index, node, predicate) for name, predicate in _OTHERS.items()}
    portrait = _described(Kind.ARTICLE, head | others)
    portrait.tellings = {Telling("", digest) for digest in index.texts(node, KG["sha256"])}
    return portrait


def _entity(index: Index, node: NamedNode) -> Portrait:
    aspects = {
        Name.LABEL: _texts(index, node, RDFS["label"]),
        Name.OTHER_NAMES: _texts(index, node, SKOS["altLabel"]),
        Name.CLASS: _names(index, node, RDF["type"]),
        Name.LINK: {Value(how, (item.value,)) for name, how in _LINKS for item in index.nodes(node, name)},
    }
    return _described(Kind.ENTITY, aspects)


def _event(index: Index, node: NamedNode) -> Portrait:
    happened = KG["UnrealizedEvent"] not in index.nodes(node, RDF["type"])
    aspects = {
        Name.LABEL: _texts(index, node, RDFS["label"]),
        Name.TYPE: _names(index, node, KG["eventType"]),
        Name.HAPPENED: {Value("yes" if happened else "no")},
        Name.START: _texts(index, node, KG["startDate"]),
        Name.END: _texts(index, node, KG["endDate"]),
    }
    return _described(Kind.EVENT, aspects | {name: _nodes(index, node, way) for name, way in _NODES.items()})


def _report(index: Index, report: NamedNode) -> Portrait:
    """How an article presents an event, whom it names for it, which numbers it gives, and in which sentences."""
    portrait = Portrait(Kind.EVENT)
    triggers = index.texts(report, KG["trigger"]) or ("",)
    quotes = [quote for node in index.nodes(report, KG["evidence"]) for quote in index.texts(node, KG["quote"])]
    for article in (node.value for node in index.nodes(report, KG["inArticle"])):
        aspects = {
            Aspect(Name.REPORTED): {Value(nodes=(article,))},
            Aspect(Name.FACTUALITY, article=article): _names(index, report, KG["factuality"]),
            Aspect(Name.ATTRIBUTION, article=article): _nodes(index, report, KG["attributedTo"]),
            **{Aspect(Name.NUMBER, name, article): amounts for name, amounts in _numbers(index, report).items()},
        }
        portrait.aspects.update({aspect: values for aspect, values in aspects.items() if values})
        told = {Telling(article, quote, word) for quote in quotes for word in triggers}
        portrait.tellings |= {each for each in told if each.signal in each.piece} or told
    return portrait


def _numbers(index: Index, report: NamedNode) -> dict[str, set[Value]]:
    """The numbers of a report by measure."""
    found: defaultdict[str, set[Value]] = defaultdict(set)
    for quantity in index.nodes(report, KG["quantity"]):
        amount = _amount(index.text(quantity, KG["minimum"]), index.text(quantity, KG["maximum"]))
        for measure in index.nodes(quantity, KG["measure"]):
            found[local_name(measure.value)].add(Value(amount))
    return found


def _amount(low: str | None, high: str | None) -> str:
    """The bounds of a number in words."""
    if low == high:
        return low or "unknown"
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"


def _position(index: Index, tenure: NamedNode) -> Portrait:
    """What an article says a person is, for whom."""
    portrait = Portrait(Kind.ENTITY)
    whom = tuple(node.value for node in index.nodes(tenure, KG["heldFor"]))
    for article in index.nodes(tenure, KG["inArticle"]):
        held = {Value(words, whom) for words in index.texts(tenure, KG["position"])}
        portrait.aspects[Aspect(Name.POSITION, article=article.value)] |= held
    return portrait


def _mention(index: Index, mention: NamedNode) -> Portrait:
    """Where an article names an entity, and by which words."""
    place = "-".join(index.texts(mention, KG["start"]) + index.texts(mention, KG["end"]))
    words = index.text(mention, KG["quote"]) or ""
    tellings = {Telling(article.value, place, words) for article in index.nodes(mention, KG["inArticle"])}
    return Portrait(Kind.ENTITY, tellings=tellings)
