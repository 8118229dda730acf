"""CSV, JSON-LD, N-Quads and GeoJSON of the sample: complete, deterministic and readable by others."""

import csv
import io
import json
from functools import cache
from typing import Any

import pytest

from kgbuild.export import EXPORTERS, Dataset, to_csv, to_geojson, to_jsonld, to_small_jsonld
from kgbuild.export.linked import context
from kgbuild.graph import populate
from kgbuild.shipped import folder
from kgbuild.store import (
    DCTERMS,
    GEO,
    KG,
    OWL,
    PREFIXES,
    RDF,
    RDFS,
    WGS,
    XSD,
    Literal,
    NamedNode,
    Quad,
    Triple,
    lexical,
    literal,
    parse,
    parse_file,
    quads_of,
    words,
)
from tests.graph.sample import BASE, MINTER, MY, classes, draft

OSLO = NamedNode(BASE + "place/oslo")


@cache
def sample(seed: int | None = None) -> tuple[Quad, ...]:
    """The graph of the sample."""
    return tuple(quads_of(populate(*draft().build(seed), classes(), MINTER)))


def dataset(*more: Quad, seed: int | None = None) -> Dataset:
    """The sample with more statements."""
    return Dataset([*sample(seed), *more], classes())


@pytest.mark.parametrize("name", EXPORTERS)
def test_each_format_is_deterministic(name: str) -> None:
    """The same graph gives the same files, whatever the order of its statements."""
    made = EXPORTERS[name](dataset())
    assert made
    assert EXPORTERS[name](dataset(seed=2)) == made
    assert EXPORTERS[name](Dataset(sample()[::-1], classes())) == made


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_empty_graph_is_no_fault(name: str) -> None:
    """A graph without statements is exported without events."""
    made = EXPORTERS[name](Dataset([], classes()))
    assert all(b"event/" not in content for content in made.values())


@pytest.mark.parametrize(
    ("name", "file", "suffix"), [("nquads", "graph.nq", ".nq"), ("jsonld", "graph.jsonld", ".jsonld")]
)
def test_rdf_formats_read_back(name: str, file: str, suffix: str) -> None:
    """N-Quads and JSON-LD hold the very statements of the graph, each in its named graph, and nothing else."""
    odd = [
        Quad(OSLO, RDFS["label"], words("ɔslu", "no"), NamedNode("http://g/")),
        Quad(OSLO, RDFS["label"], Literal("plain"), NamedNode("http://g/")),
        Quad(OSLO, KG["start"], Literal("007", datatype=XSD["nonNegativeInteger"])),
        Quad(OSLO, KG["minimum"], Literal("9" * 30, datatype=XSD["integer"])),
        Quad(OSLO, KG["startDate"], Literal("2024", datatype=XSD["gYear"])),
        Quad(OSLO, KG["agent"], Literal("text where a node is expected")),
        Quad(OSLO, KG["quote"], NamedNode("http://a/node-where-text-is-expected")),
        Quad(OSLO, NamedNode(MY + "own"), Literal('"\\\n\u2028<>', datatype=NamedNode(MY + "type"))),
        Quad(OSLO, RDF["type"], NamedNode(MY + "Own")),
        Quad(OSLO, KG["confidence"], Literal("0.10", datatype=XSD["decimal"])),
        Quad(OSLO, NamedNode("geo:key"), NamedNode("geo:48.2,16.3")),
        Quad(OSLO, KG["agent"], NamedNode("kg:agent")),
        Quad(OSLO, RDF["type"], Literal("text where a class is expected")),
    ]
    made = EXPORTERS[name](dataset(*odd))
    assert set(parse(made[file], suffix, file)) == {*sample(), *odd}


def test_a_small_document_has_a_small_context() -> None:
    """A document of a few statements reads back as they are; its context has what it uses and no more."""
    told = [
        Triple(OSLO, RDF["type"], KG["City"]),
        Triple(OSLO, RDFS["label"], words("Oslo")),
        Triple(OSLO, KG["start"], Literal("7", datatype=XSD["nonNegativeInteger"])),
    ]
    made = to_small_jsonld(told)
    assert set(json.loads(made)["@context"]) == {"kg", "rdfs", "xsd", "label", "start"}
    assert {Triple(each.subject, each.predicate, each.object) for each in parse(made, ".jsonld", "x")} == set(told)


def test_json_ld_is_short() -> None:
    """In JSON-LD properties go by their short names, numbers are numbers and classes have a prefix."""
    document = json.loads(to_jsonld(dataset()))
    graphs = {graph["@id"]: graph["@graph"] for graph in document["@graph"]}
    (quantity,) = [each for each in graphs[BASE + "article/talks"] if each["@type"] == ["kg:Quantity"]]
    assert quantity["minimum"] == 12
    assert quantity["measure"] == KG["wounded"].value
    (oslo,) = [each for each in graphs[BASE + "graph/entities"] if each["@id"] == OSLO.value]
    assert oslo == {"@id": OSLO.value, "@type": ["kg:City", "kg:Place", "kg:Settlement"], "label": "Oslo"}


def test_what_a_build_writes_is_short() -> None:
    """No value that a build writes needs more than its text, number or IRI, but a date that is no day."""
    article, city = NamedNode(BASE + "article/x"), NamedNode(BASE + "place/x")
    made = to_jsonld(
        dataset(
            Quad(article, DCTERMS["license"], literal("CC BY 4.0")),
            Quad(article, DCTERMS["source"], literal("The Gazette")),
            Quad(city, WGS["lat"], literal("59.910", XSD["decimal"])),
            Quad(city, WGS["long"], literal("10.750", XSD["decimal"])),
        )
    )
    nodes = [node for part in json.loads(made)["@graph"] for node in part.get("@graph", [part])]
    (licensed,) = [node for node in nodes if "license" in node]
    assert licensed["license"] == "CC BY 4.0"
    values = [(key, value) for node in nodes for key, told in node.items() for value in _listed(told)]
    assert {"lat", "long", "source", "confidence", "trigger", "position", "unit"} <= {key for key, _ in values}
    assert not [key for key, _ in values if ":" in key and not key.startswith(MY)]
    assert {key for key, value in values if isinstance(value, dict)} == {"startDate", MY + "broker"}


def _listed(told: object) -> list[object]:
    return told if isinstance(told, list) else [told]


def test_the_context_covers_the_ontology() -> None:
    """Each property of a graph of articles has a short name, coerced as its range says, and prefixes agree."""
    ontology = [
        quad
        for name in ("core", "entities", "events", "measures")
        for quad in parse_file(folder("ontology") / f"{name}.ttl")
    ]
    for kind, coerced in (("ObjectProperty", True), ("DatatypeProperty", False)):
        for quad in ontology:
            if quad.predicate == RDF["type"] and quad.object == OWL[kind] and quad.subject in KG:
                rule = context()[str(quad.subject).strip("<>").removeprefix(KG.iri)]
                assert rule["@id"].startswith("kg:")
                assert (rule.get("@type") == "@id") is coerced
    assert all(PREFIXES[name] == each for name, each in context().items() if isinstance(each, str))


def rows(*more: Quad) -> dict[str, dict[str, str]]:
    """The rows of the table by the end of the event's IRI."""
    table = csv.DictReader(io.StringIO(to_csv(dataset(*more)).decode()))
    return {row["event_id"].removeprefix(BASE + "event/"): row for row in table}


def test_the_table_has_a_row_for_each_event() -> None:
    """Every event, also a planned or denied one, has one row, by IRI."""
    assert list(rows()) == sorted(rows())
    assert len(rows()) == 6


def test_a_row_has_what_event_data_users_expect() -> None:
    """Date, type, branch, codes, actors with labels and IRIs, place, articles and quotes stand in columns."""
    row = rows()["2024-05-05-meeting-oslo"]
    assert (row["date_start"], row["date_end"], row["type"], row["branch"]) == (
        "2024-05-05",
        "",
        "Meeting",
        "DiplomaticEvent",
    )
    assert row["plover_code"] == "CONSULT"
    assert row["agents"] == "NATO | Ana Silva | Brazil"
    assert row["agent_iris"].split(" | ")[1] == BASE + "person/ana-silva"
    assert (row["places"], row["factuality"], row["reports"]) == ("Oslo", "actual", "2")
    assert (row["articles"], row["article_dates"]) == ("follow-up | talks", "2024-05-20 | 2024-05-06")
    assert row["quotes"].startswith("Brazil and NATO talked in Oslo in early May. | 😀 Envoy")


def test_a_finer_class_has_the_codes_of_the_nearest_class_above() -> None:
    """A class of the user's own without a code has that of the class above it."""
    row = rows()["other-sanction-norway"]
    assert row["type"] == "Embargo"
    assert row["plover_code"] == classes().notation(KG["Sanction"].value, KG["ploverCode"])
    assert row["plover_code"]
    assert row["factuality"] == "planned"


def test_numbers_of_several_articles_give_their_range() -> None:
    """The columns of a measure hold the least minimum and the greatest maximum; what one leaves open is empty."""
    row = rows()["talks-2024-05-casualties-oslo"]
    assert (row["wounded_min"], row["wounded_max"]) == ("", "20")
    (open_below,) = (
        quad.subject for quad in dataset().quads if quad.predicate == KG["maximum"] and lexical(quad.object) == "20"
    )
    row = rows(Quad(open_below, KG["minimum"], Literal("18", datatype=XSD["integer"])))["talks-2024-05-casualties-oslo"]
    assert (row["wounded_min"], row["wounded_max"]) == ("12", "20")
    assert (row["killed_min"], row["killed_max"]) == ("", "")
    assert row["sources"] == "NATO | A diplomat"


def test_hostile_text_stays_in_its_cell() -> None:
    """Quotes, commas and line breaks in a label do not make further cells or rows."""
    label = 'a,"b"\r\nc;=1+1'
    event = NamedNode(BASE + "event/x")
    more = [Quad(event, KG["eventType"], KG["Meeting"]), Quad(event, RDFS["label"], Literal(label))]
    assert rows(*more)["x"]["label"] == label


def features(*more: Quad) -> dict[str, dict[str, Any]]:
    """The features by the end of their id."""
    document = json.loads(to_geojson(dataset(*more)))
    assert document["type"] == "FeatureCollection"
    for feature in document["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
    return {feature["id"].removeprefix(BASE): feature for feature in document["features"]}


MEETING = "event/2024-05-05-meeting-oslo"
POINT = {"type": "Point", "coordinates": [10.75, 59.91]}


@pytest.mark.parametrize(
    "where",
    [
        [(WGS["lat"], "59.91"), (WGS["long"], "10.75")],
        [(GEO["asWKT"], "POINT(10.75 59.91)")],
        [(GEO["asWKT"], "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point (10.75 59.91)")],
        [(GEO["asWKT"], "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(59.91 10.75)")],
    ],
)
def test_a_place_with_coordinates_is_a_point_and_so_are_its_events(where: list[tuple[NamedNode, str]]) -> None:
    """Longitude comes first, whichever way the graph gives the coordinates; events lie where their places lie."""
    found = features(*(Quad(OSLO, predicate, literal(value)) for predicate, value in where))
    assert found["place/oslo"]["geometry"] == POINT
    assert found[MEETING]["geometry"] == POINT
    assert found["state/norway"]["geometry"] is None


def test_a_geometry_node_gives_the_coordinates() -> None:
    """The point may stand on the geometry of the place."""
    shape = NamedNode(BASE + "geometry/oslo")
    found = features(Quad(OSLO, GEO["hasGeometry"], shape), Quad(shape, GEO["asWKT"], literal("POINT(10.75 59.91)")))
    assert found["place/oslo"]["geometry"] == POINT


@pytest.mark.parametrize(
    "wkt", ["POINT(200 10)", "POINT(10 91)", "POINT(x y)", "POINT(nan nan)", "LINESTRING(0 0, 1 1)", ""]
)
def test_what_is_no_point_on_the_globe_has_no_geometry(wkt: str) -> None:
    """Coordinates that are off the globe, no numbers or no point leave the geometry null."""
    assert features(Quad(OSLO, GEO["asWKT"], literal(wkt)))["place/oslo"]["geometry"] is None


def test_several_places_make_several_points() -> None:
    """An event in two places with coordinates is a MultiPoint."""
    norway = NamedNode(BASE + "state/norway")
    more = [
        Quad(OSLO, GEO["asWKT"], literal("POINT(1 2)")),
        Quad(norway, GEO["asWKT"], literal("POINT(3 4)")),
        Quad(NamedNode(BASE + MEETING), KG["place"], norway),
    ]
    assert features(*more)[MEETING]["geometry"] == {"type": "MultiPoint", "coordinates": [[1.0, 2.0], [3.0, 4.0]]}


def test_a_feature_says_what_happened() -> None:
    """The properties of an event hold label, type, branch, dates, factuality and who took part."""
    assert features()[MEETING]["properties"] == {
        "label": "Meeting, Oslo",
        "type": "Meeting",
        "branch": "DiplomaticEvent",
        "start": "2024-05-05",
        "end": None,
        "factuality": ["actual"],
        "places": [{"iri": OSLO.value, "label": "Oslo"}],
        "agents": [
            {"iri": BASE + "organization/nato", "label": "NATO"},
            {"iri": BASE + "person/ana-silva", "label": "Ana Silva"},
            {"iri": BASE + "state/brazil", "label": "Brazil"},
        ],
        "targets": [],
    }
