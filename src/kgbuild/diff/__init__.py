"""What changed between two graphs."""

from kgbuild.diff.changes import Change, Detail, Thing, Verdict, changes, compare
from kgbuild.diff.snapshots import Held, Snapshot, on_disk, read

__all__ = ["Change", "Detail", "Held", "Snapshot", "Thing", "Verdict", "changes", "compare", "on_disk", "read"]
