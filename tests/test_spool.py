"""A spool gives back what was put into it, however much that is, and in forks too."""

import io
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kgbuild import spool
from kgbuild.errors import KgbuildError
from kgbuild.forks import shared_out
from kgbuild.spool import Filed, Spool


@dataclass(frozen=True, slots=True)
class Pair:
    """Something to be put."""

    name: str
    numbers: tuple[int, ...]


def pairs(count: int) -> Iterator[Pair]:
    """Values of several sizes."""
    return (Pair(f"“{number}”" * (number % 7), tuple(range(number % 5))) for number in range(count))


@pytest.fixture(params=[1 << 20, 100], ids=["in memory", "in a file"])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many bytes are gathered before any are written."""
    monkeypatch.setattr(spool, "_ROOM", request.param)
    return int(request.param)


@pytest.mark.usefixtures("room")
def test_values_come_back_in_order() -> None:
    """All values are there, by number, from the end, in slices and one after the other, and none is beyond them."""
    given, found = list(pairs(300)), Spool(Pair, pairs(300))
    assert len(found) == 300
    assert list(found) == given
    assert [found[7], found[-1], *found[290:]] == [given[7], given[-1], *given[290:]]
    with pytest.raises(IndexError):
        found[300]


@pytest.mark.usefixtures("room")
def test_values_can_be_put_between_two_questions() -> None:
    """What was put before and after a value was asked for is there."""
    found = Spool(Pair)
    for number, each in enumerate(pairs(50)):
        found.append(each)
        assert found[number // 2] == list(pairs(50))[number // 2]
    assert list(found) == list(pairs(50))


@pytest.mark.usefixtures("room")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks are used on Linux alone")
def test_forks_read_at_once() -> None:
    """Several forks that read at once do not disturb each other."""
    found, given = Spool(Pair, pairs(2000)), list(pairs(2000))
    assert list(shared_out(found.__getitem__, range(2000), 2)) == given


def test_the_file_goes_with_the_spool(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spool that is dropped closes its file."""
    monkeypatch.setattr(spool, "_ROOM", 10)
    file = io.BytesIO()
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: file)
    found = Spool(str, ["a" * 20, "b" * 20])
    assert not file.closed
    del found
    assert file.closed


def test_a_folder_that_holds_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no temporary file can be, it is said what to do."""
    monkeypatch.setattr(spool, "_ROOM", 10)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    with pytest.raises(KgbuildError, match="cannot hold temporary files") as caught:
        Spool(str, ["a" * 20])
    assert "TMPDIR" in caught.value.hint


@pytest.mark.usefixtures("room")
def test_values_are_found_by_name() -> None:
    """What was filed under a name is there, as often as it is asked for, and nothing under others."""
    given = {f"n{number}": each for number, each in enumerate(pairs(300))}
    found = Filed(Pair, given.items())
    assert dict(found) == given
    assert ("n7" in found, "n300" in found, found.get("n300")) == (True, False, None)
