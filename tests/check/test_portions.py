"""A graph that is checked in portions, from disk, is checked as if it were in memory."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from kgbuild.check import Finding, check, check_in_portions
from kgbuild.store import OWL, RDF, RDFS, SH, BlankNode, Literal, Quad, iri, parse, parse_file
from tests.checked import articles, good, ontology, shapes
from tests.conftest import CHECKOUT
from tests.test_mutations import MUTATIONS, SOUND

EX = "https://example.org/"


def apart(data: Sequence[Quad], seed: int, count: int = 4) -> list[list[Quad]]:
    """The statements dealt out at random, about a fifth of them to two portions; the last portion is empty."""
    chance = random.Random(seed)
    portions: list[list[Quad]] = [[] for _ in range(count + 1)]
    for each in data:
        for number in {chance.randrange(count), chance.randrange(count) if chance.random() < 0.4 else -2}:
            if number >= 0:
                portions[number].append(each)
    return portions


def told(found: Sequence[Finding]) -> list[str]:
    """Findings in their order; those of one place, which have none among them, by their words."""
    return [repr(each) for each in sorted(found, key=lambda each: (each.order, each.message, each.component))]


BROKEN = [
    pytest.param(name, marks=() if number % 10 == 0 else pytest.mark.slow)
    for number, name in enumerate([*MUTATIONS, *SOUND][::4])
]


@pytest.mark.parametrize("name", BROKEN)
def test_portions_make_no_difference(name: str, tmp_path: Path) -> None:
    """Whatever is broken, and however the statements are dealt out to portions, the same is found, word for word."""
    change = SOUND[name] if name in SOUND else MUTATIONS[name][0]
    data = change(list(good()))
    whole = check(data, ontology(), shapes(), articles())
    parts = check_in_portions(apart(data, len(name)), ontology(), shapes(), articles(), tmp_path)
    assert told(parts) == told(whole)
    assert [each.order for each in parts] == [each.order for each in whole]


def test_everything_broken_at_once(tmp_path: Path) -> None:
    """With many faults together, each at a node of its own or not, the same is found."""
    data = list(good())
    for change, _ in list(MUTATIONS.values())[::3]:
        data = change(data)
    whole = check(data, ontology(), shapes(), articles())
    parts = check_in_portions(apart(data, 7), ontology(), shapes(), articles(), tmp_path)
    assert len(whole) > 50
    assert told(parts) == told(whole)


def test_a_project_of_many_files(shared: Path, tmp_path: Path) -> None:
    """The files of a graph, each a portion, are checked as the graph in one piece is, sound and with faults."""
    del shared
    files = [parse_file(path) for path in sorted((CHECKOUT / "graphs").glob("*.ttl"))]
    assert len(files) > 1
    data = [each for file in files for each in file]
    assert told(check_in_portions(files, ontology(), shapes(), {}, tmp_path)) == told(
        check(data, ontology(), shapes(), {})
    )


def test_a_shape_of_ones_own_looks_across_portions(tmp_path: Path) -> None:
    """A shape that cannot be judged at a glance, and one whose query leads from file to file, see the whole graph."""
    rules = parse(
        f"""@prefix sh: <{SH.iri}> . @prefix : <{EX}> .
        :near a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path [ sh:oneOrMorePath :to ] ; sh:maxCount 2 ] .
        :far a sh:NodeShape ; sh:targetSubjectsOf :to ; sh:sparql [
            sh:select "SELECT $this ?value {{ $this <{EX}to> ?b . ?b <{EX}to> ?c . ?c <{EX}to> ?value }}" ] .""",
        ".ttl",
        "shapes",
    )
    chain = [Quad(iri(EX + a), iri(EX + "to"), iri(EX + b)) for a, b in ("ab", "bc", "cd")]
    typed = [Quad(iri(EX + name), RDF["type"], OWL["Thing"]) for name in "abcd"]
    extra = [Quad(BlankNode("x"), iri(EX + "to"), iri(EX + "a")), Quad(iri(EX + "d"), RDFS["label"], Literal("D"))]
    whole = check([*chain, *typed, *extra], (), rules, {})
    assert {each.rule for each in whole} >= {EX + "near", EX + "far"}
    portions = [[each] for each in (*extra, *chain, *typed)]
    assert told(check_in_portions(portions, (), rules, {}, tmp_path)) == told(whole)
