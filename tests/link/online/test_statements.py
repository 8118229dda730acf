"""Entity data: what is read of it, and what is left alone."""

import json
from typing import Any

import pytest

from kgbuild.link.online.documents import is_qid, line, read
from kgbuild.link.online.statements import Entity, Record, Tenure, record

EARTH = "http://www.wikidata.org/entity/Q2"


def recorded(**told: Any) -> Record:
    """The record of an item of which this is told."""
    body = json.dumps({"id": "Q1", "type": "item"} | told).encode()
    return record(read(body, Entity, "example.org"), "en")


def claim(value: Any, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    """A statement with a value, or with none for None."""
    snak = {"snaktype": "somevalue"} if value is None else {"snaktype": "value", "datavalue": {"value": value}}
    return {"mainsnak": snak, "rank": rank, "qualifiers": qualifiers or []}


def since(time: str, precision: int, calendar: str = "http://www.wikidata.org/entity/Q1985727") -> str | None:
    """The beginning of an office with this qualifier."""
    value = {"time": time, "precision": precision, "calendarmodel": calendar}
    snak = {"snaktype": "value", "datavalue": {"value": value}}
    return recorded(claims={"P39": [claim({"id": "Q2"}, P580=[snak])]}).tenures[0].since


@pytest.mark.parametrize(
    ("time", "precision", "date"),
    [
        ("+2004-03-09T00:00:00Z", 11, "2004-03-09"),
        ("+2004-03-09T00:00:00Z", 14, "2004-03-09"),
        ("+2004-03-09T00:00:00Z", 10, "2004-03"),
        ("+2004-03-00T00:00:00Z", 10, "2004-03"),
        ("+2004-03-00T00:00:00Z", 11, "2004-03"),
        ("+2004-00-00T00:00:00Z", 9, "2004"),
        ("+2004-00-00T00:00:00Z", 11, "2004"),
        ("+2004-02-30T00:00:00Z", 11, "2004-02"),
        ("+2004-13-01T00:00:00Z", 11, "2004"),
        ("+2000-00-00T00:00:00Z", 8, None),
        ("+0000-00-00T00:00:00Z", 9, None),
        ("-0044-03-15T00:00:00Z", 11, None),
        ("+12004-03-09T00:00:00Z", 11, None),
        ("2004-03-09", 11, None),
        ("", 11, None),
    ],
)
def test_dates_are_as_precise_as_they_are_known(time: str, precision: int, date: str | None) -> None:
    """A time is read as a day, month or year by its precision; what the calendar has not is read less precisely."""
    assert since(time, precision) == date


def test_of_a_julian_date_only_the_year_is_read() -> None:
    """The day of another calendar is not taken for one of ours."""
    assert since("+1700-03-09T00:00:00Z", 11, "http://www.wikidata.org/entity/Q1985786") == "1700"


def test_statements_that_hold() -> None:
    """Preferred statements come first, then normal ones; deprecated ones and unknown values never count."""
    values = [
        claim({"id": "Q10"}),
        claim({"id": "Q11"}, "preferred"),
        claim({"id": "Q12"}, "deprecated"),
        claim(None, "preferred"),
    ]
    found = recorded(claims={"P31": values, "P17": values, "P39": values})
    assert found.classes == found.states == found.bodies == ("Q11", "Q10")
    assert found.tenures == (Tenure("Q11"), Tenure("Q10"))


def test_whom_an_office_is_held_for() -> None:
    """The qualifier `of` says it, and of an office in itself its jurisdiction, else its country."""
    of = [{"snaktype": "value", "datavalue": {"value": {"id": "Q33"}}}]
    assert recorded(claims={"P39": [claim({"id": "Q2"}, P642=of)]}).tenures == (Tenure("Q2", "Q33"),)
    both = {"P1001": [claim({"id": "Q4"})], "P17": [claim({"id": "Q5"})]}
    assert recorded(claims=both).bodies == ("Q4",)
    assert recorded(claims={"P17": both["P17"]}).bodies == ("Q5",)


@pytest.mark.parametrize(
    ("place", "point"),
    [
        ({"latitude": 50.45, "longitude": 30.52, "globe": EARTH}, (50.45, 30.52)),
        ({"latitude": 50, "longitude": -30, "globe": EARTH}, (50.0, -30.0)),
        ({"latitude": 50.45, "longitude": 30.52, "globe": "http://www.wikidata.org/entity/Q405"}, None),
        ({"latitude": 91, "longitude": 0, "globe": EARTH}, None),
        ({"latitude": 0, "longitude": 181, "globe": EARTH}, None),
    ],
)
def test_places_are_on_earth(place: dict[str, Any], point: tuple[float, float] | None) -> None:
    """Coordinates on the Moon or off the globe are none."""
    assert recorded(claims={"P625": [claim(place)]}).point == point


def test_names_may_be_for_all_languages() -> None:
    """A name in the language comes first, then one for all languages; each once, on one line, without control marks."""
    labels = {"mul": {"value": "Norland"}, "de": {"value": "Nordland"}}
    aliases = {"en": [{"value": "Norland"}, {"value": "The\nNorth\x1b[31m"}], "mul": [{"value": "NL"}, {"value": " "}]}
    found = recorded(labels=labels, aliases=aliases, descriptions={"en": {"value": "a \u202ecountry"}})
    assert (found.label, found.aliases, found.description) == ("Norland", ("The North [31m", "NL"), "a country")
    assert recorded(labels=labels | {"en": {"value": "Norland!"}}).label == "Norland!"
    assert recorded(aliases=aliases).label == "Norland"
    assert recorded().label == ""


def test_what_php_calls_an_empty_map() -> None:
    """Empty maps may come as empty lists."""
    empty: list[Any] = []
    found = recorded(labels=empty, aliases=empty, descriptions=empty, claims=empty, sitelinks=empty)
    assert found == recorded() == Record("Q1")


@pytest.mark.parametrize("text", ["Q1", "Q42", "Q2147483647", "Q131000000"])
def test_qids(text: str) -> None:
    """A Q and a number of ten digits at most, as a Wikibase can have it."""
    assert is_qid(text)


@pytest.mark.parametrize(
    "text",
    ["", "Q", "Q0", "Q01", "q42", "P31", "L1", "Q42 ", "Q42\n", "Q4 2", "Q2147483648", "Q٣", "Q99999999999", "42"],
)
def test_no_qids(text: str) -> None:
    """What looks alike, or is larger than an identifier can be, is none."""
    assert not is_qid(text)


def test_lines() -> None:
    """A line is composed, single-spaced and printable."""
    assert line(" Zu\u0308rich\t\x00 lake\u200b \ud800") == "Z\u00fcrich lake"
