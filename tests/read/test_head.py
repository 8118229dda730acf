"""The three kinds of head, and what is no head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model import PartialDate
from kgbuild.read.head import Head, below_heading, parse_date, read_head


def body(text: str) -> str:
    """What follows the head of a text."""
    return text[read_head(text).body :]


def test_lines_with_keys() -> None:
    """Lines of keys before a blank line are a head; values keep their colons."""
    head = read_head("Title: A: b\nDATE: 2020-01-01\nurl: https://a.example/x\n\nBody: one.\n\nTwo.")
    assert head.values == {"title": "A: b", "date": "2020-01-01", "url": "https://a.example/x"}
    assert body("title: A\n\nBody: one.\n\nTwo.") == "Body: one.\n\nTwo."


@pytest.mark.parametrize(
    "text",
    [
        "Note: he left.\n\nThen more.",
        "He said: go.\nTitle: none\n\nMore.",
        "No head here.",
        "https://a.example\n\nText",
        "---\nA.",
    ],
)
def test_what_is_no_head(text: str) -> None:
    """A body that only begins like a head stays whole."""
    assert read_head(text) == Head()


def test_unknown_and_repeated_keys_are_told() -> None:
    """Keys that mean nothing are named in a warning, and of a repeated key the first value holds."""
    head = read_head("title: A\nauthor: B\ntitle: C\n\nBody")
    assert head.values == {"title": "A"}
    assert any("author" in one for one in head.warnings)
    assert any("title twice" in one for one in head.warnings)


def test_front_matter() -> None:
    """Flat keys of YAML front matter are read, quoted or not; lists, blocks and comments are passed over."""
    text = (
        "---\ntitle: \"The \\\"deal\\\"\"\ndate: 2020-01-01T10:00:00Z # draft\nsource: 'It''s'\ntags:\n  - a\n  - b\n"
        "summary: >\n  long\n---\n\n# Heading\n\nBody."
    )
    head = read_head(text)
    assert head.values == {"title": 'The "deal"', "date": "2020-01-01T10:00:00Z", "source": "It's"}
    assert text[head.body :].strip() == "# Heading\n\nBody."
    assert [("tags" in one and "summary" in one) for one in head.warnings] == [True]


def test_leading_date() -> None:
    """A key and a date may stand before the body on the same line."""
    text = " date 2023-11-12 Top officials met."
    assert read_head(text).values == {"date": "2023-11-12"}
    assert body(text) == "Top officials met."
    assert body("date of birth 2020 is here") == "date of birth 2020 is here"


def test_markdown_heading() -> None:
    """The heading above a Markdown body is its title where the head gives none, and no part of the body."""
    text = "# Talks in Istanbul #\n\nThey met."
    head = below_heading(text, read_head(text))
    assert head.values["title"] == "Talks in Istanbul"
    assert text[head.body :].strip() == "They met."
    text = "title: Own\n\n# Talks\n\nThey met."
    assert below_heading(text, read_head(text)).values["title"] == "Own"
    assert below_heading("# Only a heading\n", Head()) == Head()


@given(st.dates())
def test_every_date_is_read(day: object) -> None:
    """A date written as ISO 8601, with or without a time, is read as that day."""
    assert parse_date(str(day)) == parse_date(f"{day}T23:59:59+02:00") == PartialDate.parse(str(day))


@given(st.text())
def test_any_text_has_a_head_or_none(text: str) -> None:
    """No text makes the reading of a head fail, and the body begins inside the text."""
    assert 0 <= read_head(text).body <= len(text)
