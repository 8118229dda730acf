"""Parquet: one article in a row, read a few rows at a time."""

from collections.abc import Iterator, Mapping
from typing import Any

from kgbuild.errors import ArticleError
from kgbuild.read.formats.rows import Row, columns_of, unread
from kgbuild.read.places import Source
from kgbuild.read.record import Item, Remark, Unreadable

_ROWS = 64


def read_parquet(source: Source, columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a Parquet file; raises ArticleError where pyarrow is not installed or cannot read it."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ArticleError(
            f"{source.where} is a Parquet file, which needs the package pyarrow", 'install "kgbuild[parquet]"'
        ) from error
    number = 0
    with source.open() as file:
        try:
            table = ParquetFile(file)
            header = list(table.schema_arrow.names)
            found = columns_of(header, columns, source.where)
            if rest := unread(header, found):
                yield Remark(f"{source.where} has unknown columns, which are not read: {', '.join(rest)}")
            for batch in table.iter_batches(batch_size=_ROWS, columns=[header[column] for column in found.values()]):
                for row in _rows(batch):
                    number += 1
                    yield _record(source, number, {key: row.get(header[column]) for key, column in found.items()})
        except (ArrowException, OSError, ValueError) as error:
            raise ArticleError(
                f"{source.where} cannot be read as Parquet after row {number}: {error}", "write the file anew"
            ) from error


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch as Python values; a row with a value that Python has none for is empty."""
    try:
        yield from batch.to_pylist()
    except (OverflowError, ValueError):
        for number in range(batch.num_rows):
            try:
                yield from batch.slice(number, 1).to_pylist()
            except (OverflowError, ValueError):
                yield {}


def _record(source: Source, number: int, row: Mapping[str, Any]) -> Item:
    where = f"{source.where}, row {number}"
    if not isinstance(row["text"], str):
        return Unreadable(f"{where} has no text that can be read", "put the article's text there, or leave the row out")
    return Row(where, source.stem).record({key: str(value) for key, value in row.items() if value is not None})
