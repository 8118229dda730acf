"""The application that a server runs: its parts, and what is answered where nothing else is."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kgbuild.errors import KgbuildError, LimitError, QueryError
from kgbuild.serve.accept import best
from kgbuild.serve.exchange import html_answer, refused
from kgbuild.serve.guard import Guard
from kgbuild.serve.page import document, text
from kgbuild.serve.refusal import Refusal

Application = ASGIApp
"""What a server runs."""
PATH = "/api"


class Part(Protocol):
    """What is served at some addresses."""

    def routes(self) -> Sequence[Route]:
        """Its addresses; those of an earlier part come first."""
        ...

    def section(self, address: str) -> str:
        """HTML that tells how to use it; `address` is that of the server, without a slash at its end."""
        ...


def application(title: str, parts: Sequence[Part], names: Iterable[str] = ()) -> Application:
    """An ASGI application of some parts; `names` are host names that it answers to.

    A page at `/api` tells what is served, and at `/` too where no part has that.
    """

    async def overview(request: Request) -> Response:
        address = f"{request.url.scheme}://{request.url.netloc}"
        sections = "\n".join(each.section(address) for each in parts)
        words = "<p>All that is served can only be read.</p>"
        return html_answer(document(title, f"<h1>{text(title)}</h1>\n{sections}\n{words}"), forms=True)

    routes = [Route(PATH, overview, methods=["GET"])]
    routes += [route for part in parts for route in part.routes()]
    routes.append(Route("/", overview, methods=["GET"]))
    handlers = {
        Refusal: _refusal,
        HTTPException: _status,
        LimitError: _limit,
        QueryError: _wrong,
        KgbuildError: _fault,
        Exception: _bug,
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), names)


async def _refusal(request: Request, fault: Exception) -> Response:
    """The reason as JSON, or as a page for who would rather have one."""
    refusal = fault if isinstance(fault, Refusal) else Refusal(500, "an error of the server")
    answer = refused(refusal)
    if best(request.headers.getlist("accept"), ("application/json", "text/html")) != "text/html":
        return answer
    body = f"<h1>{text(refusal.message)}</h1>\n<p>{text(refusal.hint)}</p>"
    page = html_answer(document(refusal.message, body), status=refusal.status)
    if refusal.again:
        page.headers["Retry-After"] = answer.headers["Retry-After"]
    return page


async def _status(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, HTTPException):
        return await _bug(request, fault)
    answer = await _refusal(request, Refusal(fault.status_code, fault.detail.casefold()))
    answer.headers.update(fault.headers or {})
    return answer


async def _wrong(request: Request, fault: Exception) -> Response:
    """A query, or a value for it, that cannot be asked."""
    return await _refusal(request, Refusal(400, str(fault), fault.hint if isinstance(fault, QueryError) else ""))


async def _limit(request: Request, fault: Exception) -> Response:
    """A query that was given up (SPARQL 1.1 Protocol, §2.1.6: 500 where a service refuses to go on with one)."""
    return await _refusal(request, Refusal(500, str(fault), "ask for less at once, or add a LIMIT"))


async def _fault(_: Request, fault: Exception) -> Response:
    """What is wrong with the data that is served, such as an index that is damaged meanwhile."""
    return refused(Refusal(500, str(fault)))


async def _bug(_: Request, _fault: Exception) -> Response:
    return refused(Refusal(500, "an error of the server"))
