"""The namespaces of the graph, as factories of terms."""

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from kgbuild.model import terms


@dataclass(frozen=True, slots=True)
class Namespace:
    """The prefix that names of one vocabulary share: `KG["agent"]` is the term, `KG.iri` the prefix itself."""

    iri: str
    _made: dict[str, NamedNode] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, name: str) -> NamedNode:
        """The term `name` of this vocabulary, one object for each name."""
        if name not in self._made:
            self._made[name] = NamedNode(self.iri + name)
        return self._made[name]

    def __contains__(self, iri: object) -> bool:
        """Whether an IRI (text or term) lies in this namespace."""
        return str(getattr(iri, "value", iri)).startswith(self.iri)


KG = Namespace(terms.KG)
LEX = Namespace("https://w3id.org/kgbuild/lexicon#")
WD = Namespace(terms.WIKIDATA)
WDT = Namespace("http://www.wikidata.org/prop/direct/")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SH = Namespace("http://www.w3.org/ns/shacl#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
ORG = Namespace("http://www.w3.org/ns/org#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
WGS = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
OA = Namespace("http://www.w3.org/ns/oa#")
ONTOLEX = Namespace("http://www.w3.org/ns/lemon/ontolex#")

PREFIXES: dict[str, str] = {
    "dcat": DCAT.iri,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "geo": GEO.iri,
    "kg": KG.iri,
    "lex": LEX.iri,
    "oa": OA.iri,
    "ontolex": ONTOLEX.iri,
    "org": ORG.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "sem": SEM.iri,
    "sh": SH.iri,
    "skos": SKOS.iri,
    "spdx": SPDX.iri,
    "void": VOID.iri,
    "wd": WD.iri,
    "wdt": WDT.iri,
    "wgs": WGS.iri,
    "xsd": XSD.iri,
}
