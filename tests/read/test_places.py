"""Where articles lie: other file systems by URL."""

import pickle
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from kgbuild.cli import run
from kgbuild.errors import ArticleError
from kgbuild.read import exists, read_articles, read_source, sources
from kgbuild.read.articles import Read
from kgbuild.read.formats import SUFFIXES
from tests.read.written import WRITERS, Sample, put

FILES = {
    "news/a.txt": b"date: 2020\n\nOne met.",
    "news/in/b.jsonl": b'{"text": "Two met.", "date": "2020"}',
    "news/.hidden/c.txt": b"Three met.",
    "news/d.pdf": b"%PDF",
}


@pytest.fixture
def memory() -> Iterator[str]:
    """The URL of a folder on a file system in memory."""
    system = fsspec.filesystem("memory")
    for name, content in FILES.items():
        system.pipe(f"/{name}", content)
    yield "memory://news/"
    system.rm("/news", recursive=True)


def test_a_folder_by_url_is_read_as_a_path_is(memory: str, tmp_path: Path) -> None:
    """The same files give the same articles wherever they lie; hidden ones are passed over, others told."""
    here, there = read_articles(put(tmp_path, FILES) / "news"), read_articles(memory)
    assert there.articles == here.articles
    assert len(there.articles) == 2
    assert ["memory://" in each and "d.pdf" in each for each in there.warnings] == [True]
    assert read_articles([memory, "memory://news/a.txt"]) == there


def test_a_file_by_url(memory: str) -> None:
    """A file is read by its URL, and what is not there or is no article is refused by name."""
    assert [article.name for article in read_articles("memory://news/in/b.jsonl").articles] == ["b-1"]
    assert exists("memory://news/a.txt")
    assert not exists("memory://news/x.txt")
    for name in ("x.txt", "d.pdf"):
        with pytest.raises(ArticleError, match=name):
            read_articles(memory + name)


def test_a_file_named_beside_its_folder(tmp_path: Path) -> None:
    """A file that holds no articles is passed over in a folder, and refused where it is named too."""
    folder = put(tmp_path, {"a.txt": b"date: 2020\n\nOne met.", "b.csv": b"Inhalt\nTwo met.\n"})
    assert [article.name for article in read_articles(folder).articles] == ["a"]
    for places in ([folder, folder / "b.csv"], [folder / "b.csv", folder]):
        with pytest.raises(ArticleError, match=r"b\.csv"):
            read_articles(places)


@pytest.mark.parametrize("form", ["warc", "parquet", "csv", "rss"])
def test_formats_by_url(form: str) -> None:
    """What is read as a stream, and what begins at its end, is read by URL too."""
    sample = Sample("They met.", "Talks", "2022-04-05", "https://a.example/1")
    ((name, content),) = WRITERS[form]([sample]).items()
    fsspec.filesystem("memory").pipe(f"/formats/{name}", content)
    try:
        assert [article.text for article in read_articles("memory://formats").articles] == [sample.text]
    finally:
        fsspec.filesystem("memory").rm("/formats", recursive=True)


def test_a_folder_within_an_archive(tmp_path: Path) -> None:
    """URLs that name a file within a file are read, and each source can be opened by another process."""
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    url = f"zip://news::file://{tmp_path}/news.zip"
    assert [article.name for article in read_articles(url).articles] == ["a", "b-1"]
    found = [pickle.loads(pickle.dumps(source)) for source, _ in sources([url], SUFFIXES)]
    assert [source.where for source in found] == [
        url.replace("news::", f"{name}::") for name in ("news/a.txt", "news/d.pdf", "news/in/b.jsonl")
    ]
    read = [item.article.name for source in found for item in read_source(source) if isinstance(item, Read)]
    assert read == ["a", "b-1"]


@pytest.mark.parametrize("url", ["nosuch://bucket/a.txt", "zip://a.txt::file:///nowhere.zip", "memory://nowhere/"])
def test_a_url_that_cannot_be_opened(url: str) -> None:
    """A URL of an unknown file system, or of nothing, is refused by name."""
    with pytest.raises(ArticleError) as caught:
        read_articles(url)
    assert url.rpartition("/")[2] in caught.value.message or url in caught.value.message
    assert caught.value.hint


@pytest.mark.slow
def test_a_build_of_articles_by_url(memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`build` takes a URL beside the project's articles, `check` re-reads the evidence there."""
    assert run(["new", str(tmp_path / "p")]) == 0
    assert run(["-C", str(tmp_path / "p"), "build", memory]) == 0
    assert (tmp_path / "p" / "graphs" / "b-1.ttl").is_file()
    assert (
        run(["-C", str(tmp_path / "p"), "check", "--articles", memory, "--articles", str(tmp_path / "p" / "articles")])
        == 0
    )
    assert run(["-C", str(tmp_path / "p"), "build", "memory://nowhere/a.txt"]) == 2
    assert "nowhere" in capsys.readouterr().err
