"""How a client says who it is: the basic, digest and bearer schemes of HTTP.

Source: RFC 9110, 11; RFC 7617 (basic), RFC 7616 (digest), RFC 6750 (bearer).
"""

import hashlib
import re
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.web.credentials import Credentials

_PARAMETER = r'[\w!#$%&\'*+.^`|~-]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s,"]+)'
_CHALLENGE = re.compile(rf"([\w-]+)(?:\s+({_PARAMETER}(?:\s*,\s*{_PARAMETER})*))?(?=\s*(?:,|$))", re.ASCII)
_VALUE = re.compile(r'([\w!#$%&\'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))', re.ASCII)
_HASHES = {"md5": "md5", "sha-256": "sha256"}


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a service wants to be told: a scheme such as `digest`, and its parameters."""

    scheme: str
    parameters: dict[str, str]


def challenges(headers: Iterable[str]) -> list[Challenge]:
    """What `WWW-Authenticate` headers ask for; what is none is left out."""
    found = []
    for header in headers:
        for scheme, listed in _CHALLENGE.findall(header):
            values = _VALUE.findall(listed)
            parameters = {name.casefold(): re.sub(r"\\(.)", r"\1", quoted) or bare for name, quoted, bare in values}
            found.append(Challenge(scheme.casefold(), parameters))
    return found


class Authentication:
    """Answers the challenges of one service, and what it has accepted it says without being asked; for many threads."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._lock = threading.Lock()
        self._challenge: Challenge | None = None
        self._count = 0

    def unasked(self, method: str, target: str) -> str | None:
        """The `Authorization` of a request before the service has asked for one, None while it is not known."""
        if self._credentials.token:
            return f"Bearer {self._credentials.token}"
        with self._lock:
            challenge = self._challenge
            self._count += 1
            count = self._count
        return None if challenge is None else self._answer(challenge, count, method, target)

    def chosen(self, wanted: Iterable[Challenge]) -> Challenge | None:
        """Which challenge to answer, the strongest that can be; None where none can be."""
        known = filter(_is_known, wanted) if self._credentials.user else ()
        return min(known, key=_strength, default=None)

    def asked(self, challenge: Challenge, method: str, target: str) -> str:
        """The first `Authorization` in answer to a challenge; `target` is path and query."""
        return self._answer(challenge, 1, method, target)

    def accepted(self, challenge: Challenge) -> None:
        """From now on say unasked what answers this challenge, whose first answer was accepted."""
        with self._lock:
            self._challenge, self._count = challenge, 1

    def _answer(self, challenge: Challenge, count: int, method: str, target: str) -> str:
        if challenge.scheme == "basic":
            return f"Basic {self._credentials.basic}"
        return _digest(challenge.parameters, self._credentials, count, method, target)


def _is_known(challenge: Challenge) -> bool:
    if challenge.scheme == "digest":
        return bool({"realm", "nonce"} <= challenge.parameters.keys() and _hash(challenge) and _offers_auth(challenge))
    return challenge.scheme == "basic"


def _hash(challenge: Challenge) -> str | None:
    return _HASHES.get(challenge.parameters.get("algorithm", "MD5").casefold().removesuffix("-sess"))


def _offers_auth(challenge: Challenge) -> bool:
    return "auth" in re.split(r"\s*,\s*", challenge.parameters.get("qop", "auth"))


def _strength(challenge: Challenge) -> int:
    """The place of a challenge among several, the strongest first."""
    return 2 if challenge.scheme == "basic" else 1 if _hash(challenge) == "md5" else 0


def _digest(asked: dict[str, str], credentials: Credentials, count: int, method: str, target: str) -> str:
    """What the digest scheme says for the request number `count` with this nonce."""
    algorithm = asked.get("algorithm", "MD5")
    name = _HASHES[algorithm.casefold().removesuffix("-sess")]

    def digest(*parts: str) -> str:
        return hashlib.new(name, ":".join(parts).encode(), usedforsecurity=False).hexdigest()

    own, number = secrets.token_hex(16), f"{count:08x}"
    who = digest(credentials.user, asked["realm"], credentials.password)
    if algorithm.casefold().endswith("-sess"):
        who = digest(who, asked["nonce"], own)
    what = digest(method, target)
    with_quality = "qop" in asked
    response = digest(who, asked["nonce"], *((number, own, "auth") if with_quality else ()), what)
    said = {"username": credentials.user, "uri": target, "response": response}
    said |= {name: asked[name] for name in ("realm", "nonce", "opaque") if name in asked}
    said |= {"cnonce": own} if with_quality else {}
    bare = {"algorithm": algorithm} if "algorithm" in asked else {}
    bare |= {"qop": "auth", "nc": number} if with_quality else {}
    quoted = (f'{key}="{_escaped(value)}"' for key, value in said.items())
    header = "Digest " + ", ".join([*quoted, *(f"{key}={value}" for key, value in bare.items())])
    return header.encode().decode("latin-1")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
