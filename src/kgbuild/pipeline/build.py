"""The build: read, annotate and extract, resolve, populate, check, put in place."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, starmap
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild import graph
from kgbuild.check import Severity
from kgbuild.check.standing import Part
from kgbuild.errors import BuildError
from kgbuild.forks import processors
from kgbuild.model import Resolution, Share
from kgbuild.model.identity import Decision
from kgbuild.pipeline import checking, graphs, merging
from kgbuild.pipeline.cache import FindingsCache, KeptFindings
from kgbuild.pipeline.copying import find_copies
from kgbuild.pipeline.fingerprints import reader_fingerprint
from kgbuild.pipeline.kept import Forgetful, Kept
from kgbuild.pipeline.knowledge import KnownArticle
from kgbuild.pipeline.linking import Linking, facts, linking
from kgbuild.pipeline.pages import Pages
from kgbuild.pipeline.reading import read
from kgbuild.pipeline.staging import Stage, building, staged
from kgbuild.pipeline.summary import Built, Row, Stamp, Summary
from kgbuild.pipeline.workers import Failure, read_all, worth
from kgbuild.project import Project
from kgbuild.read import SUFFIXES, Articles, Place, exists
from kgbuild.resolve import Hierarchy, identify
from kgbuild.show import Coverage, coverage
from kgbuild.store import RDFS, GraphFile, NamedNode, Quad, lexical, parse_file

if TYPE_CHECKING:
    from kgbuild.language.reader import Reader

Progress = Callable[[str, int, int], None]
"""Is told the step, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A graph that is nowhere yet: its articles and what they tell together; `warnings` are those of reading.

    `failures` are the articles that no reader could read, by name: they stand in the graph without what they tell.
    `decided` is what people have decided to be one or two. The reports of articles, and what of them could not be
    placed, are not in the resolution.

    What is large is made anew, piece by piece, each time that it is asked for: the files of the graph, what each
    article has in it, and what each article leaves over, in the order of the articles.
    """

    articles: Articles
    resolution: Resolution
    linking: Linking
    warnings: tuple[str, ...]
    failures: Mapping[str, Failure]
    decided: tuple[Decision, ...]
    pages: Pages
    shared: Callable[[], Iterator[GraphFile]]
    shares: Callable[[], Iterator[Share]]
    coverage: Callable[[], Iterator[Coverage]]

    def files(self) -> Iterator[GraphFile]:
        """The files of the graph, those first that are no article's."""
        return chain(self.shared(), self.pages.files())


def build(
    project: Project,
    places: Sequence[Place] = (),
    *,
    progress: Progress | None = None,
    despite_problems: bool = False,
    workers: int | None = 1,
    stamp: Stamp | None = None,
) -> Built:
    """Build the graph of a project from its articles, and from the files and folders `places` beside them.

    Only what has changed since the last build is made anew. Where the check finds a violation nothing is put in place,
    unless `despite_problems`. The articles are read and the graph is checked in this process, or in so many `workers`,
    or with None in as many as are worth it. `stamp` is of the project and these places, as they were just before.
    Raises KgbuildError for input that cannot be used; whatever is raised, the last good graph stands.
    """
    stamp = stamp or Stamp(project, places)
    with building(project.cache), Kept(project.cache, stamp.code) as kept, staged(project.graphs) as stage:
        progress = progress or _silent
        made = _staged(
            assemble(project, [project.articles, *places], progress, workers, kept), project, stage, progress
        )
        progress("checking", 0, 1)
        triples, problems = checking.check_parts(
            project, made.parts, made.articles.by_name, kept.code, workers or processors()
        )
        fit = despite_problems or all(each.severity is not Severity.VIOLATION for each in problems)
        changed = fit and stage.put_in_place()
        if fit:
            merging.write(project, made.decided, made.merges)
            progress("loading the store", 0, 1)
            store = graphs.loaded(project, triples)
            kept.forget_unused()
        summary = replace(made.summary, triples=triples, problems=tuple(problems))
        if fit:
            stamp.put(summary, store)
    return Built(summary, fit, changed, made.coverage)


def _silent(step: str, done: int, of: int) -> None:
    """Progress that nobody is told of."""


@dataclass(frozen=True, slots=True)
class _Staged:
    """A graph whose files are on the stage, with what else is needed of it; the summary is that before the check."""

    articles: Articles
    parts: Sequence[Part]
    summary: Summary
    decided: tuple[Decision, ...]
    merges: tuple[Decision, ...]
    coverage: Callable[[], Iterator[Coverage]]


def _staged(made: Assembled, project: Project, stage: Stage, progress: Progress) -> _Staged:
    """Put the files of a graph on the stage, those that the project has already as they are."""
    rows, parts = dict[str, Row](), list[Part]()

    def add(name: str, digest: str, content: bytes | None) -> None:
        if content is None:
            stage.take(name)
        else:
            stage.add(name, content)
        parts.append(Part(name, digest, partial(parse_file, stage.path(name))))

    for file in made.shared():
        add(file.name, hashlib.sha256(file.content).hexdigest(), file.content)
    for page in made.pages.pages(graphs.digests(project)):
        add(page.name, page.made.digest, page.file.content if page.file else None)
        rows[page.article] = page.made.row
        progress("writing articles", len(rows), len(made.articles))
    world, failures = made.resolution, {name: each.reason for name, each in made.failures.items()}
    counts = len(world.entities), len(world.events), 0, len(world.copies)
    summary = Summary(rows, *counts, (), made.warnings, failures)
    return _Staged(made.articles, parts, summary, made.decided, world.merges, made.coverage)


def assemble(
    project: Project,
    places: Sequence[Place] = (),
    progress: Progress | None = None,
    workers: int | None = 1,
    kept: Kept | None = None,
) -> Assembled:
    """Read, annotate, extract, resolve and populate the articles in `places`, by default the project's.

    Nothing is put in place; what is computed is looked for in `kept`. Raises KgbuildError as `build` does.
    """
    places = [place for place in places or [project.articles] if place != project.articles or exists(place)]
    reading = read(project, places)
    if not reading.articles:
        words = f"there are no articles in {', '.join(map(str, places)) or project.articles}"
        raise BuildError("\n".join([words, *reading.warnings]), f"put files there that end in {', '.join(SUFFIXES)}")
    graph.refuse_shared_iris(reading.articles.names)
    kept, ontology = kept or Forgetful(), graphs.ontology(project)
    current = reading.articles.only(lambda each: not each.superseded)
    found = findings(project, current, project.cache / "findings", progress, workers)
    known = KnownArticle.all(found, kept, Hierarchy(class_parents(ontology)))
    decided = merging.decisions(project)
    copies = find_copies(current, project.cache / "imprints.msgpack")
    identified = identify(known, Hierarchy(class_parents(ontology)), merging.families(ontology), decided, copies)
    resolution = identified.resolution(copies)
    classes, minter = graph.Classes(ontology), graph.Minter(project.settings.base)
    linked = linking(project, resolution, classes, reading.articles.by_name, kept)
    world = graph.world(resolution, identified.beginnings, classes, minter, project.settings.language)
    pages = Pages(reading.articles, {each.name: each for each in known}, world, identified, kept)
    return Assembled(
        articles=reading.articles,
        resolution=resolution,
        linking=linked,
        warnings=(*reading.warnings, *merging.warnings(resolution.gone)),
        failures=found.failures,
        decided=decided,
        pages=pages,
        shared=lambda: chain(
            [graph.entities_file(world, linked.links)],
            [facts(project, linked)] if project.settings.wikidata.enrich else [],
        ),
        shares=lambda: (identified.share(each) for _, each in found),
        coverage=lambda: starmap(coverage, found),
    )


def findings(
    project: Project,
    articles: Articles,
    cache: Path,
    progress: Progress | None = None,
    workers: int | None = 1,
) -> KeptFindings:
    """The findings of the articles, kept in the folder `cache`; those of articles that changed are read first.

    An article that no reader can read is tried again by the next build.
    """
    kept = FindingsCache(cache, reader_fingerprint(project))
    new = articles.only(lambda each: not kept.has(each))
    failures: dict[str, Failure] = {}
    load = partial(load_reader, project.settings.model, project.folders("ontology"))
    outcomes = read_all(load, new, worth(len(new), workers)) if new else ()
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
    return load_reader(project.settings.model, project.folders("ontology"))


def load_reader(model: str, ontology: Sequence[Path]) -> "Reader":
    """The reader of a pipeline, the shipped one where it has no name, and of the words in some folders."""
    from kgbuild.language.reader import Reader

    return Reader.load(model or None, ontology)


def class_parents(ontology: Sequence[Quad]) -> dict[str, list[str]]:
    """The named classes right above each class."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for each in ontology:
        named = isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode)
        if each.predicate == RDFS["subClassOf"] and named:
            above[lexical(each.subject)].append(lexical(each.object))
    return above
