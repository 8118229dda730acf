"""What a project serves over HTTP."""

from collections.abc import Iterable

from kgbuild.graph import Classes
from kgbuild.link.item import Lookup
from kgbuild.pipeline import graphs
from kgbuild.pipeline.linking import lookup
from kgbuild.project import Project
from kgbuild.serve import Application, Fresh, ProjectSpace, TypeTree, WikidataSpace, application
from kgbuild.store import Index


def reconciliation(project: Project, names: Iterable[str] = ()) -> Application:
    """An application that reconciles with the project's own entities and with the items of an index of Wikidata.

    A new build is taken over. `names` are host names that it answers to. The index is made ready, so that the first
    question need not wait for it. Raises GraphError where nothing is built, and LinkError for an index that cannot be
    used.
    """
    index = lookup(project)
    index.fuzzy(project.settings.name, 1)
    hosts = tuple(names)
    return Fresh(lambda: _application(project, index, hosts), lambda: _stamp(project))


def _application(project: Project, index: Lookup, names: Iterable[str]) -> Application:
    """An application over the graph as it is built now."""
    quads = graphs.ontology(project)
    types = TypeTree(Classes(quads), Index(quads))
    title = project.settings.title or project.settings.name

    def name_of(qid: str) -> str:
        item = index.item(qid)
        return item.label if item else qid

    own = ProjectSpace(graphs.index(project), types, project.settings.base, title, name_of)
    return application(title, [own, WikidataSpace(index, types, own.linked)], types, names)


def _stamp(project: Project) -> tuple[tuple[str, int, int], ...]:
    """What changes with each build: the names, times and sizes of the built files."""
    found = ((path.name, path.stat()) for path in sorted(project.graphs.glob("*.ttl")))
    return tuple((name, each.st_mtime_ns, each.st_size) for name, each in found)
