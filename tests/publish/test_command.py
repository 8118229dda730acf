"""`kgbuild publish` as a user meets it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgbuild.cli import run
from kgbuild.publish.writing import OWN
from tests.publish.made import article, made, sample

pytestmark = pytest.mark.slow


def tree(root: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_site_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first run writes the site and prints its front page; a second writes nothing and leaves all times."""
    sample(tmp_path / "p")
    site = tmp_path / "site"
    assert run(["-C", str(tmp_path / "p"), "publish", str(site)]) == 0
    first = capsys.readouterr()
    assert first.out == f"{site / 'index.html'}\n"
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert run(["-C", str(tmp_path / "p"), "publish", str(site)]) == 0
    assert " 0 written" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == times


@pytest.mark.slow
def test_the_same_project_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    """Two copies of a project at two places, published by two processes, have the same site."""
    trees: list[dict[str, bytes]] = []
    for name in ("one", "other"):
        sample(tmp_path / name / "p")
        command = [
            sys.executable,
            "-m",
            "kgbuild",
            "-C",
            str(tmp_path / name / "p"),
            "publish",
            str(tmp_path / name / "s"),
        ]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": str(len(trees))})
        trees.append(tree(tmp_path / name / "s"))
    assert trees[0] == trees[1]


def test_the_project_itself_is_not_touched(tmp_path: Path) -> None:
    """Publishing into a folder of the project changes nothing beside that folder and the cache."""
    here = sample(tmp_path)
    before = tree(tmp_path)
    assert run(["-C", str(tmp_path), "publish", str(tmp_path / "site")]) == 0
    after = {
        name: content for name, content in tree(here.root).items() if name.split("/")[0] not in {"site", ".kgbuild"}
    }
    assert after == before


@pytest.mark.parametrize("target", [".", "..", "articles", "graphs/site", ".kgbuild", "queries"])
def test_a_folder_of_the_project_is_no_target(tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The project's own folders, and those that hold it, are refused with a hint, and stay as they are."""
    sample(tmp_path / "p")
    before = tree(tmp_path)
    assert run(["-C", str(tmp_path / "p"), "publish", str(tmp_path / "p" / target)]) == 2
    assert "is a folder of the project itself" in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_without_a_graph_the_error_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is built, the hint is to build."""
    made(tmp_path, {})
    assert run(["-C", str(tmp_path), "publish", str(tmp_path / "site")]) == 2
    assert "kgbuild build" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_file_in_the_way_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that the site would replace and that is not its own stops the run with its name, and stays."""
    sample(tmp_path / "p")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine")
    assert run(["-C", str(tmp_path / "p"), "publish", str(tmp_path / "site")]) == 2
    assert "index.html is in the way" in capsys.readouterr().err
    assert (tmp_path / "site" / "index.html").read_text() == "mine"


def test_a_missing_text_is_warned_of_and_may_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text that is not there is warned of; --articles says where it lies."""
    text = "A text."
    made(tmp_path / "p", {"a": article("a", text)})
    assert run(["-C", str(tmp_path / "p"), "publish", str(tmp_path / "site")]) == 0
    assert "the text of a is not there" in capsys.readouterr().err
    (tmp_path / "a.txt").write_text(text)
    command = ["-C", str(tmp_path / "p"), "publish", str(tmp_path / "site"), "--articles", str(tmp_path / "a.txt")]
    assert run(command) == 0
    assert "is not there" not in capsys.readouterr().err
    assert "A text." in (tmp_path / "site" / "article" / "a.html").read_text()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path) -> None:
    """Killed in the middle, a run leaves whole files alone, and the next one makes the site as if nothing had been."""
    sample(tmp_path / "p")
    site = tmp_path / "site"
    command = [sys.executable, "-m", "kgbuild", "-C", str(tmp_path / "p"), "publish", str(site)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline and not (site / "person").exists():
        time.sleep(0.005)
    process.kill()
    process.wait()
    left = {name: content for name, content in tree(site).items() if not name.startswith(OWN)}
    assert run(["-C", str(tmp_path / "p"), "publish", str(site)]) == 0
    whole = tree(site)
    assert {name: whole[name] for name in left} == left
    assert run(["-C", str(tmp_path / "p"), "publish", str(tmp_path / "fresh")]) == 0
    assert tree(tmp_path / "fresh") == whole
