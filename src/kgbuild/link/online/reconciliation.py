"""Queries and results of the Entity Reconciliation API, of version 0.2 (`Old…`) and of the 1.0 draft.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ and
https://reconciliation-api.github.io/specs/draft/.
"""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType, field


class Reference(Struct, frozen=True):
    """Another entity as the value of a property."""

    id: str


class Property(Struct, frozen=True):
    """A value that the entity should have."""

    pid: str
    v: str | Reference


class Query(Struct, frozen=True, omit_defaults=True):
    """A name that is asked for, by 0.2."""

    query: str
    type: str | list[str] | UnsetType = UNSET
    limit: int | UnsetType = UNSET
    properties: list[Property] = field(default_factory=list)
    type_strict: Literal["any", "should", "all"] | UnsetType = UNSET


class Condition(Struct, frozen=True, rename="camel", omit_defaults=True):
    """What the entity should match: a name or the value of a property."""

    match_type: Literal["name", "property"]
    property_value: str | Reference
    property_id: str | UnsetType = UNSET


class Conditions(Struct, frozen=True, omit_defaults=True):
    """A name that is asked for, by the 1.0 draft."""

    conditions: list[Condition]
    type: str | UnsetType = UNSET
    limit: int | UnsetType = UNSET


class Queries(Struct, frozen=True):
    """The names that are asked for at once, by the 1.0 draft."""

    queries: list[Conditions]


class TypeReference(Struct, frozen=True):
    """A type that a candidate has."""

    id: str
    name: str | UnsetType = UNSET


class OldFeature(Struct, frozen=True):
    """A figure behind a score, by 0.2."""

    id: str | UnsetType = UNSET
    value: bool | float | UnsetType = UNSET


class Feature(Struct, frozen=True):
    """A figure behind a score."""

    id: str
    name: str
    value: bool | float


class OldCandidate(Struct, frozen=True):
    """An entity that may be meant, by 0.2."""

    id: str
    name: str
    score: float
    description: str | UnsetType = UNSET
    features: list[OldFeature] = field(default_factory=list)
    match: bool = False
    type: list[TypeReference | str] = field(default_factory=list)


class Candidate(Struct, frozen=True):
    """An entity that may be meant."""

    id: str
    name: str
    score: float | UnsetType = UNSET
    description: str | UnsetType = UNSET
    features: list[Feature] = field(default_factory=list)
    match: bool = False
    type: list[TypeReference | str] = field(default_factory=list)


class OldResult(Struct, frozen=True):
    """The candidates for one query, by 0.2; a batch of results has the keys of the queries."""

    result: list[OldCandidate]


class Result(Struct, frozen=True):
    """The candidates for one query."""

    candidates: list[Candidate]


class Results(Struct, frozen=True):
    """The candidates for all queries, in their order."""

    results: list[Result]
