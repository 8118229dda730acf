"""What goes back to Wikidata: only what is settled, each statement with its articles, in the form of its tools."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.export import Dataset, to_quickstatements, to_wikibase
from kgbuild.export.contribution import new_items
from kgbuild.export.quickstatements import value
from kgbuild.graph import populate
from kgbuild.model import Link, PartialDate
from kgbuild.model.terms import CLOSE_MATCH, EXACT_MATCH
from kgbuild.store import DCTERMS, KG, SCHEMA, NamedNode, Quad, iri, literal, quads_of
from tests.graph.sample import BASE, MINTER, classes, draft

TALKS = NamedNode(BASE + "article/talks")
URL = "https://news.example/talks"


def dataset(links: dict[str, Link], *more: Quad) -> Dataset:
    """The sample with links of entities, and statements more; the title of the talks comes from these alone."""
    quads = quads_of(populate(*draft().build(), classes(), MINTER, "en", links))
    kept = (quad for quad in quads if (quad.subject, quad.predicate) != (TALKS, DCTERMS["title"]))
    return Dataset([*kept, *more], classes())


ACCEPTED = {
    BASE + "place/oslo": Link("Q585", EXACT_MATCH),
    BASE + "state/brazil": Link("Q155", EXACT_MATCH),
    BASE + "person/ana-silva": Link("Q999", CLOSE_MATCH),
}
WITH_URL = (Quad(TALKS, SCHEMA["url"], iri(URL)), Quad(TALKS, DCTERMS["title"], literal('The "Oslo" talks')))


def test_nothing_without_accepted_links() -> None:
    """What is only proposed is not given back, nor what no article with a URL says."""
    proposed = {name: Link(link.qid, CLOSE_MATCH) for name, link in ACCEPTED.items()}
    assert new_items(dataset(proposed, *WITH_URL)) == ()
    assert (to_quickstatements(dataset({})), to_wikibase(dataset({}))) == (b"", b"[]\n")


def test_every_statement_has_its_article() -> None:
    """Items are of realized events, with statements about accepted items alone, each with the URL of an article."""
    items = new_items(dataset(ACCEPTED, *WITH_URL))
    assert items
    whole = dataset(ACCEPTED).whole
    for item in items:
        assert KG["UnrealizedEvent"] not in whole.nodes(NamedNode(item.iri), KG["eventType"])
        assert item.statements[0].property == "P31"
        assert {"P276", "P710", "P17"} & {each.property for each in item.statements}
        for statement in item.statements:
            assert [each.url for each in statement.references] == [URL]
            assert statement.value != "Q999"


def test_quickstatements() -> None:
    """Each item begins with CREATE; its lines are property, value and reference, divided by tabs."""
    lines = to_quickstatements(dataset(ACCEPTED, *WITH_URL)).decode().splitlines()
    assert lines.count("CREATE") == len(new_items(dataset(ACCEPTED, *WITH_URL)))
    (place, *_) = [line for line in lines if line.startswith("LAST\tP276\t")]
    assert place == f'LAST\tP276\tQ585\tS854\t"{URL}"\tS1476\ten:"The ”Oslo” talks"\tS577\t+2024-05-06T00:00:00Z/11'


def test_wikibase() -> None:
    """Each document has label, description and claims of the types that Wikibase knows."""
    documents = json.loads(to_wikibase(dataset(ACCEPTED, *WITH_URL)))
    kinds = {"wikibase-entityid", "time", "quantity"}
    for document in documents:
        assert document["labels"]["en"]["value"]
        for name, claims in document["claims"].items():
            assert all(claim["mainsnak"]["property"] == name for claim in claims)
            assert {claim["mainsnak"]["datavalue"]["type"] for claim in claims} <= kinds
            assert all(claim["references"][0]["snaks"]["P854"] for claim in claims)
    oslo: dict[str, Any] = next(each["claims"]["P276"][0] for each in documents if "P276" in each["claims"])
    assert oslo["mainsnak"]["datavalue"]["value"]["id"] == "Q585"


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2023-09-17", "+2023-09-17T00:00:00Z/11"),
        ("2023-09", "+2023-09-00T00:00:00Z/10"),
        ("2023", "+2023-00-00T00:00:00Z/9"),
    ],
)
def test_dates_keep_their_precision(date: str, written: str) -> None:
    """A date goes out as precise as the article tells it."""
    assert value(PartialDate.parse(date)) == written


@settings(deadline=None)
@given(title=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30))
def test_no_title_breaks_a_command(title: str) -> None:
    """Whatever an article's title holds, each command stays one line with as many fields as before."""
    told = dataset(ACCEPTED, WITH_URL[0], Quad(TALKS, DCTERMS["title"], literal(title)))
    for line in to_quickstatements(told).decode().split("\n"):
        fields = line.split("\t")
        assert all(field.count('"') in {0, 2} for field in fields)
        assert len(fields) in {1, 3, 7, 9}
