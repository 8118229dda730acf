"""SHACL by pySHACL: the one place that calls it, and the meaning that a faster validator would have to reproduce."""

import contextlib
import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from kgbuild.check.aiming import TARGETS, Screening, aimed
from kgbuild.check.paths import path_text
from kgbuild.check.shapes import refuse_unusable
from kgbuild.errors import KgbuildError, OntologyError
from kgbuild.store import SH, Index, Lookups, Quad, Subject, Term, from_rdflib, lexical, rdflib_view, to_rdflib

_LOGGERS = ("pyshacl-validate", "rdflib.term")


@dataclass(frozen=True, slots=True)
class Result:
    """One sh:ValidationResult: what was looked at, along which path, which value fails, by which shape.

    `path` is written as `path_text` does; `component` and `severity` are IRIs.
    """

    focus: Term
    path: str
    value: Term | None
    shape: Subject
    component: str
    severity: str
    message: str


def validate(
    data: Iterable[Quad] | Lookups, shapes: Sequence[Quad], screening: Screening | None = None
) -> list[Result]:
    """What SHACL Core and SHACL-SPARQL find in a data graph, which holds the ontology too; nothing where it conforms.

    Where a `screening` has seen the data, only what it found is validated. Nothing is inferred, fetched, imported or
    changed; JavaScript and SHACL's advanced features stay off. OntologyError where the shapes are not well formed, or
    could find nothing. Not to be called from two threads at once: pySHACL sets a flag of rdflib.
    """
    refuse_unusable(shapes)
    results, ignored = _ask(data, list(shapes), screening)
    if ignored:
        raise OntologyError(f"a part of the shapes is not looked at: {_first_line(ignored[0])}", "mend the shape")
    return results


def examine(data: Lookups, shapes: Index, aims: Sequence[Quad]) -> list[Result]:
    """What the validator finds in a few nodes, at which `aims` aim some of the shapes; the others are left out."""
    used = dict.fromkeys(each.subject for each in aims)
    rules = [each for each in _closure(shapes, used) if each.predicate not in TARGETS]
    return _run(data, [*rules, *aims])[0]


def _closure(shapes: Index, nodes: Iterable[object]) -> Iterator[Quad]:
    """What is said of some nodes of the shapes, and of all that they lead to."""
    pending = list(nodes)
    seen = set(pending)
    while pending:
        node = pending.pop()
        for way, value in shapes.about(node):
            yield Quad(node, way, value)  # type: ignore[arg-type]
            if value not in seen:
                seen.add(value)
                pending.append(value)


def run(data: Iterable[Quad] | Lookups, shapes: Iterable[Quad]) -> list[Result]:
    """The same without a look at the shapes: those that are off, misspelt or out of place find nothing in silence."""
    return _ask(data, list(shapes), None)[0]


def _ask(
    data: Iterable[Quad] | Lookups, shapes: Sequence[Quad], screening: Screening | None
) -> tuple[list[Result], list[str]]:
    """What pySHACL finds, and what it complains of in the shapes while going on without it."""
    graph = data if isinstance(data, Lookups) else Index(data)
    return _run(graph, screening.aimed() if screening else aimed(graph, shapes))


def _run(graph: Lookups, rules: Sequence[Quad]) -> tuple[list[Result], list[str]]:
    import pyshacl
    from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError

    faults = (ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, NotImplementedError, KgbuildError)
    try:
        with _overheard() as complaints:
            _, report, text = pyshacl.validate(
                rdflib_view(graph),
                shacl_graph=to_rdflib(rules),
                inference="none",
                advanced=False,
                js=False,
                do_owl_imports=False,
                meta_shacl=False,
            )
    except faults as fault:
        raise OntologyError(f"the shapes cannot be used: {_first_line(str(fault))}", "mend the shape") from fault
    if not hasattr(report, "triples"):
        raise OntologyError(f"the shapes cannot be used: {_first_line(str(text))}", "mend the shape")
    found = Index(from_rdflib(report))
    return [_result(found, node) for _, node in found.pairs(SH["result"])], complaints


@contextlib.contextmanager
def _overheard() -> Iterator[list[str]]:
    """Gather what pySHACL warns of, and keep it and rdflib from writing to the terminal.

    rdflib tells of ill-typed literals, which are found by a rule of their own.
    """
    told: list[str] = []

    def hear(record: logging.LogRecord) -> bool:
        if record.name == _LOGGERS[0] and record.levelno >= logging.WARNING:
            told.append(record.getMessage())
        return False

    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addFilter(hear)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield told
        told += [str(each.message) for each in warned if type(each.message).__module__.startswith("pyshacl")]
    finally:
        for logger in loggers:
            logger.removeFilter(hear)


def _result(report: Index, node: object) -> Result:
    def first(name: str) -> Term | None:
        return cast("Term | None", next(iter(report.objects(node, SH[name])), None))

    path = first("resultPath")
    return Result(
        focus=cast("Term", first("focusNode")),
        path="" if path is None else path_text(report, path),
        value=first("value"),
        shape=cast("Subject", first("sourceShape")),
        component=lexical(first("sourceConstraintComponent")),
        severity=lexical(first("resultSeverity")),
        message=" ".join(report.texts(node, SH["resultMessage"])),
    )


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "no reason given")
