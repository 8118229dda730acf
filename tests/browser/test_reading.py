"""What readers do: follow a statement to its sentence, search, look at pictures."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.kinds import PAGES
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_the_front_page_tells_what_is_there(site: Watched) -> None:
    """The front page counts events and leads to the latest ones."""
    page = site.open("index.html")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d+\s+events"))
    page.get_by_role("link", name="Surrender, Nagorno-Karabakh, 2023-09-20").first.click()
    expect(page).to_have_url(re.compile(r"event/2023-09-20-surrender-nagorno-karabakh(\.html)?$"))


def test_an_entity_leads_to_its_events(site: Watched) -> None:
    """The page of a person names them and links the events they were in."""
    page = site.open(PAGES["person"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Igor Khovaev")
    page.get_by_role("link", name=re.compile("Meeting, Istanbul")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Meeting, Istanbul")


def test_a_statement_opens_its_sentence(site: Watched) -> None:
    """A quote on an event's page leads to its words in the article, which are lit and in view."""
    page = site.open(PAGES["event"])
    quote = page.locator("blockquote.quote a").first
    words = " ".join((quote.text_content() or "").split())
    quote.click()
    expect(page).to_have_url(re.compile(r"article/istanbul-talks(\.html)?#e-\d+-\d+$"))
    lit = page.locator(":target")
    expect(lit).to_be_in_viewport()
    assert " ".join((lit.text_content() or "").split())[:20] in words
    assert lit.evaluate("node => getComputedStyle(node).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_search_finds_while_one_types(site: Watched) -> None:
    """Typing a name offers its page, and Enter opens it."""
    page = site.open("index.html")
    page.get_by_role("combobox", name="Search").type("khova")
    expect(page.get_by_role("option", name=re.compile("^Igor Khovaev"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Igor Khovaev")


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("timeline", ".lanes :is(circle, rect)"),
        ("map", ".leaflet-container .spot"),
        ("casualties", "table svg rect"),
        ("sparql", ".CodeMirror-line"),
    ],
)
def test_a_picture_is_drawn(site: Watched, kind: str, mark: str) -> None:
    """The marks of a picture, and the lines of the editor, are there to be seen."""
    page = site.open(PAGES[kind])
    drawn = page.locator(f"main {mark}").last
    drawn.scroll_into_view_if_needed()
    expect(drawn).to_be_in_viewport()
    box = drawn.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 3


def test_the_network_is_drawn(site: Watched) -> None:
    """The canvas of the network has marks on it, and its room has the names of actors."""
    page = site.open(PAGES["network"])
    expect(page.locator("main canvas").first).to_be_visible()
    page.wait_for_timeout(500)
    assert any(page.eval_on_selector_all("main canvas", PAINTED))


PAINTED = """all => all.map(canvas => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.some((value, at) => at % 4 === 3 && value > 0);
})"""


@pytest.mark.parametrize("kind", ["timeline", "map", "network", "casualties"])
def test_a_picture_has_a_table_and_its_question(site: Watched, kind: str) -> None:
    """Beside each picture a table says the same, and a link leads to the question behind it."""
    page = site.open(PAGES[kind])
    assert page.locator("main table tbody tr").count() > 0
    page.locator("main a[href^='query/']").first.click()
    expect(page.get_by_role("heading", name="Answer")).to_be_visible()
