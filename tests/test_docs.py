"""Every example in the README and the guides runs and prints what the page says.

A `console` block holds commands after `$ ` and what they print. A block whose info string names a file is that file.
With KGBUILD_UPDATE_DOCS=1 the pages are rewritten with what is printed now; `-m "slow or not slow"` has all of them.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from kgbuild.cli import run
from tests.conftest import CHECKOUT
from tests.push.stub import serving

PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs" / "guides").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROJECT = ("kgbuild.toml", "articles", "graphs")
QUICK = ("README.md", "first-graph.md", "own-queries.md", "linking.md")
STORE = "https://store.example.org"
GIT = {f"GIT_{who}_{what}": "ana@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
GIT |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def printed(command: str) -> str:
    """What a command line prints, stdout and stderr together, run in this process and folder."""
    output = io.StringIO()
    for part in command.split(" && "):
        words = shlex.split(part)
        if words[:2] == ["uv", "run"]:
            words = words[2:]
        if words[0] == "cd":
            os.chdir(words[1])
        elif words[0] == "kgbuild":
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                run(words[1:])
        elif words[0] == "git" and words[1] in ("init", "add", "commit"):
            subprocess.run(words, check=True, capture_output=True, env=os.environ | GIT)
        else:
            assert words[:2] == ["pip", "install"] or words[:2] == ["git", "clone"], f"not an example command: {part}"
    return output.getvalue()


def replayed(block: str, store: str) -> str:
    """A console block with the output that its commands print now; a last line `…` stands for further ones.

    `store` is where the store is that the page speaks of.
    """
    result = []
    for example in filter(None, re.split(r"^(?=\$ )", block, flags=re.MULTILINE)):
        command, _, expected = example.partition("\n")
        lines = (
            printed(command.removeprefix("$ ").replace(STORE, store)).replace(store, STORE).splitlines(keepends=True)
        )
        shown = expected.splitlines(keepends=True)
        if shown and shown[-1] == "…\n":
            lines = [*lines[: len(shown) - 1], "…\n"]
        result += [f"{command}\n", *lines]
    return "".join(result)


def played(text: str, store: str) -> str:
    """A page with the output that its commands print now."""
    pieces, last = [], 0
    for match in BLOCK.finditer(text):
        language, path, block = match.groups()
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(block, encoding="utf-8")
        elif language == "console":
            pieces += [text[last : match.start(3)], replayed(block, store)]
            last = match.end(3)
    return "".join(pieces) + text[last:]


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, id=page.name, marks=() if page.name in QUICK else pytest.mark.slow) for page in PAGES],
)
def test_examples(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of the page prints what stands below it."""
    folder = tmp_path / "kgbuild"
    folder.mkdir()
    if page.name == "README.md":
        for name in PROJECT:
            source = CHECKOUT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NO_COLOR", "1")
    if "\n$ git init" in page.read_text(encoding="utf-8") and shutil.which("git") is None:
        pytest.skip("the program git is not on this machine")
    text = page.read_text(encoding="utf-8")
    with serving() if STORE in text else nullcontext() as store:
        now = played(text, store.origin if store else STORE)
    if os.environ.get("KGBUILD_UPDATE_DOCS"):
        page.write_text(now, encoding="utf-8")
    assert now == text
