"""kgbuild's own client of the protocol, written apart from the service, understands it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.link.online.cache import AnswerCache
from kgbuild.link.online.client import client
from kgbuild.link.online.question import Asked, Unanswered
from kgbuild.link.online.reconciler import Reconciler
from kgbuild.link.online.session import Session
from kgbuild.model.terms import PERSON, STATE
from kgbuild.serve import Application, listen
from kgbuild.serve.server import server
from kgbuild.web import Clock, Limits

KINDS = {"Q5": PERSON, "Q3624078": STATE, "Q515": "https://w3id.org/kgbuild/ontology#City"}


@pytest.fixture(scope="module")
def address(app: Application) -> Iterator[str]:
    """The address of a server that runs in a thread."""
    listener = listen("127.0.0.1", 0)
    running = server(app)
    thread = threading.Thread(target=running.run, args=([listener],))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session that gives up after the first try."""
    session = Session(AnswerCache(tmp_path), client("test", Limits(seconds=10, tries=1), Clock()))
    yield session
    session.close()


@pytest.mark.parametrize("version", ["", "/1.0-draft"])
def test_items_are_proposed(address: str, session: Session, version: str) -> None:
    """Names with classes and properties of Wikidata get the right items proposed, in both versions of the protocol."""
    asked = [
        Asked("Ada Veil", PERSON, (("P27", "Q2"),)),
        Asked("Norland", STATE),
        Asked("Norland", "https://w3id.org/kgbuild/ontology#City"),
        Asked("Somebody else"),
    ]
    session.begin()
    found = Reconciler(session, f"{address}/reconcile/wikidata{version}", KINDS, 10).candidates(asked)
    assert [found[each] for each in asked] == [("Q1",), ("Q2",), ("Q3",), ()]


def test_the_project_s_entities_are_not_taken_for_items(address: str, session: Session) -> None:
    """The manifest of the project's entities tells the client that they are none of Wikidata's."""
    asked = Asked("Norland")
    session.begin()
    found = Reconciler(session, f"{address}/reconcile/project", KINDS, 10).candidates([asked])
    assert isinstance(found[asked], Unanswered)
