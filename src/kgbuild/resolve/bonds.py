"""Why names of several articles are one entity: the signs that they share, and what people have decided."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kgbuild.model import EntityFinding
from kgbuild.model.identity import Decision
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import fold, full_names

ITEM, KNOWN, FULL, COPIED, DECIDED = "item", "known name", "full name", "in copies", "decided"
_SIGNS = (ITEM, KNOWN, FULL, COPIED)


@dataclass(frozen=True, slots=True)
class Bond:
    """A sign by which names are one: what it is, in which value, and the names that have it, each with its article.

    Of a decision `value` is the row in words.
    """

    sign: str
    value: str
    names: tuple[tuple[str, str], ...]


def bonds(
    found: Sequence[tuple[str, EntityFinding]],
    classes: Hierarchy,
    decisions: Iterable[Decision],
    originals: Mapping[str, str] = MappingProxyType({}),
) -> list[Bond]:
    """The signs of the findings of one entity, each finding with its article: the surest first, then by value.

    `decisions` are those about mentions; only those of these findings are told. `originals` gives by name the article
    that another is a copy of.
    """
    told: dict[tuple[int, str, str], list[tuple[str, str]]] = {}
    copies = Counter(originals.get(article, article) for article in {article for article, _ in found})
    for article, each in found:
        signs = list(_signs(each, classes))
        if not signs and copies[originals.get(article, article)] > 1:
            signs = [(COPIED, fold(each.name))]
        for sign, value in signs:
            told.setdefault((_SIGNS.index(sign), sign, value), []).append((article, each.name))
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
