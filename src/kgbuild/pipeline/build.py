"""The build: read, annotate and extract, resolve, populate, check, put in place."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, starmap
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild import graph, language, resolve, shipped
from kgbuild.check import Finding, Severity
from kgbuild.errors import BuildError
from kgbuild.link.subject import texts
from kgbuild.model import Article, Resolution
from kgbuild.model.identity import Decision
from kgbuild.pipeline import checking, graphs, merging
from kgbuild.pipeline.cache import FindingsCache, KeptFindings, fingerprint
from kgbuild.pipeline.copying import find_copies
from kgbuild.pipeline.linking import Linking, facts, linking
from kgbuild.pipeline.staging import building, staged
from kgbuild.pipeline.workers import Failure, read_all, worth
from kgbuild.project import Project
from kgbuild.read import read_articles
from kgbuild.show import Coverage, coverage
from kgbuild.store import RDFS, GraphFile, NamedNode, Quad, lexical

if TYPE_CHECKING:
    from kgbuild.language.reader import Reader

Progress = Callable[[str, int, int], None]
"""Is told the step, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A graph that is nowhere yet: its articles and what they tell together; `warnings` are those of reading.

    `failures` are the articles that no reader could read, by name: they stand in the graph without what they tell.
    `decided` is what people have decided to be one or two.

    What is large is made anew, piece by piece, each time that it is asked for: the files of the graph, and what each
    article leaves over, in the order of the articles.
    """

    articles: tuple[Article, ...]
    resolution: Resolution
    linking: Linking
    warnings: tuple[str, ...]
    failures: Mapping[str, Failure]
    decided: tuple[Decision, ...]
    files: Callable[[], Iterator[GraphFile]]
    coverage: Callable[[], Iterator[Coverage]]


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
    workers: int | None = 1,
) -> Built:
    """Build the graph of a project from its articles, and from the files and folders `places` beside them.

    Where the check finds a violation nothing is put in place, unless `despite_problems`. The articles are read in this
    process, or in so many `workers`, or with None in as many as are worth it. Raises KgbuildError for input that cannot
    be used; whatever is raised, the last good graph stands.
    """
    with building(project.cache), staged(project.graphs) as stage:
        made = assemble(project, [project.articles, *places], progress, workers)
        for file in made.files():
            stage.add(file.name, file.content)
        triples, problems = checking.check_files(project, stage.files, made.articles)
        fit = despite_problems or all(each.severity is not Severity.VIOLATION for each in problems)
        changed = fit and stage.put_in_place()
        if fit:
            merging.write(project, made.decided, made.resolution.merges)
            graphs.store(project)
    return Built(made, triples, tuple(problems), fit, changed)


def assemble(
    project: Project, places: Sequence[Path] = (), progress: Progress | None = None, workers: int | None = 1
) -> Assembled:
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
    current = [article for article in reading.articles if not article.superseded]
    found = findings(project, current, project.cache / "findings", progress, workers)
    decided = merging.decisions(project)
    copies = find_copies(current, project.cache / "imprints.msgpack")
    resolution = resolve.resolve(found, class_parents(ontology), merging.families(ontology), decided, copies)
    classes, minter = graph.Classes(ontology), graph.Minter(project.settings.base)
    dates = {article.name: article.date for article in reading.articles}
    linked = linking(project, resolution, classes, dates, texts(reading.articles))
    written = (reading.articles, resolution, classes, minter, project.settings.language, linked.links)
    return Assembled(
        articles=reading.articles,
        resolution=resolution,
        linking=linked,
        warnings=(*reading.warnings, *merging.warnings(resolution.gone)),
        failures=found.failures,
        decided=decided,
        files=lambda: chain(
            graph.populate(*written), [facts(project, linked)] if project.settings.wikidata.enrich else []
        ),
        coverage=lambda: starmap(coverage, found),
    )


def findings(
    project: Project,
    articles: Sequence[Article],
    cache: Path,
    progress: Progress | None = None,
    workers: int | None = 1,
) -> KeptFindings:
    """The findings of the articles, kept in the folder `cache`; those of articles that changed are read first.

    An article that no reader can read is tried again by the next build.
    """
    kept = FindingsCache(cache, reader_fingerprint(project))
    new = [article for article in articles if kept.get(article) is None]
    failures: dict[str, Failure] = {}
    load = partial(_reader, project.settings.model, project.folders("ontology"))
    outcomes = read_all(load, new, worth(len(new)) if workers is None else workers) if new else ()
    for done, (article, outcome) in enumerate(outcomes, len(articles) - len(new) + 1):
        if isinstance(outcome, Failure):
            failures[article.name] = outcome
        else:
            kept.put(article, outcome)
        if progress:
            progress("reading articles", done, len(articles))
    kept.keep_only(articles)
    return KeptFindings(articles, kept, failures)


def reader(project: Project) -> "Reader":
    """The reader of a project: its pipeline, lexicon and gazetteer; raises OntologyError and ProjectError."""
    return _reader(project.settings.model, project.folders("ontology"))


def _reader(model: str, ontology: Sequence[Path]) -> "Reader":
    from kgbuild.language.reader import Reader

    return Reader.load(model or None, ontology)


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
