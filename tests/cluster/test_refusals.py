"""What a build on a cluster refuses before it begins, the shelf that workers share, and a reader that hangs."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.cli import run
from kgbuild.errors import ClusterError
from kgbuild.model import Article, Findings, Span
from kgbuild.pipeline.cluster.reading import watched
from kgbuild.pipeline.cluster.shelf import WORK, Shelf


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project, its working directory."""
    assert run(["new", str(tmp_path / "new")]) == 0
    monkeypatch.chdir(tmp_path / "new")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path / "new"


def test_the_extra_is_named_where_it_is_not_installed(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the package the error says what to install, and nothing is written."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    capsys.readouterr()
    assert run(["build", "--cluster", "tcp://127.0.0.1:8786"]) == 2
    assert 'install "kgbuild[cluster]"' in capsys.readouterr().err
    assert not (here / "graphs.nq").exists()


@pytest.mark.parametrize("option", [["--workers", "2"], ["--despite-problems"], ["--verbose"]])
def test_options_of_one_machine_are_refused(here: Path, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What a build on a cluster does not do is refused by name, and so is an output without a cluster."""
    capsys.readouterr()
    assert run(["build", "--cluster", "tcp://127.0.0.1:8786", *option]) == 2
    assert f"{option[0]} does not go with --cluster" in capsys.readouterr().err
    assert run(["build", "-o", "out"]) == 2
    assert "-o goes with --cluster" in capsys.readouterr().err


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    """A file is seen once all of it is written; one whose writer fails leaves nothing, nor takes the old one away."""
    shelf = Shelf(str(tmp_path / "out"))
    shelf.write("part", b"old")

    def stopped() -> None:
        with shelf.writing(lambda: "part") as file:
            file.write(b"new")
            assert shelf.read("part") == b"old"
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stopped()
    assert shelf.read("part") == b"old"
    assert shelf.names(f"{WORK}/beside") == set()
    with shelf.writing(lambda: "deep/er") as file:
        file.write(b"new")
        assert not shelf.has("deep/er")
    assert shelf.names("deep") == {"er"}
    shelf.remove(["part", "nothing"])
    assert not shelf.has("part")


def test_an_output_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """Where a file is in the way of the output, the error says so."""
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(ClusterError, match="cannot be used"):
        Shelf(str(tmp_path / "out")).write("part", b"x")
    with pytest.raises(ClusterError, match="cannot be used"):
        Shelf(str(tmp_path / "none")).read("part")


def test_a_reader_that_hangs_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an article takes too long the process is ended, and it is not where all are read in time."""
    ended = threading.Event()
    monkeypatch.setattr(os, "_exit", lambda _: ended.set())
    article = Article("a", "text", Span(0, 4), "")

    def outcomes(seconds: float) -> Iterator[tuple[Article, Findings]]:
        for _ in range(3):
            time.sleep(seconds)
            yield article, Findings("a")

    assert len(list(watched(outcomes(0), 5))) == 3
    assert not ended.is_set()
    assert len(list(watched(outcomes(0.2), 0.05))) == 3
    assert ended.is_set()
