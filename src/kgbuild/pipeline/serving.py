"""What a project serves over HTTP."""

from collections.abc import Iterable

from kgbuild.graph import Classes
from kgbuild.pipeline import graphs
from kgbuild.pipeline.linking import lookup
from kgbuild.project import Project
from kgbuild.serve import Application, ProjectSpace, TypeTree, WikidataSpace, application
from kgbuild.store import Index


def reconciliation(project: Project, names: Iterable[str] = ()) -> Application:
    """An application that reconciles with the project's own entities and with the items of an index of Wikidata.

    `names` are host names that it answers to. The index is made ready, so that the first question need not wait for it.
    Raises GraphError where nothing is built, and LinkError for an index that cannot be used.
    """
    graph, quads, index = graphs.index(project), graphs.ontology(project), lookup(project)
    index.fuzzy(project.settings.name, 1)
    types = TypeTree(Classes(quads), Index(quads))
    title = project.settings.title or project.settings.name

    def name_of(qid: str) -> str:
        item = index.item(qid)
        return item.label if item else qid

    own = ProjectSpace(graph, types, project.settings.base, title, name_of)
    return application(title, [own, WikidataSpace(index, types, own.linked)], types, names)
