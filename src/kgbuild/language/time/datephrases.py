"""The phrases that tell time, as patterns over the tags of their words, each with the function that reads it."""

import re
from functools import cache

from kgbuild.language.time import datereadings as readings

_D = "(?:THE? (?:DAY|ORDINAL))"
_Y = "(?:COMMA? (?:OF|IN)? YEAR)"
_W = "(?:(?:(?:THE? (?:PREVIOUS|FOLLOWING))? WEEKDAY|SHORTDAY DOT?) COMMA? ON? )"
_U = "(?:UNIT|UNITS)"
_COUNT = "(?:(?:A? COUPLE OF?)|(?:A? FEW)|HALF A?|A|DAY|NUMBER|YEAR)"
_WAY = "(?:LAST|NEXT|COMING|THIS|PREVIOUS|FOLLOWING)"
_EDGE = "(?:(?:LATE|EARLIER|LATER|BEGIN OF) (?:DASH|OF|IN)? THE?)"
_LINK = "(?:IN|SINCE|OF|BY|UNTIL|FROM|TO|BETWEEN|OVER|AFTER|BEFORE|THE|AND|DASH)"
_SPAN = "(?:TO|DASH|UNTIL|AND)"

_PHRASES: tuple[tuple[str, readings.Resolver], ...] = (
    (f"{_W}? MONTH (?:DASH|SLASH)? {_D} {_Y}?", readings.read_month_day),
    (f"{_W}? {_D} DOT? OF? MONTH {_Y}?", readings.read_month_day),
    (f"{_W}? (?:MONTH {_D}|{_D} OF? MONTH) COMMA? OF? (?:LAST|NEXT|THIS) UNIT", readings.read_month_day_of),
    (f"(?:FROM|BETWEEN)? MONTH {_D} {_SPAN} {_D} {_Y}? (?!OTHER|UNIT|UNITS)", readings.read_days_of_month),
    (f"MONTH {_D} DASH {_D} {_Y}?", readings.read_days_of_month),
    (f"(?:FROM|BETWEEN)? {_D} {_SPAN} {_D} OF? MONTH {_Y}?", readings.read_days_of_month),
    (f"THE? UNIT (?:OF|BEGIN ON?) (?:MONTH {_D}|{_D} OF? MONTH) {_Y}?", readings.read_week_of),
    (f"{_EDGE}? MONTH {_Y}?", readings.read_month),
    (f"{_EDGE}? {_WAY} MONTH|MONTH OF? {_WAY} UNIT", readings.read_month),
    (f"THE? (?:ORDINAL|LAST) UNIT (?:OF|IN) MONTH {_Y}?", readings.read_month),
    (f"(?:FROM|BETWEEN)? {_D} {_SPAN} {_D} (?:OF|IN)? {_WAY} UNIT|{_D} OF {_WAY} UNIT", readings.read_days_of_unit),
    ("YEAR (?:DASH|SLASH) (?:DAY|YEAR)|DAY (?:DASH|SLASH) YEAR", readings.read_year_month),
    ("ON THE? ORDINAL (?!OTHER|UNIT|WEEKDAY|MONTH)", readings.read_day_alone),
    ("YEAR COMMA? MONTH", readings.read_month),
    (f"{_LINK} (?:THE UNIT OF?)? YEAR (?!DASH DAY|DASH NUMBER)|OPEN YEAR CLOSE|{_EDGE} YEAR", readings.read_year),
    ("THE? (?:ORDINAL|LAST) UNIT (?:OF|IN) YEAR|UNIT YEAR|SEASON OF? YEAR", readings.read_year),
    ("YEAR (?:DASH|TO|UNTIL) (?:YEAR|NUMBER)", readings.read_years),
    (f"{_EDGE}? DECADE", readings.read_years),
    ("DATE", readings.read_numeric),
    ("(?:LATE|EARLIER|LATER)? TODAY PART?|THIS PART", readings.read_today),
    ("LAST PART|THE? UNIT (?:BEFORE|AFTER) TODAY", readings.read_today),
    ("OVERNIGHT ON? WEEKDAY|WEEKDAY OVERNIGHT|OVERNIGHT", readings.read_overnight),
    (f"(?:LATE|EARLIER|LATER)? (?:ON? THE)? {_WAY}? WEEKDAY PART?", readings.read_weekday),
    (f"{_WAY} UNIT OF? ON? WEEKDAY|WEEKDAY OF? {_WAY} UNIT", readings.read_weekday),
    ("WEEKDAY THE? ORDINAL", readings.read_weekday_numbered),
    (f"THE? ORDINAL WEEKDAY (?:OF|IN) (?:{_WAY}? MONTH {_Y}?|{_WAY} UNIT)", readings.read_weekday_of_month),
    (f"{_EDGE}? THE? {_WAY} UNIT|{_EDGE} THE? UNIT|THE? SAME UNIT", readings.read_unit),
    (
        "(?:OVER THE|THIS|THIS? COMING|(?:THIS|OVER THE) PAST|LAST|NEXT|THE (?:LAST|NEXT|COMING|PREVIOUS|FOLLOWING)?)"
        " WEEKEND",
        readings.read_unit,
    ),
    (f"{_COUNT} {_U} AGO|{_COUNT} {_U} FROM NOW", readings.read_ago),
    (f"{_COUNT} {_U} (?:LATER|EARLIER)", readings.read_ago),
    (r"(?:THE|A) UNIT (?:BEFORE|AFTER) (?=COMMA|DOT|CLOSE|$)", readings.read_ago),
    (f"(?:LAST|PAST|NEXT|COMING|PREVIOUS|THE FOLLOWING) {_COUNT} {_U}|PAST UNIT", readings.read_stretch),
    ("(?:OVER|IN) THE (?:LAST|PAST) UNIT", readings.read_stretch),
    (
        "RECENT (?:UNITS|UNIT)|(?:LAST|PAST|NEXT|COMING|PREVIOUS|THE FOLLOWING) UNITS|(?:LAST|THIS|NEXT) SEASON",
        readings.read_vague,
    ),
    (f"IN {_COUNT} {_U}", readings.read_hence),
    (f"{_COUNT} DASH? {_U} DASH? OLD", readings.read_age),
    (f"{_COUNT} DASH? {_U} (?:AND A? HALF)?|WHOLE DASH? UNIT|FOR UNITS", readings.read_duration),
    (f"EVERY (?:{_COUNT}|ORDINAL)? (?:{_U}|WEEKDAY|MONTH)|ON? WEEKDAYS|DAILY", readings.read_repetition),
    ("(?:THE? ORDINAL (?:QUARTER|HALF) OF YEAR)", readings.read_quarter),
    ("(?:CHRISTMAS (?:UNIT|EVE)?|NEW UNIT (?:UNIT|EVE)) YEAR?", readings.read_holiday),
)


def _compiled(phrase: str) -> re.Pattern[str]:
    """The pattern over a string of tags: each tag a whole word with the blank after it."""
    return re.compile(re.sub(r"[A-Z]+| ", lambda match: "" if match[0] == " " else rf"(?:\b{match[0]} )", phrase))


@cache
def phrases() -> tuple[tuple[re.Pattern[str], readings.Resolver], ...]:
    """Every pattern with its reading; of two equally long matches the earlier pattern wins."""
    return tuple((_compiled(phrase), resolve) for phrase, resolve in _PHRASES)
