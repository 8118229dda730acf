"""How well a project reads articles, against gold files."""

from collections.abc import Sequence
from pathlib import Path

from kgbuild.errors import ScoreError
from kgbuild.export import Dataset, to_json
from kgbuild.graph import Classes
from kgbuild.pipeline import graphs
from kgbuild.pipeline.build import Progress, assemble
from kgbuild.pipeline.reading import read
from kgbuild.project import Project
from kgbuild.read import Place
from kgbuild.score import ArticleRecord, Scores, parse_record, read_records, score
from kgbuild.store import quads_of


def score_project(
    project: Project, gold: Path, places: Sequence[Place] = (), progress: Progress | None = None
) -> Scores:
    """The figures of what the project reads in its articles, or in `places`, against the folder `gold`.

    The articles are read as a build would, and nothing is put in place. Raises ScoreError for gold files that cannot be
    used or have no article, and KgbuildError as a build does.
    """
    return score(*records(project, gold, places, progress))


def records(
    project: Project, gold: Path, places: Sequence[Place] = (), progress: Progress | None = None
) -> tuple[dict[str, ArticleRecord], dict[str, ArticleRecord], dict[str, str]]:
    """What `score_project` compares, by article: the gold records, those that the project reads, and the texts."""
    wanted = read_records(gold)
    names = {*read(project, list(places) or [project.articles]).articles.names}
    if missing := sorted(wanted.keys() - names):
        raise ScoreError(f"no article for the gold file {missing[0]}.json", "name the articles: kgbuild score ARTICLE…")
    made = assemble(project, places, progress)
    exported = to_json(Dataset(quads_of(made.files()), Classes(graphs.ontology(project))))
    predicted = {Path(name).stem: parse_record(content, name) for name, content in exported.items()}
    return wanted, predicted, {article.name: article.text for article in made.articles}
