"""Nothing that is put in as an article ends in a traceback: it is refused with a hint, or becomes a graph."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild import graph, shipped
from kgbuild.errors import KgbuildError
from kgbuild.language.reader import Reader
from kgbuild.model import Article, Findings, Span
from kgbuild.read import read_articles
from kgbuild.resolve import resolve
from kgbuild.store import Quad, parse_file, quads_of

from .hostile import ENDLESS, File, hostile
from .told import article

BATCH = 50
WORDS = {"any words": 10_000, "names": 10_000}
FEWER = 2_500


@pytest.fixture(scope="module")
def ontology() -> list[Quad]:
    """The shipped ontology."""
    return [
        quad for path in sorted(shipped.folder("ontology").glob("*.ttl")) for quad in parse_file(path, KgbuildError)
    ]


def test_hostile_texts(reader: Reader, ontology: list[Quad], tmp_path: Path) -> None:
    """A few files of each kind go all the way to a graph, or are refused."""
    taken = put_through(hostile(seed=1, count=105), reader, ontology, tmp_path)
    assert taken > 50


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 50))
def test_thousands_of_hostile_texts(reader: Reader, ontology: list[Quad], tmp_path: Path, seed: int) -> None:
    """Each of 4,000 files goes all the way to a graph, or is refused."""
    assert put_through(hostile(seed, count=100), reader, ontology, tmp_path) > 50


@pytest.mark.slow
@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(min_size=1, max_size=60), min_size=10, max_size=10))
def test_random_texts(
    reader: Reader, ontology: list[Quad], tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """Each of 1,000 strings of any characters goes all the way to a graph, or is refused."""
    files = [("random.txt", text.encode()) for text in texts]
    put_through(files, reader, ontology, tmp_path_factory.mktemp("random"))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ENDLESS)
def test_a_text_without_end(reader: Reader, ontology: list[Quad], tmp_path: Path, kind: str) -> None:
    """Thousands of words without a pause, ten thousand of some, go all the way to a graph in seconds."""
    start = time.process_time()
    assert (
        put_through([("endless.txt", ENDLESS[kind](WORDS.get(kind, FEWER)).encode())], reader, ontology, tmp_path) == 1
    )
    assert time.process_time() - start < 60


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["any words", "clauses of saying", "brackets"])
def test_time_grows_with_length(reader: Reader, kind: str) -> None:
    """Six times as many words without a pause take no more than some twelve times as long to read."""
    reader.read(article(ENDLESS[kind](200)))
    short, long = (_seconds(reader, ENDLESS[kind](size)) for size in (1000, 6000))
    assert long < 12 * short + 0.5


def _seconds(reader: Reader, text: str) -> float:
    start = time.process_time()
    reader.read(article(text))
    return time.process_time() - start


def put_through(files: Iterable[File], reader: Reader, ontology: list[Quad], folder: Path) -> int:
    """Read files to graphs, as a build does; how many articles there were."""
    articles = [each for number, file in enumerate(files) for each in _read(folder / f"{number}", file)]
    for start in range(0, len(articles), BATCH):
        some = articles[start : start + BATCH]
        found = list(reader.read_all(some))
        for one, findings in zip(some, found, strict=True):
            assert all(one.body.covers(span) for span in _spans(findings)), one
        told = resolve(zip(some, found, strict=True), {})
        files_made = graph.populate(some, told, graph.Classes(ontology), graph.Minter("https://example.org/id/"))
        assert quads_of(files_made)
    return len(articles)


def _read(folder: Path, file: File) -> tuple[Article, ...]:
    """The articles of a file, given names that no other has; none where it is refused with a hint."""
    folder.mkdir()
    path = folder / f"{folder.name}-{file[0]}"
    path.write_bytes(file[1])
    try:
        articles = read_articles(path).articles
    except KgbuildError as error:
        if not (error.message and error.hint):
            raise
        return ()
    return tuple(replace(one, name=f"{folder.name}-{number}") for number, one in enumerate(articles))


def _spans(value: object) -> Iterator[Span]:
    """All spans in a value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def test_spans_are_found() -> None:
    """The search for spans sees those inside of what was found."""
    assert list(_spans(Findings("a", sentences=(Span(1, 2),)))) == [Span(1, 2)]
