"""Making RDF terms safely: what a text or a user gives is checked before it becomes a term."""

import unicodedata

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kgbuild.errors import GraphError
from kgbuild.model import PartialDate
from kgbuild.store.datatypes import is_well_formed, needs_language
from kgbuild.store.namespaces import XSD

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple
GraphName = NamedNode | BlankNode | DefaultGraph

_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


def iri(value: str) -> NamedNode:
    """The term of an absolute IRI (RFC 3987); GraphError for a missing scheme, or spaces or unseen characters in it."""
    for character in value:
        if unicodedata.category(character) in _FORBIDDEN:
            raise GraphError(
                f"not an IRI: {value!r} holds {character!r}", "an IRI has no spaces or invisible characters"
            )
    try:
        return NamedNode(value)
    except ValueError as fault:
        raise GraphError(
            f"not an IRI: {value!r}: {fault}", "write an absolute IRI, such as https://example.org/x"
        ) from None


def is_iri(value: str) -> bool:
    """Whether `iri` accepts this text."""
    try:
        iri(value)
    except GraphError:
        return False
    return True


def literal(value: str, datatype: NamedNode = XSD["string"]) -> Literal:
    """The literal of a datatype; GraphError where the text is not one of it, e.g. `2023-13-45` as xsd:date."""
    if needs_language(datatype.value):
        raise GraphError(f"{value!r} needs a language tag", "give the language, such as en")
    if not is_well_formed(value, datatype.value):
        raise GraphError(f"{value!r} is not a literal of {datatype.value}", "mend the value or its datatype")
    try:
        return Literal(value, datatype=datatype)
    except ValueError:
        raise GraphError(f"{value!r} is not Unicode text", "save the source as UTF-8") from None


def words(value: str, language: str = "en") -> Literal:
    """The literal of words in a language; GraphError where the tag is none of BCP 47."""
    try:
        return Literal(value, language=language)
    except ValueError as fault:
        raise GraphError(
            f"no literal can be made of {value!r}@{language}: {fault}", "use a tag such as en or pt-BR"
        ) from None


def whole(value: int, datatype: NamedNode = XSD["nonNegativeInteger"]) -> Literal:
    """The literal of a whole number; GraphError where the datatype excludes it."""
    return literal(str(value), datatype)


def day(value: PartialDate) -> Literal:
    """The literal of a date: xsd:date, xsd:gYearMonth or xsd:gYear, as precise as the date is."""
    name = "gYear" if value.month is None else "gYearMonth" if value.day is None else "date"
    return literal(str(value), XSD[name])


def lexical(term: object) -> str:
    """The plain text of a term: the IRI, the label of a blank node, or the lexical form."""
    if isinstance(term, NamedNode | BlankNode | Literal):
        return term.value
    raise GraphError(f"no plain text: {term}", "terms that are triples (RDF 1.2) are not used here")


def in_graph(quads: list[Quad], name: GraphName) -> list[Quad]:
    """The same statements, in the named graph `name`."""
    return [Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads]
