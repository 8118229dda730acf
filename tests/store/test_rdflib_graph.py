"""rdflib gets the very statements, and gives them back."""

import rdflib

from kgbuild.store import Quad, from_rdflib, parse, to_rdflib, to_turtle

TEXT = """
@prefix : <http://a/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:e :p "plain", "words"@en-gb, "007"^^xsd:integer, "1.700"^^xsd:decimal, "2023-13-45"^^xsd:date, :o, "x"^^:own .
"""


def test_terms_go_there_and_back_unchanged() -> None:
    """Literals keep their lexical form, also where it is odd or wrong."""
    quads = parse(TEXT, ".ttl", "x.ttl")
    graph = to_rdflib(quads)
    assert len(graph) == len(quads)
    assert rdflib.Literal("007", datatype=rdflib.XSD.integer, normalize=False) in set(graph.objects())
    assert rdflib.Literal("plain") in set(graph.objects())
    assert set(from_rdflib(graph)) == set(quads)


def test_blank_nodes_keep_their_place() -> None:
    """A blank node is the same node in all statements that name it."""
    quads = parse("<http://a/s> <http://a/p> [ <http://a/q> 1 ] .", ".ttl", "x.ttl")
    back = from_rdflib(to_rdflib(quads))
    assert len({quad.subject for quad in back} | {quad.object for quad in back}) == 3


def test_graph_names_are_left_out() -> None:
    """Statements of two graphs become one graph."""
    quads = parse(TEXT, ".ttl", "x.ttl")
    named = [Quad(quad.subject, quad.predicate, quad.object, quads[0].predicate) for quad in quads]
    assert to_turtle(from_rdflib(to_rdflib(named))) == to_turtle(quads)
