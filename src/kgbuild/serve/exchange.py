"""Requests read within bounds, and answers written, the same way for all that is served."""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kgbuild.serve.page import policy
from kgbuild.serve.refusal import Refusal

LARGEST_BODY = 1_000_000
BODY_SECONDS = 10.0
_FIELDS = 20
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"

T = TypeVar("T")


async def form(request: Request) -> dict[str, str]:
    """The fields of a form in the body of a request; Refusal where it is none or too large."""
    return fields(await _body(request, _FORM))


async def json_text(request: Request) -> bytes:
    """The JSON in the body of a request, as text; Refusal where its type is another or it is too large."""
    return await _body(request, _JSON)


def query(request: Request) -> dict[str, str]:
    """The parameters of a URL; Refusal where they are not UTF-8 or too many."""
    return fields(request.scope["query_string"])


def fields(encoded: bytes) -> dict[str, str]:
    """The first value of each name in URL-encoded text; Refusal where it is not UTF-8 or has too many."""
    try:
        pairs = parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise Refusal(400, f"parameters that cannot be read: {error}", "write them in UTF-8, URL-encoded") from None
    return dict(reversed(pairs))


async def _body(request: Request, wanted: str) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != wanted:
        raise Refusal(415, f"a body of type {kind or 'none'}", f"send {wanted}")
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length[:12]) > LARGEST_BODY:
        raise Refusal(413, f"a body of more than {LARGEST_BODY} bytes")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise Refusal(413, f"a body of more than {LARGEST_BODY} bytes")
    except TimeoutError:
        raise Refusal(408, f"the body took more than {BODY_SECONDS:.0f} seconds") from None
    except ClientDisconnect:
        raise Refusal(400, "the body is not complete") from None
    return bytes(body)


async def aside(limiter: CapacityLimiter, work: Callable[..., T], *given: Any) -> T:
    """What a function returns, called in a thread so that others are served meanwhile."""
    return await to_thread.run_sync(partial(work, *given), limiter=limiter)


def json_answer(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, status, media_type=_JSON)


def html_answer(page: str, frames: str = "'none'", status: int = 200) -> Response:
    """A page; `frames` says which sites may show it in a frame."""
    return Response(page, status, {"Content-Security-Policy": policy(frames)}, "text/html")


def refused(refusal: Refusal) -> Response:
    """Why a request is not answered, as JSON."""
    hint = {"hint": refusal.hint} if refusal.hint else {}
    return json_answer({"error": refusal.message, **hint}, refusal.status)
