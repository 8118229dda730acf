"""A build in parts, its tasks done in this process, one after the other."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import fsspec
import pytest

from kgbuild.errors import ArticleError, BuildError
from kgbuild.model import Article, Findings
from kgbuild.pipeline import build as alone
from kgbuild.pipeline.cluster import apart, building, reading
from kgbuild.pipeline.cluster.shelf import WORK
from kgbuild.pipeline.cluster.site import Site
from kgbuild.pipeline.cluster.tasks import work
from kgbuild.pipeline.workers import Failure
from kgbuild.project import Project

from .corpus import STORIES, filled, lines, of_graphs, of_parts


class Inline:
    """An engine that does each task at once, and remembers which."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.most = 1_000_000

    def run(self, site: Site, name: str, keys: Iterable[str], done: Callable[[], None]) -> None:
        """Do the tasks of some keys; the process is taken to end where too much is asked."""
        for key in keys:
            if len(self.done) >= self.most:
                raise KeyboardInterrupt
            work(site, name, key)
            self.done.append(name)
            done()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Inline:
    """The engine of the builds of a test."""
    inline = Inline()

    @contextmanager
    def connected(_: str, __: Site) -> Iterator[Inline]:
        yield inline

    monkeypatch.setattr(building, "connected", connected)
    monkeypatch.setattr("kgbuild.pipeline.cluster.plan._LEAST", 1_000)
    return inline


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a copy, a correction, and people's decisions, built on this machine."""
    made = filled(tmp_path_factory.mktemp("parts") / "corpus", some=8)
    alone.build(made, despite_problems=True)
    return made


def test_parts_hold_the_triples_of_the_graph(here: Project, engine: Inline, tmp_path: Path) -> None:
    """The parts hold just what a build on one machine writes, and the manifest tells what they are."""
    merges = (here.root / "merges.tsv").read_bytes() if (here.root / "merges.tsv").exists() else b""
    built = building.build(here, "", output=str(tmp_path / "out"))
    assert of_parts(tmp_path / "out") == of_graphs(here)
    assert len(built.manifest.parts) > 3
    assert built.manifest.triples == len(of_graphs(here))
    told = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert {each["name"] for each in told["parts"]} == {path.name for path in (tmp_path / "out").glob("*.nq.gz")}
    assert merges == ((here.root / "merges.tsv").read_bytes() if merges else b"")


def test_other_file_systems(engine: Inline, tmp_path: Path) -> None:
    """Articles at a URL are read, and parts written to another one, with the same bytes as to a folder."""
    made = filled(tmp_path / "urls", some=1)
    for path in made.articles.iterdir():
        path.unlink()
    fsspec.filesystem("memory").pipe("/cluster/in/lines.jsonl", lines().encode())
    try:
        there = building.build(made, "", ["memory://cluster/in"], "memory://cluster/out").manifest
        (tmp_path / "lines.jsonl").write_text(lines(), encoding="utf-8")
        here = building.build(made, "", [tmp_path / "lines.jsonl"], str(tmp_path / "out")).manifest
        found = fsspec.filesystem("memory").ls("/cluster/out", detail=False)
    finally:
        fsspec.filesystem("memory").rm("/cluster", recursive=True)
    digests = [[(each.triples, each.sha256) for each in manifest.parts] for manifest in (there, here)]
    assert digests[0] == digests[1]
    assert there.articles == len(STORIES)
    assert {f"/cluster/out/{each.name}" for each in there.parts} < set(found)


def test_what_is_done_is_not_done_again(here: Project, engine: Inline, tmp_path: Path) -> None:
    """A build that was stopped goes on, gives the bytes of one that was not, and the next one does nothing."""
    output = str(tmp_path / "out")
    whole = building.build(here, "", output=str(tmp_path / "whole")).manifest
    count, engine.done = len(engine.done), []
    for most in (3, 8, count - 1):
        engine.most = most
        with pytest.raises(KeyboardInterrupt):
            building.build(here, "", output=output)
        assert not (tmp_path / "out" / "manifest.json").exists()
    engine.most = 1_000_000
    assert building.build(here, "", output=output).manifest == whole
    assert len(engine.done) == count
    building.build(here, "", output=output)
    assert len(engine.done) == count


def test_a_changed_article_costs_its_partition(here: Project, engine: Inline, tmp_path: Path) -> None:
    """Of articles of which one has changed only its partition is read again, and old parts are taken away."""
    made = filled(tmp_path / "changing", some=8)
    building.build(made, "")
    engine.done.clear()
    path = made.articles / "baghdad-wire.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("$20", "$30"), encoding="utf-8")
    built = building.build(made, "")
    assert engine.done.count("extract") == 1
    assert {each.name for each in built.manifest.parts} == {
        path.name for path in (made.root / building.OUTPUT).glob("*.nq.gz")
    }
    alone.build(made, despite_problems=True)
    assert of_parts(made.root / building.OUTPUT) == of_graphs(made)


@pytest.mark.slow
def test_articles_of_which_workers_died_are_read_apart(
    here: Project, engine: Inline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A partition of which two workers have died is read by another process; one that fails there is told of."""
    reasons = {"marib-copy": "its reader ended with -9"}

    def read(project: Project, articles: Iterable[Article]) -> Iterator[tuple[Article, Findings | Failure]]:
        for article, outcome in original(project, list(articles)):
            yield article, Failure(reasons[article.name]) if article.name in reasons else outcome

    original = apart.read
    monkeypatch.setattr(apart, "read", read)
    engine.most = 2
    with pytest.raises(KeyboardInterrupt):
        building.build(here, "", output=str(tmp_path / "out"))
    engine.most = 1_000_000
    given = tmp_path / "out" / WORK / "given"
    (tmp_path / "out" / WORK / "begun").mkdir(exist_ok=True)
    for path in given.iterdir():
        (tmp_path / "out" / WORK / "begun" / path.name).write_text("2")
    monkeypatch.setattr(reading, "_DEATHS", 0)
    built = building.build(here, "", output=str(tmp_path / "out"))
    assert built.manifest.failures == reasons
    unplaced = [each for each in of_parts(tmp_path / "out") if "could not be read: its reader ended" in each]
    assert len(unplaced) == 1
    before = engine.done.count("extract")
    reasons.clear()
    assert not building.build(here, "", output=str(tmp_path / "out")).manifest.failures
    assert engine.done.count("extract") == before + 1
    assert of_parts(tmp_path / "out") == of_graphs(here)


def test_no_articles(engine: Inline, tmp_path: Path) -> None:
    """A project without articles is not built, and a file that holds none is named."""
    made = filled(tmp_path / "empty", some=1)
    for path in made.articles.iterdir():
        path.unlink()
    with pytest.raises(BuildError):
        building.build(made, "")
    (tmp_path / "wrong.jsonl").write_text("no JSON\n" * 3, encoding="utf-8")
    with pytest.raises(ArticleError, match=r"wrong.jsonl, line 1"):
        building.build(made, "", [tmp_path / "wrong.jsonl"])
