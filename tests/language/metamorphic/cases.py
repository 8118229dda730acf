"""The cases: two texts, and how what they tell must differ. Read from the TOML files here, or made from their bases."""

import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from .portraits import Event, Portrait

UNRELATED = (
    "The national museum of art will show two hundred paintings by local artists this summer.",
    "Rain is forecast for most of the week, and temperatures are likely to stay mild.",
    "Shares closed slightly higher as traders looked through the latest company results.",
)
_WIDTH = 48


@dataclass(frozen=True)
class Change:
    """What a text tells otherwise: changes in words, as the TOML files have them, or another portrait added to it."""

    edits: tuple[str, ...] = ()
    added: str = ""


@dataclass(frozen=True)
class Case:
    """Two texts and the only difference of what they tell; the second is made from the first, or `written`."""

    name: str
    before: str
    after: str
    change: Change = Change()
    written: bool = False


@dataclass(frozen=True)
class Base:
    """A text that others differ from, and what it must at least tell."""

    text: str
    tells: tuple[str, ...]
    entries: dict[str, Any]


def bases() -> list[Base]:
    """The bases of all TOML files here."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    found = [base for file in files for base in tomllib.loads(file.read_text(encoding="utf-8"))["base"]]
    return [Base(base["text"], tuple(base["tells"]), base) for base in found]


def cases() -> list[Case]:
    """All cases."""
    known = bases()
    found = [case for base in known for case in (*_swaps(base), *_written(base), *_surrounded(base))]
    return found + [case for one, other in pairwise([*known, known[0]]) for case in _together(one, other)]


def _written(base: Base) -> Iterator[Case]:
    for entry in base.entries.get("case", ()):
        yield Case(entry["change"], base.text, entry["text"], Change(tuple(entry.get("expect", ()))), written=True)


def _swaps(base: Base) -> Iterator[Case]:
    """The cases in which names, dates or numbers are put for others."""
    for kind in ("names", "dates", "numbers"):
        for swap in base.entries.get(kind, ()):
            sides = [[_told(side) for side in part.split(" > ")] for part in swap.split("; ")]
            assert all(old[0] in base.text for old, _ in sides), swap
            marked = base.text
            for number, (old, _) in enumerate(sides):
                marked = marked.replace(old[0], f"<{number}>")
            for number, (_, new) in enumerate(sides):
                marked = marked.replace(f"<{number}>", new[0])
            edits = tuple(f"{kind}: {old[1]} > {new[1]}" for old, new in sides)
            yield Case(f"other {kind}", base.text, marked, Change((" ; ".join(edits),)))


def _told(side: str) -> tuple[str, str]:
    """The words of a side of a swap, and what they tell."""
    said, _, told = side.partition("=")
    return said, told or said


def _surrounded(base: Base) -> Iterator[Case]:
    """The text among sentences that tell nothing of the field, and wrapped into short lines."""
    beside = UNRELATED[len(base.text) % len(UNRELATED)]
    yield Case("unrelated sentence after", base.text, f"{base.text} {beside}")
    yield Case("unrelated sentence before", base.text, f"{beside} {base.text}")
    if len(base.text) > _WIDTH:
        yield Case("wrapped lines", base.text, textwrap.fill(base.text, _WIDTH))


def _together(one: Base, other: Base) -> Iterator[Case]:
    """Two texts as the paragraphs of one, in either order."""
    yield Case("another event after", one.text, f"{one.text}\n\n{other.text}", Change(added=other.text))
    yield Case("another event before", one.text, f"{other.text}\n\n{one.text}", Change(added=other.text))


def changed(portrait: Portrait, change: Change, known: dict[str, Portrait]) -> Portrait:
    """The portrait after a change; `known` are the portraits of the texts that may be added."""
    events = list(portrait)
    for edit in change.edits:
        events = _edited(events, edit)
    return tuple(sorted([*events, *(known[change.added] if change.added else ())]))


def _edited(events: list[Event], edit: str) -> list[Event]:
    """The events after one edit.

    `Type: field=value & value, …` sets fields of the events of a type (`*` for all), `lose Type` drops them, `gain
    Type: …` adds one, and `names: A > B ; names: …` puts what is told for other things at once.
    """
    kind, _, rest = edit.partition(":")
    if kind.startswith("lose "):
        return [event for event in events if event.type != kind.removeprefix("lose ")]
    if kind.startswith("gain "):
        return [*events, event_of(edit.removeprefix("gain "))]
    if kind in {"names", "dates", "numbers"}:
        pairs = dict(part.split(": ", 1)[1].split(" > ") for part in edit.split(" ; "))
        return [_swapped(event, kind, pairs) for event in events]
    fitting = [event for event in events if kind in ("*", event.type)]
    assert fitting, f"no {kind} to change"
    return [replace(event, **_fields(rest)) if event in fitting else event for event in events]


def _swapped(event: Event, kind: str, pairs: dict[str, str]) -> Event:
    """The event with other names, dates or numbers; a date may be told as `start & end`."""
    if kind == "names":
        return event.renamed(pairs)
    if kind == "numbers":
        return replace(event, numbers=tuple(sorted(pairs.get(each, each) for each in event.numbers)))
    for old, new in pairs.items():
        if " & ".join((*event.start, *event.end)) == old:
            start, _, end = new.partition(" & ")
            return replace(event, start=(start,), end=(end,) if end else ())
    return event


def event_of(line: str) -> Event:
    """The event that a line such as `Attack: agents=Russia, start=2024-05-10` tells."""
    kind, _, rest = line.partition(":")
    return replace(Event(kind), **_fields(rest))


def _fields(text: str) -> dict[str, Any]:
    """The fields that a line sets, each with its values in order."""
    pairs = (part.split("=", 1) for part in text.strip().split(", ") if part)
    return {field: tuple(sorted(values.split(" & "))) if values else () for field, values in pairs}
