"""What people do to a project shows in the comparison of its builds."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kgbuild.cli import run

pytestmark = pytest.mark.slow
FIRST = """\
title: Ministers meet in Geneva
date: 2024-03-08

The foreign ministers of Norway and Egypt met in Geneva on Thursday. Norway pledged $20 million in aid for Sudan. \
At least 12 people were killed in shelling near Khartoum on Wednesday, according to the United Nations.
"""
SECOND = """\
title: Egypt hosts nobody
date: 2024-03-09
url: https://example.org/second

The foreign ministers of Norway and Egypt met in Geneva on Thursday. Sudan condemned Norway.
"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graphs of one project, one after the other, each in a folder of its own.

    `one`: two articles on one meeting. `two`: somebody has decided in merges.tsv that these are two meetings. `three`:
    one article is corrected, the other has a later version at its address.
    """
    folder = tmp_path_factory.mktemp("built")
    project = folder / "project"
    assert run(["new", str(project)]) == 0
    (project / "articles" / "example.txt").unlink()
    (project / "articles" / "first.txt").write_text(FIRST, encoding="utf-8")
    (project / "articles" / "second.txt").write_text(SECOND, encoding="utf-8")

    def build(name: str) -> None:
        assert run(["-C", str(project), "build"]) == 0
        shutil.copytree(project / "graphs", folder / name)

    build("one")
    merges = (project / "merges.tsv").read_text(encoding="utf-8")
    assert merges.count("\nsame\t") == 1
    (project / "merges.tsv").write_text(merges.replace("\nsame\t", "\ndifferent\t"), encoding="utf-8")
    build("two")
    corrected = FIRST.replace("At least 12", "At least 31").replace(", according to the United Nations", "")
    (project / "articles" / "first.txt").write_text(corrected, encoding="utf-8")
    later = SECOND.replace("-09", "-10").replace("condemned Norway", "condemned Egypt")
    (project / "articles" / "second-2.txt").write_text(later, encoding="utf-8")
    build("three")
    return folder


def compared(builds: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The record of what changed between two builds."""
    capsys.readouterr()
    status = run(["diff", str(builds / old), str(builds / new), "--json"])
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert status == (1 if record["changes"] else 0)
    return record


def test_a_decision_splits_what_the_build_had_merged(builds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two meetings that people keep apart are one that was split, and back again one that was merged."""
    there, back = (compared(builds, *sides, capsys) for sides in (("one", "two"), ("two", "one")))
    (split,), (merged,) = there["changes"], back["changes"]
    assert (split["verdict"], merged["verdict"]) == ("split", "merged")
    assert [each["label"] for each in split["new"]] == ["Meeting, Geneva, 2024-03-07"] * 2
    assert split["new"] == merged["old"]
    assert split["old"] == merged["new"]
    assert there["counts"]["events"] == {"split": 1}


def test_corrections_and_later_versions_are_told(builds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A corrected article, one with a later version, the number that changed and the speaker who was lost are told."""
    record = compared(builds, "two", "three", capsys)
    assert record["counts"]["articles"] == {"superseded": 1, "corrected": 1, "added": 1}
    assert record["counts"]["numbers"] == {"changed": 1}
    assert record["counts"]["attributions"]["lost"] == 2
    details = [(each, detail) for each in record["changes"] for detail in each["details"]]
    (number,) = (detail for _, detail in details if detail["aspect"] == "number")
    assert [number[side][0]["label"] for side in ("gone", "come")] == ["at least 12", "at least 31"]
    assert number["article"]["label"] == "Ministers meet in Geneva"
    lost = {each["label"] for each, detail in details if detail["aspect"] == "attribution" and each["new"]}
    assert lost == {"Casualties, Khartoum, 2024-03-06", "Shelling, Khartoum, 2024-03-06"}


def test_events_go_on_from_version_to_version(builds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a later version of an article tells again is neither removed nor added."""
    changes = compared(builds, "two", "three", capsys)["changes"]
    events = {each["verdict"] for each in changes if each["kind"] == "event" and "Meeting" in each["label"]}
    assert not events & {"added", "removed"}
    (condemned,) = (each for each in changes if "Condemnation" in each["label"])
    assert (condemned["verdict"], condemned["details"][-1]["aspect"]) == ("renamed", "targets")
