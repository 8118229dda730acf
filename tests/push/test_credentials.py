"""Who pushes: said in the scheme that the store wants, to this store alone, and shown nowhere."""

import itertools
import subprocess
import sys
import traceback
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from kgbuild.cli import run
from kgbuild.cli.terminal import warn_of_readers
from kgbuild.errors import KgbuildError, PushError, QueryError
from kgbuild.pipeline import pushing
from kgbuild.project import Project
from kgbuild.push import LIMITS
from kgbuild.query import Endpoint, Truth, ask, read_text
from kgbuild.web import Credentials
from tests.push.conftest import ENVIRONMENT, GRAPHS, TOKEN_ENVIRONMENT, WHO, Pusher, written
from tests.push.stub import PASSWORD, TOKEN, USER, Answer, Fault, Handler, Script, Stub, serving
from tests.push.test_pushing import local

SECRETS = (
    PASSWORD,
    TOKEN,
    quote(PASSWORD),
    quote(PASSWORD, safe=""),
    b64encode(PASSWORD.encode()).decode(),
    b64encode(f"{USER}:{PASSWORD}".encode()).decode(),
)
SCHEMES = [("basic", "MD5"), ("digest", "MD5"), ("digest", "SHA-256"), ("digest", "MD5-sess"), ("bearer", "MD5")]


def shown(words: str | Iterable[str]) -> list[str]:
    """The secrets that stand in a text."""
    text = words if isinstance(words, str) else "\n".join(words)
    return [secret for secret in SECRETS if secret in text]


def environment(scheme: str) -> dict[str, str]:
    """What is said in the environment for a scheme."""
    return TOKEN_ENVIRONMENT if scheme == "bearer" else ENVIRONMENT


@pytest.mark.parametrize(("scheme", "algorithm"), SCHEMES)
def test_schemes(project: Project, stub: Stub, scheme: str, algorithm: str) -> None:
    """A store that wants to know who one is gets it in its scheme, and each graph is sent once."""
    stub.scheme, stub.algorithm = scheme, algorithm
    outcomes = pushing.push(project, pushing.Wanted(stub.url, jobs=3), environment(scheme))
    assert not [each.reason for each in outcomes if each.reason]
    assert stub.graphs == local(project)
    assert stub.did("PUT") == GRAPHS


@pytest.mark.parametrize("uses", [1, 2])
def test_nonces_that_wear_out(project: Project, stub: Stub, pushed: Pusher, uses: int) -> None:
    """Where a nonce may be used only so often, the next one is taken, with several graphs at a time too."""
    stub.scheme, stub.uses = "digest", uses
    for number in range(10):
        written(project, f"article-{number}")
    assert not [each.reason for each in pushed(WHO, jobs=4) if each.reason]
    assert stub.graphs == local(project)


@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer"])
@pytest.mark.parametrize("who", [Credentials(), Credentials(USER, "wrong"), Credentials(token="wrong")])
def test_who_is_not_let_in(stub: Stub, pushed: Pusher, scheme: str, who: Credentials) -> None:
    """Who may not write is told after few requests how to say who they are."""
    stub.scheme = scheme
    with pytest.raises(PushError, match="401") as caught:
        pushed(who)
    assert "KGBUILD_PUSH_USER" in caught.value.hint
    assert len(stub.calls) <= 2
    assert not stub.graphs


def test_a_password_is_not_said_unasked(stub: Stub, pushed: Pusher) -> None:
    """A store that lets everybody in is not told user and password."""
    pushed(WHO)
    assert {call.authorization for call in stub.calls} == {""}


def test_a_password_is_not_said_in_basic_where_digest_will_do(stub: Stub, pushed: Pusher) -> None:
    """Of several schemes that a store offers, the one is taken that does not tell the password."""
    stub.scheme = "digest"
    pushed(WHO)
    assert not any(call.authorization.startswith("Basic") for call in stub.calls)


@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer"])
def test_no_credentials_elsewhere(project: Project, stub: Stub, scheme: str) -> None:
    """A store that redirects to another port, before or after it let one in, sends no credentials there."""
    stub.scheme = scheme
    with serving() as other:
        other.scheme = scheme
        for begin in (1, 3):
            stub.reset(since(begin, Answer(307, {"Location": other.url})))
            with faults() as found:
                pushing.push(project, pushing.Wanted(stub.url), environment(scheme))
            assert begin > 1 or "has moved to" in found[0]
        assert not other.calls


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"USER": "a"}, "KGBUILD_PUSH_PASSWORD is not set"),
        ({"PASSWORD": PASSWORD}, "KGBUILD_PUSH_USER is not set"),
        ({"USER": "a", "PASSWORD": PASSWORD, "TOKEN": TOKEN}, "both set"),
        ({"USER": "a:b", "PASSWORD": PASSWORD}, "no place for"),
        ({"USER": "a", "PASSWORD": f"{PASSWORD}\r\nX: 1"}, "no place for"),
        ({"TOKEN": f"{TOKEN}\r\nX: 1"}, "no place for"),
        ({"TOKEN": "tökén"}, "no place for"),
    ],
)
def test_credentials_that_do_not_fit(project: Project, stub: Stub, given: dict[str, str], message: str) -> None:
    """Half a pair, two ways at once, or what no header can hold is refused before anything is asked."""
    environment = {f"KGBUILD_PUSH_{name}": value for name, value in given.items()}
    with pytest.raises(PushError, match=message) as caught:
        pushing.push(project, pushing.Wanted(stub.url), environment)
    assert not stub.calls
    assert not shown([caught.value.message, caught.value.hint])


def telltale(handler: Handler) -> str:
    """What a store may repeat of a request: what it was told of who asks, and all forms of the secrets."""
    said = handler.headers.get("Authorization", "")
    return " ".join((said, *(each for each in SECRETS if said.startswith("Bearer") == (each == TOKEN))))


ECHOES: dict[str, Fault] = {
    "in the body": lambda handler: Answer(400, body=telltale(handler).encode()),
    "in the body of a 403": lambda handler: Answer(403, body=telltale(handler).encode()),
    "in the body of a 500": lambda handler: Answer(500, body=telltale(handler).encode()),
    "in a place": lambda handler: Answer(307, {"Location": "http://127.0.0.1:9/" + quote(telltale(handler))}),
    "in a realm": lambda handler: Answer(401, {"WWW-Authenticate": f'Odd realm="{quote(telltale(handler))}"'}),
    "in a status": lambda handler: said_in_the_status(handler),
}


def said_in_the_status(handler: Handler) -> None:
    """A status line that repeats all."""
    handler.wfile.write(f"HTTP/1.1 400 {telltale(handler)}\r\nContent-Length: 0\r\n\r\n".encode())
    handler.close_connection = True


@pytest.mark.parametrize("where", ECHOES)
@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer"])
def test_secrets_are_shown_nowhere(
    project: Project,
    stub: Stub,
    where: str,
    scheme: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever a store repeats, no password or token gets to the terminal, into a file of the project or an error."""
    monkeypatch.setattr(pushing, "LIMITS", replace(LIMITS, pause=0.001))
    for name, value in environment(scheme).items():
        monkeypatch.setenv(name, value)
    stub.scheme = scheme
    for begin in (1, 2, 3):
        stub.reset(since(begin, ECHOES[where]))
        run(["-C", str(project.root), "push", "--jobs", "1", "--timeout", "1", "--json", stub.url])
        with faults() as found:
            pushing.push(project, pushing.Wanted(stub.url, everything=True), environment(scheme))
        assert not shown(found)
        printed = capfd.readouterr()
        assert not shown([printed.out, printed.err])
    files = [path for path in project.root.rglob("*") if path.is_file()]
    assert any(path.suffix == ".journal" for path in files) or where == "in a place"
    assert not shown(path.read_text(encoding="utf-8", errors="replace") for path in files)


def since(begin: int, fault: Fault | Answer) -> Script:
    """This fault for each request from a certain one on that says who asks."""
    return lambda call: fault if call.number >= begin and (call.authorization or begin == 1) else None


@contextmanager
def faults() -> Iterator[list[str]]:
    """What a fault in the block says, and the faults behind it, with all their frames."""
    found: list[str] = []
    try:
        yield found
    except KgbuildError as fault:
        found += [repr(fault), fault.message, fault.hint]
        found += traceback.TracebackException.from_exception(fault, capture_locals=False).format(chain=True)


def test_credentials_do_not_show_themselves() -> None:
    """What holds a password or token does not show it where it is printed."""
    for who in (WHO, Credentials(token=TOKEN)):
        assert not shown([repr(who), str(who), f"{who}"])


@pytest.mark.parametrize("command", ["push", "query"])
def test_no_secrets_in_urls(project: Project, stub: Stub, command: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A URL that holds a password is refused, not repeated, and the hint says where to put it instead."""
    url = stub.url.replace("//", f"//{USER}:{quote(PASSWORD, safe='')}@")
    arguments = [url] if command == "push" else ["timeline", "--endpoint", url]
    assert run(["-C", str(project.root), command, *arguments]) == 2
    printed = capfd.readouterr()
    assert not shown([printed.out, printed.err])
    assert f"KGBUILD_{command.upper()}_USER" in printed.err
    assert not stub.calls


def test_help_shows_no_defaults_from_the_environment(tmp_path: Path) -> None:
    """The help of a command says the same whatever is in the environment."""
    command = [sys.executable, "-m", "kgbuild", "push", "--help"]
    said = set()
    for more in ({}, ENVIRONMENT):
        surroundings = {"PATH": "", **more}
        done = subprocess.run(command, env=surroundings, cwd=tmp_path, capture_output=True, text=True, check=True)
        said.add(done.stdout)
    assert len(said) == 1


@pytest.mark.parametrize(("scheme", "algorithm"), SCHEMES)
def test_queries_say_who_asks(stub: Stub, monkeypatch: pytest.MonkeyPatch, scheme: str, algorithm: str) -> None:
    """An endpoint that wants to know who one is gets what KGBUILD_QUERY_… say, and not what is for pushes."""
    stub.scheme, stub.algorithm = scheme, algorithm
    endpoint = Endpoint(f"{stub.origin}/sparql")
    for name, value in environment(scheme).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(QueryError, match="401") as caught:
        ask(endpoint, read_text("ASK {}"))
    assert "KGBUILD_QUERY_USER" in caught.value.hint
    for name, value in environment(scheme).items():
        monkeypatch.setenv(name.replace("PUSH", "QUERY"), value)
    assert ask(endpoint, read_text("ASK {}")) == Truth(True)


def test_every_secret_is_hidden() -> None:
    """Password and token are made unreadable in all the forms that a request may have them in."""
    for first, second in itertools.permutations(SECRETS, 2):
        words = Credentials(USER, PASSWORD, TOKEN).hidden(f"a {first} b{second}c")
        assert not shown(words)
        assert words.startswith("a ")


@pytest.mark.parametrize(
    ("url", "given", "warned"),
    [
        ("http://store.example/", ENVIRONMENT, True),
        ("http://store.example/", TOKEN_ENVIRONMENT, True),
        ("https://store.example/", ENVIRONMENT, False),
        ("http://127.0.0.1:8890/", ENVIRONMENT, False),
        ("http://store.example/", {}, False),
    ],
)
def test_a_warning_of_readers(
    url: str, given: dict[str, str], warned: bool, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who would send a password or token to another machine unencrypted is warned."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    warn_of_readers(url, "KGBUILD_PUSH", PushError)
    assert ("unencrypted" in capfd.readouterr().err) == warned
