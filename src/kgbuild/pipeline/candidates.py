"""What `kgbuild link` does: candidates from the index and from services, proposals, decisions, the index itself."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kgbuild.graph import Classes
from kgbuild.link.index import Summary, build_index
from kgbuild.link.linking import proposals
from kgbuild.link.mapping import Mapping
from kgbuild.link.online import Options, Service, open_service
from kgbuild.pipeline import graphs
from kgbuild.pipeline.build import Progress, assemble
from kgbuild.pipeline.kept import Forgetful
from kgbuild.pipeline.linking import Linking, linking, write_mappings
from kgbuild.project import Project
from kgbuild.store import SKOS, WD, Quad, lexical

_ANSWERS = "wikidata"


def candidates(
    project: Project, *, online: bool = False, refresh: bool = False, progress: Progress | None = None
) -> Linking:
    """The candidates of all entities of the project's articles; with `online` those of a service too.

    To `refresh` is to ask the service also what it has answered before.

    Raises KgbuildError for input that cannot be used. What a service does is no error.
    """
    made = assemble(project, progress=progress)
    if not online:
        return made.linking
    ontology = graphs.ontology(project)
    with service(project, ontology, refresh=refresh) as asked:
        return linking(project, made.resolution, Classes(ontology), made.articles.by_name, Forgetful(), asked)


def service(project: Project, ontology: Iterable[Quad], *, refresh: bool = False) -> Service:
    """Wikidata, or the service that `kgbuild.toml` names; LinkError where its settings cannot be used."""
    settings = project.settings.wikidata
    options = Options(contact=settings.contact, reconcile=settings.service, refresh=refresh)
    if settings.api:
        options = replace(options, api=settings.api)
    return open_service(options, project.cache / _ANSWERS, kinds(ontology))


def kinds(ontology: Iterable[Quad]) -> dict[str, str]:
    """The ontology's class for each class of Wikidata that it links, by QID."""
    linked = (quad for quad in ontology if quad.predicate in {SKOS["closeMatch"], SKOS["exactMatch"]})
    return {lexical(quad.object).removeprefix(WD.iri): lexical(quad.subject) for quad in linked if quad.object in WD}


def decide(made: Linking, rows: Iterable[Mapping]) -> Linking:
    """The same with decisions more."""
    return replace(made, mappings=made.mappings.deciding(rows))


def propose(project: Project, made: Linking) -> Linking:
    """The same with the best candidates as proposals, which are written into `links.sssom.tsv`."""
    rows = proposals(made.ranking, made.mappings, made.threshold)
    proposed = replace(made, mappings=made.mappings.proposing(rows))
    write_mappings(project, proposed.mappings)
    return proposed


def index_names(
    project: Project, source: Path, target: Path, *, everything: bool, progress: Callable[[str, int, int], None]
) -> Summary:
    """Build an index of names from a dump or a table; LinkError where that cannot be done."""
    return build_index(source, target, project.folders("ontology"), everything=everything, progress=progress)
