"""What makes two tellings one, what forbids it, and how it is told."""

from dataclasses import replace

import pytest
from hypothesis import given

from kgbuild.resolve.identity import THRESHOLD, Account, compare
from kgbuild.resolve.identity.blocking import candidates
from kgbuild.resolve.identity.signs import WEIGHTS

from .accounts import (
    AIRPORT,
    ANBAR,
    ARMY,
    BAGHDAD,
    CAST,
    ERBIL,
    FAMILIES,
    IRAN,
    IRAQ,
    MILITIA,
    POMPEO,
    SOLEIMANI,
    US,
    ZARIF,
    account,
    day,
    worlds,
)

STRIKE = account("a", when="2020-01-03", agents=(US,), targets=(SOLEIMANI,), places=(BAGHDAD,))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (STRIKE, account("b", when="2020-01-03", places=(BAGHDAD,)), True),
        (STRIKE, account("b", when="2020-01-04", agents=(US,), targets=(SOLEIMANI,), places=(BAGHDAD,)), False),
        (STRIKE, account("b", when="2020-01-03", agents=(US,), places=(ERBIL,)), False),
        (STRIKE, account("b", when="2020-01-03", places=(AIRPORT,), agents=(US,)), True),
        (STRIKE, account("b", when="2020-01", targets=(SOLEIMANI,)), True),
        (STRIKE, account("b", published="2020-07-02", agents=(US,), targets=(SOLEIMANI,)), True),
        (STRIKE, account("b", published="2020-01-04", places=(BAGHDAD,)), True),
        (STRIKE, account("b", published="2020-04-04", places=(BAGHDAD,), agents=(US,)), False),
        (STRIKE, account("b", published="2019-12-30", agents=(US,), targets=(SOLEIMANI,)), False),
        (STRIKE, account("b", when="2020-01-03", agents=(ARMY,), targets=(SOLEIMANI,)), True),
        (STRIKE, account("b", when="2020-01-03", agents=(MILITIA,), places=(BAGHDAD,)), False),
        (account("a", when="2020-01-03", agents=(US,)), account("b", when="2020-01-03", agents=(US,)), False),
        (account("a", places=(BAGHDAD,)), account("b", places=(BAGHDAD,)), False),
    ],
)
def test_attacks(one: Account, other: Account, same: bool) -> None:
    """A day and a place, a victim, or a fresh report of the place make one attack; another day, town or actor not."""
    assert (compare(one, other, CAST).score >= THRESHOLD) is same


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ((POMPEO, ZARIF), (POMPEO, ZARIF), True),
        ((POMPEO, ZARIF), (POMPEO, SOLEIMANI), False),
        ((POMPEO, ZARIF), (POMPEO, ZARIF, SOLEIMANI), True),
        ((POMPEO, ZARIF), (POMPEO, ZARIF, MILITIA), False),
        ((POMPEO, ZARIF), (POMPEO,), False),
        ((POMPEO, IRAN), (POMPEO, IRAN), False),
        ((US, IRAN, IRAQ), (IRAN, US, IRAQ), True),
    ],
)
def test_meetings(mine: tuple[int, ...], theirs: tuple[int, ...], same: bool) -> None:
    """Meetings of one day are one where the same people meet, or those who come with them; not one by one."""
    one, other = (account(a, "Meeting", "2020-01-03", agents=who) for a, who in (("a", mine), ("b", theirs)))
    assert (compare(one, other, CAST).score >= THRESHOLD) is same


def test_a_stop_is_not_the_journey() -> None:
    """A visit to one state is not the journey to several that it is part of."""
    journey = account("a", "Visit", "2020-01-03/2020-01-09", agents=(POMPEO,), places=(IRAQ, IRAN))
    assert (
        compare(journey, account("b", "Visit", "2020-01-05", agents=(POMPEO,), places=(IRAQ,)), CAST).score < THRESHOLD
    )
    assert (
        compare(
            journey, account("b", "Visit", "2020-01-03/2020-01-09", agents=(POMPEO,), places=(IRAQ, IRAN)), CAST
        ).score
        >= THRESHOLD
    )


def test_a_plan_and_the_deed() -> None:
    """A meeting that one article announces and another reports is one."""
    plan = account("a", "Meeting", "2020-01-05", "2020-01-03", agents=(POMPEO, ZARIF), planned=True)
    assert (
        compare(plan, account("b", "Meeting", "2020-01-05", "2020-01-06", agents=(POMPEO, ZARIF)), CAST).score
        >= THRESHOLD
    )


def test_a_named_event_is_one_at_any_time() -> None:
    """What the text gives a name of its own is one, however long after it is told, if the days do not contradict."""
    named = frozenset({"operation dawn"})
    one = account("a", when="2020-01-03", agents=(US,), titles=named)
    assert compare(one, account("b", published="2022-03-01", titles=named), CAST).score >= THRESHOLD
    assert compare(one, account("b", when="2021-01-03", titles=named), CAST).veto
    met = account("a", "Meeting", "2020-01-03", agents=(POMPEO,), titles=named)
    assert compare(met, account("b", "Meeting", "2020-01-03", agents=(ZARIF,), titles=named), CAST).score >= THRESHOLD


def test_what_people_say_is_one_only_in_the_same_words_on_the_same_day() -> None:
    """An appeal of one person to one state is one with another of the day only where the words agree."""
    words = ("halt", "missil", "tests", "return", "talks")
    one = account("a", "Appeal", "2020-01-03", agents=(POMPEO,), targets=(IRAN,), words=words)
    other = account("b", "Appeal", "2020-01-03", agents=(POMPEO,), targets=(IRAN,), words=("free", "hostag"))
    again = account("c", "Appeal", "2020-01-03", agents=(POMPEO,), targets=(IRAN,), words=words)
    assert compare(one, other, CAST).score < THRESHOLD <= compare(one, again, CAST).score
    assert compare(one, account("d", "Appeal", agents=(POMPEO,), targets=(IRAN,), words=words), CAST).veto


def test_numbers_are_counted_and_do_not_forbid() -> None:
    """Equal numbers speak for one event, others a little against it, for tolls rise, and other sums more."""
    told = [
        account(a, "Casualties", "2020-01-03", places=(IRAQ,), numbers=(("killed", n, n),))
        for a, n in (("a", 12), ("b", 12), ("c", 31))
    ]
    sums = [replace(each, numbers=(("money_usd", n, n),)) for each, n in zip(told, (12, 12, 31), strict=True)]
    assert compare(sums[0], sums[2], CAST).score < compare(told[0], told[2], CAST).score
    alike, risen = compare(told[0], told[1], CAST).score, compare(told[0], told[2], CAST).score
    assert alike > risen
    assert not compare(told[0], told[2], CAST).veto


def test_the_reason_is_the_score_in_words() -> None:
    """The reason names each sign with what it is found in and its weight, the weightiest first; they add up."""
    comparison = compare(STRIKE, account("b", when="2020-01-03", places=(BAGHDAD,)), CAST)
    assert comparison.reason(CAST) == "one day 2020-01-03 +3.0; place Baghdad +3.0; one class attack +1.0"
    assert comparison.score == 7.0
    assert compare(STRIKE, account("b", when="2020-01-04"), CAST).reason(CAST) == "their days contradict"


@given(world=worlds(2))
def test_a_comparison_has_no_direction(world: list[Account]) -> None:
    """Two tellings compare in the same way whichever comes first, and every sign has a weight."""
    if len(world) == 2:
        comparison = compare(world[0], world[1], CAST)
        assert compare(world[1], world[0], CAST) == comparison
        assert {sign.name for sign in comparison.signs} <= WEIGHTS.keys()


def test_two_regions_do_not_contradict() -> None:
    """A region and a town may hold each other: only two towns forbid it."""
    one = account("a", when="2020-01-03", places=(ANBAR,), agents=(US,), targets=(SOLEIMANI,))
    assert not compare(one, account("b", when="2020-01-03", places=(BAGHDAD,)), CAST).veto
    assert compare(STRIKE, account("b", when="2020-01-03", places=(ERBIL,)), CAST).veto


def test_two_people_of_one_state_are_not_told_for_each_other() -> None:
    """Whom one telling calls by the state another may call by name; but two people of one state are two."""
    met = [
        account(a, "Meeting", "2020-01-03", agents=who, places=(BAGHDAD,))
        for a, who in (("a", (POMPEO, ZARIF)), ("b", (POMPEO, SOLEIMANI)), ("c", (POMPEO, IRAN)))
    ]
    scores = [compare(met[0], other, CAST).score for other in met[1:]]
    assert scores[0] < scores[1]
    assert scores[1] >= THRESHOLD


def test_a_delegation_is_no_third_side() -> None:
    """Who meets beside two of two states is another side, unless one of those beside them is of one of these states."""
    few = account("a", "Meeting", "2020-01-03", agents=(POMPEO, ZARIF))
    beside = [
        account("b", "Meeting", "2020-01-03", agents=(POMPEO, ZARIF, *who)) for who in ((MILITIA,), (MILITIA, IRAN))
    ]
    scores = [compare(few, many, CAST).score for many in beside]
    assert scores[0] < THRESHOLD <= scores[1]


def test_what_several_say_is_not_what_one_of_them_says() -> None:
    """A condemnation by one is not that by the same one and another on the same day."""
    words = ("halt", "missil", "tests", "return", "talks")
    one, other = (
        account(a, "Condemnation", "2020-01-03", agents=who, targets=(IRAN,), words=words)
        for a, who in (("a", (POMPEO,)), ("b", (POMPEO, ERBIL)))
    )
    assert compare(one, other, CAST).score < THRESHOLD


def test_two_plans_told_weeks_apart_are_two() -> None:
    """A journey that is announced without its day is not the one that is announced a month later."""
    plans = [
        account(a, "Visit", published=told, agents=(POMPEO,), places=(AIRPORT,), planned=True)
        for a, told in (("a", "2020-01-03"), ("b", "2020-02-01"), ("c", "2020-01-05"))
    ]
    assert compare(plans[0], plans[1], CAST).score < THRESHOLD <= compare(plans[0], plans[2], CAST).score


def test_the_assumed_time_of_a_plan_may_be_off() -> None:
    """A meeting that is announced for a leg of a journey, its day untold, is the one that is held a day after."""
    plan = account("a", "Meeting", "2020-01-04/2020-01-05", "2020-01-02", agents=(POMPEO, ZARIF), planned=True)
    held = account("b", "Meeting", "2020-01-06", "2020-01-06", agents=(POMPEO, ZARIF), places=(BAGHDAD,))
    assumed = replace(plan, assumed=True, places=frozenset({BAGHDAD}))
    assert compare(plan, held, CAST).veto
    assert compare(assumed, held, CAST).score >= THRESHOLD
    assert compare(assumed, replace(held, first=day("2020-01-15"), last=day("2020-01-15")), CAST).veto
    assert list(candidates([assumed, held], CAST, FAMILIES)) == [(0, 1)]
