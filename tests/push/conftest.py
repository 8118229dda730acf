"""A project with built graphs, and a store that is being served."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kgbuild import project as projects
from kgbuild.pipeline import graphs
from kgbuild.project import Project
from kgbuild.push import LIMITS, Journal, Outcome, open_graph_store, push
from kgbuild.web import Clock, Credentials, Limits
from tests.push.stub import PASSWORD, TOKEN, USER, Stub, serving

BASE = "https://example.org/news/id/"
ENTITIES = f"{BASE}graph/entities"
NAMES = ("amber", "birch", "cedar")
GRAPHS = sorted([ENTITIES, *(f"{BASE}article/{name}" for name in NAMES)])
QUICK = Limits(total=60, seconds=30, silence=0.3, tries=4, size=LIMITS.size, at_once=2, jitter=0.5)
NOBODY = Credentials()
WHO = Credentials(USER, PASSWORD)
ENVIRONMENT = {"KGBUILD_PUSH_USER": USER, "KGBUILD_PUSH_PASSWORD": PASSWORD}
TOKEN_ENVIRONMENT = {"KGBUILD_PUSH_TOKEN": TOKEN}


class LeapingClock:
    """A clock on which waiting takes no time but passes; `waits` are the waits so far, in seconds."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.clock = Clock(lambda: time.monotonic() + sum(self.waits), sleep=self.waits.append)


def written(project: Project, name: str, words: str = "") -> None:
    """Let the graph of an article say something."""
    lines = [f"@prefix a: <{BASE}article/> .", "@prefix kg: <https://w3id.org/kgbuild/ontology#> .", ""]
    lines.append(f"a:{name} a kg:Article ; kg:quote {f'On {name}: “{words}”'!r}, 'a\\nline', 'ω'@el, 1.50, 7 .")
    (project.graphs / f"{name}.ttl").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs the tests does not say in the environment who they are to a store."""
    for command in ("PUSH", "QUERY"):
        for name in ("USER", "PASSWORD", "TOKEN"):
            monkeypatch.delenv(f"KGBUILD_{command}_{name}", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of three articles, as a build leaves it."""
    (tmp_path / "graphs").mkdir()
    (tmp_path / "kgbuild.toml").write_text(f'name = "news"\nbase = "{BASE}"\n', encoding="utf-8")
    here = projects.find(tmp_path)
    for name in ("entities", *NAMES):
        written(here, name)
    return here


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A store that is being served."""
    with serving() as served:
        yield served


Pusher = Callable[..., list[Outcome]]


@pytest.fixture
def clock() -> LeapingClock:
    """The clock of the pushes."""
    return LeapingClock()


@pytest.fixture
def pushed(project: Project, stub: Stub, clock: LeapingClock) -> Pusher:
    """Pushes the project into the store, and tells what became of each graph."""

    def run(
        who: Credentials = NOBODY, limits: Limits = QUICK, url: str = "", jobs: int = 1, everything: bool = False
    ) -> list[Outcome]:
        journal = Journal(project.cache / "pushed", url or stub.url)
        with open_graph_store(url or stub.url, who, limits, clock.clock) as store:
            return push(store, graphs.files(project), journal, jobs=jobs, everything=everything)

    return run
