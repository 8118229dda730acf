"""Statements for the tests of the reasoner and of what explains it."""

from kgbuild.store import Quad, parse, parse_file
from tests.conftest import CHECKOUT

_PREFIXES = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix ex: <https://example.org/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix owlready: <http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#> .
"""

GRAPH = """
ex:talks a kg:Meeting, kg:Event ; kg:eventType kg:Meeting ; rdfs:label "Meeting, Istanbul, 2023-09-17"@en ;
    kg:agent ex:eu, ex:khovaev ; kg:place ex:istanbul, ex:turkey ; kg:startDate "2023-09-17"^^xsd:date .
ex:truce a kg:UnrealizedEvent ; kg:eventType kg:Ceasefire ; kg:agent ex:turkey ; kg:target ex:istanbul ;
    kg:startDate "2023-10"^^xsd:gYearMonth ; kg:partOf ex:peace ; kg:cause ex:talks .
ex:peace a kg:UnrealizedEvent ; kg:eventType kg:Agreement .
ex:eu a kg:InternationalOrganization, kg:Organization ; rdfs:label "EU"@en .
ex:khovaev a kg:Person ; skos:altLabel "Khovaev"@en .
ex:istanbul a kg:City, kg:Place ; skos:exactMatch <http://www.wikidata.org/entity/Q406> .
ex:turkey a kg:State ; owl:sameAs <http://www.wikidata.org/entity/Q43> .
ex:armenians a kg:EthnicGroup, kg:PopulationGroup .
ex:article a kg:Article ; dcterms:title "Talks" ; schema:datePublished "2023-11-12"^^xsd:date ; kg:length 300 ;
    kg:sha256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" .
ex:sentence a kg:Evidence ; kg:quote "They met." ; kg:start 0 ; kg:end 9 ; kg:inArticle ex:article .
ex:name a kg:Mention ; kg:quote "They" ; kg:start 0 ; kg:end 4 ; kg:inArticle ex:article ; kg:refersTo ex:armenians .
ex:report a kg:Report ; kg:about ex:talks ; kg:inArticle ex:article ; kg:factuality kg:actual ;
    kg:evidence ex:sentence ; kg:attributedTo ex:official, ex:eu ; kg:quantity ex:hundreds ; kg:confidence 0.9 ;
    kg:trigger "met" ; kg:frame ex:meet .
ex:official a kg:UnnamedSource ; rdfs:label "an official" .
ex:hundreds a kg:Quantity ; kg:measure kg:killed ; kg:minimum 200 ; kg:maximum 999 ; kg:unit "person" ;
    kg:evidence ex:sentence .
ex:envoy a kg:Tenure ; kg:holder ex:khovaev ; kg:position "special envoy" ; kg:heldFor ex:turkey ;
    kg:inArticle ex:article ; kg:evidence ex:sentence .
ex:lost a kg:Unplaced ; kg:evidence ex:sentence ; kg:reason "two places of this name"@en ; kg:inArticle ex:article .
ex:meet a kg:Frame ; kg:evokes kg:Meeting ; kg:verb "meet" ; kg:agentClass kg:State .
"""
"""A graph that uses every class of node and every property, and is sound."""


def ontology() -> list[Quad]:
    """The statements of the shipped ontology and lexicon."""
    return [quad for path in sorted((CHECKOUT / "ontology").rglob("*.ttl")) for quad in parse_file(path)]


def turtle(text: str) -> list[Quad]:
    """The statements of Turtle in which the usual prefixes and `ex:` are known."""
    return parse(_PREFIXES + text, ".ttl", "test")
