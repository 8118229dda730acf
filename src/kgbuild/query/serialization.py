"""Answers as the SPARQL 1.1 recommendations and the RDF syntaxes write them, for programs."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from kgbuild.errors import GraphError, QueryError
from kgbuild.query.render import as_table, render
from kgbuild.query.result import Graph, Result, Table, Truth
from kgbuild.store import PREFIXES, XSD, BlankNode, Literal, NamedNode, Term, serialize

RESULTS = ("json", "xml", "csv", "tsv")
GRAPHS = ("turtle", "nt", "jsonld", "rdfxml")
_SUFFIXES = {"nt": ".nt", "jsonld": ".jsonld", "rdfxml": ".rdf"}
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NAMESPACE = "http://www.w3.org/2005/sparql-results#"


def written(result: Result, form: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """A table or truth in one of RESULTS, a graph in one of GRAPHS; QueryError where that cannot be."""
    try:
        if isinstance(result, Graph) and form in _SUFFIXES:
            text = serialize(result.triples, _SUFFIXES[form], prefixes).decode()
            return _NO_XML.sub(_REPLACEMENT, text) if form == "rdfxml" else text
        if not isinstance(result, Graph) and form == "xml":
            return _as_xml(result)
        return render(result, form, prefixes)
    except GraphError as fault:
        raise QueryError(fault.message, fault.hint) from None


def _as_xml(result: Table | Truth) -> str:
    """SPARQL Query Results XML Format; characters that XML cannot hold become U+FFFD."""
    if isinstance(result, Truth):
        return _document("", f"<boolean>{str(result.value).lower()}</boolean>")
    table = as_table(result)
    head = "".join(f"<variable name={quoteattr(column)}/>" for column in table.columns)
    names = [quoteattr(column) for column in table.columns]
    rows = "".join(f"<result>{_row(names, row)}</result>\n" for row in table.rows)
    return _document(head, f"<results>\n{rows}</results>")


def _document(head: str, body: str) -> str:
    return f'<?xml version="1.0"?>\n<sparql xmlns="{_NAMESPACE}"><head>{head}</head>\n{body}\n</sparql>\n'


def _row(names: list[str], row: tuple[Term | None, ...]) -> str:
    return "".join(
        f"<binding name={name}>{_term(term)}</binding>" for name, term in zip(names, row, strict=True) if term
    )


def _term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, Literal):
        return f"<literal{_type(term)}>{_text(term.value)}</literal>"
    parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return f"<triple>{''.join(f'<{name}>{_term(part)}</{name}>' for name, part in parts)}</triple>"


def _type(term: Literal) -> str:
    if term.language:
        return f" xml:lang={quoteattr(term.language)}"
    return "" if term.datatype == XSD["string"] else f" datatype={quoteattr(term.datatype.value)}"


def _text(text: str) -> str:
    return escape(_NO_XML.sub(_REPLACEMENT, text), {"\r": "&#13;"})
