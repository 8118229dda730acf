"""What an index knows of accepted items, as a graph of its own: nothing in it stands on an article."""

from collections.abc import Iterable, Iterator, Mapping

from kgbuild.graph import WIKIDATA, Minter, slug
from kgbuild.language.names.offices import Held
from kgbuild.link.features import folded
from kgbuild.link.item import Item, Lookup
from kgbuild.model.terms import PERSON
from kgbuild.store import (
    DCTERMS,
    ORG,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    WD,
    WDT,
    WGS,
    XSD,
    NamedNode,
    Triple,
    day,
    iri,
    literal,
    words,
)

_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_SOURCE = "https://www.wikidata.org/"


def enrichment(
    accepted: Mapping[str, str], lookup: Lookup, minter: Minter, derived_from: str
) -> tuple[NamedNode, list[Triple]]:
    """The named graph of what is known of accepted items, and its statements; `accepted` maps IRIs of entities to QIDs.

    Of an item: label, description, country (`wdt:P17`, of a person citizenship, `wdt:P27`), coordinates, and each
    office as an `org:Membership` with its dates. `derived_from` says in words which index it is taken from.
    """
    graph = minter.graph(WIKIDATA)
    items = [item for qid in sorted(set(accepted.values())) if (item := lookup.item(qid))]
    facts = (triple for item in items for triple in _item(item, lookup, minter))
    return graph, [*_provenance(graph, derived_from), *facts]


def _provenance(graph: NamedNode, derived_from: str) -> Iterator[Triple]:
    yield Triple(graph, RDF["type"], PROV["Entity"])
    yield Triple(graph, RDFS["label"], words("What Wikidata knows of the accepted items", "en"))
    yield Triple(graph, DCTERMS["source"], iri(_SOURCE))
    yield Triple(graph, DCTERMS["license"], iri(_CC0))
    yield Triple(graph, DCTERMS["provenance"], words(derived_from, "en"))


def _item(item: Item, lookup: Lookup, minter: Minter) -> Iterable[Triple]:
    node, states = WD[item.qid], [state for qid in item.states if (state := lookup.item(qid))]
    yield Triple(node, RDFS["label"], words(item.label, "en"))
    if item.description:
        yield Triple(node, SCHEMA["description"], words(item.description, "en"))
    country = WDT["P27" if PERSON in item.types else "P17"]
    for qid in item.states:
        yield Triple(node, country, WD[qid])
    for state in states:
        yield Triple(WD[state.qid], RDFS["label"], words(state.label, "en"))
    for name, degrees in zip(("lat", "long"), item.point or (), strict=False):
        yield Triple(node, WGS[name], literal(f"{degrees:.3f}", XSD["decimal"]))
    for held in item.offices:
        yield from _office(item, held, states, minter)


def _office(item: Item, held: Held, states: Iterable[Item], minter: Minter) -> Iterator[Triple]:
    """An office that the item is said to have held."""
    dates = [str(date) for date in (held.since, held.until) if date]
    node = minter.node("office", slug(item.qid), slug(held.office), *dates)
    yield Triple(node, RDF["type"], ORG["Membership"])
    yield Triple(node, ORG["member"], WD[item.qid])
    yield Triple(node, RDFS["label"], words(held.office, "en"))
    for state in states:
        if held.body and folded(held.body) in map(folded, (state.label, *state.aliases)):
            yield Triple(node, ORG["organization"], WD[state.qid])
    for name, date in (("startDate", held.since), ("endDate", held.until)):
        if date:
            yield Triple(node, SCHEMA[name], day(date))
