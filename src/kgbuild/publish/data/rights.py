"""Under what licence the data is, as statements."""

from collections.abc import Iterator

from kgbuild.publish.routes import is_web
from kgbuild.publish.site import Site
from kgbuild.store import DCTERMS, Literal, NamedNode, Triple, is_iri


def licence_link(site: Site) -> str | None:
    """The address of the licence, None where the project tells none, or only words."""
    found = site.imprint.license
    return found if is_web(found) and is_iri(found) else None


def licence(site: Site, node: NamedNode) -> Iterator[Triple]:
    """The licence of something of the data set; one that is told in words is a statement of rights."""
    if link := licence_link(site):
        yield Triple(node, DCTERMS["license"], NamedNode(link))
    elif site.imprint.license:
        yield Triple(node, DCTERMS["rights"], Literal(site.imprint.license))
