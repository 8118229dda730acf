"""A whole project served: saved queries, their description, health and metrics, and a new build taken over."""

import csv
import http.client
import io
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from kgbuild import project as projects
from kgbuild.pipeline import graphs
from kgbuild.pipeline.serving import Wanted, served
from kgbuild.query import Endpoint, StoreFolder, Truth, ask, find, read_text, render
from kgbuild.serve import listen
from kgbuild.serve.server import server
from kgbuild.store import parse
from tests.conftest import CHECKOUT

SECONDS = 20.0
SUFFIXES = {
    "application/sparql-results+json": ".json",
    "application/sparql-results+xml": ".xml",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/ld+json": ".jsonld",
    "application/rdf+xml": ".rdf",
}
EXAMPLES = {"event": "event/2023-09-17-meeting-istanbul", "actor": "armenia", "name": "EU"}


@dataclass(frozen=True, slots=True)
class Served:
    """A project and the port that it is served at."""

    folder: Path
    port: int

    def get(self, target: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)) as connection:
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def json(self, target: str) -> Any:
        """The JSON at an address."""
        status, _, body = self.get(target)
        assert status == 200, body
        return json.loads(body)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """This repository's own project, served by a server in a thread."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(CHECKOUT / "kgbuild.toml", folder)
    for name in ("graphs", "articles"):
        shutil.copytree(CHECKOUT / name, folder / name)
    with listen("127.0.0.1", 0) as listener, served(projects.find(folder), Wanted()) as (app, end):
        running = server(app, end)
        thread = threading.Thread(target=running.run, args=([listener],))
        thread.start()
        yield Served(folder, int(listener.getsockname()[1]))
        running.should_exit = True
        thread.join(SECONDS)
        assert not thread.is_alive()


def test_saved_queries_answer_what_the_command_answers(whole: Served) -> None:
    """A saved query with a parameter gives the same table over HTTP as from the command line."""
    here = projects.find(whole.folder)
    saved = find("timeline", here.folders("queries"))
    result = ask(StoreFolder(graphs.store(here)), saved, {"since": "2023-09-19"}, base=here.settings.base)
    status, headers, body = whole.get("/queries/timeline.csv?since=2023-09-19&until=")
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert body.decode() == render(result, "csv")
    everything = whole.get("/queries/timeline", Accept="text/csv")[2]
    assert len(list(csv.reader(io.StringIO(everything.decode())))) > len(body.splitlines())


def test_kgbuild_s_own_queries_are_answered(whole: Served) -> None:
    """`query --endpoint` gets from the server what it gets from the project's own store."""
    here = projects.find(whole.folder)
    endpoint = Endpoint(f"http://127.0.0.1:{whole.port}/sparql")
    for name in ("timeline", "representatives"):
        saved = find(name, here.folders("queries"))
        asked = [ask(place, saved, base=here.settings.base) for place in (endpoint, StoreFolder(graphs.store(here)))]
        assert render(asked[0], "csv") == render(asked[1], "csv")
    assert ask(endpoint, read_text("ASK { ?s ?p ?o }")) == Truth(True)


@pytest.mark.parametrize(
    ("target", "status", "words"),
    [
        ("/queries/nothing", 404, "there is no saved query"),
        ("/queries/timeline.ttl", 404, ".csv"),
        ("/queries/timeline?since=yesterday", 400, "wants a day"),
        ("/queries/timeline?nothing=1", 400, "since (xsd:date)"),
        ("/queries/event-graph", 400, "the parameter event is missing"),
        ("/queries/timeline?since=2023-01-01'%20UNION", 400, "wants a day"),
        ("/queries/..%2F..%2Fkgbuild", 404, ""),
        ("/id/person/nobody", 404, "no such thing"),
    ],
)
def test_what_cannot_be_answered_is_told(whole: Served, target: str, status: int, words: str) -> None:
    """A query that there is not, or a value that is none of its parameter's type, is told with the reason."""
    found, _, body = whole.get(target)
    assert found == status
    assert words in body.decode()


def test_the_description_holds(whole: Served) -> None:
    """Each saved query is described in OpenAPI 3.1, and gives each form that is described, as it is described."""
    described = whole.json("/openapi.json")
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": f"http://127.0.0.1:{whole.port}"}]
    listed = {each["path"]: each for each in whole.json("/queries")["queries"]}
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    assert listed.keys() == {path for path in described["paths"] if path.startswith("/queries/")}
    for path in ("/queries/timeline", "/queries/event-graph", "/queries/connections"):
        operation = described["paths"][path]["get"]
        assert [each["name"] for each in operation["parameters"]] == [p["name"] for p in listed[path]["parameters"]]
        required = [each["name"] for each in operation["parameters"] if each["required"]]
        values = "&".join(f"{name}={EXAMPLES[name]}" for name in required)
        for kind in operation["responses"]["200"]["content"]:
            for target, accept in ((path, kind), (path + SUFFIXES[kind], "*/*")):
                status, headers, _ = whole.get(f"{target}?{values}", Accept=accept)
                assert (status, headers["content-type"].partition(";")[0]) == (200, kind)


def test_the_page_of_the_api_has_a_form_for_each_query(whole: Served) -> None:
    """The page that shows the description needs nothing from elsewhere and sends its forms to this server alone."""
    status, headers, body = whole.get("/api")
    page = body.decode()
    assert status == 200
    assert "form-action 'self'" in headers["content-security-policy"]
    assert not re.search(r"<script|<link|https?://(?!127\.0\.0\.1)", page)
    for each in whole.json("/queries")["queries"]:
        assert f'formaction=".{each["path"]}.{each["formats"][0]}"' in page


def test_metrics_count(whole: Served) -> None:
    """The metrics are of Prometheus' text format, and count a request that was made."""
    line = re.compile(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"\n]*"(,\w+="[^"\n]*")*\})? [0-9.e+-]+')

    def counted() -> dict[str, float]:
        status, headers, body = whole.get("/metrics")
        assert (status, headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
        lines = body.decode().splitlines()
        assert all(line.fullmatch(each) for each in lines)
        return {each.rpartition(" ")[0]: float(each.rpartition(" ")[2]) for each in lines if not each.startswith("#")}

    before = counted()
    whole.get("/sparql?query=ASK%7B%7D")
    whole.get("/sparql?query=ASK%7B")
    whole.get("/<script>%22%0A")
    now = counted()
    for name, more in (
        ('kgbuild_http_requests_total{part="sparql",method="GET",status="200"}', 1),
        ('kgbuild_http_requests_total{part="sparql",method="GET",status="400"}', 1),
        ('kgbuild_http_request_seconds_count{part="sparql"}', 2),
        ('kgbuild_http_request_seconds_bucket{part="sparql",le="+Inf"}', 2),
        ('kgbuild_http_requests_total{part="site",method="GET",status="404"}', 1),
        ('kgbuild_queries_total{outcome="answered"}', 1),
    ):
        assert now[name] - before.get(name, 0) == more


def test_health(whole: Served) -> None:
    """A server that answers says so."""
    assert whole.json("/health")["status"] == "ok"


def test_things_lead_to_pages(whole: Served) -> None:
    """A person and a report of the graph lead to the pages that show them, and the page is there."""
    for thing, page in (
        ("person/igor-khovaev", "../../person/igor-khovaev"),
        ("evidence/istanbul-talks-932-989", "../../article/istanbul-talks#e-932-989"),
    ):
        status, headers, _ = whole.get(f"/id/{thing}")
        assert (status, headers["location"]) == (303, page)
        assert whole.get(page.removeprefix("../..").partition("#")[0], Accept="text/html")[0] == 200


def test_documents_parse(whole: Served) -> None:
    """Each form of data that a person's page names in its head parses, and all hold the same number of statements."""
    link = whole.get("/person/igor-khovaev.html")[1]["link"]
    data = re.findall(r'<([^>]+)>; rel="describedby"', link)
    sizes = {
        len(parse(whole.get(f"/person/{name}")[2], "." + name.rpartition(".")[2], name, base="http://x.example/"))
        for name in data
    }
    assert len(data) == 3
    assert len(sizes) == 1


def test_a_new_build_is_taken_over(whole: Served) -> None:
    """Pages and answers are of the new graph soon after it was written, and none fails meanwhile."""
    graph = whole.folder / "graphs" / "entities.ttl"
    text = graph.read_text(encoding="utf-8")
    graph.write_text(text.replace("Igor Khovaev", "Egor Khovaev"), encoding="utf-8")
    asked = "ASK { <https://w3id.org/kgbuild/id/person/igor-khovaev> rdfs:label 'Egor Khovaev'@en }"
    query = f"/sparql?{urlencode({'query': asked})}"
    until = time.monotonic() + SECONDS
    while not whole.json(query)["boolean"] or b"Egor Khovaev" not in whole.get("/person/igor-khovaev.html")[2]:
        assert time.monotonic() < until
        time.sleep(0.2)
