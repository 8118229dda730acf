"""Statements in memory, looked up by subject and predicate or by predicate and object, in a fixed order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kgbuild.store.lookups import Lookups, Statement, term_order


class Index(Lookups):
    """A set of triples in memory; what is returned is ordered by term, whatever the order it was given in."""

    def __init__(self, statements: Iterable[Quad | Triple]) -> None:
        self._forth: defaultdict[object, defaultdict[NamedNode, list[object]]] = defaultdict(lambda: defaultdict(list))
        self._back: defaultdict[tuple[NamedNode, object], list[object]] = defaultdict(list)
        self.size = 0
        seen: set[Triple] = set()
        for each in statements:
            subject, predicate, value = each.subject, each.predicate, each.object
            triple = Triple(subject, predicate, value)
            if triple not in seen:
                seen.add(triple)
                self._forth[subject][predicate].append(value)
                self._back[predicate, value].append(subject)
        self.size = len(seen)
        for predicates in self._forth.values():
            for objects in predicates.values():
                if len(objects) > 1:
                    objects.sort(key=term_order)
        for subjects in self._back.values():
            if len(subjects) > 1:
                subjects.sort(key=term_order)

    def __len__(self) -> int:
        return self.size

    def __contains__(self, subject: object) -> bool:
        return subject in self._forth

    def objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        """All objects of a subject and predicate."""
        return tuple(self._forth[subject][predicate]) if self._has(subject, predicate) else ()

    def holders(self, predicate: NamedNode, value: object) -> tuple[object, ...]:
        """The subjects that have `value` for the predicate, blank nodes too."""
        return tuple(self._back.get((predicate, value), ()))

    def about(self, subject: object) -> Iterator[tuple[NamedNode, object]]:
        """Predicate and object of each statement on a subject, in order."""
        for predicate in sorted(self._forth.get(subject, ()), key=lambda term: term.value):
            for value in self._forth[subject][predicate]:
                yield predicate, value

    def pointing(self, value: object) -> Iterator[tuple[object, NamedNode]]:
        """Subject and predicate of each statement with this object."""
        for (predicate, known), subjects in self._back.items():
            if known == value:
                yield from ((subject, predicate) for subject in subjects)

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[object, object]]:
        """Subject and object of each statement with the predicate, by subject."""
        for subject in sorted((each for each in self._forth if predicate in self._forth[each]), key=term_order):
            for value in self._forth[subject][predicate]:
                yield subject, value

    def portions(self) -> Iterator[list[Statement]]:
        """All statements at once."""
        yield list(self.statements())

    def statements(self) -> Iterator[Statement]:
        """All statements, one by one."""
        for subject, predicates in self._forth.items():
            for predicate, values in predicates.items():
                yield from ((subject, predicate, value) for value in values)

    def literals(self) -> Iterator[Literal]:
        """Each literal, once or oftener."""
        return (value for _, value in self._back if isinstance(value, Literal))

    def predicates(self) -> set[NamedNode]:
        """The properties in use."""
        return {predicate for predicate, _ in self._back}

    def owns(self, term: object) -> bool:  # noqa: ARG002
        """Whether all statements with a term of the portion at hand are in that portion."""
        return True

    def _has(self, subject: object, predicate: NamedNode) -> bool:
        return subject in self._forth and predicate in self._forth[subject]
