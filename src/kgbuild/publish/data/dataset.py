"""The data set described for machines: VoID, DCAT 3 and PROV as Turtle, schema.org as JSON-LD."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from kgbuild import __version__
from kgbuild.graph import Minter
from kgbuild.publish.data import addresses
from kgbuild.publish.data.addresses import address, dataset, document
from kgbuild.publish.data.dumps import PATHS as DUMPS
from kgbuild.publish.data.dumps import Dump, dumps
from kgbuild.publish.data.rights import licence, licence_link
from kgbuild.publish.data.statistics import span, statistics
from kgbuild.publish.site import Site
from kgbuild.store import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    SCHEMA,
    SPDX,
    VOID,
    WD,
    XSD,
    Literal,
    NamedNode,
    Triple,
    to_turtle,
    whole,
    words,
)

WELL_KNOWN = ".well-known/void"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_KGBUILD = "https://w3id.org/kgbuild"


def paths(site: Site) -> Iterable[str]:  # noqa: ARG001 -- the same for every site
    """The description, and the same at the place where VoID is looked for."""
    return addresses.VOID, WELL_KNOWN


def content(site: Site, path: str) -> bytes:  # noqa: ARG001 -- both are the same
    """The description as Turtle."""
    prefixes = Minter(site.imprint.base).prefixes | {"": f"{site.imprint.base}{addresses.VOID}#"}
    return to_turtle(description(site), prefixes)


def description(site: Site) -> Iterator[Triple]:
    """All that is told of the data set."""
    page, node = document(site, addresses.VOID), dataset(site)
    yield Triple(page, RDF["type"], VOID["DatasetDescription"])
    yield Triple(page, FOAF["primaryTopic"], node)
    yield from _general(site, node)
    yield from _counts(site, node)
    yield from _linksets(site, node)
    yield from _origin(site, node)
    for dump in site.once(dumps):
        yield from _distribution(site, node, dump)


def abstract(site: Site) -> str:
    """What the data set holds, in a sentence."""
    articles = f"{len(site.told):,} article{'s' * (len(site.told) != 1)}"
    return (
        f"{len(site.events):,} events and the people, states, organizations and places in them "
        f"({len(site.entities):,}), as told by {articles}; each statement with the sentence that it stands on."
    )


def _general(site: Site, node: NamedNode) -> Iterator[Triple]:
    imprint = site.imprint
    for kind in (VOID["Dataset"], DCAT["Dataset"], PROV["Entity"]):
        yield Triple(node, RDF["type"], kind)
    yield Triple(node, DCTERMS["title"], words(site.title, imprint.language))
    yield Triple(node, DCTERMS["description"], words(abstract(site), "en"))
    yield Triple(node, DCTERMS["identifier"], Literal(node.value))
    yield Triple(node, FOAF["homepage"], document(site, ""))
    yield Triple(node, DCAT["landingPage"], document(site, "data.html"))
    yield Triple(node, VOID["uriSpace"], Literal(imprint.base))
    yield from licence(site, node)
    if imprint.publisher:
        publisher = dataset(site, "publisher")
        yield Triple(node, DCTERMS["publisher"], publisher)
        yield Triple(publisher, RDF["type"], FOAF["Agent"])
        yield Triple(publisher, FOAF["name"], Literal(imprint.publisher))
    if len(imprint.language) == 2:
        yield Triple(node, DCTERMS["language"], NamedNode(_LANGUAGE + imprint.language))
    for ontology in site.ontology.instances(OWL["Ontology"]):
        yield Triple(node, DCTERMS["conformsTo"], ontology)
    if times := span(site):
        period = dataset(site, "period")
        yield Triple(node, DCTERMS["temporal"], period)
        yield Triple(period, RDF["type"], DCTERMS["PeriodOfTime"])
        yield Triple(period, DCAT["startDate"], times[0])
        yield Triple(period, DCAT["endDate"], times[1])
    for example in (*site.events[:1], *site.entities[:1]):
        yield Triple(node, VOID["exampleResource"], example)


def _counts(site: Site, node: NamedNode) -> Iterator[Triple]:
    counts = site.once(statistics)
    numbers = {
        "triples": counts.triples,
        "entities": counts.things,
        "documents": counts.things,
        "distinctSubjects": counts.subjects,
        "distinctObjects": counts.objects,
        "classes": len(counts.classes),
        "properties": len(counts.properties),
    }
    for name, number in numbers.items():
        yield Triple(node, VOID[name], _number(number))
    for kind, entities in counts.classes.items():
        part = _part(site, "class", kind)
        yield Triple(node, VOID["classPartition"], part)
        yield Triple(part, VOID["class"], kind)
        yield Triple(part, VOID["entities"], _number(entities))
    for property_, triples in counts.properties.items():
        part = _part(site, "property", property_)
        yield Triple(node, VOID["propertyPartition"], part)
        yield Triple(part, VOID["property"], property_)
        yield Triple(part, VOID["triples"], _number(triples))
    used = {term.value for term in (*counts.classes, *counts.properties)}
    for space in PREFIXES.values():
        if any(term.startswith(space) for term in used):
            yield Triple(node, VOID["vocabulary"], NamedNode(space))


def _linksets(site: Site, node: NamedNode) -> Iterator[Triple]:
    """The statements that lead to Wikidata, by property."""
    wikidata = dataset(site, "wikidata")
    links = site.once(statistics).links
    for predicate, triples in links.items():
        part = _part(site, "links", predicate)
        yield Triple(node, VOID["subset"], part)
        yield Triple(part, RDF["type"], VOID["Linkset"])
        yield Triple(part, VOID["linkPredicate"], predicate)
        yield Triple(part, VOID["subjectsTarget"], node)
        yield Triple(part, VOID["objectsTarget"], wikidata)
        yield Triple(part, VOID["triples"], _number(triples))
    if links:
        yield Triple(wikidata, RDF["type"], VOID["Dataset"])
        yield Triple(wikidata, DCTERMS["title"], words("Wikidata"))
        yield Triple(wikidata, FOAF["homepage"], NamedNode("https://www.wikidata.org/"))
        yield Triple(wikidata, VOID["uriSpace"], Literal(WD.iri))


def _origin(site: Site, node: NamedNode) -> Iterator[Triple]:
    """What the data set was made of, and by which version of which program."""
    build, program = dataset(site, "build"), dataset(site, "kgbuild")
    yield Triple(node, PROV["wasGeneratedBy"], build)
    yield Triple(build, RDF["type"], PROV["Activity"])
    yield Triple(build, PROV["wasAssociatedWith"], program)
    yield Triple(program, RDF["type"], PROV["SoftwareAgent"])
    yield Triple(program, FOAF["name"], Literal("kgbuild"))
    yield Triple(program, FOAF["homepage"], NamedNode(_KGBUILD))
    yield Triple(program, SCHEMA["softwareVersion"], Literal(__version__))
    for article in site.told:
        yield Triple(node, PROV["wasDerivedFrom"], article)
        yield Triple(build, PROV["used"], article)


def _distribution(site: Site, node: NamedNode, dump: Dump) -> Iterator[Triple]:
    """A file to take away: where, what, how large, and the sum to check it by."""
    part, checksum, file = dataset(site, dump.name), dataset(site, f"{dump.name}-sha256"), document(site, dump.path)
    yield Triple(node, DCAT["distribution"], part)
    yield Triple(node, VOID["dataDump"], file)
    yield Triple(part, RDF["type"], DCAT["Distribution"])
    yield Triple(part, DCTERMS["title"], words(dump.words))
    yield Triple(part, DCAT["accessURL"], document(site, "data.html"))
    yield Triple(part, DCAT["downloadURL"], file)
    yield Triple(part, DCAT["mediaType"], NamedNode(_MEDIA + dump.media))
    yield Triple(part, DCAT["compressFormat"], NamedNode(f"{_MEDIA}application/gzip"))
    yield Triple(part, DCAT["byteSize"], whole(len(dump.content)))
    yield Triple(part, SPDX["checksum"], checksum)
    yield Triple(checksum, RDF["type"], SPDX["Checksum"])
    yield Triple(checksum, SPDX["algorithm"], SPDX["checksumAlgorithm_sha256"])
    yield Triple(checksum, SPDX["checksumValue"], Literal(dump.sha256, datatype=XSD["hexBinary"]))
    yield from licence(site, part)


def _number(number: int) -> Literal:
    return whole(number, XSD["integer"])


def _part(site: Site, what: str, term: NamedNode) -> NamedNode:
    """The name of the part of the data set with a class or property."""
    for prefix, space in PREFIXES.items():
        local = term.value.removeprefix(space)
        if local != term.value and local.isascii() and local.isidentifier():
            return dataset(site, f"{what}-{prefix}-{local}")
    return dataset(site, f"{what}-{sha256(term.value.encode()).hexdigest()[:12]}")


def for_search_engines(site: Site) -> str:
    """The data set as JSON-LD in terms of schema.org, for the front page; its context is within it."""
    context = {name: {"@type": "@id"} for name in ("contentUrl", "license", "url")}
    found: dict[str, Any] = {
        "@context": {"@vocab": SCHEMA.iri, **context},
        "@id": dataset(site).value,
        "@type": "Dataset",
        "name": site.title,
        "description": abstract(site),
        "url": address(site, ""),
        "inLanguage": site.imprint.language,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": address(site, path), "encodingFormat": "application/gzip"}
            for path in DUMPS
        ],
    }
    if link := licence_link(site):
        found["license"] = link
    if site.imprint.publisher:
        found["publisher"] = found["creator"] = {"@type": "Organization", "name": site.imprint.publisher}
    if times := span(site):
        found["temporalCoverage"] = f"{times[0].value}/{times[1].value}"
    return json.dumps(found, ensure_ascii=False, indent=1)
