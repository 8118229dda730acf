"""Findings as text for people, as JSON for programs, and as a SHACL validation report for RDF tools."""

import hashlib
import json
import re
from collections.abc import Callable, Sequence

from kgbuild.check.finding import Finding, Severity
from kgbuild.store import PREFIXES, RDF, SH, BlankNode, Literal, NamedNode, Quad, Term, iri, is_iri, to_turtle

_REPORT = NamedNode("urn:kgbuild:report")
_SEVERITIES = {Severity.VIOLATION: SH["Violation"], Severity.WARNING: SH["Warning"], Severity.INFO: SH["Info"]}
_IRI = re.compile(r"<([^<>]*)>")


def to_text(findings: Sequence[Finding]) -> str:
    """A paragraph for each finding: rule, node, what was found where, and the sentence of the article."""
    return "\n".join(_paragraph(each) for each in findings)


def to_json(findings: Sequence[Finding]) -> str:
    """A list of objects with the fields of Finding; `value` is null or an object of type, value and datatype."""
    return json.dumps([_object(each) for each in findings], ensure_ascii=False, indent=2) + "\n"


def to_report(findings: Sequence[Finding]) -> str:
    """A sh:ValidationReport in Turtle, the same text for the same findings; each result has an IRI made of its content.

    Property paths longer than a property are left out (they would need blank nodes), and blank nodes become
    `urn:kgbuild:node:LABEL`. The article and the sentence are told in the message.
    """
    statements = [
        Quad(_REPORT, RDF["type"], SH["ValidationReport"]),
        Quad(_REPORT, SH["conforms"], Literal(not findings)),
    ]
    for each in findings:
        statements += _result(each)
    return to_turtle(statements).decode()


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {"text": to_text, "json": to_json, "turtle": to_report}
"""The forms of a report, by the name that a user gives."""


def _paragraph(finding: Finding) -> str:
    lines = [f"{finding.severity}: {finding.message}", *_row("rule", finding.rule_name), *_row("node", finding.node)]
    if finding.path:
        lines += _row("property", _short(finding.path))
    lines += _row("value", _term_text(finding.value) if finding.value is not None else "none")
    lines += _row("article", finding.article) + _row("sentence", _printable(finding.sentence))
    return "\n".join(lines) + "\n"


def _row(name: str, value: str) -> list[str]:
    return [f"  {name:<9}" + value] if value else []


def _short(path: str) -> str:
    """A path with the prefixes that everybody here knows."""
    return _IRI.sub(lambda match: _curie(match[1]), path if path.startswith(("<", "^", "(")) else f"<{path}>")


def _curie(value: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace) and value[len(namespace) :].isidentifier():
            return f"{prefix}:{value[len(namespace) :]}"
    return f"<{value}>"


def _term_text(term: Term) -> str:
    return _printable(_curie(term.value).strip("<>") if isinstance(term, NamedNode) else str(term))


def _printable(text: str) -> str:
    """The text in one line, with nothing in it that steers a terminal."""
    return "".join(each if each.isprintable() else " " for each in text)


def _object(finding: Finding) -> dict[str, object]:
    return {
        "node": finding.node,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "path": finding.path or None,
        "value": _value(finding.value),
        "article": finding.article or None,
        "sentence": finding.sentence or None,
        "component": finding.component or None,
    }


def _value(term: Term | None) -> dict[str, str] | None:
    if isinstance(term, Literal):
        tagged = {"language": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **tagged}
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    return None if term is None else {"type": "bnode", "value": str(term).removeprefix("_:")}


def _result(finding: Finding) -> list[Quad]:
    node = _node_of(finding)
    said: list[tuple[NamedNode, Term]] = [
        (RDF["type"], SH["ValidationResult"]),
        (SH["focusNode"], _named(finding.node)),
        (SH["resultSeverity"], _SEVERITIES[finding.severity]),
        (SH["resultMessage"], Literal(finding.message)),
        (SH["sourceShape"], _named(finding.rule)),
        (SH["sourceConstraintComponent"], _named(finding.component or finding.rule)),
    ]
    if is_iri(finding.path):
        said.append((SH["resultPath"], iri(finding.path)))
    if finding.value is not None:
        value = finding.value
        said.append((SH["value"], _named(str(value)) if isinstance(value, BlankNode) else value))
    if finding.sentence:
        said.append((SH["resultMessage"], Literal(f"{finding.article}: {finding.sentence}")))
    return [Quad(_REPORT, SH["result"], node), *(Quad(node, predicate, value) for predicate, value in said)]


def _node_of(finding: Finding) -> NamedNode:
    """The IRI of a result: a digest of what was found, so that it never changes with what else is found."""
    parts = (finding.node, finding.rule, finding.path, str(finding.value), finding.component)
    return NamedNode("urn:kgbuild:result:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32])


def _named(node: str) -> NamedNode:
    return iri(node) if is_iri(node) else NamedNode("urn:kgbuild:node:" + node.removeprefix("_:").replace(" ", "-"))
