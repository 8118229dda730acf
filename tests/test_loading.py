"""The store of a large graph is loaded in a process of its own."""

import os
import shutil
from pathlib import Path

import pytest

from kgbuild import project
from kgbuild.pipeline import graphs
from kgbuild.project import Project

BUILT = Path(__file__).resolve().parents[1] / "graphs"
LARGE = 1_000_000


@pytest.fixture
def built(tmp_path: Path) -> Project:
    """A project with a graph and no store."""
    here = project.create(tmp_path / "project")
    shutil.copytree(BUILT, here.graphs, dirs_exist_ok=True)
    return here


def stores(folder: Path) -> list[str]:
    """The stores in a folder."""
    return [path.name for path in folder.glob("store-*")]


def test_a_large_graph_is_loaded_elsewhere(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """When this process asks for the store, another has made it."""
    found = []

    def store(here: Project) -> Path:
        found.extend(stores(here.cache))
        return here.cache / found[0]

    monkeypatch.setattr(graphs, "store", store)
    path = graphs.loaded(built, LARGE)
    monkeypatch.undo()
    assert found == [path.name]
    assert graphs.store(built) == path


def _die(here: Project) -> None:
    """What becomes of a loader that is killed."""
    assert here
    os._exit(9)


def test_where_the_loader_dies_this_process_loads(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is there all the same."""
    monkeypatch.setattr(graphs, "_load", _die)
    assert graphs.loaded(built, LARGE).is_dir()


def test_a_small_graph_is_loaded_here(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started for what is loaded sooner than that."""
    monkeypatch.delattr(graphs, "multiprocessing")
    assert graphs.loaded(built, 10).is_dir()
