"""Each shape has an example that keeps it and one that breaks it, in `tests/shapes/MODULE.trig`."""

from functools import cache
from pathlib import Path

import pytest

from kgbuild import shipped
from kgbuild.check import check
from kgbuild.check.finding import RULES
from kgbuild.store import SH, DefaultGraph, Literal, NamedNode, Quad, parse_file
from tests.checked import ontology, shapes

EXAMPLES = Path(__file__).parents[1] / "shapes"
ENTAILED = {
    "NodeIsNamed": ["UnnamedSourceIri", "UnnamedSourceSpeaks"],
    "ReportArticle": ["ReportEvidenceArticle"],
    "TenureArticle": ["TenureEvidenceArticle"],
}
MODULES = sorted(path.stem for path in shipped.folder("shapes").glob("*.ttl"))


@cache
def rules(module: str) -> frozenset[str]:
    """The shapes of a module that can be found broken: those with a message."""
    found = parse_file(shipped.folder("shapes") / f"{module}.ttl")
    return frozenset(
        each.subject.value for each in found if each.predicate == SH["message"] and isinstance(each.subject, NamedNode)
    )


@cache
def example(module: str) -> tuple[Quad, ...]:
    """The keeping example in the default graph and each breaking one in the graph that is named for its shape."""
    return tuple(parse_file(EXAMPLES / f"{module}.trig"))


def kept(module: str) -> list[Quad]:
    """The example that keeps every shape of a module."""
    return [each for each in example(module) if isinstance(each.graph_name, DefaultGraph)]


def broken(module: str, rule: str) -> list[Quad]:
    """The keeping example, but for what the breaking one says anew."""
    anew = [each for each in example(module) if each.graph_name == NamedNode(rule)]
    subjects = {each.subject for each in anew}
    return anew + [each for each in kept(module) if each.subject not in subjects]


def found(data: list[Quad]) -> set[str]:
    """The shapes that a graph breaks; the texts of its articles are not at hand, so that evidence is not read again."""
    every = {rule for module in MODULES for rule in rules(module)}
    return {each.rule for each in check(data, ontology(), shapes(), {}) if each.rule in every}


CASES = [(module, rule) for module in MODULES for rule in sorted(rules(module))]
BREAKING = [
    pytest.param(module, rule, id=rule.rpartition("#")[2], marks=pytest.mark.slow if number % 3 else ())
    for number, (module, rule) in enumerate(CASES)
]


@pytest.mark.parametrize("module", MODULES)
def test_keeping_example_breaks_nothing(module: str) -> None:
    """The keeping example of a module breaks no shape of any module."""
    assert kept(module)
    assert found(kept(module)) == set()


@pytest.mark.parametrize(("module", "rule"), BREAKING)
def test_breaking_example_breaks_its_shape(module: str, rule: str) -> None:
    """The breaking example of a shape breaks this shape, and no other but one that cannot be kept then."""
    assert any(each.graph_name == NamedNode(rule) for each in example(module)), "the shape has no breaking example"
    assert found(broken(module, rule)) == {rule} | {RULES + each for each in ENTAILED.get(rule.removeprefix(RULES), ())}


@pytest.mark.parametrize("module", MODULES)
def test_examples_are_of_shapes(module: str) -> None:
    """Every breaking example is named for a shape that there is."""
    names = {each.graph_name.value for each in example(module) if isinstance(each.graph_name, NamedNode)}
    assert names == rules(module)


def test_shapes_follow_the_ontology() -> None:
    """Each file of shapes has the stem of a module of the ontology, and each module has its shapes."""
    assert sorted(path.stem for path in shipped.folder("ontology").glob("*.ttl")) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_shapes_speak_plainly(module: str) -> None:
    """Each shape with a message has one sentence in English, a name, and a severity."""
    statements = parse_file(shipped.folder("shapes") / f"{module}.ttl")
    for rule in rules(module):
        said = {
            name: [each.object for each in statements if each.subject == NamedNode(rule) and each.predicate == SH[name]]
            for name in ("message", "name", "severity")
        }
        assert [len(values) for values in said.values()] == [1, 1, 1], rule
        message = said["message"][0]
        assert isinstance(message, Literal)
        assert message.language == "en"
        assert message.value.endswith("."), rule


def test_node_shapes_are_described() -> None:
    """Each node shape with a target says in a sentence what it is for."""
    targets = {SH[name] for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}
    aimed = {each.subject for each in shapes() if each.predicate in targets}
    described = {each.subject for each in shapes() if each.predicate == SH["description"]}
    assert aimed <= described
