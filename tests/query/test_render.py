"""Answers as text."""

import csv
import io
import json

import pytest

from kgbuild.errors import QueryError
from kgbuild.query import FORMATS, Graph, Result, Table, Truth, render
from kgbuild.query.render import cells, compact, visible
from kgbuild.query.result import from_results
from kgbuild.store import KG, RDF, XSD, BlankNode, Literal, NamedNode, Triple, parse

TABLE = Table(
    ("thing", "label"),
    (
        (KG["Meeting"], Literal('a\tb\n"c", d|e\r\x1b[31m\u202e', language="en")),
        (NamedNode("https://example.org/x"), None),
        (BlankNode("b0"), Literal("5", datatype=XSD["integer"])),
    ),
)
GRAPH = Graph((Triple(KG["Summit"], RDF["type"], KG["Meeting"]),))


def test_table() -> None:
    """A table is aligned, shortens IRIs, and shows control characters as escapes."""
    assert render(TABLE, "table").splitlines() == [
        "thing                  label",
        "─" * 21 + "  " + "─" * 32,
        'kg:Meeting             a\\tb\\n"c", d|e\\r\\u001B[31m\\u202E',
        "https://example.org/x",
        "_:b0                   5",
    ]


def test_wide_characters_are_aligned() -> None:
    """A character that takes two columns of a terminal counts as two, and a combining one as none."""
    table = Table(("a", "b"), ((Literal("名前"), Literal("x")), (Literal("e\u0301"), Literal("y"))))
    assert render(table, "table") == "a     b\n────  ─\n名前  x\ne\u0301     y\n"


def test_csv() -> None:
    """CSV is that of SPARQL: plain values, quoted where needed, lines ended by CR LF."""
    text = render(TABLE, "csv")
    assert text.count("\r\n") == 4
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["thing", "label"]
    assert rows[1] == [KG["Meeting"].value, 'a\tb\n"c", d|e\r\x1b[31m\u202e']
    assert rows[2:] == [["https://example.org/x", ""], ["_:b0", "5"]]


def test_tsv() -> None:
    """TSV is that of SPARQL: variables and terms as Turtle writes them, a row a line."""
    lines = render(TABLE, "tsv").split("\n")
    assert lines[0] == "?thing\t?label"
    assert lines[1].startswith('<https://w3id.org/kgbuild/ontology#Meeting>\t"a\\tb\\n\\"c\\", d|e\\r')
    assert lines[1].endswith('"@en')
    assert lines[2:] == ["<https://example.org/x>\t", '_:b0\t"5"^^<http://www.w3.org/2001/XMLSchema#integer>', ""]


@pytest.mark.parametrize("result", [TABLE, Truth(value=True), Truth(value=False), Table(("a",), ()), Table((), ((),))])
def test_json(result: Table | Truth) -> None:
    """JSON is that of SPARQL: reading it gives the same answer back."""
    text = render(result, "json")
    json.loads(text)
    assert from_results(text.encode(), 10) == result


def test_markdown() -> None:
    """Markdown has a row a line, and nothing in a value can end a cell or become markup."""
    table = Table(("a",), ((Literal("x|y*z*<b>\n[l](u)`c`"),),))
    assert render(table, "md") == "| a |\n| --- |\n| x\\|y\\*z\\*\\<b\\>\\\\n\\[l\\](u)\\`c\\` |\n"


def test_turtle() -> None:
    """A graph is canonical Turtle, and reads back; a table has no Turtle."""
    text = render(GRAPH, "turtle")
    assert [quad.triple for quad in parse(text, ".ttl", "text")] == list(GRAPH.triples)
    assert "@prefix kg:" in text
    with pytest.raises(QueryError, match="only a graph"):
        render(TABLE, "turtle")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "turtle"])
@pytest.mark.parametrize("result", [GRAPH, Truth(value=True), TABLE, Table(("a",), ())])
def test_every_answer_has_every_other_form(form: str, result: Result) -> None:
    """Graphs and truths can be shown as rows too; each text ends a line, and is the same each time."""
    text = render(result, form)
    assert text.endswith("\n")
    assert text == render(result, form)


def test_graph_as_rows() -> None:
    """A graph has the columns subject, predicate and object."""
    assert cells(GRAPH) == (("subject", "predicate", "object"), [("kg:Summit", "rdf:type", "kg:Meeting")])


def test_truth() -> None:
    """The answer to ASK is yes or no."""
    assert (render(Truth(value=True), "table"), render(Truth(value=False), "table")) == ("yes\n", "no\n")


def test_unknown_format() -> None:
    """An unknown format is refused, with those there are."""
    with pytest.raises(QueryError, match="'xml'") as caught:
        render(TABLE, "xml")
    assert "csv" in caught.value.hint


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://example.org/id/event/x-1", "event:x-1"),
        ("https://example.org/id/other", "id:other"),
        ("https://example.org/id/event/a b", "https://example.org/id/event/a b"),
        ("https://example.org/id/event/x#y", "https://example.org/id/event/x#y"),
        ("urn:x", "urn:x"),
    ],
)
def test_compact(iri: str, short: str) -> None:
    """The longest prefix that leaves a plain name is taken."""
    assert compact(iri, {"id": "https://example.org/id/", "event": "https://example.org/id/event/"}) == short


def test_visible() -> None:
    """What steers a terminal or hides text is written as an escape; other text stays."""
    assert (
        visible("é名😀 \x00\x9b\u200b\u2066\U000e0041\u2028") == "é名😀 \\u0000\\u009B\\u200B\\u2066\\U000E0041\\u2028"
    )
