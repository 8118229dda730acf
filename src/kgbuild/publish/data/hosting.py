"""What hosts need to know to serve the site as Linked Data: Apache and w3id.org, and hosts of static files."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from kgbuild.publish.data.addresses import location
from kgbuild.publish.routes import HTML, PAGE_KINDS
from kgbuild.publish.site import Site
from kgbuild.store import NamedNode

MOST_PARTS = 2_000
MEDIA: Mapping[str, str] = {
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".wasm": "application/wasm",
    ".gz": "application/gzip",
}
_TURTLE_FILES = {".well-known/void": "text/turtle; charset=utf-8", "linkset.json": "application/linkset+json"}
_PART_KINDS = ("evidence", "mention", "quantity", "report", "tenure", "unplaced")
_PIECE = re.compile(r"(?:evidence|mention|unplaced)/(.+)-([0-9]+)-([0-9]+)")
_NUMBER = re.compile(r"quantity/(.+)-([0-9]+)-([0-9]+)-[^-]+")
_SAFE = re.compile(r"[\w.~/-]+")
_FORMS = "html|jsonld|nt|ttl"
_STEMS = "|".join((*PAGE_KINDS, "ontology", "query"))


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """The files, each for hosts of one kind; `.nojekyll` lets GitHub Pages show names that begin with a dot."""
    return tuple(_FILES)


def content(site: Site, path: str) -> bytes:
    """The rules of one kind of host."""
    return "".join(f"{line}\n" for line in _FILES[path](site)).encode()


def parts(site: Site) -> dict[str, str]:
    """Where each thing is shown that has no page of its own, as path and anchor, by its name below the base.

    Pieces of articles whose name tells their place are left out; empty where there are more than hosts take.
    """
    return site.once(_parts)


def _parts(site: Site) -> dict[str, str]:
    found: dict[str, str] = {}
    for subject in sorted(_without_page(site)):
        name = subject.removeprefix(site.imprint.base)
        target = site.routes.target(NamedNode(subject))
        if target and _SAFE.fullmatch(name) and _SAFE.fullmatch(target.replace("#", "")) and target != guessed(name):
            found[name] = target
    return found if len(found) <= MOST_PARTS else {}


def _without_page(site: Site) -> set[str]:
    kinds = tuple(f"{site.imprint.base}{kind}/" for kind in _PART_KINDS)
    subjects = (subject for subject, _, _ in site.graph.statements() if isinstance(subject, NamedNode))
    return {subject.value for subject in subjects if subject.value.startswith(kinds)}


def guessed(name: str) -> str | None:
    """Where a piece of an article is shown, told from its name alone."""
    match = _PIECE.fullmatch(name) or _NUMBER.fullmatch(name)
    return f"article/{match[1]}{HTML}#e-{match[2]}-{match[3]}" if match else None


def _apache(site: Site) -> Iterator[str]:
    yield "# Linked Data over HTTP, for Apache: beside the site, and at the place that the base IRI redirects from."
    yield "Options +FollowSymLinks -MultiViews"
    yield "RemoveEncoding .gz"
    for suffix, media in MEDIA.items():
        yield f'AddType "{media}" {suffix}'
    for name, media in _TURTLE_FILES.items():
        yield f'<Files "{name.rpartition("/")[2]}">\nForceType "{media}"\n</Files>'
    yield "<IfModule mod_headers.c>"
    yield 'Header always set Access-Control-Allow-Origin "*"'
    yield "Header always merge Vary Accept"
    yield "</IfModule>"
    if root := location(site.imprint):
        yield "<IfModule mod_rewrite.c>\nRewriteEngine On"
        yield from _rewriting(site, root)
        yield "</IfModule>"
    else:
        yield "# Where the site lies is not known: with url under [publish] in kgbuild.toml, its IRIs lead there."


def _rewriting(site: Site, root: str) -> Iterator[str]:
    """The rules of mod_rewrite: what is there is served; from elsewhere, things and documents lead to the site."""
    place = urlsplit(root)
    to = root.replace("%", r"\%").replace("$", r"\$")
    away = f"RewriteCond %{{HTTP_HOST}}%{{REQUEST_URI}} !^{re.escape(place.netloc + place.path)} [NC]"
    yield "RewriteCond %{REQUEST_FILENAME} -f"
    yield "RewriteRule ^ - [L]"
    yield "# The data set, and its files, where this is not the place of the site."
    yield from (away, *_wanting("text/turtle"), f"RewriteRule ^$ {to}void.ttl [R=303,L]")
    yield from (away, f"RewriteRule ^$ {to} [R=303,L]")
    yield from (away, f"RewriteRule ^(.+[.](?:css|gz|html|js|json|jsonld|ttl|txt|xml))$ {to}$1 [R=302,L]")
    yield f"RewriteRule [.](?:{_FORMS})$ - [L]"
    yield f"RewriteRule ^graph/ {to}data.html [R=303,L]"
    yield from _anchored(site, to)
    yield "# Things lead to the document that is wanted most."
    for suffix, media in ((".ttl", "text/turtle"), (".jsonld", r"application/ld\+json")):
        yield from (*_wanting(media), f"RewriteRule ^((?:{_STEMS})/[^/]+)$ {to}$1{suffix} [R=303,L]")
    for name, escaping in (("[A-Za-z0-9._-]+", ""), ("[^/]+", "B,")):
        yield "RewriteCond %{ENV:ANCHOR} ."
        yield f"RewriteRule ^({_STEMS})/({name})$ {to}$1/$2{HTML}#%{{ENV:ANCHOR}} [{escaping}NE,R=303,L]"
    yield f"RewriteRule ^((?:{_STEMS})/[^/]+)$ {to}$1{HTML} [R=303,L]"


def _anchored(site: Site, to: str) -> Iterator[str]:
    """The rules for what a page of something else shows."""
    found = parts(site)
    if found:
        yield "# These follow the data; all others stay as they are."
        for name, target in found.items():
            path, _, anchor = target.partition("#")
            yield f"RewriteRule ^{re.escape(name)}$ {path.removesuffix(HTML)} [DPI,E=ANCHOR:{quote(anchor, safe='')}]"
        yield "# Up to here."
    for pattern in (_PIECE, _NUMBER):
        yield f"RewriteRule ^{pattern.pattern}$ article/$1 [DPI,E=ANCHOR:e-$2-$3]"
    yield f"RewriteRule ^(?:report|tenure)/ {to}data.html [R=303,L]"


def _wanting(media: str) -> tuple[str, ...]:
    """The conditions under which a form of data is wanted, and a page is not wanted more."""
    begin, whole = r"(?:^|,)\s*", r"\s*(?:$|,|;\s*q=1)"
    never = r"(?![^,]*;\s*q=0(?:[.]0*)?\s*(?:$|,))"
    return (
        f"RewriteCond %{{HTTP_ACCEPT}} {begin}{media}(?![^\\s,;]){never} [NC]",
        f"RewriteCond %{{HTTP_ACCEPT}} !{begin}text/html{whole} [NC,OR]",
        f"RewriteCond %{{HTTP_ACCEPT}} {begin}{media}{whole} [NC]",
    )


def _headers(site: Site) -> Iterator[str]:
    prefix = _prefix(site)
    yield from (f"{prefix}/*", "  Access-Control-Allow-Origin: *", "  X-Content-Type-Options: nosniff")
    for suffix, media in MEDIA.items():
        yield from (f"{prefix}/*{suffix}", f"  Content-Type: {media}")
    for path, media in _TURTLE_FILES.items():
        yield from (f"{prefix}/{path}", f"  Content-Type: {media}")


def _redirects(site: Site) -> Iterator[str]:
    """A line for each thing that a page of something else shows; things with pages are found without their suffix."""
    prefix = _prefix(site)
    for name, target in parts(site).items():
        path, _, anchor = target.partition("#")
        yield f"{prefix}/{quote(name)} {prefix}/{quote(path)}#{quote(anchor, safe='')} 303"


def _prefix(site: Site) -> str:
    """The path of the site at its host."""
    return urlsplit(location(site.imprint) or "/").path.rstrip("/")


def _nojekyll(_: Site) -> Iterator[str]:
    yield from ()


_FILES: Mapping[str, Callable[[Site], Iterator[str]]] = {
    ".htaccess": _apache,
    "_headers": _headers,
    "_redirects": _redirects,
    ".nojekyll": _nojekyll,
}
