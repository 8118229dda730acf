"""Notes as text: what a portion of a graph yielded, kept for the next check."""

import json
from collections.abc import Sequence
from typing import cast

from kgbuild.check.clashes import Doubts
from kgbuild.check.finding import Finding, Severity
from kgbuild.check.inspection import Note
from kgbuild.store import SH, NamedNode, Quad, Term, Triple, term_text, text_term


class Writing:
    """Writes and reads notes; `shapes` are those with a target, in an order that does not change: some have no name."""

    def __init__(self, shapes: Sequence[object]) -> None:
        self._shapes = shapes
        self._numbers = {shape: number for number, shape in enumerate(shapes)}

    def write(self, note: Note) -> bytes:
        """The text of a note."""
        doubts = note.doubts
        kinds = {term_text(node): sorted(each.value for each in kinds) for node, kinds in doubts.kinds.items()}
        told = {
            "found": [_finding(each) for each in note.found],
            "aims": [[self._numbers[each.subject], term_text(each.object)] for each in note.aims],
            "suspects": sorted(map(term_text, doubts.suspects)),
            "loops": [
                [term_text(term) for term in (each.subject, each.predicate, each.object)] for each in doubts.loops
            ],
            "kinds": kinds,
        }
        return json.dumps({name: value for name, value in told.items() if value}).encode()

    def read(self, text: bytes) -> Note:
        """The note of a text."""
        told = json.loads(text)
        aimed = ((self._shapes[number], text_term(node)) for number, node in told.get("aims", ()))
        aims = (Quad(shape, SH["targetNode"], node) for shape, node in aimed)
        loops = (tuple(map(text_term, each)) for each in told.get("loops", ()))
        doubts = Doubts(
            suspects=frozenset(cast("Term", text_term(each)) for each in told.get("suspects", ())),
            loops=tuple(Triple(*each) for each in loops),  # type: ignore[arg-type]
            kinds={text_term(node): frozenset(map(NamedNode, kinds)) for node, kinds in told.get("kinds", {}).items()},
        )
        return Note(tuple(map(_read_finding, told.get("found", ()))), tuple(aims), doubts)


def _finding(each: Finding) -> list[str | None]:
    value = None if each.value is None else term_text(each.value)
    return [each.node, each.rule, str(each.severity), each.message, each.path, value, each.component]


def _read_finding(told: list[str]) -> Finding:
    node, rule, severity, message, path, value, component = told
    return Finding(
        node, rule, Severity(severity), message, path, text_term(value) if value else None, component=component
    )
