"""Statements on disk are looked up as those in memory are, and need no more memory for being many."""

import tracemalloc
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest

from kgbuild.errors import GraphError
from kgbuild.store import KG, RDF, BlankNode, DiskIndex, Index, Joint, Literal, Lookups, NamedNode, Quad, parse

TEXT = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <http://a/> .
:e a kg:Event ; kg:agent :b, :a ; rdfs:label "z", "y"@en, "y z"@en-GB ; kg:place _:x ; kg:start "007"^^xsd:integer .
:f a kg:Event ; kg:agent :a ; kg:quote "", " a  b\\n", "2024-02-31"^^xsd:date .
:a a kg:Person ; rdfs:label "z" . _:x a kg:City .
"""


def told(graph: Lookups, terms: AbstractSet[object], ways: set[NamedNode]) -> dict[object, object]:
    """All that can be looked up of some terms."""
    return {
        **{("about", term): (list(graph.about(term)), set(graph.pointing(term)), term in graph) for term in terms},
        **{("way", way): set(graph.pairs(way)) for way in ways},
        **{(term, way): (graph.objects(term, way), graph.holders(way, term)) for term in terms for way in ways},
        "all": (
            set(graph.statements()),
            {*graph.literals()},
            graph.predicates(),
            set(graph.matching(None, None, None)),
        ),
    }


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_look_ups_are_those_of_memory(tmp_path: Path, size: int) -> None:
    """However the statements lie in portions, whichever is at hand, the same is found in the same order and form."""
    quads = parse(TEXT, ".ttl", "x.ttl")
    terms = {term for each in quads for term in (each.subject, each.object)} | {NamedNode("http://a/none")}
    ways = {each.predicate for each in quads} | {KG["target"]}
    known = told(Index(quads), terms, ways)
    portions = [[*quads[at : at + size], quads[0]] for at in range(0, len(quads), size)]
    disk = DiskIndex(tmp_path / "statements", portions)
    rest = Index(each for part in portions[1::2] for each in part)
    joint = Joint(DiskIndex(tmp_path / "half", portions[::2]), rest)
    for graph in (disk, joint):
        assert told(graph, terms, ways) == known
        for _ in graph.portions():
            assert told(graph, terms, ways) == known


def test_a_portion_owns_what_no_other_names(tmp_path: Path) -> None:
    """A term that stands in two portions belongs to neither."""
    a, b, c = (NamedNode(f"http://a/{name}") for name in "abc")
    way = RDF["type"]
    disk = DiskIndex(tmp_path / "statements", [[Quad(a, way, b)], [Quad(c, way, b), Quad(BlankNode("x"), way, c)]])
    owned = [{term for term in (a, b, c) if disk.owns(term)} for _ in disk.portions()]
    assert owned == [{a}, {c}]


def many(count: int) -> Iterator[list[Quad]]:
    """Portions of two hundred statements each."""
    for number in range(count):
        nodes = [NamedNode(f"http://a/{number}/{each}") for each in range(200)]
        yield [Quad(node, KG["quote"], Literal(f"what is told in {node.value}")) for node in nodes]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_portions(tmp_path: Path) -> None:
    """Four times the portions are written, gone through and looked up in the same memory, but for some bytes each."""

    def peak(count: int) -> int:
        tracemalloc.start()
        disk = DiskIndex(tmp_path / str(count), many(count))
        found = sum(len(disk.objects(each[0], each[1])) for statements in disk.portions() for each in statements)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == 200 * count
        return most

    assert peak(80) < peak(20) + 60 * 2000


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Where the file cannot be made, the error says so."""
    with pytest.raises(GraphError, match="cannot be written"):
        DiskIndex(tmp_path / "none" / "statements", [])
