"""The index that search in the browser reads: a script that also works where pages are opened as files."""

from collections.abc import Iterable, Iterator

from kgbuild.publish.site import Site
from kgbuild.publish.templating import as_json
from kgbuild.store import KG, SKOS, NamedNode

PATH = "search-index.js"
_ROLES = (KG["agent"], KG["target"], KG["place"])


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """The one file."""
    return (PATH,)


def content(site: Site, path: str) -> bytes:  # noqa: ARG001
    """`kgbuildIndex`: names of classes, and for each thing path, name, number of its class, weight, other names.

    Entities weigh as many events as they are in; events and articles are found after entities of the same rank.
    """
    classes: dict[str, int] = {}
    rows = [
        f"[{as_json(stem)},{as_json(name)},{classes.setdefault(kind, len(classes))},{weight},{as_json(others)}]"
        for stem, name, kind, weight, others in _rows(site)
    ]
    things = ",\n".join(rows)
    return (
        f'"use strict";\nvar kgbuildIndex = {{"classes":{as_json(list(classes))},"things":[\n{things}\n]}};\n'.encode()
    )


def _rows(site: Site) -> Iterator[tuple[str, str, str, int, list[str]]]:
    graph = site.graph
    for node in (*site.listed, *site.latest, *site.told):
        weight = len({event for role in _ROLES for event in graph.subjects(role, node)})
        others = [name for name in graph.texts(node, SKOS["altLabel"]) if name != site.label(node)]
        yield site.routes.stem(node) or "", site.label(node), _kind(site, node), weight, others


def _kind(site: Site, node: NamedNode) -> str:
    kind = site.kind(node)
    return site.label(kind) if kind else ""
