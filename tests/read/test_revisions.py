"""What stands at one address are versions of one article; one text from two places is not refused."""

import json
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import ArticleError
from kgbuild.model import PartialDate
from kgbuild.read import Reading, read_articles
from kgbuild.read.revisions import address, moment

URL = "https://paper.example/truce"


def read(folder: Path, *heads: str, texts: tuple[str, ...] = ()) -> Reading:
    """What is read of articles a, b, c … with these heads, and these texts or others."""
    for number, head in enumerate(heads):
        text = texts[number] if texts else f"Text number {number}."
        lines = head.replace("; ", "\n")
        (folder / f"{'abcd'[number]}.txt").write_text(f"title: T\n{lines}\n\n{text}\n", encoding="utf-8")
    return read_articles(folder)


def versions(reading: Reading) -> dict[str, tuple[str | None, bool]]:
    """What each article revises, and whether it is superseded."""
    return {each.name: (each.revises, each.superseded) for each in reading.articles}


TWO = {"a": (None, True), "b": ("a", False)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"date: 2024-03-05; url: {URL}", f"date: 2024-03-06; url: {URL}"),
        (f"date: 2024-03-05; url: {URL}", f"date: 2024-03-05; modified: 2024-03-06; url: {URL}"),
        (f"date: 2024-03-05; url: {URL}", f"date: 2024-03-05; modified: 2024-03-05; url: {URL}"),
        (f"date: 2024-03-05; modified: 2024-03-06; url: {URL}", f"date: 2024-03-05; updated: 2024-03-08; url: {URL}"),
        (f"date: 2024-03-05T09:00:00Z; url: {URL}", f"date: 2024-03-05T10:30:00+01:00; url: {URL}"),
        (f"date: 2024-02; url: {URL}", f"date: 2024-03; url: {URL}"),
        (f"date: 2024-03-05; url: {URL}", "date: 2024-03-06; url: http://paper.example/truce/?utm_source=x#top"),
    ],
)
def test_the_later_supersedes(tmp_path: Path, first: str, second: str) -> None:
    """Of two texts at one address the later one revises the other, which is told; the text of both is read."""
    reading = read(tmp_path, first, second)
    assert versions(reading) == TWO
    assert ["a.txt is an earlier version of" in each and "b.txt" in each for each in reading.warnings] == [True]
    assert [each.quote(each.body) for each in reading.articles] == ["Text number 0.", "Text number 1."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"date: 2024-03-05; url: {URL}", f"date: 2024-03-05; url: {URL}"),
        (f"date: 2024-03-05; url: {URL}", f"date: 2024-03; url: {URL}"),
        (f"date: 2024-03-05; url: {URL}", f"url: {URL}"),
        (f"url: {URL}", f"url: {URL}"),
        (f"date: 2024-03-05T09:00:00Z; url: {URL}", f"date: 2024-03-05; url: {URL}"),
        (f"date: 2024-03-05T09:00:00Z; url: {URL}", f"date: 2024-03-05T10:00:00+01:00; url: {URL}"),
    ],
)
def test_a_tie_is_refused(tmp_path: Path, first: str, second: str) -> None:
    """Where nothing tells which of two versions is later they are refused by name, with a way to tell it."""
    with pytest.raises(ArticleError, match="nothing tells which is later") as caught:
        read(tmp_path, first, second)
    assert "a.txt" in caught.value.message
    assert "b.txt" in caught.value.message
    assert "modified: " in caught.value.hint


def test_several_versions_are_a_chain(tmp_path: Path) -> None:
    """Of several versions each supersedes the one before it, in whatever order their names are."""
    days = ("2024-03-05", "2024-03-06", "2024-03-07")
    for number, order in enumerate(permutations(range(3))):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = versions(read(folder, *(f"date: {days[at]}; url: {URL}" for at in order)))
        oldest, middle, latest = ("abc"[order.index(at)] for at in range(3))
        assert found == {oldest: (None, True), middle: (oldest, True), latest: (middle, False)}


def test_two_addresses_are_two_articles(tmp_path: Path) -> None:
    """Other addresses, and the address of a whole site, make no versions."""
    heads = [f"date: 2024-03-05; url: {URL}", f"date: 2024-03-05; url: {URL}?page=2"]
    heads += ["date: 2024-03-05; url: https://paper.example/", "date: 2024-03-05; url: https://paper.example"]
    reading = read(tmp_path, *heads)
    assert set(versions(reading).values()) == {(None, False)}
    assert reading.warnings == ()


def test_the_date_of_the_change_is_read(tmp_path: Path) -> None:
    """Heads, records and pages may say when an article was changed; a date that is none is refused or told."""
    (tmp_path / "a.txt").write_text("date: 2024-03-05\nmodified: 2024-03\n\nOne.", encoding="utf-8")
    record = {"name": "b", "date": "2024-03-05", "modified": "2024-03-06T10:00:00Z", "text": "Two."}
    (tmp_path / "r.jsonl").write_text(json.dumps(record), encoding="utf-8")
    meta = "<meta property='article:modified_time' content='{}'><meta name='date' content='2024-03-05'><p>{}</p>"
    (tmp_path / "c.html").write_text(meta.format("2024-03-07T10:00:00+02:00", "Three."), encoding="utf-8")
    (tmp_path / "d.html").write_text(meta.format("last week", "Four."), encoding="utf-8")
    reading = read_articles(tmp_path)
    days = [PartialDate(2024, 3), PartialDate(2024, 3, 6), PartialDate(2024, 3, 7), None]
    assert [each.modified for each in reading.articles] == days
    assert [("d.html" in each and "last week" in each) for each in reading.warnings] == [True]
    (tmp_path / "a.txt").write_text("date: 2024-03-05\nmodified: soon\n\nOne.", encoding="utf-8")
    with pytest.raises(ArticleError, match="soon"):
        read_articles(tmp_path)


ONE_TEXT = ("Ministers met in Istanbul.", "Ministers met in Istanbul.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"date: 2024; url: {URL}", "date: 2024; url: https://post.example/7"),
        ("date: 2024; source: Reuters", "date: 2024; source: The Post"),
        (f"date: 2024; source: Reuters; url: {URL}", "date: 2024; source: The Post"),
        (f"date: 2024; source: Reuters; url: {URL}", "date: 2024; source: Reuters; url: https://post.example/7"),
    ],
)
def test_one_text_from_two_places_is_read(tmp_path: Path, first: str, second: str) -> None:
    """The same text from another source or address is a copy, and is read."""
    assert versions(read(tmp_path, first, second, texts=ONE_TEXT)) == {"a": (None, False), "b": (None, False)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("date: 2024", "date: 2025"),
        ("date: 2024; source: Reuters", "date: 2024; source: REUTERS"),
        ("date: 2024; source: Reuters", "date: 2024"),
        (f"date: 2024; url: {URL}", f"date: 2025; url: {URL}/"),
        (f"date: 2024; source: Reuters; url: {URL}", f"date: 2024; source: The Post; url: {URL}"),
        (f"date: 2024; url: {URL}", "date: 2024; source: Reuters"),
    ],
)
def test_one_text_from_one_place_is_refused(tmp_path: Path, first: str, second: str) -> None:
    """The same text from one source or address, or from nobody knows where, is refused: it would count twice."""
    with pytest.raises(ArticleError, match="same text") as caught:
        read(tmp_path, first, second, texts=ONE_TEXT)
    assert "remove" in caught.value.hint


@pytest.mark.parametrize("url", [None, "", "words", "ftp://a.example/x", "https://a.example", "https://[", "http:///x"])
def test_what_is_no_address(url: str | None) -> None:
    """What names no page on the web is no address that articles could share."""
    assert address(url) is None


@given(st.text(max_size=60))
def test_any_text_may_stand_as_address(url: str) -> None:
    """No URL makes the reading fail, and what it is reduced to stays so."""
    at = address(url)
    assert at is None or address(f"https://{at}") == at
    address(f"https://{url}")


@given(st.datetimes())
def test_a_moment_is_as_exact_as_its_head(value: datetime) -> None:
    """A head with a time gives a moment, one with a day all of that day."""
    day = str(value)[:10]
    exact, whole = moment({"date": str(value)}), moment({"date": day})
    assert exact is not None
    assert whole is not None
    assert exact.first == exact.last
    assert whole.first <= exact.first <= whole.last
