"""Where two tellings say that it was: the same place, one within the other, or another."""

from collections.abc import Iterator
from itertools import product

from kgbuild.model.terms import KG
from kgbuild.resolve.identity.account import Account, Cast, Rank, near, states
from kgbuild.resolve.identity.signs import Sign

_VISIT = KG + "Visit"
_NARROW = frozenset({Rank.TOWN, Rank.SPOT, Rank.REGION})


def places(one: Account, other: Account, cast: Cast) -> Iterator[Sign]:
    """The signs of the places of two tellings; a town that is attacked is a place too."""
    mine, theirs = _narrow(one, cast), _narrow(other, cast)
    if shared := mine & theirs:
        town = any(cast[each].rank is not Rank.REGION for each in shared)
        yield Sign("place" if town else "region", 1.0, tuple(sorted(shared)))
    elif named := named_within(one, other, cast):
        yield Sign("place", 0.8, named)
    elif mine and theirs:
        yield Sign("other places", 1.0, (min(mine), min(theirs)))
    if not shared:
        yield from _states(one, other, cast)
    if one.kind == _VISIT and one.places and other.places and _within(one.places, other.places, cast):
        yield Sign("stop of a journey")


def _within(mine: frozenset[int], theirs: frozenset[int], cast: Cast) -> bool:
    """Whether a journey leads to the one state of one telling and to other states as well."""
    few, many = sorted((mine, theirs), key=len)
    return few < many and len(states(few, cast)) < 2 and states(few, cast) < states(many, cast)


def two_towns(one: Account, other: Account, cast: Cast) -> bool:
    """Whether the tellings name towns, and none in common."""
    mine, theirs = (_towns(each, cast) for each in (one, other))
    return bool(mine and theirs) and not mine & theirs and not named_within(one, other, cast)


def _narrow(account: Account, cast: Cast) -> frozenset[int]:
    return frozenset(each for each in account.spots if cast[each].rank in _NARROW)


def _towns(account: Account, cast: Cast) -> frozenset[int]:
    return frozenset(each for each in account.places if cast[each].rank is Rank.TOWN)


def named_within(one: Account, other: Account, cast: Cast) -> tuple[int, ...]:
    """A place of each of which one bears the name of the other, as an airport bears that of its town."""
    pairs = product(sorted(_narrow(one, cast)), sorted(_narrow(other, cast)))
    return next((pair for pair in pairs if _bears(*pair, cast) or _bears(*pair[::-1], cast)), ())


def _bears(one: int, other: int, cast: Cast) -> bool:
    return cast[other].name.casefold() in near(one, cast)


def _states(one: Account, other: Account, cast: Cast) -> Iterator[Sign]:
    """The signs of the states that are told as places, or that the places lie in."""
    told = [states((each for each in a.places if cast[each].rank is Rank.STATE), cast) for a in (one, other)]
    within = [states(a.places, cast) for a in (one, other)]
    if shared := told[0] & told[1]:
        yield Sign("state", 1.0, tuple(sorted(shared)))
    elif shared := within[0] & within[1]:
        yield Sign("place within", 1.0, tuple(sorted(shared)))
    elif within[0] and within[1]:
        yield Sign("other states")
    elif not (one.places and other.places) and (about := _about(one, other)):
        yield Sign("setting", 1.0, tuple(sorted(about)))


def _about(one: Account, other: Account) -> frozenset[int]:
    """What both articles are about, or where one is and what the other is about, without those who take part."""
    return (one.places | one.setting) & (other.places | other.setting) - one.participants - other.participants
