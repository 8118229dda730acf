"""Time expressions: found, resolved against the article's date, never a day that no calendar has."""

import calendar
from datetime import date, timedelta

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.language.time.dates import TimeExpression, TimeKind, Unit, find_dates, find_in_text
from kgbuild.model import PartialDate

SUNDAY = PartialDate(2023, 11, 12)
BLANK = spacy.blank("en")
MONTHS = list(calendar.month_name)[1:]


def only(text: str, reference: PartialDate | None = SUNDAY) -> TimeExpression:
    """The one time expression of a text."""
    found = find_in_text(text, reference)
    assert len(found) == 1, [text[one.first : one.last] for one in found]
    return found[0]


def told(text: str, reference: PartialDate | None = SUNDAY) -> str:
    """What the one time expression of a text means, as text."""
    found = only(text, reference)
    if found.kind is TimeKind.DURATION:
        return f"duration {found.amount} {found.unit}"
    dates = f"{found.start or ''}..{found.end or ''}" if found.kind is not TimeKind.DATE else str(found.start)
    return dates if found.kind in (TimeKind.DATE, TimeKind.RANGE) else f"{found.kind} {dates}"


def test_last_saturday_is_not_yesterday() -> None:
    """What happened the day before is told as of yesterday, and "last" with its name means the one before."""
    assert told("last Saturday") == "2023-11-04"
    assert told("last Friday") == "2023-11-10"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On Wednesday they left. It fell on Friday. On Sunday they met.", ["2023-11-08", "2023-11-03", "2023-11-05"]),
        ("On Wednesday the search ended. On Friday they met.", ["2023-11-08", "2023-11-10"]),
        ("On Wednesday the search ended. They met on Sunday.", ["2023-11-08", "2023-11-12"]),
        ("On Wednesday the search ended. They will meet on Sunday.", ["2023-11-08", "2023-11-12"]),
        (
            "On Wednesday they left. It fell on Friday. They meet on Sunday — today — again.",
            ["2023-11-08", "2023-11-10", "2023-11-12"],
        ),
    ],
)
def test_weekdays_of_a_text_that_came_out_days_later(text: str, days: list[str]) -> None:
    """Where a past weekday has the name of the day of publication, those after the first are a week earlier."""
    assert [str(found.start) for found in find_in_text(text, SUNDAY)] == days


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("on September 17 in Istanbul", "2023-09-17"),
        ("17 September 2023", "2023-09-17"),
        ("the 17th of September, 2022", "2022-09-17"),
        ("Sept. 17, 2021", "2021-09-17"),
        ("Sunday, September 17", "2023-09-17"),
        ("2023-09-17", "2023-09-17"),
        ("17/9/2023", "2023-09-17"),
        ("9/17/2023", "2023-09-17"),
        ("13.5.2015", "2015-05-13"),
        ("3/4/2023", "2023"),
        ("September 2023", "2023-09"),
        ("In September, talks began", "2023-09"),
        ("in 2014", "2014"),
        ("the 2015 deal", "2015"),
        ("a resolution (2025)", "2025"),
        ("in early March 2020", "2020-03"),
        ("in the 1990s", "1990..1999"),
        ("from 2014 to 2018", "2014..2018"),
        ("in 2019-20", "2019..2020"),
        ("in the third quarter of 2020", "2020-07..2020-09"),
        ("in summer 2020", "2020"),
    ],
)
def test_absolute_dates(text: str, meaning: str) -> None:
    """Dates that name a year, or a month near the article's date, are as precise as they are written."""
    assert told(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("He left today", "2023-11-12"),
        ("It fell yesterday", "2023-11-11"),
        ("the day before yesterday", "2023-11-10"),
        ("They met tonight", "2023-11-12"),
        ("It burned last night", "2023-11-11"),
        ("They met on Tuesday", "2023-11-07"),
        ("They met on Sunday", "2023-11-12"),
        ("They met last Sunday", "2023-11-05"),
        ("They will meet on Tuesday", "2023-11-14"),
        ("On Tuesday the two ministers will meet", "2023-11-14"),
        ("He said on Tuesday that they will meet", "2023-11-07"),
        ("They meet next Tuesday", "2023-11-14"),
        ("the coming Friday", "2023-11-17"),
        ("Friday the 15th", "2023-09-15"),
        ("on Thursday afternoon", "2023-11-09"),
        ("last week", "2023-10-30..2023-11-05"),
        ("this week", "2023-11-06..2023-11-12"),
        ("next week", "2023-11-13..2023-11-19"),
        ("Tuesday last week", "2023-10-31"),
        ("last month", "2023-10"),
        ("late last year", "2022"),
        ("in June last year", "2022-06"),
        ("earlier this month", "2023-11"),
        ("three days ago", "2023-11-09"),
        ("two months ago", "2023-09"),
        ("a few days ago", "2023-11"),
        ("the past three days", "2023-11-09..2023-11-12"),
        ("over the past 24 hours", "2023-11-11..2023-11-12"),
        ("the last several weeks", "2023-10..2023-11"),
        ("the last five years", "2018..2023"),
        ("overnight strikes", "2023-11-11..2023-11-12"),
        ("today’s talks", "2023-11-12"),
        ("in recent days", ".."),
    ],
)
def test_relative_dates(text: str, meaning: str) -> None:
    """Days, weeks and months told from the article's date look back, unless the verb looks ahead."""
    assert told(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("from 3 to 5 May", "2023-05-03..2023-05-05"),
        ("between May 3 and 5", "2023-05-03..2023-05-05"),
        ("September 19–20", "2023-09-19..2023-09-20"),
        ("from September 19 to October 3, 2021", "2021-09-19..2021-10-03"),
        ("It lasted from 25 December to 3 January", "2022-12-25..2023-01-03"),
        ("between Monday and Wednesday", "2023-11-06..2023-11-08"),
        ("since 2014", "open-start 2014.."),
        ("since last Monday", "open-start 2023-11-06.."),
        ("until March 5, 2024", "open-end ..2024-03-05"),
        ("before September 19", "before ..2023-09-19"),
        ("after September 19", "after 2023-09-19.."),
        ("two days after September 19", "2023-09-21"),
    ],
)
def test_periods_and_sides(text: str, meaning: str) -> None:
    """Two points joined are a period; "since" and "until" leave one side open."""
    assert told(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("its nine-month blockade", "duration 9.0 month"),
        ("24 hours of intense fighting", "duration 24.0 hour"),
        ("for three weeks", "duration 3.0 week"),
        ("two and a half years", "duration 2.5 year"),
        ("for a decade", "duration 10 year"),
        ("for weeks", "duration None week"),
        ("Following 48 hours of war", "duration 48.0 hour"),
    ],
)
def test_durations(text: str, meaning: str) -> None:
    """How long something took is an amount of a unit, or none where the text gives no number."""
    assert told(text) == meaning


def test_a_duration_dates_its_beginning_and_end() -> None:
    """A stretch reaches back or forth from a moment, as precise as its unit."""
    months, hours = only("nine-month blockade"), only("24 hours of fighting")
    assert months.before(PartialDate(2023, 9, 17)) == PartialDate(2022, 12)
    assert only("for seventeen years").before(PartialDate(2019, 1, 24)) == PartialDate(2002)
    assert hours.after(PartialDate(2023, 9, 19)) == PartialDate(2023, 9, 20)
    assert months.days == pytest.approx(274, abs=1)
    assert only("yesterday").before(SUNDAY) is None
    assert only("for weeks").before(SUNDAY) is None


def test_days_told_from_the_day_before_in_the_text() -> None:
    """ "The following day" and "two days later" count from the last day that the text tells."""
    text = (
        "They met on Wednesday. The following day, and again two days later, they denied it. That day was the same day."
    )
    days = [str(one.start) for one in find_in_text(text, PartialDate(2020, 1, 11))]
    assert days[:3] == ["2020-01-08", "2020-01-09", "2020-01-11"]


@pytest.mark.parametrize(
    "text", ["February 31", "31 April 2023", "2023-02-31", "2/29/2019", "February 30, 2020", "31/31/2020"]
)
def test_days_that_no_calendar_has(text: str) -> None:
    """A day that is none is found, so that its numbers count nothing, and resolves to nothing."""
    found = only(text)
    assert (found.start, found.end) == (None, None)


def test_29_february_needs_a_leap_year() -> None:
    """29 February without a year is the one of the nearest leap year."""
    assert told("on February 29") == "2020-02-29"


@pytest.mark.parametrize(
    "text",
    [
        "It may march on",
        "the Good Friday agreement",
        "August Wilson wrote",
        "200 people",
        "Mr May said",
        "he sat in the sun",
    ],
)
def test_what_is_no_time(text: str) -> None:
    """Words that only look like names of time are none."""
    assert find_in_text(text, SUNDAY) == []


@pytest.mark.parametrize("text", ["a 23-year-old man", "he is 40 years old", "every Friday", "on Mondays", "daily"])
def test_ages_and_repetitions_are_no_dates(text: str) -> None:
    """Ages and repetitions are found as such, without a date."""
    found = only(text)
    assert found.kind in (TimeKind.AGE, TimeKind.SET)
    assert found.start is None


def test_without_a_date_only_absolute_ones_resolve() -> None:
    """Relative expressions of an article without a date are found and stay open."""
    text = "On Tuesday, last month, three days ago, on 5 May and on 6 May 2020."
    starts = [one.start for one in find_in_text(text, None)]
    assert starts == [None, None, None, None, PartialDate(2020, 5, 6)]


def test_a_reference_of_a_month() -> None:
    """An article dated by a month resolves months and years, and leaves days open."""
    month = PartialDate(2023, 11)
    assert told("last month", month) == "2023-10"
    assert told("last year", month) == "2022"
    assert told("yesterday", month) == "None"
    assert told("on September 17", month) == "2023-09-17"


def test_a_date_soon_ahead() -> None:
    """Without a verb, a day of a month means the one in a few days, not the one a year ago."""
    assert told("National Day on November 20") == "2023-11-20"
    assert told("It began on December 12") == "2022-12-12"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("She will travel from November 4 to 5", "2023-11-04..2023-11-05"),
        ("It fell on February 1st of last year", "2022-02-01"),
        ("It fell on December 22, last year", "2022-12-22"),
        ("At the November 19-20 ministerial they met", "2023-11-19..2023-11-20"),
        ("Her term was to end in January", "2024-01"),
        ("He would be sworn in on January 2", "2024-01-02"),
        ("They reviewed the summit to be held in early December", "2023-12"),
        ("They mourned the following Friday", "2023-11-17"),
        ("They mourned following Friday's attack", "2023-11-10"),
        ("Hundreds fled over the last year", "2022..2023"),
        ("The preceding Saturday, November 4, he left", "2023-11-04"),
        ("They fought overnight on Friday", "2023-11-10..2023-11-11"),
    ],
)
def test_what_the_words_around_tell(text: str, meaning: str) -> None:
    """Years, nights and weekdays follow from the words around them: a plan, a near day, a day told before."""
    assert told(text) == meaning


def test_the_same_day_is_no_day_to_come() -> None:
    """What happened "on the same day" happened on the last day told that has come."""
    found = find_in_text("Two fled on Friday. The trial is set for December 5. Four died on the same day.", SUNDAY)
    assert str(found[-1].start) == "2023-11-10"


def test_the_night_after_a_day_of_the_sentence() -> None:
    """ "Overnight" is the night after the day that the sentence tells before it."""
    found = find_in_text("Arrested on Friday, he was held overnight.", SUNDAY)[-1]
    assert (str(found.start), str(found.end)) == ("2023-11-10", "2023-11-11")


def test_by_a_weekday_that_opens_a_sentence() -> None:
    """ "By Friday" of what was said is past; of what is asked for it is to come."""
    assert [str(one.end) for one in find_in_text("By Friday, he said he had left.", SUNDAY)] == ["2023-11-10"]
    assert [str(one.end) for one in find_in_text("He asked them to leave by Friday.", SUNDAY)] == ["2023-11-17"]


def test_tokens() -> None:
    """In a document the expressions cover whole tokens, whatever the tokenizer made of them."""
    doc = BLANK("On Sept. 17, its nine-month blockade (since 2014) ended September 19–20.")
    spans = [doc[one.first : one.last].text for one in find_dates(doc, SUNDAY)]
    assert spans == ["Sept. 17", "nine-month", "since 2014", "September 19–20"]
    assert find_dates(BLANK(""), SUNDAY) == []


def forms(day: date) -> list[str]:
    """A day in the forms that news writes it in."""
    month = MONTHS[day.month - 1]
    return [
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{calendar.day_name[day.weekday()]}, {month} {day.day}, {day.year}",
        f"{month[:3]}. {day.day}, {day.year}" if len(month) > 4 else f"{month} {day.day}, {day.year}",
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
    ]


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_a_written_date_is_found_again(day: date, reference: date) -> None:
    """A day in any written form with its year is that day, whatever the article's date."""
    for form in forms(day):
        assert only(f"It happened on {form} there.", PartialDate.of(reference)).start == PartialDate.of(day), form


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 6))
@settings(max_examples=100, deadline=None)
def test_a_weekday_is_in_the_week_before(reference: date, distance: int) -> None:
    """A weekday of the past six days is found from its name alone."""
    day = reference - timedelta(days=distance)
    found = only(f"They met on {calendar.day_name[day.weekday()]}.", PartialDate.of(reference))
    assert found.start == PartialDate.of(day)


PIECES = [
    "from",
    "to",
    "March",
    "5",
    "31",
    "2020",
    "Friday",
    "last",
    "week",
    "ago",
    "since",
    "until",
    "(",
    ",",
    "-",
    "the",
]
PIECES += [
    "9999999999999999999999",
    "years",
    "days",
    "next",
    "half",
    "a",
    "few",
    "between",
    "and",
    "2023-02-30",
    "29th",
    "of",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.dates() | st.none())
@settings(max_examples=200, deadline=None)
def test_any_words_of_time_are_read(text: str, day: date | None) -> None:
    """Whatever order words of time stand in, spans lie in order in the text and no period runs backwards."""
    end = 0
    for found in find_in_text(text, PartialDate.of(day) if day else None):
        assert end <= found.first < found.last <= len(text)
        end = found.last
        if found.start and found.end:
            assert found.start.first <= found.end.last


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """No text makes the search fail, and token spans lie in the document."""
    doc = BLANK(text)
    for found in find_dates(doc, SUNDAY):
        assert 0 <= found.first < found.last <= len(doc)


def test_units_of_amounts() -> None:
    """Hours and days are told apart from months and years, which have no fixed length."""
    assert [only(f"for two {unit}s").unit for unit in ("hour", "day", "week", "month", "year")] == list(Unit)


@pytest.mark.parametrize(
    ("text", "reference", "meaning"),
    [
        (
            "He came to town, where riots broke out due to the shooting of Ivo Sapt in August.",
            (2020, 10, 29),
            "2020-08",
        ),
        ("Leaders discussed the Summit of the Americas in June.", (2022, 4, 19), "2022-06"),
        ("They will speak about the siege of Zenda in August.", (2020, 10, 29), "2020-08"),
        ("The vote will take place in August.", (2020, 10, 29), "2021-08"),
        ("Talks began in June.", (2022, 4, 19), "2021-06"),
        ("Riots began due to the heat in August.", (2020, 10, 29), "2020-08"),
        ("the talks in July", (2022, 1, 19), "2021-07"),
    ],
)
def test_months_without_a_year(text: str, reference: tuple[int, int, int], meaning: str) -> None:
    """A bare month follows the verb; in a noun phrase it is the nearest, the past one where both are as far."""
    assert told(text, PartialDate(*reference)) == meaning


def test_day_inside_a_noun_phrase() -> None:
    """A day that stands between a noun and its verb is found."""
    assert told("The fire yesterday morning destroyed the camp.") == "2023-11-11"
