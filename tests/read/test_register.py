"""Which articles are one, which name each gets, and what gives way to what."""

import itertools
from pathlib import Path

import pytest

from kgbuild.errors import ArticleError
from kgbuild.model import Article
from kgbuild.read import Reading, iter_articles, read_articles
from tests.read.written import Sample, atom, jsonl, put, rss

TALKS = Sample("They met.", "Talks", "2022-04-05", "https://a.example/talks")
LATER = Sample("They met again.", "Talks", "2022-04-07", "https://a.example/talks")
OTHER = Sample("They left.", "Left", "2022-04-05", "https://a.example/left")


def feeds(folder: Path, *each: list[Sample]) -> Reading:
    """The reading of several RSS feeds."""
    return read_articles(
        put(folder, {f"{number}.rss": rss(samples)["news.rss"] for number, samples in enumerate(each)})
    )


def test_an_article_in_two_feeds_is_one(tmp_path: Path) -> None:
    """The same text at the same address counts once, whatever kinds of files it stands in."""
    files = {**rss([TALKS, OTHER]), **atom([TALKS])}
    reading = read_articles(put(tmp_path, files))
    assert sorted(article.name for article in reading.articles) == ["a-example-left", "a-example-talks"]
    assert reading.warnings == ()


def test_a_later_text_at_an_address_is_a_version(tmp_path: Path) -> None:
    """A feed of a later day with another text of an entry gives a version, and the first one keeps its name."""
    reading = feeds(tmp_path, [TALKS], [LATER])
    first, second = sorted(reading.articles, key=lambda each: each.name)
    assert (first.name, first.superseded) == ("a-example-talks", True)
    assert (second.text, second.revises) == (LATER.text, first.name)
    assert second.name.startswith("a-example-talks-")
    assert feeds(tmp_path / "alone", [TALKS]).articles[0].name == first.name


@pytest.mark.parametrize("order", list(itertools.permutations([[TALKS], [LATER], [OTHER], [TALKS, LATER]])))
def test_nothing_depends_on_the_order_of_files(tmp_path: Path, order: tuple[list[Sample], ...]) -> None:
    """However the feeds are called, the same articles get the same names."""
    known = {(each.name, each.text, each.revises, each.superseded) for each in feeds(tmp_path, *order).articles}
    assert {name.rstrip("0123456789abcdef") for name, *_ in known} >= {"a-example-talks", "a-example-talks-"}
    same = {
        (each.name, each.text, each.revises, each.superseded)
        for each in feeds(tmp_path / "s", [TALKS, LATER, OTHER]).articles
    }
    assert known == same


def test_two_texts_of_one_day_at_an_address(tmp_path: Path) -> None:
    """Where nothing tells which text of an entry is later, the longest counts, and this is told."""
    longer = Sample("They met, and they talked.", "Talks", TALKS.date, TALKS.url)
    reading = feeds(tmp_path, [TALKS, OTHER], [longer])
    assert {article.text for article in reading.articles} == {longer.text, OTHER.text}
    assert ["0.rss, entry 1" in warning for warning in reading.warnings] == [True]


def test_a_file_of_its_own_comes_first(tmp_path: Path) -> None:
    """An article that has a file of its own keeps its name, and an entry of a feed gives way to it."""
    text = f"title: Talks\ndate: 2022-04-05\nurl: {TALKS.url}\n\n{TALKS.text}"
    reading = read_articles(put(tmp_path, {"mine.txt": text.encode(), **rss([TALKS])}))
    assert [article.name for article in reading.articles] == ["mine"]
    reading = read_articles(
        put(tmp_path / "b", {"a-example-talks.txt": b"date: 2022\n\nSomething else.", **rss([TALKS])})
    )
    names = {article.text: article.name for article in reading.articles}
    assert names[TALKS.text].startswith("a-example-talks-")


def test_one_text_twice_in_a_file_of_many(tmp_path: Path) -> None:
    """Of two records with one text and nothing that tells them apart, one is left out, and this is told."""
    lines = b'{"id": "a", "text": "They met.", "date": "2022"}\n{"id": "b", "text": "They met.", "date": "2022"}'
    reading = read_articles(put(tmp_path, {"l.jsonl": lines}))
    assert [article.name for article in reading.articles] == ["a"]
    assert ["line 2" in warning for warning in reading.warnings] == [True]


def test_addresses_that_make_one_name(tmp_path: Path) -> None:
    """Addresses that differ only in punctuation give two names."""
    one, two = (Sample(f"They met {each}.", "T", "2022-04-05", f"https://a.example/{each}") for each in ("x-y", "x/y"))
    names = [article.name for article in feeds(tmp_path, [one, two]).articles]
    assert len(set(names)) == 2
    assert "a-example-x-y" in names


def test_many_warnings_of_one_kind_are_counted(tmp_path: Path) -> None:
    """Of a thousand records without a date the first ones are told, and how many more there are."""
    lines = b"\n".join(b'{"text": "They met %d times."}' % number for number in range(1000))
    warnings = read_articles(put(tmp_path, {"l.jsonl": lines})).warnings
    assert len(warnings) == 21
    assert any("980 more" in warning and "no date" in warning for warning in warnings)


def test_many_copies_are_counted(tmp_path: Path) -> None:
    """Of a thousand records of one text one counts; the first of the others are told, and how many more there are."""
    lines = b"\n".join(b'{"id": "n%d", "text": "They met.", "date": "2022"}' % number for number in range(1000))
    reading = read_articles(put(tmp_path, {"l.jsonl": lines}))
    assert len(reading.articles) == 1
    assert len(reading.warnings) == 21
    assert any("979 more" in warning for warning in reading.warnings)


def test_a_stream_ends_where_a_file_changes_under_it(tmp_path: Path) -> None:
    """The register is made first; a file that is another when it is read again is refused."""
    folder = put(tmp_path, {"a.txt": b"date: 2020\n\nSome text.", **jsonl([TALKS, OTHER])})
    stream = iter_articles(folder)
    assert isinstance(next(stream), Article)
    put(tmp_path, jsonl([TALKS, LATER]))
    with pytest.raises(ArticleError, match="changed"):
        list(stream)
