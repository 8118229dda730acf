"""The OpenAPI 3.1 description of all that is served to programs."""

from collections.abc import Mapping
from typing import Any

from kgbuild import __version__
from kgbuild.query import SavedQuery
from kgbuild.query.parameters import Parameter
from kgbuild.serve import saved, sparql
from kgbuild.serve.formats import GRAPHS, RESULTS, Format

_SCHEMAS: Mapping[str, Mapping[str, str]] = {
    "xsd:date": {"type": "string", "format": "date"},
    "xsd:gYear": {"type": "string", "pattern": "^[0-9]{4}$"},
    "xsd:gYearMonth": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    "xsd:integer": {"type": "integer"},
    "xsd:decimal": {"type": "number"},
    "xsd:boolean": {"type": "boolean"},
    "xsd:string": {"type": "string"},
    "iri": {"type": "string", "format": "iri-reference"},
}
_FAULTS = {
    "400": "The question cannot be asked so.",
    "406": "There is no such form of the answer.",
    "500": "The answer takes more time, memory or room than it may.",
    "503": "Too many ask at once; try again after Retry-After seconds.",
}


def openapi(title: str, queries: Mapping[str, SavedQuery]) -> dict[str, Any]:
    """The description of a server, but for its address."""
    paths: dict[str, Any] = {
        sparql.PATH: _sparql(),
        saved.PATH: {"get": _operation("queries", "The saved queries and their parameters.", _json())},
        "/health": {"get": _operation("health", "Whether questions are answered.", _json())},
    }
    for each in queries.values():
        paths[f"{saved.PATH}/{each.name}"] = {"get": _saved(each)}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": __version__, "description": "A knowledge graph, to be read."},
        "paths": paths,
        "components": {"schemas": {"Fault": _fault()}},
    }


def _saved(query: SavedQuery) -> dict[str, Any]:
    operation = _operation(query.name, query.title or query.name, _content(saved.formats_of(query)))
    parameters = [_parameter(each) for each in query.parameters]
    return operation | {"description": query.description, "parameters": parameters, "tags": ["saved queries"]}


def _parameter(each: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_SCHEMAS[each.type])
    if each.default is not None:
        schema["default"] = _typed(schema["type"], each.default)
    return {
        "name": each.name,
        "in": "query",
        "required": each.default is None,
        "description": each.description,
        "schema": schema,
    }


def _typed(kind: str, value: str) -> object:
    """A default as the JSON value of its schema's type."""
    match kind:
        case "integer":
            return int(value)
        case "number":
            return float(value)
        case "boolean":
            return value in ("true", "1")
    return value


def _sparql() -> dict[str, Any]:
    graphs = {"type": "array", "items": {"type": "string", "format": "iri"}}
    names = {"default-graph-uri": "Merged as the default graph.", "named-graph-uri": "The named graphs."}
    dataset = [
        {"name": name, "in": "query", "description": words, "schema": graphs, "explode": True}
        for name, words in names.items()
    ]
    asked = {"name": "query", "in": "query", "description": "The query.", "schema": {"type": "string"}}
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": {"type": "string"}} | dict.fromkeys(names, graphs),
    }
    body = {
        "application/sparql-query": {"schema": {"type": "string"}},
        "application/x-www-form-urlencoded": {"schema": form},
    }
    content = _content((*RESULTS, *GRAPHS))
    get = _operation("sparql-get", "Ask a query of SPARQL 1.1; without one, the description of the service.", content)
    post = _operation("sparql-post", "Ask a query of SPARQL 1.1.", content)
    return {
        "get": get | {"parameters": [asked, *dataset]},
        "post": post | {"parameters": dataset, "requestBody": {"required": True, "content": body}},
    }


def _operation(name: str, summary: str, content: Mapping[str, Any]) -> dict[str, Any]:
    fault = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}
    faults = {status: {"description": words, "content": fault} for status, words in _FAULTS.items()}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {"200": {"description": "The answer.", "content": content}} | faults,
    }


def _content(formats: tuple[Format, ...]) -> dict[str, Any]:
    return {each.types[0]: {} for each in formats}


def _json() -> dict[str, Any]:
    return {"application/json": {"schema": {"type": "object"}}}


def _fault() -> dict[str, Any]:
    texts = {"type": "string"}
    return {"type": "object", "required": ["error"], "properties": {"error": texts, "hint": texts}}
