"""ninjs, versions 1 to 3: a news item as a JSON object."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kgbuild.errors import ArticleError
from kgbuild.read.decoding import decode, read_bytes
from kgbuild.read.head import described
from kgbuild.read.markup import read_fragment
from kgbuild.read.naming import name_of
from kgbuild.read.places import Source
from kgbuild.read.record import Item, NoArticlesError, Record, Remark, Unreadable

_MARKS = ("standard", "versioncreated", "bodies", "headlines", "body_text", "body_xhtml", "headline")
_HINT = "JSON is read as a ninjs item, or a list of them; many articles go into .jsonl, one on each line"


def read_ninjs(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a ninjs item, or of a list of items; raises NoArticlesError for other JSON."""
    text = decode(read_bytes(source), source.where)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{source.where} is not JSON: {error}", _HINT) from error
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, dict) and _is_ninjs(item) for item in items):
        raise NoArticlesError(f"{source.where} is JSON, and no ninjs", _HINT)
    for number, item in enumerate(items, start=1):
        where = source.where if isinstance(value, dict) else f"{source.where}, item {number}"
        yield from _items(_folded(item), where, source.stem)


def _is_ninjs(item: Mapping[str, Any]) -> bool:
    keys = {key.lower() for key in item}
    return "uri" in keys and any(key in keys or any(each.startswith("body_") for each in keys) for key in _MARKS)


def _folded(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with the names of its properties in lower case, which versions write differently."""
    return {key.lower(): value for key, value in item.items()}


def _items(item: Mapping[str, Any], where: str, stem: str) -> Iterator[Item]:
    if _string(item, "type") not in {None, "text", "composite"}:
        return
    if _string(item, "pubstatus") in {"canceled", "withheld"}:
        yield Remark(f"{where} is not read: it was cancelled or withheld by its publisher")
        return
    text = _text(item)
    if not text:
        yield Unreadable(f"{where} holds no text", "get the item with its body")
        return
    uri = _string(item, "uri")
    values = {
        "title": _role(item, "headlines", "headline"),
        "date": _string(item, "firstcreated") or _string(item, "contentcreated"),
        "modified": _string(item, "versioncreated"),
        "source": _source(item),
        "url": uri if uri and uri.startswith(("http://", "https://")) else None,
    }
    yield Record(where, name_of(stem, text, uri), text, described(values))


def _text(item: Mapping[str, Any]) -> str:
    """The body: marked up where there is such a one, since it keeps the paragraphs, else plain."""
    bodies = [
        (str(body.get("contentType") or body.get("contenttype") or ""), body.get("value"))
        for body in item.get("bodies") or ()
        if isinstance(body, dict)
    ]
    bodies += [(key, value) for key, value in item.items() if key.startswith("body_")]
    plain = [value for kind, value in bodies if isinstance(value, str) and not _is_marked_up(kind, value)]
    marked = [read_fragment(value) for kind, value in bodies if isinstance(value, str) and _is_marked_up(kind, value)]
    return next((text for text in (*marked, *(each.strip() for each in plain)) if text), "")


def _is_marked_up(kind: str, value: str) -> bool:
    return "html" in kind or "nitf" in kind or (kind.startswith("body_") and value.lstrip().startswith("<"))


def _role(item: Mapping[str, Any], many: str, one: str) -> str | None:
    """A value that version 2 lists by role, the main one first, and version 1 has in properties of its own."""
    listed = [each for each in item.get(many) or () if isinstance(each, dict) and isinstance(each.get("value"), str)]
    listed.sort(key=lambda each: each.get("role") != "main")
    found = listed[0]["value"] if listed else _string(item, one) or _string(item, f"{one}_main")
    return read_fragment(found) if found else None


def _source(item: Mapping[str, Any]) -> str | None:
    listed = item.get("infosources") or item.get("infosource") or ()
    named = [each.get("name") for each in listed if isinstance(each, dict)]
    known = (*named, item.get("copyrightholder"), item.get("source"), item.get("by"), item.get("byline"))
    return next((each for each in known if isinstance(each, str) and each.strip()), None)


def _string(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and value.strip() else None
