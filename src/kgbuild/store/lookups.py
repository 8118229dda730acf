"""How statements are looked up, wherever they lie: in memory, on disk, or in several places."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode

from kgbuild.store.datatypes import is_well_formed
from kgbuild.store.namespaces import RDF

Statement = tuple[object, NamedNode, object]
"""Subject, predicate and object."""

_RANK: dict[type, int] = {NamedNode: 0, Literal: 1, BlankNode: 2}


def term_order(term: object) -> tuple[int, str, str, str]:
    """IRIs before literals before blank nodes, then by text, datatype and language."""
    datatype = term.datatype.value if isinstance(term, Literal) else ""
    language = term.language or "" if isinstance(term, Literal) else ""
    return _RANK.get(type(term), 3), str(getattr(term, "value", term)), datatype, language


class Lookups(ABC):
    """A set of triples to look up; it comes in portions, of which one at a time is at hand."""

    @abstractmethod
    def __len__(self) -> int:
        """How many statements there are; one that several portions hold may count oftener."""

    @abstractmethod
    def __contains__(self, subject: object) -> bool:
        """Whether anything is said of a term."""

    @abstractmethod
    def objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        """All objects of a subject and predicate, each once, in the order of terms."""

    @abstractmethod
    def holders(self, predicate: NamedNode, value: object) -> tuple[object, ...]:
        """The subjects that have `value` for the predicate, each once, in the order of terms."""

    @abstractmethod
    def about(self, subject: object) -> Iterator[tuple[NamedNode, object]]:
        """Predicate and object of each statement on a subject, in order."""

    @abstractmethod
    def pointing(self, value: object) -> Iterator[tuple[object, NamedNode]]:
        """Subject and predicate of each statement with this object."""

    @abstractmethod
    def pairs(self, predicate: NamedNode) -> Iterator[tuple[object, object]]:
        """Subject and object of each statement with the predicate."""

    @abstractmethod
    def portions(self) -> Iterator[list[Statement]]:
        """All statements, portion by portion, each at hand until the next is taken."""

    @abstractmethod
    def statements(self) -> Iterator[Statement]:
        """All statements, one by one; the portion at hand stays."""

    @abstractmethod
    def literals(self) -> Iterator[Literal]:
        """Each literal, once or oftener."""

    @abstractmethod
    def predicates(self) -> set[NamedNode]:
        """The properties in use."""

    @abstractmethod
    def owns(self, term: object) -> bool:
        """Whether all statements with a term of the portion at hand are in that portion."""

    def sound(self) -> bool:
        """Whether all literals are of their datatypes."""
        return all(is_well_formed(each.value, each.datatype.value) for each in self.literals())

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

    def subjects(self, predicate: NamedNode, value: object) -> tuple[NamedNode, ...]:
        """The subjects, by IRI, that have `value` for the predicate."""
        return tuple(term for term in self.holders(predicate, value) if isinstance(term, NamedNode))

    def instances(self, kind: NamedNode) -> tuple[NamedNode, ...]:
        """What is typed as this class, by IRI; nothing is inferred."""
        return self.subjects(RDF["type"], kind)

    def matching(self, subject: object, predicate: NamedNode | None, value: object) -> Iterator[Statement]:
        """The statements with the given terms, None standing for any."""
        found: Iterator[Statement]
        if subject is not None and predicate is not None:
            found = ((subject, predicate, each) for each in self.objects(subject, predicate))
        elif subject is not None:
            found = ((subject, way, each) for way, each in self.about(subject))
        elif predicate is not None and value is not None:
            return ((each, predicate, value) for each in self.holders(predicate, value))
        elif predicate is not None:
            return ((each, predicate, other) for each, other in self.pairs(predicate))
        elif value is not None:
            return ((each, way, value) for each, way in self.pointing(value))
        else:
            return self.statements()
        return found if value is None else (each for each in found if each[2] == value)


class Joint(Lookups):
    """What two sets of statements tell together; each portion of the first, then those of the second."""

    def __init__(self, first: Lookups, second: Lookups) -> None:
        self._first, self._second = first, second
        self._shared = {term for subject, _, value in second.statements() for term in (subject, value)}

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def __contains__(self, subject: object) -> bool:
        return subject in self._first or subject in self._second

    def objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        """All objects in either."""
        found = self._first.objects(subject, predicate)
        return _merged(found, self._second.objects(subject, predicate)) if subject in self._shared else found

    def holders(self, predicate: NamedNode, value: object) -> tuple[object, ...]:
        """All subjects in either."""
        found = self._first.holders(predicate, value)
        return _merged(found, self._second.holders(predicate, value)) if value in self._shared else found

    def about(self, subject: object) -> Iterator[tuple[NamedNode, object]]:
        """What either says of a subject."""
        said = {*self._first.about(subject), *self._second.about(subject)}
        yield from sorted(said, key=lambda pair: (pair[0].value, term_order(pair[1])))

    def pointing(self, value: object) -> Iterator[tuple[object, NamedNode]]:
        """What points at a term in either."""
        yield from dict.fromkeys((*self._first.pointing(value), *self._second.pointing(value)))

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[object, object]]:
        """What either says with a property."""
        yield from self._first.pairs(predicate)
        yield from self._second.pairs(predicate)

    def portions(self) -> Iterator[list[Statement]]:
        """The portions of both."""
        yield from self._first.portions()
        yield from self._second.portions()

    def rest(self) -> Iterator[list[Statement]]:
        """The portions of the second."""
        return self._second.portions()

    def statements(self) -> Iterator[Statement]:
        """The statements of both."""
        return chain(self._first.statements(), self._second.statements())

    def literals(self) -> Iterator[Literal]:
        """The literals of both."""
        return chain(self._first.literals(), self._second.literals())

    def sound(self) -> bool:
        """Whether all literals of both are of their datatypes."""
        return self._first.sound() and self._second.sound()

    def predicates(self) -> set[NamedNode]:
        """The properties of both."""
        return self._first.predicates() | self._second.predicates()

    def owns(self, term: object) -> bool:
        """Whether the portion at hand has all that is said with a term; the second has nothing of its own."""
        return term not in self._shared and self._first.owns(term)


def _merged(some: tuple[object, ...], others: tuple[object, ...]) -> tuple[object, ...]:
    if not some or not others:
        return some or others
    return tuple(sorted({*some, *others}, key=term_order))
