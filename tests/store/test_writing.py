"""The same statements give the same bytes."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import GraphError
from kgbuild.store import (
    KG,
    RDF,
    RDFS,
    XSD,
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    Triple,
    canonical,
    parse,
    to_nquads,
    to_turtle,
    turtle_of,
)

BASE = "https://example.org/id/"
PERSON = NamedNode(BASE + "person/a")
PREFIXES = {"kg": KG.iri, "rdfs": RDFS.iri, "person": BASE + "person/", "unused": "http://unused/"}
STATEMENTS = [
    Triple(PERSON, RDFS["label"], Literal('A "b"\n@prefix c: <http://d/> .', language="en")),
    Triple(PERSON, KG["start"], Literal("7", datatype=XSD["integer"])),
    Triple(PERSON, RDF["type"], KG["Person"]),
    Triple(NamedNode(BASE + "event/z"), KG["agent"], PERSON),
    Triple(NamedNode(BASE + "event/z"), KG["agent"], NamedNode(BASE + "person/B")),
]


def test_turtle_reads_like_a_page() -> None:
    """Used prefixes stand in order, then the subjects by IRI with a line between, types first."""
    assert to_turtle(STATEMENTS, PREFIXES).decode() == (
        "@prefix kg: <https://w3id.org/kgbuild/ontology#> .\n"
        "@prefix person: <https://example.org/id/person/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n"
        "<https://example.org/id/event/z> kg:agent person:B , person:a .\n"
        "\n"
        "person:a a kg:Person ;\n"
        '\trdfs:label "A \\"b\\"\\n@prefix c: <http://d/> ."@en ;\n'
        "\tkg:start 7 .\n"
    )


def test_no_prefix_and_no_statement_are_fine() -> None:
    """Nothing gives nothing, and without prefixes the IRIs are written out."""
    assert to_turtle([]) == b""
    assert to_turtle(STATEMENTS[:1], {}).count(b"<") == 3


@pytest.mark.parametrize("write", [to_turtle, to_nquads])
def test_blank_nodes_are_refused(write: object) -> None:
    """A node without a name would be written differently each time."""
    assert callable(write)
    for quad in (Quad(BlankNode(), KG["agent"], PERSON), Quad(PERSON, KG["agent"], BlankNode())):
        with pytest.raises(GraphError, match="blank node"):
            write([quad])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
OBJECTS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="en")),
    st.integers().map(lambda n: Literal(str(n), datatype=XSD["integer"])),
    st.sampled_from([PERSON, NamedNode("http://a/x.y"), NamedNode("http://a/тест"), NamedNode("http://a/p/q")]),
)
TRIPLES = st.builds(
    Triple,
    st.sampled_from([PERSON, NamedNode(BASE + "event/z"), NamedNode("http://a/é")]),
    st.sampled_from([RDF["type"], KG["agent"], NamedNode("http://a/p")]),
    OBJECTS,
)


@given(st.lists(TRIPLES, max_size=12), st.randoms(use_true_random=False))
def test_turtle_is_stable_and_loses_nothing(triples: list[Triple], chance: random.Random) -> None:
    """Order and repetition of the statements do not show in the text, which reads back as the same set."""
    written = to_turtle(triples, PREFIXES)
    shuffled = triples * 2
    chance.shuffle(shuffled)
    assert to_turtle(shuffled, PREFIXES) == written
    assert {quad.triple for quad in parse(written, ".ttl", "x.ttl")} == set(triples)
    assert b"\r" not in written


@given(st.lists(TRIPLES, max_size=12), st.randoms(use_true_random=False))
def test_nquads_are_stable_and_lose_nothing(triples: list[Triple], chance: random.Random) -> None:
    """Sorted N-Quads do not depend on the order, and keep the graph of each statement."""
    quads = [
        Quad(each.subject, each.predicate, each.object, NamedNode(f"http://g/{number % 2}"))
        for number, each in enumerate(triples)
    ]
    written = to_nquads(quads)
    shuffled = quads * 2
    chance.shuffle(shuffled)
    assert to_nquads(shuffled) == written
    assert set(parse(written, ".nq", "x.nq")) == set(quads)


BLANK = """
@prefix : <http://a/> .
:x :p [ :q [ :r 1 ] , ( 1 2 ) ] , [ :q 2 ] . [] a :Y ; :s :x .
"""


def test_blank_nodes_are_named_by_what_is_said_of_them() -> None:
    """Two readings of a text, whose blank nodes have other labels, are written as the same bytes and lose nothing."""
    one, other = (turtle_of(canonical(parse(BLANK, ".ttl", "blank"))) for _ in range(2))
    assert one == other
    read = canonical(parse(one, ".ttl", "again"))
    assert read == canonical(parse(BLANK, ".ttl", "blank"))
    assert len(read) == 12


def test_without_blank_nodes_the_order_is_that_of_all_turtle() -> None:
    """Statements without blank nodes are written as they always are, whatever order they are given in."""
    assert turtle_of(canonical(reversed(STATEMENTS)), PREFIXES) == to_turtle(STATEMENTS, PREFIXES)
