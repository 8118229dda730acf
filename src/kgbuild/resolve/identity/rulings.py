"""What people have decided of tellings or mentions, brought to their numbers; what contradicts itself is refused."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgbuild.errors import MergeError
from kgbuild.model.identity import Decision, Verdict
from kgbuild.resolve.groups import Groups


@dataclass(frozen=True, slots=True)
class Rulings:
    """Decisions by number: the pairs that are one, and for each number those that it is not one with.

    `gone` are the decisions on tellings or mentions that exist no more.
    """

    same: tuple[tuple[int, int], ...] = ()
    different: Mapping[int, frozenset[int]] = field(default_factory=dict)
    gone: tuple[Decision, ...] = ()


def rulings(decisions: Iterable[Decision], numbers: Mapping[str, int]) -> Rulings:
    """The decisions of people among `decisions`, by the numbers that the named things have.

    Raises MergeError where two things are the same by some rows and different by another.
    """
    same: list[tuple[int, int]] = []
    different: defaultdict[int, set[int]] = defaultdict(set)
    gone: list[Decision] = []
    settled = [each for each in decisions if not each.by_rule]
    _refuse_contradictions(settled)
    for each in settled:
        one, other = numbers.get(each.one), numbers.get(each.other)
        if one is None or other is None:
            gone.append(each)
        elif each.verdict is Verdict.SAME:
            same.append((one, other))
        else:
            different[one].add(other)
            different[other].add(one)
    return Rulings(tuple(same), {number: frozenset(others) for number, others in different.items()}, tuple(gone))


def _refuse_contradictions(decisions: Iterable[Decision]) -> None:
    """Raise MergeError where what is the same by some rows is different by another."""
    ordered = sorted(decisions, key=lambda each: (each.one, each.other))
    same = [each for each in ordered if each.verdict is Verdict.SAME]
    groups = Groups(dict.fromkeys(name for each in ordered for name in (each.one, each.other)))
    for each in same:
        groups.join(each.one, each.other)
    for each in ordered:
        if each.verdict is Verdict.DIFFERENT and groups.root(each.one) == groups.root(each.other):
            way = " = ".join(_way(each.one, each.other, same))
            raise MergeError(
                f"merges.tsv says that {each.one} and {each.other} are different, and also that {way}",
                "take out one of these rows, or change its verdict",
            )


def _way(start: str, goal: str, same: Iterable[Decision]) -> list[str]:
    """The shortest way from one name to another over rows that say `same`."""
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for each in same:
        beside[each.one].append(each.other)
        beside[each.other].append(each.one)
    ways, seen = [[start]], {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for name in sorted(beside[way[-1]]):
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return [start, goal]
