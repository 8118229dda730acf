"""Numbers: their bounds, units and what they count."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.language.grammar.numerals import SMALL, words
from kgbuild.language.numbers.numbers import NumberExpression, find_numbers
from tests.language.parses import parse

BLANK = spacy.blank("en")


def only(text: str) -> NumberExpression:
    """The one number of a text without a parse."""
    doc = BLANK(text)
    found = find_numbers(doc)
    assert len(found) == 1, [doc[one.first : one.last].text for one in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-three", 23),
        ("one hundred and three", 103),
        ("a hundred and fifty thousand", 150_000),
        ("two and a half million", 2_500_000),
        ("one million and a half", 1_500_000),
        ("half a dozen", 6),
        ("a quarter of a million", 250_000),
        ("5.7 million", 5_700_000),
        ("1,234,567", 1_234_567),
        ("10k", 10_000),
        ("13 lakh", 1_300_000),
        ("ninety-nine", 99),
        ("two thousand two hundred", 2200),
        ("three dozen", 36),
    ],
)
def test_numerals(text: str, value: int) -> None:
    """A number in figures or words, however many, is one word with its value."""
    found = [word for word in words(f"There were {text} of them") if word.value is not None]
    assert [(word.text, int(word.value or 0)) for word in found] == [(text, value)]


@given(st.integers(1, 999_999))
@settings(max_examples=200)
def test_spelled_numbers_are_read_back(value: int) -> None:
    """Every whole number that is spelled out has its value."""
    assert [word.value for word in words(spelled(value))] == [value]


def spelled(value: int) -> str:
    """A number below a million in English words."""
    units, tens = [*SMALL][:20], [*SMALL][20:]
    if value < 20:
        return units[value]
    if value < 100:
        return tens[value // 10 - 2] + (f"-{units[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{units[value // 100]} hundred" + (f" and {spelled(value % 100)}" if value % 100 else "")
    return f"{spelled(value // 1000)} thousand" + (f" {spelled(value % 1000)}" if value % 1000 else "")


@pytest.mark.parametrize(
    ("text", "minimum", "maximum"),
    [
        ("50 people", 50, 50),
        ("more than 100,000 people", 100_000, None),
        ("over 700 asylum seekers", 700, None),
        ("at least a dozen civilians", 12, None),
        ("no fewer than 20 died", 20, None),
        ("50 or more", 50, None),
        ("66 people or more", 66, None),
        ("up to 50 people", None, 50),
        ("fewer than 50 people", None, 50),
        ("no more than 50", None, 50),
        ("as many as 40", None, 40),
        ("about 80 people", 80, 80),
        ("nearly 50 people", 50, 50),
        ("an estimated 8,000", 8000, 8000),
        ("some 300 soldiers", 300, 300),
        ("dozens of civilians", 24, 99),
        ("hundreds of casualties", 200, 999),
        ("several hundred protesters", 200, 999),
        ("thousands fled", 2000, 9999),
        ("tens of thousands of refugees", 20_000, 99_999),
        ("hundreds of thousands fled", 200_000, 999_999),
        ("millions fled", 2_000_000, None),
        ("20 to 30 people", 20, 30),
        ("20-30 people", 20, 30),
        ("between 20 and 30 people", 20, 30),
        ("2 to 3 million people", 2_000_000, 3_000_000),
    ],
)
def test_bounds(text: str, minimum: int | None, maximum: int | None) -> None:
    """The words around a number bound it below, above or on both sides."""
    found = only(text)
    assert (found.minimum, found.maximum, found.unit) == (minimum, maximum, None)


@pytest.mark.parametrize(
    ("text", "words_covered"),
    [
        ("It displaced more than 100,000 people.", "more than 100,000"),
        ("They gave between 20 and 30 tanks.", "between 20 and 30"),
        ("They gave up to $165 million for it.", "up to $165 million"),
        ("Fully 50 or more died.", "50 or more"),
    ],
)
def test_spans(text: str, words_covered: str) -> None:
    """A number covers the words that bound it."""
    doc = BLANK(text)
    (found,) = find_numbers(doc)
    assert doc[found.first : found.last].text == words_covered


@pytest.mark.parametrize(
    ("text", "minimum", "maximum"),
    [
        ("It costs between $5 and $7 billion.", 5 * 10**9, 7 * 10**9),
        ("It costs between US$300 and 400 billion.", 300 * 10**9, 400 * 10**9),
        ("It costs $3 to $5 million.", 3_000_000, 5_000_000),
    ],
)
def test_ranges_of_money(text: str, minimum: int, maximum: int) -> None:
    """A range of sums is one sum, and the scale behind its end is that of both ends."""
    assert (only(text).minimum, only(text).maximum, only(text).unit) == (minimum, maximum, "USD")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$33 million", 33_000_000, "USD"),
        ("US$20bn", 20_000_000_000, "USD"),
        ("C$5 million", 5_000_000, "CAD"),
        ("€5m", 5_000_000, "EUR"),
        ("20 million euros", 20_000_000, "EUR"),
        ("100 U.S. dollars", 100, "USD"),
        ("$4.5-million", 4_500_000, "USD"),
        ("5,000 tonnes of wheat", 5000, "t"),
        ("40 metric tons", 40, "t"),
        ("They gave USD 5 million to Mali.", 5_000_000, "USD"),
    ],
)
def test_units(text: str, value: int, unit: str) -> None:
    """Money counts in full with its currency, and weights in tonnes are told."""
    found = only(text)
    assert (found.minimum, found.maximum, found.unit) == (value, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "on 17 September 2023",
        "in 2014",
        "for three weeks",
        "a 23-year-old man",
        "aged 23",
        "5% of them",
        "5 percent",
        "at 4:00 A.M.",
        "at 5 pm",
        "0100 UTC",
        "160 km away",
        "the 17th brigade",
        "Article 5",
        "Resolution 2803",
        "an F-16 and a G7 summit",
        "a 20-point plan",
        "+1-222-333-4444",
        "9/11",
        "one of them",
        "no one",
        "two thirds",
        "three times",
        "18.9 deaths per 100,000 people",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    """Dates, ages, shares, measures, numberings and codes are no counts."""
    assert find_numbers(BLANK(text)) == []


@pytest.mark.parametrize("number", ["1" * 5000, "12345678901234567890", "900 trillion billion"])
def test_a_number_too_large_to_count(number: str) -> None:
    """What no count or sum reaches is none, so that no number grows without bounds."""
    assert find_numbers(BLANK(f"{number} people")) == []
    assert find_numbers(BLANK(f"${number}")) == []


def test_what_is_counted() -> None:
    """The noun that a number counts is the head of its noun phrase, behind "of" for vague ones."""
    doc = parse(
        """
        Strikes strike NNS 2 nsubj
        killed kill VBD 0 root
        hundreds hundred NNS 2 obj
        of of IN 6 case
        ISIS ISIS NNP 6 compound
        fighters fighter NNS 3 nmod
        and and CC 9 cc
        12 12 CD 9 nummod
        civilians civilian NNS 3 conj
        """
    )
    found = find_numbers(doc)
    assert [(doc[one.first].text, doc[one.noun].text) for one in found if one.noun is not None] == [
        ("hundreds", "fighters"),
        ("12", "civilians"),
    ]


def test_a_number_that_stands_alone() -> None:
    """A number without a noun counts none, and its head is the numeral."""
    doc = parse("It it PRP 2 nsubj\nkilled kill VBD 0 root\ntwelve twelve CD 2 obj")
    (found,) = find_numbers(doc)
    assert (doc[found.head].text, found.noun) == ("twelve", None)


def test_a_number_behind_its_noun_names_it() -> None:
    """ "Posts 542" are not 542 posts."""
    doc = parse("Shells shell NNS 2 nsubj\nhit hit VBD 0 root\nposts post NNS 2 obj\n542 542 CD 3 nummod")
    assert find_numbers(doc) == []


def test_single_persons() -> None:
    """A soldier is one soldier; a town is not counted."""
    doc = parse("A a DT 2 det\nsoldier soldier NN 3 nsubj\nleft leave VBD 0 root\na a DT 5 det\ntown town NN 3 obj")
    (found,) = find_numbers(doc)
    assert (found.minimum, found.maximum, found.noun) == (1, 1, 1)


PIECES = [
    "more",
    "than",
    "up",
    "to",
    "$",
    "€",
    "5",
    "20",
    "-",
    "and",
    "a",
    "half",
    "million",
    "hundreds",
    "of",
    "thousands",
]
PIECES += ["dozen", "between", "one", "hundred", ",", "bn", "people", "or", "10.5", "1,000", "%", "2020", "9" * 40]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=100))
@settings(max_examples=250, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """Whatever a text holds, spans lie in the document and a minimum is never above its maximum."""
    doc = BLANK(text)
    for found in find_numbers(doc):
        assert 0 <= found.first < found.last <= len(doc)
        assert found.minimum is not None or found.maximum is not None
        if found.minimum is not None and found.maximum is not None:
            assert 0 <= found.minimum <= found.maximum
