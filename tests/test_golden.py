"""The same input gives the same bytes, and this repository's graph is what a build of it writes."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgbuild import project
from kgbuild.cli import run
from kgbuild.pipeline import build, checking
from tests.conftest import CHECKOUT

TEXTS = {
    "alpha.txt": "date: 2024-03-08\n\nFrance and Egypt held talks in Cairo on Thursday. Egypt fenced Rafah.\n",
    "beta.txt": "date: 2024-03-09\n\nFrench and Egyptian ministers met in Cairo on March 7. At least 12 were killed.\n",
    "gamma.txt": "date: 2024-03-10\n\nEgyptian President Abdel Fattah el-Sisi condemned the shelling of Khartoum.\n",
}


def made(folder: Path) -> dict[str, bytes]:
    """The built files by name."""
    return {path.name: path.read_bytes() for path in (folder / "graphs").glob("*.ttl")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three articles, two of them on one meeting, built."""
    here = project.create(tmp_path_factory.mktemp("golden") / "three")
    (here.articles / "example.txt").unlink()
    for name, text in TEXTS.items():
        (here.articles / name).write_text(text, encoding="utf-8")
    build.build(here)
    return here.root


@pytest.fixture
def three(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project."""
    return Path(shutil.copytree(built, tmp_path / "three"))


def test_the_committed_graph_is_what_a_build_writes(tmp_path: Path) -> None:
    """A build of this repository's articles gives graphs/ byte for byte."""
    for name in ("kgbuild.toml", "articles"):
        source = CHECKOUT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    built = build.build(project.find(tmp_path))
    assert built.placed
    assert made(tmp_path) == made(CHECKOUT)


def test_the_committed_graph_keeps_its_rules() -> None:
    """Nothing is found in graphs/, and every quote re-reads."""
    findings, warnings = checking.check_project(project.find(CHECKOUT))
    assert (findings, warnings) == ([], ())


@pytest.mark.slow
def test_the_committed_graph_is_consistent() -> None:
    """HermiT finds ontology and graph consistent."""
    assert checking.check_project(project.find(CHECKOUT), reason=True)[0] == []


def test_a_second_build_changes_nothing(three: Path) -> None:
    """From the cache or without it, a second build gives the same bytes."""
    first = made(three)
    assert not build.build(project.find(three)).changed
    shutil.rmtree(three / ".kgbuild")
    assert not build.build(project.find(three)).changed
    assert made(three) == first


def test_neither_order_nor_place_of_the_articles_matters(three: Path, tmp_path: Path) -> None:
    """Articles given in another order, from another folder, with other times, give the same bytes."""
    first = made(three)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in sorted(TEXTS, reverse=True):
        (elsewhere / name).write_text(TEXTS[name], encoding="utf-8")
    shutil.rmtree(three / ".kgbuild")
    shutil.rmtree(three / "articles")
    assert not build.build(project.find(three), [elsewhere / name for name in sorted(TEXTS, reverse=True)]).changed
    assert made(three) == first


def test_articles_share_entities_and_events(three: Path) -> None:
    """Two articles on one meeting give one event with a report from each."""
    files = made(three)
    event = b"event:2024-03-07-meeting-cairo a "
    assert event in files["alpha.ttl"]
    assert event in files["beta.ttl"]
    assert files["entities.ttl"].count(b"state:egypt a ") == 1


def test_an_unrelated_article_moves_nothing(three: Path) -> None:
    """With one article more, the files of the others stay as they were."""
    first = made(three)
    text = "date: 2024-05-01\n\nNorway pledged $5 million in aid for Peru.\n"
    (three / "articles" / "delta.txt").write_text(text, encoding="utf-8")
    build.build(project.find(three))
    assert {name: made(three)[name] for name in ("alpha.ttl", "beta.ttl", "gamma.ttl")} == {
        name: first[name] for name in ("alpha.ttl", "beta.ttl", "gamma.ttl")
    }


def test_a_named_article_is_read_beside_the_others(three: Path, tmp_path: Path) -> None:
    """`kgbuild build FILE` adds the file to the build, and one of articles/ is read once; nothing is lost."""
    first = made(three)
    assert run(["-C", str(three), "build", str(three / "articles" / "beta.txt")]) == 0
    assert made(three) == first
    (tmp_path / "delta.txt").write_text("date: 2024-05-01\n\nNorway and Peru held talks.\n", encoding="utf-8")
    assert run(["-C", str(three), "build", str(tmp_path / "delta.txt")]) == 0
    assert set(made(three)) == {*first, "delta.ttl"}


def test_other_words_change_what_is_read(three: Path) -> None:
    """When the project's own lexicon changes, unchanged articles are read anew."""
    assert b"my:" not in b"".join(made(three).values())
    (three / "ontology" / "own.ttl").write_text(
        "@prefix my: <https://example.org/my#> .\n@prefix kg: <https://w3id.org/kgbuild/ontology#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'my:Closure a owl:Class ; rdfs:subClassOf kg:Blockade ; rdfs:label "closure"@en ; rdfs:comment "A stop."@en .\n'
        'my:words a kg:Frame ; kg:evokes my:Closure ; kg:verb "fence" .\n',
        encoding="utf-8",
    )
    assert build.build(project.find(three)).changed
    assert b"https://example.org/my#Closure" in made(three)["alpha.ttl"]


def test_an_own_class_wins_over_a_wider_phrase(three: Path) -> None:
    """Where a shipped phrase holds the noun of an own, finer class, the event is of the own class."""
    (three / "ontology" / "own.ttl").write_text(
        "@prefix my: <https://example.org/my#> .\n@prefix kg: <https://w3id.org/kgbuild/ontology#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'my:Embargo a owl:Class ; rdfs:subClassOf kg:Sanction ; rdfs:label "embargo"@en ; rdfs:comment "A ban."@en .\n'
        'my:words a kg:Frame ; kg:evokes my:Embargo ; kg:noun "embargo" .\n',
        encoding="utf-8",
    )
    text = "date: 2024-05-02\n\nFrance imposed an embargo on Belarus on Wednesday.\n"
    (three / "articles" / "delta.txt").write_text(text, encoding="utf-8")
    build.build(project.find(three))
    turtle = made(three)["delta.ttl"].decode()
    assert "kg:eventType <https://example.org/my#Embargo>" in turtle
    assert "kg:agent state:france" in turtle
    assert "kg:target state:belarus" in turtle


def test_a_removed_article_leaves_nothing_behind(three: Path) -> None:
    """When an article goes, so do its file and its entities."""
    (three / "articles" / "gamma.txt").unlink()
    build.build(project.find(three))
    assert "gamma.ttl" not in made(three)
    assert b"sisi" not in made(three)["entities.ttl"]


def test_a_failed_check_keeps_the_last_graph(three: Path) -> None:
    """Where an own shape is broken, the last good graph stays and the exit status is 1, unless the user insists."""
    first = made(three)
    (three / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix kg: <https://w3id.org/kgbuild/ontology#> .\n"
        "<urn:example:shape> a sh:NodeShape ; sh:targetClass kg:Meeting ;\n"
        '    sh:property [ sh:path kg:cause ; sh:minCount 1 ; sh:message "A meeting needs a cause." ] .\n',
        encoding="utf-8",
    )
    (three / "articles" / "delta.txt").write_text("date: 2024-05-01\n\nNorway and Peru held talks.\n", encoding="utf-8")
    assert run(["-C", str(three), "build"]) == 1
    assert made(three) == first
    assert run(["-C", str(three), "build", "--despite-problems"]) == 0
    assert "delta.ttl" in made(three)


@pytest.mark.slow
def test_a_build_killed_at_any_point_leaves_the_last_graph(three: Path) -> None:
    """Killed after any delay, graphs/ is all of the old or all of the new, and the next build works."""
    old = made(three)
    (three / "articles" / "delta.txt").write_text("date: 2024-05-01\n\nNorway and Peru held talks.\n", encoding="utf-8")
    build.build(project.find(three))
    new = made(three)
    (three / "articles" / "delta.txt").unlink()
    build.build(project.find(three))
    (three / "articles" / "delta.txt").write_text("date: 2024-05-01\n\nNorway and Peru held talks.\n", encoding="utf-8")
    for tenths in range(2, 50, 4):
        shutil.rmtree(three / ".kgbuild" / "findings", ignore_errors=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "kgbuild", "-C", str(three), "build"], stdout=subprocess.DEVNULL
        )
        time.sleep(tenths / 10)
        process.kill()
        process.wait()
        assert made(three) in (old, new)
    assert build.build(project.find(three)).placed
    assert made(three) == new
    assert not list(three.glob(".graphs-*"))


@pytest.mark.slow
def test_two_builds_at_the_same_time(three: Path) -> None:
    """Of two builds started together one may be told to wait; the graph is whole either way."""
    first = made(three)
    command = [sys.executable, "-m", "kgbuild", "-C", str(three), "build"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert sorted(process.wait() for process in both) in ([0, 0], [0, 2])
    assert made(three) == first
