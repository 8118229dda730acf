"""Documents of the Entity Reconciliation API: manifests, queries and results, of version 0.2 and of the 1.0 draft.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ and
https://reconciliation-api.github.io/specs/draft/.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field

Positive: TypeAlias = Annotated[int, Meta(ge=1)]
OldTemplate: TypeAlias = Annotated[str, Meta(pattern=r"\{\{id\}\}")]
Template: TypeAlias = Annotated[str, Meta(pattern=r"\{.*id.*\}")]


class Kind(Struct, frozen=True):
    """A type of entities."""

    id: str
    name: str
    description: str | UnsetType = UNSET
    broader: list["Kind"] = field(default_factory=list)


class Authentication(Struct, frozen=True):
    """How a service lets in those whom it knows."""

    type: Literal["basic", "apiKey", "oauth2"]


class OldView(Struct, frozen=True):
    """Where an entity is shown, by 0.2."""

    url: OldTemplate


class View(Struct, frozen=True):
    """Where an entity is shown."""

    url: Template


class Setting(Struct, frozen=True):
    """What a user may set for a property."""

    type: Literal["number", "text", "checkbox", "select"]
    name: str


class OldExtend(Struct, frozen=True):
    """Data extension by 0.2."""

    property_settings: list[Setting] = field(default_factory=list)


class Extend(Struct, frozen=True, rename="camel"):
    """Data extension."""

    property_settings: list[Setting] = field(default_factory=list)


class Versions(Struct, frozen=True):
    """The part of a manifest that every version has; a service of 0.1 names none."""

    versions: list[str] = field(default_factory=list)


class OldManifest(Struct, frozen=True, omit_defaults=True):
    """What a service of version 0.2 says of itself."""

    versions: list[str]
    name: str
    space: str = field(name="identifierSpace")
    schema_space: str = field(name="schemaSpace")
    documentation: str | UnsetType = UNSET
    service_version: str | UnsetType = field(name="serviceVersion", default=UNSET)
    logo: str | UnsetType = UNSET
    view: OldView | UnsetType = UNSET
    feature_view: OldView | UnsetType = UNSET
    default_types: list[Kind] = field(name="defaultTypes", default_factory=list)
    extend: OldExtend | UnsetType = UNSET
    authentication: Authentication | UnsetType = UNSET
    batch: Positive = field(name="batchSize", default=10)


class Manifest(Struct, frozen=True, omit_defaults=True):
    """What a service of the 1.0 draft says of itself."""

    versions: list[str]
    name: str
    view: View
    documentation: str | UnsetType = UNSET
    service_version: str | UnsetType = field(name="serviceVersion", default=UNSET)
    logo: str | UnsetType = UNSET
    feature_view: View | UnsetType = field(name="featureView", default=UNSET)
    default_types: list[Kind] = field(name="defaultTypes", default_factory=list)
    extend: Extend | UnsetType = UNSET
    authentication: Authentication | UnsetType = UNSET
    batch: Positive = field(name="batchSize", default=10)


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
