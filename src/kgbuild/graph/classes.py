"""What the ontology says of classes and roles: which stand above which, and what they are called."""

from collections.abc import Iterable

from kgbuild.errors import OntologyError
from kgbuild.model.terms import AGENT, ENTITY_TYPES, EVENT_PLACE, KG, TARGET
from kgbuild.store import OWL, RDFS, SKOS, WD, Index, Literal, NamedNode, Quad

BRANCHES: dict[str, tuple[str, ...]] = {
    KG + branch: tuple(KG + name for name in names.split())
    for branch, names in {
        "DiplomaticEvent": "Meeting Visit Agreement Appeal Condemnation Threat Pledge Refusal Endorsement Statement "
        "Sanction",
        "MilitaryOperation": "Attack Battle Blockade Deployment Withdrawal Surrender Seizure Detention",
        "HumanitarianEvent": "Casualties Displacement Aid Deprivation Destruction",
    }.items()
}
EVENT_TYPES = tuple(name for names in BRANCHES.values() for name in names)
EVENT = KG + "Event"
ROLES = (AGENT, TARGET, EVENT_PLACE)


class Classes:
    """The closure of sub-classes and sub-properties of an ontology, the user's own classes among them."""

    def __init__(self, ontology: Iterable[Quad]) -> None:
        self._index = Index(ontology)
        self._above: dict[str, tuple[str, ...]] = {}

    def above(self, iri: str) -> tuple[str, ...]:
        """The classes or properties above `iri`, nearest first, without itself."""
        if iri not in self._above:
            found: dict[str, None] = {iri: None}
            level = [iri]
            while level:
                parents = {parent for each in level for parent in self._parents(each)}
                level = sorted(parents - found.keys())
                found |= dict.fromkeys(level)
            self._above[iri] = tuple(found)[1:]
        return self._above[iri]

    def _parents(self, iri: str) -> list[str]:
        node = NamedNode(iri)
        direct = (RDFS["subClassOf"], RDFS["subPropertyOf"], OWL["equivalentClass"], OWL["equivalentProperty"])
        same = [each.value for name in direct[2:] for each in self._index.subjects(name, node)]
        return same + [each.value for name in direct for each in self._index.nodes(node, name)]

    def is_below(self, iri: str, other: str) -> bool:
        """Whether `iri` is `other` or stands below it."""
        return iri == other or other in self.above(iri)

    def entity_class(self, iri: str) -> str:
        """The one of the five contract classes that an entity's class is or is below; OntologyError for others."""
        found = self._first(iri, ENTITY_TYPES)
        if found is None:
            names = ", ".join(each.removeprefix(KG) for each in ENTITY_TYPES)
            raise OntologyError(f"{iri} is below no class of entities", f"make it a sub-class of one of kg: {names}")
        return found

    def event_class(self, iri: str) -> str | None:
        """The one of the 24 contract classes that an event's class is or is below, None for an event of its own.

        OntologyError where it is no event at all.
        """
        if not self.is_below(iri, EVENT):
            raise OntologyError(
                f"{iri} is no class of events", "make it a sub-class of kg:Event or of a class below it"
            )
        return self._first(iri, EVENT_TYPES)

    def branch(self, iri: str) -> str | None:
        """The branch (diplomatic, military, humanitarian) of an event's class, None where it has none."""
        return self._first(iri, tuple(BRANCHES))

    def role(self, iri: str) -> str:
        """kg:agent, kg:target or kg:place, whichever a role is or is below; OntologyError where there is none."""
        found = self._first(iri, ROLES)
        if found is None:
            raise OntologyError(
                f"{iri} is no role of an event", "make it a sub-property of kg:agent, kg:target or kg:place"
            )
        return found

    def notation(self, iri: str, datatype: NamedNode) -> str | None:
        """The code of a class in a scheme (the datatype of its skos:notation), or that of the nearest class above."""
        for each in (iri, *self.above(iri)):
            for code in self._index.objects(NamedNode(each), SKOS["notation"]):
                if isinstance(code, Literal) and code.datatype == datatype:
                    return code.value
        return None

    def linked(self, iri: str, properties: Iterable[NamedNode]) -> list[str]:
        """The items of Wikidata that a class is linked to by some properties, as QIDs."""
        nodes = (node for name in properties for node in self._index.nodes(NamedNode(iri), name) if node in WD)
        return [node.value.removeprefix(WD.iri) for node in nodes]

    def label(self, iri: str) -> str:
        """The label of a term (English first), or the last part of its IRI."""
        labels = self._index.objects(NamedNode(iri), RDFS["label"])
        english = [each for each in labels if (getattr(each, "language", None) or "").startswith("en")]
        return str(getattr((english or list(labels) or [None])[0], "value", local_name(iri)))

    def _first(self, iri: str, wanted: tuple[str, ...]) -> str | None:
        return next((each for each in (iri, *self.above(iri)) if each in wanted), None)


def local_name(iri: str) -> str:
    """What follows the last `#` or `/` of an IRI."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
