"""Candidates for a query: found by what is asked, scored by how well they fit, with the features that decide."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgbuild.link.index.folding import fold
from kgbuild.serve.reconcile.names import similarity
from kgbuild.serve.reconcile.query import Asked, Condition, Query
from kgbuild.serve.reconcile.record import Record, Reference, Space, Value
from kgbuild.serve.reconcile.types import TypeTree
from kgbuild.serve.refusal import Refusal

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


def candidates(space: Space, types: TypeTree, query: Query, deadline: float) -> tuple[Candidate, ...]:
    """The best candidates of a query, at most as many as it wants, best first; of equal ones those with short numbers.

    Raises Refusal (503) where the monotonic clock has passed the deadline.
    """
    if time.monotonic() > deadline:
        raise Refusal(503, "the batch takes too long", "send fewer queries at a time")
    scored = (score(space, types, query, record) for record in _found(space, query))
    fitting = [each for each in scored if each]
    fitting.sort(key=lambda each: (-each.score, -each.record.weight, len(each.record.id), each.record.id))
    return _decided(fitting)[: query.limit]


def score(space: Space, types: TypeTree, query: Query, record: Record) -> Candidate | None:
    """How well an entity fits a query; None where it lacks what the query requires."""
    features: dict[str, float] = {}
    for condition in query.conditions:
        fit = _fit(space, record, condition)
        if fit < (_AGREES if condition.required else 0 if condition.kind == "property" else _WORTH_A_LOOK):
            return None
        name = f"property:{condition.property}" if condition.kind == "property" else condition.kind
        features[name] = min(fit, features.get(name, 1.0))
    if query.types:
        has = [types.includes(each, record.types) for each in query.types]
        if query.strictness != "should" and not (all(has) if query.strictness == "all" else any(has)):
            return None
        features["type"] = float(any(has))
    return Candidate(record, _total(features), features)


def _found(space: Space, query: Query) -> Iterable[Record]:
    """The entities worth a look: by identifier and by name, or else by a property."""
    wanted = max(_FEWEST_FOUND, 2 * query.limit)
    found: dict[str, Record] = {}
    for condition in (*query.of_kind("id"), *query.of_kind("name")):
        for value in condition.values:
            if record := space.record(_identifier(space, value)):
                found[record.id] = record
            if condition.kind == "name" and fold(value.text):
                found |= {each.id: each for each in space.named(value.text, wanted)}
    if not found and not query.of_kind("id") and not any(_texts(query.of_kind("name"))):
        for condition in query.of_kind("property"):
            for value in condition.values if condition.quantifier != "none" else ():
                found |= {
                    each.id: each
                    for text in {value.id, value.text} - {""}
                    for each in space.holding(condition.property, text, wanted)
                }
    return found.values()


def _texts(conditions: Iterable[Condition]) -> Iterable[str]:
    return (fold(value.text) for condition in conditions for value in condition.values)


def _fit(space: Space, record: Record, condition: Condition) -> float:
    """How well a record fulfils a condition, from 0 to 1."""
    if condition.kind == "name":
        each = [_name_fit(space, record, value) for value in condition.values]
    elif condition.kind == "id":
        each = [float(_identifier(space, value) == record.id) for value in condition.values]
    else:
        held = record.values.get(condition.property, ())
        if not held:
            return float(condition.quantifier == "none") or _UNKNOWN
        each = [max(_agreement(value, own) for own in held) for value in condition.values]
    if condition.quantifier == "none":
        return float(max(each, default=0.0) < _AGREES)
    return min(each, default=0.0) if condition.quantifier == "all" else max(each, default=0.0)


def _name_fit(space: Space, record: Record, value: Asked) -> float:
    """1 for the name or the identifier, a little less for another form, below that how alike they are."""
    if _identifier(space, value) == record.id:
        return 1.0
    wanted = fold(value.text)
    preferred, *others = (similarity(wanted, fold(name)) for name in record.names)
    return max(preferred, _ALIAS * max(others, default=0.0))


def _identifier(space: Space, value: Asked) -> str:
    """The identifier that a value is, if it is one: alone, or as the IRI that it stands for."""
    return (value.id or value.text).removeprefix(space.identifiers)


def _agreement(asked: Asked, own: Value) -> float:
    """1 for the same value or entity, less for a text much like it, 0 for one that has half of its letters."""
    if isinstance(own, Reference):
        if asked.id:
            return float(asked.id == own.id)
        if asked.text == own.id:
            return 1.0
        own = own.name
    return max(0.0, 2 * similarity(fold(asked.text or asked.id), fold(str(own))) - 1)


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
