"""SPARQL in the browser: saved questions with values, queries of one's own, and what is refused."""

import csv
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from kgbuild.errors import QueryError
from kgbuild.pipeline import graphs
from kgbuild.project import Project
from kgbuild.query import Limits, StoreFolder, ask, find, saved_paths
from kgbuild.query.binding import bind
from kgbuild.query.render import render
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser
ANSWERED = re.compile(r", in \d+ ms\.$")
HOSTILE = (
    '" . } SERVICE <http://127.0.0.1/> { ?s ?p ?o } #',
    "a\\",
    '\\"',
    "line\nbreak\ttab\rreturn",
    "'''\"\"\"",
    "\\u0022",
    "> <",
    "kg:Meeting> . ?x ?y ?z } #",
    "javascript:alert(1)",
    "Zürich – 東京",
    "",
    "2023-02-30",
    "2023-09-17",
    "٢٠٢٣-٠١-٠١",
    "-3",
    "1e3",
    "kg:Meeting",
    "event/x",
    "<https://example.org/x>",
    "https://example.org/a b",
)


def answered(page: Page) -> None:
    """Wait until a query is answered."""
    expect(page.get_by_role("status").last).to_have_text(ANSWERED)


def asked(site: Watched, query: str) -> Page:
    """The SPARQL page that a link to a query opens."""
    return site.open(f"sparql.html#query={quote(query)}")


def rows(page: Page) -> list[list[str]]:
    """The cells of the answer."""
    return [row.locator("td").all_text_contents() for row in page.locator("#console-table tbody tr").all()]


def test_a_saved_question_takes_values(site: Watched, here: Project) -> None:
    """A saved question filled in has the answer of `kgbuild query`, and its link holds the values."""
    page = site.open("query/timeline.html")
    page.get_by_role("link", name=re.compile("Ask it in your browser")).click()
    answered(page)
    everything = len(rows(page))
    page.get_by_label("since").fill("2023-09-20")
    page.get_by_role("button", name="Run").click()
    expect(page).to_have_url(re.compile(r"#query=timeline&p\.since=2023-09-20$"))
    answered(page)
    fewer = rows(page)
    saved = find("timeline", here.folders("queries"))
    known = ask(StoreFolder(graphs.store(here)), saved, {"since": "2023-09-20"}, Limits(), here.settings.base)
    expected = list(csv.reader(render(known, "csv").splitlines()))[1:]
    assert 0 < len(fewer) < everything
    assert [row[:4] for row in fewer] == [row[:4] for row in expected]
    page.reload()
    expect(page.get_by_label("since")).to_have_value("2023-09-20")
    answered(page)
    assert rows(page) == fewer


def test_an_answer_leads_to_pages(site: Watched) -> None:
    """An IRI of the site in an answer is a link to its page, evidence to its place in the article."""
    page = asked(
        site, "SELECT ?piece WHERE { ?piece a <https://w3id.org/kgbuild/ontology#Evidence> } ORDER BY ?piece LIMIT 1"
    )
    answered(page)
    page.locator("#console-table a").first.click()
    expect(page).to_have_url(re.compile(r"article/istanbul-talks(\.html)?#e-\d+-\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_links_in_answers_are_those_of_the_site(site: Watched) -> None:
    """The page that the browser finds for a node of the graph is the one that the site has for it."""
    page = asked(site, "SELECT DISTINCT ?node WHERE { GRAPH ?graph { ?node a ?kind } FILTER(isIRI(?node)) }")
    answered(page)
    while page.locator("#console-more").is_visible():
        page.locator("#console-more").click()
    links = page.eval_on_selector_all("#console-table a", "all => all.map(each => each.getAttribute('href'))")
    folder = Path(site.root.removeprefix("file://"))
    inside = [link for link in links if not link.startswith("http")]
    assert len(inside) > 300
    for link in inside if site.root.startswith("file:") else ():
        path, _, anchor = link.partition("#")
        content = (folder / path).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in content, link


def test_the_answer_is_downloaded_as_csv(site: Watched) -> None:
    """The file has the answer as SPARQL 1.1 CSV."""
    page = asked(site, 'SELECT ?a ?b WHERE { VALUES (?a ?b) { ("x,\\"y\\"" 1) (UNDEF <http://e.org/z>) } }')
    answered(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    content = waiting.value.path().read_bytes()
    assert content == b'a,b\r\n"x,""y""",1\r\n,http://e.org/z\r\n'


def test_numbers_and_dates_are_drawn(site: Watched) -> None:
    """Numbers beside names become bars, dates a line of time; what has neither has no picture."""
    page = asked(site, 'SELECT * WHERE { VALUES (?name ?number) { ("a" 3) ("b" 5) } }')
    answered(page)
    expect(page.locator("#console-picture rect")).to_have_count(2)
    page.goto(site.root + "sparql.html#query=timeline")
    answered(page)
    expect(page.locator("#console-picture circle").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "an update"),
        ("SELECT * WHERE { ?s ?p }", "expected"),
        ("SELECT * WHERE { ?s ?p ?o } \u0007", "control character"),
        ("SELECT * WHERE " + "{" * 200 + "}" * 200, "nests more than"),
        ("nothing", "no SPARQL query"),
    ],
)
def test_what_is_refused_says_why(site: Watched, query: str, words: str) -> None:
    """Calls to other services, updates and broken queries end in words, and the page goes on to answer others."""
    page = asked(site, query)
    expect(page.get_by_role("alert")).to_contain_text(words)
    page.goto(site.root + "sparql.html#query=" + quote("ASK { ?s ?p ?o }"))
    answered(page)
    expect(page.locator("#console-table")).to_have_text("Yes.")


def test_an_endless_query_is_stopped(site: Watched) -> None:
    """A query that would take for ever is stopped by its button, and the next one is answered."""
    page = asked(site, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alert")).to_have_text("Stopped.")
    page.goto(site.root + "sparql.html#query=" + quote("ASK { ?s ?p ?o }"))
    answered(page)


def test_rows_are_limited(site: Watched) -> None:
    """Of an answer that is too long the first rows are there, and the page says that there are more."""
    page = asked(site, "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } # no limit")
    expect(page.get_by_role("status").last).to_have_text(re.compile(r"^10,000 rows, the first ones: there are more"))
    expect(page.locator("#console-table tbody tr")).to_have_count(500)


def test_the_editor_lets_the_keyboard_go(site: Watched) -> None:
    """Tab leaves the editor, and Ctrl with Enter runs what is typed there."""
    page = site.open("sparql.html")
    page.get_by_role("textbox", name="Query").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("ASK WHERE { ?s ?p ?o }")
    page.keyboard.press("Control+Enter")
    answered(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


def test_names_are_completed_from_the_vocabulary(site: Watched) -> None:
    """Ctrl with Space completes the name of a class, and asks no service for it."""
    page = site.open("sparql.html")
    page.get_by_role("textbox", name="Query").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("PREFIX kg: <https://w3id.org/kgbuild/ontology#> ASK { ?event a kg:Meet")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints li")).to_have_text(["kg:Meeting"])
    page.keyboard.press("Enter")
    expect(page.locator(".CodeMirror-line").first).to_contain_text("kg:Meeting")
    page.wait_for_load_state("networkidle")


def test_the_page_has_no_fault_with_an_answer(site: Watched) -> None:
    """axe finds nothing serious on the page with a form, an answer and a picture."""
    page = site.open("sparql.html#query=actors-by-activity")
    answered(page)
    assert site.axe() == []


def test_an_answer_fits_a_phone(phone: Watched) -> None:
    """At 375 pixels the page with an answer does not scroll sideways."""
    page = phone.open("sparql.html#query=actors-by-activity")
    answered(page)
    assert phone.too_wide() == 0


def test_values_are_bound_as_kgbuild_query_binds_them(site: Watched, here: Project) -> None:
    """Whatever is given for a parameter, the browser asks the query that `kgbuild query` asks, or refuses it too."""
    page = site.open("sparql.html")
    folders = here.folders("queries")
    header = re.compile(r"\A(?:#.*\n|[ \t]*\n)*")
    seen = 0
    for name in saved_paths(folders):
        query = find(name, folders)
        for parameter in query.parameters:
            for value in HOSTILE:
                given = {each.name: each.default or "event/x" for each in query.parameters} | {parameter.name: value}
                try:
                    expected = header.sub("", bind(query, given, here.settings.base))
                except QueryError:
                    expected = ""
                found = page.evaluate(BOUND, [name, given])
                assert found == expected, (name, given)
                seen += bool(expected)
    assert seen > 100


BOUND = """([name, given]) => {
  const settings = JSON.parse(document.getElementById("console-data").textContent);
  const question = settings.questions.find(each => each.name === name);
  try { return kgbuildSparql.text.bound(question, given, settings.prefixes, settings.base); }
  catch (fault) { if (fault instanceof kgbuildSparql.text.Fault) { return ""; } throw fault; }
}"""


def test_every_saved_question_is_read_and_answered(site: Watched, here: Project) -> None:
    """Each saved question that needs no value has as many rows in the browser as `kgbuild query` finds."""
    page = site.open("sparql.html")
    folders = here.folders("queries")
    store = StoreFolder(graphs.store(here))
    for name in saved_paths(folders):
        query = find(name, folders)
        if any(each.default is None for each in query.parameters):
            continue
        known = json.loads(render(ask(store, query, {}, Limits(), here.settings.base), "json"))
        page.goto("about:blank")
        page.goto(f"{site.root}sparql.html#query={name}")
        answered(page)
        number = len(known["results"]["bindings"]) if "results" in known else None
        if number is not None:
            expect(page.get_by_role("status").last).to_have_text(re.compile(rf"^{number} row"))
