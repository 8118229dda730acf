"""NewsML-G2: the text items of a file or message, with their content as XHTML, NITF or plain text."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from kgbuild.read.elements import elements
from kgbuild.read.head import described
from kgbuild.read.markup import read_element
from kgbuild.read.naming import name_of
from kgbuild.read.places import Source
from kgbuild.read.record import Item, Record, Remark, Unreadable

_NAR = "{http://iptc.org/std/nar/2006-10-01/}"
_ITEM = f"{_NAR}newsItem"
ROOTS = frozenset({_ITEM, f"{_NAR}newsMessage"})
_HINT = "get the item with its text inside: inlineXML or inlineData"


def read_newsml(source: Source, _columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a newsItem or newsMessage in order, named by their identifiers.

    Pictures and other items that are no text are passed over; one that was cancelled is told.
    """
    for number, (root, item) in enumerate(elements(source, frozenset({_ITEM})), start=1):
        where = source.where if root is item else f"{source.where}, item {number}"
        kind = _code(_find(item, "itemMeta", "itemClass"))
        if kind and kind not in {"text", "composite"}:
            continue
        if _code(_find(item, "itemMeta", "pubStatus")) in {"canceled", "withheld"}:
            yield Remark(f"{where} is not read: it was cancelled or withheld by its publisher")
            continue
        yield _record(item, where, source.stem)


def _record(item: Element, where: str, stem: str) -> Item:
    text = _content(item)
    if text is None:
        return Unreadable(f"{where} holds no text of its own", _HINT)
    guid = item.get("guid")
    headline = _words(_find(item, "contentMeta", "headline")) or _words(_find(item, "itemMeta", "title"))
    values = {
        "title": headline,
        "date": _words(_find(item, "itemMeta", "firstCreated")) or _words(_find(item, "contentMeta", "contentCreated")),
        "modified": _words(_find(item, "itemMeta", "versionCreated")),
        "source": _party(_find(item, "itemMeta", "provider"))
        or _party(_find(item, "contentMeta", "infoSource"))
        or _party(_find(item, "contentMeta", "creator")),
        "url": guid if guid and guid.startswith(("http://", "https://")) else None,
    }
    return Record(where, name_of(stem, text, guid), text, described(values))


def _content(item: Element) -> str | None:
    """The text of the first content that has one; none where all of it is elsewhere or of another kind."""
    inside = item.find(f"{_NAR}contentSet")
    for content in inside if inside is not None else ():
        kind = content.get("contenttype", "").lower()
        if content.tag == f"{_NAR}inlineData":
            text = "".join(content.itertext()).strip() if kind in {"", "text/plain"} else ""
        else:
            text = read_element(_body(content)) if content.tag == f"{_NAR}inlineXML" else ""
        if text:
            return text
    return None


def _body(content: Element) -> Element:
    """What holds the paragraphs of embedded NITF or XHTML, without the headline that NITF repeats."""
    named = {each.tag.rpartition("}")[2]: each for each in content.iter()}
    return named.get("body.content", named.get("body", content))


def _find(item: Element, *path: str) -> Element | None:
    return item.find("/".join(_NAR + step for step in path))


def _words(element: Element | None) -> str | None:
    return " ".join("".join(element.itertext()).split()) if element is not None else None


def _party(element: Element | None) -> str | None:
    """The name of a party: written out, else its literal or the end of its code."""
    if element is None:
        return None
    return _words(element.find(f"{_NAR}name")) or element.get("literal") or (_code(element) or None)


def _code(element: Element | None) -> str:
    """The code of a controlled value, without its scheme."""
    return element.get("qcode", "").rpartition(":")[2] if element is not None else ""
