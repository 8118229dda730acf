"""Terms are checked when they are made."""

import pytest

from kgbuild.errors import GraphError
from kgbuild.model import PartialDate
from kgbuild.store import XSD, Literal, day, iri, is_iri, is_well_formed, lexical, literal, whole, words

HOSTILE_IRIS = [
    "",
    "relative",
    "no scheme here",
    "http://a/b c",
    "http://a/> . <http://evil",
    'http://a/"',
    "http://a/{x}",
    "http://a/\n",
    "http://a/\u202eevil",
    "http://a/\u200bx",
    "http://a/\x00",
    "http://a/\\u003e",
    "http://a/%zz",
    "http://a/\ud800",
]


@pytest.mark.parametrize("value", HOSTILE_IRIS)
def test_hostile_iri_is_refused(value: str) -> None:
    """An IRI that is relative, or holds what Turtle forbids or a reader cannot see, is refused with a hint."""
    with pytest.raises(GraphError) as caught:
        iri(value)
    assert caught.value.hint
    assert not is_iri(value)


@pytest.mark.parametrize(
    "value", ["http://a/", "https://example.org/é", "urn:isbn:1", "http://a/тест", "http://a/?q=1#f"]
)
def test_good_iri_is_kept(value: str) -> None:
    """An absolute IRI, also of other scripts, becomes a term with the same text."""
    assert iri(value).value == value
    assert is_iri(value)


WELL = {
    "date": ["2023-09-17", "2024-02-29", "2000-02-29", "2023-01-01Z", "2023-01-01+02:00", "12023-01-01", "-0044-03-15"],
    "gYear": ["2023", "12023"],
    "gYearMonth": ["2023-09"],
    "dateTime": ["2023-09-17T10:00:00", "2023-09-17T24:00:00", "2023-09-17T10:00:00.5Z"],
    "integer": ["0", "-7", "+7", "007", "9" * 5000],
    "nonNegativeInteger": ["0", "7", "-0", "9" * 5000],
    "int": ["2147483647"],
    "unsignedByte": ["255"],
    "decimal": ["1", "1.5", "-.5", "1."],
    "double": ["1e400", "INF", "NaN", "1.5"],
    "boolean": ["true", "0"],
    "anyURI": ["http://a/", "relative"],
    "string": ["anything\nat all"],
}
ILL = {
    "date": [
        "2023-13-45",
        "2023-02-29",
        "1900-02-29",
        "2023-9-17",
        "2023",
        "",
        " 2023-09-17",
        "2023-09-17\n",
        "2023-01-01+15:00",
    ],
    "gYear": ["23", "2023-09", ""],
    "gYearMonth": ["2023-13", "2023"],
    "dateTime": ["2023-09-17", "2023-09-17T25:00:00", "2023-09-17T24:00:01", "2023-09-17T10:61:00"],
    "integer": ["1.0", "", "x", "1e3", "٣٣x"],
    "nonNegativeInteger": ["-1", "-" + "9" * 5000],
    "positiveInteger": ["0"],
    "int": ["2147483648", "9" * 30],
    "unsignedByte": ["256", "-1"],
    "decimal": ["1e3", ".", ""],
    "double": ["1e", "inf"],
    "boolean": ["True", "yes"],
    "anyURI": ["http://a/ b"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WELL.items() for text in texts])
def test_text_of_a_datatype_is_kept(name: str, text: str) -> None:
    """A text in the lexical space of its datatype becomes a literal with that very text."""
    made = literal(text, XSD[name])
    assert (made.value, made.datatype) == (text, XSD[name])


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in ILL.items() for text in texts])
def test_text_outside_a_datatype_is_refused(name: str, text: str) -> None:
    """A text that the datatype does not have is refused where the literal is made."""
    assert not is_well_formed(text, XSD[name].value)
    with pytest.raises(GraphError):
        literal(text, XSD[name])


def test_digits_of_other_scripts_are_no_numbers() -> None:
    """XSD numbers and dates are written in ASCII digits only."""
    assert not is_well_formed("٣", XSD["integer"].value)
    assert not is_well_formed("٢٠٢٣-09-17", XSD["date"].value)


def test_lone_surrogates_are_refused() -> None:
    """Text that no UTF-8 file can hold makes no literal."""
    with pytest.raises(GraphError):
        literal("a\ud800")
    with pytest.raises(GraphError):
        words("a\ud800")


def test_words_need_a_language_tag() -> None:
    """A literal of words has a tag that BCP 47 knows the form of."""
    assert words("talks") == Literal("talks", language="en")
    with pytest.raises(GraphError):
        words("talks", "not a tag")


@pytest.mark.parametrize(("text", "name"), [("2023", "gYear"), ("2023-09", "gYearMonth"), ("2023-09-17", "date")])
def test_a_date_keeps_its_precision(text: str, name: str) -> None:
    """A partial date becomes the literal of the datatype that is as precise as it."""
    assert day(PartialDate.parse(text)) == Literal(text, datatype=XSD[name])


def test_whole_numbers_stay_in_their_datatype() -> None:
    """A count below zero is refused as xsd:nonNegativeInteger."""
    assert lexical(whole(24)) == "24"
    with pytest.raises(GraphError):
        whole(-1)
