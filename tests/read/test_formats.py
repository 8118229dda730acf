"""What holds of every format that holds many articles."""

import gzip
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.errors import ArticleError
from kgbuild.model import Article
from kgbuild.read import Reading, iter_articles, read_articles
from kgbuild.read.formats import READERS, SUFFIXES
from tests.read.written import WRITERS, Sample, known, put

WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "M"]), min_size=1, max_size=9)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=4)
FOUR = [
    Sample(f"Ministers met in town {number}.\n\nThey agreed.", f"Talks {number}", f"2022-04-0{number}", url)
    for number, url in enumerate((f"https://a.example/{name}" for name in ("one", "two", "three", "four")), start=1)
]
UNPACKED = {"crawl.warc": gzip.decompress(WRITERS["warc"](FOUR)["crawl.warc.gz"])}
HOSTILE = st.one_of(
    st.binary(max_size=300),
    st.text(st.sampled_from("<>/&;\"='{}[]:,\n\r\t aé0\0"), max_size=200).map(str.encode),
    st.sampled_from([writer(FOUR) for name, writer in WRITERS.items() if name != "ninjs"] + [UNPACKED])
    .flatmap(lambda files: st.tuples(st.just(next(iter(files.values()))), st.integers(0, 5000), st.binary(max_size=9)))
    .map(lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] + len(cut[2]) :]),
)


def samples(texts: list[list[str]], days: list[int]) -> list[Sample]:
    """Articles with these paragraphs, told apart by title and address."""
    return [
        Sample(
            "\n\n".join([f"Text {number}.", *paragraphs]), f"Title {number} {paragraphs[0]}", f"2022-04-{day:02d}", url
        )
        for number, (paragraphs, day) in enumerate(zip(texts, days, strict=False))
        for url in [f"https://a.example/news/{number}"]
    ]


def articles(place: Path) -> Iterator[Article]:
    """The articles of a stream."""
    return (item for item in iter_articles(place) if isinstance(item, Article))


def read_or_refused(place: Path) -> Reading | ArticleError:
    """The reading of a place, or the error that it ends in."""
    try:
        return read_articles(place)
    except ArticleError as error:
        return error


@pytest.mark.parametrize("form", WRITERS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PARAGRAPHS, min_size=1, max_size=6), st.lists(st.integers(1, 28), min_size=6, max_size=6))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, form: str, texts: list[list[str]], days: list[int]
) -> None:
    """Text, title, day and address go through each format unchanged, and the stream gives the same articles."""
    written = samples(texts, days)
    folder = put(tmp_path_factory.mktemp("round"), WRITERS[form](written))
    reading = read_articles(folder)
    assert {known(article) for article in reading.articles} == set(written)
    assert sorted(articles(folder), key=lambda each: each.name) == list(reading.articles)
    for article in reading.articles:
        assert article.quote(article.body) == article.text.strip()


@pytest.mark.parametrize("form", WRITERS)
def test_names_come_from_addresses_and_stay(tmp_path: Path, form: str) -> None:
    """A record is named by what identifies it, so that its name does not change when others come before it."""
    few = read_articles(put(tmp_path / "few", WRITERS[form](FOUR[2:]))).articles
    many = read_articles(put(tmp_path / "many", WRITERS[form](FOUR))).articles
    names = {article.text: article.name for article in many}
    if form != "jsonl":  # whose lines without a name are numbered
        assert all(names[article.text] == article.name for article in few)
    assert form == "jsonl" or "a-example-one" in names.values()


@pytest.mark.parametrize("form", [form for form in WRITERS if form not in {"ninjs", "maildir", "warc", "parquet"}])
def test_a_packed_file_is_unpacked(tmp_path: Path, form: str) -> None:
    """A name that ends in .gz is read as what it ends in before."""
    ((name, content),) = WRITERS[form](FOUR).items()
    plain = read_articles(put(tmp_path / "plain", {name: content}))
    assert read_articles(put(tmp_path / "packed", {f"{name}.gz": gzip.compress(content)})) == plain


@pytest.mark.parametrize("form", ["rss", "jsonl", "csv", "mbox", "warc"])
def test_a_file_that_is_cut_off_gives_what_it_has(tmp_path: Path, form: str) -> None:
    """Of a packed file without an end, the records before it are read, and the file is named in a warning."""
    rng = random.Random(1)
    many = [
        Sample(
            f"Text {number}: {rng.random()} {rng.random()}", f"T {number}", "2022-04-05", f"https://a.example/{number}"
        )
        for number in range(3000)
    ]
    ((name, content),) = WRITERS[form](many).items()
    packed = content if name.endswith(".gz") else gzip.compress(content)
    folder = put(tmp_path, {name.removesuffix(".gz") + ".gz": packed[: len(packed) * 2 // 3]})
    reading = read_articles(folder)
    assert 500 < len(reading.articles) < 3000
    assert [name.removesuffix(".gz") in one for one in reading.warnings] == [True]


@pytest.mark.parametrize("suffix", sorted({*SUFFIXES, ".warc.gz", ".xml.gz"}))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE)
def test_whatever_a_file_holds(tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes) -> None:
    """Random bytes and broken files are read or refused in plain words, whatever they are called."""
    folder = put(tmp_path_factory.mktemp("any"), {f"a{suffix}": content})
    reading = read_or_refused(folder / f"a{suffix}")
    if isinstance(reading, ArticleError):
        assert reading.hint
        assert f"a{suffix}" in reading.message
        return
    for article in reading.articles:
        assert article.quote(article.body).strip()
    assert list(iter_articles(folder))


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix not in {".txt", ".md"}])
def test_of_a_folder_what_is_no_article_is_told(tmp_path: Path, suffix: str) -> None:
    """Every suffix is read by a reader of its own, and a file that holds nothing of the kind never passes silently."""
    assert suffix in READERS
    put(tmp_path, {f"a{suffix}": b"Words that are no such file", "b.txt": b"date: 2020\n\nText."})
    reading = read_or_refused(tmp_path)
    if isinstance(reading, ArticleError):
        assert f"a{suffix}" in reading.message
    else:
        assert len(reading.articles) + len(reading.warnings) >= 2


@pytest.mark.slow
def test_a_stream_keeps_little_in_memory(tmp_path: Path) -> None:
    """Ten times as many articles, read one at a time, take little more memory."""
    peaks = []
    for count in (200, 2000):
        text = "Ministers met again and again, and talked of much. " * 40
        many = [
            Sample(f"{number} {text}", f"T{number}", "2022-04-05", f"https://a.example/{number}")
            for number in range(count)
        ]
        folder = put(tmp_path / str(count), WRITERS["csv"](many))
        del many
        tracemalloc.start()
        assert sum(1 for _ in articles(folder)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1800 * 1500, "less than the texts, of 2 KB each"


def test_a_file_that_unpacks_to_very_much_is_not_read_on(tmp_path: Path) -> None:
    """Of a small file that unpacks to hundreds of times its size, what comes first is read, and no more."""
    content = b'{"text": "Fine.", "date": "2020"}\n' + (b" " * 1_000_000 + b"\n") * 60
    put(tmp_path, {"bomb.jsonl.gz": gzip.compress(content + b'{"text": "Good.", "date": "2020"}')})
    reading = read_articles(tmp_path)
    assert [article.text for article in reading.articles] == ["Fine."]
    assert ["times its size" in one for one in reading.warnings] == [True]
