"""A portion of statements that is at hand: looked up in memory, where no other portion has to be asked."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from kgbuild.store.lookups import Statement, term_order

_Said = dict[int, dict[int, list[int]]]


class Portion:
    """Statements as numbers of terms, all different; `own` are the numbers of terms that no other portion has."""

    def __init__(
        self,
        rows: Iterable[tuple[int, int, int]] = (),
        terms: Mapping[int, object] | None = None,
        ways: Mapping[int, NamedNode] | None = None,
        own: frozenset[int] = frozenset(),
    ) -> None:
        terms, ways = terms or {}, ways or {}
        forth, back = _Said(), _Said()
        self.statements: list[Statement] = []
        for subject, way, value in rows:
            self.statements.append((terms[subject], ways[way], terms[value]))
            if subject in own:
                forth.setdefault(subject, {}).setdefault(way, []).append(value)
            if value in own:
                back.setdefault(value, {}).setdefault(way, []).append(subject)
        self.own = frozenset(terms[each] for each in own)
        self.forth, self.back = _looked_up(forth, terms, ways), _looked_up(back, terms, ways)


def _looked_up(
    said: _Said, terms: Mapping[int, object], ways: Mapping[int, NamedNode]
) -> dict[object, dict[NamedNode, tuple[object, ...]]]:
    """What stands at the other end of each property of each term, in the order of terms."""
    return {
        terms[term]: {ways[way]: _ordered([terms[each] for each in found]) for way, found in ends.items()}
        for term, ends in said.items()
    }


def _ordered(terms: list[object]) -> tuple[object, ...]:
    return tuple(sorted(terms, key=term_order) if len(terms) > 1 else terms)
