"""Where things lie on the site: from an IRI to the path of its page and an anchor there, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from kgbuild.graph import ENTITIES, local_name
from kgbuild.store import KG, OWL, RDF, RDFS, Index, NamedNode

ENTITY_KINDS = ("person", "state", "organization", "place", "group", "source")
PAGE_KINDS = (*ENTITY_KINDS, "event", "article")
HTML = ".html"
_NAME = re.compile(r"[^/\\:*?\"<>|%\x00-\x1f\x7f.][^/\\:*?\"<>|%\x00-\x1f\x7f]*")
_CLASSES = (OWL["Class"], RDFS["Class"])
_PROPERTIES = (OWL["ObjectProperty"], OWL["DatatypeProperty"], OWL["AnnotationProperty"], RDF["Property"])


def terms(ontology: Index) -> dict[NamedNode, str]:
    """The path of the page of each class and property that the ontology describes, without its suffix.

    Names that a file system may take for one (`Place`, `place`) are told apart: classes come first, then properties,
    which end in `-property` then; what still ties is numbered in order of IRIs.
    """
    found = {
        node: kind in _CLASSES
        for kind in (*_PROPERTIES, *_CLASSES)
        for node in ontology.instances(kind)
        if not node.value.startswith((OWL.iri, RDF.iri, RDFS.iri)) and ontology.text(node, RDFS["label"])
    }
    paths: dict[NamedNode, str] = {}
    taken: set[str] = set()
    for node, is_class in sorted(found.items(), key=lambda each: (not each[1], each[0] not in KG, each[0].value)):
        name = re.sub(r"[^\w.-]|^\.+", "-", local_name(node.value)) or "term"
        choices = [name, *([] if is_class else [f"{name}-property"])]
        number = 2
        while all(choice.casefold() in taken for choice in choices):
            choices.append(f"{name}-{number}")
            number += 1
        chosen = next(choice for choice in choices if choice.casefold() not in taken)
        taken.add(chosen.casefold())
        paths[node] = f"ontology/{chosen}"
    return paths


@dataclass(frozen=True, slots=True)
class Routes:
    """The addresses of a site whose data IRIs lie below `base`; what the graph does not describe has none.

    Paths are relative to the root of the site, with `/` and without escapes; `href` makes links of them.
    """

    base: str
    graph: Index
    terms: Mapping[NamedNode, str]
    _back: dict[str, NamedNode] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._back.update({stem: node for node, stem in self.terms.items()})

    def stem(self, node: NamedNode) -> str | None:
        """The path of the documents of a node without their suffix, `person/igor-khovaev`; None where it has none."""
        if node in self.terms:
            return self.terms[node]
        kind, _, name = node.value.removeprefix(self.base).partition("/")
        own = node.value.startswith(self.base) and kind in PAGE_KINDS and _NAME.fullmatch(name)
        return f"{kind}/{name}" if own and node in self.graph else None

    def node(self, stem: str) -> NamedNode | None:
        """The node whose documents have this path, given without suffix; None where there is none."""
        found = self._back.get(stem)
        if found is None and stem.split("/", 1)[0] in PAGE_KINDS:
            try:
                found = NamedNode(self.base + stem)
            except ValueError:
                return None
        return found if found is not None and self.stem(found) == stem else None

    def target(self, node: NamedNode) -> str | None:
        """The page of a node, or the page and anchor that show it; None where no page does."""
        if stem := self.stem(node):
            return stem + HTML
        kind, _, name = node.value.removeprefix(self.base).partition("/")
        if not node.value.startswith(self.base) or node not in self.graph:
            return "data.html" if node.value == f"{self.base}graph/{ENTITIES}" else None
        match kind:
            case "evidence" | "mention":
                return self._below(node, "inArticle", self.piece(node))
            case "report":
                return self._below(node, "about", f"report-{name}")
            case "tenure":
                return self._below(node, "holder", f"tenure-{name}")
            case "unplaced" | "quantity":
                piece = self.graph.node(node, KG["evidence"])
                return self.target(piece) if piece else None
        return None

    def piece(self, evidence: NamedNode) -> str:
        """The anchor of a piece of an article on the page of the article."""
        return "e-{}-{}".format(*(self.graph.text(evidence, KG[edge]) or "0" for edge in ("start", "end")))

    def _below(self, node: NamedNode, property_: str, anchor: str) -> str | None:
        """The anchor on the page of what a node has for a property."""
        owner = self.graph.node(node, KG[property_])
        stem = self.stem(owner) if owner else None
        return f"{stem}{HTML}#{anchor}" if stem else None


def href(page: str, target: str) -> str:
    """The relative link from one path of the site to another, which may end in an anchor; characters are escaped."""
    path, hash_, anchor = target.partition("#")
    end = f"#{quote(anchor, safe='')}" if hash_ else ""
    return end if end and path == page else f"{'../' * page.count('/')}{quote(path)}{end}"


def is_web(address: str) -> bool:
    """Whether an address from the data may stand in a link: it is absolute, http or https, and has a host."""
    return re.fullmatch(r"https?://[^\s/\\][^\s\\]*", address) is not None


def paged(path: str, number: int) -> str:
    """The path of a page of a long list: the first keeps the name, `events.html`, the second is `events-2.html`."""
    return path if number == 1 else f"{path.removesuffix(HTML)}-{number}{HTML}"
