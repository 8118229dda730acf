"""The shipped pipeline, for tests that ask what whole sentences mean."""

import pytest
from spacy.language import Language

from kgbuild import shipped
from kgbuild.errors import ProjectError
from kgbuild.graph import Classes
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.grammar.pipeline import load
from kgbuild.language.names.gazetteer import Gazetteer
from kgbuild.language.reader import Reader
from kgbuild.store import parse_file

from .passage import Passage


@pytest.fixture(scope="session")
def pipeline() -> Language:
    """The pipeline that kgbuild ships; without it the test is skipped."""
    try:
        return load()
    except ProjectError as error:
        pytest.skip(f"the shipped pipeline is not in models/en: {error.message}")


@pytest.fixture(scope="session")
def reader(pipeline: Language) -> Reader:
    """A reader with all that kgbuild ships."""
    ontology = shipped.folder("ontology")
    return Reader(pipeline, Lexicon.load([ontology]), Gazetteer.load([ontology / "gazetteer"]))


@pytest.fixture(scope="session")
def passage(reader: Reader) -> Passage:
    """The way of files to graphs, with all that kgbuild ships."""
    files = sorted(shipped.folder("ontology").glob("*.ttl"))
    return Passage(reader, Classes([quad for path in files for quad in parse_file(path)]))
