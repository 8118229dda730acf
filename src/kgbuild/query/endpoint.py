"""SPARQL 1.1 Protocol over HTTP: a query goes to the URL that a user names, and nowhere else.

It runs in the query process, so that the caller's clock and memory limit hold for a slow or endless answer too.
"""

import os
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

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
from kgbuild.web import (
    AGENT,
    AnswerError,
    Client,
    Clock,
    Credentials,
    Head,
    Limits,
    Manners,
    PassingError,
    RefusedError,
    Reply,
    Request,
    TooLargeError,
    checked_url,
    said,
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
_NAMES = "KGBUILD_QUERY"
_WHO = f"say who you are with {_NAMES}_USER and {_NAMES}_PASSWORD, or {_NAMES}_TOKEN"
_OTHER = "check that the URL is a SPARQL endpoint"
_BUSY = {429, 502, 503, 504}
_NOT_LET_IN = {401, 403, 407}
Asking = Callable[[str], QuerySolutions | QueryBoolean | Iterable[Triple]]


def asking(url: str, seconds: float, largest: int) -> Asking:
    """How the endpoint at `url` is asked; QueryError where the URL is not of http or https.

    `seconds` bounds the time for all tries of a query, `largest` the bytes of an answer. A query that the endpoint
    itself gave up (500) is not asked again.
    """
    checked_url(url, "an endpoint", QueryError, _WHO)
    credentials = Credentials.from_environment(_NAMES, os.environ, QueryError)
    limits = Limits(seconds, seconds, seconds, tries=3, size=largest, at_once=1, pause=0.5, jitter=0.5)
    client = Client(Manners(AGENT, _check, credentials), limits, Clock())

    def ask(query: str) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
        form = admit(query).form
        wants_graph = form in {"CONSTRUCT", "DESCRIBE"}
        accept = _ACCEPT_GRAPH if wants_graph else _ACCEPT_RESULTS
        # In a form: Virtuoso 7 never answers a query that is the body itself.
        body, kind = urlencode({"query": query}).encode(), "application/x-www-form-urlencoded"
        request = Request(url, method="POST", body=body, kind=kind, accept=accept)
        reply = _asked(client, request)
        if wants_graph:
            return _graph(reply.kind, reply.body, url)
        results = _results(reply.kind, reply.body, url)
        return _truth(results) if form == "ASK" and isinstance(results, QuerySolutions) else results

    return ask


def _asked(client: Client, request: Request) -> Reply:
    """The answer; QueryError says what the endpoint said."""
    try:
        return client.ask(request, lambda reply: reply, client.clock.monotonic() + client.limits.total)
    except RefusedError as fault:
        hint = _WHO if fault.status in _NOT_LET_IN else "check the query, and whether the endpoint is open to you"
        raise QueryError(f"the query is refused: {fault.reason}", hint) from None
    except TooLargeError as fault:
        raise QueryError(fault.reason, "add a LIMIT to the query") from None
    except AnswerError as fault:
        hint = "check the URL and the network; ask for less, or give more time with --timeout"
        raise QueryError(fault.reason, hint) from None


def _check(request: Request, head: Head) -> None:
    """Let through only what is said to be an answer."""
    words = head.words() if head.status >= 400 else ""
    if head.status in _BUSY:
        raise PassingError(head.told(request.host, words), head.wait)
    if head.status != 200:
        raise RefusedError(head.told(request.host, words), head.status)


def _results(kind: str, body: bytes, url: str) -> QuerySolutions | QueryBoolean:
    if kind not in _RESULTS:
        raise QueryError(f"{url} answers with {_named(kind)}, not SPARQL results", _OTHER)
    try:
        return parse_query_results(body, _RESULTS[kind])
    except (SyntaxError, ValueError) as fault:
        raise QueryError(f"{url} answers with broken results: {said(fault)}", "ask its keeper") from None


def _truth(table: QuerySolutions) -> QuerySolutions | QueryBoolean:
    """Yes or no as Virtuoso 7 says it, a table of the number 1 or 0; any other table as it is."""
    if [each.value for each in table.variables] != ["__ASK_RETVAL"]:
        return table
    said_yes = any(str(row[0].value) == "1" for row in table)
    truth = b'{"head": {}, "boolean": %s}' % (b"true" if said_yes else b"false")
    return parse_query_results(truth, QueryResultsFormat.JSON)


def _graph(kind: str, body: bytes, url: str) -> Iterable[Triple]:
    if kind not in _GRAPHS:
        raise QueryError(f"{url} answers with {_named(kind)}, not RDF", _OTHER)
    try:
        return [each.triple for each in parse(body, _GRAPHS[kind], url)]
    except GraphError as fault:
        raise QueryError(f"{url} answers with a broken graph: {said(fault.message)}", "ask its keeper") from None


def _named(kind: str) -> str:
    return said(kind) or "no content type"
