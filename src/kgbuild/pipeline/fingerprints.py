"""Hashes of what a build depends on beside its articles: code, rules, words and settings."""

import hashlib
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import msgspec

import kgbuild
from kgbuild import shipped
from kgbuild.project import Project

_LIBRARIES = ("msgspec", "numpy", "pyoxigraph", "pyshacl", "rdflib")


def reader_fingerprint(project: Project) -> str:
    """What the findings depend on beside the article: code, words, names, and the pipeline."""
    model = project.settings.model
    places = [Path(kgbuild.__file__).parent / "language", *project.folders("ontology")]
    if not model:
        places.append(shipped.folder("models"))
    elif Path(model).is_dir():
        places.append(Path(model))
    return f"{fingerprint(places)} {model}"


def code_fingerprint(project: Project) -> str:
    """What all that is computed depends on beside the articles and their findings: code, libraries, rules, settings."""
    code = Path(kgbuild.__file__).parent
    rules = [
        path for folder in ("ontology", "shapes") for place in project.folders(folder) for path in place.rglob("*.ttl")
    ]
    settings = msgspec.json.encode(project.settings).decode()
    versions = [sys.version, *(metadata.version(name) for name in _LIBRARIES)]
    return f"{fingerprint([*sorted(code.rglob('*.py')), *sorted(rules)])} {versions} {settings}"


def fingerprint(places: Iterable[Path]) -> str:
    """A hash of the names and contents of files, and of all files in folders, compiled code aside."""
    digest = hashlib.sha256()
    for place in places:
        for path in sorted(_files(place)) if place.is_dir() else [place]:
            name = path.relative_to(place).as_posix().encode()
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
