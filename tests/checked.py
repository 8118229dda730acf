"""What the tests of the check share: the shipped ontology and shapes, read once, and a graph with nothing wrong."""

import hashlib
from functools import cache
from pathlib import Path

from kgbuild import shipped
from kgbuild.check import read_shapes
from kgbuild.model import Article, Span
from kgbuild.store import Quad, parse_file

GOOD = Path(__file__).parent / "data" / "good"


@cache
def ontology() -> tuple[Quad, ...]:
    """The statements of the shipped ontology, without its lexicon."""
    return tuple(quad for path in sorted(shipped.folder("ontology").glob("*.ttl")) for quad in parse_file(path))


@cache
def shapes() -> tuple[Quad, ...]:
    """The statements of the shipped shapes."""
    return tuple(read_shapes([shipped.folder("shapes")]))


@cache
def good() -> tuple[Quad, ...]:
    """A small graph that holds every kind of node and breaks no rule."""
    return tuple(parse_file(GOOD / "graph.ttl"))


def articles() -> dict[str, Article]:
    """The articles of the good graph, by name."""
    texts = {path.stem: path.read_bytes().decode() for path in sorted(GOOD.glob("*.txt"))}
    return {
        name: Article(name, text, Span(0, len(text)), hashlib.sha256(text.encode()).hexdigest())
        for name, text in texts.items()
    }
