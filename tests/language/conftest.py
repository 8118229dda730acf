"""The shipped pipeline, for tests that ask what whole sentences mean."""

import pytest
from spacy.language import Language

from kgbuild.errors import ProjectError
from kgbuild.language.pipeline import load


@pytest.fixture(scope="session")
def pipeline() -> Language:
    """The pipeline that kgbuild ships; without it the test is skipped."""
    try:
        return load()
    except ProjectError as error:
        pytest.skip(f"the shipped pipeline is not in models/en: {error.message}")
