"""The page that asks SPARQL queries in the browser."""

from collections.abc import Iterable

from kgbuild.publish.console import dump
from kgbuild.publish.console.questions import questions
from kgbuild.publish.routes import PAGE_KINDS
from kgbuild.publish.site import Block, Site
from kgbuild.publish.templating import as_json, render
from kgbuild.store import KG, PREFIXES, RDFS

PATH = "sparql.html"
MOST_ROWS = 10_000
SECONDS = 60
_EXAMPLE = f"""PREFIX kg: <{KG.iri}>
PREFIX rdfs: <{RDFS.iri}>

SELECT ?event ?date WHERE {{
  ?event a kg:Event ; kg:startDate ?date .
}}
ORDER BY ?date
LIMIT 100
"""
_SCRIPTS = (
    "vendor/yasqe/yasqe.min.js",
    "assets/sparql-text.js",
    "assets/sparql-engine.js",
    "assets/sparql-answer.js",
    "assets/sparql.js",
)
_LATER = ("vendor/oxigraph/oxigraph.js", "vendor/oxigraph/wasm.js", dump.PATH)


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """The one page."""
    return (PATH,)


def content(site: Site, path: str) -> bytes:
    """The page; where the graph is too large for a browser it says so and has no editor."""
    fits = dump.fits(site)
    known = {
        "base": site.imprint.base,
        "language": site.imprint.language,
        "kinds": PAGE_KINDS,
        "terms": {node.value: stem for node, stem in sorted(site.routes.terms.items(), key=lambda each: each[0].value)},
        "prefixes": PREFIXES,
        "questions": questions(site),
        "example": _EXAMPLE,
        "scripts": _LATER,
        "rows": MOST_ROWS,
        "seconds": SECONDS,
    }
    return render(
        site,
        path,
        "console.html",
        "SPARQL",
        fits=fits,
        statements=len(site.graph),
        most=dump.MOST_STATEMENTS,
        rows=MOST_ROWS,
        scripts=_SCRIPTS if fits else (),
        known=Block("application/json", "console-data", as_json(known)) if fits else None,
    )
