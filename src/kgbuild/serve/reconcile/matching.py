"""Candidates for a query: found by what is asked, scored by how well they fit, with the features that decide."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgbuild.serve.reconcile.names import folded, similarity
from kgbuild.serve.reconcile.query import Asked, Condition, Query
from kgbuild.serve.reconcile.record import Record, Reference, Space, Value
from kgbuild.serve.reconcile.types import TypeTree
from kgbuild.serve.refusal import Refusal

QUERY_SECONDS = 2.0
_SHARE = {"name": 0.6, "id": 0.6, "type": 0.15}
_PROPERTIES_SHARE = 0.25
_ALIAS, _UNKNOWN = 0.95, 0.5
_AGREES, _WORTH_A_LOOK = 0.85, 0.4
_FEWEST_FOUND = 30
_CERTAIN, _CLEAR = 90.0, 3.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant; `score` is from 0 to 100, `match` says that it is the one and no other comes near.

    `features` are numbers from 0 to 1: `name`, `id`, `type`, and `property:…` for each one that was asked for.
    """

    record: Record
    score: float
    features: Mapping[str, float]
    match: bool = False


def candidates(space: Space, types: TypeTree, query: Query, seconds: float = QUERY_SECONDS) -> tuple[Candidate, ...]:
    """The best candidates of a query, at most as many as it wants, best first; of equal ones those with short numbers.

    Raises Refusal (503) for a query that takes longer than its seconds.
    """
    matching = _Matching(space, types, query, time.monotonic() + seconds)
    fitting = [each for record in matching.found() if (each := matching.score(record))]
    fitting.sort(key=lambda each: (-each.score, -each.record.weight, len(each.record.id), each.record.id))
    return _decided(fitting)[: query.limit]


@dataclass(frozen=True, slots=True)
class _Matching:
    """One query on its way to its candidates; `deadline` is a time of the monotonic clock."""

    space: Space
    types: TypeTree
    query: Query
    deadline: float

    def found(self) -> Iterable[Record]:
        """The entities worth a look: by identifier and by name, or else by a property."""
        wanted = max(_FEWEST_FOUND, 2 * self.query.limit)
        found: dict[str, Record] = {}
        named = False
        for condition in (*self.query.of_kind("id"), *self.query.of_kind("name")):
            for value in self._in_time(condition.values):
                named = named or condition.kind == "id" or bool(folded(value.text))
                if record := self.space.record(self._identifier(value)):
                    found[record.id] = record
                if condition.kind == "name" and folded(value.text):
                    found |= {each.id: each for each in self.space.named(value.text, wanted)}
        return found.values() if named else self._holding(wanted)

    def _holding(self, wanted: int) -> Iterable[Record]:
        """The entities that have a value asked for, for a query that names none."""
        found: dict[str, Record] = {}
        for condition in self.query.of_kind("property"):
            for value in self._in_time(condition.values) if condition.quantifier != "none" else ():
                for text in filter(None, (value.id, value.text)):
                    found |= {each.id: each for each in self.space.holding(condition.property, text, wanted)}
        return found.values()

    def score(self, record: Record) -> Candidate | None:
        """How well an entity fits the query; None where it lacks what the query requires."""
        features: dict[str, float] = {}
        for condition in self.query.conditions:
            fit = self._fit(record, condition)
            if fit < (_AGREES if condition.required else 0 if condition.kind == "property" else _WORTH_A_LOOK):
                return None
            name = f"property:{condition.property}" if condition.kind == "property" else condition.kind
            features[name] = min(fit, features.get(name, 1.0))
        if self.query.types:
            has = [self.types.includes(each, record.types) for each in self.query.types]
            if self.query.strictness != "should" and not (all(has) if self.query.strictness == "all" else any(has)):
                return None
            features["type"] = float(any(has))
        return Candidate(record, _total(features), features)

    def _fit(self, record: Record, condition: Condition) -> float:
        """How well a record fulfils a condition, from 0 to 1."""
        values = self._in_time(condition.values)
        if condition.kind == "name":
            each = [self._name_fit(record, value) for value in values]
        elif condition.kind == "id":
            each = [float(self._identifier(value) == record.id) for value in values]
        else:
            held = record.values.get(condition.property, ())
            if not held:
                return float(condition.quantifier == "none") or _UNKNOWN
            each = [max(_agreement(value, own) for own in held) for value in values]
        if condition.quantifier == "none":
            return float(max(each, default=0.0) < _AGREES)
        return min(each, default=0.0) if condition.quantifier == "all" else max(each, default=0.0)

    def _name_fit(self, record: Record, value: Asked) -> float:
        """1 for the name or the identifier, a little less for another form, below that how alike they are."""
        if self._identifier(value) == record.id:
            return 1.0
        wanted = folded(value.text)
        preferred, *others = (similarity(wanted, folded(name)) for name in record.names)
        return max(preferred, _ALIAS * max(others, default=0.0))

    def _identifier(self, value: Asked) -> str:
        """The identifier that a value is, if it is one: alone, or as the IRI that it stands for."""
        return (value.id or value.text).removeprefix(self.space.identifiers)

    def _in_time(self, values: Iterable[Asked]) -> Iterator[Asked]:
        """The same values, as long as there is time."""
        for value in values:
            if time.monotonic() > self.deadline:
                raise Refusal(503, "a query takes too long", "ask for less in one query")
            yield value


def _agreement(asked: Asked, own: Value) -> float:
    """1 for the same value or entity, less for a text much like it, 0 for one that has half of its letters."""
    if isinstance(own, Reference):
        if asked.id:
            return float(asked.id == own.id)
        if asked.text == own.id:
            return 1.0
        own = own.name
    return max(0.0, 2 * similarity(folded(asked.text or asked.id), folded(str(own))) - 1)


def _total(features: Mapping[str, float]) -> float:
    """The features in one number from 0 to 100; those of properties share their part."""
    shares = {name: _SHARE[name] for name in features if name in _SHARE}
    properties = [name for name in features if name not in _SHARE]
    shares |= {name: _PROPERTIES_SHARE / len(properties) for name in properties}
    return round(100 * sum(features[name] * share for name, share in shares.items()) / sum(shares.values()), 2)


def _decided(ranked: list[Candidate]) -> tuple[Candidate, ...]:
    """The same, the first one marked as the match where it is certain and the second is clearly worse."""
    if not ranked or ranked[0].score < _CERTAIN or (len(ranked) > 1 and ranked[0].score - ranked[1].score < _CLEAR):
        return tuple(ranked)
    first = ranked[0]
    return Candidate(first.record, first.score, first.features, match=True), *ranked[1:]
