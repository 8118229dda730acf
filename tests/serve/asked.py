"""A small project to reconcile with, an index of a few items, and a way to ask an application without a socket."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kgbuild.language.names.offices import Held
from kgbuild.link.index.folding import fold
from kgbuild.link.item import Item
from kgbuild.model import PartialDate
from kgbuild.model.terms import KG
from kgbuild.serve import Application
from kgbuild.serve.reconcile.names import similarity

BASE = "https://example.org/id/"
NAMED = "https://example.org/id/graph/one"
GRAPH = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix wd: <http://www.wikidata.org/entity/> .

<https://example.org/id/person/ada-veil> a kg:Person ; rdfs:label "Ada Véil"@en ; skos:altLabel "A. Veil"@en ;
    skos:exactMatch wd:Q1 .
<https://example.org/id/person/bo-veil> a kg:Person ; rdfs:label "Bo Veil"@en .
<https://example.org/id/person/script> a kg:Person ; rdfs:label "<script>alert(1)</script>"@en ;
    skos:altLabel "\\"><img src=x onerror=alert(2)>"@en .
<https://example.org/id/state/norland> a kg:State ; rdfs:label "Norland"@en ; skos:altLabel "Republic of Norland"@en ;
    skos:exactMatch wd:Q2 .
<https://example.org/id/place/norland> a kg:Place , kg:City ; rdfs:label "Norland"@en ; wgs:lat 1.5 ; wgs:long -2.25 .
<https://example.org/id/place/sudmark> a kg:Place , kg:City ; rdfs:label "Südmark"@de .
<https://example.org/id/tenure/a-ada-veil-minister> a kg:Tenure ; kg:holder <https://example.org/id/person/ada-veil> ;
    kg:position "Minister of Fish" ; kg:heldFor <https://example.org/id/state/norland> .
<https://example.org/id/event/meeting> a kg:Meeting ; rdfs:label "Meeting, Südmark"@en ;
    kg:agent <https://example.org/id/person/ada-veil> ; kg:place <https://example.org/id/place/sudmark> .
<https://example.org/id/article/a> a kg:Article ; dcterms:title "They meet" .
<https://example.org/id/mention/a-1-2> a kg:Mention ; kg:refersTo <https://example.org/id/person/ada-veil> ;
    kg:inArticle <https://example.org/id/article/a> .
"""
OWN_CLASS = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/ns#Port> a owl:Class ; rdfs:subClassOf kg:Place ; rdfs:label "port"@en , "Hafen"@de , "porto"@pt .
"""
ITEMS = (
    Item(
        "Q1",
        "Ada Veil",
        ("Veil",),
        "politician of Norland",
        (KG + "Person",),
        ("Q2",),
        (Held("Minister of Fish", "Norland", PartialDate(2019), PartialDate(2021, 5)),),
        popularity=9,
    ),
    Item("Q2", "Norland", ("Republic of Norland",), "", (KG + "State",), point=(60.0, 10.5), popularity=90),
    Item("Q3", "Norland", (), "town in the south", (KG + "City",), ("Q2",), popularity=2),
    Item("Q4", "<b>Bold</b>", ("<script>",), 'an "item" & more', (KG + "Place",)),
)


class FewItems:
    """An index of the items above, of which each is compared with each name."""

    def exact(self, name: str) -> tuple[Item, ...]:
        """The items of this name."""
        return tuple(item for item in ITEMS if fold(name) in map(fold, (item.label, *item.aliases)))

    def fuzzy(self, name: str, limit: int = 10) -> tuple[Item, ...]:
        """The items of names like this one."""
        near = {item.qid: similarity(fold(name), fold(item.label)) for item in ITEMS}
        return tuple(sorted((i for i in ITEMS if near[i.qid] > 0.5), key=lambda i: -near[i.qid]))[:limit]

    def item(self, qid: str) -> Item | None:
        """The item of this identifier."""
        return next((item for item in ITEMS if item.qid == qid), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an application answers."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        assert self.headers["content-type"] == "application/json"
        return json.loads(self.body)


def ask(
    app: Application,
    target: str,
    body: bytes | None = None,
    headers: Iterable[tuple[str, str]] = (),
    method: str | None = None,
) -> Answer:
    """The answer to one request; a request with a body is a POST."""
    path, _, query = target.partition("?")
    given = {"host": "localhost"} | {name.casefold(): value for name, value in headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method or ("GET" if body is None else "POST"),
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    sent: list[Any] = []

    messages = [{"type": "http.request", "body": body or b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not messages:
            await asyncio.Event().wait()  # the client is there until it is answered
        return messages.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    async def answered() -> None:
        await app(scope, receive, send)

    asyncio.run(answered())
    got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], got, b"".join(each.get("body", b"") for each in sent[1:]))


def ask_form(app: Application, target: str, **fields: Any) -> Answer:
    """The answer to a form with these fields, each the JSON of a value."""
    content = urlencode({name: json.dumps(value) for name, value in fields.items()})
    return ask(app, target, content.encode(), [("content-type", "application/x-www-form-urlencoded")])


def ask_json(app: Application, target: str, value: Any) -> Answer:
    """The answer to a value as JSON."""
    return ask(app, target, json.dumps(value).encode(), [("content-type", "application/json; charset=utf-8")])
