"""What a service says of itself, in the two shapes that the protocol's versions want.

One manifest cannot serve both: `suggest` holds addresses in 0.2 and truth values in 1.0. Each version has an endpoint.
"""

from typing import Any

from kgbuild import __version__
from kgbuild.serve.reconcile.answers import Answers
from kgbuild.serve.reconcile.reading import BATCH
from kgbuild.serve.reconcile.record import Space
from kgbuild.serve.reconcile.types import TypeTree
from kgbuild.store import KG

WIDTH, HEIGHT = 420, 220
_LIMIT = "The most values for each entity, 0 for all."


def manifest_02(space: Space, types: TypeTree, endpoint: str) -> dict[str, Any]:
    """The manifest of version 0.2 of the service at an endpoint."""
    setting = {"name": "limit", "label": "Limit", "type": "number", "default": 0, "help_text": _LIMIT}
    return {
        "versions": ["0.2"],
        "name": space.title,
        "identifierSpace": space.identifiers,
        "schemaSpace": KG.iri,
        "documentation": _front(endpoint),
        "serviceVersion": __version__,
        "defaultTypes": _default_types(space, types),
        "view": {"url": space.page or f"{endpoint}/preview?id={{{{id}}}}"},
        "preview": {"url": f"{endpoint}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            what: {"service_url": endpoint, "service_path": f"/suggest/{what}"}
            for what in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": endpoint, "service_path": "/extend/propose"},
            "property_settings": [setting],
        },
        "batchSize": BATCH,
    }


def manifest_10(space: Space, types: TypeTree, endpoint: str) -> dict[str, Any]:
    """The manifest of the draft of version 1.0 of the service at an endpoint."""
    setting = {"id": "limit", "name": "Limit", "type": "number", "default": 0, "helpText": _LIMIT}
    return {
        "versions": ["1.0-draft"],
        "name": space.title,
        "lang": "en",
        "documentation": _front(endpoint),
        "serviceVersion": __version__,
        "defaultTypes": _default_types(space, types),
        "view": {"url": f"{space.identifiers}{{+id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": [setting]},
        "batchSize": BATCH,
        "standardizedScore": True,
    }


def _default_types(space: Space, types: TypeTree) -> list[dict[str, Any]]:
    answers = Answers(space, types)
    return [answers.full_type(each) for each in types.top]


def _front(endpoint: str) -> str:
    """The front page of the server that has the endpoint."""
    return endpoint.partition("/reconcile/")[0] + "/"
