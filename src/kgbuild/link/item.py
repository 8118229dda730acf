"""An item that a name may mean, and where such items are looked up."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from kgbuild.language.names.offices import Held


@dataclass(frozen=True, slots=True)
class Item:
    """An item of Wikidata, as far as an index knows it.

    `types` are IRIs of ontology classes, none where the item's class is not known; `states` the QIDs of the states that
    it belongs to (country, citizenship); `point` latitude and longitude in degrees (WGS 84); `popularity` the number of
    its pages in other wikis, 0 where not known.
    """

    qid: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    offices: tuple[Held, ...] = ()
    point: tuple[float, float] | None = None
    popularity: int = 0


class Lookup(Protocol):
    """Where items are found by name; an index file, the shipped gazetteer, or a service that is asked."""

    def exact(self, name: str) -> tuple[Item, ...]:
        """The items one of whose names is this one, but for case, diacritics and punctuation; by QID."""

    def fuzzy(self, name: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name much like this one, nearest first, `limit` at most."""

    def item(self, qid: str) -> Item | None:
        """The item of this identifier, None where it is not known."""


@runtime_checkable
class Completing(Lookup, Protocol):
    """A look-up that also completes what somebody types."""

    def beginning(self, prefix: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name that begins so, those most spoken of first, `limit` at most."""
