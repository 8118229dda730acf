"""SHACL by pySHACL: the one place that calls it, and the meaning that a faster validator would have to reproduce."""

import contextlib
import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from kgbuild.check.paths import path_text
from kgbuild.check.shapes import refuse_unusable
from kgbuild.errors import KgbuildError, OntologyError
from kgbuild.store import SH, Index, Quad, Subject, Term, from_rdflib, lexical, to_rdflib

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


def validate(data: Iterable[Quad], shapes: Sequence[Quad]) -> list[Result]:
    """What SHACL Core and SHACL-SPARQL find in a data graph, which holds the ontology too; nothing where it conforms.

    Nothing is inferred, fetched, imported or changed; JavaScript and SHACL's advanced features stay off. OntologyError
    where the shapes are not well formed, or could find nothing. Not to be called from two threads at once: pySHACL sets
    a flag of rdflib.
    """
    refuse_unusable(shapes)
    return run(data, shapes)


def run(data: Iterable[Quad], shapes: Iterable[Quad]) -> list[Result]:
    """The same without a look at the shapes first: those that are off, misspelt or aimless find nothing in silence."""
    import pyshacl
    from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError

    faults = (ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, NotImplementedError, KgbuildError)
    try:
        with _silent():
            _, report, text = pyshacl.validate(
                to_rdflib(data),
                shacl_graph=to_rdflib(shapes),
                inference="none",
                advanced=False,
                js=False,
                do_owl_imports=False,
                meta_shacl=False,
            )
    except faults as fault:
        raise OntologyError(f"the shapes cannot be used: {_first_line(str(fault))}", "Mend the shape.") from fault
    if not hasattr(report, "triples"):
        raise OntologyError(f"the shapes cannot be used: {_first_line(str(text))}", "Mend the shape.")
    found = Index(from_rdflib(report))
    return [_result(found, node) for _, node in found.pairs(SH["result"])]


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep the libraries from telling on the terminal of ill-typed literals, which are found by a rule of their own."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.disabled for logger in loggers]
    try:
        for logger in loggers:
            logger.disabled = True
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, was_disabled in zip(loggers, before, strict=True):
            logger.disabled = was_disabled


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
