"""How many independent sources tell of something."""

from kgbuild.graph import independent
from kgbuild.store import Index, NamedNode, parse

TOLD = b"""
@prefix kg: <https://w3id.org/kgbuild/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix : <urn:> .
:wire dcterms:source "Reuters" .
:paper kg:copyOf :wire ; dcterms:source "The Gazette" .
:other-wire dcterms:source "reuters" .
:release-1 dcterms:source "Ministry" . :release-2 dcterms:source "Ministry" .
:nameless-1 a kg:Article . :nameless-2 a kg:Article .
"""


def count(*names: str) -> int:
    """How many sources some articles are."""
    return len(independent(Index(parse(TOLD, ".ttl", "told")), [NamedNode(f"urn:{name}") for name in names]))


def test_copies_and_one_publisher_are_one_source() -> None:
    """An article, its copies, and what else the publisher of the original says are one source."""
    assert count("wire", "paper") == 1
    assert count("paper") == 1
    assert count("paper", "other-wire") == 1
    assert count("release-1", "release-2") == 1


def test_articles_without_a_publisher_count_each() -> None:
    """Where no publisher is named, each article that is no copy is a source."""
    assert count("nameless-1", "nameless-2") == 2
    assert count("wire", "release-1", "nameless-1") == 3
