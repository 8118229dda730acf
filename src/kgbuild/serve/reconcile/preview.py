"""A page that tells in a small frame who or what an entity is."""

from collections.abc import Iterator, Sequence

from kgbuild.serve.page import document, link, text
from kgbuild.serve.reconcile.record import Record, Reference, Space, Value
from kgbuild.serve.reconcile.types import TypeTree

_ALREADY = {"label", "class", "description"}
_SHOWN = 5


def preview(space: Space, types: TypeTree, record: Record, languages: Sequence[str] = ()) -> str:
    """The page of an entity: name, classes, description, and the first values of each property."""
    kinds = ", ".join(each.name(languages) for each in types.finest(record.types))
    head = f'<h1>{link(space.identifiers + record.id, record.name)}</h1>\n<p class="kind">{text(kinds)}</p>'
    description = f"<p>{text(record.description)}</p>" if record.description else ""
    rows = "".join(_rows(space, record))
    return document(record.name, "\n".join(filter(None, (head, description, f"<dl>\n{rows}</dl>" if rows else ""))))


def _rows(space: Space, record: Record) -> Iterator[str]:
    told = _ALREADY | ({"position"} if "tenure" in record.values else set())
    for each in space.properties:
        values = record.values.get(each.id, ())
        if values and each.id not in told:
            shown = "; ".join(_value(value) for value in values[:_SHOWN])
            more = f"; and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
            yield f"<dt>{text(each.name)}</dt><dd>{shown}{more}</dd>\n"


def _value(value: Value) -> str:
    return text(value.name if isinstance(value, Reference) else str(value))
