"""The times that a text has told so far, from which later ones are reckoned ("the following day", "a year later")."""

from collections.abc import Sequence

from kgbuild.language.time import timeline
from kgbuild.language.time.clock import Clock, Tense
from kgbuild.language.time.datewords import Tagged
from kgbuild.model import PartialDate

_SOONEST, _LATEST = 2, 5
CLAUSE_END = frozenset({".", "!", "?", ";"})


class Anchors:
    """The times told so far: the last day, the last that has come, the last of any precision, and where it ends."""

    def __init__(self, reference: PartialDate | None, tagged: Sequence[Tagged] = ()) -> None:
        self.reference = self.last = self.past = reference
        self.lead = _lead(reference, tagged)
        self.rough: PartialDate | None = None
        self.story: tuple[PartialDate, int] | None = None
        self.end = 0

    def add(self, moment: PartialDate, tagged: Sequence[Tagged], first: int, end: int) -> None:
        """Go on from a time told by the words `[first, end)`, unless it only tells which thing is meant."""
        self.rough = moment
        if timeline.exact(moment) is None or of_noun(tagged, first, end):
            return
        self.last, self.end = moment, end
        if self.reference is None or moment.first <= self.reference.last:
            self.past = moment
        if (
            any(item.tag == "YEAR" for item in tagged[first:end])
            and self.reference is not None
            and moment.year != self.reference.year
        ):
            self.story = moment, end

    def clock(self, tagged: Sequence[Tagged], first: int, tense: Tense) -> Clock:
        """The clock of a phrase: what happened is told from a day that has come."""
        parted = any(item.word.lower in CLAUSE_END for item in tagged[self.end : first]) or not self.end
        anchor = self.past if tense is Tense.PAST else self.last
        if self.story is not None:
            day, since = self.story
            parts = any(new_paragraph(tagged, at) for at in range(since, first + 1))
            self.story = None if parts else (day, first)
        near, story = None if parted else self.last, self.story
        full = story[0] if story is not None else None
        return Clock(self.reference, anchor, tense, near, self.rough, full, self.lead)


def _lead(reference: PartialDate | None, tagged: Sequence[Tagged]) -> PartialDate | None:
    """The day of the first weekday told, where later ones have the names of the day of publication and one before it.

    News calls that day "today": such a text came out days after what it tells, and its "Friday" is that before.
    """
    today = timeline.exact(reference)
    names = [int(item.value) for at, item in enumerate(tagged) if item.tag == "WEEKDAY" and not _is_today(tagged, at)]
    if today is None or reference is None or today.weekday() not in names[1:]:
        return None
    distances = [(today.weekday() - name) % 7 for name in names]
    between = any(0 < distance < distances[0] for distance in distances[1:])
    return timeline.weekday(reference, names[0]) if between and _SOONEST <= distances[0] <= _LATEST else None


def _is_today(tagged: Sequence[Tagged], at: int) -> bool:
    """Whether a weekday is said to be today's ("on Monday — today")."""
    return any(item.tag == "TODAY" and item.value == 0 for item in tagged[max(0, at - 2) : at + 3])


def of_noun(tagged: Sequence[Tagged], first: int, last: int) -> bool:
    """Whether a time stands before the noun that it tells of ("the *May 27* agreement")."""
    dated = any(item.tag == "MONTH" for item in tagged[first:last]) and first > 0 and tagged[first - 1].tag == "THE"
    after = tagged[last] if last < len(tagged) else None
    return dated and after is not None and after.tag == "OTHER" and after.word.text[:1].isalpha()


def new_paragraph(tagged: Sequence[Tagged], at: int) -> bool:
    """Whether more than a blank lies before the word."""
    return at > 0 and tagged[at].word.start - tagged[at - 1].word.end > 1
