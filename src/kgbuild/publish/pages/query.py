"""The page of a saved query: what it asks, its parameters, its SPARQL, and what this graph answers."""

import re
from collections.abc import Iterable

from kgbuild.errors import KgbuildError
from kgbuild.publish.site import Site
from kgbuild.publish.templating import render
from kgbuild.query import Graph, Truth
from kgbuild.query.render import as_table

MOST_ROWS = 500
_HEADER = re.compile(r"\A(?:#.*(?:\r\n?|\n)|[ \t]*(?:\r\n?|\n))*")


def paths(site: Site) -> Iterable[str]:
    """One page for each saved query."""
    for name in site.queries:
        yield f"query/{name}.html"


def content(site: Site, path: str) -> bytes:
    """What a query asks, and the answer with the values that its parameters have by default."""
    query = site.queries[path.removeprefix("query/").removesuffix(".html")]
    answer = site.answers(query)
    fault = answer if isinstance(answer, KgbuildError) else None
    table = None if isinstance(answer, KgbuildError) else as_table(answer)
    return render(
        site,
        path,
        "query.html",
        query.title or query.name,
        query=query,
        text=_HEADER.sub("", query.text).strip(),
        fault=fault,
        truth=answer.value if isinstance(answer, Truth) else None,
        is_graph=isinstance(answer, Graph),
        table=table,
        most=MOST_ROWS,
    )
