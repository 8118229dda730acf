"""How a client says who it is: as the standards write it, and what is no challenge is none."""

import secrets

import pytest

from kgbuild.errors import PushError
from kgbuild.web import Credentials, checked_url, is_loopback
from kgbuild.web.address import moved
from kgbuild.web.authentication import Authentication, Challenge, challenges

MUFASA = Credentials("Mufasa", "Circle of Life")
NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
OWN = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_example_of_the_standard(monkeypatch: pytest.MonkeyPatch, algorithm: str, response: str) -> None:
    """The answers to the challenges of RFC 7616, 3.9.1, are those that stand there."""
    monkeypatch.setattr(secrets, "token_hex", lambda _: OWN)
    header = (
        f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, nonce="{NONCE}", '
        f'opaque="{OPAQUE}"'
    )
    known = Authentication(MUFASA)
    challenge = known.chosen(challenges([header]))
    assert challenge is not None
    (said,) = challenges([known.asked(challenge, "GET", "/dir/index.html")])
    assert said.scheme == "digest"
    assert said.parameters == {
        "username": "Mufasa",
        "realm": "http-auth@example.org",
        "uri": "/dir/index.html",
        "algorithm": algorithm,
        "nonce": NONCE,
        "nc": "00000001",
        "cnonce": OWN,
        "qop": "auth",
        "response": response,
        "opaque": OPAQUE,
    }


def test_digest_without_quality() -> None:
    """A server of before 1999 gets the response of RFC 2069, as its errata compute it."""
    known = Authentication(Credentials("Mufasa", "CircleOfLife"))
    nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093"
    challenge = known.chosen(challenges([f'Digest realm="testrealm@host.com", nonce="{nonce}"']))
    assert challenge is not None
    (said,) = challenges([known.asked(challenge, "GET", "/dir/index.html")])
    assert said.parameters["response"] == "1949323746fe6a43ef61f9606e7febea"
    assert not {"nc", "cnonce", "qop", "algorithm"} & said.parameters.keys()


def test_each_request_has_a_number() -> None:
    """What was accepted is said unasked from then on, each time with the next number."""
    known = Authentication(MUFASA)
    assert known.unasked("PUT", "/") is None
    challenge = Challenge("digest", {"realm": "r", "nonce": "n", "qop": "auth"})
    known.accepted(challenge)
    said = [challenges([known.unasked("PUT", "/") or ""])[0].parameters["nc"] for _ in range(3)]
    assert said == ["00000002", "00000003", "00000004"]


@pytest.mark.parametrize(
    ("headers", "chosen"),
    [
        ([], None),
        ([""], None),
        (["Negotiate", "NTLM TlRMTVNTUAAB"], None),
        (['Digest realm="r"'], None),
        (['Digest realm="r", nonce="n", algorithm=SHA-512-256'], None),
        (['Digest realm="r", nonce="n", qop="auth-int"'], None),
        (['Bearer realm="r"'], None),
        (["basic"], "basic"),
        (['Basic realm="a, Digest realm=b"'], "basic"),
        (["Negotiate", 'Basic realm="r"'], "basic"),
        (['Basic realm="r", Digest realm="r", nonce="n"'], "digest MD5"),
        (
            ['Digest realm="r",nonce="n",algorithm=MD5', 'digest realm="r",nonce="n",algorithm=sha-256'],
            "digest sha-256",
        ),
        (['Digest nonce = "n" , realm = "r" , stale="false"'], "digest MD5"),
        (['\x00=,=,="', "Digest " + 'a="' * 2000], None),
    ],
)
def test_challenges(headers: list[str], chosen: str | None) -> None:
    """Of several challenges the strongest is answered that can be; what cannot be answered, or is none, is not."""
    found = Authentication(MUFASA).chosen(challenges(headers))
    told = found and (
        f"digest {found.parameters.get('algorithm', 'MD5')}" if found.scheme == "digest" else found.scheme
    )
    assert told == chosen


def test_who_has_no_password_answers_nothing() -> None:
    """Without a user there is nothing to answer with, and a token is no password."""
    for who in (Credentials(), Credentials(token="abc")):
        assert Authentication(who).chosen(challenges(['Basic realm="r"'])) is None


@pytest.mark.parametrize(
    ("place", "leads"),
    [
        ("/b", "http://a.example/b"),
        ("http://A.example/b?graph=x", "http://a.example/b?graph=x"),
        ("", None),
        ("https://a.example/b", None),
        ("http://a.example:8080/b", None),
        ("http://a.example@b.example/", None),
        ("//b.example/", None),
        ("http://a.example/\x1b", None),
        ("http://[/", None),
    ],
)
def test_redirects(place: str, leads: str | None) -> None:
    """A redirect leads to the same scheme, host and port, or nowhere."""
    found = moved("http://a.example/store", place)
    assert (found and found.replace("A.example", "a.example")) == leads


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example/",
        "ftp://a.example/",
        "http://",
        "http://a b/",
        "http://x:0/",
        "http://ü.example/",
        "http://a.example/#b",
    ],
)
def test_urls(url: str) -> None:
    """Only absolute http and https URLs in ASCII are taken."""
    with pytest.raises(PushError, match="not the URL of a store"):
        checked_url(url, "a store", PushError)


@pytest.mark.parametrize(
    "url",
    ["http://u:pa55@a.example/", "https://pa55@a.example/", "http://u:pa55@a.example:0/", "u:pa55@a.example"],
)
def test_urls_with_passwords(url: str) -> None:
    """A URL that holds a password is refused without repeating it."""
    with pytest.raises(PushError, match="not the URL of a store") as caught:
        checked_url(url, "a store", PushError)
    assert "pa55" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.9", True), ("::1", True), ("10.0.0.1", False), ("a.example", False)],
)
def test_loopback(host: str, here: bool) -> None:
    """This machine itself is told from others."""
    assert is_loopback(host) == here
