"""Why names of several articles are one entity: the signs that they share, and what people have decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgbuild.model import EntityFinding
from kgbuild.model.identity import Decision
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import full_names

ITEM, KNOWN, FULL, DECIDED = "item", "known name", "full name", "decided"


@dataclass(frozen=True, slots=True)
class Bond:
    """A sign by which names are one: what it is, in which value, and the names that have it, each with its article.

    Of a decision `value` is the row in words.
    """

    sign: str
    value: str
    names: tuple[tuple[str, str], ...]


def bonds(found: Sequence[tuple[str, EntityFinding]], classes: Hierarchy, decisions: Iterable[Decision]) -> list[Bond]:
    """The signs of the findings of one entity, each finding with its article: the surest first, then by value.

    `decisions` are those about mentions; only those of these findings are told.
    """
    told: dict[tuple[int, str, str], list[tuple[str, str]]] = {}
    for article, each in found:
        for sign, value in _signs(each, classes):
            told.setdefault(((ITEM, KNOWN, FULL).index(sign), sign, value), []).append((article, each.name))
    mentions = {
        f"{article}#{span.start}-{span.end}": (article, each.name) for article, each in found for span in each.mentions
    }
    ruled = [
        Bond(DECIDED, _words(each), tuple(mentions[name] for name in (each.one, each.other) if name in mentions))
        for each in sorted(decisions, key=lambda each: (each.one, each.other))
        if each.one in mentions or each.other in mentions
    ]
    return [Bond(sign, value, tuple(sorted(set(names)))) for (_, sign, value), names in sorted(told.items())] + ruled


def _signs(each: EntityFinding, classes: Hierarchy) -> Iterable[tuple[str, str]]:
    """The signs of a finding."""
    if each.qid:
        yield ITEM, each.qid
    if each.canonical:
        yield KNOWN, each.canonical
    yield from ((FULL, name) for name in full_names(each, classes))


def _words(each: Decision) -> str:
    by = f" (by {each.by})" if each.by else ""
    return f"{each.one} {each.verdict.value} {each.other}{by}"
