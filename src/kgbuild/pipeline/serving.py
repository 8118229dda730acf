"""What a project serves over HTTP."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from kgbuild.errors import KgbuildError, QueryError
from kgbuild.graph import Minter
from kgbuild.link.item import Lookup
from kgbuild.model.terms import KG as KG_IRI
from kgbuild.pipeline import graphs, publishing
from kgbuild.pipeline.linking import lookup
from kgbuild.project import Project
from kgbuild.publish import Site
from kgbuild.query import Asked, Result, SavedQuery, ask
from kgbuild.read import Place
from kgbuild.serve import (
    LIMITS,
    Application,
    Documents,
    Facts,
    Fresh,
    Metrics,
    Operations,
    Part,
    Pool,
    ProjectSpace,
    Reconciliation,
    SavedQueries,
    Sparql,
    TypeTree,
    Watch,
    WikidataSpace,
    application,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to serve: host names that are answered to, places of article texts beside the project's own.

    `reconcile` is for services that match tables too; a query may take `seconds`.
    """

    names: Sequence[str] = ()
    places: Sequence[Place] = ()
    reconcile: bool = False
    seconds: float = LIMITS.seconds


@contextmanager
def served(project: Project, wanted: Wanted) -> Iterator[tuple[Application, Callable[[], None]]]:
    """An application over the built graph, which takes over new builds, and what ends its query processes.

    They end with the block at the latest.

    Raises GraphError where nothing is built, what reading ontology, articles and queries raises, and LinkError for an
    index that cannot be used. All is made ready, so that the first question need not wait for it.
    """
    pool, metrics = Pool(replace(LIMITS, seconds=wanted.seconds)), Metrics()
    try:
        index = _ready(project) if wanted.reconcile else None
        make = partial(_application, project, wanted, pool, metrics, index)
        yield Watch(Fresh(make, lambda: _stamp(project)), metrics), pool.close
    finally:
        pool.close()


def _ready(project: Project) -> Lookup:
    """The index of Wikidata's items, asked once."""
    index = lookup(project)
    index.fuzzy(project.settings.name, 1)
    return index


def _application(project: Project, wanted: Wanted, pool: Pool, metrics: Metrics, index: Lookup | None) -> Application:
    """An application over the graph as it is built now."""
    asked = graphs.asked(project)
    site, _ = publishing.site(project, _answers(asked, project.settings.base), wanted.places)
    prefixes = Minter(project.settings.base).prefixes
    names = [*(each.graph for each in site.files), KG_IRI.rstrip("#")]
    pool.renew(asked)
    parts: list[Part] = [
        Sparql(pool, Facts(names, len(site.graph) + len(site.ontology), prefixes)),
        SavedQueries(pool, site.queries, project.settings.base, prefixes),
        Operations(site.title, pool, metrics, site.queries),
    ]
    if index is not None:
        parts.append(_reconciliation(project, site, index))
    return application(site.title, [*parts, Documents(site)], wanted.names)


def _answers(asked: Asked, base: str) -> Callable[[SavedQuery], Result | KgbuildError]:
    """What saved queries answer with their default values, for the pages that show it."""

    def answer(query: SavedQuery) -> Result | KgbuildError:
        try:
            return ask(asked, query, {}, LIMITS, base)
        except QueryError as fault:
            return fault

    return answer


def _reconciliation(project: Project, site: Site, index: Lookup) -> Part:
    types = TypeTree(site.classes, site.ontology)

    def name_of(qid: str) -> str:
        item = index.item(qid)
        return item.label if item else qid

    own = ProjectSpace(site.graph, types, project.settings.base, site.title, name_of)
    return Reconciliation([own, WikidataSpace(index, types, own.linked)], types)


def _stamp(project: Project) -> tuple[tuple[str, int, int], ...]:
    """What changes with each build: the names, times and sizes of the built files and of the project's queries."""
    paths = [*sorted(project.graphs.glob("*.ttl")), *sorted((project.root / "queries").glob("*.rq"))]
    found = ((path.name, path.stat()) for path in paths)
    return tuple((name, each.st_mtime_ns, each.st_size) for name, each in found)
