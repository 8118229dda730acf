"""Terms as texts: as a serializer writes them, and back without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import GraphError
from kgbuild.store import BlankNode, Literal, NamedNode, Quad, Triple, statement_texts, term_text, text_term

NODE, WAY = NamedNode("https://example.org/é"), NamedNode("https://example.org/way")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LITERALS = st.one_of(
    st.builds(Literal, WORDS),
    st.builds(lambda words: Literal(words, language="en-gb"), WORDS),
    st.builds(lambda words: Literal(words, datatype=NODE), WORDS),
    st.sampled_from([Literal('"@en'), Literal('\\u0041 "\\n"^^<x>'), Literal("\t\b\n\r\f\x00\U0001f600")]),
)


@given(st.one_of(LITERALS, st.sampled_from([NODE, BlankNode("x")])))
def test_a_term_survives_as_text(term: NamedNode | BlankNode | Literal) -> None:
    """Every term is read back as it was, and a serializer writes the same text, in one line."""
    assert text_term(term_text(term)) == term
    assert list(statement_texts([Quad(NODE, WAY, term, WAY)])) == [(term_text(NODE), term_text(WAY), term_text(term))]


def test_statements_are_told_once_and_in_order() -> None:
    """The same statement in two graphs is one; the first of each counts."""
    first, second = Triple(NODE, WAY, Literal("b\nc")), Triple(NODE, WAY, Literal("a"))
    told = statement_texts([first, Quad(NODE, WAY, second.object, WAY), Quad(NODE, WAY, first.object, WAY)])
    assert [text_term(value) for _, _, value in told] == [first.object, second.object]


def test_triples_within_statements_are_refused() -> None:
    """A triple as a term has no text."""
    inner = Triple(NODE, WAY, NODE)
    with pytest.raises(GraphError, match="cannot be kept"):
        statement_texts([Triple(NODE, WAY, inner)])
    with pytest.raises(GraphError, match="cannot be kept"):
        term_text(inner)
