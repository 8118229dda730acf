"""The shipped ontology is in OWL 2 DL, and each breach of the profile that is checked is found."""

import pytest

from kgbuild.check.profile import profile
from tests.check.ontologies import ontology, turtle

SOUND = """
<https://example.org/onto> a owl:Ontology ; owl:versionInfo "1" .
ex:A a owl:Class ; rdfs:label "a"@en . ex:B a owl:Class ; rdfs:subClassOf ex:A .
ex:p a owl:ObjectProperty ; rdfs:domain ex:A ; rdfs:range ex:B .
ex:q a owl:DatatypeProperty ; rdfs:domain ex:A ; rdfs:range xsd:integer .
ex:code a rdfs:Datatype . skos:notation a owl:AnnotationProperty . ex:A skos:notation "1"^^ex:code .
ex:within a owl:ObjectProperty, owl:TransitiveProperty .
ex:a a ex:A ; ex:p ex:b ; ex:q 7 . ex:b a ex:B .
"""


def test_the_ontology_is_in_the_profile() -> None:
    """Ontology and lexicon break no rule of OWL 2 DL that shows in single statements."""
    assert profile(ontology()) == []


def test_a_sound_ontology_has_no_finding() -> None:
    """Nothing is found in a small ontology that uses each kind of term as it is meant."""
    assert profile(turtle(SOUND)) == []


def test_an_ontology_has_a_header() -> None:
    """Without a header an ontology is none; of files that are read together each may have its own."""
    header, _, rest = SOUND.strip().partition("\n")
    assert [each.node for each in profile(turtle(rest))] == ["http://www.w3.org/2002/07/owl#Ontology"]
    assert profile(turtle(f"{header}\n<https://example.org/other> a owl:Ontology .\n{rest}")) == []


@pytest.mark.parametrize(
    ("breach", "node"),
    [
        ("ex:p a owl:DatatypeProperty .", "p"),
        ("ex:q a owl:AnnotationProperty .", "q"),
        ("ex:A a rdfs:Datatype .", "A"),
        ("owl:Thing rdfs:label 'thing' .", "http://www.w3.org/2002/07/owl#Thing"),
        ("ex:a ex:r ex:b .", "r"),
        ("ex:a ex:p 'text' .", "a"),
        ("ex:a ex:q ex:b .", "a"),
        ("ex:a ex:q '2023-01-01'^^xsd:date .", "a"),
        ("ex:a ex:q '1'^^ex:code .", "a"),
        ("ex:A skos:notation '1'^^ex:unknown .", "A"),
        ("ex:q rdfs:range xsd:date .", "http://www.w3.org/2001/XMLSchema#date"),
        ("ex:p rdfs:range ex:C .", "C"),
        ("ex:B rdfs:subClassOf ex:C .", "C"),
        ("ex:a a ex:C .", "C"),
        ("ex:within a owl:FunctionalProperty .", "within"),
        ("ex:near a owl:ObjectProperty, owl:IrreflexiveProperty . ex:within rdfs:subPropertyOf ex:near .", "near"),
        (
            "ex:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:within ; owl:maxCardinality 1 ] .",
            "within",
        ),
        ("ex:kin a owl:ObjectProperty, owl:AsymmetricProperty ; owl:propertyChainAxiom ( ex:p ex:p ) .", "kin"),
    ],
)
def test_each_breach_is_found(breach: str, node: str) -> None:
    """A breach yields findings on the term or node that breaks the profile, and on no other."""
    expected = node if node.startswith("http") else f"https://example.org/id/{node}"
    assert {finding.node for finding in profile(turtle(SOUND + breach))} == {expected}
