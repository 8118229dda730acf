"""What tells search engines which pages there are: `sitemap.xml` and `robots.txt`."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from kgbuild.publish.data.addresses import address, location
from kgbuild.publish.data.documents import stems
from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site

ROBOTS, SITEMAP = "robots.txt", "sitemap.xml"
_MOST = 50_000
_AS_MANY = 40_000
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def paths(site: Site) -> Iterable[str]:
    """`robots.txt`; and, where it is known where the site lies, `sitemap.xml`, in parts where there are many pages."""
    yield ROBOTS
    if location(site.imprint):
        yield SITEMAP
        yield from _parts(site)


def content(site: Site, path: str) -> bytes:
    """The list of pages, a part of it, or the list of parts."""
    if path == ROBOTS:
        lines = ["User-agent: *", "Allow: /"]
        lines += [f"Sitemap: {address(site, SITEMAP)}"] if location(site.imprint) else []
        return ("\n".join(lines) + "\n").encode()
    parts = _parts(site)
    if path == SITEMAP and parts:
        return _listed("sitemapindex", "sitemap", (address(site, part) for part in parts))
    pages = [each for each in site.paths() if each.endswith(HTML)]
    size = -(-len(pages) // max(1, len(parts)))
    if size > _MOST:
        raise ValueError(f"too many pages for one sitemap: {size}")
    at = parts.index(path) if parts else 0
    return _listed("urlset", "url", (address(site, page) for page in pages[at * size : (at + 1) * size]))


def _parts(site: Site) -> list[str]:
    """The paths of the parts; none where all pages go into one list. Lists of things count as a part of the things."""
    number = -(-sum(1 for _ in stems(site)) // _AS_MANY)
    return [f"sitemap-{each}.xml" for each in range(1, number + 1)] if number > 1 else []


def _listed(outer: str, inner: str, addresses: Iterable[str]) -> bytes:
    rows = "".join(f"<{inner}><loc>{escape(each)}</loc></{inner}>\n" for each in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} {_SPACE}>\n{rows}</{outer}>\n'.encode()
