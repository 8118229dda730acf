"""The classes of entities as types to choose from, with names in the languages that the ontology has."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgbuild.graph import Classes
from kgbuild.model.terms import ENTITY_TYPES, KG
from kgbuild.serve.languages import best
from kgbuild.store import OWL, RDFS, SKOS, WD, Index, Literal, NamedNode

_ROOT = KG + "Entity"


@dataclass(frozen=True, slots=True)
class Type:
    """A class of entities: its identifier here, its labels with their languages, and the types just above it."""

    id: str
    labels: tuple[tuple[str, str], ...]
    description: str = ""
    broader: tuple[str, ...] = ()

    def name(self, languages: Sequence[str] = ()) -> str:
        """The label in the first of these languages that it has one in, else the English one, else any."""
        return best(self.labels, languages)[1]

    def language(self, languages: Sequence[str] = ()) -> str:
        """The tag of the language of `name`."""
        return best(self.labels, languages)[0]


class TypeTree:
    """All classes of entities of an ontology, the project's own among them.

    A type's identifier is the local name of its class in the shipped ontology, the whole IRI for any other class. It is
    also known by the identifier of a class of Wikidata that the ontology takes for close, such as `Q5` for persons.
    """

    def __init__(self, classes: Classes, ontology: Index) -> None:
        self._classes = classes
        nodes = [node for node in ontology.instances(OWL["Class"]) if classes.is_below(node.value, _ROOT)]
        self._types = {node.value: _type(ontology, node, nodes) for node in nodes}
        close = ((each, node.value) for node in nodes for each in ontology.nodes(node, SKOS["closeMatch"]))
        self._known = {each.value.removeprefix(WD.iri): iri for each, iri in close if each in WD}
        self._known |= {each.id: iri for iri, each in self._types.items()}

    def __iter__(self) -> Iterator[Type]:
        return iter(sorted(self._types.values(), key=lambda each: (each.name(), each.id)))

    @property
    def top(self) -> tuple[Type, ...]:
        """The five kinds of entities that all others are below."""
        return tuple(self._types[iri] for iri in ENTITY_TYPES if iri in self._types)

    def get(self, identifier: str) -> Type | None:
        """The type of an identifier or an IRI, None where it is not known."""
        return self._types.get(self._known.get(identifier, identifier))

    def finest(self, iris: Iterable[str]) -> tuple[Type, ...]:
        """The types of some classes that no other of them is below; a class that is not of entities is left out."""
        known = {iri for iri in iris if iri in self._types}
        above = {each for iri in known for each in self._classes.above(iri)}
        return tuple(self._types[iri] for iri in sorted(known - above))

    def includes(self, identifier: str, iris: Iterable[str]) -> bool:
        """Whether one of the classes is that of the identifier, or below it."""
        wanted = self._known.get(identifier, identifier)
        return any(self._classes.is_below(iri, wanted) for iri in iris)

    def meet(self, one: str, other: str) -> bool:
        """Whether one of two types, by their identifiers, is the other or below it."""
        return self.includes(one, [self._known.get(other, other)]) or self.includes(other, [self._known.get(one, one)])


def short(iri: str) -> str:
    """The local name of a term of the shipped ontology; any other IRI as it is."""
    return iri.removeprefix(KG)


def _type(ontology: Index, node: NamedNode, known: Collection[NamedNode]) -> Type:
    labels = [each for each in ontology.objects(node, RDFS["label"]) if isinstance(each, Literal)]
    named = tuple((each.language or "", each.value) for each in labels) or (("", short(node.value)),)
    meaning = ontology.text(node, SKOS["definition"]) or ontology.text(node, RDFS["comment"]) or ""
    broader = (short(each.value) for each in ontology.nodes(node, RDFS["subClassOf"]) if each in known)
    return Type(short(node.value), named, meaning, tuple(broader))
