"""What changed between two builds, as values and in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from kgbuild.diff.portraits import Portrait, Values, portraits
from kgbuild.store import Index, Quad


class Verdict(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an article, entity or event; for `changed` the aspect, and the words that went and that came."""

    verdict: Verdict
    kind: str
    iri: str
    label: str
    aspect: str = ""
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def changes(old: Iterable[Quad], new: Iterable[Quad]) -> tuple[Change, ...]:
    """What two graphs differ in: articles, then entities, then events, each by IRI; nothing where they say the same."""
    before, after = portraits(Index(old)), portraits(Index(new))
    found = [change for iri in before.keys() | after.keys() for change in _compare(before.get(iri), after.get(iri))]
    return tuple(sorted(found, key=lambda change: (change.kind, change.iri)))


def _compare(before: Portrait | None, after: Portrait | None) -> Iterator[Change]:
    if before is None and after is not None:
        yield Change(Verdict.ADDED, after.kind, after.iri, after.label)
    elif after is None and before is not None:
        yield Change(Verdict.REMOVED, before.kind, before.iri, before.label)
    elif before is not None and after is not None:
        for aspect in dict.fromkeys([*after.aspects, *before.aspects]):
            then, now = before.aspects.get(aspect, {}), after.aspects.get(aspect, {})
            if then.keys() != now.keys():
                gone, come = _missing(then, now), _missing(now, then)
                yield Change(Verdict.CHANGED, after.kind, after.iri, after.label, aspect, gone, come)


def _missing(these: Values, those: Values) -> tuple[str, ...]:
    """The words of what is among these and not among those."""
    return tuple(sorted(words for value, words in these.items() if value not in those))


def to_lines(found: Iterable[Change]) -> list[str]:
    """The changes as lines of text: one for each thing, and indented one for each aspect that changed."""
    lines: list[str] = []
    for (verdict, kind, iri, label), group in groupby(
        found, key=lambda each: (each.verdict, each.kind, each.iri, each.label)
    ):
        lines.append(f"{verdict} {kind}: {label} <{iri}>")
        lines += [f"    {change.aspect}: {_words(change)}" for change in group if change.aspect]
    return lines


def _words(change: Change) -> str:
    """What went and came; one value that took the place of one other is told as such."""
    if len(change.gone) == len(change.come) == 1:
        return f"{change.gone[0]} → {change.come[0]}"
    parts = (("removed", change.gone), ("added", change.come))
    return "; ".join(f"{word} {', '.join(values)}" for word, values in parts if values)
