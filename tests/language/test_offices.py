"""Offices: what their words tell, and which day falls into a tenure."""

import pytest

from kgbuild.language.names.offices import Held, office_words
from kgbuild.model import PartialDate


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("foreign minister", "Minister of Foreign Affairs"),
        ("Minister", "Minister of Foreign Affairs"),
        ("Foreign Minister", "Minister of External Affairs"),
        ("Defense Minister", "Minister of National Defence"),
        ("Secretary", "Secretary of State"),
        ("Premier", "Prime Minister"),
        ("acting President", "President"),
        ("interior minister", "Minister of Internal Affairs"),
    ],
)
def test_words_that_stand_for_an_office(told: str, held: str) -> None:
    """The words of an article may stand for the office in the words of a table."""
    assert office_words(told).within(office_words(held))


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("prime minister", "Deputy Prime Minister"),
        ("deputy foreign minister", "Minister of Foreign Affairs"),
        ("President", "Vice President"),
        ("President", "Senior Advisor to the President"),
        ("Minister", "Prime Minister"),
        ("defence minister", "Minister of Foreign Affairs"),
        ("the", "President"),
    ],
)
def test_words_that_do_not_stand_for_an_office(told: str, held: str) -> None:
    """Another rank, noun or business is another office."""
    assert not office_words(told).within(office_words(held))


def test_a_bare_noun_names_no_longer_office() -> None:
    """Without a name beside it "the president" is no president of an assembly, but a business and noun tell enough."""
    assert not office_words("president").names(office_words("President of the National Assembly"))
    assert office_words("foreign minister").names(office_words("Minister of Foreign Affairs and Trade"))
    assert office_words("former President").former


@pytest.mark.parametrize(
    ("day", "on"),
    [("2004-03-08", False), ("2004-03-09", True), ("2004-03", True), ("2012", True), ("2012-06-01", False)],
)
def test_a_tenure_holds_from_day_to_day(day: str, on: bool) -> None:
    """A date falls into a tenure if any day that it covers does."""
    held = Held.parse("2004-03-09..2012-05 Minister of Justice", "Ruritania")
    assert held.on(PartialDate.parse(day)) is on
    assert held.on(None)


def test_a_cell_tells_office_body_and_dates() -> None:
    """An office is held for the entry's state unless another body follows; either date may be open."""
    assert Held.parse("..2012 King", "Ruritania") == Held("King", "Ruritania", None, PartialDate(2012))
    assert Held.parse("2012-07.. Envoy @ United Nations", "Ruritania").body == "United Nations"
    assert Held.parse("2012-07.. Envoy", None).over_by(PartialDate(2020)) is False


@pytest.mark.parametrize("text", ["King", "2012 King", "2012.. ", "2012-13..2013 King"])
def test_a_malformed_cell_is_refused(text: str) -> None:
    """Anything else than dates and an office is no office."""
    with pytest.raises(ValueError, match=r"not an office|month must be"):
        Held.parse(text, None)


def test_a_seat_is_told_from_an_office() -> None:
    """A member of an assembly holds a seat; a minister does not."""
    assert Held("Member of the Senate").seat
    assert not Held("Minister of State").seat
