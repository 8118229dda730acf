"""Makes each process of Python that finds it die of articles that hold the word `poison`."""

import os
import signal
from collections.abc import Iterable, Iterator

from kgbuild.language.reader import Reader
from kgbuild.model import Article, Findings

read_all = Reader.read_all


def read_or_die(self: Reader, articles: Iterable[Article]) -> Iterator[Findings]:
    """The findings of each article, but for one that holds the word."""
    for article in articles:
        if "poison" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        yield from read_all(self, [article])


setattr(Reader, "read_all", read_or_die)  # noqa: B010 - a type checker would not have it otherwise
