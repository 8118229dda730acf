"""A run that is stopped goes on; the same source gives the same bytes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wikidata import dump, items

from kgbuild.errors import LinkError
from kgbuild.link.index import build, build_index
from tests.link.index.sources import CLASSES, ITEMS, as_table, as_triples, ontology, pack

pytestmark = pytest.mark.slow


class StoppedError(Exception):
    """What stops a run in the middle."""


def source(folder: Path, name: str) -> Path:
    """A source of some megabytes of the kind that a name tells."""
    if ".nt" in name:
        content = as_triples(item for item in items(2000) if item.types[0].rpartition("#")[2] in CLASSES)
    elif ".csv" in name:
        content = as_table(item for item in items(7_000) if item.types[0].rpartition("#")[2] in CLASSES)
    else:
        content = b"".join(dump(3_000_000))
    packing = Path(name).suffix if name.endswith(("gz", "bz2")) else ""
    (folder / name).write_bytes(pack(content, packing))
    return folder / name


def stopped(path: Path, target: Path, after: int) -> None:
    """Begin to build an index and stop after so many blocks of the source."""
    count = 0

    def progress(step: str, *_: int) -> None:
        nonlocal count
        count += step == "reading"
        if count == after:
            raise StoppedError

    with pytest.raises(StoppedError):
        build_index(path, target, ontology(path.parent), progress=progress)


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz", "dump.json.bz2", "dump.nt", "dump.nt.gz", "dump.csv"])
def test_a_stopped_run_goes_on_and_gives_the_same_bytes(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is stopped again and again ends in the very bytes of one that is not, and reads nothing twice."""
    monkeypatch.setattr("kgbuild.link.index.source._BLOCK", 100_000)
    monkeypatch.setattr("kgbuild.link.index.source._PLAIN_BLOCK", 100_000)
    path = source(tmp_path, name)
    straight = build_index(path, tmp_path / "straight", ontology(tmp_path))
    monkeypatch.setattr(build, "_SAVED_EVERY", 90_000)
    for after in (3, 2):
        stopped(path, tmp_path / "names", after)
        assert not (tmp_path / "names").exists()
    resumed = build_index(path, tmp_path / "names", ontology(tmp_path))
    assert (tmp_path / "names").read_bytes() == (tmp_path / "straight").read_bytes()
    assert 0 < resumed.resumed < path.stat().st_size
    assert (resumed.lines, resumed.entities, resumed.bad) == (straight.lines, straight.entities, 0)
    assert not list(tmp_path.glob(".names*"))


def test_a_killed_process_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After SIGKILL in the middle of a dump the next run goes on from where the last was saved, to the same bytes."""
    path = source(tmp_path, "dump.json")
    build_index(path, tmp_path / "straight", ontology(tmp_path))
    code = """
import sys, time
from pathlib import Path
from kgbuild.link.index import build, source
build._SAVED_EVERY, source._BLOCK = 300_000, 100_000
def progress(step, done, size):
    if done > size // 2:
        print("here", flush=True)
        time.sleep(60)
build.build_index(Path(sys.argv[1]), Path(sys.argv[2]), [Path(sys.argv[3])], progress=progress)
"""
    places = [str(path), str(tmp_path / "names"), str(ontology(tmp_path)[0])]
    with subprocess.Popen([sys.executable, "-c", code, *places], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        with pytest.raises(LinkError, match="locked") as caught:
            build_index(path, tmp_path / "names", ontology(tmp_path))
        assert "other run" in caught.value.hint
        os.kill(process.pid, signal.SIGKILL)
    resumed = build_index(path, tmp_path / "names", ontology(tmp_path))
    assert resumed.resumed > path.stat().st_size // 3
    assert (tmp_path / "names").read_bytes() == (tmp_path / "straight").read_bytes()


def test_another_source_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read of one file is not taken for another of the same name, nor for other wishes."""
    monkeypatch.setattr(build, "_SAVED_EVERY", 100_000)
    path = source(tmp_path, "dump.json")
    stopped(path, tmp_path / "names", 3)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], *lines[5:]]))
    changed = build_index(path, tmp_path / "names", ontology(tmp_path))
    assert (changed.resumed, changed.lines) == (0, len(lines) - 4)
    stopped(path, tmp_path / "names", 3)
    assert build_index(path, tmp_path / "names", ontology(tmp_path), everything=True).resumed == 0


def test_a_run_stopped_while_writing_reads_nothing_again(tmp_path: Path) -> None:
    """Where all was read, the next run writes the index without reading on."""
    path = source(tmp_path, "dump.json")

    def progress(step: str, *_: int) -> None:
        if step == "writing":
            raise StoppedError

    with pytest.raises(StoppedError):
        build_index(path, tmp_path / "names", ontology(tmp_path), progress=progress)
    steps = set[str]()
    summary = build_index(path, tmp_path / "names", ontology(tmp_path), progress=lambda step, *_: steps.add(step))
    assert steps == {"writing"}
    assert (summary.resumed, summary.items > 0) == (path.stat().st_size, True)


def test_a_staging_file_of_something_else_is_replaced(tmp_path: Path) -> None:
    """Whatever lies where a run keeps what it has read, the run begins anew."""
    path = tmp_path / "table.csv"
    path.write_bytes(as_table(ITEMS))
    straight = build_index(path, tmp_path / "names", ontology(tmp_path))
    (tmp_path / ".names.reading").write_bytes(b"not a database, " * 1000)
    assert build_index(path, tmp_path / "names", ontology(tmp_path)) == straight


def test_progress_tells_the_bytes_of_the_source(tmp_path: Path) -> None:
    """Reading is told in bytes of the file as it is, packed or not, up to all of them; writing in items."""
    path = source(tmp_path, "dump.json.gz")
    told: list[tuple[str, int, int]] = []
    summary = build_index(path, tmp_path / "names", ontology(tmp_path), progress=lambda *step: told.append(step))
    reading = [done for step, done, size in told if step == "reading" and size == path.stat().st_size]
    assert reading == sorted(reading)
    assert reading[-1] == path.stat().st_size
    assert told[-1] == ("writing", summary.items, summary.items)


def test_the_time_of_day_is_not_in_the_file(tmp_path: Path) -> None:
    """Two runs at different times over the same table give the same bytes."""
    path = tmp_path / "table.csv"
    path.write_bytes(as_table(ITEMS))
    build_index(path, tmp_path / "one", ontology(tmp_path))
    time.sleep(1.1)
    build_index(path, tmp_path / "two", ontology(tmp_path))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
