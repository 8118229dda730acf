"""The links of a project's entities to Wikidata: from the index, from people's decisions, and from services asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgbuild import __version__
from kgbuild.graph import WIKIDATA, Classes, Minter
from kgbuild.link import sssom
from kgbuild.link.enrichment import enrichment
from kgbuild.link.index import Layered, gazetteer_lookup, open_index
from kgbuild.link.item import Lookup
from kgbuild.link.linking import decisions, links
from kgbuild.link.mapping import Mappings
from kgbuild.link.online import Asked, Service
from kgbuild.link.ranking import Ranked, Ranker
from kgbuild.link.subject import Around, Subject, subjects
from kgbuild.model import Link, PartialDate, Resolution
from kgbuild.project import Project
from kgbuild.store import PREFIXES, GraphFile, to_turtle

FILE = sssom.FILE
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Linking:
    """The candidates of all entities, by IRI, with what people have decided.

    `unanswered` are the names that a service was asked for in vain, with the reason.
    """

    ranking: tuple[Ranked, ...]
    lookup: Lookup
    mappings: Mappings
    threshold: float
    identity: str
    texts: Around
    unanswered: Mapping[str, str]

    @property
    def links(self) -> dict[str, Link]:
        """The links that the graph shows, by the IRI of the entity."""
        return links(self.ranking, self.mappings, self.threshold, self.identity)

    @property
    def open(self) -> tuple[Ranked, ...]:
        """Those of entities for which nothing is decided."""
        return tuple(each for each in self.ranking if not self.mappings.settled(each.subject.iri))

    def quotes(self, subject: Subject, most: int) -> list[tuple[str, str]]:
        """Where articles name an entity, with the words around it: the first of each article."""
        found = []
        for article, spans in list((subject.spans or {}).items())[:most]:
            text, (start, end) = self.texts(article), spans[0]
            found.append((" ".join(text[max(0, start - _AROUND) : end + _AROUND].split()), article))
        return found

    @property
    def gone(self) -> tuple[str, ...]:
        """The entities of decisions that are in no article any more."""
        known = {each.subject.iri for each in self.ranking}
        return tuple(sorted({row.subject for row in self.mappings if row.decided} - known))


def linking(
    project: Project,
    resolution: Resolution,
    classes: Classes,
    dates: Mapping[str, PartialDate | None],
    texts: Around,
    service: Service | None = None,
) -> Linking:
    """Rank the candidates of the entities of a resolution; `dates` are those of the articles, by name.

    Raises LinkError for an index or a `links.sssom.tsv` that cannot be used; a service never fails, it is only not
    heard.
    """
    minter = Minter(project.settings.base)
    iris = [minter.entity(classes.entity_class(each.type), each.key).value for each in resolution.entities]
    found = subjects(resolution, iris, dates, lambda kind: (kind, *classes.above(kind)))
    mappings = read_mappings(project)
    known = decisions(mappings, [each.iri for each in found])
    if service:
        service.find([Asked(each.name, each.classes[0]) for each in found if each.iri not in known])
    items = lookup(project, service)
    ranker = Ranker(items, lambda kind: (kind, *classes.above(kind)), texts)
    unanswered = service.unanswered if service else {}
    prefix, _, name = project.settings.identity.partition(":")
    identity, threshold = PREFIXES[prefix] + name, project.settings.wikidata.threshold
    return Linking(ranker.rank(found, known), items, mappings, threshold, identity, texts, unanswered)


def lookup(project: Project, service: Service | None = None) -> Lookup:
    """Where a project's items are looked up: a service that is asked, its own index, and the shipped gazetteer."""
    layers: list[Lookup] = [service] if service else []
    if project.settings.wikidata.index:
        layers.append(open_index(project.root / project.settings.wikidata.index))
    layers.append(gazetteer_lookup(project.folders("ontology"), project.cache))
    return Layered(layers) if len(layers) > 1 else layers[0]


def facts(project: Project, made: Linking) -> GraphFile:
    """The file of what the index knows of the accepted items."""
    minter = Minter(project.settings.base)
    iris = (ranked.subject.iri for ranked in made.ranking)
    accepted = {iri: qid for iri in iris if (qid := made.mappings.accepted(iri))}
    index = project.settings.wikidata.index
    derived_from = f"the names that ship with kgbuild {__version__}" + (f", and {index}" if index else "")
    graph, triples = enrichment(accepted, made.lookup, minter, derived_from)
    return GraphFile(f"{WIKIDATA}.ttl", graph.value, to_turtle(triples, minter.prefixes))


def read_mappings(project: Project) -> Mappings:
    """What is decided and proposed in `links.sssom.tsv`."""
    return sssom.read(project.root / sssom.FILE, project.settings.base)


def write_mappings(project: Project, mappings: Mappings) -> Path:
    """Put mappings into `links.sssom.tsv`; where it lies."""
    path = project.root / sssom.FILE
    sssom.write(path, mappings, project.settings.base)
    return path
