"""Many clients at once, a few of them hostile, against `kgbuild serve` on the loopback interface.

    python benchmarks/load.py [--clients 200] [--requests 2000] [--seconds 5] [--smoke] [--project DIR]

Of every 50 requests one is hostile: an endless query, one nested 10,000 deep, one that calls a service, a huge body, a
head that comes letter by letter. Prints what honest ones were answered and how fast, how long hostile ones lasted, and
what else was seen of the server. Exit 1 where an honest request was not answered 200, a hostile one lasted more than a
second longer than it may (more where this machine wakes late who sleeps), or the server opened a connection or ended.
"""

import argparse
import asyncio
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

HERE = Path(__file__).resolve().parents[1]
HEAD_SECONDS, WAIT_SECONDS = 10.0, 30.0  # what the server allows for a head, and for waiting for a query process
GIVEN_UP_SECONDS = 120.0
ONE_HOSTILE_IN = 50
DEEP = 10_000
MANY = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(8))
MEETINGS = "SELECT ?event ?label { ?event a kg:Meeting ; rdfs:label ?label } ORDER BY ?event"
HONEST = (
    ("/", "text/html"),
    ("/events.html", "text/html"),
    ("/person/igor-khovaev", "text/html,*/*;q=0.5"),
    ("/event/2023-09-17-meeting-istanbul.html", "*/*"),
    ("/article/istanbul-talks.html", "*/*"),
    (f"/sparql?{urlencode({'query': MEETINGS})}", "text/csv"),
    (f"/sparql?{urlencode({'query': 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'})}", "application/sparql-results+json"),
    (f"/sparql?{urlencode({'query': 'CONSTRUCT { ?s ?p ?o } { ?s a kg:Person ; ?p ?o }'})}", "text/turtle"),
    ("/queries/timeline.csv?since=2023-01-01", "*/*"),
    ("/queries/casualties", "application/json"),
    ("/assets/site.css", "*/*"),
    ("/openapi.json", "*/*"),
    ("/health", "*/*"),
)


@dataclass(slots=True)
class Report:
    """What was seen: statuses and seconds of honest requests; seconds of hostile ones, and what they may take."""

    honest: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    hostile: defaultdict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    allowed: dict[str, float] = field(default_factory=dict)
    longest_query: float = 0.0
    query_limit: float = 0.0
    strangers: set[str] = field(default_factory=set)
    called: int = 0
    alive: bool = False
    words: str = ""
    wall: float = 0.0
    late: float = 0.0

    def faults(self) -> list[str]:
        """What should not be, in words."""
        most = 1 + 3 * self.late  # it sleeps, and so do the server and its processes
        found = [f"{count} honest requests answered {status}" for status, count in self.honest.items() if status != 200]
        for kind, each in self.hostile.items():
            found += [f"{kind} answered 200" for status, _ in each if status == 200]
            slow = [seconds for _, seconds in each if seconds > self.allowed[kind] + most]
            found += [f"{kind} lasted {seconds:.1f} s" for seconds in slow]
        if self.longest_query > self.query_limit + most:
            found.append(f"a query ran {self.longest_query:.1f} s")
        if self.called or self.strangers:
            found.append(f"{self.called} calls of services, connections: {self.strangers}")
        if not self.alive or "Traceback" in self.words:
            found.append(f"the server ended, or failed: {self.words[-500:]}")
        return found


@contextmanager
def serving(project: Path, seconds: int) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A server in a process of its own, and its port."""
    command = [sys.executable, "-m", "kgbuild", "serve", "--port", "0", "--quiet", "--timeout", str(seconds)]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2]), process
        finally:
            process.terminate()
            try:
                process.wait(20)
            finally:
                process.kill()


def measure(project: Path, clients: int, requests: int, seconds: int = 5) -> Report:
    """What is seen of a server of the project that many clients ask at once; a query may take `seconds`."""
    report = Report(query_limit=seconds)
    with serving(project, seconds) as (port, process):
        asyncio.run(_asked(port, process, clients, requests, report))
        report.alive = process.poll() is None
        process.terminate()
        report.words = process.communicate(timeout=20)[1]
        report.alive &= process.returncode == 0
    return report


async def _asked(port: int, process: "subprocess.Popen[str]", clients: int, requests: int, report: Report) -> None:
    async with _bait(report) as bait:
        work = _work(port, requests, report, bait)
        begun = time.monotonic()
        watches = [asyncio.ensure_future(each) for each in (_watched(port, process.pid, report), _slept(report))]
        await asyncio.gather(*(_client(work) for _ in range(clients)))
        report.wall = time.monotonic() - begun
        for each in watches:
            each.cancel()
        await asyncio.gather(*watches, return_exceptions=True)
    _, text = await _exchange(port, _get("/metrics", "*/*"))
    found = re.search(rb"^kgbuild_query_longest_seconds (\S+)", text, re.MULTILINE)
    report.longest_query = float(found[1]) if found else float("inf")


def _work(port: int, requests: int, report: Report, bait: int) -> Iterator[Callable[[], Awaitable[None]]]:
    """The requests in a mixed order, the same for every run."""
    attacks = _attacks(port, report, bait)
    kinds = [number % len(attacks) if number % ONE_HOSTILE_IN == 0 else -1 for number in range(requests)]
    hostile = 0
    for number, kind in enumerate(random.Random(1).sample(kinds, len(kinds))):
        if kind >= 0:
            yield attacks[hostile % len(attacks)]
            hostile += 1
        else:
            yield partial(_honest, port, HONEST[number % len(HONEST)], report)


async def _client(work: Iterator[Callable[[], Awaitable[None]]]) -> None:
    """One client, which asks one thing after the other until there is no more to ask."""
    for each in work:
        await each()


async def _honest(port: int, target: tuple[str, str], report: Report) -> None:
    begun = time.monotonic()
    status, _ = await _exchange(port, _get(*target))
    report.honest[status] += 1
    report.seconds.append(time.monotonic() - begun)


def _attacks(port: int, report: Report, bait: int) -> list[Callable[[], Awaitable[None]]]:
    """The hostile requests, each with how long it may last."""
    service = f"SELECT * {{ SERVICE <http://127.0.0.1:{bait}/> {{ ?s ?p ?o }} }}"
    nested = "SELECT * " + "{" * DEEP + "?s ?p ?o" + "}" * DEEP
    endless = {
        "endless count": f"SELECT (COUNT(*) AS ?n) {{ {MANY} }}",
        "endless sort": f"SELECT * {{ {MANY} }} ORDER BY ?o7",
        "endless rows": f"SELECT * {{ {MANY} }}",
    }
    sent = {name: _get(f"/sparql?query={quote(query)}", "*/*") for name, query in endless.items()}
    sent["deep nesting"] = _post(nested.encode())
    sent["service"] = _post(service.encode())
    allowed = dict.fromkeys(endless, WAIT_SECONDS + report.query_limit)
    report.allowed = allowed | dict.fromkeys(("deep nesting", "service", "huge body", "slow head"), HEAD_SECONDS)

    async def attack(kind: str, content: bytes) -> None:
        begun = time.monotonic()
        status, _ = await _exchange(port, content)
        report.hostile[kind].append((status, time.monotonic() - begun))

    async def slow() -> None:
        begun = time.monotonic()
        report.hostile["slow head"].append((await _slow_head(port), time.monotonic() - begun))

    found = [partial(attack, kind, content) for kind, content in sent.items()]
    huge = _post(b"x" * 1000, length=50_000_000) + b"x" * 2_000_000
    return [*found, partial(attack, "huge body", huge), slow]


async def _slow_head(port: int) -> int:
    """Send a head a byte at a time until the server has enough; the status is 0 where there is none."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        while True:
            writer.write(b"x")
            await writer.drain()
            try:
                async with asyncio.timeout(0.2):
                    return _status(await reader.read(100))
            except TimeoutError:
                continue
    except ConnectionError:
        return 0
    finally:
        writer.close()


def _get(target: str, accept: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nConnection: close\r\n\r\n".encode()


def _post(body: bytes, length: int | None = None) -> bytes:
    head = (
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body


async def _exchange(port: int, content: bytes) -> tuple[int, bytes]:
    """The status and the whole of an answer; 0 where there is none in time."""
    writer = None
    received = b""
    try:
        async with asyncio.timeout(GIVEN_UP_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(content)
            while piece := await reader.read(65_536):
                received += piece
    except (OSError, TimeoutError):
        pass
    finally:
        if writer is not None:
            writer.close()
    return _status(received), received


def _status(received: bytes) -> int:
    match = re.match(rb"HTTP/1\.1 (\d{3}) ", received)
    return int(match[1]) if match else 0


@asynccontextmanager
async def _bait(report: Report) -> AsyncIterator[int]:
    """A port that counts who calls."""

    async def called(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        report.called += 1
        writer.close()

    server = await asyncio.start_server(called, "127.0.0.1", 0)
    async with server:
        yield int(server.sockets[0].getsockname()[1])


async def _watched(port: int, pid: int, report: Report) -> None:
    """Look again and again for sockets of the server and its processes that are not of clients."""
    while True:
        report.strangers |= await asyncio.to_thread(_strangers, port, pid)
        await asyncio.sleep(0.5)


async def _slept(report: Report) -> None:
    """Note by how much this machine is late in waking who sleeps."""
    while True:
        begun = time.monotonic()
        await asyncio.sleep(0.1)
        report.late = max(report.late, time.monotonic() - begun - 0.1)


def _strangers(port: int, pid: int) -> set[str]:
    """The far ends of TCP connections of a process and its children that its own port has not accepted."""
    inodes = set()
    for process in (pid, *_children(pid)):
        for handle in Path(f"/proc/{process}/fd").glob("*"):
            try:
                match = re.match(r"socket:\[(\d+)\]", os.readlink(handle))  # noqa: PTH115 -- it leads to no path
            except OSError:
                continue
            inodes |= {match[1]} if match else set()
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            columns = line.split()
            if columns[9] in inodes and int(columns[1].rpartition(":")[2], 16) != port:
                found.add(columns[2])
    return found


def _children(pid: int) -> list[int]:
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(each) for each in listed.read_text(encoding="ascii").split()]
    return found


def told(report: Report) -> str:
    """The report in lines."""
    ordered = sorted(report.seconds) or [0.0]
    at = {
        name: ordered[int(share * (len(ordered) - 1))]
        for name, share in (("median", 0.5), ("95 %", 0.95), ("most", 1.0))
    }
    lines = [
        f"{sum(report.honest.values())} honest requests in {report.wall:.1f} s: {dict(report.honest)}",
        "seconds: " + ", ".join(f"{name} {seconds:.2f}" for name, seconds in at.items()),
    ]
    for kind, each in sorted(report.hostile.items()):
        most = max(seconds for _, seconds in each)
        statuses = dict(Counter(status for status, _ in each))
        lines.append(f"{kind}: {len(each)}, longest {most:.1f} s of {report.allowed[kind]:.0f} s, {statuses}")
    lines.append(f"this machine wakes who sleeps up to {report.late:.2f} s late, which is allowed for")
    lines.append(f"longest query {report.longest_query:.2f} s of {report.query_limit:.0f} s")
    lines.append(f"other connections: {len(report.strangers) + report.called}")
    return "\n".join([*lines, *report.faults()])


def copied(folder: Path) -> Path:
    """A copy of this repository's own project."""
    shutil.copy(HERE / "kgbuild.toml", folder)
    for name in ("graphs", "articles"):
        shutil.copytree(HERE / name, folder / name)
    return folder


def main() -> None:
    """Measure, print and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--seconds", type=int, default=5, help="what a query may take")
    parser.add_argument("--smoke", action="store_true", help="20 clients and 350 requests, to see that it runs")
    parser.add_argument("--project", type=Path, help="another project than a copy of this repository's own")
    options = parser.parse_args()
    size = (20, 350, 5) if options.smoke else (options.clients, options.requests, options.seconds)
    with tempfile.TemporaryDirectory() as scratch:
        report = measure(options.project or copied(Path(scratch)), *size)
    print(told(report))
    sys.exit(bool(report.faults()))


if __name__ == "__main__":
    main()
