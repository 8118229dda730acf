"""The front page, lists, saved queries, the vocabulary, and the index of search."""

import json
import re
from pathlib import Path

import pytest

from tests.publish import made as makes
from tests.publish.made import Page, made, read, shown, site_of


@pytest.fixture(scope="module")
def pages(sample: dict[str, bytes]) -> dict[str, Page]:
    """The pages of the sample."""
    return {path: read(content) for path, content in sample.items() if path.endswith(".html")}


def test_the_front_page_counts(pages: dict[str, Page]) -> None:
    """The front page tells how many events, people and articles there are, and leads to the latest."""
    page = pages["index.html"]
    events = [path for path in pages if path.startswith("event/")]
    people = [path for path in pages if path.startswith("person/")]
    assert f"{len(events)} events" in page.words
    assert f"{len(people)} people" in page.words
    articles = [path for path in pages if path.startswith("article/")]
    assert f"{len(articles)} articles" in page.words
    assert "event/2023-09-17-meeting-istanbul.html" in page.links()


def test_each_list_has_each_thing_once(pages: dict[str, Page]) -> None:
    """The lists of entities, events and articles lead to each page of their kind."""
    for listed, kinds in (
        ("entities.html", ("person", "state", "organization", "place", "group", "source")),
        ("events.html", ("event",)),
        ("articles.html", ("article",)),
    ):
        own = {path for path in pages if path.split("/")[0] in kinds and path.count("/") == 1}
        assert own <= {link.partition("#")[0] for link in pages[listed].links()}


def test_events_are_listed_the_latest_first(pages: dict[str, Page]) -> None:
    """Dates of the list of events go back in time."""
    times = [each.attributes["datetime"] for each in pages["events.html"].named("time")]
    assert times == sorted(times, reverse=True)
    assert len(times) > 3


def test_a_saved_query_has_its_answer(pages: dict[str, Page]) -> None:
    """Its page has title, description, parameters, SPARQL without the header, and the rows of its answer as links."""
    page = pages["query/who-met-whom.html"]
    assert "Each two actors who took part in one meeting" in page.words
    assert re.search(r"since xsd:date 0001-01-01", page.words)
    assert "Igor Khovaev" in page.words
    assert "../event/2023-09-17-meeting-istanbul.html" in page.links()
    assert "SELECT DISTINCT ?date" in page.words
    assert "# title" not in page.text


def test_a_query_that_needs_a_value_says_so(tmp_path: Path) -> None:
    """A query with a parameter that must be given has no answer on its page, and the page tells why."""
    here = makes.sample(tmp_path)
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "x.rq").write_text("# title: X\n# param: who (iri)\nSELECT ?p WHERE { ?who ?p ?o }")
    page = shown(here, "query/x.html")
    assert "There is no answer on this page" in page.words
    assert "must be given" in page.words


def test_a_class_tells_what_it_means_and_where_it_is_used(pages: dict[str, Page]) -> None:
    """The page of a class has definition, example, what is above and below, codes, and what is of it in the data."""
    page = pages["ontology/Meeting.html"]
    assert "Actors meet or talk with one another" in page.words
    assert re.search(r"A kind of diplomatic event Its kinds .*summit", page.words)
    assert "PLOVER CONSULT" in page.words
    assert "../event/2023-09-17-meeting-istanbul.html" in page.links()


def test_a_property_tells_what_it_relates(pages: dict[str, Page]) -> None:
    """The page of a property has domain and range, also where one is a union, and statements of the data."""
    page = pages["ontology/inArticle.html"]
    assert re.search(r"Said of evidence, finding Leads to article", page.words)
    assert "../article/exodus.html" in page.links()


def test_terms_that_differ_in_case_have_two_pages(pages: dict[str, Page]) -> None:
    """The class kg:Place and the property kg:place do not share a file on any system."""
    assert "Class of the vocabulary" in pages["ontology/Place.html"].words
    assert "Property that relates things of the vocabulary" in pages["ontology/place-property.html"].words
    folded = [path.casefold() for path in pages]
    assert len(folded) == len(set(folded))


def test_the_search_index_has_each_thing_with_all_names(tmp_path: Path) -> None:
    """Each entity, event and article is in the index with path, class and other names."""
    whole = site_of(makes.sample(tmp_path))
    text = whole.page("search-index.js").decode()
    index = json.loads(text.removeprefix('"use strict";\nvar kgbuildIndex = ').removesuffix(";\n"))
    found = {path: (name, index["classes"][kind], others) for path, name, kind, _, others in index["things"]}
    kinds = ("person", "state", "organization", "place", "group", "source", "event", "article")
    assert set(found) == {
        path.removesuffix(".html")
        for path in whole.paths()
        if path.split("/")[0] in kinds and path.endswith(".html") and path.count("/") == 1
    }
    assert found["person/igor-khovaev"][:2] == ("Igor Khovaev", "person")
    assert any(others for _, _, others in found.values())


def test_an_empty_graph_has_a_site(tmp_path: Path) -> None:
    """A graph of a single entity that is in nothing has a front page, lists and its page."""
    turtle = "@prefix kg: <https://w3id.org/kgbuild/ontology#> . <https://example.org/id/person/x> a kg:Person ."
    here = made(tmp_path, {"a": turtle})
    assert "0 events" in shown(here, "index.html").words
    assert "x" in shown(here, "person/x.html").words
