"""The graph in the formats that others read."""

from kgbuild.export.dataset import Dataset
from kgbuild.export.records import to_json

__all__ = ["Dataset", "to_json"]
