"""Pages of the site in a browser, opened as files, without a network."""

from pathlib import Path

import pytest

from kgbuild import project
from kgbuild.pipeline.publishing import publish
from tests.conftest import CHECKOUT
from tests.publish.chromium import program, see
from tests.publish.made import made
from tests.publish.test_pages import TEXT, told

pytestmark = pytest.mark.browser
SEARCH = """
  var input = document.querySelector("#search");
  input.value = "%s";
  input.dispatchEvent(new Event("input"));
  window.setTimeout(function () {
    ["ArrowDown", "ArrowDown", "ArrowUp"].forEach(function (key) {
      input.dispatchEvent(new KeyboardEvent("keydown", { key: key, bubbles: true, cancelable: true }));
    });
    var options = Array.from(document.querySelectorAll("[role=option]"));
    tell({
      found: options.map(function (each) { return each.dataset.href; }),
      chosen: document.getElementById(input.getAttribute("aria-activedescendant")).dataset.href,
      expanded: input.getAttribute("aria-expanded")
    });
  }, 1000);
"""
LIT = """
  var plain = getComputedStyle(document.body).backgroundColor;
  var lit = Array.from(document.querySelectorAll(".text span")).filter(function (each) {
    var colour = getComputedStyle(each).backgroundColor;
    return colour !== plain && colour !== "rgba(0, 0, 0, 0)";
  });
  tell(lit.map(function (each) { return each.textContent; }));
"""
WIDE = """
  var frame = document.createElement("iframe");
  frame.width = 320;
  frame.height = 800;
  window.addEventListener("message", function (event) { tell(event.data); });
  if (window === window.parent) { frame.src = location.href; document.body.appendChild(frame); }
  else {
    var root = document.documentElement;
    window.parent.postMessage([root.clientWidth, root.scrollWidth], "*");
  }
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's own project."""
    program()
    folder = tmp_path_factory.mktemp("browser") / "a site"
    publish(project.find(CHECKOUT), folder)
    return folder


def test_typing_finds_by_any_name(site: Path) -> None:
    """The beginnings of words find an entity by another name than its label, on any page; arrows choose among them."""
    for path, up in (("index.html", ""), ("person/igor-khovaev.html", "../")):
        seen = see(site, path, SEARCH % "ethnic arm")
        assert seen.told["found"][0] == f"{up}group/karabakh-armenian.html"
        assert seen.told["chosen"] == seen.told["found"][0]
        assert seen.told["expanded"] == "true"


def test_case_and_diacritics_do_not_matter(tmp_path: Path) -> None:
    """A name is found whichever way its letters are written."""
    program()
    turtle = (
        "@prefix kg: <https://w3id.org/kgbuild/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
        '<https://example.org/id/person/x> a kg:Person ; rdfs:label "Jānis Bērziņš-Łódź" .'
    )
    publish(made(tmp_path / "p", {"a": turtle}), tmp_path / "site")
    for typed in ("janis berzins", "BĒRZIŅŠ", "lodz"):
        assert see(tmp_path / "site", "index.html", SEARCH % typed).told["found"] == ["person/x.html"]


def test_a_mark_that_is_cut_is_lit_whole(tmp_path: Path) -> None:
    """Of a piece that crosses another, all parts are lit, without any script of the page."""
    program()
    publish(made(tmp_path / "p", {"a": told(TEXT)}, {"a": TEXT}), tmp_path / "site")
    start = TEXT.index("Oslo. They")
    seen = see(tmp_path / "site", f"article/a.html#e-{start}-{start + 17}", LIT)
    assert "".join(seen.told) == "Oslo. They talked"
    assert len(seen.told) > 1


@pytest.mark.parametrize(
    "path",
    [
        "entities.html",
        "person/igor-khovaev.html",
        "article/istanbul-talks.html",
    ],
)
def test_pages_fit_the_smallest_phone(site: Path, path: str) -> None:
    """At a width of 320 pixels nothing reaches out of tables and text, and the console stays empty."""
    seen = see(site, path, WIDE)
    width, reach = seen.told
    assert reach <= width
    assert not seen.console
