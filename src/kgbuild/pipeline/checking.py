"""The check of a project's graph, or of other graphs, against its ontology, shapes and articles."""

from collections.abc import Sequence
from pathlib import Path

from kgbuild.check import Finding, check
from kgbuild.errors import GraphError
from kgbuild.pipeline import graphs
from kgbuild.project import Project
from kgbuild.read import read_articles
from kgbuild.store import FORMATS, Quad, parse_file, quads_of


def check_project(
    project: Project, paths: Sequence[Path] = (), articles: Sequence[Path] = (), reason: bool = False
) -> tuple[list[Finding], tuple[str, ...]]:
    """The findings on the graph in `paths`, files or folders (by default `graphs/`), and warnings on its articles.

    Raises GraphError and OntologyError for files that cannot be read, ArticleError for articles.
    """
    data = parsed(paths) if paths else quads_of(graphs.files(project))
    reading = read_articles(articles or [project.articles])
    sources = {each.name: each for each in reading.articles}
    return check(data, graphs.ontology(project), graphs.shapes(project), sources, reason), reading.warnings


def parsed(paths: Sequence[Path]) -> list[Quad]:
    """The statements of RDF files, and of all RDF files in folders; raises GraphError where there are none."""
    return [quad for path in rdf_files(paths) for quad in parse_file(path)]


def rdf_files(paths: Sequence[Path]) -> list[Path]:
    """The files, and those in folders that end as RDF files do; raises GraphError where there are none."""
    files = [path for place in paths for path in (sorted(place.iterdir()) if place.is_dir() else [place])]
    found = [path for path in files if path in paths or path.suffix in FORMATS]
    if not found:
        raise GraphError(f"no RDF files in {', '.join(map(str, paths))}", f"RDF files end in {', '.join(FORMATS)}")
    return found
