"""How two tellings are compared: what forbids that they are one, and what speaks for it and against it.

The score is a plain sum: each sign that is found adds its weight, times how strongly it is found. Two tellings whose
score reaches `THRESHOLD` are taken to be of one event, where they have enough in common to be found at all: a named
event, a cause, anybody or any place that is no state, or else two states; and where the time of one is untold, that
it is told within a month, or that a person is the victim, or that the event has a name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kgbuild.model.terms import ACTS_OF_SPEECH, KG
from kgbuild.resolve.identity.account import Account, Cast, Rank, states, stem
from kgbuild.resolve.identity.blocking import AHEAD, RECENT, SLACK, sought
from kgbuild.resolve.identity.parties import parties
from kgbuild.resolve.identity.signs import Sign
from kgbuild.resolve.identity.whereabouts import named_within, places, two_towns

THRESHOLD = 6.0

_MONEY = "money_usd"
_MEETING = KG + "Meeting"
_AT_ONCE, _SOON, _LONG = 3, 14, 60
_FEW_WORDS, _SHORT = 4, 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """The signs that two tellings are one; why they cannot be (`veto`); whether they share too little (`thin`)."""

    signs: tuple[Sign, ...] = ()
    veto: str = ""
    thin: bool = False

    @property
    def score(self) -> float:
        """The sum of the weights, below the threshold where little is shared; lower than any where it is forbidden."""
        if self.veto:
            return float("-inf")
        score = round(sum(sign.weight for sign in self.signs), 2)
        return min(score, THRESHOLD - 1) if self.thin else score

    def reason(self, cast: Cast, wording: Iterable[str] = ()) -> str:
        """What it rests on, in words, the weightiest first; what is told in common as the shortest of the `wording`."""
        spelled = {stem(word): word for word in sorted(wording, key=lambda word: (len(word), word), reverse=True)}
        told = sorted(self.signs, key=lambda sign: (-abs(sign.weight), sign.name))
        return self.veto or "; ".join(_told(sign, cast, spelled) for sign in told if sign.weight)


def _told(sign: Sign, cast: Cast, spelled: Mapping[str, str]) -> str:
    names = [cast[each].name if isinstance(each, int) else each for each in sign.things]
    if sign.name == "words":
        names = [spelled.get(name, name) for name in names]
    things = ", ".join(names)
    return f"{sign.name}{' ' if things else ''}{things} {sign.weight:+.1f}"


def compare(one: Account, other: Account, cast: Cast) -> Comparison:
    """The comparison of two tellings; it makes no difference which comes first."""
    one, other = sorted((one, other), key=lambda each: each.name)
    if veto := _veto(one, other, cast):
        return Comparison(veto=veto)
    signs = (
        *_classes(one, other),
        *_times(one, other, cast),
        *places(one, other, cast),
        *parties(one, other, cast),
        *_details(one, other),
    )
    found = Comparison(signs, thin=not _enough(one, other, cast))
    if one.kind == other.kind == _MEETING and found.score < THRESHOLD and any(map(_of_others, signs)):
        return Comparison(veto="by one others meet than by the other")
    return found


def _of_others(sign: Sign) -> bool:
    """Whether by each telling somebody takes part who does not by the other, so that no third makes them one."""
    return sign.name in ("other agents", "others there") and sign.strength >= 1


def _veto(one: Account, other: Account, cast: Cast) -> str:
    """Why two tellings cannot be of one event, if they cannot."""
    if _apart(one, other):
        return "their days contradict"
    if two_towns(one, other, cast):
        return "they are in two towns"
    for told, undated in ((one, other), (other, one)):
        if told.first is None or undated.first is not None or undated.published is None:
            continue
        if told.first > undated.published + (AHEAD if undated.planned else 1):
            return "one was told before the other was"
    if one.kind in ACTS_OF_SPEECH and (one.day is None) != (other.day is None):
        return "only one of these acts of speech has a day"
    return ""


def _apart(one: Account, other: Account) -> bool:
    """Whether the told times contradict; what is assumed of a plan may be some days off."""
    return _between(one, other) > (SLACK if one.assumed or other.assumed else 0)


def _between(one: Account, other: Account) -> int:
    """How many days lie from the end of one told time to the begin of the other; none where a day is in both."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return 0
    return max(0, one.first - other.last, other.first - one.last)


def _enough(one: Account, other: Account, cast: Cast) -> bool:
    """Whether two tellings share enough to be found among all."""
    if _singular(one, other, cast):
        return True
    if not _in_time(one, other):
        return False
    if one.cause is not None and one.cause == other.cause:
        return True
    mine, theirs = one.participants | one.places, other.participants | other.places
    return (
        bool(named_within(one, other, cast))
        or any(cast[each].rank is not Rank.STATE for each in mine & theirs)
        or (len(states(mine, cast) & states(theirs, cast)) > 1)
    )


def _singular(one: Account, other: Account, cast: Cast) -> bool:
    """Whether two tellings share what is met once: a named event, a person who is the victim."""
    victims = (each for each in one.targets & other.targets if cast[each].rank is Rank.PERSON)
    return bool(one.titles & other.titles) or any(victims)


def _in_time(one: Account, other: Account) -> bool:
    """Whether the times that two tellings are looked for in meet."""
    spans = [sought(each) for each in (one, other)]
    if spans[0] is None or spans[1] is None:
        return False
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]


def _classes(one: Account, other: Account) -> Iterator[Sign]:
    if one.kind != other.kind:
        yield Sign("other classes")
        return
    yield Sign("one class", 1.0, (one.kind.rsplit("#", 1)[-1].casefold(),))
    mine, theirs = one.types - {one.kind}, other.types - {one.kind}
    if mine & theirs:
        yield Sign("one finer class", 1.0, tuple(sorted(each.rsplit("#", 1)[-1].casefold() for each in mine & theirs)))
    elif mine and theirs:
        yield Sign("other finer classes")
    if one.kind in ACTS_OF_SPEECH:
        yield Sign("acts of speech")


def _times(one: Account, other: Account, cast: Cast) -> Iterator[Sign]:
    """The signs of time: days in common, or how soon after the day it is told."""
    if one.first is not None and other.first is not None:
        if not _between(one, other):
            yield _in_common(one, other)
    elif (gap := _gap(one, other)) is not None:
        undated = gap > 0 and one.first is None and other.first is None
        if gap <= _AT_ONCE:
            yield Sign("told at once", 0.6 if undated else 1.0)
        elif gap <= _SOON:
            yield Sign("told soon after", (0.6 if undated else 1.0) * (1.0 - (gap - _AT_ONCE) / (2 * _SOON)))
        elif gap > (_SOON if undated and one.planned and other.planned else _LONG) and not _singular(one, other, cast):
            yield Sign("told long after")
    if one.planned != other.planned:
        yield Sign("plan and deed")


def _in_common(one: Account, other: Account) -> Sign:
    """The sign of times that have a day in common: that day, some of the days, or a period that covers it."""
    if one.exact and other.exact and (one.first, one.last) == (other.first, other.last):
        return Sign("one day", 1.0, (str(date.fromordinal(one.first or 1)),))
    wide = max((each.last or 0) - (each.first or 0) for each in (one, other))
    if one.exact and other.exact:
        return Sign("days overlap", 1.0 if wide < _SHORT else 0.75)
    vague = one.exact == other.exact
    return Sign("one period", (0.5 if vague else 1.0) * (1.0 if wide <= RECENT else 0.3))


def _gap(one: Account, other: Account) -> int | None:
    """How many days lie between when one was and when the other is told; or else between when they are told."""
    if one.first is not None and one.last is not None and other.published is not None:
        return max(0, other.published - one.last, one.first - other.published)
    if other.first is not None:
        return _gap(other, one)
    if one.published is None or other.published is None:
        return None
    return abs(one.published - other.published)


def _details(one: Account, other: Account) -> Iterator[Sign]:
    """Names of the event, numbers, words, and a cause in common."""
    if titles := one.titles & other.titles:
        yield Sign("name", 1.0, tuple(sorted(titles)))
    if one.cause is not None and one.cause == other.cause:
        yield Sign("one cause")
    if equal := set(one.numbers) & set(other.numbers):
        most = max(high or low or 0 for _, low, high in equal)
        yield Sign("numbers", min(1.0, 0.2 * len(str(most))), tuple(sorted(_number(each) for each in equal)))
    elif measures := {measure for measure, _, _ in one.numbers} & {measure for measure, _, _ in other.numbers}:
        yield Sign("other sums" if _MONEY in measures else "other numbers")
    if words := {*one.words} & {*other.words}:
        strength = len(words) / max(_FEW_WORDS, min(len(one.words), len(other.words)))
        yield Sign("words", strength, tuple(sorted(words)))
    if one.article == other.article:
        yield Sign("told apart")


def _number(number: tuple[str, int | None, int | None]) -> str:
    measure, low, high = number
    bounds = str(low) if low == high else f"{'' if low is None else low}–{'' if high is None else high}"
    return f"{bounds} {measure}"
