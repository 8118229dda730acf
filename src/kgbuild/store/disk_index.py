"""Statements on disk, looked up as those in memory are; only one portion of them is in memory at a time."""

import json
import os
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kgbuild.errors import GraphError
from kgbuild.store.lookups import Lookups, Statement, term_order
from kgbuild.store.namespaces import OWL, RDF, RDFS
from kgbuild.store.portion import Portion
from kgbuild.store.texts import Texts, is_sound, statement_texts, term_text, text_term

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
_NUMBERS = "SELECT text, id, portion FROM term WHERE text IN (SELECT value FROM json_each(?))"
_PUT = (
    "INSERT INTO portion (number, name, first, last, sound) VALUES (?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE "
    "SET first = excluded.first, last = excluded.last, sound = excluded.sound, asked = x'', note = x''"
)
_TERMS = "JOIN term s ON s.id = subject JOIN term p ON p.id = predicate JOIN term v ON v.id = value "
_ROWS = "SELECT subject, predicate, value FROM statement WHERE rowid BETWEEN ?1 AND ?2 "
_USED = (
    "SELECT id, text, portion FROM term WHERE id IN (SELECT subject FROM statement WHERE rowid BETWEEN ?1 AND ?2 "
    "UNION SELECT value FROM statement WHERE rowid BETWEEN ?1 AND ?2)"
)
_ID = "(SELECT id FROM term WHERE text = ?)"
_SAID = f"SELECT DISTINCT predicate, text FROM statement JOIN term ON id = value WHERE subject = {_ID}"  # noqa: S608
_HOLDERS = f"SELECT DISTINCT text FROM statement JOIN term ON id = subject WHERE value = {_ID} AND predicate = ?"  # noqa: S608
_READ = "SELECT s.text, p.text, v.text FROM statement " + _TERMS  # noqa: S608 -- fixed words
_KNOWN = 5000
_SHARED = -1
_SCHEMA = {
    *(RDFS[name].value for name in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(RDF[name].value for name in ("first", "rest")),
}

Keys = frozenset[int]
"""Hashes of places where statements are looked up: of terms, and of terms with a property."""


class DiskIndex(Lookups):
    """A set of triples in a file; what is said with terms of the portion at hand alone is looked up in memory.

    The file may be there already, with what it held. Portions have names; one can be put anew. Each can have a note,
    and where it was looked up what it does not hold itself is kept with that. Literals stay in the very form they are
    written in. GraphError where the file cannot be written or read. What is written is not safe before `close`.
    """

    def __init__(self, file: Path, portions: Iterable[Iterable[Quad | Triple]] = ()) -> None:
        self._at_hand = Portion()
        self._ways: dict[int, NamedNode] = {}
        self._numbers: dict[NamedNode, int] = {}
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
                self._put(str(number), statement_texts(portion))
            if self._last("statement"):
                self.sort()
        except sqlite3.Error as fault:
            raise self._unwritten(fault) from fault
        self._found = lru_cache(_KNOWN)(self._said)

    def sort(self) -> None:
        """Make ready for looking up what was put."""
        self._base.executescript(_SORTED)  # commits first
        self._base.execute("BEGIN")

    def put(self, name: str, said: Collection[Texts]) -> Keys:
        """Let a portion hold these statements, all different, and no others; where what has changed by that may have
        been looked up.

        In a new file that is nowhere.
        """
        self._found.cache_clear()
        try:
            return self._put(name, said)
        except sqlite3.Error as fault:
            raise self._unwritten(fault) from fault

    def _put(self, name: str, said: Collection[Texts]) -> Keys:
        row = self._base.execute("SELECT number, first, last FROM portion WHERE name = ?", (name,)).fetchone()
        old: set[Texts] = set()
        if row:
            number, first, last = row
            old = set(self._base.execute(f"{_READ} WHERE statement.rowid BETWEEN ? AND ?", (first, last)))
            self._base.execute("DELETE FROM statement WHERE rowid BETWEEN ? AND ?", (first, last))
        else:
            number = self._last("portion") + 1
        texts = dict.fromkeys(chain.from_iterable(said))
        ids, end = self._numbered(texts, number), self._last("statement")
        rows = [(ids[subject], ids[predicate], ids[value]) for subject, predicate, value in said]
        self._base.executemany("INSERT INTO statement VALUES (?, ?, ?)", rows)
        self._base.execute(_PUT, (number, name, end + 1, end + len(said), is_sound(texts)))
        return frozenset() if self._new else touched(old.symmetric_difference(said))

    def _numbered(self, texts: Collection[str], portion: int) -> dict[str, int]:
        """The numbers of the terms of a portion; those that another has too are no portion's own from now on."""
        known = self._base.execute(_NUMBERS, (json.dumps(list(texts)),)).fetchall()
        shared = [(number,) for _, number, owner in known if owner not in (portion, _SHARED)]
        self._base.executemany(f"UPDATE term SET portion = {_SHARED} WHERE id = ?", shared)  # noqa: S608 -- a number
        ids = {text: number for text, number, _ in known}
        unknown = (text for text in texts if text not in ids)
        new = {text: number for number, text in enumerate(unknown, self._last("term") + 1)}
        self._base.executemany(
            "INSERT INTO term VALUES (?, ?, ?)", ((number, text, portion) for text, number in new.items())
        )
        return ids | new

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
        asked = array("Q", {_key(term_text(subject), term_text(predicate)) for subject, predicate in self._asked})
        asked.extend({_key(term_text(predicate), term_text(value)) for predicate, value in self._asked_back})
        asked.extend(_key(term_text(term)) for term in self._at_hand.own | self._asked_of)
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
        return int(self._base.execute("SELECT coalesce(sum(last - first + 1), 0) FROM portion").fetchone()[0])

    def __contains__(self, subject: object) -> bool:
        if subject in self._at_hand.own:
            return subject in self._at_hand.forth
        self._asked_of.add(subject)
        found = self._base.execute("SELECT 1 FROM statement WHERE subject = ?", (self._id(subject),))
        return found.fetchone() is not None

    def objects(self, subject: object, predicate: NamedNode) -> tuple[object, ...]:
        """All objects of a subject and predicate, in the order of terms."""
        if (said := self._at_hand.forth.get(subject)) is not None:
            return said.get(predicate, ())
        if subject in self._at_hand.own:
            return ()
        self._asked.add((subject, predicate))
        return self._found(subject).get(predicate, ())

    def holders(self, predicate: NamedNode, value: object) -> tuple[object, ...]:
        """The subjects that have `value` for the predicate, in the order of terms."""
        if (said := self._at_hand.back.get(value)) is not None:
            return said.get(predicate, ())
        if value in self._at_hand.own:
            return ()
        self._asked_back.add((predicate, value))
        way = self._numbers.get(predicate) or self._numbered_way(predicate)
        found = [text_term(text) for (text,) in self._base.execute(_HOLDERS, (term_text(value), way))]
        return tuple(sorted(found, key=term_order)) if len(found) > 1 else tuple(found)

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
        self._at_hand = Portion()

    def _follow(self) -> None:
        """In a fork, read by a connection of its own, for as long as the process that forked writes nothing."""
        if os.getpid() != self._process:
            self._process, self._first = os.getpid(), self._base
            self._base = sqlite3.connect(
                f"{self._file.absolute().as_uri()}?immutable=1", isolation_level=None, uri=True
            )

    def _take(self, number: int, first: int, last: int) -> list[Statement]:
        """Have a portion at hand; what is asked from then on is asked for it."""
        terms, own = dict[int, object](), set[int]()
        for each, text, owner in self._base.execute(_USED, (first, last)):
            terms[each] = text_term(text)
            if owner == number:
                own.add(each)
        rows = self._base.execute(f"{_ROWS} ORDER BY rowid", (first, last)).fetchall()
        for way in {way for _, way, _ in rows} - self._ways.keys():
            self._way(way)
        self._at_hand = Portion(rows, terms, self._ways, frozenset(own))
        self._asked.clear()
        self._asked_back.clear()
        self._asked_of.clear()
        self._asked_all = False
        return self._at_hand.statements

    def statements(self) -> Iterator[Statement]:
        """All statements as they were added; one that several portions hold comes oftener."""
        self._asked_all = True
        return self._read("", ())

    def literals(self) -> Iterator[Literal]:
        """Each literal, once."""
        texts = self._base.execute("SELECT text FROM term WHERE substr(text, 1, 1) = ?", ('"',))
        return (term for (text,) in texts if isinstance(term := text_term(text), Literal))

    def predicates(self) -> set[NamedNode]:
        """The properties in use."""
        query = "SELECT text FROM term WHERE id IN (SELECT DISTINCT predicate FROM statement)"
        return {NamedNode(text[1:-1]) for (text,) in self._base.execute(query)}

    def sound(self) -> bool:
        """Whether all literals are of their datatypes."""
        return self._base.execute("SELECT 1 FROM portion WHERE NOT sound LIMIT 1").fetchone() is None

    def owns(self, term: object) -> bool:
        """Whether all statements with a term of the portion at hand are in that portion."""
        return term in self._at_hand.own

    def _last(self, table: str) -> int:
        return int(self._base.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0])  # noqa: S608

    def _said(self, subject: object) -> dict[NamedNode, tuple[object, ...]]:
        """What is said of a subject, wherever that is: the objects of each property, in the order of terms."""
        said: dict[NamedNode, list[object]] = {}
        for way, text in self._base.execute(_SAID, (term_text(subject),)):
            said.setdefault(self._ways.get(way) or self._way(way), []).append(text_term(text))
        return {way: tuple(sorted(found, key=term_order)) for way, found in said.items()}

    def _way(self, number: int) -> NamedNode:
        """The property of a number."""
        (text,) = self._base.execute("SELECT text FROM term WHERE id = ?", (number,)).fetchone()
        way = self._ways[number] = NamedNode(text[1:-1])
        self._numbers[way] = number
        return way

    def _numbered_way(self, predicate: NamedNode) -> int | None:
        """The number of a property."""
        number = self._id(predicate)
        if number is not None:
            self._numbers[predicate] = number
        return number

    def _id(self, term: object) -> int | None:
        found = self._base.execute("SELECT id FROM term WHERE text = ?", (term_text(term),)).fetchone()
        return None if found is None else int(found[0])

    def _read(self, condition: str, values: tuple[int | None, ...]) -> Iterator[Statement]:
        rows = self._base.execute(f"{_READ} {condition} ORDER BY statement.rowid", values)
        return (
            (text_term(subject), NamedNode(predicate[1:-1]), text_term(value)) for subject, predicate, value in rows
        )


def touched(statements: Iterable[Texts]) -> Keys:
    """Where the statements may have been looked up; with `SCHEMA` where they say what classes and properties are."""
    keys: set[int] = set()
    for subject, predicate, value in statements:
        keys |= {_key(), _key(subject), _key(value), _key(subject, predicate), _key(predicate, value)}
        if _is_schema(predicate[1:-1], value[1:]):
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
