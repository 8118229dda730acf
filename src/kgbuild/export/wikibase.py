"""New items as Wikibase JSON, as `wbeditentity` takes them (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html)."""

import json
from typing import Any

from kgbuild.export.contribution import PUBLISHED, REFERENCE_URL, TITLE, NewItem, Reference, Statement, new_items
from kgbuild.export.dataset import Dataset
from kgbuild.export.quickstatements import value
from kgbuild.model import PartialDate
from kgbuild.model.terms import WIKIDATA

_GREGORIAN = f"{WIKIDATA}Q1985727"
_MOST = 250


def to_wikibase(dataset: Dataset) -> bytes:
    """One JSON array with a document for each event."""
    return (json.dumps([_document(item) for item in new_items(dataset)], ensure_ascii=False, indent=1) + "\n").encode()


def _document(item: NewItem) -> dict[str, Any]:
    words = {"labels": item.label, "descriptions": item.description}
    texts = {name: {item.language: {"language": item.language, "value": text[:_MOST]}} for name, text in words.items()}
    claims: dict[str, list[dict[str, Any]]] = {}
    for statement in item.statements:
        claims.setdefault(statement.property, []).append(_claim(statement, item.language))
    return {"type": "item", **texts, "claims": claims}


def _claim(statement: Statement, language: str) -> dict[str, Any]:
    return {
        "type": "statement",
        "rank": "normal",
        "mainsnak": _snak(statement.property, *_value(statement.value)),
        "references": [_reference(each, language) for each in statement.references],
    }


def _reference(reference: Reference, language: str) -> dict[str, Any]:
    snaks = {REFERENCE_URL: [_snak(REFERENCE_URL, "string", reference.url)]}
    if reference.title:
        text = {"language": language, "text": reference.title}
        snaks[TITLE] = [_snak(TITLE, "monolingualtext", text)]
    if reference.published:
        snaks[PUBLISHED] = [_snak(PUBLISHED, *_value(reference.published))]
    return {"snaks": snaks, "snaks-order": list(snaks)}


def _value(told: str | PartialDate | int) -> tuple[str, Any]:
    """The type of a value, and the value."""
    if isinstance(told, PartialDate):
        time, _, precision = value(told).partition("/")
        rest = {"timezone": 0, "before": 0, "after": 0, "precision": int(precision), "calendarmodel": _GREGORIAN}
        return "time", {"time": time, **rest}
    if isinstance(told, int):
        return "quantity", {"amount": f"+{told}", "unit": "1"}
    return "wikibase-entityid", {"entity-type": "item", "numeric-id": int(told[1:]), "id": told}


def _snak(property_: str, kind: str, told: Any) -> dict[str, Any]:
    return {"snaktype": "value", "property": property_, "datavalue": {"value": told, "type": kind}}
