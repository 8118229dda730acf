"""What an article leaves over, and why its events stand in the graph."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from kgbuild import project
from kgbuild.cli import run
from kgbuild.model import Article, EventFinding, Findings, Span, TenureFinding, Unplaced
from kgbuild.model.terms import KG
from kgbuild.pipeline import build
from kgbuild.read import read_articles
from kgbuild.show import coverage

TEXT = "title: T\r\n\r\nA met B. C, envoy of D, slept.\r\nE rained. Talks 🕊 came.\r\n\r\nNothing   at\r\nall."
BODY = TEXT.index("A met")
SENTENCES = ("A met B.", "C, envoy of D, slept.", "E rained.", "Talks 🕊 came.", "Nothing   at\r\nall.")


def span(words: str) -> Span:
    """Where some words stand in the text."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def findings(**found: object) -> Findings:
    """Findings with the sentences of the text."""
    return Findings("a", sentences=tuple(span(each) for each in SENTENCES), **found)  # type: ignore[arg-type]


ARTICLE = Article("a", TEXT, Span(BODY, len(TEXT)), "0" * 64)
FOUND = findings(
    events=(EventFinding(0, KG + "Meeting", span("met"), span("A met B. "), span("A met B"), "https://x.org/meet"),),
    tenures=(TenureFinding(2, "envoy", 3, span("envoy")),),
    unplaced=(Unplaced(span("🕊"), "Dove without wings"), Unplaced(span("Talks"), "Meeting without parties")),
)


def test_a_sentence_gives_something_or_is_silent() -> None:
    """An event, a position and what could not be placed each make a sentence speak; the others are silent."""
    left = coverage(ARTICLE, FOUND)
    assert left.sentences == 5
    assert [each.quote for each in left.silent] == ["E rained.", "Nothing at all."]
    assert [TEXT[each.start : each.end] for each in left.silent] == ["E rained.", "Nothing   at\r\nall."]
    assert [each.line for each in left.silent] == [4, 6]


def test_what_was_not_placed_stands_in_its_sentence() -> None:
    """Leftovers come in text order, each with its reason, its words, its line and its sentence."""
    left = coverage(ARTICLE, FOUND).unplaced
    assert [(each.found.quote, each.reason) for each in left] == [
        ("Talks", "Meeting without parties"),
        ("🕊", "Dove without wings"),
    ]
    assert {(each.sentence.quote, each.sentence.line) for each in left} == {("Talks 🕊 came.", 4)}


def test_an_article_without_findings_is_silent() -> None:
    """Where nothing is found, every sentence is silent; where there is no sentence, none is."""
    assert len(coverage(ARTICLE, findings()).silent) == 5
    assert coverage(ARTICLE, Findings("a")).silent == ()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two articles, built."""
    here = project.create(tmp_path_factory.mktemp("coverage") / "two")
    (here.articles / "example.txt").write_text(
        "title: One\ndate: 2024-03-08\n\nFrance and Egypt held talks in Cairo on Thursday.\n\n* * *\n\nIt was warm. "
        "Nobody knows who attacked.\n",
        encoding="utf-8",
    )
    (here.articles / "other.txt").write_text(
        "date: 2024-03-08\n\nMinisters from France and Egypt met in Cairo on Thursday.\n", encoding="utf-8"
    )
    build.build(here)
    return here.root


@pytest.fixture
def two(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built project, its working directory."""
    shutil.copytree(built, tmp_path / "two")
    monkeypatch.chdir(tmp_path / "two")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path / "two"


def test_sentences_are_those_of_the_body(two: Path) -> None:
    """Sentences come in text order, apart from one another, without white space at their ends, each with a word."""
    here = project.find(two)
    (article, _) = read_articles(here.articles).articles
    ((_, found), _) = build.findings(here, read_articles(here.articles).articles, here.cache / "findings")
    quotes = [article.quote(each) for each in found.sentences]
    assert quotes == [quote.strip() for quote in quotes]
    assert all(any(c.isalpha() for c in quote) for quote in quotes)
    assert all(article.body.covers(each) for each in found.sentences)
    assert all(before.end <= after.start for before, after in pairwise(found.sentences))
    assert "It was warm." in quotes


def test_a_build_tells_what_is_left_over(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build counts what it leaves over, and with -v lists it by article, with line, reason and sentence."""
    assert run(["build"]) == 0
    quiet = capsys.readouterr()
    assert "It was warm" not in quiet.out
    assert quiet.err.endswith("sentences silent: list them with -v\n")
    assert run(["build", "-v"]) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[0] == "example"
    assert any(line.startswith("  line 8") and "“It was warm.”" in line for line in lines)
    assert any(line.strip().startswith("“attacked”: Attack ") for line in lines)
    assert "other" not in lines
    assert "list them" not in told.err


def test_a_build_tells_it_to_programs(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON of a build has the counts, and with -v the lists that they count."""
    assert run(["build", "--json", "-v"]) == 0
    example, other = json.loads(capsys.readouterr().out)["articles"]
    assert example["silent"] == len(example["coverage"]["silent"]) > 0
    assert example["not placed"] == len(example["coverage"]["unplaced"]) > 0
    assert (other["coverage"]["silent"], other["coverage"]["unplaced"]) == ([], [])
    assert run(["build", "--json"]) == 0
    assert "coverage" not in json.loads(capsys.readouterr().out)["articles"][0]


def test_show_tells_of_an_article_what_the_build_told(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `show` tells of an article is what the build listed, from the kept findings and without them."""
    run(["build", "--json", "-v"])
    built = json.loads(capsys.readouterr().out)["articles"][0]["coverage"]
    assert run(["show", "article:example", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["coverage"] == built
    for kept in (two / ".kgbuild" / "findings").iterdir():
        kept.unlink()
    assert run(["show", "article:example", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["coverage"] == built
    assert run(["show", "article:example"]) == 0
    assert "“It was warm.”" in capsys.readouterr().out


def test_show_tells_when_the_text_is_another(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the text of an article has changed since the build, or is gone, `show` says so and tells the rest."""
    path = two / "articles" / "example.txt"
    path.write_text(path.read_text(encoding="utf-8") + "More.", encoding="utf-8")
    assert run(["show", "article:example"]) == 0
    told = capsys.readouterr()
    assert "gave nothing" not in told.out
    assert "the text of example has changed since the build" in told.err
    path.unlink()
    assert run(["show", "article:example"]) == 0
    assert "the text of example is not there" in capsys.readouterr().err


def test_why_an_event_stands_in_the_graph(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`show --why` names the sentence, the frame with its words, each argument's slot and the path from the trigger."""
    assert run(["show", "2024-03-07-meeting-cairo", "--why", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["article"] for each in told["why"]} == {"example", "other"}
    for mention in told["why"]:
        text = (two / "articles" / f"{mention['article']}.txt").read_text(encoding="utf-8")
        sentence = mention["sentence"]
        assert text[sentence["start"] : sentence["end"]] == sentence["quote"]
        assert mention["entry"]["iri"].startswith("https://w3id.org/kgbuild/lexicon#")
        assert mention["entry"]["type"] == KG + "Meeting"
        agents = [each for each in mention["reasons"] if each["about"] == "agent"]
        assert {each["value"] for each in agents} == {"France", "Egypt"}
        assert all(each["way"].startswith("slot “") for each in agents)
        trigger = next(each["words"]["quote"] for each in mention["reasons"] if each["about"] == "trigger")
        assert all(each["path"].startswith(trigger) for each in agents)
        (date,) = (each for each in mention["reasons"] if each["about"] == "date")
        assert (date["value"], date["words"]["quote"]) == ("2024-03-07", "Thursday")
    assert run(["show", "2024-03-07-meeting-cairo", "--why"]) == 0
    text = capsys.readouterr().out
    assert "  agent       France, “" in text
    assert "  signals     https://w3id.org/kgbuild/ontology#Meeting\n" in text


def test_an_article_has_no_why(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To ask why of what is neither an event nor an entity is a wrong use, told without a traceback."""
    assert run(["show", "article:other", "--why"]) == 2
    assert "is no event and no entity" in capsys.readouterr().err


def test_why_the_names_of_two_articles_are_one(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`show --why` tells the item that two articles' names share, with the names and the articles."""
    assert run(["show", "state:france", "--why"]) == 0
    assert "item  Q142\n" in capsys.readouterr().out
    assert run(["show", "state:france", "--why", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["why"]
    assert {article for bond in told for article, _ in bond["names"]} == {"example", "other"}


def test_a_why_needs_the_text_and_the_words_of_the_build(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a text has gone, or the words that signalled the event, `--why` says so and what to do."""
    texts = two / "articles" / "other.txt"
    texts.rename(two / "other.txt")
    assert run(["show", "2024-03-07-meeting-cairo", "--why"]) == 2
    assert "--articles" in capsys.readouterr().err
    places = ["--articles", "other.txt"]
    assert run(["show", "2024-03-07-meeting-cairo", "--why", *places]) == 0
    graph = two / "graphs" / "other.ttl"
    for path in (graph, two / "graphs" / "example.ttl"):
        path.write_text(path.read_text(encoding="utf-8").replace("lexicon#", "words#"), encoding="utf-8")
    capsys.readouterr()
    assert run(["show", "2024-03-07-meeting-cairo", "--why", *places]) == 2
    assert "the reading no longer gives" in capsys.readouterr().err
