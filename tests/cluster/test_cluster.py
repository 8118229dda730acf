"""Builds on a real cluster of two workers: the same triples, whatever is killed in the middle; and clear refusals."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild import project
from kgbuild.pipeline import build as alone
from kgbuild.pipeline.cluster.building import OUTPUT
from kgbuild.project import Project

from .corpus import filled, lines, of_graphs, of_parts
from .scheduler import Cluster, cluster

pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

PATIENCE = 600.0


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of 34 articles on few events, built on this machine, with decisions of people on what it merged."""
    made = filled(tmp_path_factory.mktemp("world") / "corpus")
    (made.root / "lines.jsonl").write_text(lines(), encoding="utf-8")
    alone.build(made, [made.root / "lines.jsonl"], despite_problems=True)
    _decide(made)
    alone.build(made, [made.root / "lines.jsonl"], despite_problems=True)
    return made


def _decide(made: Project) -> None:
    """Turn down the first merge of the rules, and accept, and turn down, an item for two entities."""
    merges = made.root / "merges.tsv"
    head, first, *rest = merges.read_text(encoding="utf-8").splitlines()
    merges.write_text("\n".join([head, first.replace("same", "different", 1), *rest, ""]), encoding="utf-8")
    rows = ["subject_id\tpredicate_id\tobject_id\tmapping_justification\tpredicate_modifier"]
    for key, qid, modifier in (("place/mogadishu", "Q2449", ""), ("state/somalia", "Q1045", "Not")):
        rows.append(f"{made.settings.base}{key}\tskos:exactMatch\twd:{qid}\tsemapv:ManualMappingCuration\t{modifier}")
    (made.root / "links.sssom.tsv").write_text("\n".join([*rows, ""]), encoding="utf-8")


def started(here: Project, address: str, output: Path) -> "subprocess.Popen[str]":
    """A build on a cluster that has begun."""
    words = ["build", str(here.root / "lines.jsonl"), "--cluster", address, "-o", str(output), "--json"]
    command = [sys.executable, "-m", "kgbuild", "-C", str(here.root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(build: "subprocess.Popen[str]", status: int = 0) -> str:
    """What a build printed on stderr, once it has ended, with a status."""
    _, words = build.communicate(timeout=PATIENCE)
    assert build.returncode == status, words
    return words


def wait_for(folder: Path, count: int) -> None:
    """Wait until there are so many files in a folder."""
    deadline = time.monotonic() + PATIENCE
    while not folder.is_dir() or len(list(folder.iterdir())) < count:
        assert time.monotonic() < deadline, f"there is nothing in {folder}"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def whole(here: Project, workers: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parts of the project, built on the cluster; its files on this machine stay as they are."""
    output = tmp_path_factory.mktemp("whole") / OUTPUT
    merges = (here.root / "merges.tsv").read_bytes()
    words = ended(started(here, workers.address, output))
    assert "not checked" in words
    assert (here.root / "merges.tsv").read_bytes() == merges
    return output


def manifest(output: Path) -> dict[str, object]:
    """The manifest of parts."""
    return dict(json.loads((output / "manifest.json").read_text(encoding="utf-8")))


def test_the_triples_are_those_of_one_machine(here: Project, whole: Path) -> None:
    """Entities, events merged over articles, copies, corrections, links and what people decided come out the same."""
    mine, parts = of_graphs(here), of_parts(whole)
    assert parts == mine
    text = "\n".join(parts)
    for word in ("copyOf", "revisionOf", "skos/core#exactMatch", "skos/core#closeMatch", "ontology#about"):
        assert word in text, word
    merges = (here.root / "merges.tsv").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("different") for line in merges) == 1
    assert sum(line.startswith("same") for line in merges) >= 5
    assert len(list(whole.glob("part-*"))) >= 3


def test_a_worker_killed_costs_only_time(here: Project, workers: Cluster, whole: Path, tmp_path: Path) -> None:
    """Worker processes that are killed while they read are missed by nobody: the parts have the same bytes."""
    output = tmp_path / OUTPUT
    build = started(here, workers.address, output)
    wait_for(output / "_work" / "findings", 1)
    wait_for(output / "_work" / "begun", 1)
    before = workers.log.count("Restarting worker")
    workers.kill_workers()
    ended(build)
    assert workers.log.count("Restarting worker") >= before + 2
    assert manifest(output) == manifest(whole)
    assert of_parts(output) == of_parts(whole)


def test_a_build_goes_on_where_it_was_killed(here: Project, workers: Cluster, whole: Path, tmp_path: Path) -> None:
    """When the program itself is killed, the next build takes what is there, and reads no partition again."""
    output = tmp_path / OUTPUT
    build = started(here, workers.address, output)
    findings = output / "_work" / "findings"
    wait_for(findings, 2)
    os.kill(build.pid, signal.SIGKILL)
    build.communicate()
    assert not (output / "manifest.json").exists()
    before = {path.name: path.stat().st_mtime_ns for path in findings.iterdir()}
    ended(started(here, workers.address, output))
    after = {path.name: path.stat().st_mtime_ns for path in findings.iterdir()}
    assert before.items() <= after.items()
    assert manifest(output) == manifest(whole)


def test_an_article_that_kills_workers_is_named(tmp_path: Path) -> None:
    """It stands in the parts without what it tells, all others with it, as if one machine had built them."""
    made = filled(tmp_path / "poisoned", some=4)
    (made.articles / "bad.txt").write_text("date: 2023-05-08\n\nThis is poison for readers.\n", encoding="utf-8")
    poison = {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent / "poison"), *sys.path])}
    with cluster(tmp_path, workers=1, environment=poison) as fragile:
        words = ended(started_alone(made, fragile.address), 1)
    assert "bad could not be read and tells nothing: its reader ended with -9" in words
    command = [sys.executable, "-m", "kgbuild", "-C", str(made.root), "build", "-j", "2", "--despite-problems"]
    subprocess.run(command, check=False, capture_output=True, env=os.environ | poison)
    assert of_parts(made.root / OUTPUT) == of_graphs(made)
    assert len([each for each in of_graphs(made) if "This article could not be read" in each]) == 1


def test_workers_of_another_ontology_are_refused(workers: Cluster, tmp_path: Path) -> None:
    """A project whose own ontology the workers have seen otherwise is not built."""
    made = filled(tmp_path / "own", some=1)
    ended(started_alone(made, workers.address))
    (made.root / "ontology" / "own.ttl").write_text("# changed since\n", encoding="utf-8")
    assert "has another kgbuild, Python, model or ontology" in ended(started_alone(made, workers.address), 2)


def started_alone(made: Project, address: str) -> "subprocess.Popen[str]":
    """A build of a project's articles alone, to where it is built by default."""
    command = [sys.executable, "-m", "kgbuild", "-C", str(made.root), "build", "--cluster", address]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_no_scheduler_and_no_workers(tmp_path: Path) -> None:
    """Without a scheduler, and without workers, the error says so, and how to start one."""
    made = filled(tmp_path / "one", some=1)
    words = ended(started_alone(made, "tcp://127.0.0.1:9"), 2)
    assert "there is no scheduler at tcp://127.0.0.1:9" in words
    assert "dask scheduler" in words
    assert "Traceback" not in words
    with cluster(tmp_path, workers=0) as empty:
        words = ended(started_alone(made, empty.address), 2)
    assert "has no workers" in words
    assert "Traceback" not in words


def test_a_scheduler_that_is_gone(tmp_path: Path) -> None:
    """When the scheduler dies the build says so and ends; the next one, on another, takes what is there."""
    made = filled(tmp_path / "gone", some=4)
    findings = made.root / OUTPUT / "_work" / "findings"
    (tmp_path / "first").mkdir()
    with cluster(tmp_path / "first", workers=1) as first:
        build = started_alone(made, first.address)
        wait_for(findings, 1)
    words = ended(build, 2)
    assert "the scheduler is no longer there" in words
    assert "Traceback" not in words
    done = {path.name: path.stat().st_mtime_ns for path in findings.iterdir()}
    with cluster(tmp_path, workers=1) as second:
        ended(started_alone(made, second.address))
    assert done.items() <= {path.name: path.stat().st_mtime_ns for path in findings.iterdir()}.items()


def test_shared_articles(workers: Cluster, shared: Path, tmp_path: Path) -> None:
    """Articles as they are in the world give the same triples both ways."""
    made = project.create(tmp_path / "real")
    (made.articles / "example.txt").unlink()
    for path in sorted((shared / "extraction" / "articles").iterdir())[:16]:
        shutil.copy(path, made.articles)
    alone.build(made, despite_problems=True)
    ended(started_alone(made, workers.address))
    assert of_parts(made.root / OUTPUT) == of_graphs(made)
