"""Mentions and spans that are held in little memory are what they were made of."""

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.link.subject import Spans
from kgbuild.model import Mentions, NameMention, Span

MENTIONS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 99).flatmap(lambda at: st.just(Span(at, at + 1 + at % 7))))
)


@given(MENTIONS)
def test_mentions_are_a_sequence(given_: list[tuple[str, Span]]) -> None:
    """They have a length, an order and an equality, as a tuple of them has."""
    plain = tuple(NameMention(article, span) for article, span in given_)
    mentions = Mentions(given_)
    assert len(mentions) == len(plain)
    assert tuple(mentions) == plain
    assert mentions == Mentions(given_)
    assert hash(mentions) == hash(Mentions(given_))
    assert tuple(mentions[1:]) == plain[1:]
    assert tuple(mentions[::-1]) == plain[::-1]
    assert plain == () or mentions[-1] == plain[-1]
    assert mentions != Mentions([*given_, ("d", Span(0, 1))])


@given(MENTIONS)
def test_spans_are_by_article(given_: list[tuple[str, Span]]) -> None:
    """Each article has its spans in order; one that names nothing has none."""
    ordered = sorted(given_)
    spans = Spans(NameMention(article, span) for article, span in ordered)
    wanted: dict[str, list[tuple[int, int]]] = {}
    for article, span in ordered:
        wanted.setdefault(article, []).append((span.start, span.end))
    assert {article: list(found) for article, found in spans.items()} == wanted
    assert list(spans) == list(wanted)
    assert spans.get("z") is None
