"""What a web page says of its article in schema.org's words, as JSON-LD."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

_KINDS = ("Article", "Posting", "Report")
_MOST_NODES = 1000


def schema_values(scripts: Sequence[str]) -> dict[str, str]:
    """The title, dates, source, address and licence in the JSON-LD of a page; what cannot be read gives none."""
    for script in scripts:
        try:
            value = json.loads(script)
        except (ValueError, RecursionError):
            continue
        article = next((node for node in islice(_nodes(value), _MOST_NODES) if _is_article(node)), None)
        if article is not None:
            return {key: value for key, value in _values(article).items() if value}
    return {}


def _nodes(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects at the top, in lists and in graphs."""
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            yield one
            waiting[:0] = [one[key] for key in ("@graph", "mainEntity") if key in one]


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_KINDS) for kind in listed)


def _values(article: Mapping[str, Any]) -> dict[str, str | None]:
    return {
        "title": _words(article.get("headline"), "name") or _words(article.get("name"), "name"),
        "date": _words(article.get("datePublished"), "@value"),
        "modified": _words(article.get("dateModified"), "@value"),
        "source": _words(article.get("publisher"), "name"),
        "url": _words(article.get("url"), "@id") or _words(article.get("mainEntityOfPage"), "@id"),
        "license": _words(article.get("license"), "@id"),
    }


def _words(value: object, key: str) -> str | None:
    """A string, or that under a key of an object; of a list, the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None
