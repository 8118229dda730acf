"""Fixtures of the tests of what is served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild import shipped
from kgbuild.graph import Classes
from kgbuild.query import Limits, StoreFolder
from kgbuild.serve import (
    Application,
    Facts,
    Pool,
    ProjectSpace,
    Reconciliation,
    Sparql,
    TypeTree,
    WikidataSpace,
    application,
)
from kgbuild.store import GraphFile, Index, fresh_store, parse, parse_file
from tests.serve.asked import BASE, GRAPH, NAMED, OWN_CLASS, FewItems


@pytest.fixture(scope="session")
def types() -> TypeTree:
    """The classes of the shipped ontology, and one of a project's own."""
    quads = [quad for path in sorted(shipped.folder("ontology").glob("*.ttl")) for quad in parse_file(path)]
    quads += parse(OWN_CLASS, ".ttl", "own.ttl")
    return TypeTree(Classes(quads), Index(quads))


@pytest.fixture(scope="session")
def own(types: TypeTree) -> ProjectSpace:
    """The entities of the graph above."""
    return ProjectSpace(
        Index(parse(GRAPH, ".ttl", "graph.ttl")), types, BASE, "A <small> project", lambda qid: f"item {qid}"
    )


@pytest.fixture(scope="session")
def items(types: TypeTree, own: ProjectSpace) -> WikidataSpace:
    """The items above."""
    return WikidataSpace(FewItems(), types, own.linked)


@pytest.fixture(scope="session")
def app(own: ProjectSpace, items: WikidataSpace, types: TypeTree) -> Application:
    """The application over both spaces."""
    return application("A <small> project", [Reconciliation([own, items], types)], ["kg.example.org"])


@pytest.fixture(scope="session")
def suite(shared: Path) -> Path:
    """The schemas and examples of the reconciliation protocol."""
    folder = shared / "suites" / "reconciliation"
    if not folder.is_dir():
        pytest.skip("the schemas of the reconciliation protocol are not on this machine")
    return folder


@pytest.fixture(scope="package")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """A pool over the graph above, with small limits."""
    store = fresh_store(tmp_path_factory.mktemp("store"), [GraphFile("graph.ttl", NAMED, GRAPH.encode())])
    made = Pool(Limits(seconds=5, memory=512, answer=1, rows=2000))
    made.renew(StoreFolder(store))
    yield made
    made.close()


@pytest.fixture(scope="package")
def endpoint(pool: Pool) -> Application:
    """The SPARQL endpoint over the graph above."""
    return application("A project", [Sparql(pool, Facts([NAMED], 42, {"ex": BASE}))])
