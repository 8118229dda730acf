"""Statements to text, the same bytes for the same statements: Turtle, N-Quads, JSON-LD."""

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple

from kgbuild.errors import GraphError
from kgbuild.store.lookups import term_order
from kgbuild.store.namespaces import PREFIXES, RDF, XSD
from kgbuild.store.parsing import FORMATS

Statement = Quad | Triple
SortKey = tuple[int, str, str, str]
_TYPE = RDF.iri + "type"
_UNSPELT = {_TYPE, RDF.iri + "langString", XSD.iri + "string"}


def term_key(term: object) -> SortKey:
    """An order over terms: IRIs before literals, then by text, datatype and language; GraphError for a blank node."""
    if isinstance(term, NamedNode):
        return 0, term.value, "", ""
    if isinstance(term, Literal):
        return 1, term.value, term.datatype.value, term.language or ""
    if isinstance(term, BlankNode):
        raise GraphError("a blank node has no stable name", "give the node an IRI")
    raise GraphError(f"cannot be written: {term}", "terms that are triples (RDF 1.2) are not used here")


def _statement_key(statement: Statement) -> tuple[str, bool, str, SortKey]:
    predicate = statement.predicate.value
    return term_key(statement.subject)[1], predicate != _TYPE, predicate, term_key(statement.object)


def ordered(statements: Iterable[Statement]) -> list[Triple]:
    """The distinct triples, by subject, `rdf:type` first, then predicate and object."""
    return sorted(_triples(statements), key=_statement_key)


def _triples(statements: Iterable[Statement]) -> set[Triple]:
    return {each.triple if isinstance(each, Quad) else each for each in statements}


def canonical(statements: Iterable[Statement]) -> list[Triple]:
    """The distinct triples in the order of `ordered`, blank nodes last and named by what is said of them (RDFC-1.0)."""
    triples = _triples(statements)
    if not any(isinstance(term, BlankNode) for each in triples for term in (each.subject, each.object)):
        return sorted(triples, key=_statement_key)
    dataset = Dataset(Quad(each.subject, each.predicate, each.object) for each in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((Triple(each.subject, each.predicate, each.object) for each in dataset), key=_any_key)


def _any_key(triple: Triple) -> tuple[SortKey, bool, str, SortKey]:
    predicate = triple.predicate
    return term_order(triple.subject), predicate != RDF["type"], predicate.value, term_order(triple.object)


def to_turtle(statements: Iterable[Statement], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Canonical Turtle: UTF-8, LF, used prefixes in order, subjects by IRI with an empty line between.

    GraphError for blank nodes. Graph names are left out.
    """
    return turtle_of(ordered(statements), prefixes)


def turtle_of(triples: Sequence[Triple], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Turtle of triples in the order they have, an empty line before each subject."""
    namespaces = _namespaces(triples)
    used = {name: iri for name, iri in sorted(prefixes.items()) if iri in namespaces}
    written = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=used) or b""
    head, body = sorted(written.splitlines(keepends=True)[: len(used)]), written.splitlines(keepends=True)[len(used) :]
    # A line break within a literal is written as \n, so that each line that is not indented starts a subject.
    return b"".join([*head, *(line if line.startswith(b"\t") else b"\n" + line for line in body if line.strip())])


def _namespaces(triples: Iterable[Triple]) -> set[str]:
    """What stands before the last `#` or `/` of every IRI that Turtle spells out for the triples."""
    iris: set[str] = set()
    for triple in triples:
        iris.add(getattr(triple.subject, "value", ""))
        iris.add(triple.predicate.value)
        value = triple.object
        iris.add(value.datatype.value if isinstance(value, Literal) else getattr(value, "value", ""))
    return {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris - _UNSPELT}


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Sorted N-Quads, one statement a line; GraphError for blank nodes."""
    chosen = set(quads)
    for quad in chosen:
        term_key(quad.subject), term_key(quad.object)
    written = pyoxigraph.serialize(chosen, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(written.splitlines(keepends=True)))


def to_ntriples(statements: Iterable[Statement]) -> bytes:
    """Sorted N-Triples, one statement a line, for other programs to read; graph names are left out."""
    triples = {Triple(each.subject, each.predicate, each.object) for each in statements}
    written = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(written.splitlines(keepends=True)))


def serialize(statements: Iterable[Statement], suffix: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """RDF in the syntax of a file suffix, blank nodes and all; graph names are left out, used prefixes are declared."""
    triples = [Triple(each.subject, each.predicate, each.object) for each in statements]
    namespaces = _namespaces(triples)
    used = {name: iri for name, iri in sorted(prefixes.items()) if iri in namespaces}
    return pyoxigraph.serialize(triples, format=FORMATS[suffix], prefixes=used) or b""
