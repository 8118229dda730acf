"""What hosts and machines are told: where things lead, under which media types, which pages there are."""

import json
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from kgbuild.errors import ProjectError
from kgbuild.publish import Imprint, Site, location
from kgbuild.publish.data import hosting, sitemap
from kgbuild.store import NamedNode
from tests.publish import made
from tests.publish.made import BASE, PREFIXES, read
from tests.publish.rewriting import Request, Rules

URL = "https://data.example.net/news/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RDFLIB = "text/turtle;q=0.9, application/rdf+xml;q=0.8, text/html;q=0.5, */*;q=0.1"
PARTS = ("evidence", "mention", "quantity", "report", "tenure", "unplaced")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the sample, which will lie at another place than its IRIs."""
    return made.site_of(made.sample(tmp_path_factory.mktemp("sample"), f'[publish]\nurl = "{URL}"\n'))


@pytest.fixture(scope="module")
def rules(site: Site) -> Rules:
    """The rules for Apache, at a place without the site's files."""
    return Rules(tuple(site.page(".htaccess").decode().splitlines()))


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (BROWSER, ".html"),
        ("*/*", ".html"),
        ("", ".html"),
        ("text/turtle", ".ttl"),
        ("TEXT/TURTLE", ".ttl"),
        ("application/ld+json", ".jsonld"),
        ("application/ld+json, text/turtle", ".ttl"),
        (RDFLIB, ".ttl"),
        ("text/turtle;q=0.5, text/html", ".html"),
        ("text/turtle; q=0.5, text/html; q=0.4", ".ttl"),
        ("text/turtle;q=0, application/ld+json;q=0.4", ".jsonld"),
        ("text/turtle;q=0.0,*/*", ".html"),
        ("text/turtle-star", ".html"),
        ("application/json", ".html"),
        ("text/html;q=1.0, text/turtle", ".ttl"),
        ("application/xhtml+xml, application/ld+json;profile=x", ".jsonld"),
    ],
)
def test_a_thing_leads_to_the_form_that_is_wanted(site: Site, rules: Rules, accept: str, suffix: str) -> None:
    """A thing leads, by 303, to the document in the form that `Accept` asks for."""
    for node in (site.entities[0], site.events[0], site.told[0]):
        stem = str(site.routes.stem(node))
        assert rules.follow(Request(stem, accept)) == (303, f"{URL}{stem}{suffix}")


def test_each_part_leads_to_its_anchor(site: Site, rules: Rules) -> None:
    """All that has no page leads to the page and the anchor that show it, and its data to that of the page."""
    parts = [
        subject
        for subject, _, _ in site.graph.statements()
        if isinstance(subject, NamedNode) and subject.value.removeprefix(BASE).split("/")[0] in PARTS
    ]
    assert len({each.value.removeprefix(BASE).split("/")[0] for each in parts}) >= 4
    for node in parts:
        target = site.routes.target(node)
        assert target
        name = node.value.removeprefix(BASE)
        assert rules.follow(Request(name, BROWSER)) == (303, URL + target)
        assert rules.follow(Request(name, "text/turtle")) == (303, URL + target.partition(".html#")[0] + ".ttl")


def test_files_of_the_site_lead_to_the_site(rules: Rules) -> None:
    """The base leads to the data set, and a document below it to the same at the place of the site."""
    assert rules.follow(Request("", BROWSER)) == (303, URL)
    assert rules.follow(Request("", "text/turtle")) == (303, f"{URL}void.ttl")
    assert rules.follow(Request("person/x.ttl")) == (302, f"{URL}person/x.ttl")
    assert rules.follow(Request("dumps/graph.nq.gz")) == (302, f"{URL}dumps/graph.nq.gz")
    assert rules.follow(Request("graph/entities")) == (303, f"{URL}data.html")
    assert rules.follow(Request("person/a/b")) == (404, "")


def test_at_the_place_of_the_site_nothing_goes_round(site: Site) -> None:
    """Where the files lie, they are served, what is missing is not found, and things lead to files that are there."""
    rules = Rules(tuple(site.page(".htaccess").decode().splitlines()), set(site.paths()))
    here = {"host": "data.example.net", "folder": "/news/"}
    assert rules.follow(Request("index.html", **here)) == (200, "index.html")
    assert rules.follow(Request("void.ttl", **here)) == (200, "void.ttl")
    assert rules.follow(Request("person/missing.html", **here)) == (404, "")
    assert rules.follow(Request("", **here)) == (404, "")
    for node in (*site.entities, *site.events, *site.told):
        status, target = rules.follow(Request(str(site.routes.stem(node)), "application/ld+json", **here))
        assert status == 303
        assert unquote(target.removeprefix(URL)) in site


def test_names_of_other_scripts_are_escaped(tmp_path: Path) -> None:
    """A name in letters of another script leads to an address that is a URI."""
    turtle = made.article("статья", "text", made.piece("evidence", "статья", 0, "text"))
    here = made.site_of(made.made(tmp_path, {"a": turtle}, settings=f'[publish]\nurl = "{URL}"\n'))
    rules = Rules(tuple(here.page(".htaccess").decode().splitlines()))
    status, target = rules.follow(Request("evidence/статья-0-4", BROWSER))
    assert (status, unquote(target)) == (303, f"{URL}article/статья.html#e-0-4")
    assert target.isascii()
    status, target = rules.follow(Request("article/статья", "text/turtle"))
    assert (status, unquote(target)) == (303, f"{URL}article/статья.ttl")


def test_names_cannot_change_the_rules(tmp_path: Path) -> None:
    """A name with characters that rules or patterns give a meaning to adds no rule of its own."""
    names = ["a$1", "(.*)", "a%20b", "a%250b", "a;b", "a!b", "a'b", "a*", "a,b"]
    turtle = f"{PREFIXES}id:event\\/e a kg:Event .\n" + "\n".join(
        f"<{BASE}report/{name}> a kg:Report ; kg:about id:event\\/e ." for name in names
    )
    here = made.site_of(made.made(tmp_path, {"a": turtle}, settings=f'[publish]\nurl = "{URL}"\n'))
    plain = made.site_of(made.made(tmp_path / "x", {"a": PREFIXES}, settings=f'[publish]\nurl = "{URL}"\n'))
    assert here.page(".htaccess") == plain.page(".htaccess")
    assert here.page("_redirects") == b""


def test_very_many_parts_are_left_out(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where hosts would not take as many lines, reports lead to the page of the data; quotes still to their place."""
    monkeypatch.setattr(hosting, "MOST_PARTS", 1)
    here = made.site_of(made.sample(tmp_path, f'[publish]\nurl = "{URL}"\n'))
    rules = Rules(tuple(here.page(".htaccess").decode().splitlines()))
    name = next(each for each in hosting.parts(site) if each.startswith("report/"))
    assert rules.follow(Request(name, BROWSER)) == (303, f"{URL}data.html")
    assert here.page("_redirects") == b""
    assert rules.follow(Request("evidence/exodus-0-4", BROWSER)) == (303, f"{URL}article/exodus.html#e-0-4")


def test_redirects_of_static_hosts_lead_to_anchors(site: Site) -> None:
    """Each line leads from a thing to a page of the site, where its anchor is."""
    lines = site.page("_redirects").decode().splitlines()
    assert len(lines) > 5
    pages: dict[str, list[str]] = {}
    for line in lines:
        source, target, status = line.split(" ")
        path, _, anchor = unquote(target).removeprefix("/news/").partition("#")
        assert status == "303"
        assert site.routes.target(NamedNode(BASE + unquote(source).removeprefix("/news/"))) == f"{path}#{anchor}"
        if path not in pages:
            pages[path] = read(site.page(path)).ids
        assert anchor in pages[path], line


def test_static_hosts_are_told_media_types(site: Site) -> None:
    """Each suffix of data in the site has its media type, and reading from elsewhere is allowed."""
    text = site.page("_headers").decode()
    assert "/news/*\n  Access-Control-Allow-Origin: *\n" in text
    assert "/news/*.ttl\n  Content-Type: text/turtle; charset=utf-8\n" in text
    assert "/news/*.jsonld\n  Content-Type: application/ld+json\n" in text
    assert "/news/.well-known/void\n  Content-Type: text/turtle; charset=utf-8\n" in text
    assert ".nojekyll" in site


def test_the_sitemap_names_every_page(site: Site) -> None:
    """The sitemap has the address of each page of HTML once, and robots.txt leads to it."""
    root = ElementTree.fromstring(site.page("sitemap.xml"))
    found = [str(each.text) for each in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(unquote(each) for each in found) == sorted(
        URL + path for path in site.paths() if path.endswith(".html")
    )
    assert f"Sitemap: {URL}sitemap.xml" in site.page("robots.txt").decode().splitlines()


def test_a_long_sitemap_is_split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many pages, the sitemap names parts; together they have each page once, and none has too many."""
    monkeypatch.setattr(sitemap, "_AS_MANY", 100)
    monkeypatch.setattr(sitemap, "_MOST", 125)
    here = made.site_of(made.sample(tmp_path, f'[publish]\nurl = "{URL}"\n'))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = ElementTree.fromstring(here.page("sitemap.xml"))
    assert index.tag == f"{space}sitemapindex"
    parts = [str(each.text).removeprefix(URL) for each in index.iter(f"{space}loc")]
    assert len(parts) > 1
    found: list[str] = []
    for part in parts:
        each = [str(one.text) for one in ElementTree.fromstring(here.page(part)).iter(f"{space}loc")]
        assert 0 < len(each) <= 125
        found += each
    assert sorted(unquote(each) for each in found) == sorted(
        URL + path for path in here.paths() if path.endswith(".html")
    )


@pytest.mark.parametrize(
    ("base", "url", "place"),
    [
        ("https://w3id.org/x/id/", "", None),
        ("https://example.org/x/", "", None),
        ("http://sub.example.com/x/", "", None),
        ("http://localhost:8000/id/", "", None),
        ("http://purl.org/x/", "", None),
        ("https://data.museum.no/id/", "", "https://data.museum.no/id/"),
        ("https://w3id.org/x/id/", "https://me.github.io/x", "https://me.github.io/x/"),
        ("https://data.museum.no/id/", "https://me.github.io/x/", "https://me.github.io/x/"),
    ],
)
def test_where_a_site_lies(base: str, url: str, place: str | None) -> None:
    """A site lies where the project says, else at its base, unless that redirects or is no place on the web."""
    assert location(Imprint("x", base, url=url)) == place


def test_without_a_place_there_is_no_sitemap(sample: dict[str, bytes]) -> None:
    """Where it is not known where the site will lie, nothing leads to a wrong place."""
    assert not [path for path in sample if path.startswith("sitemap")]
    assert "Sitemap" not in sample["robots.txt"].decode()
    assert "RewriteRule" not in sample[".htaccess"].decode()
    assert "AddType" in sample[".htaccess"].decode()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "example.org/x", "https://", "https://a b/", "https://a/?x", "https://a/../b"]
)
def test_what_is_no_address_is_refused(tmp_path: Path, url: str) -> None:
    """A setting that is no web address of a folder is refused by name."""
    with pytest.raises(ProjectError, match=r"publish\.url"):
        made.made(tmp_path, {}, settings=f'[publish]\nurl = "{url}"\n')


def test_pages_have_signposts(site: Site) -> None:
    """The page of a thing leads to its IRI, its kind, its data, its licence and the data set; all files are there."""
    node = site.events[0]
    links = read(site.page(f"{site.routes.stem(node)}.html")).named("link")
    found: dict[str, list[str]] = {}
    for each in links:
        found.setdefault(each.attributes["rel"], []).append(each.attributes["href"])
    assert found["cite-as"] == [node.value]
    assert found["type"] == ["https://schema.org/AboutPage", str(getattr(site.kind(node), "value", ""))]
    assert found["describedby"] == [f"../{site.routes.stem(node)}{suffix}" for suffix in (".ttl", ".jsonld")]
    assert found["collection"] == ["../index.html"]


def test_the_front_page_has_signposts(site: Site) -> None:
    """The landing page leads to the name of the data set, its description and its files, as its set of links tells."""
    links = [each.attributes for each in read(site.page("index.html")).named("link")]
    items = [each["href"] for each in links if each["rel"] == "item"]
    assert len(items) == 3
    assert all(each in site for each in items)
    assert [each["href"] for each in links if each["rel"] == "cite-as"] == [f"{BASE}void.ttl#dataset"]
    (linkset,) = (each for each in links if each["rel"] == "linkset")
    assert linkset["type"] == "application/linkset+json"
    front, *files = json.loads(site.page(linkset["href"]))["linkset"]
    assert front["anchor"] == URL
    assert [each["href"] for each in front["item"]] == [URL + each for each in items]
    assert front["describedby"] == [{"href": f"{URL}void.ttl", "type": "text/turtle"}]
    assert [each["anchor"] for each in files] == [URL + each for each in items]
