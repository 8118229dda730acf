"""What a build says of itself; and the last build's, where nothing has changed since that would make it say more."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path

import msgspec

from kgbuild.check.finding import Finding, Severity
from kgbuild.pipeline import graphs
from kgbuild.pipeline.fingerprints import code_fingerprint, fingerprint, reader_fingerprint
from kgbuild.project import CONFIG, Project
from kgbuild.show import Coverage
from kgbuild.store import term_text, text_term
from kgbuild.store.files import write_atomically

_FILE = "built"
_DECIDED = ("links.sssom.tsv", "merges.tsv")
_Place = Path | str


@dataclass(frozen=True, slots=True)
class Row:
    """How much an article holds: what the summary of a build says of it."""

    entities: int = 0
    positions: int = 0
    events: int = 0
    numbers: int = 0
    unplaced: int = 0
    sentences: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """How much a build holds, by article and together, what the check found, and what a user should know.

    `copies` is the number of articles that are copies of others; `failures` tell why an article could not be read, by
    its name.
    """

    rows: Mapping[str, Row]
    entities: int
    events: int
    triples: int
    copies: int
    problems: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """A build's graph; `placed` is whether `graphs/` now holds it, `changed` whether that changed a file there.

    `coverage` tells what each article leaves over.
    """

    summary: Summary
    placed: bool
    changed: bool
    coverage: Callable[[], Iterator[Coverage]]


@dataclass(frozen=True, slots=True)
class _Problem:
    """A finding as it is kept: its value is the text of a term."""

    node: str
    rule: str
    severity: Severity
    message: str
    path: str
    value: str | None
    article: str
    sentence: str
    component: str

    @classmethod
    def of(cls, found: Finding) -> "_Problem":
        """A finding to be kept."""
        told = {each.name: getattr(found, each.name) for each in fields(Finding)}
        return cls(**told | {"value": None if found.value is None else term_text(found.value)})

    def finding(self) -> Finding:
        """The finding that was kept."""
        told = {each.name: getattr(self, each.name) for each in fields(Finding)}
        return Finding(**told | {"value": None if self.value is None else text_term(self.value)})


@dataclass(frozen=True, slots=True)
class _Stamped:
    """A summary as it is kept, with what it stands for."""

    inputs: Mapping[str, str]
    graphs: Mapping[str, str]
    store: str
    rows: Mapping[str, Row]
    counts: tuple[int, int, int, int]
    problems: tuple[_Problem, ...]
    warnings: tuple[str, ...]


class Stamp:
    """What the outcome of a build depends on, as it is now; to be put where the build ends well."""

    def __init__(self, project: Project, places: Sequence[_Place]) -> None:
        self.project, self.places = project, places
        self._file = project.cache / _FILE
        self.code = code_fingerprint(project)
        self._inputs = (
            {"code": self.code, **dict(_inputs(project, places))}
            if all(isinstance(place, Path) for place in places)
            else None
        )

    def put(self, summary: Summary, store: Path) -> None:
        """Keep a summary for as long as nothing changes; none that has something to say anew in each build."""
        self._file.unlink(missing_ok=True)
        again = summary.failures or any(each.severity is Severity.VIOLATION for each in summary.problems)
        if self._inputs is None or again:
            return
        inputs = self._inputs | _decided(self.project)
        counts = summary.entities, summary.events, summary.triples, summary.copies
        problems = tuple(map(_Problem.of, summary.problems))
        there = graphs.digests(self.project)
        stamped = _Stamped(inputs, there, store.name, summary.rows, counts, problems, summary.warnings)
        write_atomically(self._file, msgspec.msgpack.encode(stamped))

    def last(self) -> Built | None:
        """The last build, where another would give just what is there: the graph, and its store."""
        with suppress(OSError, msgspec.MsgspecError):
            found = msgspec.msgpack.decode(self._file.read_bytes(), type=_Stamped)
            there = (self.project.cache / found.store).exists() and graphs.digests(self.project) == found.graphs
            if there and found.inputs == self._inputs:
                problems = tuple(each.finding() for each in found.problems)
                return Built(
                    Summary(found.rows, *found.counts, problems, found.warnings), True, False, lambda: iter(())
                )
        return None


def _inputs(project: Project, places: Sequence[_Place]) -> Iterator[tuple[str, str]]:
    """A hash of each thing that a build depends on, by a name."""
    index = project.root / project.settings.wikidata.index
    yield CONFIG, fingerprint([project.root / CONFIG])
    yield "reader", reader_fingerprint(project)
    yield "index", str((index.stat().st_size, index.stat().st_mtime_ns)) if index.is_file() else ""
    yield from _decided(project).items()
    for place in (project.articles, *places):
        yield f"articles {place}", _articles(Path(place))


def _decided(project: Project) -> dict[str, str]:
    """The files that people decide in."""
    return {name: fingerprint([path]) if (path := project.root / name).is_file() else "" for name in _DECIDED}


def _articles(place: Path) -> str:
    """A hash of the names and contents of all files in a place, hidden ones aside."""
    digest = hashlib.sha256()
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        inside = path.relative_to(place)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            digest.update(f"{inside}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
