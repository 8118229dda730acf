"""Pages of the ontology: each class and property, and a page that lists all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.publish.pages.links import Elsewhere, elsewhere
from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site, node_of
from kgbuild.publish.templating import render
from kgbuild.store import DCTERMS, KG, OWL, RDF, RDFS, SKOS, Index, Literal, NamedNode

INDEX = "ontology.html"
_MOST = 100
_DATATYPES = {KG["ploverCode"]: "PLOVER", KG["acledCode"]: "ACLED"}
_KINDS = ((OWL["ObjectProperty"], "property that relates things"), (OWL["DatatypeProperty"], "property with a value"))


@dataclass(frozen=True, slots=True)
class Branch:
    """A class or property with those right below it."""

    node: NamedNode
    definition: str
    uses: int
    below: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What the ontology says of a class or property, beside its label."""

    kind: str
    definition: str
    examples: tuple[str, ...]
    comments: tuple[str, ...]
    above: tuple[NamedNode, ...]
    below: tuple[NamedNode, ...]
    facts: tuple[tuple[str, tuple[NamedNode, ...]], ...]
    codes: tuple[tuple[str, str], ...]
    elsewhere: tuple[Elsewhere, ...]


def paths(site: Site) -> Iterable[str]:
    """The list, and one page for each term."""
    yield INDEX
    for stem in site.routes.terms.values():
        yield stem + HTML


def content(site: Site, path: str) -> bytes:
    """The list of terms, or what one term means and where the data uses it."""
    if path == INDEX:
        return _list(site, path)
    node = node_of(site, path)
    is_class = _is_class(site.ontology, node)
    uses = _instances(site, node) if is_class else _statements(site, node)
    shown = uses[:_MOST]
    return render(
        site,
        path,
        "term.html",
        site.label(node),
        node=node,
        is_class=is_class,
        term=_term(site, node, is_class=is_class),
        uses=shown,
        count=len(uses),
    )


def _list(site: Site, path: str) -> bytes:
    classes = [node for node in site.routes.terms if _is_class(site.ontology, node)]
    properties = [node for node in site.routes.terms if node not in set(classes)]
    about = next(iter(site.ontology.instances(OWL["Ontology"])), None)
    said = {name: site.ontology.text(about, DCTERMS[name]) or "" for name in ("title", "description")} if about else {}
    return render(
        site,
        path,
        "ontology.html",
        "Vocabulary",
        about=about,
        said=said,
        version=(site.ontology.text(about, OWL["versionInfo"]) or "") if about else "",
        classes=_tree(site, classes, RDFS["subClassOf"]),
        properties=_tree(site, properties, RDFS["subPropertyOf"]),
    )


def _is_class(ontology: Index, node: NamedNode) -> bool:
    return bool({OWL["Class"], RDFS["Class"]} & set(ontology.nodes(node, RDF["type"])))


def _tree(site: Site, nodes: list[NamedNode], above: NamedNode) -> tuple[Branch, ...]:
    """The terms that stand below none of the others, with what is below them; each term once."""
    listed = set(nodes)
    seen: set[NamedNode] = set()

    def branch(node: NamedNode) -> Branch:
        seen.add(node)
        below = (each for each in _by_label(site, site.ontology.subjects(above, node)) if each in listed)
        uses = len(_instances(site, node) if above == RDFS["subClassOf"] else _statements(site, node))
        definition = site.ontology.text(node, SKOS["definition"]) or ""
        return Branch(node, definition, uses, tuple(branch(each) for each in below if each not in seen))

    tops = [node for node in nodes if not listed.intersection(site.ontology.nodes(node, above))]
    found = [branch(node) for node in _by_label(site, tops) if node not in seen]
    return (*found, *(branch(node) for node in _by_label(site, nodes) if node not in seen))


def _by_label(site: Site, nodes: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(nodes, key=lambda node: (site.label(node).casefold(), node.value))


def _instances(site: Site, node: NamedNode) -> tuple[NamedNode, ...]:
    """What is of a class: typed so, or, of events that did not happen, of the kind that they would be."""
    graph = site.graph
    return tuple(dict.fromkeys((*graph.instances(node), *graph.subjects(KG["eventType"], node))))


def _statements(site: Site, node: NamedNode) -> tuple[tuple[object, object], ...]:
    """The subjects and objects that a property relates."""
    return tuple(site.graph.pairs(node))


def _term(site: Site, node: NamedNode, *, is_class: bool) -> Term:
    ontology = site.ontology
    over = RDFS["subClassOf"] if is_class else RDFS["subPropertyOf"]
    types = ontology.nodes(node, RDF["type"])
    kind = "class" if is_class else next((words for type_, words in _KINDS if type_ in types), "property")
    return Term(
        kind,
        ontology.text(node, SKOS["definition"]) or "",
        ontology.texts(node, SKOS["example"]),
        ontology.texts(node, RDFS["comment"]),
        ontology.nodes(node, over),
        tuple(_by_label(site, ontology.subjects(over, node))),
        tuple(_around(site, node, is_class=is_class)),
        tuple(_codes(ontology, node)),
        tuple(elsewhere(site, node)),
    )


def _around(site: Site, node: NamedNode, *, is_class: bool) -> Iterator[tuple[str, tuple[NamedNode, ...]]]:
    """The terms that a term is bound up with, by how."""
    ontology = site.ontology
    if is_class:
        found = {"Said of it": RDFS["domain"], "Leads to it": RDFS["range"]}
        for words, name in found.items():
            terms = [each for each in site.routes.terms if node in _named(ontology, each, name)]
            if terms:
                yield words, tuple(_by_label(site, terms))
        return
    for words, name in (("Said of", RDFS["domain"]), ("Leads to", RDFS["range"]), ("Inverse of", OWL["inverseOf"])):
        if nodes := _named(ontology, node, name):
            yield words, nodes


def _named(ontology: Index, node: NamedNode, name: NamedNode) -> tuple[NamedNode, ...]:
    """What a term has for a property, the members of a union each."""
    found: dict[NamedNode, None] = {}
    for value in ontology.objects(node, name):
        if isinstance(value, NamedNode):
            found[value] = None
        else:
            found |= dict.fromkeys(_members(ontology, value))
    return tuple(found)


def _members(ontology: Index, union: object) -> Iterator[NamedNode]:
    """The members of an anonymous union of classes."""
    rest: object = next(iter(ontology.objects(union, OWL["unionOf"])), None)
    seen: set[object] = set()
    while rest is not None and rest not in seen:
        seen.add(rest)
        yield from ontology.nodes(rest, RDF["first"])
        rest = next(iter(ontology.objects(rest, RDF["rest"])), None)


def _codes(ontology: Index, node: NamedNode) -> Iterator[tuple[str, str]]:
    """The codes of a class in schemes of others, and the plain words of a value."""
    for code in ontology.objects(node, SKOS["notation"]):
        if isinstance(code, Literal):
            yield _DATATYPES.get(code.datatype, "Notation"), code.value
