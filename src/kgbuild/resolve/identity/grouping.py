"""Which tellings are of one event: a pure function of the tellings and of what people have decided."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from kgbuild.model.identity import Decision, Verdict
from kgbuild.model.terms import KG
from kgbuild.resolve.identity.account import Account, Cast
from kgbuild.resolve.identity.closeness import FindClose, close_pairs
from kgbuild.resolve.identity.linkage import Linkage
from kgbuild.resolve.identity.reprints import reprinted
from kgbuild.resolve.identity.rulings import rulings

EFFECTS = frozenset(KG + name for name in ("Casualties", "Destruction", "Displacement", "Deprivation"))
"""Classes of what other events do to people and things."""

_REPRINT = "one sentence in copies of one text"


@dataclass(frozen=True, slots=True)
class Grouping:
    """The tellings of each event, by number and in order, with the joins that the rules have made.

    `gone` are decisions of people on tellings that exist no more.
    """

    groups: tuple[tuple[int, ...], ...]
    merges: tuple[Decision, ...]
    gone: tuple[Decision, ...] = ()


def grouped(
    accounts: Sequence[Account],
    cast: Cast,
    families: Mapping[str, str],
    decisions: Iterable[Decision] = (),
    originals: Mapping[str, str] = MappingProxyType({}),
    find: FindClose = close_pairs,
) -> Grouping:
    """The events that the tellings are of; the order of the tellings makes no difference but to their numbers.

    First what one sentence tells in copies of one text is one event; `originals` gives by name the article that another
    is a copy of. Then the deeds are grouped, then their effects, for which it counts that they have one cause. `find`
    gives the pairs that are close. Raises MergeError where decisions contradict one another.
    """
    settled = rulings(decisions, _numbers(accounts))
    linkage = Linkage(accounts, cast, settled.same, settled.different)
    merges = [
        _merge(accounts[one], accounts[other], None, _REPRINT)
        for one, other in linkage.unite(reprinted(accounts, originals))
    ]

    def joined(numbers: Sequence[int]) -> Iterator[Decision]:
        """Link some of the tellings, and tell each join with its reason."""
        found = find([linkage.accounts[number] for number in numbers], cast, families)
        close = (((numbers[one], numbers[other]), comparison) for (one, other), comparison in found)
        for (one, other), comparison in linkage.link(close):
            pair = linkage.accounts[one], linkage.accounts[other]
            wording = {word for each in pair for word in each.wording}
            yield _merge(*pair, comparison.score, comparison.reason(cast, wording))

    deeds = [number for number, each in enumerate(accounts) if each.kind not in EFFECTS]
    merges += joined(deeds)
    linkage.accounts = _with_causes(linkage, set(deeds))
    merges += joined([number for number, each in enumerate(accounts) if each.kind in EFFECTS])
    groups = tuple(map(tuple, linkage.groups()))
    return Grouping(groups, tuple(sorted(merges, key=lambda each: (each.one, each.other))), settled.gone)


def _numbers(accounts: Sequence[Account]) -> dict[str, int]:
    """The number of each telling by its name; of two with one name the first."""
    return {each.name: number for number, each in reversed(list(enumerate(accounts)))}


def _with_causes(linkage: Linkage, deeds: Collection[int]) -> list[Account]:
    """The tellings with the group of their cause as their cause, where a deed has caused them."""
    return [
        each if each.cause is None else replace(each, cause=linkage.root(each.cause) if each.cause in deeds else None)
        for each in linkage.accounts
    ]


def _merge(one: Account, other: Account, score: float | None, reason: str) -> Decision:
    """A join of two tellings as a row for people to read."""
    one, other = sorted((one, other), key=lambda each: each.name)
    days = sorted({each.day for each in (one, other) if each.day is not None})
    return Decision(
        Verdict.SAME,
        one.name,
        other.name,
        kind=" / ".join(sorted({each.kind.rsplit("#", 1)[-1] for each in (one, other)})),
        when=", ".join(str(date.fromordinal(day)) for day in days),
        score=score,
        reason=reason,
        what=f"{one.what} | {other.what}",
    )
