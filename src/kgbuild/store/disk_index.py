"""Statements on disk, looked up as those in memory are; only one portion of them is in memory at a time."""

import os
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kgbuild.errors import GraphError
from kgbuild.store.datatypes import is_well_formed
from kgbuild.store.index import Index
from kgbuild.store.lookups import Lookups, Statement, term_order
from kgbuild.store.namespaces import OWL, RDF, RDFS

_LAYOUT = """
    CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT UNIQUE NOT NULL, portion INTEGER NOT NULL);
    CREATE TABLE statement (subject INTEGER, predicate INTEGER, value INTEGER);
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE portion (
        number INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        sound INTEGER NOT NULL, asked BLOB NOT NULL DEFAULT x'', note BLOB NOT NULL DEFAULT x'');
"""
_UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
_SORTED = """
    CREATE INDEX IF NOT EXISTS forth ON statement (subject, predicate);
    CREATE INDEX IF NOT EXISTS back ON statement (value, predicate);
"""
_MARK = (
    "INSERT INTO term (text, portion) VALUES (?, ?) "
    "ON CONFLICT (text) DO UPDATE SET portion = -1 WHERE portion <> excluded.portion"
)
_PUT = (
    "INSERT INTO portion (number, name, first, last, sound) VALUES (?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE "
    "SET first = excluded.first, last = excluded.last, sound = excluded.sound, asked = x'', note = x''"
)
_TERMS = "JOIN term s ON s.id = subject JOIN term p ON p.id = predicate JOIN term v ON v.id = value "
_READ = "SELECT s.text, p.text, v.text FROM statement " + _TERMS  # noqa: S608 -- fixed words
_KNOWN = 20_000
_SCHEMA = {
    *(RDFS[name].value for name in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(RDF[name].value for name in ("first", "rest")),
}

Texts = tuple[str, str, str]
"""A statement as the texts of its terms."""
Keys = frozenset[int]
"""Hashes of places where statements are looked up: of terms, and of terms with a property."""


class DiskIndex(Lookups):
    """A set of triples in a file; what is said with terms of the portion at hand alone is looked up in memory.

    The file may be there already, with what it held. Portions have names; one can be put anew. Each can have a note,
    and where it was looked up what it does not hold itself is kept with that. Literals stay in the very form they are
    written in. GraphError where the file cannot be written or read. What is written is not safe before `close`.
    """

    def __init__(self, file: Path, portions: Iterable[Iterable[Quad | Triple]] = ()) -> None:
        self._at_hand, self._own, self._number = Index(()), frozenset[object](), 0
        self._asked: set[tuple[object, NamedNode]] = set()
        self._asked_back: set[tuple[NamedNode, object]] = set()
        self._asked_of: set[object] = set()
        self._asked_all = False
        self._file, self._process = file, os.getpid()
        try:
            known = file.exists()
            self._new = not known
            self._base = sqlite3.connect(file, isolation_level=None)
            self._base.executescript(_UNSAFE if known else _UNSAFE + _LAYOUT)
            self._base.execute("BEGIN")
            for number, portion in enumerate(portions):
                self._put(str(number), portion)
            self.sort()
        except sqlite3.Error as fault:
            raise self._unwritten(fault) from fault
        self._found = lru_cache(_KNOWN)(self._objects)

    def sort(self) -> None:
        """Make ready for looking up what was put."""
        self._base.executescript(_SORTED)  # commits first
        self._base.execute("BEGIN")

    def put(self, name: str, statements: Iterable[Quad | Triple]) -> Keys:
        """Let a portion hold these statements and no others; where what has changed by that may have been looked up.

        In a new file that is nowhere.
        """
        self._found.cache_clear()
        try:
            return self._put(name, statements)
        except sqlite3.Error as fault:
            raise self._unwritten(fault) from fault

    def _put(self, name: str, statements: Iterable[Quad | Triple]) -> Keys:
        said = dict.fromkeys(
            (term_text(each.subject), term_text(each.predicate), term_text(each.object)) for each in statements
        )
        row = self._base.execute("SELECT number, first, last FROM portion WHERE name = ?", (name,)).fetchone()
        old: set[Texts] = set()
        if row:
            number, first, last = row
            old = set(self._base.execute(f"{_READ} WHERE statement.rowid BETWEEN ? AND ?", (first, last)))
            self._base.execute("DELETE FROM statement WHERE rowid BETWEEN ? AND ?", (first, last))
        else:
            number = self._last("portion") + 1
        texts = dict.fromkeys(chain.from_iterable(said))
        self._base.executemany(_MARK, ((text, number) for text in texts))
        ids = {text: self._base.execute("SELECT id FROM term WHERE text = ?", (text,)).fetchone()[0] for text in texts}
        end = self._last("statement")
        rows = ((ids[subject], ids[predicate], ids[value]) for subject, predicate, value in said)
        self._base.executemany("INSERT INTO statement VALUES (?, ?, ?)", rows)
        self._base.execute(_PUT, (number, name, end + 1, end + len(said), _sound(texts)))
        return frozenset() if self._new else touched(old ^ said.keys())

    def drop(self, name: str) -> Keys:
        """Forget a portion; where what has gone by that may have been looked up."""
        touched = self.put(name, ())
        self._base.execute("DELETE FROM portion WHERE name = ?", (name,))
        return touched

    def commit(self) -> None:
        """Write out what was put and noted, for the forks of this process to read."""
        self._base.execute("COMMIT")
        self._base.execute("BEGIN")

    def asked(self) -> bytes:
        """All that was looked up for the portion at hand."""
        asked = array("Q", {_key(term_text(subject), predicate.value) for subject, predicate in self._asked})
        asked.extend({_key(predicate.value, term_text(value)) for predicate, value in self._asked_back})
        asked.extend(_key(term_text(term)) for term in self._own | self._asked_of)
        asked.extend([_key()] * self._asked_all)
        return asked.tobytes()

    def note(self, name: str, note: bytes, asked: bytes) -> None:
        """Keep what was found in a portion, with all that was looked up for it."""
        self._base.execute("UPDATE portion SET note = ?, asked = ? WHERE name = ?", (note, asked, name))

    def notes(self) -> Iterator[tuple[str, bytes]]:
        """The names and the notes of all portions, in order; nothing is to be put or noted meanwhile."""
        return iter(self._base.execute("SELECT name, note FROM portion ORDER BY number"))

    def names(self) -> list[str]:
        """The names of all portions, in order."""
        return [name for (name,) in self._base.execute("SELECT name FROM portion ORDER BY number")]

    def fact(self, name: str) -> str:
        """What is kept under a name, nothing where there is none."""
        row = self._base.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        self._base.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def asking(self, touched: Keys) -> Iterator[str]:
        """The names of the portions for which something was looked up there, or which have no note yet."""
        for name, asked, unknown in self._base.execute("SELECT name, asked, note = x'' FROM portion ORDER BY number"):
            if unknown or not touched.isdisjoint(array("Q", asked)):
                yield name

    def _unwritten(self, fault: sqlite3.Error) -> GraphError:
        return GraphError(f"{self._file} cannot be written: {fault}", "free some space")

    def close(self) -> None:
        """Let go of the file."""
        self._base.execute("COMMIT")
        self._base.close()

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM statement").fetchone()[0])

    def __contains__(self, subject: object) -> bool:
        if subject in self._own:
            return subject in self._at_hand
        self._asked_of.add(subject)
        found = self._base.execute("SELECT 1 FROM statement WHERE subject = ?", (self._id(subject),))
        return found.fetchone() is not None

    def objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        """All objects of a subject and predicate, in the order of terms."""
        if subject in self._own:
            return self._at_hand.objects(subject, predicate)
        self._asked.add((subject, predicate))
        return self._found(subject, predicate)

    def holders(self, predicate: NamedNode, value: object) -> tuple[object, ...]:
        """The subjects that have `value` for the predicate, in the order of terms."""
        if value in self._own:
            return self._at_hand.holders(predicate, value)
        self._asked_back.add((predicate, value))
        query = "SELECT DISTINCT text FROM statement JOIN term ON id = subject WHERE value = ? AND predicate = ?"
        return self._ordered(query, value, predicate)

    def about(self, subject: object) -> Iterator[tuple[NamedNode, object]]:
        """Predicate and object of each statement on a subject, in order."""
        self._asked_of.add(subject)
        found = self._read("WHERE subject = ?", (self._id(subject),))
        said = {(predicate, value) for _, predicate, value in found}
        yield from sorted(said, key=lambda pair: (pair[0].value, term_order(pair[1])))

    def pointing(self, value: object) -> Iterator[tuple[object, NamedNode]]:
        """Subject and predicate of each statement with this object."""
        self._asked_of.add(value)
        found = self._read("WHERE value = ?", (self._id(value),))
        return iter(dict.fromkeys((subject, predicate) for subject, predicate, _ in found))

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[object, object]]:
        """Subject and object of each statement with the predicate, as they were added."""
        self._asked_all = True
        number = self._id(predicate)
        found = () if number is None else self._read("WHERE predicate = ?", (number,))
        return ((subject, value) for subject, _, value in found)

    def portions(self) -> Iterator[list[Statement]]:
        """All statements, portion by portion as they were added."""
        return (said for _, said in self.named_portions())

    def named_portions(self, names: Collection[str] | None = None) -> Iterator[tuple[str, list[Statement]]]:
        """The portions with these names, or all, each with its name, and at hand until the next is taken."""
        self._follow()
        for name, number, first, last in self._base.execute(
            "SELECT name, number, first, last FROM portion ORDER BY number"
        ).fetchall():
            if names is None or name in names:
                yield name, self._take(number, first, last)
        self._at_hand, self._own = Index(()), frozenset()

    def _follow(self) -> None:
        """In a fork, read by a connection of its own, for as long as the process that forked writes nothing."""
        if os.getpid() != self._process:
            self._process, self._first = os.getpid(), self._base
            self._base = sqlite3.connect(
                f"{self._file.absolute().as_uri()}?immutable=1", isolation_level=None, uri=True
            )

    def _take(self, number: int, first: int, last: int) -> list[Statement]:
        """Have a portion at hand; what is asked from then on is asked for it."""
        query = "SELECT s.text, p.text, v.text, s.portion, v.portion FROM statement " + _TERMS  # noqa: S608 -- fixed words
        rows = self._base.execute(
            f"{query} WHERE statement.rowid BETWEEN ? AND ? ORDER BY statement.rowid", (first, last)
        )
        terms: dict[str, NamedNode | BlankNode | Literal] = {}
        own: set[object] = set()
        said: list[Statement] = []
        for subject, predicate, value, *owners in rows:
            for text, owner in zip((subject, value), owners, strict=True):
                if text not in terms:
                    terms[text] = text_term(text)
                if owner == number:
                    own.add(terms[text])
            said.append((terms[subject], NamedNode(predicate[1:]), terms[value]))
        self._own = frozenset(own)
        self._at_hand = Index(Triple(*each) for each in said)  # type: ignore[arg-type]
        self._asked.clear()
        self._asked_back.clear()
        self._asked_of.clear()
        self._asked_all = False
        return said

    def statements(self) -> Iterator[Statement]:
        """All statements as they were added; one that several portions hold comes oftener."""
        self._asked_all = True
        return self._read("", ())

    def literals(self) -> Iterator[Literal]:
        """Each literal, once."""
        texts = self._base.execute("SELECT text FROM term WHERE substr(text, 1, 1) IN ('@', '^')")
        return (term for (text,) in texts if isinstance(term := text_term(text), Literal))

    def predicates(self) -> set[NamedNode]:
        """The properties in use."""
        query = "SELECT text FROM term WHERE id IN (SELECT DISTINCT predicate FROM statement)"
        return {NamedNode(text[1:]) for (text,) in self._base.execute(query)}

    def sound(self) -> bool:
        """Whether all literals are of their datatypes."""
        return self._base.execute("SELECT 1 FROM portion WHERE NOT sound LIMIT 1").fetchone() is None

    def owns(self, term: object) -> bool:
        """Whether all statements with a term of the portion at hand are in that portion."""
        return term in self._own

    def _last(self, table: str) -> int:
        return int(self._base.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0])  # noqa: S608

    def _objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        query = "SELECT DISTINCT text FROM statement JOIN term ON id = value WHERE subject = ? AND predicate = ?"
        return self._ordered(query, subject, predicate)

    def _ordered(self, query: str, term: object, predicate: NamedNode) -> tuple[object, ...]:
        found = (text_term(text) for (text,) in self._base.execute(query, (self._id(term), self._id(predicate))))
        return tuple(sorted(found, key=term_order))

    def _id(self, term: object) -> int | None:
        found = self._base.execute("SELECT id FROM term WHERE text = ?", (term_text(term),)).fetchone()
        return None if found is None else int(found[0])

    def _read(self, condition: str, values: tuple[int | None, ...]) -> Iterator[Statement]:
        rows = self._base.execute(f"{_READ} {condition} ORDER BY statement.rowid", values)
        return ((text_term(subject), NamedNode(predicate[1:]), text_term(value)) for subject, predicate, value in rows)


def term_text(term: object) -> str:
    """A term as one text: what it is, in the first character, and its words."""
    if isinstance(term, NamedNode):
        return f"<{term.value}"
    if isinstance(term, Literal):
        return f"@{term.language} {term.value}" if term.language else f"^{term.datatype.value} {term.value}"
    if isinstance(term, BlankNode):
        return f"_{term.value}"
    raise GraphError(f"cannot be kept: {term}", "terms that are triples (RDF 1.2) are not used here")


def text_term(text: str) -> NamedNode | BlankNode | Literal:
    """The term that `_text` wrote."""
    kind, rest = text[0], text[1:]
    if kind == "<":
        return NamedNode(rest)
    if kind == "_":
        return BlankNode(rest)
    label, _, value = rest.partition(" ")
    return Literal(value, language=label) if kind == "@" else Literal(value, datatype=NamedNode(label))


def _sound(texts: Iterable[str]) -> bool:
    """Whether the literals among some terms are of their datatypes."""
    typed = (text[1:].partition(" ") for text in texts if text[0] == "^")
    return all(is_well_formed(value, datatype) for datatype, _, value in typed)


def touched(statements: Iterable[Texts]) -> Keys:
    """Where the statements may have been looked up; with `SCHEMA` where they say what classes and properties are."""
    keys: set[int] = set()
    for subject, predicate, value in statements:
        keys |= {_key(), _key(subject), _key(value), _key(subject, predicate[1:]), _key(predicate[1:], value)}
        if _is_schema(predicate[1:], value[1:]):
            keys.add(SCHEMA)
    return frozenset(keys)


def _is_schema(predicate: str, value: str) -> bool:
    if predicate == RDF["type"].value:
        return value.startswith((OWL.iri, RDFS.iri))
    return predicate in _SCHEMA or (predicate.startswith(OWL.iri) and predicate != OWL["sameAs"].value)


def _key(*texts: str) -> int:
    """A hash that is the same in every process."""
    return int.from_bytes(blake2b("\0".join(texts).encode(errors="surrogatepass"), digest_size=8).digest(), "little")


SCHEMA = _key("schema")
