"""What a push leaves in a store: the graphs of the project, and nothing done twice."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from kgbuild.errors import BuildError, PushError
from kgbuild.pipeline import graphs, pushing
from kgbuild.project import Project
from kgbuild.push import Journal, Outcome
from kgbuild.store import to_ntriples
from tests.push.conftest import BASE, ENTITIES, ENVIRONMENT, GRAPHS, LeapingClock, Pusher, written
from tests.push.stub import Answer, Call, Stub

FOREIGN = "https://elsewhere.example/graph"
LINE = b'<https://elsewhere.example/a> <https://elsewhere.example/b> "c" .'


def local(project: Project) -> dict[str, set[bytes]]:
    """The lines of N-Triples of each built graph."""
    parsed = {file.graph: file.parsed(file.content) for file in graphs.files(project)}
    return {graph: set(to_ntriples(quads).splitlines()) for graph, quads in parsed.items()}


def actions(outcomes: list[Outcome]) -> dict[str, str]:
    """What was done with each graph."""
    assert not [each.reason for each in outcomes if each.reason]
    return {each.step.graph: each.step.action for each in outcomes}


def test_the_store_holds_the_graphs(project: Project, stub: Stub, pushed: Pusher) -> None:
    """After a push the store holds each built graph, statement for statement, and what it held before beside."""
    stub.graphs[FOREIGN] = {LINE}
    assert actions(pushed(jobs=3)) == dict.fromkeys(GRAPHS, "write")
    assert stub.graphs == local(project) | {FOREIGN: {LINE}}


def test_only_changes_are_pushed(project: Project, stub: Stub, pushed: Pusher) -> None:
    """What has not changed is not written again; a changed graph is replaced, one that is gone is removed."""
    pushed()
    stub.reset()
    assert set(actions(pushed()).values()) == {"keep"}
    assert [call.method for call in stub.calls] == ["HEAD"]
    written(project, "birch", "news")
    (project.graphs / "cedar.ttl").unlink()
    written(project, "dogwood")
    stub.graphs[FOREIGN] = {LINE}
    stub.reset()
    pushed()
    assert stub.did("PUT") == [f"{BASE}article/birch", f"{BASE}article/dogwood"]
    assert stub.did("DELETE") == [f"{BASE}article/cedar"]
    assert stub.graphs == local(project) | {FOREIGN: {LINE}}


def test_everything_again(stub: Stub, pushed: Pusher) -> None:
    """On demand all graphs are written, whether they changed or not."""
    pushed()
    stub.reset()
    pushed(everything=True)
    assert stub.did("PUT") == GRAPHS


@pytest.mark.parametrize("head", [200, 405, 501])
def test_a_store_that_was_emptied_is_filled(stub: Stub, pushed: Pusher, head: int) -> None:
    """Where the store has lost what was pushed, all is pushed again, also where it knows no HEAD."""
    pushed()
    stub.graphs.clear()
    stub.reset(lambda call: Answer(head) if call.method == "HEAD" and head != 200 else None)
    pushed()
    assert sorted(stub.graphs) == GRAPHS
    stub.reset(stub.script)
    pushed()
    assert not stub.did("PUT")


def test_each_store_has_its_own_journal(stub: Stub, pushed: Pusher) -> None:
    """What was pushed to one URL is not taken to be at another."""
    pushed()
    pushed(url=f"{stub.origin}/other")
    assert stub.did("PUT") == sorted(GRAPHS * 2)


def test_a_lost_journal_costs_only_time(project: Project, stub: Stub, pushed: Pusher) -> None:
    """Without what earlier pushes wrote down, all graphs are written again."""
    pushed()
    for path in (project.cache / "pushed").iterdir():
        path.unlink()
    stub.reset()
    pushed()
    assert stub.did("PUT") == GRAPHS


@pytest.mark.parametrize("cut", [1, 20, 70, 140])
def test_a_torn_journal(project: Project, stub: Stub, pushed: Pusher, cut: int) -> None:
    """A journal that was cut anywhere leaves no graph unpushed, and no foreign graph touched."""
    pushed()
    (path,) = (project.cache / "pushed").iterdir()
    path.write_bytes(path.read_bytes()[:-cut])
    written(project, "birch", "news")
    (project.graphs / "cedar.ttl").unlink()
    stub.graphs[FOREIGN] = {LINE}
    pushed()
    assert stub.graphs.keys() >= {FOREIGN, *local(project)}
    assert {graph: stub.graphs[graph] for graph in local(project)} == local(project)


@pytest.mark.parametrize("moment", [1, 2, 3])
@pytest.mark.parametrize("stored", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_a_killed_push_is_gone_on_with(project: Project, stub: Stub, pushed: Pusher, moment: int, stored: bool) -> None:
    """A push killed in the middle, before or after the store has the graph, is completed by the next one."""
    command = [sys.executable, "-m", "kgbuild", "-C", str(project.root), "push", "--jobs", "1", stub.url]
    started = threading.Event()

    def kill(call: Call) -> Answer | None:
        if call.method == "PUT" and len(stub.did("PUT")) == moment:
            started.wait(30)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            return None if stored else Answer(503)
        return None

    stub.reset(kill)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        started.set()
    before = stub.did("PUT")
    assert len(before) == moment
    (project.graphs / "cedar.ttl").unlink()
    stub.reset()
    pushed()
    assert stub.graphs == local(project)
    assert len(stub.did("PUT")) <= len(GRAPHS) - (moment - 1)


def test_ctrl_c(project: Project, stub: Stub) -> None:
    """A push that is interrupted ends at once, though the store has not answered, and says so."""
    command = [sys.executable, "-m", "kgbuild", "-C", str(project.root), "push", stub.url]
    started = threading.Event()

    def interrupt(call: Call) -> None:
        if call.method == "PUT" and len(stub.did("PUT")) == 1 and started.wait(30):
            process.send_signal(signal.SIGINT)
            stub.closing.wait(20)

    stub.reset(interrupt)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        started.set()
        _, words = process.communicate(timeout=15)
    assert process.returncode == 130
    assert words.strip() == b"stopped"


def test_at_most_so_many_at_a_time(project: Project, stub: Stub, pushed: Pusher) -> None:
    """Several graphs are pushed side by side, but no more than is asked for."""
    for number in range(20):
        written(project, f"article-{number}")
    stub.reset(lambda call: Answer(201) if stub.closing.wait(0.02) else None)
    pushed(jobs=2)
    assert stub.most == 2


def test_a_store_that_takes_small_requests_only(project: Project, stub: Stub, pushed: Pusher) -> None:
    """A graph larger than the store takes at once is written in pieces, and is whole in the end."""
    lines = [f"<{BASE}article/birch> <{BASE}number> {number} ." for number in range(200)]
    (project.graphs / "birch.ttl").write_text("\n".join(lines), encoding="utf-8")
    stub.graphs[f"{BASE}article/birch"] = {LINE}
    stub.largest = 3000
    actions(pushed())
    assert stub.graphs == local(project)
    assert stub.did("POST") == [f"{BASE}article/birch"] * len(stub.did("POST"))
    assert all(call.size <= 20_000 for call in stub.calls)


def test_a_graph_that_no_piece_fits(stub: Stub, pushed: Pusher) -> None:
    """A store that takes not even one statement is told of."""
    stub.largest = 5
    assert {"413" in each.reason for each in pushed()} == {True}


def test_a_graph_that_cannot_be_read_meanwhile(project: Project, stub: Stub, pushed: Pusher) -> None:
    """A file that a build takes away during the push is told of; the other graphs are pushed."""

    def remove(call: Call) -> None:
        if call.method == "PUT":
            (project.graphs / "birch.ttl").unlink(missing_ok=True)

    stub.reset(remove)
    reasons = {each.step.graph: each.reason for each in pushed()}
    assert reasons[f"{BASE}article/birch"] == "its file has changed meanwhile"
    assert stub.did("PUT") == [graph for graph in GRAPHS if "birch" not in graph]


def test_one_push_at_a_time(project: Project, stub: Stub) -> None:
    """A second push of the project is refused while the first one runs."""
    wanted = pushing.Wanted(stub.url)

    def second(call: Call) -> None:
        if call.number == 1:
            with pytest.raises(PushError, match="another push"):
                pushing.push(project, wanted, {})

    stub.reset(second)
    assert len(pushing.push(project, wanted, {})) == len(GRAPHS)


def test_the_ontology(project: Project, stub: Stub) -> None:
    """The ontology is pushed where it is asked for, once, and is let alone by pushes without it."""
    for ontology, puts in ((True, 1), (True, 0), (False, 0)):
        stub.reset()
        pushing.push(project, pushing.Wanted(stub.url, ontology=ontology), ENVIRONMENT)
        assert stub.did("PUT").count("https://w3id.org/kgbuild/ontology") == puts
        assert not stub.did("DELETE")
    assert len(stub.graphs["https://w3id.org/kgbuild/ontology"]) > 1000


def test_a_dry_run_asks_nobody(project: Project, stub: Stub) -> None:
    """What would be done is told without a request, and changes nothing."""
    steps = pushing.planned(project, pushing.Wanted(stub.url))
    assert sorted(step.graph for step in steps if step.action == "write") == GRAPHS
    pushing.push(project, pushing.Wanted(stub.url), {})
    (project.graphs / "cedar.ttl").unlink()
    stub.reset()
    found = {step.graph: step.action for step in pushing.planned(project, pushing.Wanted(stub.url))}
    assert found == dict.fromkeys(GRAPHS, "keep") | {f"{BASE}article/cedar": "remove"}
    assert not stub.calls


def test_a_journal_that_cannot_be_written(project: Project, pushed: Pusher) -> None:
    """A folder that holds no journal is told of before anything is pushed."""
    project.cache.mkdir()
    (project.cache / "pushed").write_bytes(b"")
    with pytest.raises((PushError, BuildError), match="pushed"):
        pushed()


def test_the_journal_stays_short(project: Project, stub: Stub, pushed: Pusher, clock: LeapingClock) -> None:
    """However often graphs are pushed, the journal has a few lines for each."""
    for _ in range(5):
        pushed(everything=True)
    (path,) = (project.cache / "pushed").iterdir()
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 3 * len(GRAPHS)
    assert Journal(path.parent, stub.url).known().keys() == set(GRAPHS)
    assert ENTITIES in Journal(path.parent, stub.url).known()
    assert not clock.waits
