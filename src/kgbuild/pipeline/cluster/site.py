"""What every task of a build is given: the project, where its files lie, and what all who work on it must agree in."""

import hashlib
import sys
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import msgspec

from kgbuild import __version__
from kgbuild.errors import ClusterError
from kgbuild.graph import Classes
from kgbuild.pipeline import graphs
from kgbuild.pipeline.build import class_parents
from kgbuild.pipeline.cluster.shelf import WORK, Shelf
from kgbuild.pipeline.fingerprints import code_fingerprint, reader_fingerprint
from kgbuild.project import Project
from kgbuild.resolve import Hierarchy

T = TypeVar("T")
_encoder = msgspec.msgpack.Encoder(order="deterministic", enc_hook=list)


@dataclass(frozen=True, slots=True)
class Site:
    """A project that is built to an output; `agreed` stands for the code and all rules and words of the build."""

    project: Project
    output: str
    agreed: str

    @property
    def shelf(self) -> Shelf:
        """The output, with the folder of what is made on the way."""
        return _shelf(self.output)

    def put(self, name: str, value: object) -> None:
        """Leave a value among what is made on the way."""
        self.leave(name, encoded(value))

    def leave(self, name: str, content: bytes) -> None:
        """Leave an encoded value there."""
        self.shelf.write(f"{WORK}/{name}", zlib.compress(content, 1))

    def get(self, name: str, kind: type[T]) -> T:
        """A value that was left there."""
        return msgspec.msgpack.decode(zlib.decompress(self.shelf.read(f"{WORK}/{name}")), type=kind)

    def key(self, task: str, argument: bytes) -> str:
        """What stands for a task with its argument and all else that its outcome depends on."""
        return hashlib.blake2b(f"{self.agreed} {task} ".encode() + argument, digest_size=16).hexdigest()


def encoded(value: object) -> bytes:
    """A value as it lies on the shelf; equal values give the same bytes."""
    return _encoder.encode(value)


@cache
def _shelf(url: str) -> Shelf:
    return Shelf(url)


@cache
def agreement(project: Project) -> str:
    """A hash of the version, the code, the model, the ontology and the settings by which this process builds."""
    parts = (__version__, sys.version_info[:2], code_fingerprint(project), reader_fingerprint(project))
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def refuse_disagreement(site: Site) -> None:
    """Raise ClusterError where this process would build otherwise than the one that the site is from."""
    if agreement(site.project) != site.agreed:
        raise ClusterError(
            "a worker has another kgbuild, Python, model or ontology than this build",
            "give all workers one environment, and the project's folder where it has an ontology/ of its own",
        )


@cache
def classes(project: Project) -> tuple[Classes, Hierarchy]:
    """The classes of a project, for writing and for resolving."""
    ontology = graphs.ontology(project)
    return Classes(ontology), Hierarchy(class_parents(ontology))
