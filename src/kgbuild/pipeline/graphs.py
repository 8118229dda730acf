"""What a project holds on disk: its built graph, and the ontology and shapes that it stands under."""

import hashlib
import multiprocessing
import signal
from contextlib import suppress
from pathlib import Path

from kgbuild.check import read_shapes
from kgbuild.errors import GraphError, KgbuildError, OntologyError
from kgbuild.graph import Minter
from kgbuild.model.terms import KG as KG_IRI
from kgbuild.project import Project
from kgbuild.query import GraphFiles, StoreFolder
from kgbuild.store import KG, RDF, GraphFile, Index, NoRoomError, Quad, fresh_store, parse_file, quads_of

_WORDS = (KG["Frame"], KG["LightVerb"], KG["OccurrenceVerb"])
_LARGE = 100_000


def files(project: Project) -> tuple[GraphFile, ...]:
    """The built files, each with the named graph that it fills; raises GraphError where there are none."""
    minter = Minter(project.settings.base)
    return tuple(GraphFile(path.name, minter.graph(path.stem).value, path) for path in paths(project))


def paths(project: Project) -> list[Path]:
    """Where the built files lie; raises GraphError where there are none."""
    found = sorted(project.graphs.glob("*.ttl"))
    if not found:
        raise GraphError(f"there is no graph in {project.graphs}", "build it with: kgbuild build")
    return found


def digests(project: Project) -> dict[str, str]:
    """The SHA-256 of each built file, by its name."""
    found = sorted(project.graphs.glob("*.ttl"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def index(project: Project) -> Index:
    """The built graph, to look things up in."""
    return Index(quads_of(files(project)))


def ontology(project: Project) -> tuple[Quad, ...]:
    """The shipped ontology with the project's own, without the words of the lexicon.

    Raises OntologyError, which names file and line, for a file that is no Turtle.
    """
    quads = [quad for path in ontology_paths(project) for quad in parse_file(path, OntologyError)]
    words = {quad.subject for quad in quads if quad.predicate == RDF["type"] and quad.object in _WORDS}
    return tuple(quad for quad in quads if quad.subject not in words)


def ontology_paths(project: Project) -> list[Path]:
    """The Turtle files of the ontology, the shipped ones first."""
    return [path for folder in project.folders("ontology") for path in sorted(folder.rglob("*.ttl"))]


def shapes(project: Project) -> list[Quad]:
    """The shipped shapes with the project's own; raises OntologyError for what cannot be used."""
    return read_shapes(project.folders("shapes"))


def asked(project: Project) -> StoreFolder | GraphFiles:
    """What a query of the built graph and the ontology is asked of.

    That is their store on disk, or where none can be kept the files themselves, which are then read into memory.
    """
    try:
        return StoreFolder(store(project))
    except NoRoomError:
        there = [(path, each.graph) for each in _all(project) if isinstance(path := each.source, Path)]
        return GraphFiles(tuple(path for path, _ in there), tuple(graph for _, graph in there))


def store(project: Project) -> Path:
    """The on-disk store of the built graph and the ontology, made anew where it is missing or out of date."""
    return fresh_store(project.cache, _all(project))


def loaded(project: Project, triples: int) -> Path:
    """The same, where the graph has so many triples: a large one is loaded in a process of its own.

    What that takes of memory is given back with the process, which is no fork: a store opened in a fork hangs.
    """
    if triples > _LARGE:
        loader = multiprocessing.get_context("spawn").Process(target=_load, args=(project,), daemon=True)
        loader.start()
        loader.join()
    return store(project)


def _load(project: Project) -> None:
    """Load the store where that can be done; who waits for it finds out why where it cannot."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with suppress(KgbuildError):
        store(project)


def _all(project: Project) -> list[GraphFile]:
    """The files of the built graph and of the ontology, which all fill one named graph."""
    name = KG_IRI.rstrip("#")
    return [*files(project), *(GraphFile(path.name, name, path) for path in ontology_paths(project))]
