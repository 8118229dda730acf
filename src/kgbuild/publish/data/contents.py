"""The page that tells what there is to take away: dumps, descriptions, and how each thing is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.publish.data.addresses import VOID, dataset, location
from kgbuild.publish.data.documents import JSONLD, ONTOLOGY, TURTLE
from kgbuild.publish.data.dumps import Dump, dumps
from kgbuild.publish.data.rest import OTHER
from kgbuild.publish.data.statistics import Statistics, statistics
from kgbuild.publish.site import Site
from kgbuild.publish.templating import render
from kgbuild.store import NamedNode

PATH = "data.html"
_NAMES = ((TURTLE, "Turtle"), (JSONLD, "JSON-LD"))
_UNITS = ("bytes", "kB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class File:
    """A file beside the dumps: its path, and what it holds."""

    path: str
    words: str


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """The one page."""
    return (PATH,)


def content(site: Site, path: str) -> bytes:
    """The files of the data set, its numbers and its name."""
    counts: Statistics = site.once(statistics)
    return render(
        site,
        path,
        "data.html",
        "Data",
        node=dataset(site),
        dumps=[(each, size(len(each.content)), size(each.unpacked)) for each in _dumps(site)],
        files=[each for each in _FILES if each.path in site],
        counts=counts,
        example=_example(site),
        negotiates=location(site.imprint) is not None,
    )


def size(number: int) -> str:
    """A number of bytes as people read it, on one line: `812 bytes`, `4.1 MB`."""
    power = 0
    while number >= 1000 ** (power + 1) and power + 1 < len(_UNITS):
        power += 1
    return f"{number / 1000**power:.1f}\u00a0{_UNITS[power]}" if power else f"{number}\u00a0{_UNITS[0]}"


def _dumps(site: Site) -> tuple[Dump, ...]:
    return site.once(dumps)


def _example(site: Site) -> tuple[NamedNode, list[tuple[str, str]]] | None:
    """A thing, and the files that hold its data with the names of their forms."""
    node = next(iter((*site.events, *site.entities)), None)
    return (node, [(f"{site.routes.stem(node)}{suffix}", name) for suffix, name in _NAMES]) if node else None


_FILES = (
    File(VOID, "the data set described: VoID, DCAT and PROV"),
    File(f"{ONTOLOGY}.ttl", "the vocabulary as Turtle"),
    File(f"{ONTOLOGY}.jsonld", "the vocabulary as JSON-LD"),
    File(f"{OTHER}.ttl", "what the graph says of nodes that have no page"),
    File("linkset.json", "the links of the data set (RFC 9264)"),
    File("sitemap.xml", "the pages, for search engines"),
)
