"""Signposting (signposting.org): typed links in the head of an answer, from a page to its data, its thing and back."""

from urllib.parse import quote

from kgbuild.publish import Site
from kgbuild.publish.routes import is_web
from kgbuild.serve.formats import HTML, JSONLD, NTRIPLES, TURTLE, Format

_DATA = (TURTLE, JSONLD, NTRIPLES)


def signposts(site: Site, stem: str, suffix: str) -> str:
    """The Link header of a document, relative to its path; empty for one that is about nothing in the graph."""
    node = site.routes.node(stem)
    if node is None or stem + HTML.suffix not in site:
        return ""
    name = quote(stem.rpartition("/")[2])
    links = []
    if suffix == HTML.suffix:
        links.append(_link(node.value, "cite-as"))
        if kind := site.kind(node):
            links.append(_link(kind.value, "type"))
        links += [_link(name + each.suffix, "describedby", each.types[0]) for each in _present(site, stem)]
    else:
        links.append(_link(name + HTML.suffix, "describes", HTML.types[0]))
        links += [
            _link(name + each.suffix, "alternate", each.types[0])
            for each in _present(site, stem)
            if each.suffix != suffix
        ]
    if is_web(site.imprint.license):
        links.append(_link(site.imprint.license, "license"))
    return ", ".join(links)


def _present(site: Site, stem: str) -> list[Format]:
    """The forms of data that a document has; N-Triples are made of Turtle."""
    return [each for each in _DATA if stem + (TURTLE if each is NTRIPLES else each).suffix in site]


def _link(target: str, relation: str, media: str = "") -> str:
    """One link; the target is written as a URI, so that nothing in it can end it."""
    uri = quote(target, safe=":/?#@!$&'()*+,;=%~-._[]")
    return f'<{uri}>; rel="{relation}"' + (f'; type="{media}"' if media else "")
