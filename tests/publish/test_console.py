"""The SPARQL page: the data it asks, the saved questions it knows, and a graph too large for a browser."""

import base64
import gzip
import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from kgbuild.publish import Site
from kgbuild.publish.console import dump, page
from kgbuild.publish.static import __file__ as static_file
from kgbuild.store import KG, BlankNode, NamedNode, parse
from tests.publish import made

VENDOR = Path(static_file).parent / "vendor"
SCRIPT = re.compile(rb'var kgbuildData = "([A-Za-z0-9+/=]+)";\n')


@pytest.fixture
def site(folder: Path) -> Site:
    """The site of the sample."""
    return made.site_of(made.sample(folder))


def test_the_data_are_the_graph_and_the_ontology(site: Site) -> None:
    """The script holds each statement of graph and ontology in its named graph, always as the same bytes."""
    content = dump.content(site, dump.PATH)
    match = SCRIPT.fullmatch(content)
    assert match is not None
    quads = parse(gzip.decompress(base64.b64decode(match[1])), ".nq", "data.nq")
    graph = [each for each in quads if each.graph_name == NamedNode(site.files[0].graph)]
    vocabulary = [each for each in quads if each.graph_name == NamedNode(KG.iri.rstrip("#"))]
    assert {each.triple for each in graph} == {each.triple for each in site.files[0].parsed(site.files[0].content)}
    assert len(vocabulary) == len(site.ontology)
    assert any(isinstance(each.object, BlankNode) for each in vocabulary)
    assert len(graph) + len(vocabulary) == len(quads)
    assert dump.content(site, dump.PATH) == content


def test_questions_are_cut_where_values_go(site: Site) -> None:
    """The page knows each saved question; with its parameters' variables put back, the pieces are its text."""
    block = re.search(
        rb'<script type="application/json" id="console-data">(.*?)</script>', site.page(page.PATH), re.DOTALL
    )
    assert block is not None
    questions = {each["name"]: each for each in json.loads(block[1])["questions"]}
    assert list(questions) == list(site.queries)
    for name, query in site.queries.items():
        pieces = questions[name]["pieces"]
        text = "".join(f"?{each}" if number % 2 else each for number, each in enumerate(pieces))
        assert query.text.endswith(text), name
        assert set(pieces[1::2]) == {each.name for each in query.parameters}


def test_a_graph_too_large_has_no_editor(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a browser cannot hold the graph, there are no data for it, and the page names `kgbuild serve`."""
    monkeypatch.setattr(dump, "MOST_STATEMENTS", len(site.graph) - 1)
    large = replace(site)
    content = made.read(large.page(page.PATH))
    assert dump.PATH not in large
    assert "kgbuild serve" in content.words
    assert not [each for each in content.elements if "yasqe" in each.attributes.get("src", "")]
    monkeypatch.setattr(dump, "MOST_STATEMENTS", len(site.graph))
    assert dump.PATH in replace(site)


@pytest.mark.parametrize("folder_", sorted(path.parent.name for path in VENDOR.glob("*/SHA256SUMS")))
def test_vendored_files_are_as_they_were_taken(folder_: str) -> None:
    """No vendored file differs from what was taken over, and each library has its licence."""
    lines = (VENDOR / folder_ / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: known for known, name in (line.split("  ", 1) for line in lines)}
    assert "LICENSE" in sums
    for name, known in sums.items():
        assert sha256((VENDOR / folder_ / name).read_bytes()).hexdigest() == known, name
