"""An index from a source: a dump of Wikidata as JSON or N-Triples, or a table."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from kgbuild.errors import LinkError
from kgbuild.language.names.offices import Held
from kgbuild.link.index.draft import Draft, Found
from kgbuild.link.index.entity import EntityReader
from kgbuild.link.index.layout import VERSION
from kgbuild.link.index.source import Place, Source
from kgbuild.link.index.staging import Staging
from kgbuild.link.index.table import TableReader
from kgbuild.link.index.taxonomy import OFFICE_CLASSES, Links, Taxonomy
from kgbuild.link.index.triples import TripleReader
from kgbuild.link.index.writing import write_index
from kgbuild.link.item import Item
from kgbuild.model import PartialDate

_SAVED_EVERY = 64 << 20
_HOPELESS = 1000
_HINT = "give the JSON dump of Wikidata (.json.gz, .json.bz2), its N-Triples (.nt.gz), or a table with label and qid"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What was made of a source.

    `kind` is `json`, `triples` or `table`; `resumed` how many bytes of the source an earlier run had read; `entities`
    what the lines told, `items` what the index holds of it under `names` folded names; `bad` how many lines were not
    understood, `faults` the first of them, by line number and reason; `warnings` what else is not as it should be.
    """

    kind: str
    resumed: int
    lines: int
    entities: int
    items: int
    names: int
    size: int
    bad: int
    faults: tuple[tuple[int, str], ...]
    warnings: tuple[str, ...]


class _Reader(Protocol):
    """Reads line by line; `held` are the bytes and lines of an entity that is not complete yet."""

    @property
    def held(self) -> tuple[int, int]: ...
    def read(self, line: bytes) -> Found | None: ...
    def close(self) -> Found | None: ...


def build_index(
    source: Path,
    target: Path,
    ontology: Sequence[Path],
    *,
    everything: bool = False,
    progress: Progress = lambda *_: None,
) -> Summary:
    """Build the index of names at `target` from `source`, keeping items of classes that the `ontology` links.

    `ontology` are folders of Turtle files. With `everything` items of other classes are kept too; rows of a table that
    tell no class always are. A run that was stopped goes on where it was; what it needs for that lies beside the target
    and goes at the end. `progress` is told the step ("reading", "writing") with what is done of how much: bytes of the
    source file, then items. The same source gives the same bytes.

    Raises LinkError where the source is not of a known kind, is cut off or damaged, or the target cannot be written.
    """
    opened = Source(source)
    kind, first, offset = _kind(opened)
    links = Links(ontology)
    key = json.dumps([VERSION, kind, everything, _digest(first, links)])
    try:
        target.resolve().parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise LinkError(f"{target} cannot be written: {fault.strerror}", "choose a place that can be written") from None
    beside = target.resolve().with_name(f".{target.name}.reading")
    reader = _reader(kind, first, opened, links)
    with _staging(beside, key, opened) as staging:
        resumed = staging.state.done
        reading = _Reading(opened, staging, links, everything)
        if not staging.state.finished:
            reading.run(reader, offset, progress)
        tally = staging.state.tally
        if not tally.entities:
            staging.remove()
            reason = "; line {}: {}".format(*tally.faults[0]) if tally.faults else ""
            raise LinkError(f"{source} tells of no item{reason}", _HINT)
        about = {"source": source.name, "kind": kind}
        items, names = write_index(target, reading.items(), about, lambda done: progress("writing", done, tally.kept))
        staging.remove()
    size, faults = target.stat().st_size, tuple(tally.faults)
    counts = (tally.lines, tally.entities, items, names, size, tally.bad)
    return Summary(kind, resumed, *counts, faults, tuple(tally.warnings))


def _kind(source: Source) -> tuple[str, bytes, int]:
    """What a source is, its first line where that is a header, and the offset where its content begins."""
    head = source.head()
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begin:
        raise LinkError(f"{source.path} is empty", _HINT)
    if begin.startswith((b"[", b"{")):
        return "json", b"[" if begin.startswith(b"[") else b"", 0
    if begin.startswith((b"<", b"_:", b"#")):
        return "triples", b"", 0
    first, end, _ = head.partition(b"\n")
    return "table", first, len(first) + len(end)


def _reader(kind: str, first: bytes, source: Source, links: Links) -> _Reader:
    if kind == "table":
        return TableReader(first, str(source.path), links.classes)
    return EntityReader(array=bool(first)) if kind == "json" else TripleReader()


def _digest(first: bytes, links: Links) -> str:
    """A hash of what decides how the lines are understood."""
    told = repr([first, links.by_number, sorted((name, sorted(above)) for name, above in links.above.items())])
    return hashlib.sha256(told.encode()).hexdigest()


def _staging(path: Path, key: str, source: Source) -> Staging:
    """The staging file of an earlier run over the same source, or a new one."""
    staging = Staging(path, key)
    if staging.state.done and staging.state.fingerprint != source.fingerprint(staging.state.done):
        staging.remove()
        staging = Staging(path, key)
    return staging


class _Reading:
    """One source being read into a staging file."""

    def __init__(self, source: Source, staging: Staging, links: Links, everything: bool) -> None:
        self._source = source
        self._staging = staging
        self._everything = everything
        self._taxonomy = Taxonomy(links.by_number, staging.parents, links.above)
        self._offices = Taxonomy(OFFICE_CLASSES, staging.parents)

    def run(self, reader: _Reader, offset: int, progress: Progress) -> None:
        """Read from where an earlier run stopped, or from `offset`, to the end; what is read is saved now and then."""
        tally, place = self._staging.state.tally, self._staging.place
        if not place.offset:
            place = Place(offset, 0, 0) if self._source.packed else Place(offset, offset, offset)
        end = saved = place.offset
        try:
            for block in self._source.blocks(place):
                for line in block.lines:
                    tally.lines += 1
                    self._take(line, reader)
                end = block.end
                if end - saved >= _SAVED_EVERY:
                    self._save(reader, end)
                    saved = end
                progress("reading", self._source.done, self._source.size)
                if tally.bad >= _HOPELESS and not tally.entities:
                    break
        except LinkError:
            self._save(reader, end)
            raise
        self._finish(reader)
        self._save(reader, end, finished=True)

    def _take(self, line: bytes, reader: _Reader) -> None:
        """Read a line; a bad one is counted."""
        try:
            found = reader.read(line)
        except (ValueError, msgspec.DecodeError, RecursionError) as fault:
            self._staging.state.tally.fault(self._staging.state.tally.lines, str(fault))
            return
        if found is not None:
            self._keep(found)

    def _finish(self, reader: _Reader) -> None:
        tally = self._staging.state.tally
        try:
            found = reader.close()
        except ValueError as fault:
            tally.fault(tally.lines, str(fault))
            return
        if found is not None:
            self._keep(found)
        if isinstance(reader, EntityReader) and not reader.complete:
            tally.warnings.append(f"{self._source.path} has no closing bracket: it may be cut off")

    def _keep(self, found: Found) -> None:
        """Stage what the index may need: the item itself, what is above a class, the label of an office."""
        draft, tally = found.draft, self._staging.state.tally
        tally.entities += 1
        if found.above:
            self._staging.add_class(found)
        self._staging.see(draft.number)
        if draft.label and (found.above or (draft.classes and self._offices.wanted(draft.classes) is not False)):
            self._staging.add_label(found)
        maybe = found.listed or (draft.classes and self._taxonomy.wanted(draft.classes) is not False)
        if draft.label and (maybe or self._everything):
            self._staging.add(draft)
            tally.kept += 1

    def _save(self, reader: _Reader, end: int, *, finished: bool = False) -> None:
        """Make what was read lasting, but for what the reader still holds."""
        held, lines = reader.held
        self._staging.state.tally.lines -= lines
        done = self._source.done
        self._staging.save(self._source.place(end - held), done, self._source.fingerprint(done), finished)
        self._staging.state.tally.lines += lines
        self._taxonomy.forget()
        self._offices.forget()

    def items(self) -> Iterator[Item]:
        """The items of the index by number; classes that are known now decide which."""
        self._taxonomy.forget()
        for draft in self._staging.drafts():
            types = sorted({*draft.types, *self._taxonomy.types(draft.classes)})
            if types or self._everything or not draft.classes:
                states = tuple(f"Q{state}" for state in draft.states)
                offices = tuple(self._offices_of(draft))
                yield Item(
                    f"Q{draft.number}",
                    draft.label,
                    tuple(draft.aliases),
                    draft.description,
                    tuple(types),
                    states,
                    offices,
                    draft.point,
                    draft.popularity,
                )

    def _offices_of(self, draft: Draft) -> Iterable[Held]:
        """The offices by name, or by identifier where the source does not tell the name."""
        for term in draft.offices:
            label, body = self._staging.label(term.position) or (f"Q{term.position}", None)
            of = self._staging.label(body) if body else None
            yield Held(label, of[0] if of else None, _date(term.since), _date(term.until))


def _date(text: str) -> PartialDate | None:
    """A date; None where there is none, or the calendar has none such."""
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        return None
