"""What makes shapes unusable: they are refused by name, and never find nothing in silence."""

import socket
from pathlib import Path

import pytest

from kgbuild import shipped
from kgbuild.check import check, read_shapes
from kgbuild.check.shacl import validate
from kgbuild.check.shapes import refuse_unusable
from kgbuild.errors import OntologyError
from kgbuild.store import Quad, parse
from tests.checked import articles, good, ontology, shapes

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SERVICE = """ex:S a sh:NodeShape ; sh:targetClass kg:State ; sh:sparql [
  sh:select "SELECT $this WHERE {{ {} <http://127.0.0.1:9/> {{ $this ?p ?o }} }}" ] ."""


def turtle(text: str) -> list[Quad]:
    """The statements of Turtle with the usual prefixes."""
    return parse(PREFIXES + text, ".ttl", "test")


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket can be opened."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_no_shapes_are_refused(tmp_path: Path) -> None:
    """An empty folder of shapes is an error, not a graph that conforms."""
    with pytest.raises(OntologyError, match="no shapes"):
        read_shapes([tmp_path])
    with pytest.raises(OntologyError, match="no shapes"):
        check(good(), ontology(), [], articles())


@pytest.mark.parametrize(
    "text",
    [
        "ex:S a sh:NodeShape ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] .",
        "ex:S a sh:NodeShape ; sh:targetClass kg:Event ; sh:deactivated true .",
        "ex:O a owl:Ontology ; rdfs:label 'not a shape' .",
    ],
)
def test_shapes_without_a_target_are_refused(text: str) -> None:
    """Shapes that are never looked at are an error."""
    with pytest.raises(OntologyError, match="no shape in the shapes has a target"):
        validate(good(), turtle(text))


def test_class_that_is_a_shape_is_its_own_target() -> None:
    """A shape that is a class as well is looked at for the instances of the class."""
    own = turtle("kg:State a owl:Class , sh:NodeShape ; sh:property [ sh:path rdfs:label ; sh:maxCount 0 ] .")
    assert len(validate(good(), own)) == 2


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("sh:property [ sh:path rdfs:label ; sh:minCuont 1 ]", "sh:minCount"),
        ("sh:property [ sh:path rdfs:label ; sh:nodekind sh:IRI ]", "sh:nodeKind"),
        ("sh:js [ sh:jsFunctionName 'f' ]", "JavaScript"),
        ("sh:rule [ a sh:TripleRule ]", "rules, functions"),
        ("sh:target [ a sh:SPARQLTarget ]", "rules, functions"),
        ("sh:severity sh:violation", "sh:Violation"),
    ],
)
def test_terms_that_would_be_ignored_are_refused(text: str, hint: str) -> None:
    """A misspelt term, JavaScript and the advanced features are refused by name, with what to do."""
    with pytest.raises(OntologyError, match="is not a term of SHACL Core or SHACL-SPARQL") as caught:
        refuse_unusable(turtle(f"ex:S a sh:NodeShape ; sh:targetClass kg:State ; {text} ."))
    assert hint in caught.value.hint


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("word", ["SERVICE", "service", "SERVICE SILENT", "\\\\u0053ERVICE"])
def test_service_is_refused(word: str) -> None:
    """A query of a shape that would ask another server is refused, however it is written, and no socket is opened."""
    with pytest.raises(OntologyError, match="SERVICE"):
        validate(good(), turtle(SERVICE.format(word)))


@pytest.mark.usefixtures("closed")
def test_other_graphs_are_refused() -> None:
    """A query of a shape that would load a graph from elsewhere is refused."""
    query = "SELECT $this FROM <http://127.0.0.1:9/> WHERE { $this ?p ?o }"
    own = turtle(f"ex:S a sh:NodeShape ; sh:targetClass kg:State ; sh:sparql [ sh:select '{query}' ] .")
    with pytest.raises(OntologyError, match="FROM"):
        validate(good(), own)


@pytest.mark.usefixtures("closed")
def test_imports_are_not_fetched() -> None:
    """owl:imports in shapes and ontology is left alone."""
    imports = turtle("ex:O a owl:Ontology ; owl:imports <http://127.0.0.1:9/shapes.ttl> .")
    assert check(good(), [*ontology(), *imports], [*shapes(), *imports], articles()) == []


@pytest.mark.parametrize(
    "query",
    ["SELECT $this WHERE { $this ?p }", "SELECT $this WHERE { $this undeclared:p ?o }", "DELETE WHERE { $this ?p ?o }"],
)
def test_broken_query_is_an_error(query: str) -> None:
    """A query of a shape that is not SPARQL, or uses a prefix that is not declared, is an error of the shapes."""
    own = turtle(f"ex:S a sh:NodeShape ; sh:targetClass kg:State ; sh:sparql [ sh:select '{query}' ] .")
    with pytest.raises(OntologyError):
        validate(good(), own)


def test_broken_turtle_names_file_and_line(tmp_path: Path) -> None:
    """Turtle that cannot be parsed is an error that names the file and the line."""
    path = tmp_path / "own.ttl"
    path.write_text(PREFIXES + "ex:S a sh:NodeShape ;\n  sh:targetClass kg:Event\n  sh:name 'x' .\n")
    with pytest.raises(OntologyError, match=r"own\.ttl, line 9"):
        read_shapes([shipped.folder("shapes"), tmp_path])


def test_misspelt_file_is_named(tmp_path: Path) -> None:
    """A term that would be ignored is an error that names the file."""
    (tmp_path / "own.ttl").write_text(PREFIXES + "ex:S a sh:NodeShape ; sh:targetClas kg:Event .")
    with pytest.raises(OntologyError, match=r"own\.ttl: sh:targetClas"):
        read_shapes([shipped.folder("shapes"), tmp_path])


def test_ill_formed_shape_is_an_error() -> None:
    """A shape that pySHACL cannot load is an error, not a traceback."""
    own = turtle("ex:S a sh:PropertyShape ; sh:targetClass kg:State ; sh:minCount 1 .")
    with pytest.raises(OntologyError, match="cannot be used"):
        validate(good(), own)


@pytest.mark.parametrize(
    "text",
    [
        "ex:S a sh:NodeShape ; sh:targetClass kg:State ; sh:qualifiedValueShape ex:T ; sh:qualifiedMinCount 1 . "
        "ex:T a sh:NodeShape ; sh:nodeKind sh:IRI .",
        "ex:S a sh:NodeShape ; sh:targetClass kg:State ; sh:node ex:T . ex:T a sh:NodeShape ; sh:node ex:S .",
    ],
)
def test_constraints_that_are_passed_over_are_errors(text: str) -> None:
    """A constraint that has no meaning where it stands, or leads back to itself, is an error, not passed over."""
    with pytest.raises(OntologyError, match="not looked at"):
        validate(good(), turtle(text))


@pytest.mark.parametrize(
    "text",
    [
        "ex:S a sh:NodeShape ; sh:targetClass kg:Evnt ; sh:nodeKind sh:IRI .",
        "ex:S a sh:NodeShape ; sh:targetSubjectsOf kg:agnt ; sh:nodeKind sh:IRI .",
        "ex:S a sh:NodeShape ; sh:targetClass kg:Event ; sh:property [ sh:path kg:palce ; sh:maxCount 1 ] .",
    ],
)
def test_shapes_of_nothing_are_refused(text: str) -> None:
    """A shape that aims at a class or property that is not declared would find nothing: it is an error."""
    with pytest.raises(OntologyError, match="which the ontology does not declare"):
        check(good(), ontology(), [*shapes(), *turtle(text)], articles())


def test_own_shapes_are_added(tmp_path: Path) -> None:
    """The shapes of a project count beside the shipped ones, and find under their own IRIs and in their own words."""
    rule = "sh:property ex:Rule . ex:Rule sh:path kg:place ; sh:minCount 1 ; sh:message 'An event has a place.'"
    (tmp_path / "own.ttl").write_text(f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass kg:Event ; {rule} .")
    found = check(good(), ontology(), read_shapes([shipped.folder("shapes"), tmp_path]), articles())
    assert [(each.rule, each.message, each.value) for each in found] == [
        ("https://example.org/Rule", "An event has a place.", None)
    ]


def test_shape_without_a_name_goes_by_its_parent() -> None:
    """What a nameless property shape finds is told as found by the shape that it is part of."""
    own = turtle(
        "ex:S a sh:NodeShape ; sh:targetClass kg:Unplaced ; sh:property [ sh:path kg:reason ; sh:maxCount 0 ] ."
    )
    found = check(good(), ontology(), [*shapes(), *own], articles())
    assert [each.rule for each in found] == ["https://example.org/S"]


def test_shipped_rule_can_be_turned_off() -> None:
    """A project turns off a shipped shape by sh:deactivated."""
    data = [each for each in good() if "frame" not in each.predicate.value]
    off = turtle("<https://w3id.org/kgbuild/shapes#ReportFrame> sh:deactivated true .")
    assert {each.rule_name for each in check(data, ontology(), shapes(), articles())} == {"ReportFrame"}
    assert check(data, ontology(), [*shapes(), *off], articles()) == []


def test_unknown_argument_is_refused() -> None:
    """A misspelt argument of the validator is an error, where pySHACL itself would say that the graph conforms."""
    with pytest.raises(TypeError):
        validate(good(), shacl_grpah=shapes())  # type: ignore[call-arg]
