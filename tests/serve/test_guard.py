"""Who may ask, and from where."""

import asyncio

import pytest
from starlette.types import Receive, Scope, Send

from kgbuild.errors import LinkError
from kgbuild.link.item import Item
from kgbuild.serve import Application, ProjectSpace, Reconciliation, TypeTree, WikidataSpace, application, guard
from tests.serve.asked import FewItems, ask, ask_form

OURS = ("localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "10.1.2.3", "kg.example.org")
OTHERS = ("evil.example", "", "localhost.evil.example", "x@localhost", "localhost:x", "127.0.0.1.evil.example", "[::1")


@pytest.mark.parametrize("host", OURS)
def test_own_hosts_are_answered(app: Application, host: str) -> None:
    """Requests to localhost, to an IP address or to an allowed name are answered."""
    assert ask(app, "/reconcile/project", headers=[("host", host)]).status == 200


@pytest.mark.parametrize("host", OTHERS)
def test_other_hosts_are_refused(app: Application, host: str) -> None:
    """A request to any other host, such as a name that was made to lead here, is refused."""
    answer = ask(app, "/reconcile/project", headers=[("host", host)])
    assert answer.status == 421
    assert "--allow-host" in answer.json["hint"]


def test_every_origin_may_read(app: Application) -> None:
    """Answers may be read by pages of any origin, and a browser that asks beforehand is told so."""
    origin = ("origin", "https://a.example")
    wanted = [origin, ("access-control-request-method", "POST")]
    before = ask(app, "/reconcile/project/1.0-draft/match", headers=wanted, method="OPTIONS")
    assert (before.status, before.body) == (204, b"")
    assert before.headers["access-control-allow-origin"] == "*"
    assert "POST" in before.headers["access-control-allow-methods"]
    assert "Content-Type" in before.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in before.headers
    for path in ("", "reconcile/project", "reconcile/project/suggest/type?prefix=", "reconcile/project/preview?id=x"):
        assert ask(app, f"/{path}", headers=[origin]).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_nothing_can_be_changed(app: Application, method: str) -> None:
    """Methods that would change something are not allowed anywhere."""
    for target in ("/", "/reconcile/project", "/reconcile/wikidata/1.0-draft/extend"):
        assert ask(app, target, method=method).status == 405


def test_answers_are_kept_harmless(app: Application) -> None:
    """Every answer forbids guessing its type, and what is no page forbids everything else."""
    answer = ask(app, "/reconcile/project")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_heads_are_bounded(app: Application) -> None:
    """Headers, or parameters in the URL, that are longer than 64 KiB together are refused."""
    assert ask(app, "/", headers=[("x", "x" * 65_536)]).status == 431
    assert ask(app, "/reconcile/project?queries=" + "x" * 65_536).status == 431


def test_an_answer_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """An application that does not answer in time is cut short with 503."""
    monkeypatch.setattr(guard, "REQUEST_SECONDS", 0.05)

    async def endless(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.sleep(60)

    answer = ask(guard.Guard(endless, []), "/")
    assert answer.status == 503
    assert answer.json["error"] == "the answer takes too long"


def test_data_that_is_damaged_meanwhile_is_told(own: ProjectSpace, types: TypeTree) -> None:
    """An index that cannot be read any more is an error of the server, with its reason."""

    class Damaged(FewItems):
        def exact(self, name: str) -> tuple[Item, ...]:
            raise LinkError("names is damaged")

    app = application("A project", [Reconciliation([own, WikidataSpace(Damaged(), types, own.linked)], types)])
    answer = ask_form(app, "/reconcile/wikidata", queries={"q": {"query": "Norland"}})
    assert (answer.status, answer.json) == (500, {"error": "names is damaged"})
