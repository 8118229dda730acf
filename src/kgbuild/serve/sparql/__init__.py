"""The SPARQL 1.1 Protocol, to be read only."""

from kgbuild.serve.sparql.endpoint import PATH, Facts, Sparql

__all__ = ["PATH", "Facts", "Sparql"]
