"""Links between the pages of a site, and what every page has."""

from itertools import pairwise
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from tests.publish.made import Page, read


@pytest.fixture(scope="module", params=["sample", "own"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The files of a site."""
    found: dict[str, bytes] = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, Page]:
    """The pages of the site."""
    return {path: read(content) for path, content in files.items() if path.endswith(".html")}


def test_every_internal_link_resolves(files: dict[str, bytes], pages: dict[str, Page]) -> None:
    """Each link that leads within the site is relative, leads to a file of it, and its anchor is there."""
    broken = []
    for path, page in pages.items():
        for link in page.links():
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in {"http", "https"}, (path, link)
                continue
            assert not link.startswith("/"), (path, link)
            target = normpath(join("/" + path, "..", unquote(parts.path))).lstrip("/") if parts.path else path
            anchor = unquote(parts.fragment)
            if target not in files or (anchor and anchor not in pages[target].ids):
                broken.append((path, link))
    assert not broken


def test_pages_are_well_formed(pages: dict[str, Page]) -> None:
    """On each page elements nest, identifiers are unique, and there is one title, one h1 and one main."""
    for path, page in pages.items():
        assert page.well_nested, path
        assert len(page.ids) == len(set(page.ids)), path
        for name in ("title", "h1", "main"):
            assert len(page.named(name)) == 1, (path, name)


def test_headings_skip_no_level(pages: dict[str, Page]) -> None:
    """The headings of a page go down one level at a time."""
    for path, page in pages.items():
        levels = [int(each.name[1]) for each in page.elements if each.name in {"h1", "h2", "h3", "h4"}]
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_no_inline_script_or_style(pages: dict[str, Page]) -> None:
    """No page has a script within it, a style within it, or a handler of events, so that a strict policy can hold."""
    for path, page in pages.items():
        for each in page.elements:
            assert "style" not in each.attributes, path
            assert not [name for name in each.attributes if name.startswith("on")], path
            assert each.name != "style", path
            if each.name == "script" and "src" not in each.attributes:
                assert each.attributes.get("type", "").endswith("json"), path


def test_what_refers_by_id_finds_it(pages: dict[str, Page]) -> None:
    """Labels and regions refer to elements that are on their page."""
    for path, page in pages.items():
        for each in page.elements:
            for name in ("for", "aria-labelledby", "aria-controls"):
                if name in each.attributes:
                    assert each.attributes[name] in page.ids, (path, each)


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page]) -> None:
    """Scripts, styles and pictures are the site's own."""
    for path, page in pages.items():
        for each in page.elements:
            loaded = each.attributes.get("src") or (
                each.attributes.get("href", "") if each.attributes.get("rel") == "stylesheet" else ""
            )
            assert not urlsplit(loaded).scheme, (path, loaded)
