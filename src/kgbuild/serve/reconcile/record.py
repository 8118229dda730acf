"""What a reconciliation service knows: entities as records, their properties, and the space in which they are found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

PROJECT: Final = "project"
ITEMS: Final = "wikidata"


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity as the value of a property: its identifier and its name."""

    id: str
    name: str


Value = str | int | float | Reference


@dataclass(frozen=True, slots=True)
class Property:
    """A property of entities.

    `elsewhere` is the key of another space that holds the entities which are its values, `type` the identifier of the
    type that alone has it, empty for all.
    """

    id: str
    name: str
    description: str = ""
    elsewhere: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """An entity of a space: `types` are IRIs of its classes, `values` what it has for each property, by identifier.

    `language` is the tag of the language that its names are in, `weight` tells which of two namesakes is likelier.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    types: tuple[str, ...] = ()
    language: str = ""
    weight: int = 0
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the preferred one first."""
        return (self.name, *self.aliases)


class Space(Protocol):
    """Entities with identifiers of one namespace, found by name, by property or by identifier.

    `key` names the space in URLs, `identifiers` is the namespace that the identifiers continue to IRIs, `page` the
    address of an entity's page with `{{id}}` for its identifier, empty where it has none but the preview.
    """

    @property
    def key(self) -> str:
        """The name of the space in URLs."""

    @property
    def title(self) -> str:
        """What the space is called."""

    @property
    def identifiers(self) -> str:
        """The namespace of the identifiers."""

    @property
    def page(self) -> str:
        """The address of an entity's page."""

    @property
    def properties(self) -> Sequence[Property]:
        """The properties that its entities may have, in order."""

    def record(self, identifier: str) -> Record | None:
        """The entity of this identifier, None where there is none."""

    def named(self, name: str, limit: int) -> Iterable[Record]:
        """The entities that may be meant by a name, `limit` or little more; likest first is not promised."""

    def holding(self, property_id: str, value: str, limit: int) -> Iterable[Record]:
        """The entities that have this value, a text or an identifier, for a property, `limit` at most."""

    def beginning(self, prefix: str) -> Iterable[Record]:
        """The entities of which a name, or a word in one, begins so, in the order in which they are suggested."""
