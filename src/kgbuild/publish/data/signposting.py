"""What is put into pages for machines: the RDF of what they are about, and typed links (FAIR Signposting, level 1).

The front page is the landing page of the data set; `linkset.json` tells its links as one document (level 2).
"""

import json
from collections.abc import Iterable
from posixpath import splitext

from kgbuild.publish.data.addresses import VOID, address, dataset
from kgbuild.publish.data.dataset import for_search_engines
from kgbuild.publish.data.documents import FORMS, embedded
from kgbuild.publish.data.dumps import PATHS as DUMPS
from kgbuild.publish.data.rights import licence_link
from kgbuild.publish.routes import HTML, is_web
from kgbuild.publish.site import Block, Insert, Link, Site
from kgbuild.store import SCHEMA, NamedNode

LINKSET = "linkset.json"
_FRONT, _DATA = "index.html", "data.html"
_LD = "application/ld+json"
_PAGE = SCHEMA["AboutPage"].value


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """The one file."""
    return (LINKSET,)


def content(site: Site, path: str) -> bytes:  # noqa: ARG001
    """The links of the data set and of its files (RFC 9264)."""
    links: dict[str, list[dict[str, str]]] = {}
    for link in _of_front(site):
        target = link.target if is_web(link.target) else address(site, link.target)
        links.setdefault(link.relation, []).append({"href": target} | ({"type": link.type} if link.type else {}))
    front = address(site, "")
    files = [{"anchor": address(site, dump), "collection": [{"href": front, "type": "text/html"}]} for dump in DUMPS]
    found = {"linkset": [{"anchor": front, **links}, *files]}
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def insert(site: Site, path: str) -> Insert:
    """The links and data of a page."""
    stem, suffix = splitext(path)
    if path == _FRONT:
        linkset = Link("linkset", LINKSET, "application/linkset+json")
        return Insert((*_of_front(site), linkset), (Block(_LD, "data", for_search_engines(site)),))
    if path == _DATA:
        return Insert((Link("alternate", VOID, "text/turtle"), Link("describedby", VOID, "text/turtle")))
    if suffix != HTML or f"{stem}.ttl" not in site:
        return Insert()
    data = embedded(site, stem) if site.routes.node(stem) or stem.startswith("query/") else None
    return Insert(tuple(_of_page(site, stem)), (Block(_LD, "data", data),) if data else ())


def _of_front(site: Site) -> list[Link]:
    """The links of the landing page of the data set."""
    found = [
        Link("cite-as", dataset(site).value),
        Link("type", _PAGE),
        Link("type", SCHEMA["Dataset"].value),
        Link("describedby", VOID, "text/turtle"),
    ]
    found += [Link("item", dump, "application/gzip") for dump in DUMPS]
    if link := licence_link(site):
        found.append(Link("license", link))
    return found


def _of_page(site: Site, stem: str) -> list[Link]:
    """The links of the page of a thing, a term or a query."""
    found = [
        Link(relation, stem + form, media) for relation in ("alternate", "describedby") for form, media in FORMS.items()
    ]
    node = site.routes.node(stem)
    if node and is_web(node.value):
        found.append(Link("cite-as", node.value))
    found.append(Link("type", _PAGE))
    kind = _kind(site, node) if node else None
    if kind and is_web(kind.value):
        found.append(Link("type", kind.value))
    if (link := licence_link(site)) and node not in site.routes.terms:
        found.append(Link("license", link))
    found.append(Link("collection", _FRONT, "text/html"))
    return found


def _kind(site: Site, node: NamedNode) -> NamedNode | None:
    """The finest class of a thing."""
    return None if node in site.routes.terms else site.kind(node)
