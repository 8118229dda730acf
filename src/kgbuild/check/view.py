"""The reasoner's view of ontology and graph: logical statements only, in datatypes that OWL 2 knows."""

from collections.abc import Iterable, Iterator

from kgbuild.store import OWL, RDF, RDFS, XSD, Literal, NamedNode, Quad, Term, Triple

_OWL_XSD = (
    "decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte "
    "unsignedLong unsignedInt unsignedShort unsignedByte double float string normalizedString token language Name "
    "NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp"
)
OWL_DATATYPES = frozenset(
    {
        *(XSD[name] for name in _OWL_XSD.split()),
        *(OWL["real"], OWL["rational"], RDFS["Literal"]),
        *(RDF["PlainLiteral"], RDF["XMLLiteral"], RDF["langString"]),
    }
)
"""The datatype map of OWL 2 (Structural Specification, section 4), with rdf:langString for text with a language."""

_SCHEMA = {
    *(RDF["type"], RDF["first"], RDF["rest"]),
    *(RDFS["subClassOf"], RDFS["subPropertyOf"], RDFS["domain"], RDFS["range"]),
}
_OWL_NOTES = (
    "sameAs imports versionIRI versionInfo priorVersion backwardCompatibleWith incompatibleWith deprecated "
    "annotatedSource annotatedProperty annotatedTarget"
)
_UNLOGICAL = {OWL[name] for name in _OWL_NOTES.split()}
_UNLOGICAL_TYPES = {OWL[name] for name in ("Ontology", "Axiom", "Annotation", "AnnotationProperty")}
_OWLREADY = "http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#"


def reasoner_view(statements: Iterable[Quad | Triple]) -> list[Triple]:
    """The distinct statements that can change what a reasoner concludes.

    Left out are annotations, the ontology's header and imports, owl:sameAs, statements with properties that are not
    declared, and literals of datatypes that OWL 2 does not know (xsd:date and its kin); a range of such a datatype
    becomes rdfs:Literal. Left out as well is all that owlready2 takes as an order to load Python modules.
    """
    triples = {Triple(each.subject, each.predicate, each.object) for each in statements}
    declared = set(_declared_properties(triples))
    return [seen for triple in triples if (seen := _seen(triple, declared)) is not None]


def _declared_properties(triples: Iterable[Triple]) -> Iterator[object]:
    kinds = {OWL["ObjectProperty"], OWL["DatatypeProperty"]}
    for triple in triples:
        if triple.predicate == RDF["type"] and triple.object in kinds:
            yield triple.subject


def _seen(triple: Triple, declared: set[object]) -> Triple | None:
    """The triple as the reasoner sees it, None where it does not."""
    predicate, value = triple.predicate, triple.object
    if predicate in _UNLOGICAL or any(_is_order(term) for term in (triple.subject, predicate, value)):
        return None
    if predicate == RDF["type"] and value in _UNLOGICAL_TYPES:
        return None
    if not (predicate in _SCHEMA or predicate in OWL or predicate in declared):
        return None
    if isinstance(value, Literal):
        return triple if value.datatype in OWL_DATATYPES else None
    if value in XSD and value not in OWL_DATATYPES:
        return Triple(triple.subject, predicate, RDFS["Literal"])
    return triple


def _is_order(term: Term) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(_OWLREADY)
