"""How well articles are read, against records made by people: figures that may rise and must not fall."""

import shutil
from pathlib import Path

import pytest
from spacy.language import Language

from kgbuild.pipeline.scoring import score_project
from kgbuild.project import create
from kgbuild.score import Scores

pytestmark = pytest.mark.slow

SEED = "istanbul-talks"


@pytest.fixture(scope="module")
def figures(shared: Path, pipeline: Language, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scores]:
    """The figures of the seed article, and of all the others together."""
    extraction = shared / "extraction"
    found = {}
    for part in ("seed", "others"):
        folder = tmp_path_factory.mktemp(part)
        project = create(folder / "project")
        (project.articles / "example.txt").unlink()
        (folder / "gold").mkdir()
        for record in (extraction / "gold").glob("*.json"):
            if (record.stem == SEED) == (part == "seed"):
                shutil.copy(record, folder / "gold")
                shutil.copy(extraction / "articles" / f"{record.stem}.txt", project.articles)
        found[part] = score_project(project, folder / "gold")
    return found


@pytest.mark.parametrize(
    ("part", "measure", "floor"),
    [
        ("seed", "events typed", 0.88),
        ("seed", "arguments", 0.85),
        ("others", "events typed", 0.69),
        ("others", "events branch", 0.73),
        ("others", "arguments", 0.68),
    ],
)
def test_f1(figures: dict[str, Scores], part: str, measure: str, floor: float) -> None:
    """Events and their participants are found, and not too many are made up."""
    assert figures[part].measures[measure].f1 >= floor


@pytest.mark.parametrize(
    ("part", "share", "floor"),
    [
        *[("seed", name, floor) for name, floor in (("dates", 0.85), ("quantities", 0.85), ("factuality", 0.9))],
        *[("others", name, floor) for name, floor in (("dates", 0.78), ("quantities", 0.7), ("factuality", 0.91))],
        ("others", "attribution", 0.8),
    ],
)
def test_shares(figures: dict[str, Scores], part: str, share: str, floor: float) -> None:
    """Of the events found, dates, numbers, factuality and sources are right."""
    found = figures[part].shares[share].share
    assert found is not None
    assert found >= floor
