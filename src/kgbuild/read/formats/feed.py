"""RSS 2.0, RSS 1.0 and Atom feeds that were saved as files: one article in an entry."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from kgbuild.read.elements import elements
from kgbuild.read.head import described
from kgbuild.read.markup import read_element, read_fragment
from kgbuild.read.naming import name_of
from kgbuild.read.places import Source
from kgbuild.read.record import Item, Record

_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS1 = "{http://purl.org/rss/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_LICENSE = ("{http://backend.userland.com/creativeCommonsRssModule}license", "{http://creativecommons.org/ns#}license")
ROOTS = frozenset({"rss", f"{_RDF}RDF", f"{_ATOM}feed", f"{_ATOM}entry"})
_ENTRIES = frozenset({"item", f"{_RSS1}item", f"{_ATOM}entry"})


def read_feed(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a feed in order, named by their links or identifiers; those without a text are none."""
    for number, (root, entry) in enumerate(elements(source, _ENTRIES), start=1):
        where = f"{source.where}, entry {number}"
        yield (_atom if entry.tag.startswith(_ATOM) else _rss)(root, entry, where, source.stem)


def _rss(root: Element, item: Element, where: str, stem: str) -> Record:
    rss = _RSS1 if item.tag.startswith(_RSS1) else ""
    text = read_fragment(_first(item, f"{_CONTENT}encoded", f"{rss}description") or "")
    guid = item.find("guid")
    identifier = _first(item, "guid") or item.get(f"{_RDF}about")
    permanent = guid is not None and guid.get("isPermaLink", "true").strip().lower() == "true"
    link = _first(item, f"{rss}link") or (identifier if permanent else None)
    channel = root.find(f"{rss}channel")
    values = {
        "title": _plain(_first(item, f"{rss}title", f"{_DC}title")),
        "date": _first(item, "pubDate", f"{_DC}date", f"{_TERMS}issued", f"{_TERMS}created"),
        "modified": _first(item, f"{_TERMS}modified", f"{_ATOM}updated"),
        "source": _first(item, "source", f"{_DC}publisher")
        or _first(channel, f"{rss}title")
        or _first(item, f"{_DC}creator", "author"),
        "url": _web(link),
        "license": _first(item, *_LICENSE) or _first(channel, *_LICENSE),
    }
    return Record(where, name_of(stem, text, _web(link), identifier), text, described(values))


def _atom(root: Element, entry: Element, where: str, stem: str) -> Record:
    text = _construct(entry.find(f"{_ATOM}content")) or _construct(entry.find(f"{_ATOM}summary"))
    link = _link(entry, "alternate")
    origin = entry.find(f"{_ATOM}source")
    values = {
        "title": _construct(entry.find(f"{_ATOM}title")),
        "date": _first(entry, f"{_ATOM}published", f"{_ATOM}updated"),
        "modified": _first(entry, f"{_ATOM}updated"),
        "source": _first(origin, f"{_ATOM}title")
        or (_first(root, f"{_ATOM}title") if root is not entry else None)
        or _first(entry, f"{_ATOM}author/{_ATOM}name"),
        "url": link,
        "license": _link(entry, "license") or _link(root, "license"),
    }
    return Record(where, name_of(stem, text, link, _first(entry, f"{_ATOM}id")), text, described(values))


def _construct(element: Element | None) -> str:
    """The text of an Atom construct: plain, HTML or XHTML; nothing of one that is elsewhere or of another kind."""
    kind = element.get("type", "text").lower() if element is not None else ""
    if element is None or element.get("src"):
        return ""
    if kind in {"xhtml", "application/xhtml+xml"}:
        return read_element(element)
    if kind in {"html", "text/html"}:
        return read_fragment("".join(element.itertext()))
    return "".join(element.itertext()).strip() if kind in {"text", "text/plain"} else ""


def _link(element: Element, relation: str) -> str | None:
    links = (each for each in element.findall(f"{_ATOM}link") if each.get("rel", "alternate") == relation)
    return next((_web(each.get("href")) for each in links if _web(each.get("href"))), None)


def _first(element: Element | None, *tags: str) -> str | None:
    """The words of the first of these elements that has any."""
    for tag in tags if element is not None else ():
        for found in element.findall(tag) if element is not None else ():
            if text := "".join(found.itertext()).strip():
                return text
    return None


def _plain(title: str | None) -> str | None:
    """A title without the markup that RSS allows in it."""
    return read_fragment(title) if title else None


def _web(link: str | None) -> str | None:
    return link.strip() if link and link.strip().startswith(("http://", "https://")) else None
