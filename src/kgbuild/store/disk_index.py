"""Statements on disk, looked up as those in memory are; only one portion of them is in memory at a time."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kgbuild.errors import GraphError
from kgbuild.store.index import Index
from kgbuild.store.lookups import Lookups, Statement, term_order

_LAYOUT = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
    CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT UNIQUE NOT NULL, portion INTEGER NOT NULL);
    CREATE TABLE statement (subject INTEGER, predicate INTEGER, value INTEGER);
"""
_SORTED = "CREATE INDEX forth ON statement (subject, predicate); CREATE INDEX back ON statement (value, predicate);"
_MARK = (
    "INSERT INTO term (text, portion) VALUES (?, ?) "
    "ON CONFLICT (text) DO UPDATE SET portion = -1 WHERE portion <> excluded.portion"
)
_READ = (
    "SELECT s.text, p.text, v.text FROM statement "
    "JOIN term s ON s.id = subject JOIN term p ON p.id = predicate JOIN term v ON v.id = value "
)
_KNOWN = 20_000


class DiskIndex(Lookups):
    """A set of triples in a file; what is said with terms of the portion at hand alone is looked up in memory.

    Literals stay in the very form they are written in. GraphError where the file cannot be written.
    """

    def __init__(self, file: Path, portions: Iterable[Iterable[Quad | Triple]]) -> None:
        self._at_hand, self._own = Index(()), frozenset[object]()
        self._bounds: list[tuple[int, int, int, int]] = []
        try:
            self._base = sqlite3.connect(file, isolation_level=None)
            self._base.executescript(_LAYOUT)
            self._base.execute("BEGIN")
            for number, portion in enumerate(portions):
                self._add(number, portion)
            self._base.executescript(_SORTED)  # commits first
        except sqlite3.Error as fault:
            raise GraphError(f"{file} cannot be written: {fault}", "Free some space.") from fault
        self._found = lru_cache(_KNOWN)(self._objects)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __len__(self) -> int:
        return self._bounds[-1][1] if self._bounds else 0

    def __contains__(self, subject: object) -> bool:
        if subject in self._own:
            return subject in self._at_hand
        found = self._base.execute("SELECT 1 FROM statement WHERE subject = ?", (self._id(subject),))
        return found.fetchone() is not None

    def objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        """All objects of a subject and predicate, in the order of terms."""
        return self._at_hand.objects(subject, predicate) if subject in self._own else self._found(subject, predicate)

    def holders(self, predicate: NamedNode, value: object) -> tuple[object, ...]:
        """The subjects that have `value` for the predicate, in the order of terms."""
        if value in self._own:
            return self._at_hand.holders(predicate, value)
        query = "SELECT DISTINCT text FROM statement JOIN term ON id = subject WHERE value = ? AND predicate = ?"
        return self._ordered(query, value, predicate)

    def about(self, subject: object) -> Iterator[tuple[NamedNode, object]]:
        """Predicate and object of each statement on a subject, in order."""
        found = self._read("WHERE subject = ?", (self._id(subject),))
        said = {(predicate, value) for _, predicate, value in found}
        yield from sorted(said, key=lambda pair: (pair[0].value, term_order(pair[1])))

    def pointing(self, value: object) -> Iterator[tuple[object, NamedNode]]:
        """Subject and predicate of each statement with this object."""
        found = self._read("WHERE value = ?", (self._id(value),))
        return iter(dict.fromkeys((subject, predicate) for subject, predicate, _ in found))

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[object, object]]:
        """Subject and object of each statement with the predicate, as they were added."""
        number = self._id(predicate)
        found = () if number is None else self._read("WHERE predicate = ?", (number,))
        return ((subject, value) for subject, _, value in found)

    def portions(self) -> Iterator[list[Statement]]:
        """All statements, portion by portion as they were added."""
        for number, (first, last, oldest, newest) in enumerate(self._bounds):
            said = list(dict.fromkeys(self._read("WHERE statement.rowid BETWEEN ? AND ?", (first, last))))
            own = "SELECT text FROM term WHERE id BETWEEN ? AND ? AND portion = ?"
            self._own = frozenset(_term(text) for (text,) in self._base.execute(own, (oldest, newest, number)))
            self._at_hand = Index(Triple(*each) for each in said)  # type: ignore[arg-type]
            yield said

    def statements(self) -> Iterator[Statement]:
        """All statements as they were added; one that several portions hold comes oftener."""
        return self._read("", ())

    def literals(self) -> Iterator[Literal]:
        """Each literal, once."""
        texts = self._base.execute("SELECT text FROM term WHERE substr(text, 1, 1) IN ('@', '^')")
        return (term for (text,) in texts if isinstance(term := _term(text), Literal))

    def predicates(self) -> set[NamedNode]:
        """The properties in use."""
        query = "SELECT text FROM term WHERE id IN (SELECT DISTINCT predicate FROM statement)"
        return {NamedNode(text[1:]) for (text,) in self._base.execute(query)}

    def owns(self, term: object) -> bool:
        """Whether all statements with a term of the portion at hand are in that portion."""
        return term in self._own

    def _add(self, number: int, portion: Iterable[Quad | Triple]) -> None:
        """Add a portion; a term that stands in another one too is marked as shared."""
        said = [(_text(each.subject), _text(each.predicate), _text(each.object)) for each in portion]
        known = self._last("term"), self._last("statement")
        texts = dict.fromkeys(chain.from_iterable(said))
        self._base.executemany(_MARK, ((text, number) for text in texts))
        ids = {text: self._base.execute("SELECT id FROM term WHERE text = ?", (text,)).fetchone()[0] for text in texts}
        rows = ((ids[subject], ids[predicate], ids[value]) for subject, predicate, value in said)
        self._base.executemany("INSERT INTO statement VALUES (?, ?, ?)", rows)
        self._bounds.append((known[1] + 1, self._last("statement"), known[0] + 1, self._last("term")))

    def _last(self, table: str) -> int:
        return int(self._base.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0])  # noqa: S608

    def _objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        query = "SELECT DISTINCT text FROM statement JOIN term ON id = value WHERE subject = ? AND predicate = ?"
        return self._ordered(query, subject, predicate)

    def _ordered(self, query: str, term: object, predicate: NamedNode) -> tuple[object, ...]:
        found = (_term(text) for (text,) in self._base.execute(query, (self._id(term), self._id(predicate))))
        return tuple(sorted(found, key=term_order))

    def _id(self, term: object) -> int | None:
        found = self._base.execute("SELECT id FROM term WHERE text = ?", (_text(term),)).fetchone()
        return None if found is None else int(found[0])

    def _read(self, condition: str, values: tuple[int | None, ...]) -> Iterator[Statement]:
        rows = self._base.execute(f"{_READ} {condition} ORDER BY statement.rowid", values)
        return ((_term(subject), NamedNode(predicate[1:]), _term(value)) for subject, predicate, value in rows)


def _text(term: object) -> str:
    """A term as one text: what it is, in the first character, and its words."""
    if isinstance(term, NamedNode):
        return f"<{term.value}"
    if isinstance(term, Literal):
        return f"@{term.language} {term.value}" if term.language else f"^{term.datatype.value} {term.value}"
    if isinstance(term, BlankNode):
        return f"_{term.value}"
    raise GraphError(f"cannot be kept: {term}", "Terms that are triples (RDF 1.2) are not used here.")


def _term(text: str) -> NamedNode | BlankNode | Literal:
    """The term that `_text` wrote."""
    kind, rest = text[0], text[1:]
    if kind == "<":
        return NamedNode(rest)
    if kind == "_":
        return BlankNode(rest)
    label, _, value = rest.partition(" ")
    return Literal(value, language=label) if kind == "@" else Literal(value, datatype=NamedNode(label))
