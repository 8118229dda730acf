"""Time and size of a site of 10,000 entities and events: python benchmarks/publish.py [--smoke]."""

import argparse
import os
import re
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from world import BASE, HEAD, World

from kgbuild import project
from kgbuild.pipeline import graphs, publishing

MOST_SECONDS, MOST_BYTES = 120, 500_000_000
FILLER = " In between the article goes on for a while, as articles do.\n\n"
PIECE = re.compile(r'kg:quote "([^"]*)" ;(.*?)kg:start "\d+"(\S+) ; kg:end "\d+"', re.DOTALL)


def told(turtle: str) -> tuple[str, str]:
    """The Turtle of an article with the spans of its pieces in a text that holds them all, and that text."""
    parts: list[str] = []
    length = 0

    def placed(match: re.Match[str]) -> str:
        nonlocal length
        start, end = length, length + len(match[1])
        parts.extend((match[1], FILLER))
        length = end + len(FILLER)
        return f'kg:quote "{match[1]}" ;{match[2]}kg:start "{start}"{match[3]} ; kg:end "{end}"'

    moved = PIECE.sub(placed, turtle)
    text = "".join(parts)
    return re.sub(r'kg:sha256 "[0-9a-f]*"', f'kg:sha256 "{sha256(text.encode()).hexdigest()}"', moved), text


def made(folder: Path, events: int) -> project.Project:
    """A built project of so many events, with the texts of its articles."""
    (folder / "graphs").mkdir()
    (folder / "articles").mkdir()
    (folder / project.CONFIG).write_text(f'name = "world"\nbase = "{BASE}"\n')
    for name, turtle in World(events).graphs():
        moved, text = told(turtle)
        (folder / "graphs" / f"{name}.ttl").write_text(HEAD + moved)
        if name != "entities":
            (folder / "articles" / f"{name}.txt").write_text(text)
    return project.find(folder)


def processors() -> float:
    """The seconds that processors have worked for this process and those that it has ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Publish twice, print time and size, and fail where the site is too slow or too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a small site, to see that it works")
    smoke = parser.parse_args().smoke
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        here = made(folder, 60 if smoke else 8_400)
        graphs.store(here)
        for what in ("first", "again, unchanged"):
            begin, busy = time.perf_counter(), processors()
            done = publishing.publish(here, folder / "site").written
            seconds = time.perf_counter() - begin
            pages = sum(each.stat().st_size for each in (folder / "site").rglob("*.html"))
            print(
                f"{what:17} {done.files:,} files, {done.written:,} written, {seconds:.1f} s "
                f"({processors() - busy:.1f} s of processors), HTML {pages:,} bytes"
            )
            if not smoke and (seconds > MOST_SECONDS or pages > MOST_BYTES):
                raise SystemExit(f"more than {MOST_SECONDS} s or {MOST_BYTES:,} bytes")


if __name__ == "__main__":
    main()
