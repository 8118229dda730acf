"""The way of a file through all stages to a graph, without a project around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path

from kgbuild.errors import KgbuildError
from kgbuild.graph import Classes, Minter, populate
from kgbuild.language.reader import Reader
from kgbuild.model import Article, Span
from kgbuild.read import read_articles
from kgbuild.resolve import resolve
from kgbuild.store import quads_of

from .hostile import File

_BATCH = 50
_MINTER = Minter("https://example.org/id/")


@dataclass(frozen=True)
class Passage:
    """Reads files to graphs as a build does."""

    reader: Reader
    classes: Classes

    def through(self, files: Iterable[File], folder: Path) -> int:
        """Take files, written into `folder`, all the way; how many articles there were in them."""
        articles = [each for number, file in enumerate(files) for each in _read(folder / f"{number}", file)]
        for start in range(0, len(articles), _BATCH):
            self._to_graph(articles[start : start + _BATCH])
        return len(articles)

    def _to_graph(self, articles: list[Article]) -> None:
        found = list(self.reader.read_all(articles))
        for article, findings in zip(articles, found, strict=True):
            assert all(article.body.covers(span) for span in spans(findings)), article
        told = resolve(zip(articles, found, strict=True), {})
        assert quads_of(populate(articles, told, self.classes, _MINTER))


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


def spans(value: object) -> Iterator[Span]:
    """All spans in a value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from spans(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans(getattr(value, field.name))
