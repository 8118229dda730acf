"""Which statements a SPARQL query asks for: its triple patterns, from wherever in it they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyoxigraph import NamedNode


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: one property by its `name`, or else `kind` is "back", "then", "or" or "many", of `parts`."""

    kind: str
    parts: tuple["Path", ...] = ()
    name: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern by the names of its variables, None where a constant stands."""

    subject: str | None
    path: Path
    value: str | None


def patterns(query: str) -> list[Pattern]:
    """The triple patterns of a query; ValueError where it asks for statements in another way than by such."""
    return list(_parsed(query))


@lru_cache(maxsize=256)
def _parsed(query: str) -> tuple[Pattern, ...]:
    from rdflib.plugins.sparql import prepareQuery

    return tuple(_patterns(prepareQuery(query).algebra))


def _patterns(part: Any) -> Iterator[Pattern]:
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(part, CompValue):
        if part.name in {"Graph", "ServiceGraphPattern", "ToMultiSet", "values"}:
            raise ValueError(f"not a plain query: {part.name}")
        if part.name == "BGP":
            for subject, predicate, value in part.triples:
                yield Pattern(_variable(subject), _path(predicate), _variable(value))
            return
        for each in part.values():
            yield from _patterns(each)
    elif isinstance(part, list | tuple | set):
        for each in part:
            yield from _patterns(each)


def _variable(term: object) -> str | None:
    """The name of a variable or blank node, which stands for any node too."""
    from rdflib import BNode, Variable

    return str(term) if isinstance(term, Variable) else f"_:{term}" if isinstance(term, BNode) else None


def _path(path: object) -> Path:
    """The path in the place of a predicate; ValueError for a variable, and for what a path excludes."""
    from rdflib import URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(path, URIRef):
        return Path("", name=NamedNode(str(path)))
    if isinstance(path, SequencePath | AlternativePath):
        return Path("then" if isinstance(path, SequencePath) else "or", tuple(_path(each) for each in path.args))
    if isinstance(path, InvPath | MulPath):
        return Path(
            "back" if isinstance(path, InvPath) else "many",
            (_path(path.arg if isinstance(path, InvPath) else path.path),),
        )
    raise ValueError(f"not a plain path: {path}")
