"""Queries are read as the protocol writes them, and refused where they are wrong or without bounds."""

from typing import Any

import pytest

from kgbuild.serve.reconcile import reading
from kgbuild.serve.reconcile.query import Asked, Condition, Extension, Query
from kgbuild.serve.refusal import Refusal


def test_a_whole_query_of_0_2_is_read() -> None:
    """Name, types, strictness, limit and properties of every kind of value are read."""
    query = {
        "query": "Ada",
        "type": ["Person", "State"],
        "type_strict": "all",
        "limit": 3,
        "properties": [{"pid": "p", "v": ["x", 1, 2.5, True, {"id": "Q1", "name": "One"}]}],
    }
    values = (Asked("x"), Asked("1"), Asked("2.5"), Asked("true"), Asked("One", "Q1"))
    conditions = (Condition("name", (Asked("Ada"),)), Condition("property", values, "p"))
    assert reading.batch_02({"q": query}) == {"q": Query(conditions, ("Person", "State"), "all", 3)}


def test_a_whole_query_of_1_0_is_read() -> None:
    """Conditions of all three kinds, with quantifier and requirement, are read."""
    name = {"matchType": "name", "propertyValue": "Ada", "lang": "en"}
    identifier = {"matchType": "id", "propertyValue": "Q1"}
    more = {"required": True, "matchQuantifier": "none", "matchQualifier": "any"}
    held = {"matchType": "property", "propertyId": "p", "propertyValue": ["x", {"id": "y", "dir": "ltr"}], **more}
    conditions = (
        Condition("name", (Asked("Ada"),)),
        Condition("id", (Asked("Q1"),)),
        Condition("property", (Asked("x"), Asked("", "y")), "p", True, "none"),
    )
    query = {"type": "Person", "limit": 7.0, "lang": "en", "conditions": [name, identifier, held]}
    assert reading.batch_10({"queries": [query]}) == (Query(conditions, ("Person",), "any", 7),)


def test_an_extension_is_read() -> None:
    """Identifiers lose their repetitions, and the limit of a property is read as number or text."""
    properties = [{"id": "a", "settings": {"limit": "5"}}, {"id": "b", "settings": {"limit": 2}}, {"id": "c"}]
    wanted = reading.extension({"ids": ["x", "x", "y"], "properties": properties})
    assert wanted == Extension(("x", "y"), {"a": 5, "b": 2, "c": 0})


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"query": 1}, 400),
        ({"query": "x" * 1001}, 400),
        ({"query": "\ud800"}, 400),
        ({"query": "x", "limit": -1}, 400),
        ({"query": "x", "limit": 1.5}, 400),
        ({"query": "x", "limit": True}, 400),
        ({"query": "x", "type": 1}, 400),
        ({"query": "x", "type": [1]}, 400),
        ({"query": "x", "type": ["x"] * 21}, 400),
        ({"query": "x", "type_strict": "never"}, 400),
        ({"query": "x", "type_strict": ["any"]}, 400),
        ({"query": "x", "properties": {}}, 400),
        ({"query": "x", "properties": [{"pid": "p"}]}, 400),
        ({"query": "x", "properties": [{"pid": "p", "v": None}]}, 400),
        ({"query": "x", "properties": [{"pid": "p", "v": {"name": "no id"}}]}, 400),
        ({"query": "x", "properties": [{"pid": "p", "v": [["nested"]]}]}, 400),
        ({"query": "x", "properties": [{"pid": "p", "v": ["x"] * 51}]}, 400),
        ({"query": "x", "properties": [{"pid": "p", "v": "x"}] * 51}, 400),
        ("text", 400),
    ],
)
def test_wrong_queries_are_refused(query: Any, status: int) -> None:
    """A query of 0.2 that is wrong, or longer than the bounds, is refused."""
    with pytest.raises(Refusal) as caught:
        reading.batch_02({"q": query})
    assert caught.value.status == status


@pytest.mark.parametrize(
    "condition",
    [
        {"matchType": "property", "propertyValue": "x"},
        {"matchType": "label", "propertyValue": "x"},
        {"matchType": ["name"], "propertyValue": "x"},
        {"matchType": "name"},
        {"matchType": "name", "propertyValue": "x", "required": "yes"},
        {"matchType": "name", "propertyValue": "x", "matchQuantifier": "most"},
        {"matchType": "name", "propertyValue": "x", "matchQualifier": 1},
        {"matchType": "name", "propertyValue": {"id": "x", "dir": "up"}},
        "x",
    ],
)
def test_wrong_conditions_are_refused(condition: Any) -> None:
    """A condition of 1.0 that is wrong is refused."""
    with pytest.raises(Refusal) as caught:
        reading.batch_10({"queries": [{"conditions": [condition]}]})
    assert caught.value.status == 400


def test_batches_are_bounded() -> None:
    """A batch of more queries than the manifest allows, or of too many identifiers, is refused with 413."""
    many = reading.BATCH + 1
    for read, value in (
        (reading.batch_02, {f"q{number}": {"query": "x"} for number in range(many)}),
        (reading.batch_10, {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "x"}]}] * many}),
        (reading.extension, {"ids": ["x"] * 1001, "properties": []}),
        (reading.extension, {"ids": [], "properties": [{"id": "x"}] * 101}),
    ):
        with pytest.raises(Refusal) as caught:
            read(value)
        assert caught.value.status == 413


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN", "1" * 5000, b"\xff\xfe\xff", '{"a": Infinity}'])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    """Text that is no JSON, nested without end, or has numbers that JSON has not, is refused, and nothing crashes."""
    with pytest.raises(Refusal, match="not JSON"):
        reading.read_json(text)


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "٣", "1" * 10])
def test_numbers_in_urls_are_whole(text: str) -> None:
    """A parameter that is no whole number is refused; one that is too large is the largest."""
    with pytest.raises(Refusal):
        reading.number(text, 1, 9, "'cursor'")
    assert (reading.number(None, 1, 9, ""), reading.number("5", 1, 9, ""), reading.number("50", 1, 9, "")) == (1, 5, 9)
