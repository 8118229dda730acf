"""`kgbuild push` on the command line."""

import json

import pytest

from kgbuild.cli import run
from kgbuild.project import Project
from tests.push.conftest import BASE, GRAPHS, written
from tests.push.stub import Answer, Stub

BIRCH = f"{BASE}article/birch"


def test_a_table_sums_up(project: Project, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    """How many graphs were written, left as they are and removed stands in a table."""
    command = ["-C", str(project.root), "push", stub.url]
    assert run(command) == 0
    written(project, "birch", "news")
    (project.graphs / "cedar.ttl").unlink()
    capsys.readouterr()
    assert run(command) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    size = (project.graphs / "birch.ttl").stat().st_size
    assert [row[:2] for row in rows] == [["written", "1"], ["unchanged", "2"], ["removed", "1"]]
    assert rows[0][2] == f"{size:,}"


def test_json(project: Project, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json, what was done with each graph is told in one object, and nothing else on stdout."""
    stub.reset(lambda call: Answer(400, body=b"no") if call.graph == BIRCH else None)
    assert run(["-C", str(project.root), "push", stub.url, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["url"] == stub.url
    assert {each["graph"]: each["action"] for each in told["graphs"]} == dict.fromkeys(GRAPHS, "write")
    (failed,) = [each for each in told["graphs"] if "failed" in each]
    assert (failed["graph"], failed["failed"]) == (BIRCH, "127.0.0.1 answers 400 Bad Request: no")


def test_failures_are_told(project: Project, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    """Graphs that could not be pushed are told with the reason, and the exit status is 1."""
    page = b"<html><title>Oh no</title><p>Bad &amp; broken</html>"
    stub.reset(lambda call: Answer(400, {"Content-Type": "text/html"}, page) if call.graph == BIRCH else None)
    assert run(["-C", str(project.root), "push", stub.url]) == 1
    words = capsys.readouterr().err
    assert f"warning: {BIRCH} is not written: 127.0.0.1 answers 400 Bad Request: Oh no Bad &amp; broken" in words
    assert "1 of 4 graphs could not be pushed" in words


def test_a_dry_run_lists(project: Project, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be pushed is listed, in a table or as JSON, and no request is made."""
    command = ["-C", str(project.root), "push", stub.url, "--dry-run"]
    assert run(command) == 0
    printed = capsys.readouterr()
    assert all(graph in printed.out for graph in GRAPHS)
    assert "4 of 4 graphs to push" in printed.err
    assert run([*command, "--json"]) == 0
    assert [each["action"] for each in json.loads(capsys.readouterr().out)["graphs"]] == ["write"] * 4
    assert not stub.calls


@pytest.mark.parametrize("url", ["", "a.example", "ftp://a.example/", "http://a.example/#graph", "file:///tmp"])
@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_urls(project: Project, url: str, dry: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What is no http or https URL is refused with a hint."""
    assert run(["-C", str(project.root), "push", *dry, url]) == 2
    assert "error: not the URL of a graph store" in capsys.readouterr().err


def test_nothing_built(project: Project, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    """A project without a graph is told how to build one, and nothing is asked."""
    for path in project.graphs.iterdir():
        path.unlink()
    assert run(["-C", str(project.root), "push", stub.url]) == 2
    assert "kgbuild build" in capsys.readouterr().err
    assert not stub.calls
