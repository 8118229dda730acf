"""The records of a JSON Lines file: one article on each line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kgbuild.errors import ArticleError
from kgbuild.read.decoding import MOST_BYTES, decode
from kgbuild.read.head import KEYS

_NAMES = ("name", "id")
_FORM = 'write one object a line, such as {"name": "a", "date": "2023-09-17", "text": "…"}'


@dataclass(frozen=True, slots=True)
class Record:
    """One article of a file: where it stands, its name where it has one, its text and the values of its head."""

    where: str
    line: int
    name: str | None
    text: str
    values: Mapping[str, str]
    unknown: tuple[str, ...]


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file in order; raises ArticleError for a line that is none."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_lines(file, path), start=1):
                if line.strip():
                    yield _record(f"{path}, line {number}", number, line)
    except OSError as error:
        raise ArticleError(
            f"cannot read {path}: {error.strerror or error}", "check the path and its permissions"
        ) from error


def _lines(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """The lines of a file, none longer than an article may be."""
    while line := file.readline(MOST_BYTES + 1):
        if len(line) > MOST_BYTES:
            raise ArticleError(f"{path} has a line of more than {MOST_BYTES // 10**6} MB", _FORM)
        yield line


def _record(where: str, number: int, line: bytes) -> Record:
    try:
        value = json.loads(decode(line, where))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ArticleError(f"{where} is not JSON: {error}", _FORM) from error
    if not isinstance(value, dict):
        raise ArticleError(f"{where} is not an object", _FORM)
    text = value.get("text")
    if not isinstance(text, str):
        raise ArticleError(f"{where} has no text", _FORM)
    name = next((value[key] for key in _NAMES if value.get(key) not in (None, "")), None)
    values = {key: _string(value[key], key, where) for key in KEYS if value.get(key) not in (None, "")}
    unknown = tuple(key for key in value if key not in {*KEYS, *_NAMES, "text"})
    return Record(where, number, None if name is None else _string(name, "name", where), text, values, unknown)


def _string(value: object, key: str, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ArticleError(f"{where}: {key} is not a string", _FORM)
    return str(value)
