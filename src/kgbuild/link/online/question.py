"""What a service is asked for a name, and what stands in place of an answer that did not come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A name, the IRI of the ontology class that it is known to have, and values that its item should have.

    `properties` are pairs of a property of Wikidata and a QID or text, such as `("P27", "Q212")`; a service is free to
    make use of class and values or not.
    """

    name: str
    type: str = ""
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A name that is not linked this time; `reason` says why, in one line."""

    reason: str
