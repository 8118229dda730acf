"""Entities of a "truthy" dump in N-Triples, where the triples of a subject stand together."""

import re

from kgbuild.link.index.draft import Draft, Found, Term, choose_label, other_names
from kgbuild.link.index.taxonomy import item_number

_ENTITY = b"<http://www.wikidata.org/entity/"
_DATA = b"<https://www.wikidata.org/wiki/Special:EntityData/"
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_POINT = re.compile(r"(?:<([^>]*)> *)?Point\(([-+.\deE]+) ([-+.\deE]+)\)")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_EARTH = "http://www.wikidata.org/entity/Q2"
_DIRECT = b"http://www.wikidata.org/prop/direct/"
_ABOUT = b"http://schema.org/about"
_TEXTS = {
    b"http://www.w3.org/2000/01/rdf-schema#label": "label",
    b"http://www.w3.org/2004/02/skos/core#altLabel": "alias",
    b"http://schema.org/description": "description",
}
_ITEMS = {_DIRECT + name: name.decode() for name in (b"P31", b"P279", b"P17", b"P27", b"P1001", b"P39")}
_POINTS = _DIRECT + b"P625"
_SITELINKS = b"http://wikiba.se/ontology#sitelinks"
_WANTED = {*_TEXTS, *_ITEMS, _POINTS, _SITELINKS}


class TripleReader:
    """Reads the lines of an N-Triples dump; an item is complete when the next subject begins."""

    def __init__(self) -> None:
        self._subject = b""
        self._lines: list[tuple[bytes, bytes]] = []
        self._pages = self._bytes = self._count = 0

    @property
    def held(self) -> tuple[int, int]:
        """The bytes and the number of the lines of the item that is not complete."""
        return self._bytes, self._count

    def read(self, line: bytes) -> Found | None:
        """The item before, where this line begins another; raises ValueError for a line that is no triple."""
        subject, between, rest = line.partition(b"> <")
        predicate, follows, value = rest.partition(b"> ")
        if not follows or not between or not value.rstrip().endswith(b"."):
            self._hold(line)
            if line.startswith((b"#", b"_:")) or not line.strip():
                return None
            raise ValueError("this is no triple")
        page = predicate == _ABOUT and not subject.startswith(_DATA)
        if predicate == _ABOUT:
            subject = value.rstrip(b" .\r\t").removesuffix(b">")
        done = None
        if subject != self._subject:
            done = self.close()
            self._subject = subject
        self._hold(line)
        if page:
            self._pages += 1
        elif predicate in _WANTED:
            self._lines.append((predicate, value))
        return done

    def close(self) -> Found | None:
        """The last item."""
        subject, lines, pages = self._subject, self._lines, self._pages
        self._subject, self._lines = b"", []
        self._pages = self._bytes = self._count = 0
        number = item_number(subject.removeprefix(_ENTITY).decode("ascii", "replace")) if lines else None
        return _found(number, lines, pages) if number is not None else None

    def _hold(self, line: bytes) -> None:
        self._bytes += len(line) + 1
        self._count += 1


def _found(number: int, lines: list[tuple[bytes, bytes]], pages: int) -> Found:
    """The item of one subject; `pages` of other wikis are about it."""
    texts: dict[tuple[str, bytes], list[bytes]] = {}
    items: dict[str, dict[int, None]] = {name: {} for name in _ITEMS.values()}
    point: tuple[float, float] | None = None
    for predicate, value in lines:
        if predicate in _ITEMS:
            name = value.removeprefix(_ENTITY).partition(b">")[0].decode("ascii", "replace")
            other = item_number(name)
            if other is not None:
                items[_ITEMS[predicate]][other] = None
        elif predicate in _TEXTS:
            language = value[value.rfind(b"@") + 1 :].rstrip(b" .\r\t").lower()
            texts.setdefault((_TEXTS[predicate], language), []).append(value)
        elif predicate == _POINTS:
            point = point or _point(_text(value))
        else:
            pages = max(pages, _whole_number(_text(value)))
    labels = {language: value for language in ("en", "mul") for value in _texts(texts, "label", language)[:1]}
    if not labels:  # few items need the others
        others = [language.decode("ascii", "replace") for kind, language in texts if kind == "label"]
        labels = {language: value for language in others for value in _texts(texts, "label", language)[:1]}
    aliases = _texts(texts, "alias", "en") + _texts(texts, "alias", "mul")
    description = next(iter(_texts(texts, "description", "en")), "")
    label = choose_label(labels)
    names = other_names(label, labels.get("mul", ""), *aliases)
    states = list(items["P17"] | items["P27"])
    terms = [Term(position) for position in items["P39"]]
    draft = Draft(number, label, names, description, list(items["P31"]), [], states, terms, point, pages)
    return Found(draft, tuple(items["P279"]), next(iter(items["P1001"] or items["P17"]), None))


def _texts(texts: dict[tuple[str, bytes], list[bytes]], kind: str, language: str) -> list[str]:
    """The texts of a kind in a language."""
    return [text for value in texts.get((kind, language.encode()), ()) if (text := _text(value))]


def _text(value: bytes) -> str:
    """What a literal says; "" where it is none."""
    match = _LITERAL.match(value.decode("utf-8", "replace"))
    return _unescaped(match[1]) if match else ""


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of a WKT point, where it is on Earth."""
    match = _POINT.fullmatch(text)
    if match is None or match[1] not in (None, _EARTH):
        return None
    try:
        return float(match[3]), float(match[2])
    except ValueError:
        return None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    """What an escape of N-Triples stands for."""
    if match[3]:
        return _ESCAPED.get(match[3], match[3])
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
