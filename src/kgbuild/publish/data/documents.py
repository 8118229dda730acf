"""The RDF beside the pages: Turtle and JSON-LD of each thing, term and saved query, and the same within its page."""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import splitext

from kgbuild.export import to_small_jsonld
from kgbuild.graph import Minter
from kgbuild.publish.data.addresses import dataset, document
from kgbuild.publish.data.description import Description, describe
from kgbuild.publish.data.queries import query_node, query_triples
from kgbuild.publish.data.rest import OTHER, rest
from kgbuild.publish.data.rights import licence
from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site
from kgbuild.store import (
    DCTERMS,
    FOAF,
    RDF,
    RDFS,
    VOID,
    BlankNode,
    Literal,
    NamedNode,
    Triple,
    canonical,
    turtle_of,
    words,
)

TURTLE, JSONLD = ".ttl", ".jsonld"
FORMS: Mapping[str, str] = {TURTLE: "text/turtle", JSONLD: "application/ld+json"}
ONTOLOGY = "ontology"
_QUERY = "query/"


def stems(site: Site) -> Iterator[str]:
    """The paths, without suffix, of all pages that have RDF beside them, in order."""
    for node in (*site.entities, *site.events, *site.told):
        yield str(site.routes.stem(node))
    yield from site.routes.terms.values()
    yield ONTOLOGY
    for name in site.queries:
        yield _QUERY + name


def paths(site: Site) -> Iterable[str]:
    """Turtle and JSON-LD of each, and of what no page shows, where there is such."""
    for stem in (*stems(site), *([OTHER] if site.once(rest) else [])):
        yield from (stem + suffix for suffix in FORMS)


def content(site: Site, path: str) -> bytes:
    """The statements of a document, in the form that its suffix tells."""
    stem, suffix = splitext(path)
    found = site.once(_Latest).forms(site, stem)
    if found is None:
        raise KeyError(path)
    return found[0] if suffix == TURTLE else found[1].encode()


class _Latest:
    """The forms of the document that was asked for last: a page, its Turtle and its JSON-LD are asked for in turn."""

    def __init__(self, _: Site) -> None:
        self._kept: tuple[str, tuple[bytes, str] | None] = ("", None)

    def forms(self, site: Site, stem: str) -> tuple[bytes, str] | None:
        """Turtle and JSON-LD; None where there is no such document."""
        latest, found = self._kept
        if latest != stem:
            triples = statements(site, stem)
            found = (turtle_of(triples, site.once(_prefixes)), to_small_jsonld(triples)) if triples else None
            self._kept = (stem, found)
        return found


def statements(site: Site, stem: str) -> list[Triple] | None:
    """The statements of the documents at a path without suffix, in canonical order; None where there are none."""
    if stem == ONTOLOGY:
        return canonical(_vocabulary(site))
    if stem == OTHER:
        return canonical([*site.once(rest), *_metadata(site, OTHER, None)]) if site.once(rest) else None
    if (query := site.queries.get(stem.removeprefix(_QUERY))) and stem.startswith(_QUERY):
        return canonical([*query_triples(site, query), *_metadata(site, stem, query_node(site, query.name))])
    node = site.routes.node(stem)
    if node is None:
        return None
    found = describe(site, node)
    return canonical([*found.triples, *_metadata(site, stem, node), *_bounds(site, stem, found)])


def embedded(site: Site, stem: str) -> str | None:
    """The statements of a document as JSON-LD for its page; None where there are none."""
    found = site.once(_Latest).forms(site, stem)
    return found[1] if found else None


def _prefixes(site: Site) -> Mapping[str, str]:
    return Minter(site.imprint.base).prefixes


def _vocabulary(site: Site) -> Iterator[Triple]:
    """All that the ontology says."""
    for subject, predicate, value in site.ontology.statements():
        if isinstance(subject, NamedNode | BlankNode) and isinstance(value, NamedNode | BlankNode | Literal):
            yield Triple(subject, predicate, value)


def _metadata(site: Site, stem: str, node: NamedNode | None) -> Iterator[Triple]:
    """What a document says of itself: what it is about, which data set it is of, its forms, its licence."""
    page = document(site, stem + (HTML if node else TURTLE))
    yield Triple(page, RDF["type"], FOAF["Document"])
    if node:
        yield Triple(page, FOAF["primaryTopic"], node)
        for suffix in FORMS:
            yield Triple(page, DCTERMS["hasFormat"], document(site, stem + suffix))
    yield Triple(page, DCTERMS["isPartOf"], dataset(site))
    yield Triple(page, VOID["inDataset"], dataset(site))
    if node not in site.routes.terms:
        yield from licence(site, page)


def _bounds(site: Site, stem: str, found: Description) -> Iterator[Triple]:
    """What a document leaves out."""
    if found.left_out:
        remark = f"{found.left_out} more statements lead here; each is in the document of its subject."
        yield Triple(document(site, stem + HTML), RDFS["comment"], words(remark))
