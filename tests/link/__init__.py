"""Tests of the links to Wikidata."""
