"""Which tellings are close enough to be of one event; all at once, or in portions that others work on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.resolve.identity.account import Account, Cast, Party
from kgbuild.resolve.identity.blocking import blocks, candidates, refined, signs_in
from kgbuild.resolve.identity.comparison import THRESHOLD, compare
from kgbuild.resolve.identity.linkage import Close

FindClose = Callable[[Sequence[Account], Cast, Mapping[str, str]], Iterable[Close]]
"""Gives the close pairs of some tellings by number; the mapping names families of classes."""


def close_pairs(accounts: Sequence[Account], cast: Cast, families: Mapping[str, str]) -> Iterator[Close]:
    """All pairs of tellings of different articles that reach the threshold, by number, lower number first."""
    for pair in candidates(accounts, cast, families):
        comparison = compare(accounts[pair[0]], accounts[pair[1]], cast)
        if comparison.score >= THRESHOLD:
            yield pair, comparison


@dataclass(frozen=True, slots=True)
class Portion:
    """Some blocks with all that comparing takes: their tellings, with the numbers that these have among all."""

    numbers: tuple[int, ...]
    accounts: tuple[Account, ...]
    cast: tuple[tuple[int, Party], ...]
    blocks: tuple[tuple[int, ...], ...]


def portions(accounts: Sequence[Account], cast: Cast, families: Mapping[str, str], size: int) -> Iterator[Portion]:
    """All blocks, in portions of about `size` tellings; a telling is in several."""
    signs = signs_in(accounts, cast)
    some: list[list[int]] = []
    room = size
    for block in blocks(accounts, signs, cast, families):
        some.append(block)
        room -= len(block)
        if room <= 0:
            yield _portion(some, accounts, cast)
            some, room = [], size
    if some:
        yield _portion(some, accounts, cast)


def _portion(some: Sequence[Sequence[int]], accounts: Sequence[Account], cast: Cast) -> Portion:
    numbers = sorted({number for block in some for number in block})
    local = {number: at for at, number in enumerate(numbers)}
    chosen = tuple(accounts[number] for number in numbers)
    named = sorted({entity for each in chosen for entity in (*each.participants, *each.places, *each.setting)})
    inside = tuple(tuple(local[number] for number in block) for block in some)
    return Portion(tuple(numbers), chosen, tuple((entity, cast[entity]) for entity in named), inside)


def close_in(portion: Portion) -> dict[tuple[int, int], Close]:
    """The pairs of a portion that `close_pairs` would find, by what their numbers are among all."""
    accounts, numbers, cast = portion.accounts, portion.numbers, dict(portion.cast)
    signs = signs_in(accounts, cast)
    found: dict[tuple[int, int], Close] = {}
    seen: set[tuple[int, int]] = set()
    for one, other in (pair for block in portion.blocks for pair in refined(block, accounts, signs)):
        if (one, other) in seen or accounts[one].article == accounts[other].article:
            continue
        seen.add((one, other))
        comparison = compare(accounts[one], accounts[other], cast)
        if comparison.score >= THRESHOLD:
            pair = numbers[one], numbers[other]
            found[pair] = pair, comparison
    return found
