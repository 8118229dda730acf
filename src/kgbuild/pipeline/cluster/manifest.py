"""The manifest of a build on a cluster: which parts are the graph. It is written last, and changes all at once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from kgbuild import __version__
from kgbuild.pipeline.cluster.shelf import Shelf
from kgbuild.pipeline.cluster.writing import Part

FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build holds. `agreed` stands for the code, the words and the rules that it was made by; `failures` are
    the articles that could not be read, with the reason."""

    kgbuild: str
    agreed: str
    base: str
    articles: int
    entities: int
    events: int
    triples: int
    parts: tuple[Part, ...]
    failures: Mapping[str, str]

    @classmethod
    def of(
        cls, agreed: str, base: str, counts: tuple[int, int, int], parts: Sequence[Part], failures: Mapping[str, str]
    ) -> "Manifest":
        """The manifest of parts; `counts` are those of articles, entities and events."""
        triples = sum(each.triples for each in parts)
        return cls(__version__, agreed, base, *counts, triples, tuple(parts), dict(sorted(failures.items())))


def publish(shelf: Shelf, manifest: Manifest) -> None:
    """Put a manifest in place, then take away the parts of the last build that are no part of this one."""
    shelf.write(FILE, json.dumps(asdict(manifest), ensure_ascii=False, indent=2).encode() + b"\n")
    kept = {each.name for each in manifest.parts}
    shelf.remove(name for name in sorted(shelf.names("")) if name.endswith(".nq.gz") and name not in kept)
