"""The check of a project's graph, or of other graphs, against its ontology, shapes and articles."""

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from kgbuild.check import Finding, check_in_portions
from kgbuild.check.inspection import Rules
from kgbuild.check.standing import Part, check_further
from kgbuild.errors import GraphError
from kgbuild.model import Article
from kgbuild.pipeline import graphs
from kgbuild.pipeline.reading import beside, read
from kgbuild.project import Project
from kgbuild.read import Place
from kgbuild.store import FORMATS, Quad, is_rdf, parse_file


def check_project(
    project: Project, paths: Sequence[Path] = (), articles: Sequence[Place] = (), reason: bool = False
) -> tuple[list[Finding], tuple[str, ...]]:
    """The findings on the graph in `paths`, files or folders (by default `graphs/`), and warnings on its articles.

    `articles` are places beside the project's own; for a graph in `paths` they stand in place of those. Raises
    GraphError and OntologyError for files that cannot be read, ArticleError for articles.
    """
    files = rdf_files(paths) if paths else graphs.paths(project)
    reading = read(project, articles if paths and articles else beside(project, articles))
    return check_files(project, files, reading.articles.by_name, reason)[1], reading.warnings


def check_files(
    project: Project, files: Sequence[Path], articles: Mapping[str, Article], reason: bool = False
) -> tuple[int, list[Finding]]:
    """How many statements RDF files hold, and what is wrong with them together; one file at a time is in memory.

    `articles` are by name.
    """
    counts: list[int] = []

    def portions() -> Iterator[Collection[Quad]]:
        for path in files:
            statements = dict.fromkeys(parse_file(path))
            counts.append(len(statements))
            yield statements.keys()

    with tempfile.TemporaryDirectory(prefix="kgbuild-check-") as folder:
        rules = graphs.ontology(project), graphs.shapes(project)
        found = check_in_portions(portions(), *rules, articles, Path(folder), reason)
    return sum(counts), found


def check_parts(
    project: Project, parts: Sequence[Part], articles: Mapping[str, Article], key: str, forks: int = 1
) -> tuple[int, list[Finding]]:
    """The same of the files of a build, where the last check is gone on from; `key` stands for rules and code.

    Where many files are to be looked at, so many `forks` of this process do it.
    """
    rules = Rules(graphs.ontology(project), graphs.shapes(project))
    return check_further(parts, rules, articles, project.cache / "check", key, forks)


def parsed(paths: Sequence[Path]) -> list[Quad]:
    """The statements of RDF files, and of all RDF files in folders; raises GraphError where there are none."""
    return [quad for path in rdf_files(paths) for quad in parse_file(path)]


def rdf_files(paths: Sequence[Path]) -> list[Path]:
    """The files, and those in folders that end as RDF files do; raises GraphError where there are none."""
    files = [path for place in paths for path in (sorted(place.iterdir()) if place.is_dir() else [place])]
    found = [path for path in files if path in paths or is_rdf(path)]
    if not found:
        raise GraphError(f"no RDF files in {', '.join(map(str, paths))}", f"RDF files end in {', '.join(FORMATS)}")
    return found
