"""What the data says is shown, never run: labels, IRIs, texts and queries that try to get out of their place."""

from pathlib import Path

import pytest

from kgbuild.publish.templating import escaped
from tests.publish.made import PREFIXES, Page, article, made, piece, read, rendered, site_of

SCRIPT = "<script>alert(1)</script>"
QUOTED = """\\"' onmouseover=alert(2) x=\\"><img src=x onerror=alert(3)>"""
TEXT = f"{SCRIPT} met </p></body> & &lt;b&gt; \u202e in Oslo.\n\n<!-- \" ' ]]> --> {{{{ 7 * 7 }}}} {{% raw %}}"


def hostile() -> str:
    """A graph whose every text and IRI is meant to break out."""
    return article(
        "a",
        TEXT,
        f'id:person\\/script a kg:Person ; rdfs:label "{SCRIPT}" ; skos:altLabel "{QUOTED}" ; '
        "skos:exactMatch <javascript:alert(4)> , <data:text/html,x> , <vbscript:x> , <http:evil> .",
        f'id:place\\/quoted a kg:Place ; rdfs:label "{QUOTED}" ; <javascript:alert(5)> <javascript:alert(6)> .',
        f'id:event\\/e a kg:Meeting , kg:Event ; kg:eventType kg:Meeting ; rdfs:label "{QUOTED}{SCRIPT}" ; '
        f'kg:agent id:person\\/script ; kg:place id:place\\/quoted ; kg:startDate "{QUOTED}" .',
        "id:report\\/r a kg:Report ; kg:about id:event\\/e ; kg:inArticle id:article\\/a ; kg:factuality kg:actual ; "
        f'kg:trigger "met", "{QUOTED}" ; kg:confidence "{SCRIPT}" ; kg:evidence id:evidence\\/a-0-{len(SCRIPT)} .',
        piece("evidence", "a", 0, SCRIPT),
        piece("mention", "a", 0, SCRIPT, "; kg:refersTo id:person\\/script "),
        f'id:article\\/a schema:url <javascript:alert(7)> ; dcterms:license "{SCRIPT}" ; dcterms:source "{QUOTED}" ; '
        f'schema:datePublished "{SCRIPT}" .',
        f'id:tenure\\/t a kg:Tenure ; kg:holder id:person\\/script ; kg:position "{QUOTED}" ; '
        "kg:inArticle id:article\\/a .",
        f'id:unplaced\\/u a kg:Unplaced ; kg:inArticle id:article\\/a ; kg:reason "{SCRIPT}" ; '
        f"kg:evidence id:evidence\\/a-0-{len(SCRIPT)} .",
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """The pages of a site of hostile data, with a hostile query and a hostile class of the project's own."""
    folder = tmp_path_factory.mktemp("hostile")
    here = made(folder, {"a": hostile()}, {"a": TEXT})
    (folder / "queries").mkdir()
    (folder / "queries" / "x.rq").write_text(
        f'# title: {SCRIPT}\n# description: {SCRIPT}\n# param: name (xsd:string) = "{SCRIPT}" {SCRIPT}\n'
        f'SELECT ("{SCRIPT}" AS ?a) (<javascript:alert(8)> AS ?b) (?name AS ?c) WHERE {{}}'
    )
    (folder / "ontology").mkdir()
    (folder / "ontology" / "own.ttl").write_text(
        f'{PREFIXES}<https://example.org/my#X> a rdfs:Class ; rdfs:subClassOf kg:Person ; rdfs:label "{SCRIPT}" ; '
        f'skos:definition "{QUOTED}" ; skos:exactMatch <javascript:alert(9)> .'
    )
    return {path: read(content) for path, content in rendered(here).items() if path.endswith(".html")}


def test_no_element_or_handler_comes_from_the_data(pages: dict[str, Page]) -> None:
    """No page has a script that is neither file nor data, an image, a handler, or elements that do not nest."""
    for path, page in pages.items():
        assert page.well_nested, path
        assert not page.named("img"), path
        for each in page.elements:
            assert not [name for name in each.attributes if name.startswith("on")], path
            data = each.attributes.get("type", "").endswith("json")
            assert each.name != "script" or data or "src" in each.attributes, path


def test_links_lead_to_the_web_or_the_site_alone(pages: dict[str, Page]) -> None:
    """No link has another scheme than http and https."""
    for path, page in pages.items():
        for link in page.links():
            scheme, colon, _ = link.partition(":")
            assert not colon or scheme in {"http", "https"}, (path, link)
            assert "http:evil" not in link


def test_the_data_is_still_shown(pages: dict[str, Page]) -> None:
    """Labels, texts and queries stand on their pages as they are."""
    assert SCRIPT in pages["person/script.html"].text
    assert "onmouseover=alert(2)" in pages["person/script.html"].text
    assert "{{ 7 * 7 }} {% raw %}" in pages["article/a.html"].text
    assert "</p></body> & &lt;b&gt;" in pages["article/a.html"].text
    assert SCRIPT in pages["query/x.html"].text
    assert "javascript:alert(8)" in pages["query/x.html"].text
    assert SCRIPT in pages["ontology/X.html"].text


def test_data_in_scripts_cannot_end_them() -> None:
    """JSON in a page has no character that ends its element or its line."""
    assert escaped('"</script><!--\u2028&"') == '"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"'


def test_the_search_index_holds_no_markup(tmp_path: Path) -> None:
    """A label cannot end the script of the search index, and reads back as it is."""
    import json

    index = site_of(made(tmp_path, {"a": hostile()}, {"a": TEXT})).page("search-index.js").decode()
    assert "<" not in index
    things = json.loads(index.removeprefix('"use strict";\nvar kgbuildIndex = ').removesuffix(";\n"))["things"]
    assert [each[1] for each in things if each[0] == "person/script"] == [SCRIPT]


@pytest.mark.parametrize(
    "name",
    ["..\\/..\\/x", "..", ".", "a\\/b", "%2e%2e%2fx", "%5Cx", ".htaccess"],
)
def test_an_iri_cannot_lead_out_of_its_folder(tmp_path: Path, name: str) -> None:
    """What an IRI of the data ends in is one file name below the folder of its kind, or it has no page."""
    node = name.replace("\\/", "/")
    turtle = f'{PREFIXES}<https://example.org/id/person/{node}> a kg:Person ; rdfs:label "x" .'
    paths = [path for path in site_of(made(tmp_path, {"a": turtle})).paths() if path.startswith("person")]
    assert paths == []
