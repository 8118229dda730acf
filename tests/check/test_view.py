"""The reasoner sees what matters to it, and nothing that trips it."""

import pytest

from kgbuild.check.view import reasoner_view
from kgbuild.store import Triple
from tests.check.ontologies import turtle

DECLARED = """
ex:Thing a owl:Class . ex:p a owl:ObjectProperty . ex:q a owl:DatatypeProperty . ex:note a owl:AnnotationProperty .
"""


def seen(text: str) -> set[Triple]:
    """What the reasoner sees of Turtle beside the declarations."""
    return set(reasoner_view(turtle(DECLARED + text))) - set(reasoner_view(turtle(DECLARED)))


@pytest.mark.parametrize(
    "text",
    [
        "ex:a a ex:Thing .",
        "ex:a ex:p ex:b .",
        'ex:a ex:q "text" .',
        'ex:a ex:q "text"@en .',
        "ex:a ex:q 7 .",
        'ex:a ex:q "2023-01-01T00:00:00Z"^^xsd:dateTime .',
        "ex:Part rdfs:subClassOf ex:Thing .",
        "ex:p a owl:FunctionalProperty .",
    ],
)
def test_logical_statements_stay(text: str) -> None:
    """Types, axioms and statements with declared properties are seen as they are."""
    assert seen(text) == {Triple(q.subject, q.predicate, q.object) for q in turtle(text)}


@pytest.mark.parametrize(
    "text",
    [
        'ex:a ex:q "2023-01-01"^^xsd:date .',
        'ex:a ex:q "2023"^^xsd:gYear .',
        'ex:a ex:q "x"^^ex:ownDatatype .',
        'ex:a rdfs:label "a" .',
        'ex:a ex:note "a" .',
        "ex:a ex:undeclared ex:b .",
        "ex:a owl:sameAs <http://www.wikidata.org/entity/Q1> .",
        "ex:a skos:exactMatch <http://www.wikidata.org/entity/Q1> .",
        "ex:o a owl:Ontology ; owl:imports <http://127.0.0.1:9/fetched> ; owl:versionInfo 1 .",
        "ex:p owlready:python_module ex:b .",
        "owlready:python_module a owl:DatatypeProperty . ex:o owlready:python_module 'os' .",
    ],
)
def test_what_is_left_out(text: str) -> None:
    """Dates, annotations, undeclared properties, links, imports and orders to load Python modules are not seen."""
    assert seen(text) == set()


def test_a_range_of_dates_becomes_any_literal() -> None:
    """A range that OWL 2 has no datatype for is seen as rdfs:Literal, so that the axiom keeps its shape."""
    assert seen("ex:q rdfs:range xsd:date .") == seen("ex:q rdfs:range rdfs:Literal .") != set()
