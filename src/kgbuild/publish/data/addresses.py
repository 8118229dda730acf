"""The absolute addresses of a site: where its documents are, and what its data set is called."""

from urllib.parse import quote, urlsplit

from kgbuild.publish.site import Imprint, Site
from kgbuild.store import NamedNode

VOID = "void.ttl"
_REDIRECTING = ("w3id.org", "purl.org", "doi.org", "hdl.handle.net")
_NOWHERE = ("example", "test", "invalid", "localhost", "example.com", "example.org", "example.net")


def location(imprint: Imprint) -> str | None:
    """The web address of the folder of the site, ending in a slash: as set, else the base of its IRIs.

    None where the base is known to be no place where files lie: a service that redirects, or a reserved name.
    """
    if imprint.url:
        return imprint.url.rstrip("/") + "/"
    host = (urlsplit(imprint.base).hostname or "").rstrip(".")
    elsewhere = any(host == name or host.endswith(f".{name}") for name in (*_REDIRECTING, *_NOWHERE))
    return None if elsewhere else imprint.base


def address(site: Site, path: str) -> str:
    """The address of a file of the site, below its location, else below the base of its IRIs, which leads there."""
    return (location(site.imprint) or site.imprint.base) + quote(path, safe="/~")


def document(site: Site, path: str) -> NamedNode:
    """A file of the site as something that statements can be about."""
    return NamedNode(address(site, path))


def dataset(site: Site, part: str = "dataset") -> NamedNode:
    """The data set, or a part of its description; the name stays when the site moves."""
    return NamedNode(f"{site.imprint.base}{VOID}#{part}")
