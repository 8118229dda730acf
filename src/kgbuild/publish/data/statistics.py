"""How much there is of what in the graph, counted once (VoID, §3)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.publish.site import Site
from kgbuild.store import KG, OWL, RDF, SKOS, WD, XSD, Literal, NamedNode

LINKING = (
    *(SKOS[name] for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")),
    OWL["sameAs"],
)
_DATES = {XSD[name] for name in ("date", "gYearMonth", "gYear")}


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of statements, distinct subjects and objects; of nodes by class, of statements by property.

    `things` are those that have a document; `links` are the statements that lead to Wikidata, by property.
    """

    triples: int
    subjects: int
    objects: int
    things: int
    classes: Mapping[NamedNode, int]
    properties: Mapping[NamedNode, int]
    links: Mapping[NamedNode, int]


def statistics(site: Site) -> Statistics:
    """The numbers of a site's graph."""
    classes: Counter[NamedNode] = Counter()
    properties: Counter[NamedNode] = Counter()
    links: Counter[NamedNode] = Counter()
    subjects, objects = set(), set()
    for subject, predicate, value in site.graph.statements():
        subjects.add(subject)
        objects.add(value)
        properties[predicate] += 1
        if isinstance(value, NamedNode):
            classes[value] += predicate == RDF["type"]
            links[predicate] += predicate in LINKING and value in WD
    things = len(site.entities) + len(site.events) + len(site.told)
    sizes = (len(site.graph), len(subjects), len(objects), things)
    return Statistics(*sizes, _ordered(classes), _ordered(properties), _ordered(links))


def span(site: Site) -> tuple[Literal, Literal] | None:
    """The first and the last date of the events that happened; None where no date is known."""
    found = [
        literal
        for event in site.events
        if site.happened(event)
        for name in ("startDate", "endDate")
        for literal in site.graph.objects(event, KG[name])
        if isinstance(literal, Literal) and literal.datatype in _DATES and not literal.value.startswith("-")
    ]
    ordered = sorted(found, key=lambda literal: literal.value)
    return (ordered[0], ordered[-1]) if ordered else None


def _ordered(counts: Counter[NamedNode]) -> dict[NamedNode, int]:
    return {node: count for node, count in sorted(counts.items(), key=lambda each: each[0].value) if count}
