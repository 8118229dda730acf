"""Property paths of SHACL are told in the syntax of SPARQL."""

import pytest

from kgbuild.check.paths import path_text
from kgbuild.store import SH, Index, parse

CASES = [
    ("ex:p", "https://example.org/p"),
    ("[ sh:inversePath ex:p ]", "^<p>"),
    ("( ex:p ex:q )", "<p>/<q>"),
    ("[ sh:alternativePath ( ex:p ex:q ) ]", "<p>|<q>"),
    ("[ sh:zeroOrMorePath ex:p ]", "<p>*"),
    ("[ sh:oneOrMorePath ex:p ]", "<p>+"),
    ("[ sh:zeroOrOnePath ex:p ]", "<p>?"),
    ("( [ sh:inversePath ex:p ] ex:q )", "^<p>/<q>"),
    ("( [ sh:alternativePath ( ex:p ( ex:q ex:r ) ) ] ex:s )", "(<p>|(<q>/<r>))/<s>"),
    ("[ sh:inversePath ( ex:p ex:q ) ]", "^(<p>/<q>)"),
    ("[ sh:zeroOrMorePath [ sh:inversePath ex:p ] ]", "(^<p>)*"),
    ("( ex:p [ sh:zeroOrMorePath ex:q ] )", "<p>/<q>*"),
]


@pytest.mark.parametrize(("shacl", "sparql"), CASES)
def test_path_is_written_as_in_sparql(shacl: str, sparql: str) -> None:
    """Each form of path, alone and within others, with brackets where SPARQL needs them."""
    prefixes = "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
    graph = Index(parse(f"{prefixes} ex:S sh:path {shacl} .", ".ttl", "test"))
    ((_, path),) = graph.pairs(SH["path"])
    assert path_text(graph, path).replace("<https://example.org/", "<") == sparql


def test_endless_list_ends() -> None:
    """A list that runs in a circle is told once round."""
    text = """@prefix ex: <https://example.org/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    _:a rdf:first ex:p ; rdf:rest _:a . ex:S <http://www.w3.org/ns/shacl#path> _:a ."""
    graph = Index(parse(text, ".ttl", "test"))
    ((_, path),) = graph.pairs(SH["path"])
    assert path_text(graph, path) == "<https://example.org/p>"
