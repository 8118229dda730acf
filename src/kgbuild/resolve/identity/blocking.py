"""Which tellings are compared at all: those that share a block, so that the cost grows nearly with their number.

A block is a family of classes, a month, and a thing in common: a named event, a cause, anybody or any place that is no
state, or else two states. A named event and a person who is the victim are blocks at any time. No pair that the
comparison would make one is lost (it gives the threshold to nobody who has less in common), but where a block would
need too many comparisons: then it is refined by a second thing in common, and last passed in the order of time.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations, product

import numpy as np

from kgbuild.resolve.identity.account import Account, Cast, Rank, near, states

MOST = 2_000
"""How many pairs a block may hold before it is refined."""

NEXT = 20
"""With how many of those that come next a telling is compared where nothing divides a block."""

STATES = 10
"""How many states of a telling are paired, in order of their names."""

RECENT = 31
"""How many days before an article the undated things that it tells are looked for."""

AHEAD = 31
"""How many days after an article the undated things that it announces are looked for."""

SLACK = 7
"""By how many days the assumed time of a plan may be off."""

Key = tuple[Hashable, ...]
Pair = tuple[int, int]
Signs = Callable[[int], Sequence[Hashable]]
"""The things that a telling may have in common with another, by its number."""

_AT_HAND = 2_000


def candidates(
    accounts: Sequence[Account], cast: Cast, families: Mapping[str, str], most: int = MOST
) -> Iterator[Pair]:
    """The pairs of tellings of different articles that are to be compared, by number, each once, lower number first.

    `families` names for a class the family of classes that are told for one another; a class that it does not name is a
    family of its own. A block of more than `most` pairs is refined.
    """
    signs, seen = signs_in(accounts, cast), set[Pair]()
    for numbers in blocks(accounts, signs, cast, families):
        for pair in refined(numbers, accounts, signs, most):
            if pair not in seen and accounts[pair[0]].article != accounts[pair[1]].article:
                seen.add(pair)
                yield pair


def blocks(accounts: Sequence[Account], signs: Signs, cast: Cast, families: Mapping[str, str]) -> Iterator[list[int]]:
    """The tellings of each block that has more than one, ascending; blocks come in the order of their first tellings.

    Of all keys no more than a hash is in memory.
    """
    hashes, numbers = array("q"), array("I")
    for number, each in enumerate(accounts):
        family = families.get(each.kind, each.kind)
        for key in _keys(each, signs(number), cast):
            hashes.append(hash((family, *key)))
            numbers.append(number)
    keys = np.asarray(hashes, dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    edges = np.flatnonzero(np.diff(keys[order])) + 1
    starts, ends = np.append(0, edges), np.append(edges, len(order))
    several = np.flatnonzero(ends - starts > 1)
    for at in several[np.argsort(order[starts[several]])]:
        yield [numbers[place] for place in order[starts[at] : ends[at]]]


def sought(account: Account) -> tuple[int, int] | None:
    """The first and last day on which the event of a telling is looked for, None for any."""
    if account.first is not None and account.last is not None:
        slack = SLACK if account.assumed else 0
        return account.first - slack, account.last + slack
    if account.published is None:
        return None
    if account.planned:
        return account.published, account.published + AHEAD
    return account.published - RECENT, account.published


def signs_in(accounts: Sequence[Account], cast: Cast) -> Signs:
    """The signs of each telling, found when they are asked for."""
    return lru_cache(_AT_HAND)(lambda number: signs_of(accounts[number], cast))


def signs_of(account: Account, cast: Cast) -> list[Hashable]:
    """The things that a telling may have in common with another, in a fixed order; states are names in a tuple."""
    ids = account.participants | account.places
    found: list[Hashable] = [("cause", account.cause)] if account.cause is not None else []
    found += sorted(account.titles)
    found += sorted(each for each in ids if cast[each].rank is not Rank.STATE)
    found += sorted({("near", name) for each in account.spots for name in near(each, cast)})
    return found + [(name,) for name in sorted(states(ids, cast))]


def _keys(account: Account, signs: Sequence[Hashable], cast: Cast) -> Iterator[Key]:
    """The blocks of a telling: its months with what singles it out; and what is singular at any time."""
    weak = [sign for sign in signs if isinstance(sign, tuple) and len(sign) == 1]
    things: list[Key] = [(sign,) for sign in signs if sign not in weak]
    things += combinations(weak[:STATES], 2)
    when = sought(account)
    for month in _months(*when) if when else ():
        for thing in things:
            yield month, *thing
    for title in sorted(account.titles):
        yield "ever", title
    for target in sorted(account.targets):
        if cast[target].rank is Rank.PERSON:
            yield "ever", target


def _months(first: int, last: int) -> range:
    """The months from one day to another, counted from the beginning; no calendar has days before or after its own."""
    start, end = date.fromordinal(max(first, 1)), date.fromordinal(min(last, date.max.toordinal()))
    return range(start.year * 12 + start.month, end.year * 12 + end.month + 1)


def refined(
    numbers: Sequence[int],
    accounts: Sequence[Account],
    signs: Signs,
    most: int = MOST,
) -> Iterator[Pair]:
    """The pairs of a block, lower number first.

    One that is too large is divided by what else its tellings have, or passed in order.
    """
    if _cost(numbers, accounts) <= most:
        yield from _pairs(numbers, accounts)
        return
    parts: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number in numbers:
        for sign in signs(number):
            parts[sign].append(number)
    for part in parts.values():
        yield from _pairs(part, accounts) if _cost(part, accounts) <= most else _in_passing(part, accounts)


def _by_day(numbers: Iterable[int], accounts: Sequence[Account]) -> dict[int | None, list[int]]:
    """The tellings of each day, and under None those that tell no single day."""
    days: dict[int | None, list[int]] = {None: []}
    for number in numbers:
        days.setdefault(accounts[number].day, []).append(number)
    return days


def _cost(numbers: Iterable[int], accounts: Sequence[Account]) -> int:
    """How many pairs a block holds."""
    days = {day: len(group) for day, group in _by_day(numbers, accounts).items()}
    return sum(size * (size - 1) // 2 for size in days.values()) + days[None] * (sum(days.values()) - days[None])


def _pairs(numbers: Sequence[int], accounts: Sequence[Account]) -> Iterator[Pair]:
    """The pairs of a block, without those of two days."""
    days = _by_day(numbers, accounts)
    for day, group in days.items():
        yield from combinations(group, 2)
        if day is not None:
            yield from ((min(pair), max(pair)) for pair in product(days[None], group))


def _in_passing(numbers: Iterable[int], accounts: Sequence[Account]) -> Iterator[Pair]:
    """Each telling with some that come next in time and name."""
    ordered = sorted(numbers, key=lambda n: (accounts[n].first or accounts[n].published or 0, accounts[n].name))
    for at, number in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + NEXT]:
            yield min(number, other), max(number, other)
