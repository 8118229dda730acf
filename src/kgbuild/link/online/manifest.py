"""What a service of the Entity Reconciliation API says of itself, by version 0.2 (`Old…`) and by the 1.0 draft.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ and
https://reconciliation-api.github.io/specs/draft/.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field

Positive: TypeAlias = Annotated[int, Meta(ge=1)]
OldTemplate: TypeAlias = Annotated[str, Meta(pattern=r"\{\{id\}\}")]
Template: TypeAlias = Annotated[str, Meta(pattern=r"\{.*id.*\}")]
Flyout: TypeAlias = Annotated[str, Meta(pattern=r"\$\{id\}")]


class Versions(Struct, frozen=True):
    """The part that every version has; a service of 0.1 names none."""

    versions: list[str] = field(default_factory=list)


class Kind(Struct, frozen=True):
    """A type of entities."""

    id: str
    name: str
    description: str | UnsetType = UNSET
    broader: list["Kind"] | UnsetType = UNSET


class Authentication(Struct, frozen=True):
    """How a service lets in those whom it knows."""

    type: Literal["basic", "apiKey", "oauth2"]


class Common(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What both versions have; `batch` is no part of either, but services say it."""

    versions: list[str]
    name: str
    documentation: str | UnsetType = UNSET
    service_version: str | UnsetType = field(name="serviceVersion", default=UNSET)
    logo: str | UnsetType = UNSET
    default_types: list[Kind] = field(name="defaultTypes", default_factory=list)
    authentication: Authentication | UnsetType = UNSET
    batch: Positive = field(name="batchSize", default=10)


class OldView(Struct, frozen=True):
    """Where an entity is shown."""

    url: OldTemplate


class OldPreview(Struct, frozen=True):
    """Where an entity is shown in little."""

    url: OldTemplate
    width: int
    height: int


class OldSuggester(Struct, frozen=True, omit_defaults=True):
    """Where names are completed."""

    service_url: str | UnsetType = UNSET
    service_path: str | UnsetType = UNSET
    flyout_service_url: str | UnsetType = UNSET
    flyout_service_path: Flyout | UnsetType = UNSET


class OldSuggest(Struct, frozen=True, omit_defaults=True):
    """Where names of entities, properties and types are completed."""

    entity: OldSuggester | UnsetType = UNSET
    property: OldSuggester | UnsetType = UNSET
    type: OldSuggester | UnsetType = UNSET


class OldSetting(Struct, frozen=True):
    """What a user may set for a property."""

    type: Literal["number", "text", "checkbox", "select"]
    name: str
    label: str


class OldExtend(Struct, frozen=True, omit_defaults=True):
    """How values of properties are fetched."""

    property_settings: list[OldSetting] = field(default_factory=list)


class OldManifest(Common, frozen=True, omit_defaults=True, kw_only=True):
    """The manifest of version 0.2."""

    space: str = field(name="identifierSpace")
    schema_space: str = field(name="schemaSpace")
    view: OldView | UnsetType = UNSET
    feature_view: OldView | UnsetType = UNSET
    preview: OldPreview | UnsetType = UNSET
    suggest: OldSuggest | UnsetType = UNSET
    extend: OldExtend | UnsetType = UNSET


class View(Struct, frozen=True):
    """Where an entity is shown."""

    url: Template


class Preview(Struct, frozen=True):
    """How large an entity is shown in little."""

    width: int
    height: int


class Suggest(Struct, frozen=True):
    """Whether names of entities, properties and types are completed."""

    entity: bool
    property: bool
    type: bool


class Setting(Struct, frozen=True):
    """What a user may set for a property."""

    type: Literal["number", "text", "checkbox", "select"]
    id: str
    name: str


class Extend(Struct, frozen=True, omit_defaults=True):
    """How values of properties are fetched."""

    property_settings: list[Setting] = field(name="propertySettings", default_factory=list)


class Manifest(Common, frozen=True, omit_defaults=True, kw_only=True):
    """The manifest of the 1.0 draft."""

    view: View
    feature_view: View | UnsetType = field(name="featureView", default=UNSET)
    preview: Preview | UnsetType = UNSET
    suggest: Suggest | UnsetType = UNSET
    extend: Extend | UnsetType = UNSET


AnyManifest: TypeAlias = OldManifest | Manifest
