"""The RDF beside the pages: it parses everywhere, says the same in all forms, and all together is the graph."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import to_isomorphic

from kgbuild import project
from kgbuild.publish import Site
from kgbuild.publish.data import description, documents
from kgbuild.publish.data.description import describe
from kgbuild.publish.data.rest import OTHER, rest
from kgbuild.store import KG, RDFS, Index, Lookups, NamedNode, Triple, canonical, parse
from tests.conftest import CHECKOUT
from tests.publish import made
from tests.publish.made import BASE, PREFIXES

INSTALL = "install it with: apt-get install serdi raptor2-utils"
PARSERS = {
    "serdi": ["serdi", "-q", "-i", "turtle", "-o", "ntriples"],
    "rapper": ["rapper", "-q", "-i", "turtle", "-o", "ntriples"],
}
EVIL = "</script><script>alert(1)</script>"


def hostile(folder: Path) -> Site:
    """The site of a graph whose words and IRIs are meant to break out, or to be read as others."""
    turtle = (
        f'{PREFIXES}id:person\\/x a kg:Person , <geo:1,2> ; rdfs:label "{EVIL}", "{EVIL}"@en-GB, "x"@en ; '
        "skos:exactMatch <geo:48.2,16.3> , <kg:agent> , <label:x> , <wd:Q1> , <javascript:alert(1)> , <http:evil> ; "
        'schema:url <https://example.org/a&b<c> ; <geo:key> <geo:value> ; <rdfs:label> "prefix" ; '
        'kg:start "007"^^xsd:nonNegativeInteger , 7 , "7"^^<geo:type> , "1e400"^^xsd:double ; kg:quote <urn:x> ; '
        'rdf:type "text" ; kg:agent "text", id:person\\/x ; rdfs:comment "\\\\ \\u0007 \\u2028 \\U0001F600 & <" .\n'
        'id:event\\/e a kg:Meeting ; kg:agent id:person\\/x ; rdfs:label "e" .'
    ).replace("/a&b<c>", "/a&b>")
    return made.site_of(made.made(folder, {"a": turtle.replace("@prefix id:", RDF_PREFIX + "@prefix id:")}))


RDF_PREFIX = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"


@pytest.fixture(params=["sample", "own"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The files of a site."""
    found: dict[str, bytes] = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    """The sites of the sample, of this repository, and of hostile data."""
    here = [made.sample(tmp_path_factory.mktemp("sample")), project.find(CHECKOUT)]
    return [*map(made.site_of, here), hostile(tmp_path_factory.mktemp("hostile"))]


def triples(content: bytes | str, suffix: str) -> list[Triple]:
    """What a document says, its blank nodes named by what is said of them."""
    return canonical(parse(content, suffix, "document"))


class Embedded(HTMLParser):
    """The JSON-LD within a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note whether data begins."""
        self._inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag: str) -> None:
        """Whatever ends, no data goes on."""
        self._inside = False

    def handle_data(self, data: str) -> None:
        """Gather the data."""
        if self._inside:
            self.text.append(data)


def embedded(page: bytes) -> str:
    """The JSON-LD within a page; there is one."""
    found = Embedded()
    found.feed(page.decode())
    found.close()
    return "".join(found.text)


def test_each_page_has_its_data_beside_it(files: dict[str, bytes]) -> None:
    """Each page of a thing, term or query has Turtle and JSON-LD of its name, and leads to both."""
    kinds = ("person/", "state/", "event/", "article/", "ontology/", "query/", "place/", "organization/", "source/")
    pages = [path.removesuffix(".html") for path in files if path.startswith(kinds) and path.endswith(".html")]
    assert len(pages) > 100
    for stem in pages:
        assert {f"{stem}.ttl", f"{stem}.jsonld"} <= files.keys()
        assert f'<link rel="alternate" type="text/turtle" href="../{stem}.ttl">' in files[f"{stem}.html"].decode()


def test_forms_say_the_same(files: dict[str, bytes]) -> None:
    """Turtle, JSON-LD and the JSON-LD within the page of a thing are isomorphic, and say something."""
    for path in [path for path in files if path.endswith(".ttl") and f"{path[:-4]}.jsonld" in files]:
        told = triples(files[path], ".ttl")
        assert told
        assert triples(files[f"{path[:-4]}.jsonld"], ".jsonld") == told, path
        if "/" in path:
            assert triples(embedded(files[f"{path[:-4]}.html"]), ".jsonld") == told, path


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_another_library_reads_the_same(files: dict[str, bytes]) -> None:
    """RDFLib reads isomorphic graphs from the Turtle and the JSON-LD of one thing of each kind."""
    kinds: dict[str, str] = {}
    for path in files:
        if path.endswith(".jsonld"):
            kinds.setdefault(path.split("/")[0], path.removesuffix(".jsonld"))
    for stem in [each for each in kinds.values() if each != "ontology"]:
        turtle = rdflib.Graph().parse(data=files[f"{stem}.ttl"], format="turtle")
        json_ld = rdflib.Graph().parse(data=files[f"{stem}.jsonld"], format="json-ld")
        assert len(turtle) > 0
        assert to_isomorphic(turtle) == to_isomorphic(json_ld), stem


@pytest.mark.slow
@pytest.mark.parametrize("parser", PARSERS)
def test_independent_parsers_read_the_same(parser: str, sites: list[Site], tmp_path: Path) -> None:
    """A parser in C reads every Turtle document of each site as Oxigraph does."""
    if shutil.which(parser) is None:
        pytest.skip(f"there is no {parser}; {INSTALL}")
    paths = [(site, path) for site in sites for path in site.paths() if path.endswith(".ttl")]
    found = {site.page(path): path for site, path in paths}
    assert {"void.ttl", "ontology.ttl", "person/x.ttl"} <= set(found.values())
    for content, path in found.items():
        (tmp_path / "document.ttl").write_bytes(content)
        command = [*PARSERS[parser], str(tmp_path / "document.ttl")]
        read = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
        assert triples(read, ".nt") == triples(content, ".ttl"), path


def test_nothing_of_the_graph_is_lost(sites: list[Site]) -> None:
    """What the descriptions of all things say of their own, with what is of none, is just the graph."""
    for site in sites:
        pages = [*site.entities, *site.events, *site.told]
        own = {triple for node in pages for triple in describe(site, node).own} | set(site.once(rest))
        assert {(each.subject, each.predicate, each.object) for each in own} == set(site.graph.statements())


def test_a_thing_has_what_stands_below_it(own: dict[str, bytes]) -> None:
    """The document of an event has its reports, their numbers and quotes; that of a person the positions held."""
    node = f"{project.find(CHECKOUT).settings.base}"
    event = Index(triples(own["event/2023-09-19-casualties-nagorno-karabakh.ttl"], ".ttl"))
    report = event.subjects(KG["about"], NamedNode(f"{node}event/2023-09-19-casualties-nagorno-karabakh"))[0]
    quantity = event.nodes(report, KG["quantity"])[0]
    assert event.text(quantity, KG["minimum"])
    assert event.text(event.nodes(quantity, KG["evidence"])[0], KG["quote"])
    person = Index(triples(own["person/sergey-lavrov.ttl"], ".ttl"))
    tenure = person.subjects(KG["holder"], NamedNode(f"{node}person/sergey-lavrov"))[0]
    assert person.text(tenure, KG["position"])
    assert any(person.pairs(KG["agent"])), "the events lead to the person"


def test_what_a_document_names_it_labels(sites: list[Site]) -> None:
    """Each thing that a document names and the graph labels has its label in the document."""
    for site in sites:
        for node in (*site.entities, *site.events):
            told = Index(describe(site, node).triples)
            for _, _, value in list(told.statements()):
                if isinstance(value, NamedNode) and (label := site.graph.text(value, RDFS["label"])):
                    assert label in told.texts(value, RDFS["label"])


def test_what_has_no_page_has_a_document(tmp_path: Path) -> None:
    """A node that no page shows is in `other.ttl`, which is there for such alone."""
    turtle = f'{PREFIXES}<https://other.example/x> rdfs:label "alone" . id:person\\/a a kg:Person ; rdfs:label "a" .'
    site = made.site_of(made.made(tmp_path, {"a": turtle}))
    assert b"alone" in site.page(f"{OTHER}.ttl")
    assert triples(site.page(f"{OTHER}.ttl"), ".ttl") == triples(site.page(f"{OTHER}.jsonld"), ".jsonld")
    site = made.site_of(
        made.made(
            tmp_path, {"a": turtle.replace("id:person\\/a", "id:person\\/a kg:knows <https://other.example/x> ; ")}
        )
    )
    assert f"{OTHER}.ttl" not in site
    assert b"alone" in site.page("person/a.ttl")


def crowd(folder: Path, events: int, others: int) -> Site:
    """A site where one person is in some events, and somebody else in many."""
    lines = ['id:person\\/a a kg:Person ; rdfs:label "a" . id:person\\/b a kg:Person ; rdfs:label "b" .']
    for who, number in (("a", events), ("b", others)):
        lines += [
            f'id:event\\/{who}{each} a kg:Event , kg:Meeting ; rdfs:label "{who}{each}" ; kg:agent id:person\\/{who} ; '
            f'kg:startDate "{2000 + each}-01-01"^^xsd:date .'
            for each in range(number)
        ]
    return made.site_of(made.made(folder, {"a": PREFIXES + "\n".join(lines)}))


def test_a_description_costs_what_it_is_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To describe a thing takes as many look-ups in a graph ten times as large."""
    costs = []
    for others in (5, 500):
        site = crowd(tmp_path, 3, others)
        describe(site, NamedNode(f"{BASE}person/b"))
        counted: list[str] = []
        for name in ("about", "objects", "holders", "pairs", "pointing", "statements", "predicates"):
            monkeypatch.setattr(Index, name, _counting(name, getattr(Index, name), counted))
        describe(site, NamedNode(f"{BASE}person/a"))
        monkeypatch.undo()
        costs.append(counted)
    assert len(costs[0]) == len(costs[1]) > 0
    assert not {"pairs", "pointing", "statements", "predicates"} & set(costs[1])


def _counting(name: str, method: object, counted: list[str]) -> object:
    def counting(self: Lookups, *given: object) -> object:
        counted.append(name)
        return method(self, *given)  # type: ignore[operator]

    return counting


def test_very_many_links_are_cut_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many events a document names the latest, and how many it leaves out."""
    monkeypatch.setattr(description, "MOST_POINTING", 4)
    site = crowd(tmp_path, 10, 1)
    told = describe(site, NamedNode(f"{BASE}person/a"))
    assert {str(each.subject.value)[-2:] for each in told.pointing} == {"a6", "a7", "a8", "a9"}  # type: ignore[union-attr]
    assert b"6 more statements lead here" in site.page("person/a.ttl")
    assert b"more statements" not in site.page("person/b.ttl")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_hostile_words_and_iris_stay_what_they_are(sites: list[Site]) -> None:
    """Whatever words and IRIs the data has, all forms read back as the same statements, also in RDFLib."""
    site = sites[2]
    told = triples(site.page("person/x.ttl"), ".ttl")
    assert set(describe(site, NamedNode(f"{BASE}person/x")).own) < set(told)
    assert triples(site.page("person/x.jsonld"), ".jsonld") == told
    assert triples(embedded(site.page("person/x.html")), ".jsonld") == told
    turtle = rdflib.Graph().parse(data=site.page("person/x.ttl"), format="turtle")
    json_ld = rdflib.Graph().parse(data=site.page("person/x.jsonld"), format="json-ld")
    assert to_isomorphic(turtle) == to_isomorphic(json_ld)


def test_no_data_ends_its_element(sites: list[Site]) -> None:
    """Within a page, the data has no character that could end its element, whatever the labels."""
    page = sites[2].page("person/x.html").decode()
    block = re.search(r'<script type="application/ld\+json" id="data">(.*?)</script>', page, re.DOTALL)
    assert block
    assert EVIL in json.dumps(json.loads(block[1]), ensure_ascii=False)
    assert not set("<>&\u2028\u2029") & set(block[1])


def test_contexts_are_within(files: dict[str, bytes]) -> None:
    """No JSON-LD document needs a context from elsewhere, nor has a word in its context that it does not use."""
    for path, content in files.items():
        if path.endswith(".jsonld"):
            document = json.loads(content)
            context = document["@context"]
            assert isinstance(context, dict)
            assert "@import" not in content.decode()
            rest_of_it = content.decode().split('"@graph"', 1)[1]
            for word, rule in context.items():
                used = f'"{word}":' in rest_of_it or f'"{word}:' in content.decode()
                assert used or not isinstance(rule, dict), (path, word)


def test_the_same_graph_gives_the_same_documents(tmp_path: Path) -> None:
    """Two readings of one project give the same bytes for every document, those with blank nodes too."""
    one, other = made.site_of(made.sample(tmp_path / "1")), made.site_of(made.sample(tmp_path / "2"))
    for path in documents.paths(one):
        assert one.page(path) == other.page(path), path
