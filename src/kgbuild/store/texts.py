"""Terms as texts and back: as N-Triples writes them, so that what is written so need not be made into terms first."""

import re
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

from kgbuild.errors import GraphError
from kgbuild.store.datatypes import is_well_formed

Texts = tuple[str, str, str]
"""A statement as the texts of its terms."""

_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_MEANT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_END = len(" .")


def term_text(term: object) -> str:
    """A term as one text; GraphError for a triple."""
    if isinstance(term, NamedNode | Literal | BlankNode):
        return str(term)
    raise _no_text(term)


def text_term(text: str) -> NamedNode | BlankNode | Literal:
    """The term that `term_text` wrote."""
    if text[0] == "<":
        return NamedNode(text[1:-1])
    if text[0] == "_":
        return BlankNode(text[2:])
    value, label = _divided(text)
    if label.startswith("@"):
        return Literal(value, language=label[1:])
    return Literal(value, datatype=_datatype(label)) if label else Literal(value)


def statement_texts(statements: Iterable[Quad | Triple]) -> dict[Texts, None]:
    """The distinct statements, in order; graph names are left out. GraphError for triples within statements."""
    triples = (each.triple if isinstance(each, Quad) else each for each in statements)
    lines = (pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode().split("\n")
    return dict.fromkeys(map(_statement, filter(None, lines)))


def is_sound(texts: Iterable[str]) -> bool:
    """Whether the literals among some terms are of their datatypes."""
    typed = (_divided(text) for text in texts if text[0] == '"' and text[-1] == ">")
    return all(is_well_formed(value, datatype[3:-1]) for value, datatype in typed)


def _statement(line: str) -> Texts:
    subject, predicate, value = line[:-_END].split(" ", 2)
    if value.startswith("<<"):
        raise _no_text(value)
    return subject, predicate, value


def _divided(text: str) -> tuple[str, str]:
    """What a literal says, and what stands behind its quotes."""
    value, _, label = text[1:].rpartition('"')
    return _ESCAPED.sub(_meant, value) if "\\" in value else value, label


def _meant(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return chr(int(number, 16)) if number else _MEANT.get(found[3], found[3])


@lru_cache(maxsize=256)
def _datatype(label: str) -> NamedNode:
    return NamedNode(label[3:-1])


def _no_text(term: object) -> GraphError:
    return GraphError(f"cannot be kept: {term}", "terms that are triples (RDF 1.2) are not used here")
