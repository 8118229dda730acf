"""The process that asks: what it answers from, how it ends, and that its caller lives."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kgbuild.errors import GraphError, QueryError
from kgbuild.query import Graph, GraphFiles, Limits, StoreFolder, Table, Truth, ask, read_text
from kgbuild.query.runner import Worker
from kgbuild.store import GraphFile, Literal, NamedNode, fresh_store
from tests.query.asked import BASE, DATA, FILES, SOURCE, saved

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An on-disk store of the fixture graph and the ontology."""
    files = [GraphFile(path.name, f"{BASE}graph/{path.stem}", path.read_bytes()) for path in FILES]
    return fresh_store(tmp_path, files)


def test_kinds_of_answers() -> None:
    """SELECT gives a table with None where nothing is bound, ASK a truth, CONSTRUCT sorted distinct triples."""
    with Worker(GraphFiles(())) as worker:
        table = worker.ask("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (<x:y> 'z'@en) } }")
        one = Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
        assert table == Table(("a", "b"), ((one, None), (NamedNode("x:y"), Literal("z", language="en"))))
        assert worker.ask("SELECT * {}") == Table((), ((),))
        assert worker.ask("ASK { ?s ?p ?o }") == Truth(value=False)
        graph = worker.ask("CONSTRUCT { <x:b> <x:p> ?v . <x:a> <x:p> 1 } WHERE { VALUES ?v { 2 2 } }")
        assert isinstance(graph, Graph)
        assert [str(triple.subject) for triple in graph.triples] == ["<x:a>", "<x:b>"]


def test_store_and_files_agree(folder: Path) -> None:
    """The on-disk store answers as the files do, and names its graphs."""
    assert ask(StoreFolder(folder), saved("timeline")) == ask(SOURCE, saved("timeline"))
    graphs = ask(StoreFolder(folder), read_text("SELECT DISTINCT ?g { GRAPH ?g { ?s a kg:Article } }"))
    assert graphs == Table(("g",), ((NamedNode(f"{BASE}graph/data"),),))
    assert ask(SOURCE, read_text("ASK { GRAPH ?g { ?s a kg:Article } FILTER(STRENDS(STR(?g), '/data.ttl')) }"))


def test_cold_start(folder: Path) -> None:
    """A saved query over an on-disk store is answered within a second, its process included (the best of three)."""

    def seconds() -> float:
        began = time.monotonic()
        ask(StoreFolder(folder), saved("timeline"))
        return time.monotonic() - began

    assert min(seconds() for _ in range(3)) < 1


def test_one_process_answers_many(folder: Path) -> None:
    """A worker answers query after query, also after one that was wrong, and from several threads each their own."""
    with Worker(StoreFolder(folder)) as worker:
        first = worker.ask(COUNT)
        with pytest.raises(QueryError, match="error at 1:"):
            worker.ask("SELECT * { ?s ?p }")
        with pytest.raises(QueryError, match="another service"):
            worker.ask("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
        assert worker.ask(COUNT) == first
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: ask(StoreFolder(folder), read_text(COUNT)), range(8))) == {first}


def test_wrong_query_has_a_place() -> None:
    """A syntax error that the engine finds is a QueryError with line and column, also after binding."""
    with pytest.raises(QueryError, match="error at 2:") as caught:
        ask(GraphFiles(()), read_text("# param: x (iri) = kg:Event y\nSELECT * { ?x ?y }"))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("limits", "query", "message"),
    [
        (Limits(seconds=0.5), ENDLESS, "longer than 0.5 seconds"),
        (Limits(memory=200), "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a", "more than 200 MiB"),
        (Limits(answer=1), "SELECT * { ?a ?b ?c . ?d ?e ?f }", "larger than 1 MiB"),
    ],
)
def test_limits(limits: Limits, query: str, message: str) -> None:
    """Each limit ends the query with an error that names it, and the process is gone."""
    with Worker(GraphFiles((DATA,)), limits) as worker:
        with pytest.raises(QueryError, match=message):
            worker.ask(query)
        assert not worker.alive
        with pytest.raises(QueryError):
            worker.ask("ASK {}")


def test_rows() -> None:
    """As many rows or triples as allowed are an answer, one more is an error, and the process goes on."""
    with Worker(GraphFiles(()), Limits(rows=3)) as worker:
        found = worker.ask("SELECT * { VALUES ?x { 1 2 3 } }")
        assert isinstance(found, Table)
        assert len(found.rows) == 3
        with pytest.raises(QueryError, match="more than 3 rows"):
            worker.ask("SELECT * { VALUES ?x { 1 2 3 4 } }")
        with pytest.raises(QueryError, match="more than 3 triples"):
            worker.ask("CONSTRUCT { <x:x> <x:x> ?x } WHERE { VALUES ?x { 1 2 3 4 } }")
        assert worker.alive


def test_data_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing store, a broken file and an unknown suffix are GraphErrors that name it."""
    broken, unknown = tmp_path / "broken.ttl", tmp_path / "data.xyz"
    broken.write_text("<a:a> <a:b>\n<a:c .", encoding="utf-8")
    unknown.write_text("", encoding="utf-8")
    for source, message in (
        (StoreFolder(tmp_path / "none"), "none"),
        (GraphFiles((broken,)), r"broken.ttl, line 2"),
        (GraphFiles((unknown,)), "data.xyz"),
        (GraphFiles((tmp_path / "none.ttl",)), "none.ttl cannot be read"),
    ):
        with pytest.raises(GraphError, match=message) as caught:
            ask(source, read_text("ASK {}"))
        assert caught.value.hint


def test_death_from_outside() -> None:
    """A process that something else kills is a QueryError, not a hang."""
    with Worker(GraphFiles((DATA,)), Limits(seconds=60)) as worker:
        assert worker.alive
        killer = threading.Timer(0.5, os.kill, (worker.pid, signal.SIGKILL))
        killer.start()
        with pytest.raises(QueryError):
            worker.ask(ENDLESS)
        killer.join()


@pytest.mark.slow
def test_interrupt_ends_the_process() -> None:
    """Ctrl-C in the caller raises KeyboardInterrupt there and leaves no process behind."""
    script = (
        "import signal, sys; from pathlib import Path; from kgbuild.query import *; import kgbuild.query.runner as r\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs ignore it
        "worker = r.Worker(GraphFiles((Path(sys.argv[1]),)))\n"
        "print(worker.pid, flush=True)\n"
        "try:\n    worker.ask(sys.argv[2])\nexcept KeyboardInterrupt:\n    print('interrupted', worker.alive)\n"
    )
    command = [sys.executable, "-c", script, str(DATA), ENDLESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        child = int(caller.stdout.readline())
        time.sleep(0.5)
        caller.send_signal(signal.SIGINT)
        assert caller.stdout.read() == "interrupted False\n"
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_project_folder_is_not_imported_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python files that lie where the command is called are not run by the process."""
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ask(GraphFiles(()), read_text("ASK {}")) == Truth(value=True)
