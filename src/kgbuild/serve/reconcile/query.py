"""What a client asks for, whichever version of the protocol it asks in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["name", "id", "property"]
Quantifier = Literal["any", "all", "none"]
Strictness = Literal["any", "all", "should"]

USUAL_LIMIT = 10
MOST_CANDIDATES = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that a client compares with: its text, and the identifier where it is an entity."""

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a candidate should fulfil: of its name, its identifier, or one of its properties.

    `quantifier` says how many of the values it should agree with; where `required`, a candidate that does not is none.
    """

    kind: Kind
    values: tuple[Asked, ...]
    property: str = ""
    required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """A reconciliation query: conditions, and types that a candidate has one of, all of, or should have one of."""

    conditions: tuple[Condition, ...]
    types: tuple[str, ...] = ()
    strictness: Strictness = "any"
    limit: int = USUAL_LIMIT

    def of_kind(self, kind: Kind) -> tuple[Condition, ...]:
        """The conditions of one kind."""
        return tuple(each for each in self.conditions if each.kind == kind)


@dataclass(frozen=True, slots=True)
class Extension:
    """A data extension query: the entities, and the properties with the most values wanted of each, 0 for all."""

    ids: tuple[str, ...]
    properties: Mapping[str, int] = field(default_factory=dict)
