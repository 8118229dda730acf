"""The findings of articles already read, kept until the article or the reader changes; losing them costs only time."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kgbuild.errors import BuildError
from kgbuild.model import Article, Findings
from kgbuild.pipeline.workers import Failure
from kgbuild.read import Articles
from kgbuild.store.files import write_atomically


class FindingsCache:
    """Findings by article under `folder`; `reader` is the fingerprint of everything else that they depend on."""

    def __init__(self, folder: Path, reader: str) -> None:
        self._folder = folder
        self._reader = reader

    def get(self, article: Article) -> Findings | None:
        """The findings of this very article by this very reader, if they are kept; what is damaged is forgotten."""
        path = self._path(article)
        try:
            return msgspec.json.decode(path.read_bytes(), type=Findings)
        except OSError:
            return None
        except msgspec.DecodeError:
            path.unlink(missing_ok=True)
            return None

    def has(self, article: Article) -> bool:
        """Whether findings of this very article by this very reader are kept, and are not cut short."""
        try:
            with self._path(article).open("rb") as file:
                file.seek(-1, os.SEEK_END)
                return file.read() == b"}"
        except OSError:
            return False

    def key(self, article: Article) -> str:
        """What stands for the article and all that its findings depend on."""
        return hashlib.sha256(self._reader.encode() + msgspec.json.encode(article)).hexdigest()

    def put(self, article: Article, findings: Findings) -> None:
        """Keep the findings of an article."""
        write_atomically(self._path(article), msgspec.json.encode(findings))

    def keep_only(self, articles: Iterable[Article]) -> None:
        """Forget the findings of all other articles and readers."""
        kept = {self.key(article) for article in articles}
        for path in self._folder.glob("*.json"):
            if path.stem not in kept:
                path.unlink(missing_ok=True)

    def _path(self, article: Article) -> Path:
        return self._folder / f"{self.key(article)}.json"


@dataclass(frozen=True, slots=True)
class KeptFindings:
    """Articles with their findings, read from where they are kept, one after the other, as often as they are wanted.

    `failures` are the articles that have none, by name.
    """

    articles: Articles
    cache: FindingsCache
    failures: Mapping[str, Failure]

    def __iter__(self) -> Iterator[tuple[Article, Findings]]:
        return ((article, self.of(article)) for article in self.articles)

    def of(self, article: Article) -> Findings:
        """The findings of one of the articles; BuildError where they are no longer kept."""
        failure = self.failures.get(article.name)
        findings = failure.findings(article) if failure else self.cache.get(article)
        if findings is None:
            raise BuildError(f"what was found in {article.name} is no longer kept", "build again: kgbuild build")
        return findings

    def key(self, article: Article) -> str:
        """What stands for one of the articles and its findings."""
        failure = self.failures.get(article.name)
        return self.cache.key(article) + (failure.reason if failure else "")
