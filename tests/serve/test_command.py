"""`kgbuild serve` serves a project until it is stopped, and the guide to it shows what it answers."""

import argparse
import http.client
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.slow

BLOCK = re.compile(r"^```sh\n\$ (.*)\n((?:.*\n)*?)```$", re.MULTILINE)
SECONDS = 20.0


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository's own project, without its articles."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(CHECKOUT / "kgbuild.toml", folder)
    shutil.copytree(CHECKOUT / "graphs", folder / "graphs")
    return folder


def command(*arguments: str) -> list[str]:
    """The command line that serves."""
    return [sys.executable, "-m", "kgbuild", "serve", *arguments]


@contextmanager
def serving(project: Path, stop: signal.Signals, *options: str) -> Iterator[int]:
    """The port of a server in a process of its own, which is then stopped and has to end well."""
    line = command("--port", "0", *options)
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=project) as process:
        try:
            assert process.stdout is not None
            url = urlsplit(process.stdout.readline().strip())
            assert (url.hostname, url.path) == ("127.0.0.1", "/")
            yield url.port or 0
            process.send_signal(stop)
            rest, words = process.communicate(timeout=SECONDS)
            assert (process.returncode, rest) == (0, "")
            assert "Traceback" not in words
        finally:
            process.kill()


def curled(line: str, port: int) -> str:
    """What an example of a guide prints, asked at another port: curl, and maybe a step that lays it out or cuts it."""
    curl, _, shown = line.partition(" | ")
    options = argparse.ArgumentParser()
    for flag in ("-s", "-H", "-o", "-w", "--data-urlencode"):
        options.add_argument(flag, **({"action": "store_true"} if flag == "-s" else {}))  # type: ignore[arg-type]
    options.add_argument("address")
    name, *words = shlex.split(curl)
    given = options.parse_args(words)
    assert (name, given.s) == ("curl", True)
    target = given.address.removeprefix("http://127.0.0.1:8000")
    headers = dict([given.H.split(": ", 1)]) if given.H else {}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
        if given.data_urlencode:
            field, _, value = given.data_urlencode.partition("=")
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", target, urlencode({field: value}), kind | headers)
        else:
            connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode().replace("\r\n", "\n")
    if given.w:
        assert given.w == "%{http_code} %header{location}\\n"
        return f"{answer.status} {answer.headers['Location']}\n"
    if shown.startswith("head -"):
        return "".join(text.splitlines(keepends=True)[: int(shown.removeprefix("head -"))])
    assert shown in ("", "python3 -m json.tool")
    return json.dumps(json.loads(text), indent=4) + "\n" if shown else text


@pytest.mark.parametrize(("guide", "options"), [("reconciliation", ["--reconcile"]), ("serving", [])])
def test_the_guide_shows_what_is_answered(project: Path, guide: str, options: list[str]) -> None:
    """Each example of the guide prints what stands below it; the server ends with 0 at SIGTERM.

    With KGBUILD_UPDATE_DOCS=1 the guide is rewritten with what is printed now.
    """
    path = CHECKOUT / "docs" / "guides" / f"{guide}.md"
    text = path.read_text(encoding="utf-8")
    with serving(project, signal.SIGTERM, *options) as port:
        now = BLOCK.sub(lambda match: f"```sh\n$ {match[1]}\n{curled(match[1], port)}```", text)
    if os.environ.get("KGBUILD_UPDATE_DOCS"):
        path.write_text(now, encoding="utf-8")
    assert len(BLOCK.findall(now)) > 2
    assert now == text


def suggested(port: int, prefix: str) -> list[str]:
    """The names of the project's entities that are suggested for a prefix."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
        connection.request("GET", f"/reconcile/project/suggest/entity?prefix={prefix}")
        return [each["name"] for each in json.loads(connection.getresponse().read())["result"]]


def test_both_spaces_are_served_until_ctrl_c(project: Path) -> None:
    """The project's entities and Wikidata's items are found by their names; the server ends with 0 at Ctrl-C.

    A name of a thousand letters is answered too, and a new build is taken over.
    """
    found = {}
    with serving(project, signal.SIGINT, "--reconcile", "--quiet") as port:
        for space in ("project", "wikidata"):
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
                queries = {"q": {"query": "Sergey Lavrov"}, "long": {"query": "x" * 1000}}
                connection.request("GET", f"/reconcile/{space}?{urlencode({'queries': json.dumps(queries)})}")
                answer = json.loads(connection.getresponse().read())
                assert answer["long"] == {"result": []}
                found[space] = answer["q"]["result"][0]
        graph = project / "graphs" / "entities.ttl"
        graph.write_text(graph.read_text(encoding="utf-8").replace("Igor Khovaev", "Egor Khovaev"), encoding="utf-8")
        until = time.monotonic() + SECONDS
        while suggested(port, "egor") != ["Egor Khovaev"]:
            assert time.monotonic() < until
            time.sleep(0.2)
    assert found["project"]["id"] == "person/sergey-lavrov"
    assert (found["wikidata"]["id"], found["wikidata"]["match"]) == ("Q58217", True)


def test_an_endless_query_does_not_keep_it_from_ending(project: Path) -> None:
    """A server that is told to stop in the middle of a long query answers it with a fault, and ends well and soon."""
    many = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(8))
    statuses = []

    def ask(port: int) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
            query = urlencode({"query": f"SELECT (COUNT(*) AS ?n) {{ {many} }}"})
            connection.request("GET", f"/sparql?{query}")
            statuses.append(connection.getresponse().status)

    with serving(project, signal.SIGTERM, "--timeout", "20") as port:
        client = threading.Thread(target=ask, args=(port,))
        client.start()
        time.sleep(1)
        begun = time.monotonic()
    client.join(SECONDS)
    assert time.monotonic() - begun < 10
    assert statuses == [500]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--timeout", "21"), "--timeout"),
        (("--reconcile", "--host", "no such host"), "cannot listen at no such host"),
        (("--reconcile", "--port", "70000"), "70000"),
    ],
)
def test_what_cannot_be_served_is_told(project: Path, arguments: tuple[str, ...], words: str) -> None:
    """With a wrong option, or at an address that is none, the command ends with 2, an error and a hint."""
    done = subprocess.run(command(*arguments), cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr
    assert "hint: " in done.stderr
