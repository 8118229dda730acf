"""The index of names: built from a dump or a table into one file, or the shipped gazetteer behind the same look-ups."""

from kgbuild.link.index.build import Summary, build_index
from kgbuild.link.index.builtin import gazetteer_lookup
from kgbuild.link.index.file import IndexFile, open_index
from kgbuild.link.index.layered import Layered

__all__ = ["IndexFile", "Layered", "Summary", "build_index", "gazetteer_lookup", "open_index"]
