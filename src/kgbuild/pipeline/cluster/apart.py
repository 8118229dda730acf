"""Articles of which workers have died, read in a process of their own, which only the one that does it takes along.

    python -m kgbuild.pipeline.cluster.apart < TASK > OUTCOMES

A worker of Dask may not have children of Python's own kind, so that this is a program of its own.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from kgbuild.errors import ClusterError, KgbuildError
from kgbuild.model import Article, Findings
from kgbuild.pipeline.build import load_reader
from kgbuild.pipeline.workers import Failure, Outcome, read_all
from kgbuild.project import Project


@dataclass(frozen=True, slots=True)
class _Task:
    """What the program is given: the model and the folders of the ontology, and the articles."""

    model: str
    ontology: tuple[str, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What became of one article."""

    name: str
    findings: Findings | None = None
    failure: str = ""


def read(project: Project, articles: Sequence[Article]) -> Iterator[Outcome]:
    """Each article with its findings or why there are none; an article that ends its process costs no other."""
    folders = tuple(map(str, project.folders("ontology")))
    task = msgspec.msgpack.encode(_Task(project.settings.model, folders, tuple(articles)))
    ended = subprocess.run([sys.executable, "-m", __name__], input=task, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if ended.returncode:
        raise ClusterError(f"a process that reads articles ended with {ended.returncode}", "see the log of the worker")
    answers = {each.name: each for each in msgspec.msgpack.decode(ended.stdout, type=list[_Answer])}
    for article in articles:
        answer = answers[article.name]
        yield article, answer.findings or Failure(answer.failure)


def main() -> None:
    """Read the articles of the task and tell what became of them."""
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Task)
    load = partial(load_reader, task.model, tuple(map(Path, task.ontology)))
    answers = [_answer(*each) for each in read_all(load, task.articles, 1)]
    sys.stdout.buffer.write(msgspec.msgpack.encode(answers))


def _answer(article: Article, outcome: Findings | Failure) -> _Answer:
    if isinstance(outcome, Failure):
        return _Answer(article.name, failure=outcome.reason)
    return _Answer(article.name, findings=outcome)


if __name__ == "__main__":
    try:
        main()
    except KgbuildError as fault:
        sys.exit(fault.message)
