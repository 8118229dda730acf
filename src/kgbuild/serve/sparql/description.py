"""The SPARQL 1.1 Service Description: what the endpoint can do and which graphs it knows, in RDF."""

from collections.abc import Iterable, Iterator

from kgbuild.store import PREFIXES, RDF, XSD, Literal, NamedNode, Namespace, Triple, serialize

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_VOID = Namespace("http://rdfs.org/ns/void#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def description(endpoint: str, suffix: str, graphs: Iterable[str], size: int) -> bytes:
    """The description of the endpoint at a URL, in the syntax of a file suffix.

    `graphs` are the IRIs of its named graphs; its default graph, their union, has `size` triples.
    """
    prefixes = {**PREFIXES, "sd": SD.iri, "void": _VOID.iri, "formats": _FORMATS.iri}
    return serialize(_triples(endpoint, graphs, size), suffix, prefixes)


def _triples(endpoint: str, graphs: Iterable[str], size: int) -> Iterator[Triple]:
    service, dataset = NamedNode(f"{endpoint}#service"), NamedNode(f"{endpoint}#dataset")
    default = NamedNode(f"{endpoint}#default-graph")
    yield Triple(service, RDF["type"], SD["Service"])
    yield Triple(service, SD["endpoint"], NamedNode(endpoint))
    yield Triple(service, SD["supportedLanguage"], SD["SPARQL11Query"])
    yield Triple(service, SD["feature"], SD["UnionDefaultGraph"])
    for name in _RESULTS:
        yield Triple(service, SD["resultFormat"], _FORMATS[name])
    yield Triple(service, SD["defaultDataset"], dataset)
    yield Triple(dataset, RDF["type"], SD["Dataset"])
    yield Triple(dataset, SD["defaultGraph"], default)
    yield Triple(default, RDF["type"], SD["Graph"])
    yield Triple(default, _VOID["triples"], Literal(str(size), datatype=XSD["integer"]))
    for number, name in enumerate(graphs, 1):
        node = NamedNode(f"{endpoint}#graph-{number}")
        yield Triple(dataset, SD["namedGraph"], node)
        yield Triple(node, RDF["type"], SD["NamedGraph"])
        yield Triple(node, SD["name"], NamedNode(name))
