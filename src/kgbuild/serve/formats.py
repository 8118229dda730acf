"""The media types and suffixes of what is served, and the one that a request wants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from kgbuild.serve.accept import best
from kgbuild.serve.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Format:
    """A form of an answer: its name, its media types, the registered one first, and its suffix."""

    name: str
    types: tuple[str, ...]
    suffix: str


HTML = Format("html", ("text/html",), ".html")
TURTLE = Format("turtle", ("text/turtle", "application/x-turtle"), ".ttl")
NTRIPLES = Format("nt", ("application/n-triples", "text/plain"), ".nt")
JSONLD = Format("jsonld", ("application/ld+json", "application/json"), ".jsonld")
RDFXML = Format("rdfxml", ("application/rdf+xml", "application/xml"), ".rdf")
GRAPHS = (TURTLE, NTRIPLES, JSONLD, RDFXML)
RESULTS = (
    Format("json", ("application/sparql-results+json", "application/json"), ".json"),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ".xml"),
    Format("csv", ("text/csv",), ".csv"),
    Format("tsv", ("text/tab-separated-values",), ".tsv"),
)
"""The formats of graphs and of SPARQL results, by `kgbuild.query.serialization` name; the first is the usual one."""

FILES: Mapping[str, str] = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_TEXTS = ("text/", "application/json", "application/xml", "image/svg+xml")


def negotiated(request: Request, offers: Sequence[Format]) -> tuple[Format, str]:
    """The format that a request wants most, and its media type; Refusal with what there is where it wants none."""
    types = [each for rank in range(3) for offer in offers for each in offer.types[rank : rank + 1]]
    chosen = best(request.headers.getlist("accept"), types)
    if chosen is None:
        raise Refusal(406, "there is no such form of this", f"there are: {', '.join(each.types[0] for each in offers)}")
    return next((offer, chosen) for offer in offers if chosen in offer.types)


def content_type(media: str) -> str:
    """A media type with the encoding of all texts."""
    return f"{media}; charset=utf-8" if media.startswith(_TEXTS) else media
