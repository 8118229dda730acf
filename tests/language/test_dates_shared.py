"""How much of a public collection of English time and number cases is found and resolved."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kgbuild.language.grammar.numerals import words
from kgbuild.language.time.dates import TimeExpression, find_in_text
from kgbuild.model import PartialDate

CASES = {"DateParser": 0.6, "DatePeriodParser": 0.36, "DateTimeModel": 0.46}


def load(folder: Path, name: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    content: list[dict[str, Any]] = json.loads((folder / "data" / "dates" / f"{name}.json").read_text("utf-8-sig"))
    return content


def reference(case: dict[str, Any]) -> PartialDate | None:
    """The day beside which a case is read."""
    day = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
    return PartialDate.parse(day) if day else None


def wanted(result: dict[str, Any]) -> list[dict[str, str]]:
    """The resolutions that count as right: with `date`, or with `startDate` and an exclusive `endDate`."""
    if "Value" in result:
        value = result["Value"] or {}
        return [value.get("PastResolution") or {}, value.get("FutureResolution") or {}]
    if result.get("TypeName") not in ("datetimeV2.date", "datetimeV2.daterange"):
        return []
    found = []
    for value in result["Resolution"]["values"]:
        if not value.get("Mod") and value["type"] == "date" and "value" in value:
            found.append({"date": value["value"]})
        elif not value.get("Mod") and "start" in value and "end" in value:
            found.append({"startDate": value["start"], "endDate": value["end"]})
    return found


def day_of(text: str | None) -> date | None:
    """The day of an ISO text, or None."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def matches(found: TimeExpression, want: dict[str, str]) -> bool:
    """Whether an expression means the wanted day (or a month or year that holds it), or the wanted period."""
    day, start, stop = day_of(want.get("date")), day_of(want.get("startDate")), day_of(want.get("endDate"))
    if found.start is None:
        return day is not None and day.year == 1
    if day is not None:
        return found.end is None and found.start.first <= day <= found.start.last
    if start is None or stop is None:
        return False
    end = found.end or found.start
    return found.start.first == start and stop in (end.last + timedelta(days=1), end.last, end.first)


def judged(folder: Path, name: str) -> Iterator[bool]:
    """For each wanted result of a file whether it is among the expressions found."""
    for case in load(folder, name):
        found = find_in_text(case["Input"], reference(case))
        for result in case["Results"]:
            wants = wanted(result)
            if wants:
                yield any(matches(one, want) for one in found for want in wants)


def judged_durations(folder: Path) -> Iterator[bool]:
    """For each duration whether one of its length is found."""
    for case in load(folder, "DurationParser"):
        for result in case["Results"]:
            seconds = float(result["Value"]["PastResolution"]["duration"])
            days = [one.days for one in find_in_text(case["Input"], reference(case)) if one.days]
            yield any(abs(length * 86400 - seconds) < 0.02 * seconds for length in days)


def judged_numbers(folder: Path) -> Iterator[bool]:
    """For each whole number from zero whether it is read as one numeral with the right value."""
    for case in load(folder, "NumberModel"):
        numerals = [word for word in words(case["Input"]) if word.value is not None]
        for result in case["Results"]:
            value = float(result["Resolution"]["value"])
            if value >= 0 and value == int(value):
                same = [word for word in numerals if word.lower.strip() == result["Text"].strip().lower()]
                yield any(word.value is not None and float(word.value) == value for word in same)


@pytest.mark.parametrize("name", CASES)
def test_dates(shared: Path, name: str) -> None:
    """At least the share of dates and periods that has been reached once is still found and resolved."""
    results = list(judged(shared, name))
    assert sum(results) / len(results) >= CASES[name]


def test_durations(shared: Path) -> None:
    """At least four of five durations have the right length."""
    hits = list(judged_durations(shared))
    assert sum(hits) / len(hits) >= 0.8


def test_whole_numbers(shared: Path) -> None:
    """At least 65 % of the whole positive numbers are read as one numeral with the right value."""
    hits = list(judged_numbers(shared))
    assert sum(hits) / len(hits) >= 0.65
