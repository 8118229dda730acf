"""The site over HTTP: things lead to their documents, documents come in the form that a client wants."""

import base64
import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import relpath, splitext
from urllib.parse import quote, urlsplit

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kgbuild.publish import Site
from kgbuild.serve.exchange import aside
from kgbuild.serve.formats import FILES, HTML, JSONLD, NTRIPLES, TURTLE, Format, content_type, negotiated
from kgbuild.serve.refusal import Refusal
from kgbuild.serve.signposts import signposts
from kgbuild.store import NamedNode, parse, to_ntriples

FORMS = (HTML, TURTLE, JSONLD, NTRIPLES)
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_FRONT = "index.html"
_NAMELESS = {".well-known/void": ".ttl"}
_MOST_KEPT = 64 << 20


@dataclass(frozen=True, slots=True)
class _Document:
    content: bytes
    etag: str


class Documents:
    """The files of a site by their paths, and its things below the path of the base IRI.

    With the base `https://example.org/kg/id/`, the thing `/id/person/x`, or `/kg/id/person/x`, leads to the document
    `/person/x`, which is the page or the RDF that `Accept` names. Where the base has no path, the thing is `/person/x`,
    and leads to `/person/x.html` and so on.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        path = urlsplit(site.imprint.base).path
        self._things = tuple({path, f"/{path.strip('/').rpartition('/')[2]}/"} - {"/", "//"})
        self._making = CapacityLimiter(2)
        self._kept: OrderedDict[str, _Document] = OrderedDict()
        self._size = 0

    def routes(self) -> list[Route]:
        """All addresses that no other part has."""
        return [Route("/{path:path}", self._answer, methods=["GET"])]

    def section(self, address: str) -> str:  # noqa: ARG002 -- the link is relative
        """The way to the pages, and how to get their data."""
        return (
            '<h2>Pages and their data</h2>\n<p>The <a href="./">pages</a> come as HTML, Turtle, JSON-LD or N-Triples, '
            "as <code>Accept</code> asks for them, or by the suffix <code>.html</code>, <code>.ttl</code>, "
            "<code>.jsonld</code>, <code>.nt</code>.</p>"
        )

    async def _answer(self, request: Request) -> Response:
        path = request.path_params["path"] or _FRONT
        if path in self._site:
            return await self._file(request, path)
        for prefix in self._things:
            if f"/{path}".startswith(prefix):
                return self._see_other(request, self._document_of(f"/{path}".removeprefix(prefix)))
        if forms := self._forms(path):
            return await self._negotiated(request, path, forms)
        stem, suffix = splitext(path)
        if suffix == NTRIPLES.suffix and NTRIPLES in self._forms(stem):
            return await self._file(request, path)
        raise Refusal(404, "there is nothing here")

    def _forms(self, stem: str) -> Sequence[Format]:
        """The forms that the document of this path has."""
        there = [form for form in FORMS[:3] if stem + form.suffix in self._site]
        return [*there, NTRIPLES] if TURTLE in there else there

    async def _negotiated(self, request: Request, path: str, forms: Sequence[Format]) -> Response:
        form, media = negotiated(request, forms)
        if not self._things and self._site.routes.node(path):
            answer = self._see_other(request, path + form.suffix)
        else:
            answer = await self._file(request, path + form.suffix)
            answer.headers["Content-Location"] = _relative(request, path + form.suffix)
            if "content-type" in answer.headers:
                answer.headers["Content-Type"] = content_type(media)
        return answer

    def _document_of(self, name: str) -> str:
        """The document of a thing by its name below the base, without a form; with an anchor where it is a part."""
        try:
            target = self._site.page_of(NamedNode(self._site.imprint.base + name))
        except ValueError:
            target = None
        if not target:
            raise Refusal(404, "there is no such thing in the graph")
        page, hash_, anchor = target.partition("#")
        return page.removesuffix(HTML.suffix) + hash_ + anchor

    def _see_other(self, request: Request, target: str) -> Response:
        return Response(status_code=303, headers={"Location": _relative(request, target), "Vary": "Accept"})

    async def _file(self, request: Request, path: str) -> Response:
        document = self._kept.get(path) or self._keep(path, await aside(self._making, self._made, path))
        suffix = _NAMELESS.get(path) or splitext(path)[1]
        headers = {
            "Content-Type": content_type(FILES.get(suffix, "application/octet-stream")),
            "ETag": document.etag,
            "Vary": "Accept",
        }
        if suffix == HTML.suffix:
            headers["Content-Security-Policy"] = POLICY
        stem = path.removesuffix(suffix)
        if any(suffix == form.suffix for form in FORMS) and (found := signposts(self._site, stem, suffix)):
            headers["Link"] = found
        if _matches(request.headers.get("if-none-match", ""), document.etag):
            del headers["Content-Type"]
            return Response(status_code=304, headers=headers)
        return Response(document.content, headers=headers)

    def _made(self, path: str) -> _Document:
        stem, suffix = splitext(path)
        if path in self._site:
            content = self._site.page(path)
        else:
            turtle = self._site.page(stem + TURTLE.suffix)
            content = to_ntriples(parse(turtle, TURTLE.suffix, path, base=self._site.imprint.base))
        digest = hashlib.sha256(suffix.encode() + content).digest()[:18]
        return _Document(content, f'"{base64.urlsafe_b64encode(digest).decode()}"')

    def _keep(self, path: str, document: _Document) -> _Document:
        """Keep what was made for the next time, within bounds: what was made first goes first."""
        if path not in self._kept and len(document.content) <= _MOST_KEPT // 4:
            self._kept[path] = document
            self._size += len(document.content)
            while self._size > _MOST_KEPT:
                self._size -= len(self._kept.popitem(last=False)[1].content)
        return document


def _relative(request: Request, target: str) -> str:
    """A path of the site as a link from what was asked for, so that it holds behind any prefix."""
    path, hash_, anchor = target.partition("#")
    found = quote(relpath(f"/{path}", request.scope["path"].rpartition("/")[0] or "/"), safe="/~")
    return f"{found}#{quote(anchor, safe='')}" if hash_ else found


def _matches(header: str, etag: str) -> bool:
    """Whether an If-None-Match header names the entity tag; weak ones count (RFC 9110, §13.1.2)."""
    given = [each.strip().removeprefix("W/") for each in header.split(",")]
    return etag in given or "*" in given
