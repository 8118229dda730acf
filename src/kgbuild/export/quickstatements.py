"""QuickStatements, version 1: commands divided by tabs (https://www.wikidata.org/wiki/Help:QuickStatements)."""

from collections.abc import Iterator

from kgbuild.export.contribution import PUBLISHED, REFERENCE_URL, TITLE, NewItem, Reference, new_items
from kgbuild.export.dataset import Dataset
from kgbuild.model import PartialDate

_DAY, _MONTH, _YEAR = 11, 10, 9


def to_quickstatements(dataset: Dataset) -> bytes:
    """Commands that make an item of each event, its statements with references."""
    return "".join(f"{line}\n" for item in new_items(dataset) for line in _commands(item)).encode()


def _commands(item: NewItem) -> Iterator[str]:
    yield "CREATE"
    yield f"LAST\tL{item.language}\t{_text(item.label)}"
    yield f"LAST\tD{item.language}\t{_text(item.description)}"
    for statement in item.statements:
        references = (
            part for number, each in enumerate(statement.references) for part in _reference(each, item.language, number)
        )
        yield "\t".join(("LAST", statement.property, value(statement.value), *references))


def value(told: str | PartialDate | int) -> str:
    """The QID of an item, a date with its precision, or a number."""
    if isinstance(told, PartialDate):
        precision = _DAY if told.day else _MONTH if told.month else _YEAR
        return f"+{told.year:04}-{told.month or 0:02}-{told.day or 0:02}T00:00:00Z/{precision}"
    return str(told)


def _reference(reference: Reference, language: str, number: int) -> Iterator[str]:
    """Source and value in turn; from the second reference on, `!` begins a new one."""
    yield from (f"{'!' if number else ''}S{REFERENCE_URL[1:]}", _text(reference.url))
    if reference.title:
        yield from (f"S{TITLE[1:]}", f"{language}:{_text(reference.title)}")
    if reference.published:
        yield from (f"S{PUBLISHED[1:]}", value(reference.published))


def _text(words: str) -> str:
    """Words in quotes; what would end them or the command is replaced by what looks the same."""
    return '"' + " ".join(words.replace('"', "”").split()) + '"'
