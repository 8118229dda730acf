"""Statements in memory, looked up by subject and predicate or by predicate and object, in a fixed order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kgbuild.store.namespaces import RDF

_RANK: dict[type, int] = {NamedNode: 0, Literal: 1, BlankNode: 2}


def _order(term: object) -> tuple[int, str, str, str]:
    datatype = term.datatype.value if isinstance(term, Literal) else ""
    language = term.language or "" if isinstance(term, Literal) else ""
    return _RANK.get(type(term), 3), str(getattr(term, "value", term)), datatype, language


class Index:
    """A set of triples to look up; what is returned is ordered by term, whatever the order it was given in."""

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
                    objects.sort(key=_order)
        for subjects in self._back.values():
            if len(subjects) > 1:
                subjects.sort(key=_order)

    def __len__(self) -> int:
        return self.size

    def __contains__(self, subject: object) -> bool:
        return subject in self._forth

    def objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        """All objects of a subject and predicate."""
        return tuple(self._forth[subject][predicate]) if self._has(subject, predicate) else ()

    def nodes(self, subject: object, predicate: NamedNode) -> tuple[NamedNode, ...]:
        """The objects that are IRIs."""
        return tuple(term for term in self.objects(subject, predicate) if isinstance(term, NamedNode))

    def texts(self, subject: object, predicate: NamedNode) -> tuple[str, ...]:
        """The lexical forms of the objects that are literals."""
        return tuple(term.value for term in self.objects(subject, predicate) if isinstance(term, Literal))

    def node(self, subject: object, predicate: NamedNode) -> NamedNode | None:
        """The first object that is an IRI, None where there is none."""
        return next(iter(self.nodes(subject, predicate)), None)

    def text(self, subject: object, predicate: NamedNode) -> str | None:
        """The lexical form of the first literal, None where there is none."""
        return next(iter(self.texts(subject, predicate)), None)

    def holders(self, predicate: NamedNode, value: object) -> tuple[object, ...]:
        """The subjects that have `value` for the predicate, blank nodes too."""
        return tuple(self._back.get((predicate, value), ()))

    def subjects(self, predicate: NamedNode, value: object) -> tuple[NamedNode, ...]:
        """The subjects, by IRI, that have `value` for the predicate."""
        return tuple(term for term in self._back.get((predicate, value), ()) if isinstance(term, NamedNode))

    def instances(self, kind: NamedNode) -> tuple[NamedNode, ...]:
        """What is typed as this class, by IRI; nothing is inferred."""
        return self.subjects(RDF["type"], kind)

    def about(self, subject: object) -> Iterator[tuple[NamedNode, object]]:
        """Predicate and object of each statement on a subject, in order."""
        for predicate in sorted(self._forth.get(subject, ()), key=lambda term: term.value):
            for value in self._forth[subject][predicate]:
                yield predicate, value

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[object, object]]:
        """Subject and object of each statement with the predicate, by subject."""
        for subject in sorted((each for each in self._forth if predicate in self._forth[each]), key=_order):
            for value in self._forth[subject][predicate]:
                yield subject, value

    def _has(self, subject: object, predicate: NamedNode) -> bool:
        return subject in self._forth and predicate in self._forth[subject]
