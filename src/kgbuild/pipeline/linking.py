"""The links of a project's entities to Wikidata: from the index, from people's decisions, and from services asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kgbuild import __version__
from kgbuild.graph import WIKIDATA, Classes, Minter
from kgbuild.link import sssom
from kgbuild.link.enrichment import enrichment
from kgbuild.link.index import Layered, gazetteer_lookup, open_index
from kgbuild.link.item import Item, Lookup
from kgbuild.link.linking import decisions, links
from kgbuild.link.mapping import Mappings
from kgbuild.link.online import Asked, Service
from kgbuild.link.ranking import Ranked, Ranker, Ranking, near_words
from kgbuild.link.subject import Around, Subject, subjects
from kgbuild.model import Article, Link, Resolution
from kgbuild.pipeline.fingerprints import fingerprint
from kgbuild.pipeline.kept import Kept, key_of
from kgbuild.project import Project
from kgbuild.store import PREFIXES, GraphFile, to_turtle

FILE = sssom.FILE
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Linking:
    """The candidates of all entities, by IRI, with what people have decided.

    `unanswered` are the names that a service was asked for in vain, with the reason.
    """

    ranking: Ranking
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
        known = {each.iri for each in self.ranking.subjects}
        return tuple(sorted({row.subject for row in self.mappings if row.decided} - known))


def linking(
    project: Project,
    resolution: Resolution,
    classes: Classes,
    articles: Mapping[str, Article],
    kept: Kept,
    service: Service | None = None,
) -> Linking:
    """Rank the candidates of the entities of a resolution; `articles` are by name.

    Raises LinkError for an index or a `links.sssom.tsv` that cannot be used; a service never fails, it is only not
    heard.
    """
    minter = Minter(project.settings.base)
    iris = [minter.entity(classes.entity_class(each.type), each.key).value for each in resolution.entities]
    dates = {name: article.date for name, article in articles.items()}
    found = subjects(resolution, iris, dates, lambda kind: (kind, *classes.above(kind)))
    mappings = read_mappings(project)
    known = decisions(mappings, [each.iri for each in found])
    if service:
        service.find([Asked(each.name, each.classes[0]) for each in found if each.iri not in known])
    items = lookup(project, service)
    remembered = items if service else Remembered(items, kept, _names(project))
    ranker = Ranker(remembered, lambda kind: (kind, *classes.above(kind)), Nearby(articles, kept))
    unanswered = service.unanswered if service else {}

    def around(name: str) -> str:
        """The text of an article."""
        return articles[name].text if name in articles else ""

    prefix, _, name = project.settings.identity.partition(":")
    identity, threshold = PREFIXES[prefix] + name, project.settings.wikidata.threshold
    ranking = ranker.rank(found, known)
    return Linking(ranking, items, mappings, threshold, identity, around, unanswered)


def lookup(project: Project, service: Service | None = None) -> Lookup:
    """Where a project's items are looked up: a service that is asked, its own index, and the shipped gazetteer."""
    layers: list[Lookup] = [service] if service else []
    if project.settings.wikidata.index:
        layers.append(open_index(project.root / project.settings.wikidata.index))
    layers.append(gazetteer_lookup(project.folders("ontology"), project.cache))
    return Layered(layers) if len(layers) > 1 else layers[0]


def _names(project: Project) -> str:
    """What stands for all items that are looked up without asking a service."""
    index = project.root / project.settings.wikidata.index
    tables = [path for folder in project.folders("ontology") for path in sorted((folder / "gazetteer").glob("*.tsv*"))]
    state = (index.stat().st_size, index.stat().st_mtime_ns) if index.is_file() else ()
    return f"{fingerprint(tables)} {state}"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A look-up whose slow answers are kept; `names` stands for all that it knows."""

    lookup: Lookup
    kept: Kept
    names: str

    def exact(self, name: str) -> tuple[Item, ...]:
        """The items one of whose names is this one."""
        return self.lookup.exact(name)

    def fuzzy(self, name: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name much like this one."""
        key = key_of(self.names, name, limit)
        if (value := self.kept.get("fuzzy", key)) is not None:
            return msgspec.msgpack.decode(value, type=tuple[Item, ...])
        found = self.lookup.fuzzy(name, limit)
        self.kept.put("fuzzy", key, msgspec.msgpack.encode(found))
        return found

    def item(self, qid: str) -> Item | None:
        """The item of this identifier."""
        return self.lookup.item(qid)


@dataclass(frozen=True, slots=True)
class Nearby:
    """The words of articles near some spans, kept by the text."""

    articles: Mapping[str, Article]
    kept: Kept

    def __call__(self, article: str, spans: Sequence[tuple[int, int]]) -> Collection[str]:
        """The words near spans in an article, by its name."""
        read = self.articles[article]
        key = key_of(read.sha256, spans)
        if (value := self.kept.get("near", key)) is not None:
            return msgspec.msgpack.decode(value, type=list[str])
        found = near_words(read.text, spans)
        self.kept.put("near", key, msgspec.msgpack.encode(sorted(found)))
        return found


def facts(project: Project, made: Linking) -> GraphFile:
    """The file of what the index knows of the accepted items."""
    minter = Minter(project.settings.base)
    iris = (subject.iri for subject in made.ranking.subjects)
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
