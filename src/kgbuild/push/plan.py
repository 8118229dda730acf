"""What is to be done so that a store holds the graphs of a project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from kgbuild.push.journal import UNKNOWN
from kgbuild.store import GraphFile


@dataclass(frozen=True, slots=True)
class Step:
    """A graph that is to be written, is kept as it is, or is to be removed; `size` in bytes is that of its file."""

    action: Literal["write", "keep", "remove"]
    graph: str
    file: GraphFile | None = None
    size: int = 0


def plan(files: Sequence[GraphFile], known: Mapping[str, str]) -> list[Step]:
    """The steps for the graphs of `files`, then for those that earlier pushes wrote and that are no longer there.

    `known` has the digest of each graph that the store is known to hold, but for graphs that are to be let alone.
    """
    steps = []
    for file in files:
        content = file.content
        kept = known.get(file.graph) == digest(content)
        steps.append(Step("keep" if kept else "write", file.graph, file, len(content)))
    gone = sorted(known.keys() - {file.graph for file in files})
    return [*steps, *(Step("remove", graph) for graph in gone)]


def voided(known: Mapping[str, str]) -> dict[str, str]:
    """The same graphs, with nothing known of what they hold."""
    return dict.fromkeys(known, UNKNOWN)


def digest(content: bytes) -> str:
    """What tells whether the file of a graph has changed."""
    return sha256(content).hexdigest()
