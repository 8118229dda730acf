"""The built-in index: the entries of the gazetteers that have an identifier, looked up like those of an index file."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from kgbuild.errors import LinkError
from kgbuild.language.names.gazetteer import Entry, Gazetteer
from kgbuild.link.index.file import IndexFile, open_index
from kgbuild.link.index.folding import fold
from kgbuild.link.index.layered import joined
from kgbuild.link.index.layout import VERSION, number_of
from kgbuild.link.index.taxonomy import item_number
from kgbuild.link.index.writing import write_index
from kgbuild.link.item import Item
from kgbuild.model.terms import KG, STATE
from kgbuild.store import write_atomically

_PREFIX = "gazetteer-"


def gazetteer_lookup(ontology: Sequence[Path], cache: Path) -> "GazetteerLookup":
    """The gazetteers of some `ontology` folders as a look-up; what it builds is kept in the folder `cache`."""
    return GazetteerLookup([folder / "gazetteer" for folder in ontology], cache)


class GazetteerLookup:
    """Looks up the entries of gazetteers. Names and identifiers are answered at once; the first fuzzy look-up writes
    an index file, which later ones, and later runs, use as long as the gazetteers stay the same.
    """

    def __init__(self, folders: Sequence[Path], cache: Path) -> None:
        self._tables = _Tables(_fingerprint(folders), tuple(folders))
        self._path = cache / f"{_PREFIX}{self._tables.fingerprint}.names"
        self._file: IndexFile | None = None
        if self._path.exists():
            try:
                self._file = open_index(self._path)
            except LinkError:
                self._path.unlink(missing_ok=True)

    def exact(self, name: str) -> tuple[Item, ...]:
        """The items one of whose names is this one, but for case, diacritics and punctuation; by QID."""
        return self._file.exact(name) if self._file else self._entries.exact(name)

    def fuzzy(self, name: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name much like this one, nearest first, `limit` at most."""
        return self._written().fuzzy(name, limit)

    def beginning(self, prefix: str, limit: int = 10) -> tuple[Item, ...]:
        """The items with a name that begins so, `limit` at most."""
        return self._written().beginning(prefix, limit)

    def item(self, qid: str) -> Item | None:
        """The item of this identifier, None where it is not known."""
        return self._file.item(qid) if self._file else self._entries.item(qid)

    def _written(self) -> IndexFile:
        """The index file, written where there is none yet."""
        if self._file is None:
            write_atomically(self._path, _content(self._tables))
            for other in self._path.parent.glob(f"{_PREFIX}*.names"):
                if other != self._path:
                    other.unlink(missing_ok=True)
            self._file = open_index(self._path)
        return self._file

    @cached_property
    def _entries(self) -> "_Entries":
        return _loaded(self._tables)


class _Entries:
    """The entries with an identifier, by name and by identifier."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._rows: dict[str, list[int]] = {}
        self._qids: dict[int, str] = {}
        self._of_states: list[int] = []
        for row, qid, kind in gazetteer.identified():
            if item_number(qid) is not None:
                if kind in (STATE, STATE.removeprefix(KG)):
                    self._of_states.append(row)
                self._rows.setdefault(qid, []).append(row)
                self._qids[row] = qid

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The identifiers by folded name."""
        found: dict[str, dict[str, None]] = {}
        for name, row in self._gazetteer.names():
            if row in self._qids:
                found.setdefault(fold(name), {})[self._qids[row]] = None
        return {name: list(qids) for name, qids in found.items() if name}

    @cached_property
    def _states(self) -> dict[str, str]:
        """The identifiers of states by each of their names."""
        entries = [self._gazetteer.entry(row) for row in self._of_states]
        found = {name: entry.qid for entry in reversed(entries) for name in entry.aliases}
        found |= {entry.name: entry.qid for entry in reversed(entries)}
        return {name: qid for name, qid in found.items() if qid}

    def exact(self, name: str) -> tuple[Item, ...]:
        return tuple(sorted(self._of(self._names.get(fold(name), ())), key=number_of))

    def item(self, qid: str) -> Item | None:
        return joined([self._item(self._gazetteer.entry(row), qid) for row in self._rows.get(qid, ())])

    def items(self) -> Iterator[Item]:
        """All items by number."""
        yield from self._of(sorted(self._rows, key=lambda qid: int(qid[1:])))

    def _of(self, qids: Iterable[str]) -> Iterator[Item]:
        return (item for qid in qids if (item := self.item(qid)))

    def _item(self, entry: Entry, qid: str) -> Item:
        state = self._states.get(entry.within or "")
        states = (state,) if state and state != qid else ()
        return Item(qid, entry.name, entry.aliases, "", (entry.type,), states, entry.offices, entry.point)


@dataclass(frozen=True, slots=True)
class _Tables:
    """Gazetteers that lie in some folders; those of one fingerprint are the same, wherever they lie."""

    fingerprint: str
    folders: tuple[Path, ...] = field(compare=False)


@lru_cache(maxsize=1)
def _loaded(tables: _Tables) -> _Entries:
    """The entries of gazetteers; projects after one another mostly have the same."""
    return _Entries(Gazetteer.shared(tables.folders))


@lru_cache(maxsize=1)
def _content(tables: _Tables) -> bytes:
    """The index file of gazetteers."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "names"
        write_index(path, _loaded(tables).items(), {"source": "gazetteer", "kind": "gazetteer"})
        return path.read_bytes()


def _fingerprint(folders: Sequence[Path]) -> str:
    """A hash of the tables and the layout of the file."""
    digest = hashlib.sha256(f"{VERSION}".encode())
    for folder in folders:
        for table in sorted([*folder.glob("*.tsv"), *folder.glob("*.tsv.gz")]):
            digest.update(hashlib.sha256(table.read_bytes()).digest())
    return digest.hexdigest()[:32]
