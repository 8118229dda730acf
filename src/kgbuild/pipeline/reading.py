"""The articles of a project, read as its settings say."""

from collections.abc import Sequence

from kgbuild.project import Project
from kgbuild.read import Place, Reading, read_articles


def read(project: Project, places: Sequence[Place]) -> Reading:
    """The articles in `places`, with the columns that the project names; raises ArticleError as read_articles does."""
    return read_articles(places, project.settings.read.columns)
