"""What the graph says of one thing: the statements of its document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kgbuild.publish.site import Site
from kgbuild.store import KG, RDF, RDFS, BlankNode, Index, Literal, NamedNode, Triple

MOST_POINTING = 1_000
_ABOVE = (KG["about"], KG["holder"], KG["inArticle"])
_UNTOLD = {RDF["type"], KG["eventType"], KG["refersTo"], *_ABOVE}
DEPTH = 3
"""How many steps below a thing what has no page is described with it."""


@dataclass(frozen=True, slots=True)
class Description:
    """The statements about a thing and what stands below it, those that lead to it, and the labels of what these name.

    `left_out` counts the statements that lead to it beyond the bound; each is in the document of its subject.
    """

    own: tuple[Triple, ...]
    pointing: tuple[Triple, ...] = ()
    labels: tuple[Triple, ...] = ()
    left_out: int = 0

    @property
    def triples(self) -> Iterator[Triple]:
        """All of it."""
        return chain(self.own, self.pointing, self.labels)


def describe(site: Site, node: NamedNode) -> Description:
    """What the graph says of a thing, or the ontology of a term, found without looking at anything else."""
    if node in site.routes.terms:
        own = tuple(said(site.ontology, _with_blank(site.ontology, [node])))
        return Description(own, (), _labels(site.ontology, own, ()))
    own = tuple(said(site.graph, below(site, node)))
    found = list(_pointing(site, node))
    kept = found if len(found) <= MOST_POINTING else _latest(site, found)[:MOST_POINTING]
    pointing = tuple(kept)
    return Description(own, pointing, _labels(site.graph, own, pointing), len(found) - len(pointing))


def below(site: Site, node: NamedNode) -> list[object]:
    """A thing and what has no page and stands on its own: its reports or tenures, all that an article is told to hold.

    To these belong what they name that has no page: their quantities, their evidence.
    """
    graph = site.graph
    held = (each for name in _ABOVE for each in graph.holders(name, node) if is_part(site, each))
    found: dict[object, None] = dict.fromkeys((node, *held))
    newest: Iterable[object] = tuple(found)
    for _ in range(DEPTH):
        named = (value for each in newest for _, value in graph.about(each) if is_part(site, value))
        newest = [value for value in dict.fromkeys(named) if value not in found]
        found |= dict.fromkeys(newest)
    return _with_blank(graph, found)


def linked_above(site: Site, node: object) -> bool:
    """Whether a node stands right below something that has a page."""
    above = (each for name in _ABOVE for each in site.graph.nodes(node, name))
    return any(site.routes.stem(each) is not None for each in above)


def is_part(site: Site, term: object) -> bool:
    """Whether the graph describes a term that has no page."""
    return isinstance(term, NamedNode) and term in site.graph and site.routes.stem(term) is None


def _with_blank(index: Index, nodes: Iterable[object]) -> list[object]:
    """Nodes with the blank nodes that they lead to, over other blank nodes too."""
    found = dict.fromkeys(nodes)
    pending = list(found)
    while pending:
        for _, value in index.about(pending.pop()):
            if isinstance(value, BlankNode) and value not in found:
                found[value] = None
                pending.append(value)
    return list(found)


def said(index: Index, nodes: Iterable[object]) -> Iterator[Triple]:
    """What an index says of nodes."""
    for node in nodes:
        if isinstance(node, NamedNode | BlankNode):
            for predicate, value in index.about(node):
                if isinstance(value, NamedNode | BlankNode | Literal):
                    yield Triple(node, predicate, value)


def _pointing(site: Site, node: NamedNode) -> Iterator[Triple]:
    """The statements about others that name the thing."""
    for predicate in site.once(_predicates):
        for subject in site.graph.subjects(predicate, node):
            yield Triple(subject, predicate, node)


def _predicates(site: Site) -> list[NamedNode]:
    """The properties of the graph that may lead from one thing to another."""
    return sorted(site.graph.predicates() - _UNTOLD, key=lambda each: each.value)


def _latest(site: Site, triples: Iterable[Triple]) -> list[Triple]:
    """Statements, those about the latest events first."""
    return sorted(triples, key=lambda each: site.date(_named(each.subject)), reverse=True)


def _named(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"no IRI: {term}")
    return term


def _labels(index: Index, own: Iterable[Triple], pointing: Iterable[Triple]) -> tuple[Triple, ...]:
    """The labels of what statements name and do not describe."""
    own = tuple(own)
    described = {each.subject for each in own}
    named = dict.fromkeys(each.object for each in own if isinstance(each.object, NamedNode))
    named |= dict.fromkeys(_named(each.subject) for each in pointing)
    return tuple(
        Triple(node, RDFS["label"], label)
        for node in named
        if node not in described
        for label in index.objects(node, RDFS["label"])
        if isinstance(label, Literal)
    )
