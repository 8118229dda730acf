"""Arithmetic on partial dates: shifting, weeks, and the day or month that a name means near a reference.

Nothing here raises for a date that no calendar has: the answer is then None.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kgbuild.model import PartialDate

_FAR = 4000


class Unit(StrEnum):
    """A unit of time."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


DAYS = {Unit.HOUR: 1 / 24, Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 30.4375, Unit.YEAR: 365.25}
COARSER = {Unit.HOUR: Unit.DAY, Unit.DAY: Unit.MONTH, Unit.WEEK: Unit.MONTH, Unit.MONTH: Unit.YEAR}


@dataclass(frozen=True, slots=True)
class Period:
    """The time from the first day of `start` to the last day of `end`; either may be open (None)."""

    start: PartialDate | None
    end: PartialDate | None


def exact(moment: PartialDate | None) -> date | None:
    """The day of a date that is precise to the day; None for any other."""
    return moment.first if moment is not None and moment.day is not None else None


def make(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date of these parts, or None where the calendar has none such."""
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def span(start: PartialDate | None, end: PartialDate | None = None) -> Period | None:
    """The period from start to end (start alone where there is no end); None where it would run backwards."""
    if start is None or (end is not None and start.first > end.last):
        return None
    return Period(start, end or start)


def coarsen(moment: PartialDate, unit: Unit) -> PartialDate:
    """The date as precise as the unit counts: a month for months, a year for years, unchanged for shorter units."""
    if unit is Unit.YEAR:
        return PartialDate(moment.year)
    if unit is Unit.MONTH and moment.month is not None:
        return PartialDate(moment.year, moment.month)
    return moment


def shift(moment: PartialDate, amount: float, unit: Unit) -> PartialDate | None:
    """The date that lies `amount` units after `moment` (before it if negative), as precise as the two allow."""
    if abs(amount) > _FAR * 366:
        return None
    if unit in (Unit.MONTH, Unit.YEAR):
        if amount % 1 == 0 or unit is Unit.YEAR:
            return _shift_months(moment, round(amount * 12) if unit is Unit.YEAR else round(amount), unit)
        return _shift_months(moment, round(amount), Unit.MONTH)
    day = exact(moment)
    if day is None:
        return None
    try:
        return PartialDate.of(day + timedelta(days=_whole_days(amount, unit)))
    except OverflowError:
        return None


def _whole_days(amount: float, unit: Unit) -> int:
    days = amount * DAYS[unit]
    return int(days) if unit is Unit.HOUR else round(days)


def _shift_months(moment: PartialDate, months: int, unit: Unit) -> PartialDate | None:
    if moment.month is None:
        return make(moment.year + round(months / 12)) if unit is Unit.YEAR else None
    years, month = divmod(moment.month - 1 + months, 12)
    shifted = make(moment.year + years, month + 1)
    return coarsen(shifted, unit) if shifted else None


def week(moment: PartialDate, weeks: int = 0) -> Period | None:
    """Monday to Sunday of the week of a day, or of a later (earlier if negative) one."""
    day = exact(moment)
    if day is None or abs(weeks) > _FAR:
        return None
    try:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
        return Period(PartialDate.of(monday), PartialDate.of(monday + timedelta(days=6)))
    except OverflowError:
        return None


def weekend(moment: PartialDate, weeks: int = 0) -> Period | None:
    """Saturday and Sunday of the week of a day, or of a later (earlier if negative) one."""
    whole = week(moment, weeks)
    if whole is None or whole.end is None:
        return None
    return Period(shift(whole.end, -1, Unit.DAY), whole.end)


def weekday(moment: PartialDate, name: int, future: bool = False, strict: bool = False) -> PartialDate | None:
    """The nearest day of that name (Monday 0) on or before a day (or after it); `strict` leaves out the day itself."""
    day = exact(moment)
    if day is None:
        return None
    distance = (name - day.weekday()) % 7 if future else (day.weekday() - name) % 7
    distance = 7 if distance == 0 and strict else distance
    return shift(moment, distance if future else -distance, Unit.DAY)


def month_near(reference: PartialDate, month: int, day: int | None, future: bool) -> PartialDate | None:
    """That month, or day of it, in the year that makes it the last not after the reference, or the next not before."""
    candidates = [make(reference.year + step, month, day) for step in range(-8, 9)]
    if future:
        return next((moment for moment in candidates if moment and moment.last >= reference.first), None)
    return next((moment for moment in reversed(candidates) if moment and moment.first <= reference.last), None)
