"""Hard-wrapped text: which breaks go, what stays, and that everything found stands where the file has it."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.language.grammar.flow import Flow, wrapped
from kgbuild.language.reader import Reader
from kgbuild.model import Article, Findings, Span

from .told import article, told

PARAGRAPHS = [
    "Saudi Foreign Minister Faisal bin Farhan met the United Nations Special Envoy for Yemen, Hans Grundberg, in "
    "Riyadh on Monday. A spokesperson for the Saudi Ministry of Foreign Affairs said that the talks were useful.",
    "Russian forces shelled the Ukrainian city of Kharkiv on Tuesday, killing at least 23 people and wounding 40. "
    "German Chancellor Olaf Scholz condemned the attack, and the European Union pledged further air-defence systems.",
    "The president of the United Arab Emirates, Mohamed bin Zayed Al Nahyan, will visit the Democratic Republic of the "
    "Congo next week, a senior official of the Ministry of Presidential Affairs told reporters.",
]
PLAIN = "\n\n".join(PARAGRAPHS)
WORDS = st.lists(
    st.sampled_from(["a", "of", "Iran,", "met.", "minister", "spokesperson-general", "U.S.", "“we", "3"]), min_size=1
)
PIECES = st.sampled_from(
    [" ", "\n", "\r\n", "\r", "\n\n", " \n ", "word", "Foreign Minister", "- item", "3. x", "é🙂", "-"]
)


def hard(width: int, end: str = "\n") -> str:
    """The text with lines of at most so many characters."""
    return (end * 2).join(textwrap.fill(each, width).replace("\n", end) for each in PARAGRAPHS)


def labels(findings: Findings) -> list[object]:
    """What is found, without where."""
    entities = [(each.type, each.name, each.aliases, each.canonical, len(each.mentions)) for each in findings.entities]
    return [*entities, *((each.person, each.position, each.represents) for each in findings.tenures)]


WRAPPED = [
    pytest.param(width, end, marks=() if width == 60 or end == "\n" else pytest.mark.slow)
    for width in (60, 72, 90, 120, 1000)
    for end in ("\n", "\r\n", "\r", "  \n", "\n   ")
]


@pytest.fixture(scope="module")
def plain(reader: Reader) -> tuple[list[object], object]:
    """The entities, positions and events of the plain text."""
    return labels(reader.read(article(PLAIN))), told(reader, PLAIN)


@pytest.mark.parametrize(("width", "end"), WRAPPED)
def test_wrapped_text_tells_the_same(reader: Reader, plain: tuple[list[object], object], width: int, end: str) -> None:
    """Wrapped at any width, with any break, a text gives the entities, positions and events of the plain one."""
    text = hard(width, end)
    assert Flow.of(article(text)).article.text.split() == PLAIN.split()
    findings = reader.read(article(text))
    assert (labels(findings), told(reader, text)) == plain
    assert any("Foreign Minister" in each.position for each in findings.tenures)


def test_spans_are_those_of_the_file(reader: Reader) -> None:
    """Found in wrapped text, every span re-reads in the file to the words that the plain text has there."""
    one, other = article(hard(50)), article(PLAIN)
    wrapped_read, plain_read = reader.read(one), reader.read(other)

    def words(source: Article, span: Span) -> list[str]:
        return source.quote(span).replace("-\n", "-").split()

    assert len(plain_read.events) >= 4
    for found, told_plain in zip(wrapped_read.events, plain_read.events, strict=True):
        for span, same in ((found.quote, told_plain.quote), (found.trigger, told_plain.trigger)):
            assert words(one, span) == words(other, same)
    broken = [one.quote(each) for entity in wrapped_read.entities for each in entity.mentions]
    assert any("\n" in each for each in broken)
    assert all("\n" not in entity.name for entity in wrapped_read.entities)


@given(WORDS, st.integers(45, 120))
@settings(max_examples=60)
def test_wrapping_is_undone(words: list[str], width: int) -> None:
    """Joining takes out breaks alone: without white space the text is what it was, paragraph by paragraph."""
    text = textwrap.fill(" ".join(words * 6), width) + "\n\n" + textwrap.fill(" ".join(words), width)
    flowing = Flow.of(article(text)).article.text
    assert "".join(flowing.split()) == "".join(text.split())
    assert len(flowing.split("\n\n")) == len(text.split("\n\n"))


@given(st.lists(PIECES, max_size=200).map("".join))
def test_places_are_those_of_the_characters(text: str) -> None:
    """Whatever the text, each character of the flowing text is that at its place in the original, or a break."""
    flow = Flow.of(article("head\n\n" + text + "x"))
    assert list(flow.places) == sorted(set(flow.places))
    for at, place in enumerate(flow.places):
        shown, source = flow.article.text[at], article("head\n\n" + text + "x").text[place]
        assert shown == source or (shown in " \n" and source in "\r\n\t ")


@pytest.mark.parametrize(
    "text",
    [
        "Talks begin\nBy a correspondent\nRiyadh, Monday\n\nThe ministers met.",
        "\n".join(PARAGRAPHS),
        "They agreed on three points about the border between them:\n- to withdraw all of the troops from the border\n"
        "- to open the crossing for goods and for people at once\n- to meet again in Riyadh when the winter is over",
        "They agreed on three points about the border between them:\n1. to withdraw all troops from the border soon\n"
        "2. to open the crossing for goods and for people at once",
        "The road was long,\nthe night was cold,\nand no one came\nto hear it told",
        "The ministers met in Riyadh on Monday to discuss it.\nA second line stands alone and is much longer than it.",
        PLAIN,
        "",
    ],
)
def test_lines_that_stay(text: str) -> None:
    """Headlines, verse, lists, and lines that are paragraphs of their own are not joined."""
    assert wrapped(text) == []
