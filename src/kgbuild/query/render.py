"""Answers as text: a table for people, CSV, TSV and JSON as SPARQL defines them, Markdown, Turtle."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from kgbuild.errors import QueryError
from kgbuild.query.result import Graph, Result, Table, Truth
from kgbuild.store import PREFIXES, XSD, BlankNode, Literal, NamedNode, Term, Variable, serialize, to_turtle

Prefixes = Mapping[str, str]

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LOCAL = re.compile(r"[\w/.,;~-]*", re.UNICODE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~])")


def render(result: Result, form: str, prefixes: Prefixes = PREFIXES) -> str:
    """The answer in one of FORMATS, ending in a line break; QueryError where the answer has no such form.

    The same answer gives the same text. In `table` and `md`, IRIs are shortened by `prefixes` and characters that
    steer a terminal or hide text are shown as escapes; the other forms give values as they are.
    """
    if form not in _WRITERS:
        raise QueryError(f"unknown format {form!r}", f"use one of {', '.join(FORMATS)}")
    return _WRITERS[form](result, prefixes)


def cells(result: Result, prefixes: Prefixes = PREFIXES) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The head and the rows of the answer as short, harmless texts, for whoever lays out a table."""
    table = as_table(result)
    head = tuple(visible(column) for column in table.columns)
    return head, [tuple(_short(term, prefixes) for term in row) for row in table.rows]


def as_table(result: Result) -> Table:
    """The answer as rows: a graph has the columns subject, predicate, object, a truth the one column answer."""
    if isinstance(result, Table):
        return result
    if isinstance(result, Truth):
        return Table(("answer",), ((Literal(result.value),),))
    rows = tuple((each.subject, each.predicate, each.object) for each in result.triples)
    return Table(("subject", "predicate", "object"), rows)


def visible(text: str) -> str:
    """The text with every control, format and line-separating character written as an escape."""
    return "".join(_escape(each) if unicodedata.category(each) in _UNSEEN else each for each in text)


def _escape(character: str) -> str:
    code = ord(character)
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    return named or (f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}")


def compact(iri: str, prefixes: Prefixes = PREFIXES) -> str:
    """The IRI as `prefix:name` by the longest prefix that leaves a plain name, or as it is."""
    fitting = [(namespace, prefix) for prefix, namespace in prefixes.items() if iri.startswith(namespace)]
    for namespace, prefix in sorted(fitting, key=lambda each: (-len(each[0]), each[1])):
        if _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _short(term: Term | None, prefixes: Prefixes) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return visible(compact(term.value, prefixes))
    return visible(term.value if isinstance(term, Literal) else str(term))


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip()


def _as_text(result: Result, prefixes: Prefixes) -> str:
    if isinstance(result, Truth):
        return "yes\n" if result.value else "no\n"
    head, rows = cells(result, prefixes)
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    rule = tuple("─" * width for width in widths)
    return "".join(f"{_padded(row, widths)}\n" for row in (head, rule, *rows))


def _as_markdown(result: Result, prefixes: Prefixes) -> str:
    head, rows = cells(result, prefixes)
    lines = [head, tuple("---" for _ in head), *(tuple(_MARKDOWN.sub(r"\\\1", text) for text in row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _as_csv(result: Result, _: Prefixes) -> str:
    table = as_table(result)
    rows = [[_plain(term) for term in row] for row in table.rows]
    return "".join(",".join(map(_quoted, row)) + "\r\n" for row in [list(table.columns), *rows])


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text


def _as_tsv(result: Result, _: Prefixes) -> str:
    table = as_table(result)
    head = [str(Variable(column)) for column in table.columns]
    rows = [["" if term is None else str(term).replace("\t", "\\t") for term in row] for row in table.rows]
    return "".join("\t".join(row) + "\n" for row in [head, *rows])


def _as_json(result: Result, _: Prefixes) -> str:
    if isinstance(result, Truth):
        return json.dumps({"head": {}, "boolean": result.value}) + "\n"
    table = as_table(result)
    bindings = [
        {column: _binding(term) for column, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    rows = ",\n".join(json.dumps(binding, ensure_ascii=False) for binding in bindings)
    head = json.dumps({"vars": list(table.columns)}, ensure_ascii=False)
    return f'{{"head": {head}, "results": {{"bindings": [\n{rows}\n]}}}}\n'


def _binding(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        found: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language:
            return found | {"xml:lang": term.language}
        return found if term.datatype == XSD["string"] else found | {"datatype": term.datatype.value}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}


def _as_turtle(result: Result, prefixes: Prefixes) -> str:
    if not isinstance(result, Graph):
        raise QueryError("only a graph can be written as Turtle", "ask with CONSTRUCT or DESCRIBE")
    if any(isinstance(term, BlankNode) for each in result.triples for term in (each.subject, each.object)):
        return serialize(result.triples, ".ttl", prefixes).decode()
    return to_turtle(result.triples, prefixes).decode()


_WRITERS: dict[str, Callable[[Result, Prefixes], str]] = {
    "table": _as_text,
    "csv": _as_csv,
    "tsv": _as_tsv,
    "json": _as_json,
    "md": _as_markdown,
    "turtle": _as_turtle,
}
FORMATS = tuple(_WRITERS)
