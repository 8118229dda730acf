"""Sites that several tests look at."""

from pathlib import Path

import pytest

from kgbuild import project
from tests.conftest import CHECKOUT
from tests.publish import made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the sample's site."""
    return made.rendered(made.sample(tmp_path_factory.mktemp("sample")))


@pytest.fixture(scope="session")
def own() -> dict[str, bytes]:
    """The files of the site of this repository's own project."""
    return made.rendered(project.find(CHECKOUT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a project."""
    return tmp_path / "project"
