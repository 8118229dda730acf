"""How services are asked for items: by a user who can be reached, and for JSON."""

import re
from urllib.parse import urlencode

from kgbuild.errors import LinkError
from kgbuild.web import AGENT, AnswerError, Client, Clock, Head, Limits, Manners, Request, checked_url, refuse_busy
from kgbuild.web.address import said

_JSON = "application/json"
_CONTACT = re.compile(r"(mailto:)?[\w.+-]+@[\w-]+(\.[\w-]+)+|https?://[^\s()<>]+", re.ASCII)
_HINT = (
    'say in kgbuild.toml how those who run a service can reach you; below [wikidata] write: contact = "you@example.org"'
)


def user_agent(contact: str) -> str:
    """How kgbuild presents itself to a service; LinkError where `contact` is no e-mail address and no http(s) URL."""
    if not contact.strip():
        raise LinkError("services are asked only with a contact, and kgbuild.toml gives none", _HINT)
    if not contact.isascii() or not _CONTACT.fullmatch(contact.strip()):
        raise LinkError(f"contact in kgbuild.toml is no e-mail address or URL: {contact[:100]!r}", _HINT)
    return f"{AGENT} (contact: {contact.strip()})"


def client(agent: str, limits: Limits, clock: Clock) -> Client:
    """A client that takes JSON alone."""
    return Client(Manners(agent, _check), limits, clock)


def service_url(url: str) -> str:
    """The URL of a service as it stands; LinkError where it is none of http or https, or holds a password."""
    return checked_url(url, "a service", LinkError)


def get(url: str, form: tuple[tuple[str, str], ...] = ()) -> Request:
    """What is asked with a GET, `form` in the URL."""
    return Request(url, form, accept=_JSON)


def post_form(url: str, form: tuple[tuple[str, str], ...]) -> Request:
    """What is asked with a POST, `form` in the body."""
    return Request(
        url, method="POST", body=urlencode(form).encode(), kind="application/x-www-form-urlencoded", accept=_JSON
    )


def post_json(url: str, document: bytes) -> Request:
    """What is asked with a POST of a JSON document."""
    return Request(url, method="POST", body=document, kind=_JSON, accept=_JSON)


def _check(request: Request, head: Head) -> None:
    """Let through only a whole answer in JSON."""
    refuse_busy(request, head)
    if head.status != 200:
        raise AnswerError(head.told(request.host))
    kind = head.kind
    if kind not in {_JSON, "text/json"} and not (kind.startswith("application/") and kind[-5:] == "+json"):
        raise AnswerError(f"{request.host} answers with {said(kind) or 'no content type'}, not with JSON")
    if head.encoding not in {"identity", "gzip", "x-gzip"}:
        raise AnswerError(f"{request.host} answers in an encoding that was not asked for")
