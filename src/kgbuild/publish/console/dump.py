"""The statements that queries in the browser are asked of: a script, since that also loads where pages are files."""

import base64
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kgbuild.publish.site import Site
from kgbuild.store import KG, BlankNode, GraphFile, NamedNode, Quad, Triple, canonical, to_ntriples

PATH = "assets/data.js"
MOST_STATEMENTS = 150_000
MOST_BYTES = 40 << 20
"""What a browser is asked to hold at most: statements, and bytes of the built files.

Oxigraph in WebAssembly loads 150,000 statements in some 2 seconds; beyond, the time grows far faster than the number.
"""


def fits(site: Site) -> bool:
    """Whether a browser can hold the graph of a site."""
    return len(site.graph) <= MOST_STATEMENTS and sum(map(_size, site.files)) <= MOST_BYTES


def paths(site: Site) -> Iterable[str]:
    """The one file, where a browser can hold it."""
    return (PATH,) if fits(site) else ()


def content(site: Site, path: str) -> bytes:  # noqa: ARG001 -- there is one
    """`kgbuildData`: the graph and the ontology as N-Quads, compressed by gzip, in base64."""
    packed = gzip.compress(b"".join(_lines(site)), 9, mtime=0)
    return b'var kgbuildData = "%s";\n' % base64.b64encode(packed)


def _lines(site: Site) -> Iterator[bytes]:
    """The statements by named graph, each on a line; blank nodes of one graph are none of another."""
    graphs: dict[str, list[Quad | Triple]] = defaultdict(list)
    for file in site.files:
        graphs[file.graph] += file.parsed(file.content)
    vocabulary: Iterable[Any] = site.ontology.statements()
    graphs[KG.iri.rstrip("#")] += (Triple(*each) for each in vocabulary)
    for number, (name, statements) in enumerate(sorted(graphs.items())):
        named = (Triple(*(_own(term, number) for term in each)) for each in canonical(statements))
        for line in to_ntriples(named).splitlines(keepends=True):
            yield line.removesuffix(b".\n") + f"{NamedNode(name)} .\n".encode()


def _own(term: Any, number: int) -> Any:
    """A term, or where it is a blank node that of the graph of this number."""
    return BlankNode(f"g{number}{term.value}") if isinstance(term, BlankNode) else term


def _size(file: GraphFile) -> int:
    return file.source.stat().st_size if isinstance(file.source, Path) else len(file.source)
