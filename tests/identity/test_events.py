"""Tests of the marked events, and of how well a build finds those that several articles tell to be one."""

from collections import defaultdict
from pathlib import Path

import pytest
from identity import LEAST, MARKED, Figures, chosen, measured, of_build
from marked import BRANCH, days, read_marked, read_table, told_by_several

MENTIONS = read_marked(MARKED / "events.tsv")


@pytest.fixture(scope="module")
def figures(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """How good a build of the marked articles is, which finds most of the mentions: there is enough to count."""
    marked, found, _ = measured(shared, tmp_path_factory.mktemp("identity") / "project")
    assert len(found) > 0.8 * len(marked)
    return of_build(found)


def test_marked_mentions_are_of_the_contract() -> None:
    """Each mention has a class of the contract, a part, a time that can be read, and no other like it."""
    for each in MENTIONS:
        assert each.kind in BRANCH, each
        assert each.part in ("dev", "test"), each
        assert not each.day or days(each.day)[0] <= days(each.day)[1], each
    assert len({(each.article, each.trigger, each.kind) for each in MENTIONS}) == len(MENTIONS)


def test_mentions_of_one_event_agree() -> None:
    """The mentions of one event have one class, day and part; the name of a dated event begins with its year."""
    events: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for each in MENTIONS:
        events[each.event].add((each.kind, each.day, each.part))
        start = days(each.day)[0].year if each.day else ""
        assert each.event.startswith(str(start)), each
    assert all(len(told) == 1 for told in events.values()), [name for name, told in events.items() if len(told) > 1]


def test_enough_is_marked() -> None:
    """Each part has at least forty events that several articles tell and as many others, in over 76 articles."""
    several = told_by_several(MENTIONS)
    for part in ("dev", "test"):
        told = {each.event for each in several if each.part == part}
        once = {each.event for each in MENTIONS if each.part == part} - told
        assert min(len(told), len(once)) >= 40, part
    assert len({each.article for each in MENTIONS}) > 76


def test_marked_articles_are_listed() -> None:
    """The table of articles has those of the mentions and no others, in order."""
    listed = [row["article"] for row in read_table(MARKED / "articles.tsv")]
    assert listed == sorted({each.article for each in MENTIONS})


def test_triggers_are_words(shared: Path) -> None:
    """Each trigger is whole words of its article, whose text is the one that was marked."""
    articles = chosen(shared, sorted({each.article for each in MENTIONS}))
    for each in MENTIONS:
        text = articles[each.article]["text"]
        words = text[each.trigger.start : each.trigger.end]
        around = text[each.trigger.start - 1 : each.trigger.start] + text[each.trigger.end : each.trigger.end + 1]
        assert len(words) == each.trigger.end - each.trigger.start, each
        assert all(part.isalpha() for part in words.split()), each
        assert not any(letter.isalnum() for letter in around), each


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_events_are_told_apart_and_together(figures: Figures) -> None:
    """B³ F1 over the mentions found is 0.80 or more."""
    assert figures.all.f1 >= LEAST


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_events_of_several_articles_are_one(figures: Figures) -> None:
    """B³ F1 over the mentions of events that several articles tell is 0.80 or more."""
    assert figures.several.f1 >= LEAST


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_events_of_different_days_are_one(figures: Figures) -> None:
    """No two events that are on different days are merged."""
    assert not figures.on_other_days, "\n".join(f"{one} and {other}" for one, other in figures.on_other_days)
