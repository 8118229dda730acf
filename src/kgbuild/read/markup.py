"""The text of an HTML page, with its title, date and source where its markup tells them."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from kgbuild.read.boilerplate import main_markup
from kgbuild.read.schema import schema_values

_DROPPED = frozenset(
    {"script", "style", "nav", "noscript", "template", "svg", "form", "button", "iframe", "aside", "footer", "figure"}
    | {"media", "head", "select", "textarea", "object", "canvas", "audio", "video", "math"}
)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table"}
    | {"tr", "td", "th", "blockquote", "pre", "dl", "dt", "dd", "hr", "address", "figcaption", "body", "html", "title"}
    | {"hl1", "hl2", "block", "body.content", "fn", "note"}
)
_VOID = frozenset(
    {"meta", "link", "br", "hr", "img", "input", "source", "wbr", "col", "embed", "area", "base", "track"}
)
_META = {
    "og:title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "article:published_time": "date",
    "datepublished": "date",
    "date": "date",
    "pubdate": "date",
    "publish-date": "date",
    "dc.date": "date",
    "dcterms.date": "date",
    "dcterms.created": "date",
    "article:modified_time": "modified",
    "datemodified": "modified",
    "dcterms.modified": "modified",
    "og:site_name": "source",
    "publisher": "source",
    "dc.publisher": "source",
    "dcterms.publisher": "source",
    "og:url": "url",
    "license": "license",
    "dcterms.license": "license",
    "dcterms.rights": "license",
}
_LEAST = 500
_MOSTLY = 0.9
_MOST_TAGS = 100_000
_LINKS = {"canonical": "url", "license": "license"}


@dataclass(frozen=True, slots=True)
class Page:
    """The visible text of a page, its paragraphs parted by a blank line, and the values of its metadata."""

    text: str
    values: Mapping[str, str]


def read_page(markup: str) -> Page:
    """The text and metadata of an HTML page: what `<article>` or `<main>` holds where it has one, else all of it.

    Where much of that is no article, such as lists of links, it is left out.
    """
    parser = _parsed(markup)
    values = {**schema_values(parser.linked), **parser.values}
    title = values.get("title") or parser.title or parser.heading
    if title:
        values["title"] = " ".join(title.split())
    return Page(_article(markup, _text(parser.main) or _text(parser.all)), values)


def _article(markup: str, whole: str) -> str:
    """The text of the article on a page whose whole text is given.

    It is the whole where there is little around the article, or so little on the page that nothing can be told, or more
    markup than any article has, which would take long.
    """
    worth = len(whole) >= _LEAST and markup.count("<") <= _MOST_TAGS
    main = read_fragment(main_markup(markup) or "") if worth else ""
    return main if 0 < len(main) < _MOSTLY * len(whole) else whole


def read_fragment(markup: str) -> str:
    """The visible text of a piece of HTML, such as the content of an entry in a feed."""
    return _text(_parsed(markup).all)


def read_element(element: Element) -> str:
    """The visible text of an XML element whose tags are those of HTML or NITF, in whatever namespace."""
    parser = _Parser()
    _walk(element, parser)
    return _text(parser.all)


def _parsed(markup: str) -> "_Parser":
    parser = _Parser()
    parser.feed(markup)
    parser.finish()
    return parser


def _walk(element: Element, parser: "_Parser") -> None:
    tag = element.tag.rpartition("}")[2].lower()
    parser.handle_starttag(tag, [])
    parser.handle_data(element.text or "")
    for inner in element:
        _walk(inner, parser)
        parser.handle_data(inner.tail or "")
    parser.handle_endtag(tag)


def _text(pieces: list[str]) -> str:
    """The paragraphs of the pieces, in which a NUL parts paragraphs and a newline parts lines."""
    paragraphs = []
    for paragraph in "".join(pieces).split("\0"):
        lines = [" ".join(line.split()) for line in paragraph.split("\n")]
        joined = "\n".join(line for line in lines if line)
        if joined:
            paragraphs.append(joined)
    return "\n\n".join(paragraphs)


class _Parser(HTMLParser):
    """Collects text and metadata; what is inside dropped elements is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, str] = {}
        self.all: list[str] = []
        self.main: list[str] = []
        self.title = ""
        self.heading = ""
        self._dropped: list[str] = []
        self._inside_main = 0
        self.linked: list[str] = []
        self._collecting = ""

    def finish(self) -> None:
        """Take what is left when the page ends: text with half a character reference; markup that never ends is none.

        The parser's own `close` tries each unclosed tag again, which takes quadratic time on a page made of them.
        """
        if not self.rawdata.startswith("<"):
            self.handle_data(unescape(self.rawdata))
        self.reset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note metadata, and where text begins or ends."""
        attributes = {key: value for key, value in attrs if value}
        self._note(tag, attributes)
        if tag == "script" and attributes.get("type", "").lower() == "application/ld+json":
            self.linked.append("")
            self._collecting = "linked"
        if tag in _DROPPED:
            self._dropped.append(tag)
        if tag in {"title", "h1"} and not (self.title if tag == "title" else self.heading):
            self._collecting = tag
        if tag in {"article", "main"} and not self._dropped:
            self._inside_main += 1
        if tag == "br":
            self._add("\n")
        elif tag in _BLOCKS:
            self._add("\0")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content opens nothing."""
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag in self._dropped:
            while self._dropped.pop() != tag:
                continue
        if tag == ("script" if self._collecting == "linked" else self._collecting):
            self._collecting = ""
        if tag in _BLOCKS:
            self._add("\0")
        if tag in {"article", "main"} and not self._dropped:
            self._inside_main = max(0, self._inside_main - 1)

    def handle_data(self, data: str) -> None:
        """Keep visible text; line ends in the markup are blanks."""
        if self._collecting == "linked":
            self.linked[-1] += data
            return
        text = data.replace("\0", "\ufffd")
        if self._collecting == "title":
            self.title += text
        elif self._collecting == "h1" and not self._dropped:
            self.heading += text
        self._add(text.replace("\n", " "))

    def _add(self, text: str) -> None:
        if not self._dropped:
            self.all.append(text)
            if self._inside_main:
                self.main.append(text)

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Keep a value of `<meta>`, `<link>` or `<time>`, unless one was met before."""
        key, value = None, None
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            key, value = _META.get(name.lower()), attributes.get("content")
        elif tag == "link":
            key, value = _LINKS.get(attributes.get("rel", "").lower()), attributes.get("href")
        elif tag == "time":
            key, value = "date", attributes.get("datetime")
        if key and value and value.strip():
            self.values.setdefault(key, value.strip())
