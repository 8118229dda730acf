"""A build is put in place whole or not at all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgbuild.errors import BuildError
from kgbuild.pipeline import staging

OLD = {"entities.ttl": b"old", "a.ttl": b"article:a a kg:Article ; old"}
NEW = {"entities.ttl": b"new", "b.ttl": b"article:b a kg:Article ; new"}


def put_in_place(target: Path, files: dict[str, bytes]) -> bool:
    """Stage the files and put them in place."""
    with staging.staged(target) as stage:
        for name, text in files.items():
            stage.add(name, text)
        return stage.put_in_place()


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_folder_becomes_exactly_the_files(tmp_path: Path) -> None:
    """Turtle files of articles that are gone go; other files stay; nothing is left beside."""
    target = tmp_path / "graphs"
    assert put_in_place(target, OLD)
    (target / "README.md").write_bytes(b"mine")
    assert put_in_place(target, NEW)
    assert content(target) == NEW | {"README.md": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["graphs"]


def test_the_same_files_are_not_written_again(tmp_path: Path) -> None:
    """Where nothing changed, the folder and its files keep their times."""
    target = tmp_path / "graphs"
    put_in_place(target, OLD)
    before = (target / "a.ttl").stat().st_mtime_ns, target.stat().st_ino
    assert not put_in_place(target, OLD)
    assert before == ((target / "a.ttl").stat().st_mtime_ns, target.stat().st_ino)


@pytest.mark.slow
@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_kill_at_any_point_leaves_all_of_one_build(tmp_path: Path, can_exchange: bool) -> None:
    """Killed at arbitrary moments of endless rebuilding, the folder is one build in full once a build looks again."""
    target = tmp_path / "graphs"
    code = (
        "import sys; from pathlib import Path; from kgbuild.pipeline import staging\n"
        f"if not {can_exchange}: staging._swapped = lambda one, other: False\n"
        f"while True:\n  for files in ({OLD!r}, {NEW!r}):\n    with staging.staged(Path(sys.argv[1])) as stage:\n"
        "      for name, text in files.items(): stage.add(name, text)\n"
        "      stage.put_in_place()"
    )
    put_in_place(target, OLD)
    for round_ in range(10):
        process = subprocess.Popen([sys.executable, "-c", code, str(target)])
        time.sleep(0.12 + 0.013 * round_)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if not can_exchange:
            staging.recover(target)
        assert content(target) in (OLD, NEW)
    put_in_place(target, OLD)
    assert [path.name for path in tmp_path.iterdir()] == ["graphs"]


def test_a_failed_write_leaves_the_last_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk the error says so, the old files stand, and nothing is left beside them."""
    target = tmp_path / "graphs"
    put_in_place(target, OLD)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BuildError, match="No space left on device"):
        put_in_place(target, NEW)
    assert content(target) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["graphs"]


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    """Where the parent is no folder the error names the target."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BuildError, match=r"cannot write .*graphs"):
        put_in_place(tmp_path / "file" / "graphs", NEW)


def test_one_build_at_a_time(tmp_path: Path) -> None:
    """While one process builds, another is told so at once; when that one is killed, the lock is free."""
    code = (
        "import sys, time; from pathlib import Path; from kgbuild.pipeline import staging\n"
        "with staging.building(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "in\n"
    with pytest.raises(BuildError, match="another build"), staging.building(tmp_path):
        pass
    process.kill()
    process.wait()
    process.stdout.close()
    with staging.building(tmp_path):
        pass
