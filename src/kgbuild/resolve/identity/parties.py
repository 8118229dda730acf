"""Who takes part by two tellings: the same, a state and one of its bodies, or others."""

from collections.abc import Iterable, Iterator

from kgbuild.model.terms import ACTS_OF_SPEECH, KG, MILITARY
from kgbuild.resolve.identity.account import Account, Cast, Rank, state, states
from kgbuild.resolve.identity.signs import WEIGHTS, Sign

_MUTUAL = frozenset(KG + name for name in ("Meeting", "Agreement", "Battle"))
_HARM = frozenset(KG + name for name in (*MILITARY, "Casualties", "Destruction", "Displacement"))
_SIGNS = {Rank.PERSON: "person", Rank.BODY: "party", Rank.GROUP: "party", Rank.STATE: "state party"}
_MOST = 4.0


def parties(one: Account, other: Account, cast: Cast) -> Iterator[Sign]:
    """The signs of the participants of two tellings; together those that speak for them weigh `_MOST` at the most."""
    victims = [v for v in one.targets & other.targets if cast[v].rank is Rank.PERSON and one.kind in _HARM]
    if victims:
        yield Sign("victim", 1.0, tuple(sorted(victims)))
    yield from _shared(sorted((one.participants & other.participants) - set(victims)), one, other, cast)
    yield from _agents(one, other, cast)
    mine, theirs = (_whom(each, cast) for each in (one, other))
    apart = mine and theirs and not mine & (theirs | other.agents) and not theirs & one.agents
    if apart and not states(mine, cast) & states(theirs, cast):
        yield Sign("other targets")


def _shared(ids: Iterable[int], one: Account, other: Account, cast: Cast) -> Iterator[Sign]:
    """A sign for each participant that both tellings have; in another role it counts by half."""
    room = _MOST
    for each in sorted(ids, key=lambda each: (-cast[each].rank, each)):
        name = _SIGNS.get(cast[each].rank)
        if name is None:
            continue
        one_role = each in one.agents & other.agents or each in one.targets & other.targets
        strength = min(1.0 if one_role else 0.5, room / WEIGHTS[name])
        room -= strength * WEIGHTS[name]
        if strength > 0:
            yield Sign(name, strength, (each,))


def _agents(one: Account, other: Account, cast: Cast) -> Iterator[Sign]:
    """What speaks for or against it in those who act; nothing where both tell one name, as of a conference of many."""
    mine, theirs = one.agents, other.agents
    if not mine or not theirs or one.titles & other.titles:
        return
    shared = mine & theirs
    if one.kind in _MUTUAL and len({each for each in shared if cast[each].rank is not Rank.STATE}) == 1:
        yield Sign("only one party", 2.0 if one.titles or other.titles else 1.0)
    if one.kind in _MUTUAL and _two_and_more(mine, theirs, cast):
        yield Sign("others there")
    if shared and (one.kind in _MUTUAL or one.kind in ACTS_OF_SPEECH):
        left = [len(each - shared - _kin(each - shared, rest, cast)) for each, rest in ((mine, theirs), (theirs, mine))]
        if strangers := min(left) if one.kind in _MUTUAL else 0.5 * max(left):
            yield Sign("other agents", min(1.0, strangers / len(shared)))
    elif not shared:
        if kin := _kin(mine, theirs, cast):
            yield Sign("state and its body", 1.0, (*sorted(kin), *sorted(_kin(theirs, mine, cast))))
        elif not mine & other.targets and not theirs & one.targets:
            yield Sign("other agents")


def _two_and_more(mine: frozenset[int], theirs: frozenset[int], cast: Cast) -> bool:
    """Whether two meet by one telling, and by the other these and more, not all of whom come with one of them."""
    few, many = sorted((mine, theirs), key=len)
    known, others = ({p for p in group if cast[p].rank is not Rank.STATE} for group in (few, many))
    sides = states(known, cast)
    unnamed = states(few - known, cast) - sides
    company = any(state(each, cast) in sides for each in many - few)
    whose = {state(each, cast) for each in others - known} - (sides | {None} if company else sides)
    return len(known) == 2 and known < others and bool(whose) and not unnamed


def _kin(mine: Iterable[int], theirs: Iterable[int], cast: Cast) -> frozenset[int]:
    """Those of mine of whom one of theirs may be told instead: both are of one state, and they are not two people."""
    people = states((each for each in theirs if cast[each].rank is Rank.PERSON), cast)
    others = states((each for each in theirs if cast[each].rank is not Rank.PERSON), cast)
    return frozenset(
        each
        for each in mine
        if state(each, cast) in (others - people if cast[each].rank is Rank.PERSON else others | people)
    )


def _whom(account: Account, cast: Cast) -> frozenset[int]:
    """The targets that are no places of the event, and no towns."""
    return frozenset(each for each in account.targets - account.places if cast[each].rank in _SIGNS)
