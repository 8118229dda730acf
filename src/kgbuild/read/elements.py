"""XML as a stream of elements. Nothing is fetched, and no entity is expanded but characters."""

import re
from collections.abc import Iterator
from html.entities import html5
from xml.etree.ElementTree import Element
from xml.parsers import expat

from kgbuild.errors import ArticleError
from kgbuild.read.decoding import MOST_BYTES, chunks, legacy
from kgbuild.read.places import Source

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_DEEPEST = 200
_HINT = "get the file again from where it came from"


def root_tag(source: Source) -> str:
    """The tag of a file's root element, as `{namespace}name`; raises ArticleError where the file is no XML."""
    for element, ended in _Parsing(source, frozenset()):
        if not ended:
            return element.tag
    raise ArticleError(f"{source.where} holds no XML", _HINT)


def elements(source: Source, wanted: frozenset[str]) -> Iterator[tuple[Element, Element]]:
    """The root, and each element inside it with a tag of `wanted`, whole; what was read before is let go of.

    The root holds, beside, all that is in no wanted element and came before this one. Raises ArticleError where the
    file is no XML from there on.
    """
    root: Element | None = None
    for element, ended in _Parsing(source, wanted):
        root = element if root is None else root
        if ended:
            yield root, element


class _Parsing:
    """Builds a tree, and takes wanted elements out of it as soon as they end."""

    def __init__(self, source: Source, wanted: frozenset[str]) -> None:
        self._source = source
        self._wanted = wanted
        self._open: list[Element] = []
        self._inside = 0
        self._ready: list[tuple[Element, bool]] = []
        self._size = {False: 0, True: 0}
        parser = expat.ParserCreate("utf-8", "}")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.SkippedEntityHandler = self._entity
        parser.EntityDeclHandler = self._refuse
        self._parser = parser

    def __iter__(self) -> Iterator[tuple[Element, bool]]:
        """The root when it begins, and each wanted element when it has ended."""
        try:
            for chunk in chunks(self._source, _declared(self._source)):
                self._parser.Parse(chunk.encode("utf-8", "surrogatepass"))
                yield from self._taken()
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            yield from self._taken()
            raise ArticleError(f"{self._source.where} is not well-formed XML: {error}", _HINT) from error

    def _taken(self) -> list[tuple[Element, bool]]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise ArticleError(f"{self._source.where} nests elements more than {_DEEPEST} deep", _HINT)
        named = {_clark(key): value for key, value in attributes.items()}
        element = Element(_clark(name), named)
        if self._open:
            self._open[-1].append(element)
        else:
            self._ready.append((element, False))
        self._open.append(element)
        self._inside += bool(self._inside) or element.tag in self._wanted
        self._grow(len(name) + sum(map(len, attributes.values())) + 50)

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        if self._inside:
            self._inside -= 1
            if not self._inside:
                if self._open:
                    self._open[-1].remove(element)
                self._ready.append((element, True))
                self._size[True] = 0

    def _data(self, text: str) -> None:
        if not self._open or (not self._inside and text.isspace()):
            return
        self._grow(len(text))
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def _entity(self, name: str, parameter: bool) -> None:
        """A name of HTML stands for its character; any other stays as it is written."""
        if not parameter:
            self._data(html5.get(f"{name};", f"&{name};"))

    def _refuse(self, name: str, *_: object) -> None:
        raise ArticleError(
            f"{self._source.where} declares an entity of its own, {name}: none is read", "write the text itself"
        )

    def _grow(self, size: int) -> None:
        """Refuse an element that is larger than an article may be, and as much beside the wanted ones."""
        self._size[bool(self._inside)] += size
        if self._size[bool(self._inside)] > MOST_BYTES:
            raise ArticleError(f"{self._source.where} has an element of more than {MOST_BYTES // 10**6} MB", _HINT)


def _clark(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _declared(source: Source) -> str | None:
    """The encoding that a file's declaration or byte order mark names, if it is none of UTF-8."""
    with source.open() as file:
        head = file.read(1024)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith((b"<\x00", b"\x00<")):
        return "utf-16-le" if head.startswith(b"<") else "utf-16-be"
    match = _DECLARED.match(head.lstrip(b"\xef\xbb\xbf \t\r\n"))
    declared = match[1].decode("ascii") if match else None
    return None if (legacy(declared) or "").startswith("utf-16") else declared
