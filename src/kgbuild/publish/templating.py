"""Pages from templates: everything from the data is escaped, and links go to the site or to the web, nowhere else."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kgbuild.publish import wording
from kgbuild.publish.routes import href, is_web
from kgbuild.publish.site import Block, Insert, Site
from kgbuild.store import NamedNode

TEMPLATES = Path(__file__).parent / "templates"
_NAVIGATION = (
    ("events.html", "Events"),
    ("entities.html", "People and places"),
    ("articles.html", "Articles"),
    ("timeline.html", "Timeline"),
    ("map.html", "Map"),
    ("network.html", "Network"),
    ("casualties.html", "Casualties"),
    ("queries.html", "Questions"),
    ("sparql.html", "SPARQL"),
    ("ontology.html", "Vocabulary"),
    ("data.html", "Data"),
)
_FORMS = {"text/turtle": "Turtle", "application/ld+json": "JSON-LD", "application/n-triples": "N-Triples"}
_DAY = re.compile(r"(\b\d{4}-\d\d(?:-\d\d)?\b)", re.ASCII)
_UNSAFE = {each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals["navigation"] = _NAVIGATION
    environment.globals["json_block"] = json_block
    environment.globals["documents"] = _documents
    environment.filters["groupby_order"] = _grouped
    environment.filters["days"] = _days
    for word in (wording.date, wording.period, wording.upper, wording.counted):
        environment.filters[word.__name__] = word
    environment.filters["is_node"] = lambda value: isinstance(value, NamedNode)
    environment.filters["value"] = lambda value: str(getattr(value, "value", value))
    environment.filters["web"] = lambda address: address if is_web(address) else ""
    return environment


@dataclass(frozen=True, slots=True)
class Here:
    """What a template knows of the page it makes: the site, the path, and how to get elsewhere."""

    site: Site
    path: str

    def href(self, target: str) -> str:
        """The link to a path of the site, or to an absolute address of the web; nothing else is let through."""
        return target if is_web(target) else href(self.path, target)

    def to(self, node: NamedNode) -> str:
        """The link to what shows a node of the graph or the ontology, here or elsewhere on the web, or nothing."""
        target = self.site.page_of(node)
        if target:
            return href(self.path, target)
        own = node in self.site.graph or node.value.startswith(self.site.imprint.base)
        return node.value if is_web(node.value) and not own else ""

    def label(self, node: NamedNode) -> str:
        """What a node is called."""
        return self.site.label(node)


@dataclass(frozen=True, slots=True)
class Form:
    """A document that says the same as a page, in another form."""

    target: str
    type: str
    words: str


def _documents(inserts: Iterable[Insert]) -> list[Form]:
    """The other forms of a page, for people to follow."""
    links = (link for insert in inserts for link in insert.links if link.relation == "alternate")
    return [Form(link.target, link.type, _FORMS.get(link.type, link.type)) for link in links]


def _grouped(rows: Iterable[Any], name: str) -> list[list[Any]]:
    """Rows in groups of those that follow one another with the same value."""
    return [list(group) for _, group in groupby(rows, key=lambda row: getattr(row, name))]


def _days(text: str) -> Markup:
    """A text in which no line ends within a date."""
    day = Markup('<span class="day">{}</span>')
    pieces = enumerate(_DAY.split(text))
    return Markup().join(day.format(piece) if number % 2 else piece for number, piece in pieces)


def render(site: Site, path: str, template: str, title: str, **values: Any) -> bytes:
    """The page at a path: the template filled with `values`, its own path and title, and what others insert."""
    text = (
        _environment()
        .get_template(template)
        .render(here=Here(site, path), site=site, title=title, inserts=site.inserts(path), **values)
    )
    return text.encode()


def json_block(block: Block) -> Markup:
    """A block of data as an element that nothing within it can end."""
    start = Markup('<script type="{}" id="{}">').format(block.type, block.id)
    return start + Markup(escaped(block.text)) + Markup("</script>")  # noqa: S704 -- escaped for its element


def escaped(text: str) -> str:
    """A text of JSON with the characters that could end a script element, or a line, written as escapes."""
    for character, escape in _UNSAFE.items():
        text = text.replace(character, escape)
    return text


def as_json(value: object) -> str:
    """A value as JSON on one line, escaped, the same text for the same value."""
    return escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
