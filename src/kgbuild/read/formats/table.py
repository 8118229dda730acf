"""CSV and TSV: one article in a row, below a row of names."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TextIO

from kgbuild.read.decoding import MOST_CHARACTERS
from kgbuild.read.formats.rows import NoTextError, Row, columns_of, unread
from kgbuild.read.places import Source
from kgbuild.read.record import Item, Remark, Unreadable

_DELIMITERS = {".tsv": "\t", ".tab": "\t"}
_HINT = "write one article a row, with quotes around a text that holds commas or line ends"


def read_table(source: Source, columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a table in UTF-8, or UTF-16 with its mark; commas, semicolons or tabs part its columns."""
    delimiter = _delimiter(source, columns)
    csv.field_size_limit(max(csv.field_size_limit(), MOST_CHARACTERS + 1))
    with _text(source) as file:
        rows = csv.reader(file, delimiter=delimiter, strict=True)
        header = next(rows)
        found = columns_of(header, columns, source.where)
        if rest := unread(header, found):
            yield Remark(f"{source.where} has unknown columns, which are not read: {', '.join(rest)}")
        number = 1
        while True:
            number += 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Unreadable(f"{source.where}, row {number} is not written as a row: {error}", _HINT)
                continue
            if row:
                yield _item(row, header, found, Row(f"{source.where}, row {number}", source.stem))


def _item(row: list[str], header: list[str], found: Mapping[str, int], place: Row) -> Item:
    """The article of a row; a row of another length cannot be read, nor one with bytes that are no UTF-8."""
    if len(row) != len(header):
        return Unreadable(f"{place.where} has {len(row)} columns, where the first row has {len(header)}", _HINT)
    cells = {key: row[column] for key, column in found.items()}
    if any("\udc80" <= character <= "\udcff" for value in cells.values() for character in value):
        return Unreadable(f"{place.where} is not UTF-8", "save the table as UTF-8")
    return place.record(cells)


def _delimiter(source: Source, columns: Mapping[str, str]) -> str:
    """What parts the columns: what gives the first row a column with the text; raises NoTextError where none does."""
    fault: NoTextError | None = None
    for delimiter in _DELIMITERS.get(source.suffix, ",;\t"):
        with _text(source) as file:
            try:
                header = next(csv.reader(file, delimiter=delimiter, strict=True))
                columns_of(header, columns, source.where)
            except StopIteration:
                raise NoTextError(f"{source.where} holds no articles", _HINT) from None
            except NoTextError as error:
                fault = fault or error
            except csv.Error as error:
                fault = fault or NoTextError(f"{source.where} is no table of articles: {error}", _HINT)
            else:
                return delimiter
    raise fault or NoTextError(f"{source.where} holds no articles", _HINT)


def _text(source: Source) -> TextIO:
    """The text of a file; bytes that are no UTF-8 become halves of surrogate pairs, which no text may hold."""
    with source.open() as file:
        wide = file.read(2) in {b"\xff\xfe", b"\xfe\xff"}
    encoding, errors = ("utf-16", "replace") if wide else ("utf-8-sig", "surrogateescape")
    return io.TextIOWrapper(source.open(), encoding=encoding, errors=errors, newline="")
