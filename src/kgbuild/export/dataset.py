"""A graph as the exporters read it: all of it, and what each article's file says."""

from collections import defaultdict
from collections.abc import Iterable

from kgbuild.graph import EVENT, Classes, local_name
from kgbuild.model.terms import KG as KG_IRI
from kgbuild.store import DCTERMS, KG, RDF, RDFS, DefaultGraph, Index, NamedNode, Quad

ENTITY = KG_IRI + "Entity"


class Dataset:
    """The statements of `graphs/`, each article's in the named graph of its IRI; without named graphs all say all."""

    def __init__(self, quads: Iterable[Quad], classes: Classes) -> None:
        self.quads = list(quads)
        self.classes = classes
        self.whole = Index(self.quads)
        by_graph: defaultdict[object, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            by_graph[quad.graph_name].append(quad)
        self._pages = {name: Index(each) for name, each in by_graph.items() if not isinstance(name, DefaultGraph)}
        self.articles = self.whole.instances(KG["Article"])
        self.events = tuple(
            dict.fromkeys(node for node, _ in self.whole.pairs(KG["eventType"]) if isinstance(node, NamedNode))
        )

    def page(self, article: NamedNode) -> Index:
        """What the file of an article says."""
        return self._pages.get(article, self.whole)

    def name(self, article: NamedNode) -> str:
        """The name of an article, which is the stem of its file."""
        return self.whole.text(article, DCTERMS["identifier"]) or local_name(article.value)

    def label(self, node: NamedNode) -> str:
        """The label of a node, or the last part of its IRI."""
        return self.whole.text(node, RDFS["label"]) or local_name(node.value)

    def event_class(self, event: NamedNode) -> str:
        """The finest class of an event."""
        kind = self.whole.node(event, KG["eventType"])
        return kind.value if kind else EVENT

    def entity_class(self, entity: NamedNode) -> str:
        """The finest class of an entity, the one below most others."""
        kinds = [kind.value for kind in self.whole.nodes(entity, RDF["type"])]
        return max(sorted(kinds), key=lambda kind: len(self.classes.above(kind)), default=ENTITY)

    def ancestors(self, kind: str) -> list[str]:
        """The names of the classes above one, nearest first, up to kg:Event or kg:Entity."""
        tops = (EVENT, ENTITY)
        above = self.classes.above(kind)
        return [local_name(each) for each in above if any(self.classes.is_below(each, top) for top in tops)]

    def reports(self, event: NamedNode) -> tuple[NamedNode, ...]:
        """The reports about an event, by IRI."""
        return self.whole.subjects(KG["about"], event)

    def named(self, node: NamedNode, predicate: NamedNode) -> list[dict[str, str]]:
        """IRI and label of what a node has for a property, by IRI."""
        return [{"iri": each.value, "label": self.label(each)} for each in self.whole.nodes(node, predicate)]

    def labels(self, node: NamedNode, predicate: NamedNode) -> list[str]:
        """The labels of what a node has for a property, by IRI."""
        return [self.label(each) for each in self.whole.nodes(node, predicate)]

    def factuality(self, event: NamedNode) -> list[str]:
        """How the reports of an event present it: of `actual`, `denied` and `planned` those that occur."""
        nodes = {node for report in self.reports(event) for node in self.whole.nodes(report, KG["factuality"])}
        return sorted(local_name(node.value) for node in nodes)

    def quotes(self, *nodes: NamedNode) -> list[str]:
        """The quotes of the evidence of nodes of one article, in the order of the text."""
        pieces = {piece for node in nodes for piece in self.whole.nodes(node, KG["evidence"])}
        return [self.whole.text(piece, KG["quote"]) or "" for piece in sorted(pieces, key=self.position)]

    def position(self, piece: NamedNode) -> tuple[int, int, str]:
        """Where a piece of evidence stands in its article; those without offsets come first, by IRI."""
        start, end = (_number(self.whole.text(piece, KG[name])) for name in ("start", "end"))
        return start or 0, end or 0, piece.value

    def bounds(self, quantity: NamedNode) -> tuple[int | None, int | None]:
        """The least and the greatest number of a quantity, None where it is open."""
        low, high = (_number(self.whole.text(quantity, KG[name])) for name in ("minimum", "maximum"))
        return low, high


def _number(text: str | None) -> int | None:
    return int(text) if text and text.lstrip("+-").isdecimal() else None
