"""The year of a month or a day that is told without one."""

from kgbuild.language.time import timeline
from kgbuild.language.time.clock import Clock, Tense
from kgbuild.model import PartialDate

_SOON = 60
_VERY_SOON = 14
_FAR = 200


def dated(month: int | None, day: int | None, year: int | None, clock: Clock) -> PartialDate | None:
    """The month, or day of it, in the year told, else in the one that the clock makes likely."""
    if year is not None:
        return timeline.make(year, month, day)
    if month is None or clock.reference is None:
        return None
    if clock.story is not None and (later := _of_story(month, day, clock.story, clock.reference)) is not None:
        return later
    past = timeline.month_near(clock.reference, month, day, future=False)
    coming = timeline.month_near(clock.reference, month, day, future=True)
    if day is None and clock.tense is Tense.NONE:
        return _nearer(past, coming, clock.reference)
    if clock.future and day is not None and _much_nearer(past, coming, clock.reference):
        return past
    return coming if clock.future or _imminent(coming, day, clock) else past


def _of_story(month: int, day: int | None, story: PartialDate, reference: PartialDate) -> PartialDate | None:
    """The day or month soon after one told in full of another year; None where it is far or may be of the present."""
    later = timeline.month_near(story, month, day, future=True)
    present = timeline.month_near(reference, month, day, future=False)
    if later is None or present is None or (reference.first - present.first).days < _SOON:
        return None
    return later if (later.first - story.first).days < _SOON and later.first <= reference.last else None


def _much_nearer(one: PartialDate | None, other: PartialDate | None, reference: PartialDate) -> bool:
    """Whether one day is close to the reference and the other so far that no tense can mean it."""
    if one is None or other is None:
        return False
    near, far = (abs((moment.first - reference.first).days) for moment in (one, other))
    return near < _SOON and far > _FAR


def _nearer(past: PartialDate | None, coming: PartialDate | None, reference: PartialDate) -> PartialDate | None:
    """The month that lies fewer months from the reference, the past one where both are as far."""
    if past is None or coming is None or reference.month is None:
        return past
    now = reference.year * 12 + reference.month
    behind, ahead = (abs(now - (moment.year * 12 + (moment.month or 0))) for moment in (past, coming))
    return coming if ahead < behind else past


def _imminent(coming: PartialDate | None, day: int | None, clock: Clock) -> bool:
    """Whether a date is so near ahead that a text without a year means it, and not the one a year ago."""
    if coming is None or clock.reference is None:
        return False
    distance = (coming.first - clock.reference.last).days
    return distance < (_SOON if clock.tense is Tense.NONE else _VERY_SOON if day is not None else 0)
