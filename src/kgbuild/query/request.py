"""What a query is asked of, and within which limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The on-disk store of a build."""

    path: Path


@dataclass(frozen=True, slots=True)
class GraphFiles:
    """RDF files, each read into memory for the one query.

    `graphs` are the IRIs of the named graphs that they fill, in their order; without them each is named by its place.
    """

    paths: tuple[Path, ...]
    graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 endpoint on the network; nothing goes there unless the user names it."""

    url: str


Asked = StoreFolder | GraphFiles | Endpoint


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the form of its answer (one of `serialization.RESULTS` or `GRAPHS`), and what it is asked of.

    `base` is what its relative IRIs are relative to. `default` and `named`, where they are given, are the IRIs of the
    graphs that make up the dataset, whatever the query says of it.
    """

    text: str
    form: str
    base: str | None = None
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """When an answer is given up: seconds in all, memory of the asking process and size of the answer in MiB, rows."""

    seconds: float = 30.0
    memory: int = 2048
    answer: int = 256
    rows: int = 1_000_000
