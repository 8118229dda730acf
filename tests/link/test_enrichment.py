"""What the index knows of accepted items stands in a graph of its own, with where it is from."""

from dataclasses import replace

from kgbuild.graph import Minter
from kgbuild.language.names.offices import Held
from kgbuild.link.enrichment import enrichment
from kgbuild.model import PartialDate
from kgbuild.store import DCTERMS, ORG, RDF, RDFS, SCHEMA, WD, WDT, WGS, Index, NamedNode
from tests.link.test_ranking import BASE, MINISTER, RURITANIA, TOWN, Table

OFFICES = (
    Held("Minister of Finance", "Kingdom of Ruritania", PartialDate(2019, 10, 1), PartialDate(2022, 3)),
    Held("Mayor", "Strelsau", None, None),
)
ITEMS = Table((RURITANIA, replace(MINISTER, offices=OFFICES), TOWN))


def made(**accepted: str) -> tuple[NamedNode, Index]:
    """The graph of some accepted items, by the ends of the entities' IRIs."""
    links = {BASE + name.replace("_", "/"): qid for name, qid in accepted.items()}
    graph, triples = enrichment(links, ITEMS, Minter(BASE), "the names that ship")
    return graph, Index(triples)


def test_facts_of_an_item() -> None:
    """Country, coordinates and label stand on the item, not on the entity of the articles."""
    _, index = made(place_strelsau="Q20")
    assert index.nodes(WD["Q20"], WDT["P17"]) == (WD["Q1"],)
    assert (index.text(WD["Q20"], WGS["lat"]), index.text(WD["Q20"], WGS["long"])) == ("48.000", "16.000")
    assert index.text(WD["Q1"], RDFS["label"]) == "Ruritania"
    assert NamedNode(BASE + "place/strelsau") not in index


def test_offices_with_their_dates() -> None:
    """Each office is a membership with its dates, as precise as they are known, of the state where that is clear."""
    _, index = made(person_roe="Q10")
    assert index.nodes(WD["Q10"], WDT["P27"]) == (WD["Q1"],)
    minister, mayor = (
        next(node for node in index.subjects(ORG["member"], WD["Q10"]) if index.text(node, RDFS["label"]) == name)
        for name in ("Minister of Finance", "Mayor")
    )
    assert index.node(minister, ORG["organization"]) == WD["Q1"]
    assert [index.text(minister, SCHEMA[name]) for name in ("startDate", "endDate")] == ["2019-10-01", "2022-03"]
    assert (index.node(mayor, ORG["organization"]), index.text(mayor, SCHEMA["startDate"])) == (None, None)


def test_provenance() -> None:
    """The graph tells where it is from and under which licence, also when no item is known."""
    graph, index = made(place_elsewhere="Q12345")
    assert index.texts(graph, DCTERMS["provenance"]) == ("the names that ship",)
    assert index.nodes(graph, DCTERMS["license"])
    assert WD["Q12345"] not in index


def test_each_item_once() -> None:
    """Two entities of one item do not say the same twice, and the order of links does not matter."""
    first = enrichment({"a": "Q20", "b": "Q10", "c": "Q20"}, ITEMS, Minter(BASE), "x")
    assert first == enrichment({"c": "Q10", "a": "Q20"}, ITEMS, Minter(BASE), "x")
    assert len(made(place_a="Q20", place_b="Q20")[1].objects(WD["Q20"], RDF["type"])) == 0
