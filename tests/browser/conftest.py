"""A browser, and the site of this repository's own project: as a folder of files, and as it is served."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from kgbuild import project
from kgbuild.pipeline.publishing import publish
from kgbuild.project import Project
from tests.browser.watched import Watched, confine
from tests.conftest import CHECKOUT

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
DESKTOP, PHONE = (1280, 900), (375, 700)
MILLISECONDS = 20_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it; without it the test is skipped."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(CHROMIUM)} is installed")
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS), chromium_sandbox=False)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of this repository's own project."""
    copy = tmp_path_factory.mktemp("project")
    shutil.copy(CHECKOUT / project.CONFIG, copy)
    for name in ("articles", "graphs"):
        shutil.copytree(CHECKOUT / name, copy / name)
    return project.find(copy)


@pytest.fixture(scope="session")
def folder(here: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site."""
    target = tmp_path_factory.mktemp("published")
    publish(here, target)
    return target


@pytest.fixture(scope="session")
def served(here: Project) -> Iterator[str]:
    """The address of the served site."""
    line = [sys.executable, "-m", "kgbuild", "serve", "--port", "0", "--quiet"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=here.root) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@pytest.fixture(scope="session", params=["file", "http"])
def root(request: pytest.FixtureRequest) -> str:
    """Where the site is: a folder of files, or the server."""
    if request.param == "http":
        address: str = request.getfixturevalue("served")
        return address
    place: Path = request.getfixturevalue("folder")
    return f"{place.as_uri()}/"


def _opened(browser: Browser, root: str, size: tuple[int, int]) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    context.set_default_timeout(MILLISECONDS)
    confine(context)
    watched = Watched(context.new_page(), root)
    yield watched
    context.close()
    assert not watched.faults


@pytest.fixture
def site(browser: Browser, root: str) -> Iterator[Watched]:
    """A page in a window of a desktop; at the end, nothing may have gone wrong on it."""
    yield from _opened(browser, root, DESKTOP)


@pytest.fixture
def phone(browser: Browser, root: str) -> Iterator[Watched]:
    """A page in a window of a phone; at the end, nothing may have gone wrong on it."""
    yield from _opened(browser, root, PHONE)
