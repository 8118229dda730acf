"""The entities of all articles, as triples of `entities.ttl`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kgbuild.graph.classes import Classes
from kgbuild.graph.world import World
from kgbuild.model import Entity, Link
from kgbuild.store import RDF, RDFS, SKOS, WD, WGS, XSD, NamedNode, Triple, iri, literal, words


def entity_triples(world: World, links: Mapping[str, Link]) -> list[Triple]:
    """Class, contract class, names, coordinates and link of each entity; those that share an IRI become one node."""
    same: defaultdict[NamedNode, list[Entity]] = defaultdict(list)
    for entity, node in zip(world.entities, world.nodes, strict=True):
        same[node].append(entity)
    linked = ((node, links[node.value]) for node in same if node.value in links)
    return [
        *(triple for node, entities in same.items() for triple in _node(world, node, entities)),
        *(Triple(node, iri(link.predicate), WD[link.qid]) for node, link in linked),
    ]


def _node(world: World, node: NamedNode, entities: Iterable[Entity]) -> Iterable[Triple]:
    ordered = sorted(entities, key=lambda each: (-len(each.mentions), each.name, each.type))
    for kind in {kind for each in ordered for kind in _kinds(world.classes, each.type)}:
        yield Triple(node, RDF["type"], iri(kind))
    label = ordered[0].name
    yield Triple(node, RDFS["label"], words(label, world.language))
    for form in {form for each in ordered for form in (each.name, *each.aliases)} - {label}:
        yield Triple(node, SKOS["altLabel"], words(form, world.language))
    point = min((each.point for each in ordered if each.point), default=None)
    for name, degrees in zip(("lat", "long"), point or (), strict=False):
        yield Triple(node, WGS[name], literal(f"{degrees:.3f}", XSD["decimal"]))


def _kinds(classes: Classes, kind: str) -> Iterable[str]:
    """A class of entities and those above it, up to the one of the contract."""
    top = classes.entity_class(kind)
    return (kind, *(each for each in classes.above(kind) if classes.is_below(each, top)))
