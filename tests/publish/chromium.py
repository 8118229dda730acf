"""Pages opened as files in headless Chromium, with no network, and probed by a script."""

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr",
    "--virtual-time-budget=8000",
    "--dump-dom",
)
_PROBE = """
"use strict";
window.addEventListener("load", function () {
  function tell(value) {
    var told = document.createElement("pre");
    told.id = "told";
    told.textContent = JSON.stringify(value);
    document.body.appendChild(told);
  }
  (function () { %s })();
});
"""


@dataclass(frozen=True)
class Seen:
    """What a probe told, and what the page wrote to the console."""

    told: Any
    console: tuple[str, ...]


def program() -> str:
    """The browser; without one the test is skipped."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("Chromium is not on this machine")
    return found


def see(site: Path, path: str, probe: str) -> Seen:
    """Open a page of a site, which may end in an anchor, with a script that calls `tell(value)` once it is loaded."""
    page, hash_, anchor = path.partition("#")
    up = "../" * page.count("/")
    (site / "probe.js").write_text(_PROBE % probe, encoding="utf-8")
    text = (site / page).read_text(encoding="utf-8")
    probed = site / f"{page.removesuffix('.html')}.probed.html"
    probed.write_text(text.replace("</head>", f'<script src="{up}probe.js"></script></head>'), encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        command = [program(), *_FLAGS, f"--user-data-dir={profile}", f"{probed.absolute().as_uri()}{hash_}{anchor}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stdout[-2000:]
    return Seen(json.loads(unescape(found[1])), tuple(re.findall(r"CONSOLE.*", done.stderr)))
