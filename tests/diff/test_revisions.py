"""Graphs are compared as a git repository holds them."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild.cli import run
from kgbuild.diff.snapshots import blob_name
from tests.diff.samples import events, moved, written

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="the program git is not on this machine")
CONFIG = 'name = "sample"\nbase = "https://example.org/id/"\n'
CHANGED = "events: 1 changed"
MERGED = "events: 1 merged"


def git(folder: Path, *words: str) -> str:
    """What git prints, run in a folder as somebody with a name."""
    command = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a project in a folder of an odd name: two commits, the second tagged, then a merged event.

    The first commit has the sample's graph, the second another label, and the working tree two events as one.
    """
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    folder = tmp_path / "a [b] 'c' é*"
    folder.mkdir()
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (folder / "kgbuild.toml").write_text(CONFIG, encoding="utf-8")
    for change in (None, events("Casualties", lambda e: replace(e, label="Wounded"))):
        written(folder / "graphs", *([change] if change else []))
        (folder / "graphs" / "README").write_text("no RDF", encoding="utf-8")
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", "a build")
    git(tmp_path, "tag", "second")
    written(folder / "graphs", moved("other", "Meeting of others", "Meeting, Oslo"))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("words", "summary"),
    [
        (["HEAD~1", "HEAD"], CHANGED),
        (["HEAD~1", "second"], CHANGED),
        (["HEAD~1..HEAD"], CHANGED),
        (["HEAD~1.."], CHANGED),
        (["second...main~1"], "no changes"),
        ([":/a build", "HEAD~1"], CHANGED),
        (["HEAD~1"], MERGED),
        (["HEAD~1", "graphs"], MERGED),
        (["graphs", "HEAD~1"], "events: 1 split"),
        ([], "events: 1 merged, 1 changed"),
        (["HEAD"], "events: 1 merged, 1 changed"),
        (["HEAD", "HEAD"], "no changes"),
    ],
)
def test_revisions_are_compared(
    repository: Path, capsys: pytest.CaptureFixture[str], words: list[str], summary: str
) -> None:
    """Revisions by any name git knows, ranges, folders and the graph as it lies there can stand on either side."""
    before = state(repository)
    status = run(["diff", *words])
    out, err = capsys.readouterr()
    if summary == "no changes":
        assert (status, out, err) == (0, "", "no changes\n")
    else:
        assert status == 1
        assert out.splitlines()[0] == summary
    assert state(repository) == before


def state(folder: Path) -> list[tuple[str, float]]:
    """All files of a repository, with when they were written."""
    return sorted((str(path), path.stat().st_mtime) for path in folder.parent.rglob("*"))


def test_json_names_the_commits(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The record names what was compared as the user did, and by the commit."""
    run(["diff", "second", "--json"])
    record = json.loads(capsys.readouterr().out)
    assert record["old"] == {"name": "second", "revision": git(repository, "rev-parse", "HEAD")}
    assert record["new"] == {"name": "working graph", "revision": ""}


def test_changes_on_another_branch_are_told_alone(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A...B tells what B changed since it went apart from A, and nothing of what A changed."""
    git(repository, "checkout", "--quiet", "-b", "topic", "HEAD~1", "--force")
    written(repository / "graphs", moved("other", "Meeting of others", "Meeting, Oslo"))
    git(repository, "commit", "--quiet", "--all", "--message", "merged")
    assert run(["diff", "main...topic"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == MERGED
    assert run(["diff", "main", "topic"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "events: 1 merged, 1 changed"


def test_what_is_both_a_file_and_a_revision_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is both is ambiguous, as for git; ./NAME is the file, heads/NAME the branch."""
    git(repository, "branch", "graphs", "HEAD~1")
    assert run(["diff", "graphs"]) == 2
    assert "'graphs' is both a file and a git revision" in capsys.readouterr().err
    assert run(["diff", "heads/graphs", "./graphs"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == MERGED


@pytest.mark.parametrize("name", ["", "no-such", "HEAD~7", "HEAD:graphs", "a\nb", "x" * 5000, "main^{tree}", "..x"])
def test_a_name_that_is_nothing_is_told(repository: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """What is no file and no commit is named, with a hint, and ends with 2."""
    assert run(["diff", name]) == 2
    err = capsys.readouterr().err
    assert "there is no file and no git revision" in err
    assert "hint: git log" in err


def test_a_revision_without_a_graph_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A commit before the first build has no graph to compare, and the error says where there is none."""
    git(repository, "rm", "-r", "--quiet", "--force", "graphs")
    git(repository, "commit", "--quiet", "--message", "none")
    assert run(["diff", "HEAD~1", "HEAD"]) == 2
    assert "there is no graph in graphs/ of HEAD (" in capsys.readouterr().err
    assert run(["diff", "HEAD~1"]) == 2
    assert "there is no graph in" in capsys.readouterr().err


def test_no_repository_and_no_git_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside a repository, and without the program git, folders are still compared and revisions are refused."""
    (tmp_path / "kgbuild.toml").write_text(CONFIG, encoding="utf-8")
    written(tmp_path / "graphs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert run(["diff", "HEAD"]) == 2
    assert "cannot be read as a git repository" in capsys.readouterr().err
    assert run(["diff", "graphs", "graphs"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("PATH", "")
    assert run(["diff", "HEAD"]) == 2
    assert "git is not on this machine" in capsys.readouterr().err
    assert run(["diff", "graphs", "graphs"]) == 0


def test_names_of_contents_are_those_of_git(repository: Path) -> None:
    """What a file holds has the name under which git keeps it."""
    path = repository / "graphs" / "talks.ttl"
    assert blob_name(path.read_bytes()) == git(repository, "hash-object", "--no-filters", str(path))


def test_repositories_of_longer_hashes_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository whose objects are named by SHA-256 is compared like any other."""
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    (tmp_path / "kgbuild.toml").write_text(CONFIG, encoding="utf-8")
    written(tmp_path / "graphs")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "a build")
    monkeypatch.chdir(tmp_path)
    assert run(["diff"]) == 0
    written(tmp_path / "graphs", moved("other", "Meeting of others", "Meeting, Oslo"))
    assert run(["diff"]) == 1
