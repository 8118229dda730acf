"""Saved queries as an API: `/queries` lists them, `/queries/NAME?parameter=value` answers one."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kgbuild.errors import QueryError
from kgbuild.query import Question, SavedQuery
from kgbuild.query.binding import bind
from kgbuild.serve.exchange import json_answer, query, while_there
from kgbuild.serve.formats import GRAPHS, RESULTS, Format, content_type, negotiated
from kgbuild.serve.page import text
from kgbuild.serve.pool import Pool
from kgbuild.serve.refusal import Refusal

PATH = "/queries"


def formats_of(saved: SavedQuery) -> tuple[Format, ...]:
    """The formats that a query's answer may have."""
    return GRAPHS if saved.admitted.form in ("CONSTRUCT", "DESCRIBE") else RESULTS


class SavedQueries:
    """The saved queries of a project, answered in a pool; `base` is what IRIs without a scheme are relative to."""

    def __init__(self, pool: Pool, queries: Mapping[str, SavedQuery], base: str, prefixes: Mapping[str, str]) -> None:
        self._pool, self._queries, self._base, self._prefixes = pool, queries, base, prefixes

    def routes(self) -> list[Route]:
        """The list, and each of its queries."""
        return [
            Route(PATH, self._list, methods=["GET"]),
            Route(f"{PATH}/{{name}}", self._answer, methods=["GET"]),
        ]

    def section(self, address: str) -> str:
        """What a page tells of it: a form for each query."""
        head = (
            f"<h2>Saved queries</h2>\n<p><code>{text(address + PATH)}/NAME</code> answers a saved query; what is not "
            'given takes its default. Described for programs: <a href="./openapi.json">openapi.json</a>.</p>'
        )
        return "\n".join([head, *(_form(each) for each in self._queries.values())])

    async def _list(self, _: Request) -> Response:
        return json_answer({"queries": [_described(each) for each in self._queries.values()]})

    async def _answer(self, request: Request) -> Response:
        saved, form, media = self._wanted(request)
        values = {name: value for name, value in query(request).items() if value}
        try:
            bound = bind(saved, values, self._base)
        except QueryError as fault:
            known = ", ".join(f"{each.name} ({each.type})" for each in saved.parameters)
            raise Refusal(400, fault.message, f"parameters: {known or 'none'}") from None
        question = Question(bound, form.name, self._base, prefixes=self._prefixes)
        content = await while_there(request, self._pool.ask(question))
        return self._pool.outbox.answer(content, {"Content-Type": content_type(media), "Vary": "Accept"})

    def _wanted(self, request: Request) -> tuple[SavedQuery, Format, str]:
        """The query and the form that its path names; the form that `Accept` names where the path has no suffix."""
        name = request.path_params["name"]
        if name in self._queries:
            return self._queries[name], *negotiated(request, formats_of(self._queries[name]))
        stem, dot, suffix = name.rpartition(".")
        saved = self._queries.get(stem)
        if saved is None:
            raise Refusal(404, f"there is no saved query {name[:100]!r}", f"they are listed at {PATH}")
        for form in formats_of(saved):
            if form.suffix == dot + suffix:
                return saved, form, form.types[0]
        known = ", ".join(each.suffix for each in formats_of(saved))
        raise Refusal(404, f"{stem} has no form {dot}{suffix}"[:100], f"there are: {known}")


def _described(saved: SavedQuery) -> dict[str, object]:
    parameters = [
        {"name": each.name, "type": each.type, "default": each.default, "description": each.description}
        for each in saved.parameters
    ]
    return {
        "name": saved.name,
        "title": saved.title,
        "description": saved.description,
        "path": f"{PATH}/{saved.name}",
        "parameters": parameters,
        "formats": [each.suffix.removeprefix(".") for each in formats_of(saved)],
    }


def _form(saved: SavedQuery) -> str:
    fields = [
        f'<p><label>{text(each.name)} <input name="{text(each.name)}" '
        f'placeholder="{text(each.default or each.type)}"{"" if each.default is not None else " required"}></label> '
        f"{text(each.description)}</p>"
        for each in saved.parameters
    ]
    target = text(f".{PATH}/{saved.name}")
    buttons = " ".join(
        f'<button formaction="{target}{each.suffix}">{text(each.suffix.removeprefix("."))}</button>'
        for each in formats_of(saved)
    )
    return "\n".join(
        [
            f'<h3 id="{text(saved.name)}">{text(saved.title or saved.name)}</h3>',
            f"<p>{text(saved.description)}</p>",
            f'<form action="{target}" method="get">',
            *fields,
            f"<p>{buttons}</p>\n</form>",
        ]
    )
