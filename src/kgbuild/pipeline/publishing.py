"""A project published as a site: its graph, the texts it was read from, saved queries and their answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kgbuild.errors import KgbuildError, PublishError, QueryError
from kgbuild.graph import Classes
from kgbuild.model import Article
from kgbuild.pipeline import graphs
from kgbuild.pipeline.reading import read
from kgbuild.project import CONFIG, Project
from kgbuild.publish import Folder, Imprint, Routes, Site, Written, location, rendered, terms, whole
from kgbuild.query import Limits, Result, SavedQuery, find, saved_paths
from kgbuild.query.binding import bind
from kgbuild.query.runner import Worker
from kgbuild.read import Place, exists
from kgbuild.store import DCTERMS, KG, Index, quads_of

_LIMITS = Limits(seconds=20.0, memory=2048, answer=64, rows=100_000)
_OWN_FOLDERS = ("articles", "graphs", "ontology", "queries", "shapes", ".kgbuild")
_NOWHERE = f"there is no sitemap: where the site will lie is told by url, under [publish] in {CONFIG}"
Progress = Callable[[int, int], None]
Answering = Callable[[SavedQuery], Result | KgbuildError]


@dataclass(frozen=True, slots=True)
class Published:
    """What was written, and what a user should know about it, in plain words."""

    written: Written
    warnings: tuple[str, ...]


class Answers:
    """What saved queries answer with their default values, asked in one process that is ended with the block."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._worker: Worker | None = None
        self._known: dict[str, Result | KgbuildError] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._worker is not None:
            self._worker.close()

    def __call__(self, query: SavedQuery) -> Result | KgbuildError:
        """The answer to a query, or the fault that it ends in; one with a value that must be given ends in one."""
        if query.name not in self._known:
            try:
                self._known[query.name] = self._ask(query)
            except QueryError as fault:
                self._known[query.name] = fault
        return self._known[query.name]

    def _ask(self, query: SavedQuery) -> Result:
        bound = bind(query, {}, self._project.settings.base)
        if self._worker is None or not self._worker.alive:
            self._worker = Worker(graphs.asked(self._project), _LIMITS)
        return self._worker.ask(bound)


def site(project: Project, answers: Answering, places: Sequence[Place] = ()) -> tuple[Site, tuple[str, ...]]:
    """The site of a built project, and warnings; the texts are in the project's articles and in `places`.

    Raises GraphError where nothing is built, and what reading ontology, articles and queries raises.
    """
    files = graphs.files(project)
    graph, vocabulary = Index(quads_of(files)), graphs.ontology(project)
    ontology, settings = Index(vocabulary), project.settings
    articles, warnings = _articles(project, graph, places)
    folders = project.folders("queries")
    imprint = Imprint(
        settings.name,
        settings.base,
        settings.title,
        settings.publisher,
        settings.license,
        settings.language,
        settings.publish.quote_only,
        settings.publish.url,
    )
    made = Site(
        imprint,
        files,
        graph,
        ontology,
        Classes(vocabulary),
        Routes(settings.base, graph, terms(ontology)),
        articles,
        {name: find(name, folders) for name in saved_paths(folders)},
        answers,
    )
    return whole(made), warnings


def publish(
    project: Project, target: Path, places: Sequence[Place] = (), progress: Progress | None = None
) -> Published:
    """Put the site of a built project into the folder `target`; raises PublishError where it cannot lie there."""
    _refuse_own_folders(project, target)
    with Answers(project) as answers:
        made, warnings = site(project, answers, places)
        if location(made.imprint) is None:
            warnings = (*warnings, _NOWHERE)
        return Published(Folder(target).put(made.paths(), rendered(made), progress), warnings)


def _articles(project: Project, graph: Index, places: Sequence[Place]) -> tuple[Mapping[str, Article], tuple[str, ...]]:
    """The texts of the graph's articles by name, and a warning for each that is not there as it was read."""
    there = [place for place in (project.articles, *places) if place != project.articles or exists(place)]
    texts = {each.name: each for each in read(project, there).articles} if there else {}
    found: dict[str, Article] = {}
    warnings = []
    for node in graph.instances(KG["Article"]):
        name = graph.text(node, DCTERMS["identifier"]) or ""
        if name not in texts:
            warnings.append(f"the text of {name} is not there: its page has quotes alone")
        elif texts[name].sha256 != graph.text(node, KG["sha256"]):
            warnings.append(f"the text of {name} has changed since the build: its page has quotes alone")
        else:
            found[name] = texts[name]
    return found, tuple(warnings)


def _refuse_own_folders(project: Project, target: Path) -> None:
    """Raise PublishError for a folder where the site would get among what the project is made of."""
    place, root = target.resolve(), project.root.resolve()
    inside = any(place.is_relative_to(root / name) for name in _OWN_FOLDERS)
    if inside or root.is_relative_to(place):
        raise PublishError(f"{target} is a folder of the project itself", "name one of its own: kgbuild publish site")
