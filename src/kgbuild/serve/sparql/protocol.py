"""What a request asks by the SPARQL 1.1 Protocol (§2.1): the query and the graphs that it is asked of."""

from dataclasses import dataclass

from starlette.requests import Request

from kgbuild.serve.exchange import body, media_type, pairs
from kgbuild.serve.refusal import Refusal
from kgbuild.store import is_iri

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_PARAMETERS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it was sent; the graphs are None where the request names none."""

    text: str
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None


async def asked(request: Request) -> Asked | None:
    """The query of a request; None for a GET that holds none. Refusal for what is no request of the protocol."""
    given = pairs(request.scope["query_string"], _MOST_PARAMETERS)
    if request.method == "POST":
        kind = media_type(request)
        if kind == _UPDATE:
            raise _read_only()
        if kind not in (FORM, QUERY):
            raise Refusal(415, f"a body of type {kind[:100] or 'none'}", f"send {QUERY}, or {FORM}")
        content = await body(request, kind)
        given += [("query", _text(content))] if kind == QUERY else pairs(content, _MOST_PARAMETERS)
    texts = [value for name, value in given if name == "query"]
    if any(name == "update" for name, _ in given):
        raise _read_only()
    if len(texts) > 1:
        raise Refusal(400, "more than one query", "send them one after the other")
    if not texts:
        if request.method == "POST":
            raise Refusal(400, "a request without a query", "give the parameter query")
        return None
    return Asked(texts[0], _graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri"))


def _graphs(given: list[tuple[str, str]], parameter: str) -> tuple[str, ...] | None:
    found = tuple(dict.fromkeys(value for name, value in given if name == parameter))
    for each in found:
        if not is_iri(each):
            raise Refusal(400, f"{parameter} is no absolute IRI: {each[:200]!r}")
    return found or None


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the query is not UTF-8") from None


def _read_only() -> Refusal:
    return Refusal(403, "there are no updates here: all that is served can only be read")
