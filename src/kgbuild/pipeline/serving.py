"""What a project serves over HTTP."""

from collections.abc import Iterable

from kgbuild.graph import Classes
from kgbuild.link.index import gazetteer_lookup
from kgbuild.link.item import Lookup
from kgbuild.pipeline import graphs
from kgbuild.project import Project
from kgbuild.serve import Application, ProjectSpace, TypeTree, WikidataSpace, application
from kgbuild.store import Index


def reconciliation(project: Project, names: Iterable[str] = ()) -> Application:
    """An application that reconciles with the project's own entities and with the items of an index of Wikidata.

    `names` are host names that it answers to. Raises GraphError where nothing is built.
    """
    graph, quads, lookup = graphs.index(project), graphs.ontology(project), _lookup(project)
    types = TypeTree(Classes(quads), Index(quads))
    title = project.settings.title or project.settings.name

    def name_of(qid: str) -> str:
        item = lookup.item(qid)
        return item.label if item else qid

    own = ProjectSpace(graph, types, project.settings.base, title, name_of)
    return application(title, [own, WikidataSpace(lookup, types, own.linked)], types, names)


def _lookup(project: Project) -> Lookup:
    """The project's index, made ready, so that the first question need not wait for it."""
    lookup = gazetteer_lookup(project.folders("ontology"), project.cache)
    lookup.fuzzy(project.settings.name, 1)
    return lookup
