"""A graph that is written here keeps the shapes by construction."""

from kgbuild.check import check, read_shapes
from kgbuild.graph import populate
from kgbuild.shipped import folder
from kgbuild.store import KG, Quad, parse, parse_file, quads_of
from tests.graph.sample import MINTER, OWN, classes, draft


def findings(quads: list[Quad]) -> list[str]:
    """What the check finds in a graph of the sample's articles, under the shipped shapes and own classes."""
    ontology = [quad for file in sorted(folder("ontology").rglob("*.ttl")) for quad in parse_file(file)]
    articles = {each.name: each for each in draft().build()[0]}
    found = check(quads, ontology + parse(OWN, ".ttl", "own.ttl"), read_shapes([folder("shapes")]), articles)
    return [str(each) for each in found]


def test_the_sample_conforms() -> None:
    """Shared entities, a planned, a denied and a realized event, numbers and sources break no rule."""
    quads = quads_of(populate(*draft().build(), classes(), MINTER))
    assert findings(quads) == []
    assert findings([quad for quad in quads if quad.predicate != KG["eventType"]]) != []
