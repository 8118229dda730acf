"""Requests read within bounds, and answers written, the same way for all that is served."""

import asyncio
import json
import re
from collections.abc import Callable, Coroutine
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
    return fields(await body(request, _FORM))


async def json_text(request: Request) -> bytes:
    """The JSON in the body of a request, as text; Refusal where its type is another or it is too large."""
    return await body(request, _JSON)


def query(request: Request) -> dict[str, str]:
    """The parameters of a URL; Refusal where they are not UTF-8 or too many."""
    return fields(request.scope["query_string"])


def fields(encoded: bytes) -> dict[str, str]:
    """The first value of each name in URL-encoded text; Refusal where it is not UTF-8 or has too many."""
    return dict(reversed(pairs(encoded)))


def pairs(encoded: bytes, most: int = _FIELDS) -> list[tuple[str, str]]:
    """The names and values in URL-encoded text, in order; Refusal where it is not UTF-8 or has more than `most`."""
    try:
        return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict", max_num_fields=most)
    except ValueError as error:
        raise Refusal(400, f"parameters that cannot be read: {error}", "write them in UTF-8, URL-encoded") from None


async def while_there(request: Request, work: Coroutine[None, None, T]) -> T:
    """What `work` gives; it is cancelled where the client goes away before. The request has been read to its end."""
    job, gone = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({job, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not job.done():
            raise Refusal(499, "the client has gone")
        return job.result()
    finally:
        gone.cancel()
        job.cancel()


async def _gone(request: Request) -> None:
    """Return when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)


def media_type(request: Request) -> str:
    """The media type of the body of a request, without parameters; Refusal where it is in another encoding."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = re.search(r"charset\s*=\s*\"?([^\s\";]*)", parameters, re.IGNORECASE)
    if charset and charset[1].casefold() not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, f"a body in {charset[1][:40]}", "send it in UTF-8")
    return kind.strip().lower()


async def body(request: Request, wanted: str) -> bytes:
    """The body of a request; Refusal where it is of another type, too large, too slow or not complete."""
    kind = media_type(request)
    if kind != wanted:
        raise Refusal(415, f"a body of type {kind or 'none'}", f"send {wanted}")
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length[:12]) > LARGEST_BODY:
        raise Refusal(413, f"a body of more than {LARGEST_BODY} bytes")
    read = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                read += chunk
                if len(read) > LARGEST_BODY:
                    raise Refusal(413, f"a body of more than {LARGEST_BODY} bytes")
    except TimeoutError:
        raise Refusal(408, f"the body took more than {BODY_SECONDS:.0f} seconds") from None
    except ClientDisconnect:
        raise Refusal(400, "the body is not complete") from None
    return bytes(read)


async def aside(limiter: CapacityLimiter, work: Callable[..., T], *given: Any) -> T:
    """What a function returns, called in a thread so that others are served meanwhile."""
    return await to_thread.run_sync(partial(work, *given), limiter=limiter)


def json_answer(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, status, media_type=_JSON)


def html_answer(page: str, frames: str = "'none'", status: int = 200, *, forms: bool = False) -> Response:
    """A page; `frames` says which sites may show it in a frame, `forms` whether its forms may be sent here."""
    return Response(page, status, {"Content-Security-Policy": policy(frames, forms=forms)}, "text/html")


def refused(refusal: Refusal) -> Response:
    """Why a request is not answered, as JSON."""
    hint = {"hint": refusal.hint} if refusal.hint else {}
    answer = json_answer({"error": refusal.message, **hint}, refusal.status)
    if refusal.again:
        answer.headers["Retry-After"] = str(refusal.again)
    return answer
