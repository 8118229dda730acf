"""Marks over a text: any spans, nested, crossing or equal, become elements that nest."""

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model import Span
from kgbuild.publish.pages.marking import Mark, Open, Token, Words, cut

TEXT = "abcdefghijklmnopqrst"
spans = st.tuples(st.integers(0, 19), st.integers(1, 20)).filter(lambda pair: pair[0] < pair[1])
marks = st.lists(st.tuples(spans, st.booleans(), st.booleans()), max_size=8)
blocks = st.lists(st.integers(0, 20), min_size=2, max_size=6, unique=True).map(sorted)


def made(chosen: list[tuple[tuple[int, int], bool, bool]]) -> list[Mark]:
    """Marks with an anchor, a link, both or none."""
    return [
        Mark(Span(*span), f"e-{span[0]}-{span[1]}-{number}" if anchored else "", link=f"l{number}" if linked else "")
        for number, (span, anchored, linked) in enumerate(chosen)
    ]


def words(tokens: list[Token]) -> str:
    """The text of tokens."""
    return "".join(token.text for token in tokens if isinstance(token, Words))


def covered(cuts: list[list[Token]], starts: list[int], mark: Mark) -> list[int]:
    """The places of the text that stand within the elements of a mark."""
    found = []
    for tokens, start in zip(cuts, starts, strict=True):
        stack: list[Mark] = []
        at = start
        for token in tokens:
            if isinstance(token, Open):
                stack.append(token.mark)
            elif isinstance(token, Words):
                found += list(range(at, at + len(token.text))) if mark in stack else []
                at += len(token.text)
            else:
                stack.pop()
    return found


@given(marks, blocks)
def test_elements_nest_and_lose_nothing(chosen: list[tuple[tuple[int, int], bool, bool]], edges: list[int]) -> None:
    """In each block elements nest, the words are its text, and a mark's elements hold just its own places."""
    limits = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    given = made(chosen)
    cuts = cut(TEXT, limits, given)
    for limit, tokens in zip(limits, cuts, strict=True):
        assert words(tokens) == TEXT[limit.start : limit.end]
        depth = 0
        for token in tokens:
            depth += 1 if isinstance(token, Open) else 0 if isinstance(token, Words) else -1
            assert depth >= 0
        assert depth == 0
    inside = {at for limit in limits for at in range(limit.start, limit.end)}
    for mark in given:
        if mark.anchor:
            own = [at for at in range(mark.span.start, mark.span.end) if at in inside]
            assert covered(cuts, [limit.start for limit in limits], mark) == own


@given(marks, blocks)
def test_each_anchor_stands_once(chosen: list[tuple[tuple[int, int], bool, bool]], edges: list[int]) -> None:
    """A mark that is cut has one first part, and all its parts have one number that no other mark has."""
    limits = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    opened = [token for tokens in cut(TEXT, limits, made(chosen)) for token in tokens if isinstance(token, Open)]
    for mark in {token.mark for token in opened}:
        parts = [token for token in opened if token.mark == mark]
        assert [part.first for part in parts] == [True] + [False] * (len(parts) - 1)
        assert len({part.number for part in parts}) == 1
        assert (parts[0].number > 0) == (len(parts) > 1)
    numbers = {token.mark: token.number for token in opened if token.number}
    assert len(set(numbers.values())) == len(numbers)


@given(marks)
def test_words_lead_where_the_shortest_mark_does(chosen: list[tuple[tuple[int, int], bool, bool]]) -> None:
    """The link of a word is that of the shortest mark with a link that holds it."""
    given = made(chosen)
    at = 0
    for token in cut(TEXT, [Span(0, 20)], given)[0]:
        if isinstance(token, Words):
            for place in range(at, at + len(token.text)):
                holding = [mark for mark in given if mark.link and mark.span.start <= place < mark.span.end]
                shortest = min((mark.span.end - mark.span.start for mark in holding), default=None)
                found = token.mark.span.end - token.mark.span.start if token.mark else None
                assert found == shortest
            at += len(token.text)


def test_nested_marks_are_not_cut() -> None:
    """Marks that lie within one another keep one element each, the outer one outside."""
    outer, inner = Mark(Span(0, 9), "outer"), Mark(Span(3, 6), "inner")
    tokens = cut(TEXT, [Span(0, 12)], [inner, outer])[0]
    assert [token.mark.anchor for token in tokens if isinstance(token, Open)] == ["outer", "inner"]


def test_of_crossing_marks_the_later_is_cut() -> None:
    """Where two marks cross, the one that begins first stays whole and the other has two parts."""
    first, second = Mark(Span(0, 6), "first"), Mark(Span(3, 9), "second")
    opened = [token for token in cut(TEXT, [Span(0, 9)], [first, second])[0] if isinstance(token, Open)]
    assert [(token.mark.anchor, token.first, token.number) for token in opened] == [
        ("first", True, 0),
        ("second", True, 1),
        ("second", False, 1),
    ]
