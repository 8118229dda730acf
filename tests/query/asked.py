"""What the tests of queries share: the fixture graph, the saved queries and the values they are asked with."""

from functools import cache
from pathlib import Path

from kgbuild.query import GraphFiles, SavedQuery, find, saved_paths
from kgbuild.query.binding import bind
from kgbuild.shipped import folder

BASE = "https://example.org/id/"
EXPECTED = Path(__file__).resolve().parents[1] / "queries"
DATA = EXPECTED / "data.ttl"
FILES = (DATA, *sorted(folder("ontology").glob("*.ttl")))
SOURCE = GraphFiles(FILES)
QUERIES = folder("queries")
NAMES = tuple(saved_paths([QUERIES]))
OFFENSIVE = "event/2023-09-19-attack-nagorno-karabakh"
VALUES: dict[str, dict[str, str]] = {
    "before-and-after": {"event": OFFENSIVE},
    "connections": {"actor": "armenia"},
    "entity-mentions": {"name": "EU"},
    "event-details": {"event": OFFENSIVE},
    "event-graph": {"event": OFFENSIVE},
    "evidence": {"event": OFFENSIVE},
}


@cache
def saved(name: str) -> SavedQuery:
    """A shipped query."""
    return find(name, [QUERIES])


def bound(name: str, **values: str) -> str:
    """A shipped query with the values of its test, or those given."""
    return bind(saved(name), VALUES.get(name, {}) | values, BASE)
