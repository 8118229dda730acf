"""RDF text becomes statements, or an error that names file and line."""

from pathlib import Path

import pytest

from kgbuild.errors import GraphError, OntologyError
from kgbuild.store import KG, BlankNode, Literal, NamedNode, Quad, parse, parse_file

STATEMENT = Quad(NamedNode("http://a/s"), NamedNode("http://a/p"), Literal("o"))
SAME = {
    ".ttl": '<http://a/s> <http://a/p> "o" .',
    ".nt": '<http://a/s> <http://a/p> "o" .',
    ".nq": '<http://a/s> <http://a/p> "o" .',
    ".jsonld": '{"@id": "http://a/s", "http://a/p": "o"}',
    ".rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'
    '<rdf:Description rdf:about="http://a/s"><a:p>o</a:p></rdf:Description></rdf:RDF>',
}


@pytest.mark.parametrize("suffix", SAME)
def test_each_syntax_says_the_same(suffix: str, tmp_path: Path) -> None:
    """The suffix of a file tells its syntax."""
    file = tmp_path / f"x{suffix}"
    file.write_text(SAME[suffix], encoding="utf-8")
    assert parse_file(file) == [STATEMENT]


def test_broken_turtle_names_file_and_line(tmp_path: Path) -> None:
    """The error of a broken file tells path, line and what is wrong, as the kind of error asked for."""
    file = tmp_path / "own.ttl"
    file.write_text("@prefix a: <http://a/> .\n\na:b a:c a:d\na:e a:f a:g .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"own\.ttl, line 4: A dot is expected"):
        parse_file(file, OntologyError)


@pytest.mark.parametrize("content", [b"\xff\xfe<\x00", b"<a> <b> <c> .", b"\x00", b"@prefix"])
def test_what_is_no_turtle_is_refused(content: bytes) -> None:
    """Other encodings, relative IRIs and NUL bytes end in an error for the user."""
    with pytest.raises(GraphError, match=r"x\.ttl, line 1"):
        parse(content, ".ttl", "x.ttl")


@pytest.mark.parametrize(
    "content",
    [
        '{"@context": "https://schema.org/", "@id": "http://a/s", "name": "x"}',
        '{"@context": [{}, "https://schema.org/"], "@id": "http://a/s"}',
        '{"@context": {"@import": "https://schema.org/"}, "@id": "http://a/s"}',
        '{"@context": {"g": {"@id": "http://a/g", "@context": "http://evil/"}}, "@id": "http://a/s"}',
        '{"@id": "http://a/s", "http://a/p": {"@context": "http://evil/", "@id": "http://a/o"}}',
    ],
)
def test_remote_context_is_refused(content: str) -> None:
    """A JSON-LD text that needs a context from elsewhere is refused by name, wherever it asks for it."""
    with pytest.raises(GraphError, match="remote @context"):
        parse(content, ".jsonld", "x.jsonld")


def test_a_broken_json_document_is_refused() -> None:
    """JSON that is cut off, or nests too deep to be read, is an error for the user."""
    for content in ('{"@id": ', "[" * 100_000):
        with pytest.raises(GraphError):
            parse(content, ".jsonld", "x.jsonld")


def test_external_entities_of_xml_are_not_read(tmp_path: Path) -> None:
    """RDF/XML cannot pull in another file."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    content = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><rdf:RDF xmlns:a="http://a/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a:A rdf:about="http://a/s"><a:p>&x;</a:p></a:A></rdf:RDF>'
    )
    with pytest.raises(GraphError):
        parse(content, ".rdf", "x.rdf")


def test_unknown_suffix_and_missing_file_are_refused(tmp_path: Path) -> None:
    """A file that is not there, or whose syntax is not known, is named in the error."""
    with pytest.raises(GraphError, match=r"suffix '\.txt'"):
        parse("", ".txt", "x.txt")
    with pytest.raises(GraphError, match=r"gone\.ttl cannot be read"):
        parse_file(tmp_path / "gone.ttl")


def test_blank_nodes_of_two_texts_stay_apart() -> None:
    """One label in two texts is two nodes."""
    first, second = (parse("_:x <http://a/p> _:x .", ".ttl", "x.ttl")[0].subject for _ in range(2))
    assert isinstance(first, BlankNode)
    assert first != second


def test_a_namespace_makes_each_term_once() -> None:
    """A namespace gives the same term for the same name, and knows its own."""
    assert KG["agent"] is KG["agent"]
    assert KG["agent"] in KG
    assert "http://other/agent" not in KG
