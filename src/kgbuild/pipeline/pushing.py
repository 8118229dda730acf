"""What a project pushes into a store: its built graphs, each named by its IRI, and on demand the ontology."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from filelock import FileLock, Timeout

from kgbuild.errors import OntologyError, PushError
from kgbuild.model.terms import KG as KG_IRI
from kgbuild.pipeline import graphs
from kgbuild.project import Project
from kgbuild.push import LIMITS, Journal, Outcome, Step, open_graph_store, plan
from kgbuild.push import push as operation
from kgbuild.push.graph_store import NAMES
from kgbuild.push.plan import voided
from kgbuild.push.pushing import Progress
from kgbuild.store import GraphFile, canonical, parse_file, turtle_of
from kgbuild.web import Credentials, Limits

_FOLDER = "pushed"
_ONTOLOGY = KG_IRI.rstrip("#")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to push to, and what: the ontology too, or all graphs whether they changed or not; so many at a time."""

    url: str
    ontology: bool = False
    everything: bool = False
    jobs: int = 1
    seconds: float = LIMITS.seconds


def planned(project: Project, wanted: Wanted) -> list[Step]:
    """What a push would do, as far as can be told without asking the store; faults are those of `push`."""
    open_graph_store(wanted.url, Credentials())
    known = _journal(project, wanted).known()
    return plan(_files(project, wanted), voided(known) if wanted.everything else known)


def push(
    project: Project, wanted: Wanted, environment: Mapping[str, str], progress: Progress | None = None
) -> list[Outcome]:
    """Push the built graphs of a project; who pushes is said by KGBUILD_PUSH_… in the environment.

    Raises GraphError where nothing is built, and PushError where the URL, the credentials or the store cannot be used,
    or another push is running.
    """
    credentials = Credentials.from_environment(NAMES, environment, PushError)
    with _alone(project), open_graph_store(wanted.url, credentials, _limits(wanted)) as store:
        return operation(
            store,
            _files(project, wanted),
            _journal(project, wanted),
            jobs=wanted.jobs,
            everything=wanted.everything,
            progress=progress,
        )


def _files(project: Project, wanted: Wanted) -> tuple[GraphFile, ...]:
    files = graphs.files(project)
    return (*files, _ontology(project)) if wanted.ontology else files


def _journal(project: Project, wanted: Wanted) -> Journal:
    return Journal(project.cache / _FOLDER, wanted.url, () if wanted.ontology else (_ONTOLOGY,))


def _ontology(project: Project) -> GraphFile:
    """The ontology with the words of the lexicon, as the project's own store has it."""
    quads = [quad for path in graphs.ontology_paths(project) for quad in parse_file(path, OntologyError)]
    return GraphFile("ontology.ttl", _ONTOLOGY, turtle_of(canonical(quads)))


def _limits(wanted: Wanted) -> Limits:
    seconds = wanted.seconds
    return replace(LIMITS, seconds=seconds, silence=seconds, total=max(LIMITS.total, 2 * seconds), at_once=wanted.jobs)


@contextmanager
def _alone(project: Project) -> Iterator[None]:
    """Hold the project's lock of pushes; PushError where another push holds it."""
    lock = FileLock(project.cache / "push.lock", timeout=0)
    try:
        project.cache.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as fault:
        raise PushError("another push of this project is running", "wait until it has ended") from fault
    except OSError as fault:
        raise PushError(f"cannot write {project.cache}: {fault.strerror}", "make the folder writable") from fault
    try:
        yield
    finally:
        lock.release()
