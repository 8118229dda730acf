"""The addresses of a reconciliation service, below its endpoint, for both versions of the protocol."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import islice

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kgbuild.link.index.folding import fold
from kgbuild.serve.exchange import aside, form, html_answer, json_answer, json_text, query
from kgbuild.serve.languages import accepted
from kgbuild.serve.reconcile import reading
from kgbuild.serve.reconcile.answers import JSON, Answers
from kgbuild.serve.reconcile.manifest import manifest_02, manifest_10
from kgbuild.serve.reconcile.matching import Candidate, candidates
from kgbuild.serve.reconcile.preview import preview
from kgbuild.serve.reconcile.query import Extension, Query
from kgbuild.serve.reconcile.record import Record, Space
from kgbuild.serve.reconcile.types import TypeTree
from kgbuild.serve.refusal import Refusal

DRAFT = "1.0-draft"
_MATCH = ("match", "reconcile")  # what the draft calls it, and what it used to
_SUGGESTED, _MOST_SUGGESTED, _FARTHEST = 10, 100, 10_000
_ANY_SITE = "*"

Handler = Callable[[Request], Awaitable[Response]]


class Service:
    """Both versions of the protocol over one space: 0.2 at `/reconcile/KEY`, the draft of 1.0 at `…/KEY/1.0-draft`.

    Questions are worked on one after the other, so that a space need not be ready for several threads.
    """

    def __init__(self, space: Space, types: TypeTree, limiter: CapacityLimiter) -> None:
        self.space, self._types, self._limiter = space, types, limiter

    def routes(self) -> list[Route]:
        """The addresses of both versions."""
        first, draft = f"/reconcile/{self.space.key}", f"/reconcile/{self.space.key}/{DRAFT}"
        return [
            Route(first, self._root_02, methods=["GET", "POST"]),
            Route(draft, self._root_10, methods=["GET"]),
            *(Route(f"{draft}/{name}", self._match_10, methods=["POST"]) for name in _MATCH),
            Route(f"{draft}/extend", self._extend_10, methods=["POST"]),
            *(Route(root + path, each, methods=["GET"]) for root in (first, draft) for path, each in self._shared()),
        ]

    def _shared(self) -> Iterable[tuple[str, Handler]]:
        """What is the same in both versions."""
        yield "/suggest/entity", self._suggest_entity
        yield "/suggest/property", self._suggest_property
        yield "/suggest/type", self._suggest_type
        yield "/preview", self._preview
        yield "/extend/propose", self._propose

    async def _root_02(self, request: Request) -> Response:
        """The manifest, or what is asked in a parameter or form field `queries` or `extend`."""
        given = await form(request) if request.method == "POST" else query(request)
        answers = self._answers(request)
        if "queries" in given:
            queries = reading.batch_02(reading.read_json(given["queries"]))
            found = await self._matched(queries.values())
            return json_answer(answers.batch_02(dict(zip(queries, found, strict=True))))
        if "extend" in given:
            wanted = reading.extension(reading.read_json(given["extend"]))
            records = await aside(self._limiter, self._records, wanted)
            return json_answer(answers.extension_02(wanted, records, _address(request, "")))
        if request.method == "POST":
            raise Refusal(400, "a form without 'queries' or 'extend'")
        return json_answer(manifest_02(self.space, self._types, _address(request, "")(self.space.key)))

    async def _root_10(self, request: Request) -> Response:
        return json_answer(manifest_10(self.space, self._types, _address(request, DRAFT)(self.space.key)))

    async def _match_10(self, request: Request) -> Response:
        queries = reading.batch_10(reading.read_json(await json_text(request)))
        found = await self._matched(queries)
        return json_answer(self._answers(request).batch_10(found))

    async def _extend_10(self, request: Request) -> Response:
        wanted = reading.extension(reading.read_json(await json_text(request)))
        records = await aside(self._limiter, self._records, wanted)
        return json_answer(self._answers(request).extension_10(wanted, records, _address(request, DRAFT)))

    async def _matched(self, queries: Iterable[Query]) -> list[Sequence[Candidate]]:
        """The candidates of each query; those of other clients are worked on between them."""
        return [await aside(self._limiter, candidates, self.space, self._types, each) for each in queries]

    def _records(self, wanted: Extension) -> dict[str, Record]:
        return {each: record for each in wanted.ids if (record := self.space.record(each))}

    async def _suggest_entity(self, request: Request) -> Response:
        prefix, skip, most = _window(request)
        kinds = query(request).get("type", "")

        def found() -> list[Record]:
            beginning = self.space.beginning(prefix)
            fitting = (each for each in beginning if not kinds or self._types.includes(kinds, each.types))
            return list(islice(fitting, skip, skip + most))

        return json_answer(self._answers(request).entities(await aside(self._limiter, found)))

    async def _suggest_property(self, request: Request) -> Response:
        prefix, skip, most = _window(request)
        found = [each for each in self.space.properties if _begins(prefix, each.id, each.name)]
        return json_answer(self._answers(request).properties(found[skip : skip + most]))

    async def _suggest_type(self, request: Request) -> Response:
        prefix, skip, most = _window(request)
        languages = accepted(request.headers.get("accept-language", ""))
        found = [each for each in self._types if _begins(prefix, each.id, each.name(languages), each.name())]
        return json_answer(self._answers(request).types(found[skip : skip + most]))

    async def _preview(self, request: Request) -> Response:
        identifier = query(request).get("id", "")
        record = await aside(self._limiter, self.space.record, identifier.removeprefix(self.space.identifiers))
        if record is None:
            raise Refusal(404, f"there is no entity {identifier[:200]!r} in {self.space.title}")
        languages = accepted(request.headers.get("accept-language", ""))
        return html_answer(preview(self.space, self._types, record, languages), _ANY_SITE)

    async def _propose(self, request: Request) -> Response:
        """The properties that entities of a type may have; all where the type is not known."""
        given = query(request)
        most = reading.number(given.get("limit"), _MOST_SUGGESTED, _MOST_SUGGESTED, "'limit'") or _MOST_SUGGESTED
        kind = given.get("type", "")
        known = self._types.get(kind) is not None
        proposed = [
            each for each in self.space.properties if not known or not each.type or self._types.meet(kind, each.type)
        ]
        answer: JSON = self._answers(request).properties(proposed[:most], "properties")
        return json_answer(answer | {"type": kind, "limit": most})

    def _answers(self, request: Request) -> Answers:
        return Answers(self.space, self._types, accepted(request.headers.get("accept-language", "")))


def _address(request: Request, version: str) -> Callable[[str], str]:
    """How the endpoints of spaces are addressed by their keys, as the client sees this server."""
    root = f"{request.url.scheme}://{request.url.netloc}/reconcile"
    return lambda key: "/".join(filter(None, (root, key, version)))


def _window(request: Request) -> tuple[str, int, int]:
    """What is asked of a suggest service: the prefix, how many to skip, how many to give."""
    given = query(request)
    prefix = given.get("prefix", "")
    if len(prefix) > reading.LONGEST_TEXT:
        raise Refusal(400, f"'prefix' is longer than {reading.LONGEST_TEXT} characters")
    skip = reading.number(given.get("cursor"), 0, _FARTHEST, "'cursor'")
    return prefix, skip, reading.number(given.get("limit"), _SUGGESTED, _MOST_SUGGESTED, "'limit'") or _SUGGESTED


def _begins(prefix: str, *names: str) -> bool:
    """Whether a name, or a word in it, begins with the prefix."""
    wanted = fold(prefix)
    return any(f" {fold(name)}".find(f" {wanted}") >= 0 for name in names) or prefix in names
