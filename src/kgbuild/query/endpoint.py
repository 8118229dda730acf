"""SPARQL 1.1 Protocol over HTTP: the one module that speaks to the network, and only to the URL that a user names.

It runs in the query process, so that the caller's clock and memory limit hold for a slow or endless answer too.
"""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from http.client import HTTPException
from urllib.parse import urlsplit

from kgbuild.errors import GraphError, QueryError
from kgbuild.query.refusals import admit
from kgbuild.store import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse,
    parse_query_results,
)

_RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": ".nt",
    "text/plain": ".nt",
    "text/turtle": ".ttl",
    "application/x-turtle": ".ttl",
    "application/rdf+xml": ".rdf",
}
_ACCEPT_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_GRAPH = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.7"
_LONGEST_REASON = 300


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is an error: the question goes to the URL that was named, or nowhere."""

    def redirect_request(self, *_: object) -> None:
        """No request."""


def asking(url: str, seconds: float, largest: int) -> Callable[[str], QuerySolutions | QueryBoolean | Iterable[Triple]]:
    """How the endpoint at `url` is asked; QueryError where the URL is not of http or https.

    `seconds` bounds each wait for the network, `largest` the bytes of an answer.
    """
    _check(url)
    opener = urllib.request.build_opener(_NoRedirects)

    def ask(query: str) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
        wants_graph = admit(query).form in {"CONSTRUCT", "DESCRIBE"}
        headers = {
            "Content-Type": "application/sparql-query; charset=utf-8",
            "Accept": _ACCEPT_GRAPH if wants_graph else _ACCEPT_RESULTS,
            "User-Agent": "kgbuild",
        }
        request = urllib.request.Request(url, query.encode(), headers, method="POST")  # noqa: S310 -- checked above
        kind, body = _fetched(opener, request, seconds, largest)
        return _graph(kind, body, url) if wants_graph else _results(kind, body, url)

    return ask


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and url.isascii()
    except ValueError:
        sound = False
    if not sound or any(character.isspace() or not character.isprintable() for character in url):
        raise QueryError(f"not the URL of an endpoint: {url[:200]!r}", "Give an absolute http or https URL.")


def _fetched(
    opener: urllib.request.OpenerDirector, request: urllib.request.Request, seconds: float, largest: int
) -> tuple[str, bytes]:
    """The media type and body of the answer; QueryError says what the endpoint said."""
    url = request.full_url
    try:
        with opener.open(request, timeout=seconds) as response:
            body: bytes = response.read(largest + 1)
            kind: str = response.headers.get_content_type()
    except urllib.error.HTTPError as fault:
        with fault:
            raise _refused(url, fault) from None
    except TimeoutError:
        raise QueryError(f"{url} does not answer in time", "Ask for less, or give more time with --timeout.") from None
    except (OSError, HTTPException, ValueError) as fault:
        reason = getattr(fault, "reason", None) or fault
        raise QueryError(f"{url} cannot be asked: {_said(reason)}", "Check the URL and the network.") from None
    if len(body) > largest:
        raise QueryError(f"{url} answers with more than {largest:,} bytes", "Add a LIMIT to the query.")
    return kind, body


def _refused(url: str, fault: urllib.error.HTTPError) -> QueryError:
    if 300 <= fault.code < 400:
        moved = fault.headers.get("Location", "elsewhere")
        return QueryError(f"{url} has moved to {_said(moved)}", "Name that URL, if you trust it.")
    try:
        reason = fault.read(4 * _LONGEST_REASON).decode(errors="replace")
    except (OSError, HTTPException):
        reason = ""
    told = f"{fault.code} {_said(fault.reason)}: {_said(reason)}".rstrip(": ")
    return QueryError(f"{url} refuses the query: {told}", "Check the query, and whether the endpoint is open to you.")


def _results(kind: str, body: bytes, url: str) -> QuerySolutions | QueryBoolean:
    if kind not in _RESULTS:
        raise QueryError(
            f"{url} answers with {_said(kind)}, not SPARQL results", "Check that the URL is a SPARQL endpoint."
        )
    try:
        return parse_query_results(body, _RESULTS[kind])
    except (SyntaxError, ValueError) as fault:
        raise QueryError(f"{url} answers with broken results: {_said(fault)}", "Ask its keeper.") from None


def _graph(kind: str, body: bytes, url: str) -> Iterable[Triple]:
    if kind not in _GRAPHS:
        raise QueryError(f"{url} answers with {_said(kind)}, not RDF", "Check that the URL is a SPARQL endpoint.")
    try:
        return [each.triple for each in parse(body, _GRAPHS[kind], url)]
    except GraphError as fault:
        raise QueryError(f"{url} answers with a broken graph: {_said(fault.message)}", "Ask its keeper.") from None


def _said(words: object) -> str:
    """What another machine said, on one line, short, and without characters that steer a terminal."""
    shown = "".join(each if each.isprintable() else " " for each in str(words))
    return " ".join(shown.split())[:_LONGEST_REASON]
