"""Which form a client gets: q-values, wildcards, parameters and their faults."""

import time
from collections.abc import Iterable

import pytest

from kgbuild.graph import Classes
from kgbuild.publish import Imprint, Routes, Site
from kgbuild.query import Truth
from kgbuild.serve import Application, Documents, application
from kgbuild.serve.accept import best
from kgbuild.store import Index, parse
from tests.serve.asked import BASE, GRAPH, ask

ADA = "person/ada-veil"
TURTLE = "<https://example.org/id/person/ada-veil> a <https://example.org/Person> ."
CONTENT = {
    "index.html": b"<h1>front</h1>",
    f"{ADA}.html": b"<h1>Ada</h1>",
    f"{ADA}.ttl": TURTLE.encode(),
    f"{ADA}.jsonld": b'{"@id": "https://example.org/id/person/ada-veil"}',
    "event/meeting.html": b"<h1>Meeting</h1>",
    "place/s\u00fcd mark.html": b"<h1>South</h1>",
    "assets/site.css": b"p{}",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
HTML, TTL, LD, NT = "text/html", "text/turtle", "application/ld+json", "application/n-triples"
CASES = [
    ("", HTML),
    ("*/*", HTML),
    (BROWSER, HTML),
    ("text/html", HTML),
    ("TEXT/HTML", HTML),
    ("text/*", HTML),
    ("text/turtle", TTL),
    ("text/turtle;charset=utf-8", TTL),
    ("application/ld+json", LD),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', LD),
    ('application/ld+json;profile="a,b;q=0";q=0.9', LD),
    ("application/json", "application/json"),
    ("application/n-triples", NT),
    ("text/plain", "text/plain"),
    ("application/*", LD),
    ("text/turtle, text/html", HTML),
    ("text/turtle, text/html;q=0.9", TTL),
    ("text/turtle;q=0.9, text/html", HTML),
    ("text/turtle;q=0.5, application/ld+json;q=0.6", LD),
    ("text/turtle;q=0.001, */*;q=0", TTL),
    ("text/html;q=0, */*", TTL),
    ("text/html;q=0, text/*", TTL),
    ("text/*;q=0.3, text/turtle;q=0.7, */*;q=0.5", TTL),
    ("text/*;q=0.9, text/html;q=0.1, application/*;q=0.2", TTL),
    ("application/rdf+xml, text/turtle;q=0.8, */*;q=0.1", TTL),
    ("application/rdf+xml, */*;q=0.1", HTML),
    ("text/turtle ; q = 0.4 , text/html ; q=0.3", TTL),
    ("text/turtle;Q=1.0, text/html;q=0.999", TTL),
    ("application/n-triples, application/ld+json", LD),
    ("application/xhtml+xml, text/turtle;q=0.2", TTL),
    ("text/turtle;q=2, text/html", HTML),
    ("text/turtle;q=abc, application/n-triples", NT),
    ("nonsense", HTML),
    (",,,", HTML),
    ("text/turtle,", TTL),
    ("/, text/turtle", TTL),
    ("text/turtle, " * 500, TTL),
    ("application/rdf+xml", None),
    ("image/png, application/pdf", None),
    ("text/html;q=0", None),
    ("*/*;q=0", None),
    ("text/html;q=0.000, application/rdf+xml", None),
]


class Files:
    """A maker of the files above."""

    def paths(self, site: Site) -> Iterable[str]:
        """Their paths."""
        return CONTENT

    def content(self, site: Site, path: str) -> bytes:
        """Their content."""
        return CONTENT[path]


def serving(base: str = BASE) -> Application:
    """An application that serves the files, whose things lie below a base IRI."""
    graph = Index(parse(GRAPH.replace(BASE, base), ".ttl", "graph.ttl"))
    nothing = Index(())
    site = Site(
        Imprint("a", base, license="https://example.org/licence"),
        (),
        graph,
        nothing,
        Classes(()),
        Routes(base, graph, {}),
        {},
        {},
        lambda _: Truth(value=True),
        (Files(),),
    )
    return application("A project", [Documents(site)])


@pytest.fixture(scope="module")
def site() -> Application:
    """The files below the usual base."""
    return serving()


def test_there_are_forty() -> None:
    """At least 40 Accept headers are tried."""
    assert len(CASES) >= 40


@pytest.mark.parametrize(("accept", "kind"), CASES)
def test_the_document_comes_in_the_form_that_is_wanted(site: Application, accept: str, kind: str | None) -> None:
    """The document without a suffix is what Accept wants most, or 406 with what there is."""
    answer = ask(site, f"/{ADA}", headers=[("accept", accept)] if accept else [])
    if kind is None:
        assert answer.status == 406
        assert "accept" in answer.headers["vary"].casefold()
        return
    assert answer.status == 200
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert answer.headers["vary"] == "Accept"
    suffix = {HTML: "html", TTL: "ttl", NT: "nt", "text/plain": "nt"}.get(kind, "jsonld")
    assert answer.headers["content-location"] == f"ada-veil.{suffix}"
    assert answer.body == ask(site, f"/{ADA}.{suffix}").body


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("html", "text/html; charset=utf-8"), ("ttl", "text/turtle; charset=utf-8"), ("jsonld", LD), ("nt", NT)],
)
def test_a_suffix_names_the_form(site: Application, suffix: str, kind: str) -> None:
    """A document with a suffix is of that form, whatever Accept says, and has links to the others."""
    answer = ask(site, f"/{ADA}.{suffix}", headers=[("accept", "application/pdf")])
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    link = answer.headers["link"]
    assert '<https://example.org/licence>; rel="license"' in link
    if suffix == "html":
        assert f'<{BASE}{ADA}>; rel="cite-as"' in link
        assert '<ada-veil.ttl>; rel="describedby"; type="text/turtle"' in link
        assert '<https://w3id.org/kgbuild/ontology#Person>; rel="type"' in link
    else:
        assert '<ada-veil.html>; rel="describes"; type="text/html"' in link
        assert f"<ada-veil.{suffix}>" not in link


@pytest.mark.parametrize(
    ("base", "target", "location"),
    [
        (BASE, f"/id/{ADA}", f"../../{ADA}"),
        (BASE, "/id/event/meeting", "../../event/meeting"),
        ("https://example.org/kg/id/", f"/id/{ADA}", f"../../{ADA}"),
        ("https://example.org/kg/id/", f"/kg/id/{ADA}", f"../../../{ADA}"),
        ("https://example.org/", f"/{ADA}", "ada-veil.html"),
    ],
)
def test_a_thing_leads_to_its_document(base: str, target: str, location: str) -> None:
    """A thing is answered with 303 and its document, at the end of its base's path or below the whole."""
    answer = ask(serving(base), target)
    assert (answer.status, answer.headers["location"], answer.body) == (303, location, b"")
    assert answer.headers["vary"] == "Accept"


def test_without_a_path_the_thing_leads_to_the_form_that_is_wanted() -> None:
    """Where things lie at the root, Accept says to which document the 303 leads."""
    answer = ask(serving("https://example.org/"), f"/{ADA}", headers=[("accept", "text/turtle")])
    assert (answer.status, answer.headers["location"]) == (303, "ada-veil.ttl")


@pytest.mark.parametrize(
    "target",
    [
        "/id/person/nobody",
        "/id/",
        "/id/person/",
        f"/{ADA}.rdf",
        f"/{ADA}/",
        "/event/meeting.nt",
        "/../kgbuild.toml",
        "/assets/../../kgbuild.toml",
        "/assets/..%2f..%2fkgbuild.toml",
        "//etc/passwd",
        "/id/../../etc/passwd",
        "/id/person/<script>",
        "/\x00",
    ],
)
def test_nothing_else_is_there(site: Application, target: str) -> None:
    """What is no file of the site and no thing of the graph is 404, however the path is written."""
    assert ask(site, target).status == 404


def test_etags_save_the_body(site: Application) -> None:
    """A form that has not changed is answered with 304; forms have different tags, and the tag stays the same."""
    tags = {suffix: ask(site, f"/{ADA}.{suffix}").headers["etag"] for suffix in ("html", "ttl", "jsonld", "nt")}
    assert len(set(tags.values())) == 4
    for given in (tags["ttl"], f'"x", W/{tags["ttl"]}', "*"):
        answer = ask(site, f"/{ADA}.ttl", headers=[("if-none-match", given)])
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tags["ttl"])
    assert ask(site, f"/{ADA}", headers=[("accept", TTL), ("if-none-match", tags["html"])]).status == 200
    assert serving() is not site
    assert ask(serving(), f"/{ADA}.ttl").headers["etag"] == tags["ttl"]


def test_pages_have_a_strict_policy(site: Application) -> None:
    """A page may load from this server alone, run no inline script, and be framed by nobody.

    The console starts a worker from a text that it holds.
    """
    policy = ask(site, "/").headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; ")
    assert "unsafe-inline" not in policy
    assert "worker-src 'self' blob:;" in policy
    assert "frame-ancestors 'none'" in policy


def test_other_files_have_their_type(site: Application) -> None:
    """A style sheet is served as one, and a name with a space and an umlaut is found."""
    assert ask(site, "/assets/site.css").headers["content-type"] == "text/css; charset=utf-8"
    assert ask(site, "/place/süd mark.html").body == b"<h1>South</h1>"


def test_a_hostile_header_is_read_in_time() -> None:
    """A header as long as a head may be, written to make a reader go back and forth, is read at once."""
    begun = time.monotonic()
    for text in ('"' * 60_000, ";" * 60_000, "a/b;" * 15_000, "a" * 60_000, '"\\' * 30_000, ",;" * 30_000):
        assert best([text], ["text/html"]) in ("text/html", None)
    assert time.monotonic() - begun < 2
