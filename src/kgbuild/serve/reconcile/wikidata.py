"""The items of an index of Wikidata, to reconcile with."""

from collections.abc import Callable, Iterable, Iterator

from kgbuild.language.names.offices import Held
from kgbuild.link.item import Completing, Item, Lookup
from kgbuild.model.terms import WIKIDATA
from kgbuild.serve.reconcile.record import ITEMS, PROJECT, Property, Record, Reference, Value
from kgbuild.serve.reconcile.types import TypeTree

_PROPERTIES = (
    Property("label", "label", "The label of the item."),
    Property("alias", "also called", "Another name of the item."),
    Property("description", "description", "What it is, in a few words."),
    Property("class", "class", "The class of the ontology that it belongs to."),
    Property("country", "country", "The state that it belongs to, or is a citizen of."),
    Property("position", "position held", "An office that the person holds or held.", type="Person"),
    Property("tenure", "position held, when", "The same with whom it is held for, and the time.", type="Person"),
    Property("coordinates", "coordinates", "Latitude and longitude in degrees (WGS 84).", type="Location"),
    Property("exactMatch", "in this project", "The entity of the project that is linked to the item.", PROJECT),
)
_SAME = {"P31": "class", "P17": "country", "P27": "country", "P39": "position", "P625": "coordinates"}
_SUGGESTED = 200


class WikidataSpace:
    """The items of an index by QID; `linked` gives the project's entities that are linked to an item.

    Its properties are also known by the identifiers that Wikidata has for them.
    """

    key = ITEMS
    title = "Wikidata, as far as the index has it"
    identifiers = WIKIDATA
    page = "https://www.wikidata.org/wiki/{{id}}"
    properties = _PROPERTIES

    def __init__(self, lookup: Lookup, types: TypeTree, linked: Callable[[str], Iterable[Reference]]) -> None:
        self._lookup, self._types, self._linked = lookup, types, linked

    def record(self, identifier: str) -> Record | None:
        """The item of this identifier, None where the index does not have it."""
        item = self._lookup.item(identifier)
        return self._record(item) if item else None

    def named(self, name: str, limit: int) -> Iterable[Record]:
        """The items of this name, and where there are fewer than wanted those of a name much like it."""
        found = {item.qid: item for item in self._lookup.exact(name)}
        if len(found) < limit:
            found |= {item.qid: item for item in self._lookup.fuzzy(name, limit)}
        return [self._record(item) for item in found.values()]

    def holding(self, property_id: str, value: str, limit: int) -> Iterable[Record]:
        """The items of this label or alias; by other properties an index finds nothing."""
        if property_id not in ("label", "alias"):
            return []
        return [self._record(item) for item in self._lookup.exact(value)[:limit]]

    def beginning(self, prefix: str) -> Iterable[Record]:
        """The item of this identifier, then those of names that begin so, where the index completes names; then others
        of names much like it. Nothing for no prefix, as an index may hold millions.
        """
        if not prefix.strip():
            return []
        own = [item] if (item := self._lookup.item(prefix)) else []
        completed = self._lookup.beginning(prefix, _SUGGESTED) if isinstance(self._lookup, Completing) else ()
        alike = self._lookup.fuzzy(prefix, _SUGGESTED - len(completed)) if len(completed) < _SUGGESTED else ()
        found = dict.fromkeys(each.qid for each in (*own, *self._lookup.exact(prefix), *completed, *alike))
        return (record for qid in found if (record := self.record(qid)))

    def _record(self, item: Item) -> Record:
        classes = [each.name() for each in self._types.finest(item.types)]
        values: dict[str, list[Value]] = {
            "label": [item.label],
            "alias": list(item.aliases),
            "class": list(classes),
            "country": [Reference(qid, self._name(qid)) for qid in item.states],
            "position": [each.office for each in item.offices],
            "tenure": [_office(each) for each in item.offices],
            "coordinates": [",".join(f"{degrees:.6g}" for degrees in item.point)] if item.point else [],
            "exactMatch": list(self._linked(item.qid)),
        }
        description = item.description or "; ".join(filter(None, self._told(item, classes)))
        values["description"] = [description] if description else []
        found = {key: tuple(dict.fromkeys(each)) for key, each in values.items() if each}
        found |= {number: found[key] for number, key in _SAME.items() if key in found}
        return Record(item.qid, item.label, item.aliases, description, item.types, "", item.popularity, found)

    def _told(self, item: Item, classes: Iterable[str]) -> Iterator[str]:
        """What an item without a description is: its class, where it belongs, and its last office."""
        yield ", ".join([*classes, *(self._name(qid) for qid in item.states if qid != item.qid)])
        if item.offices:
            yield _office(max(item.offices, key=lambda held: str(held.since or "")))

    def _name(self, qid: str) -> str:
        item = self._lookup.item(qid)
        return item.label if item else qid


def _office(held: Held) -> str:
    """An office with whom it is held for and the time, such as `Minister of Justice, Ruritania, 2004–2012-05`."""
    time = f"{held.since or ''}–{held.until or ''}" if held.since or held.until else ""
    return ", ".join(filter(None, (held.office, held.body or "", time)))
