"""The build: read, annotate and extract, resolve, populate, check, put in place."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild import graph, language, resolve, shipped
from kgbuild.check import Finding, Severity, check
from kgbuild.errors import BuildError
from kgbuild.link.subject import texts
from kgbuild.model import Article, Findings, Resolution
from kgbuild.pipeline import graphs
from kgbuild.pipeline.cache import FindingsCache, fingerprint
from kgbuild.pipeline.linking import Linking, linking
from kgbuild.pipeline.staging import building, put_in_place
from kgbuild.project import Project
from kgbuild.read import read_articles
from kgbuild.show import Coverage, coverage
from kgbuild.store import RDFS, GraphFile, NamedNode, Quad, lexical, quads_of

if TYPE_CHECKING:
    from kgbuild.language.reader import Reader

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A graph that is nowhere yet: its articles, what they tell and what they leave over, and its files.

    `coverage` is by article, in their order; `warnings` are those of reading.
    """

    articles: tuple[Article, ...]
    coverage: tuple[Coverage, ...]
    resolution: Resolution
    linking: Linking
    files: tuple[GraphFile, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A build's graph; `placed` is whether `graphs/` now holds it, `changed` whether that changed a file there."""

    graph: Assembled
    triples: int
    problems: tuple[Finding, ...]
    placed: bool
    changed: bool


def build(
    project: Project,
    places: Sequence[Path] = (),
    *,
    progress: Progress | None = None,
    despite_problems: bool = False,
) -> Built:
    """Build the graph of a project from its articles, and from the files and folders `places` beside them.

    Where the check finds a violation nothing is put in place, unless `despite_problems`. Raises KgbuildError for input
    that cannot be used; whatever is raised, the last good graph stands.
    """
    with building(project.cache):
        made = assemble(project, [project.articles, *places], progress)
        data = quads_of(made.files)
        sources = {each.name: each for each in made.articles}
        problems = check(data, graphs.ontology(project), graphs.shapes(project), sources)
        fit = despite_problems or all(each.severity is not Severity.VIOLATION for each in problems)
        changed = fit and put_in_place(project.graphs, {file.name: file.content for file in made.files})
        if fit:
            graphs.store(project)
    return Built(made, len(set(data)), tuple(problems), fit, changed)


def assemble(project: Project, places: Sequence[Path] = (), progress: Progress | None = None) -> Assembled:
    """Read, annotate, extract, resolve and populate the articles in `places`, by default the project's.

    Nothing is put in place; raises KgbuildError as `build` does.
    """
    places = [place for place in places or [project.articles] if place.exists()]
    reading = read_articles(places)
    if not reading.articles:
        raise BuildError(
            f"there are no articles in {', '.join(map(str, places)) or project.articles}",
            "put .txt, .md, .html or .jsonl files there",
        )
    ontology = graphs.ontology(project)
    found = list(findings(project, reading.articles, project.cache / "findings", progress))
    resolution = resolve.resolve(zip(reading.articles, found, strict=True), class_parents(ontology))
    classes, minter = graph.Classes(ontology), graph.Minter(project.settings.base)
    dates = {article.name: article.date for article in reading.articles}
    linked = linking(project, resolution, classes, dates, texts(reading.articles))
    files = graph.populate(reading.articles, resolution, classes, minter, project.settings.language, linked.links)
    leftovers = tuple(coverage(article, each) for article, each in zip(reading.articles, found, strict=True))
    return Assembled(reading.articles, leftovers, resolution, linked, files, reading.warnings)


def findings(
    project: Project, articles: Sequence[Article], cache: Path, progress: Progress | None = None
) -> Iterator[Findings]:
    """The findings of each article in order; those of articles that did not change come from the folder `cache`."""
    kept = FindingsCache(cache, reader_fingerprint(project))
    known = {article.name: kept.get(article) for article in articles}
    new = [article for article in articles if known[article.name] is None]
    fresh = iter(reader(project).read_all(new)) if new else iter(())
    for number, article in enumerate(articles):
        found = known[article.name]
        if found is None:
            found = next(fresh)
            kept.put(article, found)
        yield found
        if progress:
            progress(number + 1, len(articles))
    kept.keep_only(articles)


def reader(project: Project) -> "Reader":
    """The reader of a project: its pipeline, lexicon and gazetteer; raises OntologyError and ProjectError."""
    from kgbuild.language.reader import Reader

    return Reader.load(project.settings.model or None, project.folders("ontology"))


def reader_fingerprint(project: Project) -> str:
    """What the findings depend on beside the article: code, words, names, and the pipeline."""
    model = project.settings.model
    places = [Path(language.__file__).parent, *project.folders("ontology")]
    if not model:
        places.append(shipped.folder("models"))
    elif Path(model).is_dir():
        places.append(Path(model))
    return f"{fingerprint(places)} {model}"


def class_parents(ontology: Sequence[Quad]) -> dict[str, list[str]]:
    """The named classes right above each class."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for each in ontology:
        named = isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode)
        if each.predicate == RDFS["subClassOf"] and named:
            above[lexical(each.subject)].append(lexical(each.object))
    return above
