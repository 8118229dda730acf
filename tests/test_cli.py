"""The commands: what goes to stdout and stderr, in which form, with which exit status."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from kgbuild.cli import run, terminal
from kgbuild.cli.group import kgbuild
from kgbuild.store import parse
from tests.conftest import CHECKOUT

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command line on this repository's project: exit status, stdout, stderr."""

    def call(*args: str | Path) -> tuple[int, str, str]:
        status = run(["-C", str(CHECKOUT), *map(str, args)])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def test_commands_come_in_the_order_of_use() -> None:
    """The help lists the commands in the order of a project's life, each with a first sentence."""
    assert list(kgbuild.commands) == [
        *("new", "build", "check", "query", "show", "link", "export", "publish", "push", "serve", "score", "diff")
    ]
    assert all(command.help for command in kgbuild.commands.values())


def test_no_command_shows_the_help(cli: Cli) -> None:
    """Without a command the help is shown, as words, and the use is wrong."""
    status, out, err = cli()
    assert (status, out) == (2, "")
    assert err.startswith("Usage: kgbuild [OPTIONS] COMMAND")
    assert "\n  build " in err


def test_paths_are_told_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Errors and warnings name a path below the current folder from there, and others and URLs as they are."""
    monkeypatch.chdir(tmp_path)
    terminal.fail(f"{tmp_path / 'a.txt'} holds no text, {tmp_path.parent / 'b.txt'} neither")
    assert capsys.readouterr().err == f"error: a.txt holds no text, {tmp_path.parent / 'b.txt'} neither\n"
    monkeypatch.chdir("/")
    terminal.warn(f"http://a.example/ is told in {tmp_path / 'a.txt'}")
    assert capsys.readouterr().err == f"warning: http://a.example/ is told in {tmp_path / 'a.txt'}\n"


@pytest.mark.parametrize("width", range(30, 120, 5))
def test_a_table_is_never_cut(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However wide the terminal is, each name and number of a table stands there whole, in lines that fit."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    head = ("article", "entities", "positions", "events", "numbers", "not placed", "sentences", "silent")
    rows = [("example", *"6053130"), ("all", "1,234,567", *"099", "12,345", "18", "1")]
    told = click.unstyle(terminal.table(head, rows))
    assert all(word in told for word in (*head, *(cell for row in rows for cell in row)))
    assert max(map(len, told.splitlines())) <= width


def test_a_long_name_is_folded_beside_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of numbers stays one where only the name of a row is too long for the terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    head, name = ("article", "entities", "events"), "an-article-that-is-called-after-a-very-long-address-of-a-page"
    first, second = click.unstyle(terminal.table(head, [(name, "1", "2")], unfolded=head[1:])).splitlines()[2:]
    assert first.split()[1:] == ["1", "2"]
    assert first.split()[0] + second.strip() == name


@pytest.mark.parametrize("width", range(30, 130, 5))
def test_the_list_of_queries_fits(width: int, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    """On a terminal of 80 columns the saved queries are a table; on none is a word of it cut or folded."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    told = click.unstyle(cli("query", "--list")[1])
    lines = [line.rstrip() for line in told.splitlines()]
    assert (["query", "asks", "parameters"] in map(str.split, lines)) == (width >= 75)
    assert width < 75 or max(map(len, lines)) <= width
    assert {"actors-by-activity", "events-by-place-and-month", "(xsd:string),", "parameters"} <= set(told.split())


def test_help_loads_nothing_heavy() -> None:
    """`kgbuild --help` imports no RDF, language or terminal library."""
    code = (
        "import sys; from kgbuild.cli import run; run(['--help']);"
        "heavy = {'spacy', 'rdflib', 'pyoxigraph', 'pyshacl', 'owlready2', 'rich', 'numpy'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_query_from_the_store_loads_no_language_library() -> None:
    """A saved query needs neither spaCy nor rdflib, so that it starts at once."""
    code = (
        f"import sys; from kgbuild.cli import run; run(['-C', {str(CHECKOUT)!r}, 'query', 'timeline']);"
        "heavy = {'spacy', 'rdflib', 'pyshacl', 'owlready2', 'numpy'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_shell_completes_commands_and_queries() -> None:
    """Completion offers the commands, and after `query` the saved queries."""

    def offered(words: str, position: int) -> list[str]:
        environment = os.environ | {
            "_KGBUILD_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(position),
        }
        done = subprocess.run(
            [sys.executable, "-m", "kgbuild"],
            env=environment,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert offered("kgbuild qu", 1) == ["query"]
    assert offered("kgbuild query who", 2) == ["who-met-whom"]


def test_check_in_three_forms(cli: Cli) -> None:
    """A graph that conforms gives no text, an empty list, and a report that says so."""
    assert cli("check")[:2] == (0, "")
    assert json.loads(cli("check", "--format", "json")[1]) == []
    assert "sh:conforms true" in cli("check", "--format", "turtle")[1]


def test_check_of_another_graph(cli: Cli, tmp_path: Path) -> None:
    """Findings on a given graph go to stdout, their number to stderr, and the exit status is 1."""
    for path in (CHECKOUT / "graphs").glob("*.ttl"):
        shutil.copy(path, tmp_path)
    (tmp_path / "more.nt").write_text(
        "<https://w3id.org/kgbuild/id/person/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/kgbuild/ontology#Person> .\n",
        encoding="utf-8",
    )
    status, out, err = cli("check", tmp_path)
    assert status == 1
    assert "https://w3id.org/kgbuild/id/person/x" in out
    assert "findings" in err


def test_query_forms(cli: Cli) -> None:
    """The same answer comes as CSV, TSV, JSON and Markdown."""
    rows = list(csv.reader(io.StringIO(cli("query", "articles", "--format", "csv")[1])))
    assert len(rows) == 2
    assert len(cli("query", "articles", "--format", "tsv")[1].splitlines()) == 2
    assert len(json.loads(cli("query", "articles", "--format", "json")[1])["results"]["bindings"]) == 1
    assert cli("query", "articles", "--format", "md")[1].startswith("| ")


def test_query_from_stdin_file_and_graph(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query may come from stdin or a file, and ask other graphs; no row is exit status 1."""
    text = "SELECT ?s { ?s a <https://w3id.org/kgbuild/ontology#Article> }"
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert "istanbul-talks" in cli("query", "-")[1]
    (tmp_path / "own.rq").write_text(text, encoding="utf-8")
    assert "istanbul-talks" in cli("query", tmp_path / "own.rq")[1]
    (tmp_path / "empty.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    assert cli("query", tmp_path / "own.rq", "--graph", tmp_path / "empty.ttl")[0] == 1


def test_a_project_that_cannot_be_written_to_is_asked_in_memory(cli: Cli, tmp_path: Path) -> None:
    """Where no store can be kept, a query answers the same, and finds each article in its own named graph."""
    for name in ("graphs", "articles", "kgbuild.toml"):
        source = CHECKOUT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    text = "SELECT DISTINCT ?g { GRAPH ?g { ?a a kg:Article ; dcterms:identifier ?n } }"
    (tmp_path / "own.rq").write_text(text, encoding="utf-8")
    asked = [("timeline",), (tmp_path / "own.rq",)]
    answers = [cli("-C", tmp_path, "query", *words, "--format", "csv") for words in asked]
    assert answers[1][1].splitlines()[1:] == ["https://w3id.org/kgbuild/id/article/istanbul-talks"]
    shutil.rmtree(tmp_path / ".kgbuild")
    (tmp_path / ".kgbuild").write_text("in the way of a folder", encoding="utf-8")
    assert [cli("-C", tmp_path, "query", *words, "--format", "csv") for words in asked] == answers


def test_a_construct_query_gives_turtle(cli: Cli, tmp_path: Path) -> None:
    """The answer to CONSTRUCT is Turtle that parses."""
    (tmp_path / "own.rq").write_text("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 5", encoding="utf-8")
    assert len(parse(cli("query", tmp_path / "own.rq")[1], ".ttl", "answer")) == 5


def test_a_slow_query_ends(cli: Cli, tmp_path: Path) -> None:
    """A query past its time ends in an error and exit status 2."""
    (tmp_path / "own.rq").write_text(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", encoding="utf-8"
    )
    status, _, err = cli("query", tmp_path / "own.rq", "--timeout", "1")
    assert status == 2
    assert "longer than 1 second" in err


@pytest.mark.parametrize("form", ["json", "csv", "jsonld", "nquads", "geojson"])
def test_export_to_stdout_and_to_files(cli: Cli, tmp_path: Path, form: str) -> None:
    """An export goes to stdout, or to a file or folder with the same content."""
    status, out, _ = cli("export", form)
    assert status == 0
    if form == "json":
        assert cli("export", form, "-o", tmp_path)[0] == 0
        assert [json.loads(path.read_bytes()) for path in sorted(tmp_path.glob("*.json"))] == json.loads(out)
    else:
        assert cli("export", form, "-o", tmp_path / "file")[0] == 0
        assert (tmp_path / "file").read_text(encoding="utf-8") == out


def test_diff_tells_what_changed(cli: Cli, tmp_path: Path) -> None:
    """Equal graphs differ in nothing (exit 0); a removed file shows as removed things (exit 1)."""
    graphs = CHECKOUT / "graphs"
    assert cli("diff", graphs, graphs) == (0, "", "no changes\n")
    shutil.copy(graphs / "entities.ttl", tmp_path)
    status, out, err = cli("diff", graphs, tmp_path)
    assert status == 1
    assert out.startswith("articles: 1 removed; events: ")
    assert "\n  removed: Meeting, Istanbul, 2023-09-17 <" in out
    assert "changes" in err
    record = cli("diff", graphs, tmp_path, "--json")[1]
    assert len(json.loads(record)["changes"]) > 10
    assert cli("diff", graphs, tmp_path, "--format", "json")[1] == record


def test_score_against_what_was_read(cli: Cli, tmp_path: Path) -> None:
    """Against its own export every measure of an extraction is perfect."""
    cli("export", "json", "-o", tmp_path)
    figures = json.loads(cli("score", "--gold", tmp_path, "--json")[1])
    for measure in figures["measures"].values():
        assert measure["hit"] == measure["predicted"] == measure["gold"] > 0


def test_no_colour_without_a_terminal(cli: Cli) -> None:
    """What is piped holds no escape sequences."""
    for args in (["query", "--list"], ["show", "Igor Khovaev"], ["show", "Nobody"]):
        assert "\x1b" not in "".join(map(str, cli(*args)))


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR set, a terminal gets no escape sequences either."""
    import pty

    monkeypatch.setenv("NO_COLOR", "1")
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "kgbuild", "-C", str(CHECKOUT)]
    for args in (["show", "Igor Khovaev"], ["show", "Nobody"]):
        subprocess.run([*command, *args], stdout=follower, stderr=follower, check=False)
    os.close(follower)
    output = os.read(leader, 100_000)
    os.close(leader)
    assert b"Igor Khovaev" in output
    assert b"\x1b[3" not in output


def test_new_and_build_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new project builds at once; --json counts what was found."""
    assert run(["new", str(tmp_path / "p")]) == 0
    capsys.readouterr()
    assert run(["-C", str(tmp_path / "p"), "build", "--json"]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told["all"]["events"] >= 3
    assert told["placed"]
    assert "triples, checked, written to" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """A full disk behind stdout, and a stdout or stdin that is closed, end in an error and exit status 2."""
    command = f"{sys.executable} -m kgbuild -C {CHECKOUT}"
    for line in ("query articles > /dev/full", "--help > /dev/full", "query articles >&-", "query - <&-"):
        done = subprocess.run(["sh", "-c", f"{command} {line}"], capture_output=True, text=True, check=False)
        assert done.returncode == 2, line
        assert "Traceback" not in done.stderr
        assert "error: " in done.stderr


def test_an_export_spares_links_and_devices(cli: Cli, tmp_path: Path) -> None:
    """What a link leads to is written, the link stays; a device or pipe is written to, not replaced."""
    (tmp_path / "link.csv").symlink_to(tmp_path / "target.csv")
    assert cli("export", "csv", "-o", tmp_path / "link.csv")[0] == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target.csv").read_bytes().startswith(b"event_id,")
    assert cli("export", "csv", "-o", "/dev/null")[0] == 0
    assert not Path("/dev/null").is_file()


def test_short_iris_lead_back(cli: Cli) -> None:
    """A short IRI, as tables print it, can be given to `show` and to a parameter."""
    short = "event:2023-09-17-meeting-istanbul"
    assert cli("show", short)[1].startswith("Meeting, Istanbul, 2023-09-17\n")
    assert cli("query", "event-details", "-p", f"event={short}")[0] == 0
    assert cli("show", "event:nothing")[0] == 1


def test_a_build_spares_what_it_did_not_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Turtle in graphs/ that no build wrote is refused by name and stays."""
    assert run(["new", str(tmp_path / "p")]) == 0
    foreign = tmp_path / "p" / "graphs" / "mine.ttl"
    foreign.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    assert run(["-C", str(tmp_path / "p"), "build"]) == 2
    assert "mine.ttl was not written by a build" in capsys.readouterr().err
    assert foreign.exists()


def test_unchanged_articles_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build, from any folder, asks no pipeline."""
    from kgbuild.pipeline import build as operation

    assert run(["new", str(tmp_path / "p")]) == 0
    assert run(["-C", str(tmp_path / "p"), "build"]) == 0
    monkeypatch.setattr(operation, "reader", lambda _: pytest.fail("an article was read again"))
    monkeypatch.chdir(tmp_path)
    assert run(["-C", "p", "build"]) == 0
