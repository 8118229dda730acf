"""One event from many articles, with the numbers as they grew, and what people decide of it, from build to build."""

import json
import shutil
from pathlib import Path

import pytest

from kgbuild import project
from kgbuild.cli import run
from kgbuild.pipeline import build

TEXTS = {
    "monday": (
        "title: Blast in Mogadishu kills 12\ndate: 2023-05-08\n\n"
        "Al-Shabaab attacked a hotel in Mogadishu on Monday. The attack killed 12 people.\n"
    ),
    "tuesday": (
        "title: Toll of Mogadishu attack rises\ndate: 2023-05-09\n\n"
        "The death toll from Monday's attack on a hotel in Mogadishu has risen to 31. At least 31 people were killed "
        "in the attack by al-Shabaab.\n"
    ),
    "friday": (
        "title: Another attack in Mogadishu\ndate: 2023-05-12\n\n"
        "Al-Shabaab attacked a police station in Mogadishu on Friday. The attack killed five people.\n"
    ),
}
ATTACK = "2023-05-08-attack-mogadishu"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three articles on two attacks, built."""
    here = project.create(tmp_path_factory.mktemp("merging") / "three")
    (here.articles / "example.txt").unlink()
    for name, text in TEXTS.items():
        (here.articles / f"{name}.txt").write_text(text, encoding="utf-8")
    build.build(here)
    return here.root


@pytest.fixture
def three(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built project, its working directory."""
    shutil.copytree(built, tmp_path / "three")
    monkeypatch.chdir(tmp_path / "three")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path / "three"


def rows(folder: Path) -> list[list[str]]:
    """The rows of `merges.tsv`, without its head."""
    lines = (folder / "merges.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def decide(folder: Path, *lines: str) -> None:
    """Put rows below the head of `merges.tsv`, in place of all others."""
    head = (folder / "merges.tsv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "merges.tsv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")


def asked(capsys: pytest.CaptureFixture[str], *command: str) -> list[dict[str, str]]:
    """The rows that a query answers."""
    capsys.readouterr()
    assert run(["query", *command, "--format", "json"]) == 0
    found: dict[str, dict[str, list[dict[str, dict[str, str]]]]] = json.loads(capsys.readouterr().out)
    return [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]


def built_anew(capsys: pytest.CaptureFixture[str]) -> str:
    """The words of a build, which goes well."""
    capsys.readouterr()
    assert run(["build"]) == 0
    return capsys.readouterr().err


def attacks(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The days of the attacks in the graph."""
    return [row["date"] for row in asked(capsys, "timeline", "-p", "type=kg:Attack")]


def test_reports_of_one_attack_are_one_event(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What two articles tell of Monday's attack is one event, and Friday's attack on the same town is another."""
    assert attacks(capsys) == ["2023-05-08", "2023-05-12"]
    (row,) = [row for row in rows(three) if row[3] == "Attack"]
    assert row[0] == "same"
    assert [name.partition("#")[0] for name in row[1:3]] == ["monday", "tuesday"]
    assert row[4] == "2023-05-08"
    assert row[6].startswith("one day 2023-05-08 +3.0; place Mogadishu +3.0; ")
    assert row[7] == "rule"


def test_the_toll_rises_on_one_event(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The numbers of one event come in the order of their articles, each on its own report."""
    found = asked(capsys, "numbers-over-time")
    assert len({row["happening"] for row in found}) == 1
    numbers = list(dict.fromkeys((row["reported"], row["minimum"]) for row in found))
    assert numbers == [("2023-05-08", "12"), ("2023-05-09", "31")]


def test_a_second_build_changes_nothing(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Building again leaves `merges.tsv` as it is, byte for byte."""
    before = (three / "merges.tsv").read_bytes()
    built_anew(capsys)
    assert (three / "merges.tsv").read_bytes() == before


def test_what_people_split_is_two_until_they_take_it_back(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row changed to `different` makes two events on each build; without it the rule has its way again."""
    before = (three / "merges.tsv").read_bytes()
    (row,) = [row for row in rows(three) if row[3] == "Attack"]
    decide(three, "\t".join(["different", *row[1:]]))
    for _ in range(2):
        built_anew(capsys)
        assert attacks(capsys) == ["2023-05-08", "2023-05-08", "2023-05-12"]
        assert ["different", *row[1:]] in rows(three)
    decide(three)
    built_anew(capsys)
    assert attacks(capsys) == ["2023-05-08", "2023-05-12"]
    assert (three / "merges.tsv").read_bytes() == before


def test_show_tells_who_split_them(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row of the rule that was changed to `different` is told as a person's, with the score that the rule gave."""
    (row,) = [row for row in rows(three) if row[3] == "Attack"]
    for by, who in (("rule", "a person"), ("ada", "ada")):
        decide(three, "\t".join(["different", *row[1:7], by, row[8]]))
        capsys.readouterr()
        assert run(["show", ATTACK, "--why"]) == 0
        assert f"  by          {who}; score by the rule {row[5]}\n" in capsys.readouterr().out


def test_what_people_merge_is_one(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row `same` of a person makes one event of two, and stays as it was written."""
    names = sorted({name for row in rows(three) if row[3] == "Attack" for name in row[1:3]})
    start = TEXTS["friday"].index("attacked")
    line = f"same\tfriday#{start}-{start + len('attacked')}\t{names[0]}\tAttack\t\t\tone campaign\tada\t"
    decide(three, line)
    built_anew(capsys)
    assert len(attacks(capsys)) == 1
    assert line.split("\t") in rows(three)


def test_decisions_that_contradict_are_refused(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Contradicting rows, and rows that cannot be read, end the build with exit 2 and a hint; the graph stands."""
    graph = {path.name: path.read_bytes() for path in (three / "graphs").iterdir()}
    (row,) = [row for row in rows(three) if row[3] == "Attack"]
    mine = [*row[:7], "ada", ""]
    for lines, fault in (
        (["\t".join(mine), "\t".join(["different", *mine[1:]])], "are different, and also that"),
        (["sane\tmonday#1-2\ttuesday#1-2"], "line 2: verdict is same or different, not sane"),
    ):
        decide(three, *lines)
        capsys.readouterr()
        assert run(["build"]) == 2
        told = capsys.readouterr().err
        assert fault in told
        assert "\nhint: " in told
    assert {path.name: path.read_bytes() for path in (three / "graphs").iterdir()} == graph


def test_decisions_on_what_is_gone_are_kept(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row on an article that is no longer there is kept, with a warning, and the other articles are as they were."""
    line = "different\tgone#1-5\tmonday#85-93\tAttack\t\t\t\tada\t"
    decide(three, line)
    assert "gone#1-5 different monday#85-93 is kept" in built_anew(capsys)
    assert line.split("\t") in rows(three)


def test_names_that_people_hold_apart(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row on two mentions of an entity makes two of it, with IRIs of their own; without it they are one again."""
    spans = {name: text.lower().index("al-shabaab") for name, text in TEXTS.items()}
    names = [f"{name}#{spans[name]}-{spans[name] + len('al-Shabaab')}" for name in ("friday", "monday")]
    decide(three, "\t".join(["different", *names, "entity", "", "", "", "ada", ""]))
    built_anew(capsys)
    told = (three / "graphs" / "entities.ttl").read_text(encoding="utf-8")
    assert told.count('rdfs:label "Al-Shabaab') == 2
    decide(three)
    built_anew(capsys)
    assert (three / "graphs" / "entities.ttl").read_text(encoding="utf-8").count('rdfs:label "Al-Shabaab') == 1


def test_show_tells_why(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`show --why` tells the score and the signs behind a merge; as JSON the same."""
    capsys.readouterr()
    assert run(["show", ATTACK, "--why"]) == 0
    told = capsys.readouterr().out
    assert "monday#" in told
    assert "  because     one day 2023-05-08 +3.0; place Mogadishu +3.0;" in told
    assert run(["show", ATTACK, "--why", "--json"]) == 0
    (merge,) = json.loads(capsys.readouterr().out)["merges"]
    assert merge["by"] == "rule"
    assert merge["verdict"] == "same"
