"""Addresses: from an IRI to its page and back, and links between pages."""

from posixpath import join, normpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.publish import Routes, Site, href
from kgbuild.publish.routes import is_web, terms
from kgbuild.store import KG, Index, NamedNode, parse
from tests.publish.made import BASE, PREFIXES, sample, site_of

segments = st.text(st.characters(exclude_characters="/#\0", exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: text not in {".", ".."}
)
paths = st.lists(segments, min_size=1, max_size=3).map("/".join)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the sample."""
    return site_of(sample(tmp_path_factory.mktemp("routes")))


def test_each_page_leads_back_to_its_node(whole: Site) -> None:
    """The path of each entity, event, article and term gives the node again."""
    nodes = (*whole.entities, *whole.events, *whole.told, *whole.routes.terms)
    assert len(nodes) > 100
    for node in nodes:
        assert whole.routes.node(whole.routes.stem(node) or "") == node


def test_each_node_of_the_data_is_shown_somewhere(whole: Site) -> None:
    """Reports, evidence, mentions, tenures, quantities and what is unplaced lead to an anchor on a page."""
    for kind in ("Report", "Evidence", "Mention", "Tenure", "Quantity", "Unplaced"):
        nodes = whole.graph.instances(KG[kind])
        assert nodes
        for node in nodes:
            page, hash_, anchor = (whole.page_of(node) or "").partition("#")
            assert page in whole
            assert hash_
            assert f'id="{anchor}"' in whole.page(page).decode()


@pytest.mark.parametrize(
    "iri", ["person/nobody", "person/", "nothing/x", "person/a/b", "person/..", "evidence/none", "graph/none"]
)
def test_what_the_graph_does_not_tell_has_no_address(whole: Site, iri: str) -> None:
    """IRIs below the base that the graph does not describe, or that are no names of files, have no page."""
    assert whole.page_of(NamedNode(BASE + iri)) is None
    assert whole.routes.node(iri) is None


def test_ontology_terms_of_a_user_have_pages() -> None:
    """Terms of any namespace have pages; names that differ in case alone, or not at all, are told apart."""
    turtle = (
        f"{PREFIXES}@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        'kg:Place a owl:Class ; rdfs:label "place" . kg:place a owl:ObjectProperty ; rdfs:label "in" . '
        '<https://a.example/x#Place> a owl:Class ; rdfs:label "other" . '
        '<https://a.example/y#place> a owl:DatatypeProperty ; rdfs:label "yet another" .'
    )
    found = terms(Index(parse(turtle, ".ttl", "own.ttl")))
    assert [(node.value.rpartition("/")[2], path) for node, path in found.items()] == [
        ("ontology#Place", "ontology/Place"),
        ("x#Place", "ontology/Place-2"),
        ("ontology#place", "ontology/place-property"),
        ("y#place", "ontology/place-3"),
    ]


@given(paths, paths)
def test_links_lead_where_they_should(page: str, target: str) -> None:
    """Followed from its page, a link leads to its target, whatever characters are in both."""
    link = href(page, target)
    assert ":" not in link.split("/")[0]
    reached = normpath(join("/" + page, "..", unquote(link))) if link else "/" + page
    assert reached == normpath("/" + target)


@pytest.mark.parametrize(
    ("address", "web"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:", False),
        ("https:///x", False),
        (" https://example.org", False),
        ("java\nscript:x", False),
        ("https://a b", False),
    ],
)
def test_addresses_of_the_web(address: str, web: bool) -> None:
    """Absolute http and https addresses with a host may be links, nothing else."""
    assert is_web(address) is web


def test_a_route_needs_a_described_node() -> None:
    """Without any graph, no IRI has a page."""
    routes = Routes(BASE, Index([]), {})
    assert routes.stem(NamedNode(f"{BASE}person/x")) is None
    assert routes.node("person/x") is None
