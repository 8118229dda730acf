"""Spans of time parted into columns: days, weeks, months, years or more, so that all fit on a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kgbuild.publish import wording
from kgbuild.publish.pictures.scale import round_step

_MOST_DAYS = 45
_MOST_YEARS = 24
_MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A piece of time; `label` is written below it, empty where there would be too many; it ends before `end`."""

    start: date
    end: date
    words: str
    label: str


def day_of(text: str) -> date | None:
    """The first day that a date, month or year of XML Schema names; None for other texts and years beyond 1–9999."""
    parts = text.split("-")
    try:
        return date(*(int(part) for part in [*parts, "1", "1"][:3])) if text.isascii() and len(parts) < 4 else None
    except ValueError:
        return None


def years(first: int, last: int) -> list[Column]:
    """Columns of one year, or of 2, 5, 10, … years each, starting at a multiple of that."""
    step = round_step(last - first + 1, _MOST_YEARS)
    starts = list(range(max(1, first - first % step), last + 1, step))
    return _labelled(
        (
            date(year, 1, 1),
            date(min(year + step, 9999), 1, 1),
            f"{year}" if step == 1 else f"{year}–{year + step - 1}",
            f"{year}",
        )
        for year in starts
    )


def within(days: Iterable[date]) -> list[Column]:
    """The months of one year from the first to the last of some days, in columns of a day or a week."""
    known = sorted(days)
    start, end = known[0].replace(day=1), (known[-1].replace(day=28) + timedelta(4)).replace(day=1)
    step = 1 if (end - start).days <= _MOST_DAYS else 7
    starts = [start + timedelta(number) for number in range(0, (end - start).days, step)]
    if step == 1:
        return _labelled((each, each + timedelta(1), wording.date(each.isoformat()), _short(each)) for each in starts)
    months = {each.month: each for each in reversed(starts)}.values()
    marked = [each for number, each in enumerate(sorted(months)) if number % -(-len(months) // _MOST_LABELS) == 0]
    return [
        Column(
            each, min(each + timedelta(step), end), f"week of {_short(each)}", f"{each:%b}" if each in marked else ""
        )
        for each in starts
    ]


def _labelled(columns: Iterable[tuple[date, date, str, str]]) -> list[Column]:
    """Columns of which every so manieth keeps its label."""
    found = list(columns)
    step = -(-len(found) // _MOST_LABELS)
    return [
        Column(start, end, words, label if number % step == 0 else "")
        for number, (start, end, words, label) in enumerate(found)
    ]


def _short(day: date) -> str:
    """A day and its month: `17 Sep`."""
    return f"{day.day} {wording.date(day.isoformat()).split()[1][:3]}"
