"""What changed between two builds."""

from kgbuild.diff.changes import Change, Verdict, changes, to_lines

__all__ = ["Change", "Verdict", "changes", "to_lines"]
