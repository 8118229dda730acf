"""Which tellings become one event, what people decide of them, and that nothing chains."""

from dataclasses import replace
from itertools import combinations, permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import MergeError
from kgbuild.model.identity import Decision, Verdict
from kgbuild.resolve.identity import Account, Grouping, closeness, compare, grouped, linkage
from kgbuild.resolve.identity.comparison import Comparison

from .accounts import BAGHDAD, CAST, ERBIL, FAMILIES, IRAN, IRAQ, MILITIA, POMPEO, SOLEIMANI, US, account, worlds

SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT


def groups(*tellings: Account, decisions: tuple[Decision, ...] = ()) -> set[frozenset[str]]:
    """The articles whose tellings are one."""
    found = grouped(tellings, CAST, FAMILIES, decisions)
    return {frozenset(tellings[number].article for number in group) for group in found.groups}


def one_of(*articles: str) -> set[frozenset[str]]:
    """Groups, each given by the letters of its articles."""
    return {frozenset(each) for each in articles}


MONDAY = account("a", when="2020-01-06", published="2020-01-06", agents=(US,), places=(BAGHDAD,))
TUESDAY = account("b", when="2020-01-07", published="2020-01-07", agents=(US,), places=(BAGHDAD,))


def test_two_strikes_on_one_town_on_two_days_stay_two() -> None:
    """However much else agrees, strikes of two days are two, and no telling without a day makes them one."""
    bridge = account("c", published="2020-01-08", agents=(US,), places=(BAGHDAD,))
    words, numbers = ("drone", "strike", "market"), (("killed", 12, 12),)
    alike = [replace(each, words=words, numbers=numbers) for each in (MONDAY, TUESDAY, bridge)]
    for told in ([MONDAY, TUESDAY, bridge], alike):
        for order in permutations(told):
            assert all(not {"a", "b"} <= group for group in groups(*order))


def test_a_telling_that_is_torn_between_two_days_stays_alone() -> None:
    """What tells no day, and is as near to the strike of one day as to that of another, is made one with neither."""
    torn = account("c", published="2020-01-08", agents=(US,), places=(BAGHDAD,))
    assert groups(MONDAY, TUESDAY, torn) == one_of("a", "b", "c")
    assert groups(MONDAY, torn) == one_of("ac")


def test_updates_are_one_event() -> None:
    """An attack and its toll, told on the day, the next day and a week later with rising numbers, are two events."""
    told = []
    for letter, published, toll in (("a", "2020-01-06", 12), ("b", "2020-01-07", 31), ("c", "2020-01-12", 40)):
        told.append(
            replace(MONDAY, name=f"{letter}#0-5", article=letter, published=account("x", published=published).published)
        )
        harm = account(
            letter, "Casualties", published=published, numbers=(("killed", toll, toll),), cause=len(told) - 1
        )
        told.append(replace(harm, name=f"{letter}#10-15"))
    told = [replace(each, cause=None if each.cause is None else number - 1) for number, each in enumerate(told)]
    found = grouped(told, CAST, FAMILIES).groups
    assert sorted(found) == [(0, 2, 4), (1, 3, 5)]


def test_effects_of_two_attacks_stay_two() -> None:
    """Casualties are not one where their causes are not, though nothing else tells them apart."""
    told = [MONDAY, TUESDAY]
    told += [
        replace(account(a, "Casualties", published="2020-01-08", places=(IRAQ,), cause=n), name=f"{a}#9-10")
        for n, a in enumerate("ab")
    ]
    assert len(grouped(told, CAST, FAMILIES).groups) == 4


def test_nothing_chains() -> None:
    """Meetings of one person on one day are as many as the people met, though a vague telling is near to all."""
    met = [
        account(a, "Meeting", "2020-01-06", agents=(POMPEO, who))
        for a, who in (("a", SOLEIMANI), ("b", IRAN), ("c", ERBIL))
    ]
    vague = account("d", "Meeting", "2020-01-06", agents=(POMPEO,), places=(BAGHDAD,))
    found = groups(*met, vague)
    assert all(len(group & {"a", "b", "c"}) <= 1 for group in found)


@given(world=worlds(), seed=st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(world: list[Account], seed: Random) -> None:
    """The groups and the reasons are the same in whichever order tellings come."""
    world = [replace(each, cause=None) for each in world]
    shuffled = list(world)
    seed.shuffle(shuffled)

    def named(tellings: list[Account], found: Grouping) -> set[frozenset[str]]:
        return {frozenset(tellings[n].name for n in group) for group in found.groups}

    one, other = (grouped(each, CAST, FAMILIES) for each in (world, shuffled))
    assert named(world, one) == named(shuffled, other)
    assert one.merges == other.merges


@given(world=worlds())
def test_no_group_holds_what_contradicts(world: list[Account]) -> None:
    """No two tellings of a group forbid each other, and the merges are just what connects the groups."""
    found = grouped([replace(each, cause=None) for each in world], CAST, FAMILIES)
    for group in found.groups:
        for one, other in combinations(group, 2):
            assert not compare(world[one], world[other], CAST).veto
    assert sum(len(group) - 1 for group in found.groups) == len(found.merges)


@pytest.mark.slow
def test_many_tellings_of_one_event_are_one_at_little_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand tellings of one attack are one event, and each is compared with some others, not with all."""
    compared: list[int] = []

    def counted(*pair: Any) -> Comparison:
        compared.append(1)
        return compare(*pair)

    for module in (closeness, linkage):
        monkeypatch.setattr(module, "compare", counted)
    crowd = [replace(MONDAY, name=f"a{n:04}#0-5", article=f"a{n:04}") for n in range(1_000)]
    found = grouped(crowd, CAST, FAMILIES)
    assert len(found.groups) == 1
    assert len(crowd) < len(compared) < 40 * len(crowd)


# What people decide


def test_people_split_what_the_rule_merges() -> None:
    """`different` keeps two tellings apart; without it the rule has its way again."""
    again = replace(MONDAY, name="b#0-5", article="b")
    assert groups(MONDAY, again) == one_of("ab")
    assert groups(MONDAY, again, decisions=(Decision(DIFFERENT, "a#0-5", "b#0-5", by="ada"),)) == one_of("a", "b")


def test_what_people_split_no_third_telling_joins() -> None:
    """Two tellings that people hold apart stay apart where a third is one with either."""
    others = [replace(MONDAY, name=f"{a}#0-5", article=a) for a in "bc"]
    found = groups(MONDAY, *others, decisions=(Decision(DIFFERENT, "a#0-5", "b#0-5", by="ada"),))
    assert all(not {"a", "b"} <= group for group in found)
    assert len(found) == 2


def test_people_merge_what_the_rule_splits() -> None:
    """`same` makes two tellings one, whatever forbids it to the rule, and it is no merge of the rule's."""
    row = Decision(SAME, "a#0-5", "b#0-5", by="ada")
    assert groups(MONDAY, TUESDAY, decisions=(row,)) == one_of("ab")
    assert grouped([MONDAY, TUESDAY], CAST, FAMILIES, (row,)).merges == ()


def test_the_rule_goes_on_from_what_people_merge() -> None:
    """A third telling that is one with one of two that people call the same is one with both."""
    third = replace(MONDAY, name="c#0-5", article="c")
    assert groups(MONDAY, TUESDAY, third, decisions=(Decision(SAME, "a#0-5", "b#0-5", by="ada"),)) == one_of("abc")


def test_rows_of_the_rule_decide_nothing() -> None:
    """A row that the build has written is not obeyed: it is made anew, or not."""
    assert groups(MONDAY, TUESDAY, decisions=(Decision(SAME, "a#0-5", "b#0-5"),)) == one_of("a", "b")


def test_a_row_of_the_rule_that_somebody_changed_is_obeyed() -> None:
    """A row by `rule` that says `different` was changed by a person."""
    again = replace(MONDAY, name="b#0-5", article="b")
    assert groups(MONDAY, again, decisions=(Decision(DIFFERENT, "a#0-5", "b#0-5"),)) == one_of("a", "b")


def test_what_is_no_longer_told_is_kept_aside() -> None:
    """A decision on a telling that no article tells is given back, and decides nothing."""
    row = Decision(SAME, "a#0-5", "gone#0-5", by="ada")
    found = grouped([MONDAY], CAST, FAMILIES, (row,))
    assert found.gone == (row,)
    assert found.groups == ((0,),)


def test_contradicting_decisions_are_refused() -> None:
    """That a is b, b is c and a is not c is refused, and the way is told."""
    rows = (
        Decision(SAME, "a#0-5", "b#0-5", by="ada"),
        Decision(SAME, "b#0-5", "c#0-5", by="ada"),
        Decision(DIFFERENT, "a#0-5", "c#0-5", by="bob"),
    )
    with pytest.raises(MergeError, match="a#0-5 and c#0-5 are different, and also that a#0-5 = b#0-5 = c#0-5"):
        grouped([MONDAY, TUESDAY], CAST, FAMILIES, rows)


def test_a_merge_is_told_in_words() -> None:
    """A merge names both tellings in order, the class, the day, the score and what it rests on."""
    again = replace(MONDAY, name="0#0-5", article="0", what="A second strike.")
    (merge,) = grouped([replace(MONDAY, what="A strike."), again], CAST, FAMILIES).merges
    assert (merge.verdict, merge.one, merge.other, merge.kind, merge.when) == (
        SAME,
        "0#0-5",
        "a#0-5",
        "Attack",
        "2020-01-06",
    )
    assert merge.reason.startswith("one day 2020-01-06 +3.0; place Baghdad +3.0; ")
    assert merge.score is not None
    assert merge.score >= 6
    assert merge.what == "A second strike. | A strike."


def test_a_gathering_does_not_make_one_of_those_who_meet_beside_it() -> None:
    """Meetings of one with two others are two, though a gathering of these days at which he is is near to both."""
    met = [
        account(a, "Meeting", "2020-01-06", agents=(POMPEO, who), places=(BAGHDAD,))
        for a, who in (("a", SOLEIMANI), ("b", MILITIA))
    ]
    talks = account("c", "Meeting", "2020-01-05/2020-01-07", agents=(POMPEO,), places=(BAGHDAD,))
    words = ("border", "energy", "prison", "water")
    found = groups(*(replace(each, words=words) for each in (*met, talks)))
    assert all(not {"a", "b"} <= group for group in found)
