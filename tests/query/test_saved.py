"""Headers of saved queries, and where a parameter may stand."""

from pathlib import Path

import pytest

from kgbuild.errors import QueryError
from kgbuild.query import find, read_text, saved_paths
from kgbuild.query.binding import bind
from kgbuild.query.parameters import Parameter
from kgbuild.query.saved import read_file
from tests.query.asked import NAMES, QUERIES

WHOLE = """# title: Who met whom
# description: One row for each two actors
#   of a meeting.
# Words without a key are nobody's business: really.
# param: since (xsd:date) = 2023-01-01 the first day
# param: name (xsd:string) = "two \\"words\\""
# param: thing (iri)

SELECT * { ?thing ?p ?o . FILTER(?o > ?since && ?o != $name) } # note: not the header
"""


def test_header() -> None:
    """Title, description over two lines, and parameters with type, default and description are read."""
    query = read_text(WHOLE, "meetings")
    assert (query.name, query.title) == ("meetings", "Who met whom")
    assert query.description == "One row for each two actors of a meeting."
    assert query.parameters == (
        Parameter("since", "xsd:date", "2023-01-01", "the first day"),
        Parameter("name", "xsd:string", 'two "words"'),
        Parameter("thing", "iri"),
    )


def test_binding() -> None:
    """Each variable of a parameter, with ? or $, becomes a term; all else stays as it is, line by line."""
    query = bind(read_text(WHOLE), {"thing": "https://example.org/x"})
    assert query.splitlines()[:-1] == WHOLE.splitlines()[:-1]
    assert query.splitlines()[-1] == (
        "SELECT * {  <https://example.org/x>  ?p ?o . "
        'FILTER(?o >  "2023-01-01"^^<http://www.w3.org/2001/XMLSchema#date>  && ?o !=  "two \\"words\\"" ) } '
        "# note: not the header"
    )


def test_names_in_strings_and_comments_are_not_parameters() -> None:
    """A parameter's name in a string, a comment, an IRI or a longer name is left alone."""
    text = "# param: a (xsd:integer) = 1 x\nSELECT * { ?ab <x:y> \"?a\", '''$a''' . FILTER(?a = 1) } # ?a"
    assert bind(read_text(text), {}).count("?a") == text.count("?a") - 1


@pytest.mark.parametrize(
    ("given", "term"),
    [
        ("event/x", "<https://example.org/id/event/x>"),
        ("https://other.example/x", "<https://other.example/x>"),
        ("my:x", "<https://example.org/my#x>"),
        ("skos:Concept", "<http://www.w3.org/2004/02/skos/core#Concept>"),
        ("http://example.org/x", "<http://example.org/x>"),
    ],
)
def test_iris(given: str, term: str) -> None:
    """An IRI is absolute, or by a prefix of the query or the vocabularies, or relative to the base."""
    query = read_text("# param: x (iri)\nPREFIX my: <https://example.org/my#> ASK { ?x ?y my:z }")
    assert term in bind(query, {"x": given}, "https://example.org/id/")


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("xsd:date", "2024-02-29", '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("xsd:gYear", "2024", '"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("xsd:gYearMonth", "2024-02", '"2024-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("xsd:integer", "-5", '"-5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("xsd:decimal", "0.5", '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("xsd:boolean", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("xsd:string", "words", '"words"'),
    ],
)
def test_types(kind: str, value: str, written: str) -> None:
    """A value becomes the literal of its type, and a word that is no value of a strict type is refused."""
    query = read_text(f"# param: x ({kind})\nASK {{ ?s ?p ?x }}")
    assert bind(query, {"x": value}) == f"# param: x ({kind})\nASK {{ ?s ?p  {written}  }}"
    if kind != "xsd:string":
        with pytest.raises(QueryError, match="parameter x wants"):
            bind(query, {"x": "nonsense"})


def test_known_prefixes_are_declared() -> None:
    """A known prefix that the query does not declare is declared on its first line; an unknown one is left alone."""
    text = "PREFIX kg: <https://own.example/#>\nASK { ?s a kg:X ; rdfs:label ?l ; my:x 'foaf:name' }"
    assert bind(read_text(text), {}) == f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {text}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# titel: x\nASK {}", "unknown key: 'titel'"),
        ("# title: x\n# title: y\nASK {}", "more than one title"),
        ("# param: x\nASK {}", "cannot be read: 'x'"),
        ("# param: x (xsd:dat) y\nASK { ?x ?y ?z }", "x has the unknown type 'xsd:dat'"),
        ("# param: x (xsd:date) = 2023-02-30 y\nASK { ?s ?p ?x }", "x wants a day, not '2023-02-30'"),
        ('# param: x (xsd:string) = "open\nASK { ?s ?p ?x }', "cannot be read"),
        ('# param: x (xsd:string) = "bad \\q"\nASK { ?s ?p ?x }', "default cannot be read"),
        ("# param: x (iri)\n# param: x (iri)\nASK { ?x ?y ?z }", "x is declared twice"),
        ("# param: x (iri)\nASK { ?y ?p ?z }", "x is not used"),
        ("# param: x (iri)\nSELECT ?x { ?x ?y ?z }", "x stands where only a variable may at line 2, column 8"),
        ("# param: x (iri)\nSELECT DISTINCT (1 AS ?o) ?x WHERE { ?x ?y ?z }", "only a variable may"),
        ("# param: x (iri)\nSELECT (?x AS ?x) { ?x ?y ?z }", "only a variable may"),
        ("# param: x (iri)\nSELECT * { BIND(1 AS ?x) }", "only a variable may"),
        ("# param: x (iri)\nSELECT * { VALUES ?x { 1 } }", "only a variable may"),
        ("# param: x (iri)\nSELECT * { VALUES (?y ?x) { (1 2) } }", "only a variable may"),
        ("# param: x (iri)\nSELECT * { ?x ?y ?z } GROUP BY STR(?y) ?x", "only a variable may"),
        ("# param: x (iri)\nSELECT * { ?x ?y ?z } ORDER BY ?y ?x", "only a variable may"),
        ("# param: x (iri)\nSELECT * { { SELECT ?x { ?x ?y ?z } } }", "only a variable may"),
        ("# param: x (iri)\nSELECT * { FILTER(EXISTS { SELECT ?y { ?x ?y 1 } ORDER BY ?x }) }", "only a variable may"),
        ("# param: x (iri)\nSELECT * { ?x ?y ?z FILTER(BOUND(?x)) }", "only a variable may"),
        ("# param: n (xsd:integer)\nSELECT * { ?x ?y ?n } LIMIT ?n", "only a variable may"),
        ("# param: x (xsd:integer)\nSELECT * { FILTER(?a<?b&&?c>?x) FILTER(?d<?x&&?e>3) }", "stands inside an IRI"),
    ],
)
def test_refused(text: str, message: str) -> None:
    """A header or a place of a parameter that cannot work is refused when the query is read, by name."""
    with pytest.raises(QueryError) as caught:
        read_text(text)
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (?x AS ?y) { }",
        "SELECT (COUNT(?x) AS ?y) { } GROUP BY (?x AS ?z) ORDER BY DESC(?x) STR(?x)",
        "SELECT * { ?x ?p ?o . FILTER(?x IN (?x, ?y)) } HAVING(?x = 1) LIMIT 1",
        "SELECT * { BIND(?x AS ?y) VALUES ?z { 1 } FILTER(?x != 1) }",
        "DESCRIBE ?x",
        "CONSTRUCT { ?x ?x ?x } WHERE { GRAPH ?x { ?x (?x|!?x)* ?x } }",
    ],
)
def test_allowed(text: str) -> None:
    """A parameter may stand wherever a term may."""
    query = read_text(f"# param: x (iri) = kg:Event y\n{text}")
    assert "?x" not in bind(query, {})


def test_values_are_checked_by_name() -> None:
    """An unknown parameter is refused with the list of those there are; a required one that is missing by its name."""
    query = read_text("# param: x (iri)\n# param: y (iri) = kg:Event z\nASK { ?x ?p ?y }")
    with pytest.raises(QueryError, match="no parameter 'z'") as caught:
        bind(query, {"x": "kg:X", "z": "kg:Z"})
    assert "x, y" in caught.value.hint
    with pytest.raises(QueryError, match="parameter x is missing"):
        bind(query, {})
    with pytest.raises(QueryError, match="no parameter 'z'") as caught:
        bind(read_text("ASK {}"), {"z": "1"})
    assert "none" in caught.value.hint


def test_folders_and_files(tmp_path: Path) -> None:
    """A query is found by name, the later folder first, or by its path; of an unknown name the nearest are named."""
    own = tmp_path / "timeline.rq"
    own.write_text("# title: Mine\nASK {}", encoding="utf-8-sig")
    assert find("timeline", [QUERIES, tmp_path]).title == "Mine"
    assert find("timeline", [QUERIES]).title == "Timeline"
    assert find(str(own), [QUERIES]).path == own
    assert set(saved_paths([QUERIES, tmp_path])) == set(NAMES)
    with pytest.raises(QueryError, match="no saved query 'nonsense'") as caught:
        find("nonsense", [QUERIES])
    assert caught.value.hint == "kgbuild query --list tells all; a file ends in .rq"
    with pytest.raises(QueryError, match="no saved query 'timelin'") as caught:
        find("timelin", [QUERIES])
    assert caught.value.hint.startswith("did you mean timeline? ")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, one that is not UTF-8, and one that is refused are QueryErrors that name the file."""
    latin, broken = tmp_path / "latin.rq", tmp_path / "broken.rq"
    latin.write_bytes("SELECT * { ?s ?p 'é' }".encode("latin-1"))
    broken.write_text("# titel: x\nASK {}", encoding="utf-8")
    for path, message in ((tmp_path / "none.rq", "cannot be read"), (latin, "not UTF-8"), (broken, "unknown key")):
        with pytest.raises(QueryError, match=message) as caught:
            read_file(path)
        assert str(path) in caught.value.message
