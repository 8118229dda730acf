"""The dumps, and what is told of the data set: it is true, complete, and the same for the same graph."""

import gzip
import json
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from kgbuild import __version__, project
from kgbuild.publish.data import contents
from kgbuild.store import (
    DCAT,
    DCTERMS,
    FOAF,
    PROV,
    RDF,
    SCHEMA,
    SPDX,
    VOID,
    WD,
    Index,
    Literal,
    NamedNode,
    lexical,
    parse,
    quads_of,
    to_nquads,
    to_turtle,
)
from tests.conftest import CHECKOUT
from tests.publish import made
from tests.publish.made import BASE, PREFIXES, SAMPLE, read

SUFFIXES = {"turtle": ".ttl", "nquads": ".nq", "jsonld": ".jsonld"}
LINKED = f"""{PREFIXES}
id:person\\/a a kg:Person ; rdfs:label "a" ; skos:exactMatch <http://www.wikidata.org/entity/Q1> ,
  <http://www.wikidata.org/entity/Q2> , <https://elsewhere.example/x> .
id:person\\/b a kg:Person ; rdfs:label "b" ; skos:closeMatch <http://www.wikidata.org/entity/Q3> ;
  <https://my.example/own#knows> id:person\\/a .
id:event\\/e a kg:Event , kg:Meeting ; rdfs:label "e" ; kg:startDate "2024-05-01"^^xsd:date ; kg:agent id:person\\/a .
id:event\\/f a kg:Event , kg:Meeting ; rdfs:label "f" ; kg:startDate "2023-02"^^xsd:gYearMonth .
id:event\\/g a kg:UnrealizedEvent ; rdfs:label "g" ; kg:startDate "2031-01-01"^^xsd:date .
"""
SETTINGS = 'publisher = "Someone"\nlicense = "https://creativecommons.org/publicdomain/zero/1.0/"\nlanguage = "en"\n'


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a site with links to Wikidata and a property of its own."""
    return made.rendered(made.made(tmp_path_factory.mktemp("linked"), {"a": LINKED}, settings=SETTINGS))


@pytest.fixture(params=["sample", "own", "linked"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The files of a site."""
    found: dict[str, bytes] = request.getfixturevalue(request.param)
    return found


def described(files: dict[str, bytes]) -> tuple[Index, NamedNode]:
    """The description of a site's data set, and its name."""
    index = Index(parse(files["void.ttl"], ".ttl", "void.ttl"))
    return index, index.instances(VOID["Dataset"])[0]


def number(index: Index, node: NamedNode, name: str) -> int:
    """A number of VoID."""
    return int(index.text(node, VOID[name]) or -1)


def dump(files: dict[str, bytes], name: str) -> bytes:
    """A dump, unpacked."""
    return gzip.decompress(files[f"dumps/graph{SUFFIXES[name]}.gz"])


def test_dumps_are_the_graph(own: dict[str, bytes], sample: dict[str, bytes]) -> None:
    """Each dump holds just the statements of the built graph; N-Quads and JSON-LD keep the graph of each article."""
    from kgbuild.pipeline import graphs

    quads = quads_of(graphs.files(project.find(CHECKOUT)))
    assert dump(own, "nquads") == to_nquads(quads)
    assert to_nquads(parse(dump(own, "jsonld"), ".jsonld", "dump")) == to_nquads(quads)
    assert to_turtle(parse(dump(own, "turtle"), ".ttl", "dump")) == to_turtle(quads)
    assert to_turtle(parse(dump(sample, "turtle"), ".ttl", "dump")) == to_turtle(
        parse(SAMPLE.read_bytes(), ".ttl", "x")
    )


def test_dumps_hold_no_time_and_no_name(files: dict[str, bytes]) -> None:
    """The head of a dump has neither, so that the same graph gives the same bytes."""
    for name in SUFFIXES.values():
        assert files[f"dumps/graph{name}.gz"][:9] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00"


def test_void_counts_what_there_is(files: dict[str, bytes]) -> None:
    """All numbers of the description are those of the dump, counted anew."""
    index, node = described(files)
    triples = {(each.subject, each.predicate, each.object) for each in parse(dump(files, "turtle"), ".ttl", "dump")}
    kinds = Counter(value for _, predicate, value in triples if predicate == RDF["type"])
    properties = Counter(predicate for _, predicate, _ in triples)
    assert number(index, node, "triples") == len(triples)
    assert number(index, node, "distinctSubjects") == len({subject for subject, _, _ in triples})
    assert number(index, node, "distinctObjects") == len({value for _, _, value in triples})
    assert number(index, node, "classes") == len(kinds)
    assert number(index, node, "properties") == len(properties)
    parts = index.nodes(node, VOID["classPartition"])
    assert {index.node(part, VOID["class"]): number(index, part, "entities") for part in parts} == kinds
    parts = index.nodes(node, VOID["propertyPartition"])
    assert {index.node(part, VOID["property"]): number(index, part, "triples") for part in parts} == properties


def test_void_counts_documents(files: dict[str, bytes]) -> None:
    """As many documents and things are told of as there are files of Turtle about things."""
    index, node = described(files)
    kinds = ("person/", "state/", "organization/", "place/", "group/", "source/", "event/", "article/")
    there = [path for path in files if path.startswith(kinds) and path.endswith(".ttl")]
    assert number(index, node, "documents") == number(index, node, "entities") == len(there)


def test_linksets_count_links_to_wikidata(files: dict[str, bytes]) -> None:
    """There is a linkset for each property that leads to Wikidata, with as many statements; without links, none."""
    index, node = described(files)
    sets = index.instances(VOID["Linkset"])
    links = Counter(
        each.predicate
        for each in parse(dump(files, "nquads"), ".nq", "dump")
        if isinstance(each.object, NamedNode) and each.object in WD
    )
    assert {index.node(each, VOID["linkPredicate"]): number(index, each, "triples") for each in sets} == links
    assert set(index.nodes(node, VOID["subset"])) == set(sets)
    assert all(index.node(each, VOID["subjectsTarget"]) == node for each in sets)


def test_there_are_links_to_count(linked: dict[str, bytes]) -> None:
    """The sample of links has linksets of two properties."""
    assert len(described(linked)[0].instances(VOID["Linkset"])) == 2


def test_distributions_are_the_dumps(files: dict[str, bytes]) -> None:
    """Each distribution tells the true size and SHA-256 of a file that is there, its media type and its packing."""
    index, node = described(files)
    parts = index.nodes(node, DCAT["distribution"])
    assert len(parts) == 3
    assert DCAT["Dataset"] in index.nodes(node, RDF["type"])
    for part in parts:
        address = index.node(part, DCAT["downloadURL"])
        assert address
        assert address in index.nodes(node, VOID["dataDump"])
        content = files[re.sub(r".*/(?=dumps/)", "", address.value)]
        assert index.text(part, DCAT["byteSize"]) == str(len(content))
        checksum = index.node(part, SPDX["checksum"])
        assert index.text(checksum, SPDX["checksumValue"]) == sha256(content).hexdigest()
        assert index.node(checksum, SPDX["algorithm"]) == SPDX["checksumAlgorithm_sha256"]
        assert str(index.node(part, DCAT["compressFormat"])).count("application/gzip") == 1
    media = {lexical(index.node(part, DCAT["mediaType"])).rpartition("media-types/")[2] for part in parts}
    assert media == {"text/turtle", "application/n-quads", "application/ld+json"}


def test_origin_and_rights_are_told(linked: dict[str, bytes], own: dict[str, bytes]) -> None:
    """Title, publisher and licence are the project's; the data comes from its articles by this version of kgbuild."""
    index, node = described(linked)
    assert index.texts(node, DCTERMS["title"]) == ("A <b>test</b> & more",)
    assert index.text(index.node(node, DCTERMS["publisher"]), FOAF["name"]) == "Someone"
    assert index.node(node, DCTERMS["license"]) == NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")
    program = index.instances(PROV["SoftwareAgent"])[0]
    assert index.text(program, SCHEMA["softwareVersion"]) == __version__
    activity = index.node(node, PROV["wasGeneratedBy"])
    assert index.node(activity, PROV["wasAssociatedWith"]) == program
    mine, itself = described(own)
    article = NamedNode(project.find(CHECKOUT).settings.base + "article/istanbul-talks")
    assert mine.nodes(itself, PROV["wasDerivedFrom"]) == (article,)


def test_the_time_is_that_of_what_happened(linked: dict[str, bytes]) -> None:
    """The period goes from the first to the last date of events that happened, as precise as they are."""
    index, node = described(linked)
    period = index.node(node, DCTERMS["temporal"])
    assert index.objects(period, DCAT["startDate"]) == (
        Literal("2023-02", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")),
    )
    assert index.text(period, DCAT["endDate"]) == "2024-05-01"


def test_a_licence_in_words_is_a_statement_of_rights(tmp_path: Path) -> None:
    """What is no web address is never made a link."""
    files = made.rendered(made.made(tmp_path, {"a": LINKED}, settings='license = "ask <us> javascript:x"\n'))
    index, node = described(files)
    assert index.texts(node, DCTERMS["rights"]) == ("ask <us> javascript:x",)
    assert index.node(node, DCTERMS["license"]) is None
    assert not [each for each in read(files["person/a.html"]).named("link") if each.attributes["rel"] == "license"]


def test_it_is_where_void_is_looked_for(files: dict[str, bytes]) -> None:
    """The well-known place has the same description."""
    assert files[".well-known/void"] == files["void.ttl"]


def test_search_engines_are_told(linked: dict[str, bytes]) -> None:
    """The front page has the data set in terms of schema.org, as JSON-LD that needs nothing from elsewhere."""
    page = linked["index.html"].decode()
    block = re.search(r'<script type="application/ld\+json" id="data">(.*?)</script>', page, re.DOTALL)
    assert block
    quads = parse(block[1], ".jsonld", "index.html")
    index = Index(quads)
    (node,) = index.instances(SCHEMA["Dataset"])
    assert node == described(linked)[1]
    assert index.texts(node, SCHEMA["name"]) == ("A <b>test</b> & more",)
    assert index.text(node, SCHEMA["temporalCoverage"]) == "2023-02/2024-05-01"
    assert index.node(node, SCHEMA["license"]) == NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")
    assert len(index.objects(node, SCHEMA["distribution"])) == 3
    assert 50 < len(index.text(node, SCHEMA["description"]) or "") < 5000
    assert isinstance(json.loads(block[1])["@context"], dict)


def test_the_page_of_the_data_tells_sizes(files: dict[str, bytes]) -> None:
    """The page leads to each dump and to the description, with the true sums of the dumps."""
    page = read(files["data.html"])
    links = {each.attributes["href"] for each in page.named("a") if "href" in each.attributes}
    assert {"void.ttl", "ontology.ttl"} <= links
    for suffix in SUFFIXES.values():
        path = f"dumps/graph{suffix}.gz"
        assert path in links
        assert sha256(files[path]).hexdigest() in page.text
        assert contents.size(len(files[path])) in page.text


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (4_100_000, "4.1 MB"), (10**13, "10000.0 GB")],
)
def test_sizes_are_told_in_words(number: int, words: str) -> None:
    """A number of bytes is told in the largest unit that it fills."""
    assert contents.size(number) == words.replace(" ", "\u00a0")


def test_a_graph_without_events_is_described(tmp_path: Path) -> None:
    """Where there is next to nothing, the description says so and has no period."""
    files = made.rendered(made.made(tmp_path, {"a": f'{PREFIXES} id:person\\/a a kg:Person ; rdfs:label "a" .'}))
    index, node = described(files)
    assert number(index, node, "triples") == 2
    assert index.node(node, DCTERMS["temporal"]) is None
    assert index.nodes(node, VOID["exampleResource"]) == (NamedNode(f"{BASE}person/a"),)
