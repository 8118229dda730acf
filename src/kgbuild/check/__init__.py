"""SHACL, evidence, consistency: what is wrong with a graph, in plain words."""

from kgbuild.check.finding import Finding, Severity, worst
from kgbuild.check.inspection import check
from kgbuild.check.shapes import read_shapes

__all__ = ["Finding", "Severity", "check", "read_shapes", "worst"]
