"""A build does only what has changed, and gives what a build from nothing would give."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgbuild import project
from kgbuild.cli import run
from kgbuild.pipeline import build
from kgbuild.pipeline.summary import Built
from kgbuild.resolve.identity import FILE, read_decisions
from tests.test_golden import made

NAMES = (
    "France",
    "Egypt",
    "Norway",
    "Peru",
    "Cairo",
    "Rafah",
    "Khartoum",
    "Abdel Fattah el-Sisi",
    "the United Nations",
)
VERBS = ("met", "condemned", "urged", "attacked", "sanctioned", "visited", "thanked")
DAYS = ("on Monday", "on March 7", "on 5 March 2024", "last week", "")


def sentence(chance: random.Random) -> str:
    """A sentence on an event that other articles may tell too."""
    one, other, place = chance.choice(NAMES), chance.choice(NAMES), chance.choice(("Cairo", "Rafah", "Geneva"))
    return f"{one} {chance.choice(VERBS)} {other} in {place} {chance.choice(DAYS)}".strip() + "."


def article(chance: random.Random) -> str:
    """The text of an article of a few sentences."""
    told = " ".join(sentence(chance) for _ in range(chance.randrange(1, 4)))
    return f"date: 2024-03-{chance.randrange(8, 12):02}\n\n{told} At least {chance.randrange(2, 40)} were killed.\n"


def edit(folder: Path, chance: random.Random) -> None:
    """Add, change or remove an article."""
    paths = sorted(folder.glob("*.txt"))
    if len(paths) < 3 or chance.random() < 0.4:
        (folder / f"a{chance.randrange(1000)}.txt").write_text(article(chance), encoding="utf-8")
    elif chance.random() < 0.5:
        chance.choice(paths).write_text(article(chance), encoding="utf-8")
    else:
        chance.choice(paths).unlink()


def store(folder: Path) -> str:
    """The name of the store, which tells what is in it."""
    (found,) = folder.glob(".kgbuild/store-*")
    return found.name


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_edits_give_what_a_build_from_nothing_gives(seed: int, tmp_path: Path) -> None:
    """After any edits graph, decisions and store are byte for byte those of a build without a cache."""
    chance = random.Random(seed)
    here = project.create(tmp_path / "edited")
    for _ in range(5):
        edit(here.articles, chance)
    for step in range(3):
        for _ in range(chance.randrange(1, 3)):
            edit(here.articles, chance)
        built = build.build(here)
        fresh = tmp_path / f"fresh-{step}"
        shutil.copytree(here.root, fresh, ignore=shutil.ignore_patterns(".kgbuild", "graphs", "merges.tsv"))
        anew = build.build(project.find(fresh))
        assert made(here.root) == made(fresh)
        assert built.summary == anew.summary
        assert store(here.root) == store(fresh)
        assert read_decisions(here.root / FILE) == read_decisions(fresh / FILE)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of one article, built by the command."""
    here = project.create(tmp_path / "small")
    assert run(["-C", str(here.root), "build"]) == 0
    return here.root


def test_nothing_is_loaded_where_nothing_has_changed(small: Path) -> None:
    """A second build prints the same and loads neither pipeline nor validator."""
    code = (
        "import sys\nfrom kgbuild.cli import run\nstatus = run(['-C', sys.argv[1], 'build'])\n"
        "heavy = {'spacy', 'onnxruntime', 'pyshacl', 'rdflib'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else status)"
    )
    told = subprocess.run([sys.executable, "-c", code, small], capture_output=True, text=True, check=True)
    assert "unchanged in" in told.stderr
    assert "example" in told.stdout


CHANGES: dict[str, Callable[[Path], object]] = {
    "article": lambda root: (root / "articles" / "example.txt").write_text("date: 2024-03-08\n\nNorway met Peru.\n"),
    "graph": lambda root: (root / "graphs" / "example.ttl").write_text("# mine\n"),
    "new article": lambda root: (root / "articles" / "other.txt").write_text("date: 2024-03-08\n\nNorway met Peru.\n"),
    "graph gone": lambda root: (root / "graphs" / "entities.ttl").unlink(),
    "settings": lambda root: (root / "kgbuild.toml").write_text((root / "kgbuild.toml").read_text() + "# mine\n"),
    "shapes": lambda root: (root / "shapes" / "own.ttl").write_text("# mine\n"),
    "ontology": lambda root: (root / "ontology" / "own.ttl").write_text("# mine\n"),
    "store gone": lambda root: shutil.rmtree(next((root / ".kgbuild").glob("store-*"))),
}


@pytest.mark.parametrize(
    "change",
    [pytest.param(name, marks=() if name in ("article", "graph") else pytest.mark.slow) for name in CHANGES],
)
def test_whatever_changes_is_noticed(change: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of anything that a build reads or writes has it build, and the graph is then as it must be."""
    calls: list[object] = []
    operation = build.build

    def counted(*args: Any, **options: Any) -> Built:
        calls.append(args)
        return operation(*args, **options)

    monkeypatch.setattr(build, "build", counted)
    run(["-C", str(small), "build"])
    assert not calls
    CHANGES[change](small)
    assert run(["-C", str(small), "build"]) == 0
    assert len(calls) == 1
    before = made(small)
    shutil.rmtree(small / ".kgbuild")
    shutil.rmtree(small / "graphs")
    assert run(["-C", str(small), "build"]) == 0
    assert made(small) == before


def test_whatever_is_kept_may_be_damaged(small: Path) -> None:
    """Where files of the cache are cut short or gone, a build makes what they held anew."""
    before = made(small)
    (small / "articles" / "other.txt").write_text("date: 2024-03-08\n\nNorway met Peru.\n", encoding="utf-8")
    for path in (small / ".kgbuild").rglob("*"):
        if path.is_file() and "store-" not in str(path):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert run(["-C", str(small), "build"]) == 0
    assert {name: content for name, content in made(small).items() if name == "example.ttl"} == {
        "example.ttl": before["example.ttl"]
    }
    assert run(["-C", str(small), "check"]) == 0
