"""Which tellings are compared: all that could be one, and not many more."""

from itertools import combinations

from hypothesis import given

from kgbuild.resolve.identity import THRESHOLD, Account, compare
from kgbuild.resolve.identity.blocking import MOST, candidates

from .accounts import AIRPORT, BAGHDAD, CAST, FAMILIES, IRAN, US, account, many, worlds


@given(world=worlds())
def test_blocking_loses_no_pair(world: list[Account]) -> None:
    """Whatever two tellings of two articles the comparison takes for one are among the candidates, each pair once."""
    found = list(candidates(world, CAST, FAMILIES))
    assert len(found) == len(set(found))
    for one, other in combinations(range(len(world)), 2):
        apart = world[one].article == world[other].article or _family(world[one]) != _family(world[other])
        if not apart and compare(world[one], world[other], CAST).score >= THRESHOLD:
            assert (one, other) in found


def _family(each: Account) -> str:
    return FAMILIES.get(each.kind, each.kind)


@given(world=worlds())
def test_candidates_do_not_depend_on_the_order(world: list[Account]) -> None:
    """The same pairs are compared in whichever order the tellings are given."""

    def named(tellings: list[Account]) -> set[frozenset[str]]:
        pairs = candidates(tellings, CAST, FAMILIES)
        return {frozenset({tellings[one].name, tellings[other].name}) for one, other in pairs}

    assert named(world) == named(world[::-1])


def test_the_number_of_candidates_grows_with_that_of_tellings() -> None:
    """Eight times as many tellings of a world that grows with them give at most ten times as many candidates."""
    few, more = (sum(1 for _ in candidates(*many(count), {})) for count in (1_000, 8_000))
    assert few > 0
    assert more < 10 * few


def test_a_block_that_everybody_shares_is_not_compared_all_with_all() -> None:
    """A thousand tellings of one town on one day are compared with some of each other, not each with each."""
    crowd = [
        account(f"a{n:04}", when="2020-01-03", agents=(US,), targets=(IRAN,), places=(BAGHDAD,)) for n in range(1_000)
    ]
    found = sum(1 for _ in candidates(crowd, CAST, FAMILIES))
    assert found < 30 * len(crowd)
    assert found > MOST


def test_a_place_that_bears_the_name_of_a_town_is_compared_with_it() -> None:
    """A strike on a town's airport and one on the town are candidates, though they share no place and nobody."""
    pair = [account("a", when="2020-01-03", places=(AIRPORT,)), account("b", when="2020-01-03", places=(BAGHDAD,))]
    assert list(candidates(pair, CAST, FAMILIES)) == [(0, 1)]


def test_tellings_of_one_article_are_no_candidates() -> None:
    """What one article tells as two is not compared."""
    twice = [account("a", when="2020-01-03", places=(BAGHDAD,)), account("a", when="2020-01-03", places=(BAGHDAD,))]
    assert list(candidates(twice, CAST, FAMILIES)) == []
