"""JSON Lines: one article on each line."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import BinaryIO

from kgbuild.errors import ArticleError
from kgbuild.read.decoding import MOST_BYTES, decode
from kgbuild.read.head import KEYS, Head
from kgbuild.read.places import Source
from kgbuild.read.record import Item, Record, Remark, Unreadable

_NAMES = ("name", "id")
_CHUNK = 1 << 20
_FORM = 'write one object a line, such as {"name": "a", "date": "2023-09-17", "text": "…"}'


def read_jsonl(source: Source, columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a file in order; `columns` gives keys of its own, such as `{"text": "maintext"}`.

    One without a name is named after the file and its line.
    """
    keys = {known: columns.get(known, known) for known in (*KEYS, "text", "name")}
    unknown: set[str] = set()
    width, lines = 0, 0
    before = source.stretch.before if source.stretch else 0
    with source.open() as file:
        for number, line in _lines(file, before):
            where, lines = f"{source.where}, line {number}", lines + 1
            try:
                value = _object(line, where)
                name = _name(value, keys["name"], where)
                if name is None:
                    width = width or _digits(source)
                yield Record(
                    where=where,
                    name=name if name is not None else f"{source.stem}-{number:0{width}d}",
                    text=_text(value, keys["text"], where),
                    head=Head({key: _string(value[keys[key]], key, where) for key in KEYS if _given(value, keys[key])}),
                    named=name is not None,
                )
                unknown |= value.keys() - {*keys.values(), *_NAMES}
            except ArticleError as error:
                yield Unreadable(error.message, error.hint)
    if not lines and not source.stretch:
        raise ArticleError(f"{source.where} holds no articles", "put one JSON object with a text on each line")
    if unknown:
        yield Remark(f"{source.where} has unknown keys, which are not read: {', '.join(sorted(unknown))}")


def extent(source: Source) -> tuple[int, int]:
    """How many lines a file or stretch has, and how many up to its last one that is not blank."""
    with source.open() as file:
        last = max((number for number, _ in _lines(file)), default=0)
    with source.open() as file:
        lines = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))
    return lines, last


def _lines(file: BinaryIO, number: int = 0) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, with their numbers; of a line that is too long, one byte too much."""
    while line := file.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            while (rest := file.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
                continue
        if line.strip():
            yield number, line


def _digits(source: Source) -> int:
    """How many digits the number of the last line has that is not blank."""
    if source.stretch:
        return len(str(source.stretch.last))
    last = 1
    with source.open() as file, suppress(ArticleError):  # a file that is cut off has a last line too
        for number, _ in _lines(file):
            last = number
    return len(str(last))


def _object(line: bytes, where: str) -> dict[str, object]:
    if len(line) > MOST_BYTES:
        raise ArticleError(f"{where} has more than {MOST_BYTES // 10**6} MB", _FORM)
    try:
        value = json.loads(decode(line, where))
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{where} is not JSON: {error}", _FORM) from error
    if not isinstance(value, dict):
        raise ArticleError(f"{where} is not an object", _FORM)
    return value


def _text(value: Mapping[str, object], key: str, where: str) -> str:
    text = value.get(key)
    if not isinstance(text, str):
        raise ArticleError(f"{where} has no {key}", _FORM)
    return text


def _name(value: Mapping[str, object], key: str, where: str) -> str | None:
    given = next((value[each] for each in (key, *_NAMES) if _given(value, each)), None)
    return None if given is None else _string(given, "name", where)


def _given(value: Mapping[str, object], key: str) -> bool:
    return value.get(key) not in (None, "")


def _string(value: object, key: str, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ArticleError(f"{where}: {key} is not a string", _FORM)
    return str(value)
