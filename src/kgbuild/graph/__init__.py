"""Entities and events to RDF; every IRI is minted here."""
