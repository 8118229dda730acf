"""Tests of the edge to the RDF libraries."""
