"""What the phrases of time mean beside a clock: one function for each family of phrases."""

from collections.abc import Callable, Sequence

from kgbuild.language.time import timeline
from kgbuild.language.time.clock import Clock, Reading, Tense, TimeKind
from kgbuild.language.time.datewords import Tagged
from kgbuild.language.time.timeline import COARSER, Period, Unit
from kgbuild.language.time.years import dated
from kgbuild.model import PartialDate

Words = Sequence[Tagged]
Resolver = Callable[[Words, Clock], Reading | None]
_MODERN = 1800
UNRESOLVED = Reading(TimeKind.DATE)
_BACK = frozenset({"LAST", "PAST", "PREVIOUS", "EARLIER", "BEFORE", "AGO"})
_AHEAD = frozenset({"NEXT", "COMING", "FOLLOWING", "LATER", "AFTER"})
_TENSES = {-1: Tense.PAST, 1: Tense.FUTURE}


def pick(words: Words, *tags: str) -> Tagged | None:
    """The first word with one of the tags."""
    return next((word for word in words if word.tag in tags), None)


def pick_all(words: Words, *tags: str) -> list[Tagged]:
    """All words with one of the tags."""
    return [word for word in words if word.tag in tags]


def number(word: Tagged | None) -> int | None:
    """The whole number that a word stands for."""
    return None if word is None else int(word.value)


def at(moment: PartialDate | None) -> Reading:
    """A point in time."""
    return Reading(TimeKind.DATE, moment)


def during(period: Period | None) -> Reading:
    """A period; a point where it starts and ends alike."""
    if period is None or period.start is None:
        return Reading(TimeKind.RANGE)
    if period.start == period.end:
        return at(period.start)
    return Reading(TimeKind.RANGE, period.start, period.end)


def read_month_day(words: Words, clock: Clock) -> Reading:
    """September 17; Friday, September 17, 2023; the 17th of September."""
    month, day, year = (number(pick(words, *tags)) for tags in (("MONTH",), ("DAY", "ORDINAL"), ("YEAR",)))
    return at(dated(month, day, year, clock))


def read_month_day_of(words: Words, clock: Clock) -> Reading | None:
    """February 1st of last year."""
    unit, month = pick(words, "UNIT"), number(pick(words, "MONTH"))
    if unit is None or unit.unit is not Unit.YEAR or unit.value != 1:
        return None
    year = clock.reference.year + _direction(words) if clock.reference is not None else None
    return at(timeline.make(year, month, number(pick(words, "DAY", "ORDINAL"))) if year is not None else None)


def read_week_of(words: Words, clock: Clock) -> Reading | None:
    """The week of September 16, the week beginning 4 February."""
    unit, day = pick(words, "UNIT"), read_month_day(words, clock).start
    if unit is None or unit.unit is not Unit.WEEK:
        return None
    return during(timeline.week(day) if day is not None else None)


def read_days_of_month(words: Words, clock: Clock) -> Reading | None:
    """September 19–20; from 3 to 5 May 2023; "17 and 25 September" are two days and no period."""
    first, last = (number(word) for word in pick_all(words, "DAY", "ORDINAL")[:2])
    month, year = number(pick(words, "MONTH")), number(pick(words, "YEAR"))
    if first is None or last is None or last <= first:
        return None
    if pick(words, "AND") and not pick(words, "BETWEEN") and last != first + 1:
        return None
    end = dated(month, last, year, clock)
    start = timeline.make(end.year, end.month, first) if end else None
    return during(timeline.span(start, end) if end else None)


def read_month(words: Words, clock: Clock) -> Reading:
    """September; September 2023; last September; early March; June last year; the first week of May."""
    month, year = number(pick(words, "MONTH")), number(pick(words, "YEAR"))
    reference, way = clock.reference, _direction([word for word in words if word.tag not in {"EARLIER", "LATER"}])
    if year is not None or month is None or reference is None or pick(words, "ORDINAL"):
        return at(dated(month, None, year, clock))
    unit = pick(words, "UNIT")
    if pick(words, "THIS") or (unit and unit.unit is Unit.YEAR):
        return at(timeline.make(reference.year + (way if unit else 0), month))
    if way and unit is None:
        reference = timeline.shift(reference, way, Unit.MONTH) or reference
    return at(dated(month, None, None, Clock(reference, None, clock.tense if way == 0 else _TENSES[way])))


def read_days_of_unit(words: Words, clock: Clock) -> Reading | None:
    """From 4 to 22 this month; the 20th of next month."""
    month = read_unit(words, clock).start
    days = [int(word.value) for word in pick_all(words, "DAY", "ORDINAL")]
    if month is None or month.month is None or month.day is not None:
        return None
    dates = [timeline.make(month.year, month.month, day) for day in days]
    if None in dates:
        return UNRESOLVED
    return during(timeline.span(dates[0], dates[-1]))


def read_day_alone(words: Words, clock: Clock) -> Reading:
    """On the 15th: the last such day, or the next one where the verb looks ahead."""
    day, today = number(pick(words, "ORDINAL")), timeline.exact(clock.reference)
    if today is None or clock.reference is None:
        return UNRESOLVED
    for distance in range(12):
        month = timeline.shift(
            PartialDate(today.year, today.month), distance if clock.future else -distance, Unit.MONTH
        )
        moment = timeline.make(month.year, month.month, day) if month else None
        if moment and (moment.first >= today if clock.future else moment.first <= today):
            return at(moment)
    return UNRESOLVED


def read_year_month(words: Words, clock: Clock) -> Reading | None:
    """2016-11 and 11/2016 are months, 2010-11 and 2014-2018 are years."""
    year, other = pick(words, "YEAR"), pick(words, "DAY")
    if year is None or other is None or other.value > 12 or (other.value == year.value % 100 + 1):
        return read_years(words, clock) if year is words[0] else None
    return at(timeline.make(int(year.value), int(other.value)))


def read_year(words: Words, _clock: Clock) -> Reading | None:
    """In 2014; early 2020; summer of 2021; "the 1267 Committee" is none."""
    if words[0].tag == "THE" and pick_all(words, "YEAR")[-1].value < _MODERN:
        return None
    return at(timeline.make(int(pick_all(words, "YEAR")[-1].value)))


def read_years(words: Words, _clock: Clock) -> Reading | None:
    """2014–2018, 2014-18, the 1990s."""
    decade = number(pick(words, "DECADE"))
    if decade is not None:
        return during(timeline.span(timeline.make(decade), timeline.make(decade + 9)))
    first, last = (int(word.value) for word in pick_all(words, "YEAR", "DAY", "NUMBER")[:2])
    last = last if last >= 1000 else first // 100 * 100 + last
    return during(timeline.span(timeline.make(first), timeline.make(last))) if first < last <= first + 200 else None


def read_numeric(words: Words, _clock: Clock) -> Reading:
    """2023-09-17, 17/9/2023."""
    found = pick(words, "DATE")
    return at(found.date if found else None)


def read_today(words: Words, clock: Clock) -> Reading:
    """Today, yesterday, tonight, this morning, last night, the day before yesterday."""
    if clock.reference is None:
        return UNRESOLVED
    days = number(pick(words, "TODAY")) or 0
    if pick(words, "UNIT"):
        days += -1 if pick(words, "BEFORE") else 1
    elif pick(words, "LAST"):
        days = -1
    return at(timeline.shift(clock.reference, days, Unit.DAY))


def read_overnight(words: Words, clock: Clock) -> Reading:
    """The night after the day told with it ("overnight on Friday"), else the one that ended on the article's day."""
    named = read_weekday(words, clock).start if pick(words, "WEEKDAY") else clock.near
    evening = named or (timeline.shift(clock.reference, -1, Unit.DAY) if clock.reference else None)
    morning = timeline.shift(evening, 1, Unit.DAY) if evening else None
    return during(timeline.span(evening, morning) if morning else None)


def read_weekday(words: Words, clock: Clock) -> Reading:
    """Tuesday, last Tuesday, next Tuesday, Tuesday last week; news looks back unless its verb looks ahead."""
    name = number(pick(words, "WEEKDAY"))
    if name is None or clock.reference is None:
        return UNRESOLVED
    way = _direction(words) if pick(words, "THE") or not pick(words, "FOLLOWING") else 0
    if pick(words, "UNIT") or pick(words, "NEXT") or pick(words, "THIS"):
        monday = timeline.week(clock.reference, way)
        return at(timeline.shift(monday.start, name, Unit.DAY) if monday and monday.start else None)
    if way and pick(words, "FOLLOWING", "PREVIOUS"):
        return at(timeline.weekday(clock.anchor, name, way > 0, strict=True) if clock.anchor else None)
    future = (clock.future and not pick(words, "LAST")) or pick(words, "COMING") is not None
    day = timeline.weekday(clock.reference, name, future, strict=bool(pick(words, "LAST", "COMING")))
    if pick(words, "LAST") and day == timeline.shift(clock.reference, -1, Unit.DAY):
        return at(timeline.shift(clock.reference, -8, Unit.DAY))
    late = clock.before is not None and day is not None and day.first > clock.before.first and not future
    return at(timeline.shift(day, -1, Unit.WEEK) if late and day is not None else day)


def _direction(words: Words) -> int:
    return -1 if any(word.tag in _BACK for word in words) else int(any(word.tag in _AHEAD for word in words))


def read_weekday_numbered(words: Words, clock: Clock) -> Reading:
    """Friday the 15th: the last month in which it is that weekday, or the next where the verb looks ahead."""
    name, day = number(pick(words, "WEEKDAY")), number(pick(words, "ORDINAL"))
    if clock.reference is None or clock.reference.month is None or day is None:
        return UNRESOLVED
    for distance in range(12) if clock.future else range(0, -12, -1):
        month = timeline.shift(PartialDate(clock.reference.year, clock.reference.month), distance, Unit.MONTH)
        moment = timeline.make(month.year, month.month, day) if month else None
        if moment is not None and moment.first.weekday() == name:
            return at(moment)
    return UNRESOLVED


def read_weekday_of_month(words: Words, clock: Clock) -> Reading:
    """The first Friday of July, the second Monday of next month."""
    name, count = number(pick(words, "WEEKDAY")), number(pick(words, "ORDINAL"))
    month = (read_month if pick(words, "MONTH") else read_unit)(words, clock).start
    if month is None or month.month is None or name is None or count is None:
        return UNRESOLVED
    day = 1 + (name - month.first.weekday()) % 7 + 7 * (count - 1)
    return at(timeline.make(month.year, month.month, day))


def read_unit(words: Words, clock: Clock) -> Reading:
    """This week, last month, next year, earlier this month, the end of the year, the following day."""
    unit = pick(words, "UNIT", "WEEKEND")
    told = pick(words, "FOLLOWING", "PREVIOUS", "SAME") or (pick(words, "NEXT", "LAST") and _is_day(unit))
    back = told and pick(words, "THE", "SAME")
    moment = clock.anchor if back else clock.reference
    if unit is None or moment is None or (back and clock.told is None):
        return UNRESOLVED
    way = _direction([word for word in words if word.tag not in {"EARLIER", "LATER"}])
    coming = pick(words, "COMING") is not None
    if unit.tag == "WEEKEND":
        return during(_weekend(moment, 0 if coming else way, coming or pick(words, "THIS") is not None, clock))
    if unit.unit is Unit.WEEK and unit.value == 1:
        return during(_within(timeline.week(moment, way), words, clock))
    if unit.unit is None or unit.unit is Unit.HOUR:
        return UNRESOLVED
    if unit.value != 1:
        return read_stretch(words, clock)
    return at(timeline.shift(timeline.coarsen(moment, unit.unit), way, unit.unit))


def _is_day(word: Tagged | None) -> bool:
    return word is not None and word.unit is Unit.DAY


def _weekend(moment: PartialDate, way: int, named: bool, clock: Clock) -> Period | None:
    """The weekend meant: the one that has begun, unless the words or the verb look ahead."""
    day = timeline.exact(moment)
    if day is None:
        return None
    if way == 0 and not named and not clock.future and day.weekday() < 5:
        way = -1
    return timeline.weekend(moment, way)


def _within(week: Period | None, words: Words, clock: Clock) -> Period | None:
    """The part of this week before ("earlier") or after ("later") the article's date."""
    if week is None or clock.reference is None:
        return week
    if pick(words, "EARLIER"):
        return timeline.span(week.start, clock.reference)
    return timeline.span(clock.reference, week.end) if pick(words, "LATER") else week


def amount_of(words: Words) -> tuple[float | None, bool]:
    """How many units the words count, and whether that is only a rough number ("several")."""
    if pick(words, "FEW"):
        return 3, True
    if pick(words, "COUPLE"):
        return 2, False
    counted = pick(words, "DAY", "NUMBER", "YEAR")
    half = pick(words, "HALF")
    if counted is not None:
        return counted.value, False
    if half is not None:
        one_and_half = pick(words, "AND") is not None
        return (1.5 if one_and_half else 0.5), False
    return (1, False) if pick(words, "A", "WHOLE", "THE", "PAST", "LAST", "NEXT") else (None, True)


def read_ago(words: Words, clock: Clock) -> Reading:
    """Three days ago; a year later, two days earlier (than the last time told); two weeks from now."""
    moment = clock.reference
    if pick(words, "LATER", "EARLIER", "AFTER", "BEFORE"):
        unit = pick(words, "UNIT", "UNITS")
        days = unit is not None and unit.unit not in (Unit.MONTH, Unit.YEAR)
        moment = None if clock.told is None else clock.anchor if days else clock.told
    way = -1 if any(word.tag in _BACK for word in words) else 1
    return at(moved(words, moment, way)) if moment else UNRESOLVED


def read_hence(words: Words, clock: Clock) -> Reading:
    """In three weeks: a point ahead where the verb looks ahead, else the time that something took."""
    return at(moved(words, clock.reference, 1)) if clock.future and clock.reference else read_duration(words, clock)


def moved(words: Words, moment: PartialDate, way: int) -> PartialDate | None:
    """The date that lies the told amount after (`way` 1) or before (-1) a moment, as precise as the words are."""
    unit = pick(words, "UNIT", "UNITS")
    amount, rough = amount_of(words)
    if unit is None or unit.unit is None or amount is None:
        return None
    result = timeline.shift(moment, way * amount * unit.value, unit.unit)
    return timeline.coarsen(result, COARSER[unit.unit]) if rough and result and unit.unit in COARSER else result


def read_stretch(words: Words, clock: Clock) -> Reading:
    """The past three days, the last several weeks, the coming months: up to or from the article's date."""
    way = _direction(words)
    if clock.reference is None or way == 0:
        return Reading(TimeKind.RANGE)
    other = moved(words, clock.reference, way)
    unit = pick(words, "UNITS", "UNIT")
    if other is None or unit is None or unit.unit is None:
        return Reading(TimeKind.RANGE)
    rough = amount_of(words)[1]
    near = timeline.coarsen(clock.reference, COARSER.get(unit.unit, unit.unit) if rough else unit.unit)
    return during(timeline.span(other, near) if way < 0 else timeline.span(near, other))


def read_vague(_words: Words, _clock: Clock) -> Reading:
    """In recent days, last summer: no dates that a text fixes."""
    return Reading(TimeKind.RANGE)


def read_duration(words: Words, _clock: Clock) -> Reading:
    """Nine-month, 24 hours, two and a half years; no amount where none is told ("for weeks")."""
    unit = pick(words, "UNIT", "UNITS")
    amount, rough = amount_of(words)
    if unit is None:
        return Reading(TimeKind.DURATION)
    return Reading(TimeKind.DURATION, amount=None if rough or amount is None else amount * unit.value, unit=unit.unit)


def read_repetition(_words: Words, _clock: Clock) -> Reading:
    """Every Friday, daily, on Mondays."""
    return Reading(TimeKind.SET)


def read_age(_words: Words, _clock: Clock) -> Reading:
    """23-year-old, 23 years old."""
    return Reading(TimeKind.AGE)


def read_quarter(words: Words, _clock: Clock) -> Reading | None:
    """The third quarter of 2020, the first half of 2023."""
    part, year = number(pick(words, "ORDINAL")), number(pick(words, "YEAR"))
    months = 3 if pick(words, "QUARTER") else 6
    if year is None or part is None or part * months > 12:
        return None
    return during(timeline.span(timeline.make(year, (part - 1) * months + 1), timeline.make(year, part * months)))


def read_holiday(words: Words, clock: Clock) -> Reading:
    """Christmas Day and Eve, New Year's Day and Eve."""
    eve = pick(words, "EVE") is not None
    month, day = (12, 24 if eve else 25) if pick(words, "CHRISTMAS") else ((12, 31) if eve else (1, 1))
    return at(dated(month, day, number(pick(words, "YEAR")), clock))
