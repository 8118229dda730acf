"""Look-ups are ordered and complete."""

from kgbuild.store import KG, RDFS, BlankNode, Index, Literal, NamedNode, parse

TEXT = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://a/> .
:e a kg:Event ; kg:agent :b, :a ; rdfs:label "z", "y"@en ; kg:place [] .
:f a kg:Event ; kg:agent :a .
"""


def node(name: str) -> NamedNode:
    """The node of a local name."""
    return NamedNode("http://a/" + name)


def test_look_ups_are_ordered_whatever_the_order_of_statements() -> None:
    """Objects, subjects, texts and nodes come sorted, each once."""
    quads = parse(TEXT, ".ttl", "x.ttl")
    for index in (Index(quads), Index(quads[::-1] + quads)):
        assert len(index) == len(quads)
        assert index.nodes(node("e"), KG["agent"]) == (node("a"), node("b"))
        assert index.texts(node("e"), RDFS["label"]) == ("y", "z")
        assert index.subjects(KG["agent"], node("a")) == (node("e"), node("f"))
        assert index.instances(KG["Event"]) == (node("e"), node("f"))
        assert list(index.pairs(KG["agent"])) == [
            (node("e"), node("a")),
            (node("e"), node("b")),
            (node("f"), node("a")),
        ]
        predicates = [predicate.value for predicate, _ in index.about(node("e"))]
        assert predicates == sorted(predicates)
        assert len(predicates) == 6


def test_what_is_absent_is_empty() -> None:
    """A look-up of what no statement has gives nothing, and adds nothing."""
    index = Index(parse(TEXT, ".ttl", "x.ttl"))
    assert index.objects(node("none"), KG["agent"]) == ()
    assert index.node(node("e"), KG["target"]) is None
    assert index.text(node("f"), RDFS["label"]) is None
    assert node("none") not in index
    assert list(index.about(node("none"))) == []
    assert isinstance(index.objects(node("e"), KG["place"])[0], BlankNode)
    assert index.nodes(node("e"), KG["place"]) == ()
    assert index.objects(node("e"), RDFS["label"]) == (Literal("y", language="en"), Literal("z"))
