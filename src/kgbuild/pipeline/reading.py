"""The articles of a project, read as its settings say."""

from collections.abc import Sequence

from kgbuild.project import Project
from kgbuild.read import Place, Reading, exists, read_articles


def read(project: Project, places: Sequence[Place]) -> Reading:
    """The articles in `places`, with the columns that the project names; raises ArticleError as read_articles does."""
    return read_articles(places, project.settings.read.columns)


def beside(project: Project, places: Sequence[Place]) -> list[Place]:
    """The folder of the project's articles, and other places; where there are such, the folder need not be there."""
    own: list[Place] = [project.articles] if not places or exists(project.articles) else []
    return [*own, *places]
