"""What is known of a thing, and why."""

import json
from pathlib import Path

import pytest

from kgbuild import shipped, show
from kgbuild.cli import run
from kgbuild.errors import GraphError
from kgbuild.store import KG, Index, NamedNode, Quad, iri, parse_file
from tests.conftest import CHECKOUT

BASE = "https://w3id.org/kgbuild/id/"


@pytest.fixture(scope="module")
def graph() -> Index:
    """A small graph of two articles."""
    return Index(parse_file(CHECKOUT / "tests" / "data" / "good" / "graph.ttl"))


@pytest.fixture(scope="module")
def ontology() -> Index:
    """The shipped ontology."""
    return Index(quad for path in shipped.folder("ontology").glob("*.ttl") for quad in parse_file(path))


@pytest.mark.parametrize(
    "words",
    [f"{BASE}person/ana-costa", "person/ana-costa", "ana-costa", "Ana Costa", "ANA  costa", "ana cos"],
)
def test_a_thing_is_found_by_iri_or_name(graph: Index, words: str) -> None:
    """The whole IRI, its end, the name in any case, and a part of the name lead to the same node."""
    assert show.find(graph, words, BASE).value == f"{BASE}person/ana-costa"


def test_what_is_not_there(graph: Index) -> None:
    """An unknown name is told, with a way to see what there is."""
    with pytest.raises(GraphError, match="nothing in the graph is called 'Atlantis'") as caught:
        show.find(graph, "Atlantis", BASE)
    assert "kgbuild query" in caught.value.hint


def test_what_may_be_several_things(graph: Index) -> None:
    """Where a part of a name fits several things they are listed, and none is chosen."""
    with pytest.raises(GraphError, match="may be") as caught:
        show.find(graph, "2024", BASE)
    assert "event/2024-03-04-meeting-geneva" in caught.value.hint


def test_an_event_is_told_with_its_quotes(graph: Index, ontology: Index) -> None:
    """The statements of an event rest on the quotes of its reports, in the order of the text."""
    node = show.find(graph, "2024-03-04-meeting-geneva", BASE)
    described = show.describe(graph, ontology, node)
    agents = [each for each in described.statements if each.iri == f"{BASE}state/norway"]
    assert [each.value for each in agents] == ["Norway"]
    quotes = agents[0].evidence
    assert quotes
    assert list(quotes) == sorted(quotes, key=lambda quote: (quote.article, quote.start, quote.end))
    for each in quotes:
        names = {"Ministers meet in Geneva 🕊": "harbour-talks", "short-note": "short-note"}
        text = (CHECKOUT / "tests" / "data" / "good" / f"{names[each.article]}.txt").read_text(encoding="utf-8")
        assert text[each.start : each.end] == each.quote


def test_an_actor_is_told_by_what_it_did(graph: Index, ontology: Index) -> None:
    """An actor's description names its events and the positions it holds."""
    described = show.describe(graph, ontology, show.find(graph, "Ana Costa", BASE))
    told = {each.property for each in described.statements}
    assert {"agent of", "holds the position"} <= told
    assert "person" in described.types


def test_a_position_that_two_articles_tell_is_told_once(graph: Index, ontology: Index) -> None:
    """Tenures of one label are one statement, with the quotes of all."""
    ana = show.find(graph, "Ana Costa", BASE)
    quads = list(parse_file(CHECKOUT / "tests" / "data" / "good" / "graph.ttl"))
    held = {node: iri(f"{node.value}-2") for node in graph.subjects(KG["holder"], ana)}
    again = [
        Quad(held[each.subject], each.predicate, each.object)
        for each in quads
        if isinstance(each.subject, NamedNode) and each.subject in held
    ]
    evidence = graph.instances(KG["Evidence"])
    again += [Quad(again[0].subject, KG["evidence"], each) for each in evidence]

    def told(known: Index) -> dict[str, int]:
        statements = show.describe(known, ontology, ana).statements
        return {each.value: len(each.evidence) for each in statements if each.property == "holds the position"}

    assert told(Index([*quads, *again])).keys() == told(graph).keys()
    assert max(told(Index([*quads, *again])).values()) > len(evidence)


def test_on_the_command_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The text numbers each quote once; --json gives the same statements as an object."""
    monkeypatch.chdir(Path(CHECKOUT))
    assert run(["show", "Igor Khovaev"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Igor Khovaev\nperson   https://w3id.org/kgbuild/id/person/igor-khovaev\n")
    assert text.count("\n[1] “") == 1
    assert run(["show", "Igor Khovaev", "--json"]) == 0
    described = json.loads(capsys.readouterr().out)
    assert described["label"] == "Igor Khovaev"
    assert all(each["value"] in text for each in described["statements"])
