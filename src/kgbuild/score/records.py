"""Gold and predicted records of articles, read from JSON into typed values."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.errors import ScoreError
from kgbuild.graph import BRANCHES, local_name
from kgbuild.model.terms import ENTITY_TYPES

ENTITY_NAMES = tuple(local_name(each) for each in ENTITY_TYPES)
BRANCH_OF = {local_name(kind): local_name(branch) for branch, kinds in BRANCHES.items() for kind in kinds}
SLOTS = ("agents", "targets", "places")
Quantity = tuple[str | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """A named thing; `type` is one of the five where it, or a class above it, is one of them."""

    name: str
    names: tuple[str, ...]
    type: str | None
    wikidata: str | None
    represents: str | None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """A happening; `type` is one of the 24, `slots` are pairs of slot and name."""

    type: str
    quotes: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    start: str | None
    factuality: str
    sources: tuple[str, ...]
    quantities: tuple[Quantity, ...]

    @property
    def branch(self) -> str:
        """The branch of the type."""
        return BRANCH_OF[self.type]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What an article tells; events of none of the 24 types are left out."""

    entities: tuple[EntityRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()


def read_records(folder: Path) -> dict[str, ArticleRecord]:
    """The records of `folder/NAME.json` by name; ScoreError where there are none or one has another shape."""
    if not folder.is_dir():
        raise ScoreError(f"no such folder: {folder}", "give a folder of NAME.json files")
    files = sorted(folder.glob("*.json"))
    if not files:
        raise ScoreError(f"no records in {folder}", "give a folder of NAME.json files, one for each article")
    return {file.stem: parse_record(_content(file), str(file)) for file in files}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise ScoreError(f"{file} cannot be read: {fault.strerror}", "check its permissions") from None


def parse_record(content: bytes, name: str) -> ArticleRecord:
    """The record that a JSON text is; ScoreError names the text and the fault."""
    hint = 'a record is {"entities": [{"name": …, "type": …}], "events": [{"type": …, "quotes": […]}]}'
    try:
        record = json.loads(content)
        return ArticleRecord(
            entities=tuple(_entity(each) for each in _objects(record, "entities")),
            events=tuple(event for each in _objects(record, "events") if (event := _event(each)) is not None),
        )
    except UnicodeDecodeError:
        raise ScoreError(f"{name} is not UTF-8", "save it as UTF-8") from None
    except json.JSONDecodeError as fault:
        raise ScoreError(f"{name}, line {fault.lineno}: {fault.msg}", hint) from None
    except (TypeError, AttributeError, RecursionError) as fault:
        raise ScoreError(f"{name} is no record of an article: {fault}", hint) from None


def _objects(record: Any, key: str) -> list[Mapping[str, Any]]:
    if not isinstance(record, Mapping):
        raise TypeError("it is not an object")
    found = [] if record.get(key) is None else record[key]
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise TypeError(f"{key} is not a list of objects")
    return found


def _entity(record: Mapping[str, Any]) -> EntityRecord:
    name = _text(record, "name") or ""
    kinds = [_text(record, "type"), *_texts(record, "ancestors")]
    return EntityRecord(
        name=name,
        names=tuple(each for each in (name, *_texts(record, "aliases")) if each),
        type=next((kind for kind in kinds if kind in ENTITY_NAMES), kinds[0]),
        wikidata=_text(record, "wikidata"),
        represents=_text(record, "represents"),
    )


def _event(record: Mapping[str, Any]) -> EventRecord | None:
    kinds = [_text(record, "type"), *_texts(record, "ancestors")]
    kind = next((kind for kind in kinds if kind in BRANCH_OF), None)
    if kind is None:
        return None
    return EventRecord(
        type=kind,
        quotes=_texts(record, "quotes"),
        slots=tuple((slot, name) for slot in SLOTS for name in _texts(record, slot) if name),
        start=_text(record, "start"),
        factuality=_text(record, "factuality") or "actual",
        sources=_texts(record, "attributed_to"),
        quantities=tuple(
            (_text(each, "measure"), each.get("min"), each.get("max")) for each in _objects(record, "quantities")
        ),
    )


def _text(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{key} is not a text: {value!r}")
    return value or None


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key)
    values: Iterable[object] = value if isinstance(value, list) else [value] if value else []
    if not all(isinstance(each, str) for each in values):
        raise TypeError(f"{key} holds what is not a text: {value!r}")
    return tuple(str(each) for each in values)
