"""What is answered, as JSON of the protocol's versions 0.2 and 1.0."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kgbuild.serve.reconcile.matching import Candidate
from kgbuild.serve.reconcile.query import Extension
from kgbuild.serve.reconcile.record import Property, Record, Reference, Space, Value
from kgbuild.serve.reconcile.types import Type, TypeTree

JSON = dict[str, Any]
_FEATURES = {"name": "name", "id": "identifier", "type": "type"}


class Answers:
    """Turns what was found in a space into JSON; names of types are in the first of the languages that has them."""

    def __init__(self, space: Space, types: TypeTree, languages: Sequence[str] = ()) -> None:
        self._space, self._types, self._languages = space, types, languages

    def batch_02(self, results: Mapping[str, Sequence[Candidate]]) -> JSON:
        """A result batch of version 0.2."""
        return {key: {"result": [self._candidate_02(each) for each in found]} for key, found in results.items()}

    def batch_10(self, results: Iterable[Sequence[Candidate]]) -> JSON:
        """A result batch of version 1.0."""
        return {"results": [{"candidates": [self._candidate_10(each) for each in found]} for found in results]}

    def _candidate_02(self, candidate: Candidate) -> JSON:
        record = candidate.record
        return {
            **_named(record),
            "type": [self._type(each) for each in self._types.finest(record.types)],
            "score": candidate.score,
            "features": [{"id": name, "value": round(value, 4)} for name, value in candidate.features.items()],
            "match": candidate.match,
        }

    def _candidate_10(self, candidate: Candidate) -> JSON:
        record = candidate.record
        features = [
            {"id": name, "name": self._feature(name), "value": round(value, 4)}
            for name, value in candidate.features.items()
        ]
        types = [
            self._type(each) | {"lang": each.language(self._languages) or "und"}
            for each in self._types.finest(record.types)
        ]
        language = {"lang": record.language} if record.language else {}
        return {**_named(record), **language, "type": types} | {
            "score": candidate.score,
            "features": features,
            "match": candidate.match,
        }

    def entities(self, records: Iterable[Record]) -> JSON:
        """Suggested entities, the same in both versions."""
        return {
            "result": [
                {**_named(each), "notable": [self._type(kind) for kind in self._types.finest(each.types)]}
                for each in records
            ]
        }

    def types(self, types: Iterable[Type]) -> JSON:
        """Suggested types, each with those just above it."""
        return {"result": [self.full_type(each) for each in types]}

    def full_type(self, kind: Type) -> JSON:
        """A type with its description and those just above it."""
        description = {"description": kind.description} if kind.description else {}
        above = [self._type(each) for name in kind.broader if (each := self._types.get(name))]
        return self._type(kind) | description | ({"broader": above} if above else {})

    def properties(self, properties: Iterable[Property], key: str = "result") -> JSON:
        """Suggested or proposed properties, under the key that the one or the other has."""
        return {key: [{"id": each.id, "name": each.name, "description": each.description} for each in properties]}

    def extension_02(self, query: Extension, records: Mapping[str, Record], address: Callable[[str], str]) -> JSON:
        """A data extension response of version 0.2; `address` gives the endpoint of a space by its key."""
        rows = {identifier: dict(self._cells(query, records.get(identifier))) for identifier in query.ids}
        return {"meta": self._meta(query, address), "rows": rows}

    def extension_10(self, query: Extension, records: Mapping[str, Record], address: Callable[[str], str]) -> JSON:
        """A data extension response of version 1.0; `address` gives the endpoint of a space by its key."""
        rows = [
            {
                "id": identifier,
                "properties": [
                    {"id": name, "values": values} for name, values in self._cells(query, records.get(identifier))
                ],
            }
            for identifier in query.ids
        ]
        return {"meta": self._meta(query, address), "rows": rows}

    def _cells(self, query: Extension, record: Record | None) -> Iterable[tuple[str, list[JSON]]]:
        for name, most in query.properties.items():
            held = record.values.get(name, ()) if record else ()
            yield name, [_value(each) for each in (held[:most] if most else held)]

    def _meta(self, query: Extension, address: Callable[[str], str]) -> list[JSON]:
        known = {each.id: each for each in self._space.properties}
        told = [known.get(name, Property(name, name or "?")) for name in query.properties]
        return [
            {"id": each.id, "name": each.name} | ({"service": address(each.elsewhere)} if each.elsewhere else {})
            for each in told
        ]

    def _type(self, kind: Type) -> JSON:
        return {"id": kind.id, "name": kind.name(self._languages)}

    def _feature(self, name: str) -> str:
        """A feature in words: its own name, or that of the property that it is of."""
        identifier = name.removeprefix("property:")
        known = {each.id: each.name for each in self._space.properties}
        return _FEATURES.get(name) or known.get(identifier, identifier) or "?"


def _named(record: Record) -> JSON:
    """What all answers tell of an entity."""
    return {"id": record.id, "name": record.name} | ({"description": record.description} if record.description else {})


def _value(value: Value) -> JSON:
    if isinstance(value, Reference):
        return {"id": value.id, "name": value.name}
    return {"str": value} if isinstance(value, str) else {"int": value} if isinstance(value, int) else {"float": value}
