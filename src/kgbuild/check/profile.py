"""What keeps an ontology out of OWL 2 DL, the profile for which reasoners give every answer in finite time."""

from collections.abc import Iterable, Iterator

from kgbuild.check.clashes import above
from kgbuild.check.finding import RULES, Finding, Severity
from kgbuild.check.view import OWL_DATATYPES
from kgbuild.store import OWL, RDF, RDFS, XSD, BlankNode, Index, Literal, NamedNode, Quad, Term, Triple

OBJECT, DATA, NOTE = OWL["ObjectProperty"], OWL["DatatypeProperty"], OWL["AnnotationProperty"]
CLASS, DATATYPE = OWL["Class"], RDFS["Datatype"]
_BUILT_IN = (OWL, RDF, RDFS, XSD)
_NOTES = {
    *(RDFS[n] for n in ("label", "comment", "seeAlso", "isDefinedBy")),
    *(OWL[n] for n in ("versionInfo", "deprecated", "priorVersion", "backwardCompatibleWith", "incompatibleWith")),
}
_CLASS_VALUED = {RDFS["subClassOf"], RDFS["domain"], OWL["disjointWith"], OWL["complementOf"]}
_NEEDS_SIMPLE = ("FunctionalProperty", "InverseFunctionalProperty", "IrreflexiveProperty", "AsymmetricProperty")
_COUNTS = (
    "cardinality",
    "minCardinality",
    "maxCardinality",
    "qualifiedCardinality",
    "minQualifiedCardinality",
    "maxQualifiedCardinality",
)


def profile(statements: Iterable[Quad | Triple]) -> list[Finding]:
    """The breaches of OWL 2 DL (Structural Specification, sections 3, 5.8 and 11) that show in single statements.

    Checked: a header; every class, datatype and property declared, and as one kind only; values that suit the kind;
    datatypes of the OWL 2 map, or declared ones in annotations; nothing said of the built-in vocabulary; transitive
    properties without counts. Not checked: that class expressions form trees, and the order of properties in chains.
    """
    triples = sorted({Triple(each.subject, each.predicate, each.object) for each in statements}, key=str)
    index = Index(triples)
    checks = (_header, _kinds, _built_in, _values, _places, _simple)
    found = dict.fromkeys(breach for check in checks for breach in check(triples, index))
    return [Finding(node, RULES + "owl-dl", Severity.VIOLATION, message) for node, message in found]


Breaches = Iterator[tuple[str, str]]


def _header(_: list[Triple], index: Index) -> Breaches:
    if not index.instances(OWL["Ontology"]):
        yield OWL["Ontology"].value, "An ontology has a header that names it; there is none."


def _kinds(_: list[Triple], index: Index) -> Breaches:
    """One IRI is not two kinds of property, nor a class and a datatype."""
    for kinds in ((OBJECT, DATA), (OBJECT, NOTE), (DATA, NOTE), (CLASS, DATATYPE)):
        for term in sorted(
            {each.value for each in index.instances(kinds[0])} & {e.value for e in index.instances(kinds[1])}
        ):
            yield term, f"One term cannot be both an {_local(kinds[0])} and an {_local(kinds[1])}."


def _built_in(triples: list[Triple], _: Index) -> Breaches:
    for triple in triples:
        if _is_built_in(triple.subject) and triple.subject != RDF["nil"]:
            yield _text(triple.subject), "Nothing may be said of the terms of RDF, RDFS, OWL and XML Schema."


def _values(triples: list[Triple], index: Index) -> Breaches:
    """Each statement uses a declared property with a value that suits it."""
    kinds = {term: kind for kind in (NOTE, DATA, OBJECT) for term in index.instances(kind)}
    for triple in triples:
        predicate, value = triple.predicate, triple.object
        if predicate in _NOTES:
            kind: NamedNode | None = NOTE
        elif _is_built_in(predicate):
            continue
        else:
            kind = kinds.get(predicate)
        if kind is None:
            yield predicate.value, "A property that is used must be declared as one."
        elif kind == OBJECT and isinstance(value, Literal):
            yield _text(triple.subject), f"The value of {_local(predicate)} must be a node."
        elif kind == DATA and not isinstance(value, Literal):
            yield _text(triple.subject), f"The value of {_local(predicate)} must be a literal."
        elif isinstance(value, Literal) and not _datatype_fits(value, kind, index):
            yield _text(triple.subject), f"{value.datatype.value} is no datatype that OWL 2 knows in this place."


def _datatype_fits(value: Literal, kind: NamedNode, index: Index) -> bool:
    """OWL's own datatypes fit everywhere; a declared one fits in annotations, where no reasoner looks."""
    return value.datatype in OWL_DATATYPES or (kind == NOTE and value.datatype in index.instances(DATATYPE))


def _places(triples: list[Triple], index: Index) -> Breaches:
    """Where a class or datatype belongs, there is a declared one."""
    classes, datatypes = set(index.instances(CLASS)), set(index.instances(DATATYPE)) | OWL_DATATYPES
    data = set(index.instances(DATA)) - set(index.instances(OBJECT))
    for triple in triples:
        predicate, value = triple.predicate, triple.object
        if predicate in _CLASS_VALUED or (predicate == RDF["type"] and not _is_built_in(value)):
            wanted = classes
        elif predicate == RDFS["range"]:
            wanted = datatypes if triple.subject in data else classes
        else:
            continue
        if isinstance(value, NamedNode) and value not in wanted and value not in {OWL["Thing"], OWL["Nothing"]}:
            kind = "datatype of OWL 2" if wanted is datatypes else "class"
            yield value.value, f"This is used as a {kind}, and is not declared as one."


def _simple(_: list[Triple], index: Index) -> Breaches:
    """A transitive property, and what is above one, has no counts: no reasoner could promise an end."""
    composite = {
        parent
        for term in (*index.instances(OWL["TransitiveProperty"]), *_chained(index))
        for parent in above(index, term, RDFS["subPropertyOf"])
    }
    for name in _NEEDS_SIMPLE:
        for term in sorted(composite & set(index.instances(OWL[name])), key=lambda each: each.value):
            yield term.value, f"A property with transitive parts cannot be an {name}."
    for restriction, counted in index.pairs(OWL["onProperty"]):
        if counted in composite and any(index.objects(restriction, OWL[name]) for name in _COUNTS):
            yield _text(counted), "The values of a property with transitive parts cannot be counted."


def _chained(index: Index) -> Iterator[NamedNode]:
    yield from (term for term, _ in index.pairs(OWL["propertyChainAxiom"]) if isinstance(term, NamedNode))


def _is_built_in(term: Term) -> bool:
    return isinstance(term, NamedNode) and any(term in namespace for namespace in _BUILT_IN)


def _local(term: NamedNode) -> str:
    return term.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _text(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(getattr(term, "value", term))
