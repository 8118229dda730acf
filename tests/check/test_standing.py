"""A check that goes on from the last one finds what a check from scratch finds, whatever has changed."""

import os
import random
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from kgbuild.check import Finding, check
from kgbuild.check import standing as standing_module
from kgbuild.check.inspection import Inspection, Note, Rules
from kgbuild.check.standing import NamelessError, Part, check_further
from kgbuild.store import KG, RDF, SH, BlankNode, DiskIndex, Literal, Quad, iri, parse
from tests.checked import articles, good, ontology, shapes
from tests.test_mutations import MUTATIONS, SOUND, node

PARTS = 6


def parts(data: Sequence[Quad]) -> list[Part]:
    """The statements in parts by their subjects, some of them in two parts; each part knows when it has changed."""
    dealt: list[list[Quad]] = [[] for _ in range(PARTS)]
    for each in data:
        chance = random.Random(str(each.subject))
        for number in {chance.randrange(PARTS), chance.randrange(PARTS) if chance.random() < 0.2 else 0}:
            dealt[number].append(each)
    return [Part(f"part {number}", str(hash(tuple(each))), partial(list, each)) for number, each in enumerate(dealt)]


def told(found: Sequence[Finding]) -> list[str]:
    """Findings by their words."""
    return sorted(map(repr, found))


def further(data: Sequence[Quad], folder: Path, key: str = "rules", forks: int = 1) -> list[Finding]:
    """What the standing check finds."""
    return check_further(parts(data), Rules(ontology(), shapes()), articles(), folder, key, forks)[1]


def elsewhere(judge: Callable[..., Note]) -> Callable[..., Note]:
    """Judging that another process than this one must do."""
    here = os.getpid()

    def judged(*given: object) -> Note:
        assert os.getpid() != here
        return judge(*given)

    return judged


def nameless(data: Sequence[Quad]) -> bool:
    """Whether statements have blank nodes."""
    return any(isinstance(term, BlankNode) for each in data for term in (each.subject, each.object))


def edits(seed: int) -> Iterator[tuple[str, list[Quad]]]:
    """The good graph after some mutations, each with what was added and taken away again before."""
    chance = random.Random(seed)
    names = [*MUTATIONS, *SOUND]
    chance.shuffle(names)
    for name in names[:3]:
        change = SOUND[name] if name in SOUND else MUTATIONS[name][0]
        data = change(list(good()))
        if not nameless(data):
            yield name, data
            lost = {each.subject for each in chance.sample(data, 3)}
            yield f"{name}, without some nodes", [each for each in data if each.subject not in lost]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 10, 11))])
def test_the_same_is_found_after_any_change(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From one broken graph to the next all is found anew."""
    monkeypatch.setattr(standing_module, "_MOST", 120)
    monkeypatch.setattr(standing_module, "_PART", 60)
    assert further(good(), tmp_path) == []
    for name, data in edits(seed):
        whole = check(data, ontology(), shapes(), articles())
        assert told(further(data, tmp_path)) == told(whole), name


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux forks")
def test_forks_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forks that look at a part each find what one process finds, at once and after a change."""
    for name in ("_WORTH_IT", "_GROUP"):
        monkeypatch.setattr(standing_module, name, 1)
    monkeypatch.setattr(standing_module, "_GROUPS", 4)
    monkeypatch.setattr(Inspection, "judge", elsewhere(Inspection.judge))
    for name, data in edits(7):
        whole = told(check(data, ontology(), shapes(), articles()))
        assert told(further(data, tmp_path / "kept", forks=2)) == whole, name
        assert told(further(data, tmp_path / name.replace(" ", "-"), forks=2)) == whole, name


def test_what_has_not_changed_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing changes no portion is looked at; where one node does, not all are; with other rules all are."""
    looked: list[int] = []
    inspect = standing_module._inspect

    def counted(inspection: Inspection, graph: DiskIndex, asking: Collection[str], forks: int) -> None:
        looked.append(len(asking))
        inspect(inspection, graph, asking, forks)

    monkeypatch.setattr(standing_module, "_inspect", counted)
    further(good(), tmp_path)
    further(good(), tmp_path)
    other = [*good(), Quad(node("place/nowhere"), RDF["type"], KG["Place"])]
    further(other, tmp_path)
    further(other, tmp_path, "other rules")
    assert looked[0] == looked[3] == PARTS
    assert looked[1] == 0
    assert 0 < looked[2] < PARTS


def test_a_damaged_memory_costs_only_time(tmp_path: Path) -> None:
    """What is kept may be cut short, or be anything: the check then begins anew."""
    broken = MUTATIONS["two hashes"][0](list(good()))
    found = further(broken, tmp_path)
    kept = tmp_path / "statements"
    for content in (kept.read_bytes()[:5000], b"nothing of the sort"):
        kept.write_bytes(content)
        assert further(broken, tmp_path) == found


def test_nodes_without_names_are_refused(tmp_path: Path) -> None:
    """A blank node has no name to be known by next time."""
    with pytest.raises(NamelessError):
        further([*good(), Quad(BlankNode("x"), KG["quote"], Literal("x"))], tmp_path)


EX = "https://example.org/"
OWN = f'''@prefix sh: <{SH.iri}> . @prefix : <{EX}> .
:near a sh:NodeShape ; sh:targetNode :n0 ; sh:property [ sh:path [ sh:oneOrMorePath :to ] ; sh:maxCount 3 ] .
:back a sh:NodeShape ; sh:targetObjectsOf :to ; sh:property [ sh:path ( [ sh:inversePath :to ] :to ) ; sh:maxCount 2 ] .
:far a sh:NodeShape ; sh:targetSubjectsOf :to ; sh:sparql [
    sh:select "SELECT $this ?value {{ $this <{EX}to> ?b . ?b <{EX}to> ?c . ?c <{EX}to> ?value }}" ] .
:round a sh:NodeShape ; sh:targetSubjectsOf :to ; sh:sparql [
    sh:select "SELECT $this ?value {{ $this <{EX}to>+ $this . $this <{EX}to> ?value }}" ] .
:last a sh:NodeShape ; sh:targetObjectsOf :to ; sh:sparql [
    sh:select """SELECT $this ?value {{ ?value <{EX}to> $this
      FILTER NOT EXISTS {{ $this <{EX}to>|^<{EX}to>/^<{EX}to> ?other }} }}""" ] .'''


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def test_rules_that_lead_from_part_to_part(seed: int, tmp_path: Path) -> None:
    """Own shapes with paths and queries over several parts find the same after each change of a random graph."""
    chance, rules = random.Random(seed), parse(OWN, ".ttl", "rules")
    nodes, way = [iri(f"{EX}n{number}") for number in range(9)], iri(EX + "to")
    edges = {(one, chance.choice(nodes)) for one in nodes}
    seen = 0
    for _ in range(12):
        edges ^= {(chance.choice(nodes), chance.choice(nodes)) for _ in range(2)}
        ordered = sorted(edges, key=str)
        data = [Quad(one, way, other) for one, other in ordered]
        dealt = [[Quad(one, way, b) for one, b in ordered if nodes.index(one) % 5 == number] for number in range(5)]
        found = [Part(f"part {at}", str(hash(tuple(each))), partial(list, each)) for at, each in enumerate(dealt)]
        wanted = check(data, (), rules, {})
        seen += len(wanted)
        assert told(check_further(found, Rules((), rules), {}, tmp_path, "own")[1]) == told(wanted)
    assert seen
