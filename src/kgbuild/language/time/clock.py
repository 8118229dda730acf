"""What a time expression can tell, and beside what it is read."""

from dataclasses import dataclass
from enum import StrEnum

from kgbuild.language.time.timeline import Unit
from kgbuild.model import PartialDate


class TimeKind(StrEnum):
    """What a time expression tells: a point, a period, an amount, one side of a point, or a repetition, an age."""

    DATE = "date"
    RANGE = "range"
    DURATION = "duration"
    OPEN_START = "open-start"
    OPEN_END = "open-end"
    BEFORE = "before"
    AFTER = "after"
    SET = "set"
    AGE = "age"


class Tense(StrEnum):
    """What the nearest verb says of a phrase's time."""

    PAST = "past"
    FUTURE = "future"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a phrase stands in time: the article's date, the last day told before it, and the tense of its verb.

    `near` is the last day that its own sentence tells before it, `told` the last day, month or year that the text
    tells before it, and `story` the last day of another year that its paragraph tells in full. `before` is the day that
    the text begins with where a weekday after it is of the week before, as the text was published some days later.
    """

    reference: PartialDate | None = None
    anchor: PartialDate | None = None
    tense: Tense = Tense.NONE
    near: PartialDate | None = None
    told: PartialDate | None = None
    story: PartialDate | None = None
    before: PartialDate | None = None

    @property
    def future(self) -> bool:
        """Whether the phrase looks ahead."""
        return self.tense is Tense.FUTURE


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase means; without start and end it could not be resolved."""

    kind: TimeKind
    start: PartialDate | None = None
    end: PartialDate | None = None
    amount: float | None = None
    unit: Unit | None = None
