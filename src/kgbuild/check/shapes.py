"""What a shapes graph must be before anything is checked with it: a graph never conforms by silence."""

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kgbuild.errors import GraphError, OntologyError
from kgbuild.store import KG, OWL, RDF, RDFS, SH, Literal, NamedNode, Quad, parse_file, refuse_foreign_sources

_TARGETS = {SH[name] for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")}
_AIMS = _TARGETS | {SH["class"], SH["path"]}
_CLASSES = {RDFS["Class"], OWL["Class"]}
_SHAPES = {SH["NodeShape"], SH["PropertyShape"], SH["Shape"]}
_QUERIES = {SH["select"], SH["ask"]}
_TERMS = frozenset(
    re.findall(
        r"\w+",
        """
    NodeShape PropertyShape Shape targetClass targetNode targetObjectsOf targetSubjectsOf property node path
    inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath
    class datatype nodeKind BlankNode IRI Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
    minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern flags languageIn
    uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone
    qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount closed ignoredProperties
    hasValue in sparql SPARQLConstraint select ask prefixes declare prefix namespace PrefixDeclaration
    ConstraintComponent parameter Parameter optional labelTemplate nodeValidator propertyValidator validator
    SPARQLAskValidator SPARQLSelectValidator SPARQLExecutable SPARQLAskExecutable SPARQLSelectExecutable
    name description group order defaultValue PropertyGroup message severity Severity Violation Warning Info
    deactivated shapesGraph suggestedShapesGraph entailment
    ValidationReport ValidationResult conforms result resultMessage resultPath resultSeverity focusNode value
    sourceShape sourceConstraint sourceConstraintComponent detail shapesGraphWellFormed
    """,
    )
)
"""The terms of SHACL Core and SHACL-SPARQL (W3C Recommendation of 20 July 2017)."""


def read_shapes(folders: Iterable[Path]) -> list[Quad]:
    """The shapes of all Turtle files in the folders, usable as they are.

    Raises OntologyError, which names file and line, where one is broken or says what is never looked at.
    """
    shapes: list[Quad] = []
    for folder in folders:
        for path in sorted(folder.glob("*.ttl")):
            found = parse_file(path, OntologyError)
            _refuse_unknown(found, str(path))
            shapes += found
    refuse_unusable(shapes)
    return shapes


def refuse_unusable(shapes: Sequence[Quad], name: str = "the shapes") -> None:
    """Raise OntologyError where the shapes could not find anything, or not all that they say they find."""
    if not shapes:
        raise OntologyError("there are no shapes", "put Turtle files with SHACL shapes into shapes/")
    _refuse_unknown(shapes, name)
    off = {each.subject for each in shapes if each.predicate == SH["deactivated"] and each.object == Literal(True)}
    if not any(_has_target(each) and each.subject not in off for each in _with_implicit_targets(shapes)):
        raise OntologyError(
            f"no shape in {name} has a target, so that nothing would be checked",
            "give a shape a sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf",
        )


def refuse_undeclared(shapes: Iterable[Quad], ontology: Iterable[Quad]) -> None:
    """Raise OntologyError where a shape aims at a class or property of kgbuild's namespace that is not declared."""
    declared = {each.subject for each in ontology if each.predicate == RDF["type"]}
    for each in shapes:
        term = each.object
        if each.predicate in _AIMS and isinstance(term, NamedNode) and term in KG and term not in declared:
            raise OntologyError(
                f"a shape names <{term.value}>, which the ontology does not declare",
                "mend the name in shapes/, or declare it in ontology/",
            )


def _has_target(statement: Quad) -> bool:
    return statement.predicate in _TARGETS or statement.predicate == RDF["type"]


def _with_implicit_targets(shapes: Sequence[Quad]) -> list[Quad]:
    """The statements that give a shape a target: a shape that is a class targets its own instances."""
    types = [each for each in shapes if each.predicate == RDF["type"]]
    shape_nodes = {each.subject for each in types if each.object in _SHAPES}
    implicit = [each for each in types if each.object in _CLASSES and each.subject in shape_nodes]
    return [each for each in shapes if each.predicate in _TARGETS] + implicit


def _refuse_unknown(shapes: Sequence[Quad], name: str) -> None:
    """Raise OntologyError for a term of SHACL that is not evaluated, or a query that would leave the graph."""
    for each in shapes:
        for term in (each.predicate, each.object):
            if isinstance(term, NamedNode) and term in SH:
                _refuse_term(term.value.removeprefix(SH.iri), name)
        if each.predicate in _QUERIES and isinstance(each.object, Literal):
            try:
                refuse_foreign_sources(each.object.value)
            except GraphError as fault:
                raise OntologyError(
                    f"{name}: a sh:sparql constraint cannot be used: {fault.message}", fault.hint
                ) from None


def _refuse_term(term: str, name: str) -> None:
    if term in _TERMS or term.endswith("ConstraintComponent"):
        return
    similar = difflib.get_close_matches(term, _TERMS, n=1)
    hint = f"did you mean sh:{similar[0]}?" if similar else "rules, functions and JavaScript are not run here"
    raise OntologyError(f"{name}: sh:{term} is not a term of SHACL Core or SHACL-SPARQL", hint)
