"""Where the shipped folders (ontology, shapes, queries, models) lie: in the installed package or in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The shipped folder `name`, e.g. `ontology`; raises FileNotFoundError where the installation is incomplete."""
    for candidate in (_PACKAGE / "_shipped" / name, _PACKAGE.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"kgbuild is not installed completely: no folder {name!r}")
