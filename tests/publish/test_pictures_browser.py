"""The pictures in a browser: drawn without a word of complaint, from a folder and under the strictest policy."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.publish import made
from tests.publish.test_pictures import many

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --host-resolver-rules=MAP+*+~NOTFOUND+,+EXCLUDE+127.0.0.1 "
    "--enable-logging=stderr --virtual-time-budget=4000 --window-size=1000,900"
)
DRAWN = {
    "timeline.html": r"<rect [^>]*height",
    "map.html": r'class="[^"]*leaflet-marker-icon[^"]*spot',
    "network.html": r"(?s)(?:<option value=\"person/[ab]\d+\">.*?){80}<canvas",
}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine"),
]


class _Strict(SimpleHTTPRequestHandler):
    """Serves a folder and lets pages use nothing but its files."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of a site with many events, written."""
    target = tmp_path_factory.mktemp("site")
    here = made.site_of(made.made(tmp_path_factory.mktemp("project"), {"a": many(300)}))
    for path in here.paths():
        if path in DRAWN or path.startswith(("assets/", "vendor/", "search")):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(here.page(path))
    return target


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where the folder is served under a strict policy."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def opened(address: str, profile: Path) -> tuple[str, list[str]]:
    """The page as it is when scripts have run, and what the console says."""
    flags = [each.replace("+", " ") for each in FLAGS.split()]
    command = [str(BROWSER), *flags, f"--user-data-dir={profile}", "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.parametrize("path", DRAWN)
def test_from_a_folder(folder: Path, tmp_path: Path, path: str) -> None:
    """A picture is drawn from files alone, and the console stays empty."""
    page, console = opened((folder / path).as_uri(), tmp_path)
    assert re.search(DRAWN[path], page)
    assert not console


@pytest.mark.parametrize("path", DRAWN)
def test_under_a_strict_policy(address: str, tmp_path: Path, path: str) -> None:
    """A picture is drawn where no script, style or address but those of the site are allowed, without complaint."""
    page, console = opened(f"{address}/{path}", tmp_path)
    assert re.search(DRAWN[path], page)
    assert not console


def test_an_anchor_opens_a_place(folder: Path, tmp_path: Path) -> None:
    """The address of a place on the map opens its events; that of an actor in the network tells with whom it is."""
    page, console = opened((folder / "map.html").as_uri() + "#place%2Fp7", tmp_path / "map")
    assert re.search(r'leaflet-popup-content.*?<h2><a href="place/p7.html">P7</a></h2><ul><li><a href="event/', page)
    assert not console
    page, console = opened((folder / "network.html").as_uri() + "#person%2Fb0", tmp_path / "network")
    assert re.search(
        r'role="status"><a href="person/b0.html">B0</a> is in \d+ events with others, most often with A\d+ \(\d\)', page
    )
    assert not console
