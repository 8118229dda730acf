"""Small projects to publish, and pages read the way a browser does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from kgbuild import project
from kgbuild.pipeline.publishing import Answers, site
from kgbuild.project import Project
from kgbuild.publish import Site
from tests.conftest import CHECKOUT

BASE = "https://example.org/id/"
SAMPLE = CHECKOUT / "tests" / "queries" / "data.ttl"
PREFIXES = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix id: <https://example.org/id/> .
"""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def made(
    folder: Path, graphs: Mapping[str, str], texts: Mapping[str, str] | None = None, settings: str = ""
) -> Project:
    """A project with built graphs, by stem, and the texts of articles, by name."""
    (folder / "graphs").mkdir(parents=True, exist_ok=True)
    (folder / "articles").mkdir(exist_ok=True)
    head = f'name = "test"\nbase = "{BASE}"\ntitle = "A <b>test</b> & more"\n'
    (folder / project.CONFIG).write_text(head + settings, encoding="utf-8")
    for stem, turtle in graphs.items():
        (folder / "graphs" / f"{stem}.ttl").write_text(turtle, encoding="utf-8")
    for name, text in (texts or {}).items():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return project.find(folder)


def sample(folder: Path, settings: str = "") -> Project:
    """The project of the graph that the saved queries are tested on; the texts of its articles are not there."""
    return made(folder, {"exodus": SAMPLE.read_text(encoding="utf-8")}, settings=settings)


def rendered(here: Project) -> dict[str, bytes]:
    """All files of the site of a project."""
    with Answers(here) as answers:
        whole, _ = site(here, answers)
        return {path: whole.page(path) for path in whole.paths()}


def shown(here: Project, path: str) -> "Page":
    """One page of the site of a project."""
    with Answers(here) as answers:
        return read(site(here, answers)[0].page(path))


def site_of(here: Project) -> Site:
    """The site of a project; it can answer no query."""
    with Answers(here) as answers:
        return site(here, answers)[0]


def article(name: str, text: str, *findings: str) -> str:
    """The Turtle of an article with this text, and of what was found in it."""
    digest = sha256(text.encode()).hexdigest()
    node = (
        f'id:article\\/{name} a kg:Article ; rdfs:label "{name}" ; dcterms:identifier "{name}" ; kg:sha256 "{digest}" .'
    )
    return "\n".join([PREFIXES, node, *findings])


def piece(kind: str, name: str, start: int, quote: str, more: str = "") -> str:
    """The Turtle of a piece of evidence (`evidence` or `mention`) in an article."""
    end = start + len(quote)
    escaped = quote.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    class_ = kind.capitalize()
    return (
        f'id:{kind}\\/{name}-{start}-{end} a kg:{class_} ; kg:quote "{escaped}" ; kg:start {start} ; kg:end {end} ; '
        f"kg:inArticle id:article\\/{name} {more}."
    )


@dataclass
class Element:
    """An element of a page: its name and attributes."""

    name: str
    attributes: dict[str, str]


@dataclass
class Page(HTMLParser):
    """A page as a parser sees it: elements in order, and the text outside scripts; whether all elements are closed."""

    elements: list[Element] = field(default_factory=list)
    text: str = ""
    well_nested: bool = True
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        name = "svg:title" if tag == "title" and "svg" in self._open else tag
        self.elements.append(Element(name, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note whether what ends was opened last."""
        if not self._open or self._open.pop() != tag:
            self.well_nested = False
        self.text += " " if tag in {"td", "th", "dt", "dd", "li"} else ""

    def handle_data(self, data: str) -> None:
        """Gather the text."""
        if not self._open or self._open[-1] not in {"script", "style"}:
            self.text += data

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())

    @property
    def ids(self) -> list[str]:
        """The identifiers of elements."""
        return [each.attributes["id"] for each in self.elements if "id" in each.attributes]

    def named(self, name: str) -> list[Element]:
        """The elements of a name."""
        return [each for each in self.elements if each.name == name]

    def links(self) -> list[str]:
        """Where the page leads, or what it loads."""
        names = ("href", "src", "action", "data-root", "data-index")
        return [each.attributes[name] for each in self.elements for name in names if name in each.attributes]


def read(content: bytes) -> Page:
    """A page, parsed to its end."""
    page = Page()
    page.feed(content.decode())
    page.close()
    page.well_nested = page.well_nested and not page._open
    return page
