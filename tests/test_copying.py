"""A build with copies and versions of articles: what it keeps, writes, and tells of them."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from kgbuild import project
from kgbuild.cli import run
from kgbuild.model import Article, Copy, Span
from kgbuild.pipeline import copying
from kgbuild.resolve import copies

STORY = (
    'The United Nations welcomed the two-month truce in Yemen on Monday. "Saudi Arabia will support the talks," '
    "Foreign Minister Faisal bin Farhan said.\n\nMore than 150,000 people have been killed since 2014, according to "
    "the United Nations."
)
END = " Houthi forces and the government exchanged 12 prisoners in Marib on Sunday."
FILES = {
    "wire.txt": f"source: Reuters\ndate: 2022-04-05\nurl: https://wire.example/1\n\nSANAA (Reuters) - {STORY}{END}",
    "gazette.txt": f"source: The Gazette\ndate: 2022-04-05\nurl: https://paper.example/7\n\nSANAA (Reuters) - {STORY}",
    "post.txt": "date: 2022-04-05\nurl: https://post.example/2\n\nAt least 12 people were killed in shelling in Marib.",
    "post-corrected.txt": "date: 2022-04-05\nmodified: 2022-04-06\nurl: https://post.example/2\n\n"
    "At least 21 people were killed in shelling in Marib.",
}
BASE = "https://example.org/copies/id/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project of a wire story, a copy of it, and an article with its correction."""
    place = tmp_path_factory.mktemp("made") / "copies"
    assert run(["new", str(place)]) == 0
    (place / "articles" / "example.txt").unlink(missing_ok=True)
    for path in (place / "articles").iterdir():
        path.unlink()
    for name, text in FILES.items():
        (place / "articles" / name).write_text(text, encoding="utf-8")
    assert run(["-C", str(place), "build"]) == 0
    return place


def told(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command prints about the project."""
    capsys.readouterr()
    assert run(["-C", str(folder), *words]) == 0
    return capsys.readouterr().out


def rows(folder: Path, capsys: pytest.CaptureFixture[str], query: str) -> list[dict[str, str]]:
    """The answer to a saved query."""
    return list(csv.DictReader(io.StringIO(told(folder, capsys, "query", query, "--format", "csv"))))


def written(folder: Path) -> dict[str, bytes]:
    """The files of a project's graph, and what was merged."""
    return {path.name: path.read_bytes() for path in [*(folder / "graphs").iterdir(), folder / "merges.tsv"]}


def test_a_copy_is_one_source(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Events that a wire story and its copy tell are told by two articles and one source, each with its evidence."""
    (copy,) = rows(folder, capsys, "copies")
    assert (copy["copy"], copy["originalPublisher"]) == (f"{BASE}article/gazette", "Reuters")
    assert float(copy["resemblance"]) >= 0.9
    shared = [row for row in rows(folder, capsys, "independent-sources") if row["articles"] == "2"]
    assert len(shared) >= 2
    assert {row["independent"] for row in shared} == {"1"}
    for row in shared:
        event = told(folder, capsys, "show", row["event"])
        assert "is told by\n  2 articles, 1 independent source\n" in event
        assert all(f"in “{name}”" in event for name in ("gazette", "wire"))
    table = list(csv.DictReader(io.StringIO(told(folder, capsys, "export", "csv"))))
    counts = {row["event_id"]: row["independent_sources"] for row in table}
    assert {row["event"]: row["independent"] for row in rows(folder, capsys, "independent-sources")} == counts
    assert "has the copy\n  gazette, The Gazette\n" in told(folder, capsys, "show", "article:wire")


def test_a_build_says_how_many_are_copies(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The end of a build tells how many of the articles are copies, in words and as JSON, if nothing changed too."""
    capsys.readouterr()
    assert run(["-C", str(folder), "build"]) == 0
    assert "1 of 4 articles is a copy" in capsys.readouterr().err
    built = json.loads(told(folder, capsys, "build", "--json", "--verbose"))
    assert built["copies"] == 1
    assert {each["article"] for each in built["articles"] if "coverage" not in each} == {"post"}


def test_an_earlier_version_tells_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two versions only the later is read; the earlier stays as an article, and the change is dated."""
    (revision,) = rows(folder, capsys, "revisions")
    assert revision["changed"] == "2022-04-06"
    assert (revision["article"], revision["earlier"]) == (f"{BASE}article/post-corrected", f"{BASE}article/post")
    earlier = (folder / "graphs" / "post.ttl").read_text(encoding="utf-8")
    assert revision["earlierSha256"] in earlier
    assert "kg:Report" not in earlier
    assert "kg:Mention" not in earlier
    numbers = {quote for row in rows(folder, capsys, "casualties") for quote in row.values()}
    assert any("21" in each for each in numbers)
    assert not any("At least 12 people" in each for each in numbers)
    shown = told(folder, capsys, "show", "article:post")
    assert "is superseded by\n  post-corrected\n" in shown
    assert "could not be placed" not in shown


def test_the_graph_keeps_its_rules_and_its_bytes(folder: Path, tmp_path: Path) -> None:
    """The check finds nothing, and a build without what was kept, of the articles in other files, gives the same."""
    assert run(["-C", str(folder), "check"]) == 0
    other = tmp_path / "copies"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("graphs", ".kgbuild", "merges.tsv", "articles"))
    (other / "articles").mkdir()
    for name in reversed(FILES):
        shutil.copy(folder / "articles" / name, other / "articles" / name)
    assert run(["-C", str(other), "build"]) == 0
    assert written(other) == written(folder)


def test_a_copy_names_no_event(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Events of a story and its copy have the names that they have without the copy."""
    other = tmp_path / "copies"
    shutil.copytree(folder, other)
    (other / "articles" / "gazette.txt").unlink()
    assert run(["-C", str(other), "build"]) == 0
    alone, both = ({row["event"] for row in rows(at, capsys, "independent-sources")} for at in (other, folder))
    assert f"{BASE}event/wire-pledge-saudi-arabia" in alone
    assert alone <= both


def test_what_is_withdrawn_leaves_nothing(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without its correction an article tells again what it told; without its original a copy is one no more."""
    other = tmp_path / "copies"
    shutil.copytree(folder, other)
    for name in ("post-corrected.txt", "wire.txt"):
        (other / "articles" / name).unlink()
    assert run(["-C", str(other), "build"]) == 0
    capsys.readouterr()
    assert run(["-C", str(other), "query", "copies", "--format", "csv"]) in {0, 1}
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert "kg:Report" in (other / "graphs" / "post.ttl").read_text(encoding="utf-8")
    assert {row["independent"] for row in rows(other, capsys, "independent-sources")} == {"1"}
    assert project.find(other).settings.base == BASE


@pytest.mark.slow
def test_a_late_copy_and_a_late_correction_change_what_they_must(folder: Path, tmp_path: Path) -> None:
    """A copy and a correction that come after a build give the same bytes as if they had been there at first."""
    other = tmp_path / "copies"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("graphs", "merges.tsv"))
    for name in ("post-corrected.txt", "wire.txt"):
        (other / "articles" / name).unlink()
    assert run(["-C", str(other), "build"]) == 0
    for name in ("post-corrected.txt", "wire.txt"):
        shutil.copy(folder / "articles" / name, other / "articles" / name)
        assert run(["-C", str(other), "build"]) == 0
    assert written(other) == written(folder)


def article(name: str, text: str) -> Article:
    """An article of that text."""
    return Article(name, text, Span(0, len(text)), "")


def test_imprints_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is gone through once; what is kept follows the texts, and a file that cannot be used is made anew."""
    texts = [STORY, f"{STORY} {END}", "Something else happened in Oslo."]
    articles = [article(name, text) for name, text in zip("abc", texts, strict=True)]
    file = tmp_path / "imprints.msgpack"
    found = copying.find_copies(articles, file)
    assert [(each.article, each.original) for each in found] == [("a", "b")]
    made: list[str] = []
    real = copies.imprint
    monkeypatch.setattr(copies, "imprint", lambda one: made.append(one.name) or real(one))  # type: ignore[func-returns-value]
    content = file.read_bytes()
    assert copying.find_copies(articles, file) == found
    assert (made, file.read_bytes()) == ([], content)
    assert copying.find_copies([*articles[1:], article("d", STORY)], file) == (Copy("d", "b", found[0].resemblance),)
    assert made == []
    copying.find_copies(articles[:1], file)
    assert len(file.read_bytes()) < len(content)
    for broken in (b"", b"\xc1", content[:200]):
        file.write_bytes(broken)
        assert copying.find_copies(articles, file) == found
    assert made == list("abc") * 3
