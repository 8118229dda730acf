"""Query batches and data extension queries as the wire has them, in the protocol's versions 0.2 and 1.0.

Everything is checked: what the specification's schemas refuse is refused, and lengths and numbers are bounded.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any, cast, get_args

from kgbuild.serve.reconcile.query import (
    MOST_CANDIDATES,
    USUAL_LIMIT,
    Asked,
    Condition,
    Extension,
    Kind,
    Quantifier,
    Query,
    Strictness,
)
from kgbuild.serve.refusal import Refusal

BATCH = 50
LONGEST_TEXT = 1000
MOST_CONDITIONS, MOST_VALUES, MOST_TYPES = 50, 50, 20
MOST_IDS, MOST_PROPERTIES = 1000, 100

_QUERY_02 = {"query", "type", "limit", "properties", "type_strict"}
_QUERY_10 = {"type", "limit", "lang", "dir", "conditions"}
_DIRECTIONS = {"ltr", "rtl", "auto"}


def read_json(text: str | bytes) -> Any:
    """The value that a JSON text stands for; Refusal where it is none, or is nested too deep."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, f"not JSON: {str(error)[:LONGEST_TEXT]}") from None


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def batch_02(value: Any) -> dict[str, Query]:
    """The queries of a batch of version 0.2 by their keys; Refusal for one that is not valid."""
    queries = _object(value, "a query batch")
    _few(queries, BATCH, "queries in a batch", 413)
    return {_text(key, "the key of a query"): _query_02(each, f"query {key[:20]!r}") for key, each in queries.items()}


def batch_10(value: Any) -> tuple[Query, ...]:
    """The queries of a batch of version 1.0, in order; Refusal for one that is not valid."""
    queries = _list(_object(value, "a query batch").get("queries"), "'queries'")
    _few(queries, BATCH, "queries in a batch", 413)
    return tuple(_query_10(each, f"query {number}") for number, each in enumerate(queries))


def extension(value: Any) -> Extension:
    """A data extension query, which is the same in both versions; Refusal for one that is not valid."""
    query = _object(value, "a data extension query")
    ids = [_text(each, "an identifier") for each in _list(query.get("ids"), "'ids'")]
    properties = [_object(each, "a property") for each in _list(query.get("properties"), "'properties'")]
    _few(ids, MOST_IDS, "identifiers", 413)
    _few(properties, MOST_PROPERTIES, "properties", 413)
    names = [_text(each.get("id"), "the 'id' of a property") for each in properties]
    wanted = dict(zip(names, (_values_wanted(each.get("settings")) for each in properties), strict=True))
    return Extension(tuple(dict.fromkeys(ids)), wanted)


def number(text: str | None, usual: int, most: int, what: str) -> int:
    """A whole number that is not negative from a URL, `most` at most; the usual one where none is given."""
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal(400, f"{what} is no whole number: {text[:40]!r}")
    return min(int(text), most)


def _query_02(value: Any, where: str) -> Query:
    query = _object(value, where)
    _known(query, _QUERY_02, where)
    conditions = []
    if "query" in query:
        conditions.append(Condition("name", (Asked(_text(query["query"], f"'query' of {where}")),)))
    properties = _list(query.get("properties", []), f"'properties' of {where}")
    _few(properties, MOST_CONDITIONS, f"properties in {where}")
    for each in properties:
        pair = _object(each, f"a property of {where}")
        if "pid" not in pair or "v" not in pair:
            raise Refusal(400, f"a property of {where} needs 'pid' and 'v'")
        conditions.append(Condition("property", _asked(pair["v"], where), _text(pair["pid"], f"'pid' in {where}")))
    if not conditions:
        raise Refusal(400, f"{where} has neither 'query' nor 'properties'")
    types = query.get("type", [])
    types = _list([types] if isinstance(types, str) else types, f"'type' of {where}")
    _few(types, MOST_TYPES, f"types in {where}")
    strictness = _one_of(query.get("type_strict", "any"), get_args(Strictness), f"'type_strict' of {where}")
    named = tuple(_text(each, f"a type of {where}") for each in types)
    return Query(tuple(conditions), named, cast(Strictness, strictness), _limit(query.get("limit"), where))


def _query_10(value: Any, where: str) -> Query:
    query = _object(value, where)
    _known(query, _QUERY_10, where)
    conditions = _list(query.get("conditions"), f"'conditions' of {where}")
    if not conditions:
        raise Refusal(400, f"{where} has no conditions")
    _few(conditions, MOST_CONDITIONS, f"conditions in {where}")
    _tagged(query, where)
    types = (_text(query["type"], f"'type' of {where}"),) if "type" in query else ()
    read = tuple(_condition_10(each, f"a condition of {where}") for each in conditions)
    return Query(read, types, "any", _limit(query.get("limit"), where))


def _condition_10(value: Any, where: str) -> Condition:
    condition = _object(value, where)
    kind = _one_of(condition.get("matchType"), get_args(Kind), f"'matchType' of {where}")
    if "propertyValue" not in condition:
        raise Refusal(400, f"{where} needs 'propertyValue'")
    if kind == "property" and "propertyId" not in condition:
        raise Refusal(400, f"{where} needs 'propertyId'")
    required = condition.get("required", False)
    if not isinstance(required, bool):
        raise Refusal(400, f"'required' of {where} is not true or false")
    if "matchQualifier" in condition:
        _text(condition["matchQualifier"], f"'matchQualifier' of {where}")
    quantifier = _one_of(condition.get("matchQuantifier", "any"), get_args(Quantifier), f"'matchQuantifier' of {where}")
    name = _text(condition.get("propertyId", ""), f"'propertyId' of {where}")
    values = _asked(condition["propertyValue"], where)
    return Condition(cast(Kind, kind), values, name, required, cast(Quantifier, quantifier))


def _asked(value: Any, where: str) -> tuple[Asked, ...]:
    values = value if isinstance(value, list) else [value]
    _few(values, MOST_VALUES, f"values in {where}")
    return tuple(_value(each, f"a value in {where}") for each in values)


def _value(value: Any, where: str) -> Asked:
    if isinstance(value, dict):
        identifier = _text(value.get("id"), f"'id' of {where}")
        _tagged(value, where)
        return Asked(_text(value.get("name", ""), f"'name' of {where}"), identifier)
    if isinstance(value, bool):
        return Asked(str(value).lower())
    if isinstance(value, int | float):
        return Asked(f"{value:.12g}")
    return Asked(_text(value, where))


def _tagged(value: Mapping[str, Any], where: str) -> None:
    """Refuse a language that is no text and a direction that is none."""
    if "lang" in value:
        _text(value["lang"], f"'lang' of {where}")
    if "dir" in value:
        _one_of(value["dir"], _DIRECTIONS, f"'dir' of {where}")


def _limit(value: Any, where: str) -> int:
    """The most candidates wanted; 0 and null stand for the usual number, as some clients write no limit so."""
    if value is None or value == 0:
        return USUAL_LIMIT
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 1 or value != int(value):
        raise Refusal(400, f"'limit' of {where} is no positive whole number")
    return min(int(value), MOST_CANDIDATES)


def _values_wanted(settings: Any) -> int:
    limit = _object(settings or {}, "'settings' of a property").get("limit", 0)
    return number(str(limit), 0, LONGEST_TEXT, "'limit' of a property")


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refusal(400, f"{what} is no JSON object")
    return value


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise Refusal(400, f"{what} is no JSON array")
    return value


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise Refusal(400, f"{what} is no text")
    if len(value) > LONGEST_TEXT:
        raise Refusal(400, f"{what} is longer than {LONGEST_TEXT} characters")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise Refusal(400, f"{what} is not Unicode text")
    return value


def _one_of(value: Any, choice: Collection[str], what: str) -> str:
    if not isinstance(value, str) or value not in choice:
        raise Refusal(400, f"{what} is none of: {', '.join(sorted(choice))}")
    return value


def _known(value: Mapping[str, Any], names: Collection[str], where: str) -> None:
    for name in value:
        if name not in names:
            raise Refusal(400, f"{where} has an unknown field {name[:40]!r}", f"known: {', '.join(sorted(names))}")


def _few(values: Collection[Any], most: int, what: str, status: int = 400) -> None:
    if len(values) > most:
        raise Refusal(status, f"more than {most} {what}", "send them in several requests")
