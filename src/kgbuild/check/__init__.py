"""SHACL, evidence, consistency: what is wrong with a graph, in plain words."""

from kgbuild.check.finding import Finding, Severity, worst
from kgbuild.check.inspection import check, check_in_portions
from kgbuild.check.shapes import read_shapes

__all__ = ["Finding", "Severity", "check", "check_in_portions", "read_shapes", "worst"]
