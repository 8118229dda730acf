"""Real stores, each a process of its own on the loopback with a folder of its own, ended by its number."""

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_server

import pytest

SECONDS = 60.0
VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 5000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 100000
"""


@dataclass(frozen=True, slots=True)
class Running:
    """A store that runs: where graphs are pushed to, where queries are asked, and who may push."""

    name: str
    store: str
    endpoint: str
    environment: dict[str, str] = field(default_factory=dict)


@contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    """The server of Oxigraph, which lets everybody in."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("there is no Oxigraph server on this machine (it is in the development dependencies)")
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with started(command, folder, f"{url}/query?query=ASK%7B%7D"):
        yield Running("oxigraph", f"{url}/store", f"{url}/query")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """The server of Virtuoso 7, which takes graphs only from whom it knows by digest."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("there is no Virtuoso on this machine (Debian: virtuoso-opensource-7-bin)")
    sql, http = free_ports(2)
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=sql, http=http), encoding="utf-8")
    url = f"http://127.0.0.1:{http}"
    command = [program, "+configfile", "virtuoso.ini", "+foreground"]
    who = {"KGBUILD_PUSH_USER": "dba", "KGBUILD_PUSH_PASSWORD": "dba"}  # of an empty database
    with started(command, folder, f"{url}/sparql?query=ASK%7B%7D"):
        yield Running("virtuoso", f"{url}/sparql-graph-crud-auth", f"{url}/sparql", who)


SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}


@contextmanager
def started(command: Sequence[str], folder: Path, url: str) -> Iterator[None]:
    """A process that answers at `url` while the block runs."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        try:
            wait_for(process, url)
            yield
        finally:
            process.terminate()
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(process: "subprocess.Popen[bytes]", url: str) -> None:
    """Return once there is an answer at `url`."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (OSError, urllib.error.URLError):
            assert process.poll() is None, "the server has ended by itself"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)


def free_ports(count: int) -> list[int]:
    """Ports of the loopback that nobody uses now."""
    listeners = [create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in listeners]
    for each in listeners:
        each.close()
    return ports
