"""Dates and numbers in words."""

import pytest

from kgbuild.publish.wording import bounds, counted, date, period


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-09-17", "17 September 2023"),
        ("2022-12", "December 2022"),
        ("2020", "2020"),
        ("2020-13-01", "2020-13-01"),
        ("-0044-03-15", "-0044-03-15"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_dates(text: str, words: str) -> None:
    """A day, a month and a year are written as people write them; what is no date stays as it is."""
    assert date(text) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-09-19", "2023-09-20", "19–20 September 2023"),
        ("2023-04-25", "2023-05-18", "25 April – 18 May 2023"),
        ("2022-01", "2022-02", "January – February 2022"),
        ("2019-12-30", "2020-01-05", "30 December 2019 – 5 January 2020"),
        ("2023-09-19", "2023-09-19", "19 September 2023"),
        ("2011", "2026-01-16", "2011 – 16 January 2026"),
        ("2022-12", "2022-12-20", "December 2022 – 20 December 2022"),
        ("2023-09-19", "", "19 September 2023"),
        ("", "2023-09-19", "until 19 September 2023"),
        ("", "", ""),
    ],
)
def test_periods(start: str, end: str, words: str) -> None:
    """What two dates share is said once, and nothing is made more precise than it is."""
    assert period(start, end) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(12, None, "at least 12"), (None, 4000, "at most 4,000"), (200, 999, "200 to 999"), (7, 7, "7"), (None, None, "")],
)
def test_bounds(low: int | None, high: int | None, words: str) -> None:
    """A number is told with what is known of it."""
    assert bounds(low, high) == words


def test_counts() -> None:
    """One thing has no plural, and thousands are parted."""
    assert counted(1, "event") == "1 event"
    assert counted(2000, "event") == "2,000 events"
    assert counted(2, "entity", "entities") == "2 entities"
