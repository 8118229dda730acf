"""The quick look before the validator spares it work and hides nothing from it."""

from collections import Counter

import pytest

from kgbuild.check import shacl
from kgbuild.check.aiming import TARGETS, aimed
from kgbuild.check.shacl import run
from kgbuild.store import KG, RDF, SH, BlankNode, Index, Literal, NamedNode, Quad, iri, parse
from tests.check.test_examples import MODULES, broken, kept, rules
from tests.checked import ontology, shapes

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/> . "
NODE = iri("https://example.org/node")
WAY = iri("https://example.org/way")


def targets(found: list[Quad]) -> list[Quad]:
    """What still aims shapes at something."""
    return [each for each in found if each.predicate in TARGETS]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_left_of_a_sound_graph(module: str) -> None:
    """Every shipped shape can be judged: where a graph keeps them all, the validator has no node to look at."""
    statements = [*kept(module), *ontology()]
    assert targets(list(shapes()))
    assert targets(aimed(Index(statements), shapes())) == []


@pytest.mark.parametrize("module", MODULES)
def test_the_same_is_found_with_and_without(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a graph that breaks all shapes of a module at once, the validator finds the same without the quick look."""
    every = {each: None for rule in sorted(rules(module)) for each in broken(module, rule)}
    statements = [*every, *ontology()]
    screened = Counter(map(repr, run(statements, shapes())))
    monkeypatch.setattr(shacl, "aimed", lambda _, rules: list(rules))
    assert screened == Counter(map(repr, run(statements, shapes())))
    assert screened


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (":way [ sh:unknown 1 ]", Literal("x")),
        ("sh:deactivated false", Literal("x")),
        ("sh:property [ sh:path [ sh:oneOrMorePath :way ] ; sh:minCount 1 ]", NODE),
        ("sh:property [ sh:path :way ; sh:minExclusive 1 ]", Literal(2)),
        ("sh:property [ sh:path :way ; sh:minInclusive 1 ]", Literal("two")),
        ("sh:property [ sh:path :way ; sh:pattern 'a' ]", BlankNode("b")),
        ('sh:sparql [ sh:select "SELECT $this { FILTER (BOUND($this)) }" ]', Literal("x")),
    ],
)
def test_what_is_not_understood_is_left_to_the_validator(rule: str, value: NamedNode | Literal | BlankNode) -> None:
    """A shape, path, query or value that the quick look cannot judge keeps the node in the validator's view."""
    rules = parse(f"{PREFIXES} :shape a sh:NodeShape ; sh:targetNode :node ; {rule} .".encode(), ".ttl", "shapes")
    data = Index([Quad(NODE, WAY, value), Quad(NODE, RDF["type"], KG["Event"])])
    left = targets(aimed(data, rules))
    if ":way [" in rule:
        assert left == []  # what is said of a shape in another vocabulary is no rule
    else:
        assert [(each.predicate, each.object) for each in left] == [(SH["targetNode"], NODE)]
