"""What a query is asked of, and within which limits."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The on-disk store of a build."""

    path: Path


@dataclass(frozen=True, slots=True)
class GraphFiles:
    """RDF files, each read into memory for the one query."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 endpoint on the network; nothing goes there unless the user names it."""

    url: str


Asked = StoreFolder | GraphFiles | Endpoint


@dataclass(frozen=True, slots=True)
class Limits:
    """When an answer is given up: seconds in all, memory of the asking process and size of the answer in MiB, rows."""

    seconds: float = 30.0
    memory: int = 2048
    answer: int = 256
    rows: int = 1_000_000
