"""The application that a server runs: its addresses, and what is answered where nothing else is."""

from collections.abc import Iterable, Sequence

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kgbuild.errors import KgbuildError
from kgbuild.serve.exchange import html_answer, refused
from kgbuild.serve.front import front
from kgbuild.serve.guard import Guard
from kgbuild.serve.reconcile import Service, Space, TypeTree
from kgbuild.serve.refusal import Refusal

Application = ASGIApp
"""What a server runs."""


def application(title: str, spaces: Sequence[Space], types: TypeTree, names: Iterable[str] = ()) -> Application:
    """An ASGI application that reconciles with the spaces; `names` are host names that it answers to."""
    limiter = CapacityLimiter(1)

    async def root(request: Request) -> Response:
        return html_answer(front(title, f"{request.url.scheme}://{request.url.netloc}", spaces))

    routes = [Route("/", root, methods=["GET"])]
    for space in spaces:
        routes += Service(space, types, limiter).routes()
    handlers = {Refusal: _refusal, HTTPException: _status, KgbuildError: _fault, Exception: _bug}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), names)


async def _refusal(_: Request, fault: Exception) -> Response:
    return refused(fault if isinstance(fault, Refusal) else Refusal(500, "an error of the server"))


async def _status(_: Request, fault: Exception) -> Response:
    if not isinstance(fault, HTTPException):
        return await _bug(_, fault)
    answer = refused(Refusal(fault.status_code, fault.detail.casefold()))
    answer.headers.update(fault.headers or {})
    return answer


async def _fault(_: Request, fault: Exception) -> Response:
    """What is wrong with the data that is served, such as an index that is damaged meanwhile."""
    return refused(Refusal(500, str(fault)))


async def _bug(_: Request, _fault: Exception) -> Response:
    return refused(Refusal(500, "an error of the server"))
