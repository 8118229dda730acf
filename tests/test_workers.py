"""Reading in worker processes: every article is answered for, and one that breaks its reader takes no other with it."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from kgbuild.errors import OntologyError
from kgbuild.model import Article, Findings, Span
from kgbuild.pipeline.workers import Failure, read_all, worth


@dataclass(frozen=True)
class Fragile:
    """A reader that finds nothing, and does what the text of an article says."""

    def read_all(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """No findings, unless an article fails, kills, hangs, or kills at the first try that `FILE` remembers."""
        for article in articles:
            match article.text.split():
                case ["fail"]:
                    raise ValueError("no such sentence")
                case ["die"]:
                    os.kill(os.getpid(), signal.SIGKILL)
                case ["hang"]:
                    time.sleep(600)
                case ["once", file] if not Path(file).exists():
                    Path(file).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            yield Findings(article.name)


def fragile() -> Fragile:
    """A fragile reader."""
    return Fragile()


def unusable() -> Fragile:
    """No reader, for a lexicon that cannot be used."""
    raise OntologyError("line 3 of my.ttl", "mend it")


def articles(*texts: str) -> list[Article]:
    """An article for each text."""
    return [Article(f"a{number}", text, Span(0, len(text)), "") for number, text in enumerate(texts)]


def outcomes(given: list[Article], workers: int, patience: float = 60) -> dict[str, str]:
    """Why each article could not be read, "" where it could; each is answered for once."""
    found = list(read_all(fragile, given, workers, patience))
    assert len(found) == len(given)
    return {article.name: outcome.reason if isinstance(outcome, Failure) else "" for article, outcome in found}


@pytest.mark.parametrize("workers", [0, 2])
def test_a_failing_article_fails_alone(workers: int) -> None:
    """An article that makes the reader fail is named with the fault; those before and after it are read."""
    found = outcomes(articles("a", "fail", *"bcd"), workers)
    assert found.pop("a1") == "ValueError: no such sentence"
    assert set(found.values()) == {""}


def test_a_killing_article_dies_alone() -> None:
    """An article that kills its process is named; all others are read, those of its batch too."""
    found = outcomes(articles(*"ab", "die", *("c" for _ in range(40)), "die"), 2)
    assert {name for name, reason in found.items() if reason} == {"a2", "a43"}
    assert found["a2"] == "its reader ended with -9"


@pytest.mark.slow
def test_a_killed_worker_costs_only_time(tmp_path: Path) -> None:
    """Where a process is killed and the article is not to blame, the article is read at the second try."""
    found = outcomes(articles("a", f"once {tmp_path / 'tried'}", "b"), 2)
    assert set(found.values()) == {""}


@pytest.mark.slow
def test_a_hanging_article_is_given_up() -> None:
    """An article that takes too long is named, and nothing waits for it any longer."""
    found = outcomes(articles("a", "hang", "b"), 2, patience=3)
    assert found.pop("a1") == "the reading took longer than 3 seconds"
    assert set(found.values()) == {""}


@pytest.mark.parametrize("workers", [0, 2])
def test_no_reader_is_no_article_s_fault(workers: int) -> None:
    """What is wrong with the reader itself is raised as it is, with its hint."""
    with pytest.raises(OntologyError, match=r"line 3 of my\.ttl") as caught:
        list(read_all(unusable, articles("a"), workers))
    assert caught.value.hint == "mend it"


def test_articles_are_taken_as_they_are_wanted() -> None:
    """No more than a batch for each worker is taken from the source ahead of what is answered."""
    taken = 0

    def source() -> Iterator[Article]:
        nonlocal taken
        for each in articles(*("a" for _ in range(400))):
            taken += 1
            yield each

    for done, _ in enumerate(read_all(fragile, source(), 2)):
        assert taken - done <= 2 * 2 * 16


def test_the_reader_given_up_ends_its_processes() -> None:
    """Whoever stops listening leaves no process behind."""
    listening = read_all(partial(fragile), articles("a", "hang"), 2)
    next(listening)
    listening.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_few_articles_are_read_here() -> None:
    """A worker is started only where it has articles enough to be worth its start, and no more than may be."""
    assert worth(0) == worth(5) == 0
    assert worth(5, 1) == 0
    assert worth(5, 4) == worth(30, 4) == 1
    assert worth(10**6, 4) == 4
    assert worth(10**6) >= 1


def test_what_is_said_of_an_article_that_could_not_be_read() -> None:
    """It stands in the graph with its first line as not placed, and the reason."""
    (article,) = articles("A title\nand more")
    (unplaced,) = Failure("ValueError").findings(article).unplaced
    assert article.quote(unplaced.span) == "A title"
    assert unplaced.reason == "This article could not be read: ValueError."
