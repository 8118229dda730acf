"""The endpoint at `/sparql`: queries answered in the pool, and its own description."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kgbuild.query import Question
from kgbuild.query.binding import with_prefixes
from kgbuild.query.refusals import admit
from kgbuild.serve.exchange import aside, html_answer, while_there
from kgbuild.serve.formats import GRAPHS, HTML, RESULTS, content_type, negotiated
from kgbuild.serve.page import document, text
from kgbuild.serve.pool import Pool
from kgbuild.serve.sparql.description import description
from kgbuild.serve.sparql.protocol import asked

PATH = "/sparql"
_READING = 2
_EXAMPLE = (
    "SELECT ?event ?label ?date WHERE {\n  ?event a kg:Meeting ; rdfs:label ?label ; kg:startDate ?date\n}\nLIMIT 10"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the endpoint is asked of: its named graphs, the triples of their union, the prefixes that it knows."""

    graphs: Sequence[str]
    size: int
    prefixes: Mapping[str, str]


class Sparql:
    """The endpoint over a pool."""

    def __init__(self, pool: Pool, facts: Facts) -> None:
        self._pool, self._facts = pool, facts
        self._reading = CapacityLimiter(_READING)

    def routes(self) -> list[Route]:
        """Its one address, with and without a slash at its end."""
        return [Route(path, self._answer, methods=["GET", "POST"]) for path in (PATH, f"{PATH}/")]

    def section(self, address: str) -> str:
        """What a page tells of it; `address` is that of the server, without a slash at its end."""
        return (
            f"<h2>SPARQL</h2>\n<p><code>{text(address + PATH)}</code> answers queries of SPARQL 1.1, by GET and POST. "
            "It can only be read; a query that takes too long or too much is given up.</p>\n" + _form("." + PATH)
        )

    async def _answer(self, request: Request) -> Response:
        given = await asked(request)
        if given is None:
            return self._describe(request)
        admitted = await aside(self._reading, admit, given.text)
        offers = GRAPHS if admitted.form in ("CONSTRUCT", "DESCRIBE") else RESULTS
        form, media = negotiated(request, offers)
        question = Question(
            with_prefixes(admitted), form.name, _own(request), given.default, given.named, self._facts.prefixes
        )
        content = await while_there(request, self._pool.ask(question))
        return self._pool.outbox.answer(content, {"Content-Type": content_type(media), "Vary": "Accept"})

    def _describe(self, request: Request) -> Response:
        """A form for people, RDF for programs."""
        form, media = negotiated(request, (*GRAPHS, HTML))
        if form is HTML:
            body = f"<h1>SPARQL</h1>\n{_form('')}"
            answer = html_answer(document("SPARQL", body), forms=True)
        else:
            content = description(_own(request), form.suffix, self._facts.graphs, self._facts.size)
            answer = Response(content, headers={"Content-Type": content_type(media)})
        answer.headers["Vary"] = "Accept"
        return answer


def _own(request: Request) -> str:
    """The URL of the endpoint as the client sees it."""
    return f"{request.url.scheme}://{request.url.netloc}{PATH}"


def _form(action: str) -> str:
    return (
        f'<form action="{text(action)}" method="get">\n<p><label for="query">Query</label></p>\n'
        f'<p><textarea id="query" name="query" rows="8" cols="80">{text(_EXAMPLE)}</textarea></p>\n'
        "<p><button>Ask</button></p>\n</form>"
    )
