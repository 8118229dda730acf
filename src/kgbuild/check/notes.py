"""Notes as text: what a portion of a graph yielded, kept for the next check."""

import json
from typing import cast

from kgbuild.check.clashes import Doubts
from kgbuild.check.finding import Finding, Severity
from kgbuild.check.inspection import Note
from kgbuild.store import NamedNode, Term, Triple, term_text, text_term


def write(note: Note) -> bytes:
    """The text of a note, all of which the validator has judged."""
    doubts = note.doubts
    told = {
        "found": [_finding(each) for each in note.found],
        "judged": [[term_text(node), *_finding(each)] for node, each in note.judged],
        "suspects": sorted(map(term_text, doubts.suspects)),
        "loops": [[term_text(term) for term in (each.subject, each.predicate, each.object)] for each in doubts.loops],
        "kinds": {term_text(node): sorted(each.value for each in kinds) for node, kinds in doubts.kinds.items()},
    }
    return json.dumps({name: value for name, value in told.items() if value}).encode()


def read(text: bytes) -> Note:
    """The note of a text."""
    told = json.loads(text)
    loops = (tuple(map(text_term, each)) for each in told.get("loops", ()))
    judged = ((text_term(node), _read_finding(each)) for node, *each in told.get("judged", ()))
    doubts = Doubts(
        suspects=frozenset(cast("Term", text_term(each)) for each in told.get("suspects", ())),
        loops=tuple(Triple(*each) for each in loops),  # type: ignore[arg-type]
        kinds={text_term(node): frozenset(map(NamedNode, kinds)) for node, kinds in told.get("kinds", {}).items()},
    )
    return Note(tuple(map(_read_finding, told.get("found", ()))), (), doubts, tuple(judged))


def _finding(each: Finding) -> list[str | None]:
    value = None if each.value is None else term_text(each.value)
    return [each.node, each.rule, str(each.severity), each.message, each.path, value, each.component]


def _read_finding(told: list[str]) -> Finding:
    node, rule, severity, message, path, value, component = told
    return Finding(
        node, rule, Severity(severity), message, path, text_term(value) if value else None, component=component
    )
