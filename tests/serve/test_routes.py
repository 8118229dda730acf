"""What is asked over HTTP is answered as the protocol says, and what is put into pages stays text."""

import json
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from kgbuild.serve import Application
from tests.serve.asked import ask, ask_form, ask_json

PROJECT, ITEMS, DRAFT = "/reconcile/project", "/reconcile/wikidata", "/reconcile/project/1.0-draft"


class Tags(HTMLParser):
    """Collects the elements of a page, their attributes and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def test_the_manifest_names_addresses_as_the_client_sees_them(app: Application) -> None:
    """The addresses in the manifest of 0.2 begin with the host that the client asked, and are answered."""
    manifest = ask(app, PROJECT, headers=[("host", "kg.example.org:81")]).json
    assert manifest["identifierSpace"] == "https://example.org/id/"
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        address = service["service_url"] + service["service_path"]
        assert address.startswith("http://kg.example.org:81/reconcile/project/")
        assert ask(app, address.removeprefix("http://kg.example.org:81") + "?prefix=a&type=Person").status == 200
    preview = manifest["preview"]["url"].removeprefix("http://kg.example.org:81")
    assert ask(app, preview.replace("{{id}}", quote("person/ada-veil", safe=""))).status == 200


def test_the_draft_names_the_iris_of_its_entities(app: Application) -> None:
    """The view of 1.0 makes of an identifier the IRI of the entity, and its score is out of a hundred."""
    manifest = ask(app, DRAFT).json
    assert manifest["view"]["url"] == "https://example.org/id/{+id}"
    assert manifest["standardizedScore"] is True
    assert ask(app, f"{ITEMS}/1.0-draft").json["view"]["url"] == "http://www.wikidata.org/entity/{+id}"


def test_queries_are_answered_by_get_and_post(app: Application) -> None:
    """The same batch has the same answer in the URL, in a form, and in a form that is not encoded but UTF-8."""
    batch = {"q0": {"query": "Südmark"}, "any key": {"query": "nothing"}}
    by_form = ask_form(app, PROJECT, queries=batch)
    text = json.dumps(batch, ensure_ascii=False)
    by_url = ask(app, f"{PROJECT}?queries={quote(text)}&callback=f&_=1")
    kind = [("content-type", "application/x-www-form-urlencoded")]
    plain = ask(app, PROJECT, f"queries={text}".encode(), kind)
    assert by_form.json == by_url.json == plain.json
    (found,) = by_form.json["q0"]["result"]
    assert (found["id"], found["name"], found["match"], found["score"]) == ("place/sudmark", "Südmark", True, 100)
    assert found["type"] == [{"id": "City", "name": "city"}]
    assert by_form.json["any key"] == {"result": []}


def test_the_draft_tells_languages_and_names_of_features(app: Application) -> None:
    """A candidate of 1.0 names its language, and each feature in words."""
    conditions = [
        {"matchType": "name", "propertyValue": "Südmark"},
        {"matchType": "property", "propertyId": "event", "propertyValue": "Meeting, Südmark"},
    ]
    for name in ("match", "reconcile"):
        answer = ask_json(app, f"{DRAFT}/{name}", {"queries": [{"conditions": conditions}]}).json
        (found,) = answer["results"][0]["candidates"]
        assert found["lang"] == "de"
        assert found["type"] == [{"id": "City", "name": "city", "lang": "en"}]
        assert [each["name"] for each in found["features"]] == ["name", "takes part in"]


def test_the_language_of_types_is_the_reader_s(app: Application) -> None:
    """The name of a type is in the language of Accept-Language where it has one, and is found in it."""
    reader = [("accept-language", "de-CH, en;q=0.3")]
    (found,) = ask(app, f"{PROJECT}/suggest/type?prefix=haf", headers=reader).json["result"]
    assert found["name"] == "Hafen"
    assert ask(app, f"{PROJECT}/suggest/type?prefix=haf").json["result"] == []
    assert ask(app, f"{PROJECT}/suggest/type?prefix=port").json["result"][0]["name"] == "port"


def test_data_is_extended_with_values_and_links_to_the_other_space(app: Application) -> None:
    """Each entity has a row with the values wanted; a column of entities of the other space names its endpoint."""
    properties = [{"id": "country"}, {"id": "exactMatch"}, {"id": "label", "settings": {"limit": 1}}]
    answer = ask_form(app, PROJECT, extend={"ids": ["person/ada-veil", "no/one"], "properties": properties}).json
    assert answer["meta"][1] == {
        "id": "exactMatch",
        "name": "Wikidata item",
        "service": "http://localhost/reconcile/wikidata",
    }
    assert answer["rows"] == {
        "person/ada-veil": {
            "country": [{"id": "state/norland", "name": "Norland"}],
            "exactMatch": [{"id": "Q1", "name": "item Q1"}],
            "label": [{"str": "Ada Véil"}],
        },
        "no/one": {"country": [], "exactMatch": [], "label": []},
    }
    draft = ask_json(app, f"{ITEMS}/1.0-draft/extend", {"ids": ["Q1"], "properties": [{"id": "exactMatch"}]}).json
    assert draft["meta"][0]["service"] == "http://localhost/reconcile/project/1.0-draft"
    assert draft["rows"][0]["properties"][0]["values"] == [{"id": "person/ada-veil", "name": "Ada Véil"}]


def test_suggestions_go_on_at_the_cursor(app: Application) -> None:
    """Suggestions are skipped up to the cursor, filtered by type, and an identifier is suggested first."""
    every = [each["id"] for each in ask(app, f"{PROJECT}/suggest/entity?prefix=").json["result"]]
    assert len(every) == 6
    rest = ask(app, f"{PROJECT}/suggest/entity?prefix=&cursor=4").json["result"]
    assert [each["id"] for each in rest] == every[4:]
    persons = ask(app, f"{PROJECT}/suggest/entity?prefix=&type=Person").json["result"]
    assert {each["id"] for each in persons} == {each for each in every if each.startswith("person/")}
    assert ask(app, f"{PROJECT}/suggest/entity?prefix=person/bo-veil").json["result"][0]["name"] == "Bo Veil"
    assert ask(app, f"{ITEMS}/suggest/entity?prefix=Q3").json["result"][0]["description"] == "town in the south"


def test_proposed_properties_suit_the_type(app: Application) -> None:
    """A position is proposed for persons and for all kinds of entities, not for cities."""

    def proposed(kind: str) -> set[str]:
        return {each["id"] for each in ask(app, f"{PROJECT}/extend/propose?type={kind}").json["properties"]}

    assert "position" in proposed("Person") & proposed("Actor") & proposed("Unheard")
    assert "position" not in proposed("City")
    assert "coordinates" in proposed("City") - proposed("Person")


@pytest.mark.parametrize("target", [f"{PROJECT}/preview?id=person/script", f"{ITEMS}/preview?id=Q4", "/"])
def test_no_text_becomes_markup(app: Application, target: str) -> None:
    """A name, alias or title that is markup stands on pages as text; no element can run, and the policy forbids it."""
    answer = ask(app, target)
    page = Tags(answer.body)
    assert answer.status == 200
    assert not page.names & {"script", "img", "b", "small", "iframe", "object"}
    assert not [name for name in page.attributes if name.startswith("on")]
    assert "<script>" in page.text or "<small>" in page.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert ("frame-ancestors *" in policy) is ("preview" in target)


def test_the_front_page_names_both_services(app: Application) -> None:
    """The addresses to paste into OpenRefine stand on the front page, and each answers with a manifest."""
    page = Tags(ask(app, "/").body).text
    for space in ("project", "wikidata"):
        assert f"http://localhost/reconcile/{space}" in page
        assert ask(app, f"/reconcile/{space}").json["versions"] == ["0.2"]


@pytest.mark.parametrize(
    ("target", "body", "kind", "status"),
    [
        ("/nowhere", None, "", 404),
        (f"{PROJECT}/preview?id=no/one", None, "", 404),
        (f"{PROJECT}/preview", None, "", 404),
        (f"{PROJECT}?queries=%7B", None, "", 400),
        (f"{PROJECT}?queries=%FF", None, "", 400),
        (f"{PROJECT}?" + "a=1&" * 30, None, "", 400),
        (f"{PROJECT}/suggest/entity?cursor=-1", None, "", 400),
        (f"{PROJECT}/suggest/entity?prefix=" + "x" * 1001, None, "", 400),
        (PROJECT, b"nothing=1", "application/x-www-form-urlencoded", 400),
        (PROJECT, b"queries={}", "text/plain", 415),
        (PROJECT, b"{}", "application/json", 415),
        (f"{DRAFT}/match", b"queries={}", "application/x-www-form-urlencoded", 415),
        (f"{DRAFT}/match", b"[", "application/json", 400),
        (f"{DRAFT}/match", b"[" * 200_000, "application/json", 400),
        (f"{DRAFT}/match", b" " * 1_000_001, "application/json", 413),
        (f"{DRAFT}/extend", b"{}", "application/json", 400),
        (DRAFT, b"{}", "application/json", 405),
        (f"{PROJECT}/suggest/entity", b"", "text/plain", 405),
    ],
)
def test_what_cannot_be_answered_is_refused(
    app: Application, target: str, body: bytes | None, kind: str, status: int
) -> None:
    """A request that is wrong, too large, or goes to no address has its status, and says why in JSON."""
    answer = ask(app, target, body, [("content-type", kind)] if kind else [])
    assert answer.status == status
    assert answer.json["error"]
    assert answer.headers["access-control-allow-origin"] == "*"
