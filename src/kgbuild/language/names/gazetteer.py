"""Names that are known beforehand: tables of entries, and an automaton that finds them in a text.

A table is a TSV file with a header line, or one packed with gzip. `name` and `class` are required; `aliases`,
`adjectives`, `nationals`, `seats` hold several forms divided by `|`, `offices` several offices of a person; `within`,
`qid`, `lat`, `lon` one value. A class is a local name of the ontology, or an IRI. Beside the tables a folder `words/`
holds lists of words (`*.txt`, one a line, with a value after a tab where the list has one; `#` starts a comment).
"""

import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Self

import ahocorasick_rs

from kgbuild.errors import OntologyError
from kgbuild.language.names.offices import Held
from kgbuild.model.terms import KG, PERSON

COLUMNS = ("name", "class", "aliases", "adjectives", "nationals", "seats", "within", "qid", "lat", "lon", "offices")
_ODD = re.compile(r"[`\x80-\U0010ffff]")
_SHOUTED = re.compile(r"[A-Z]{3}")
_PREFIX = re.compile(r"^(al|el|as|ad|ar|an|at|az|ul|ud)-")
_PUNCTUATION = {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "–": "-", "‐": "-", "‑": "-", "\u00a0": " "}


class Form(Enum):
    """How a form stands for its entry: as a name, as an adjective, as a noun for the people, or by its seat."""

    NAME = "name"
    ADJECTIVE = "adjective"
    NATIONAL = "national"
    SEAT = "seat"


_FORMS = tuple(Form)
_KINDS = len(_FORMS)
_PERSON = {PERSON, PERSON.removeprefix(KG)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One known thing; `type` is the IRI of its class, `within` the name of the state it belongs to."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nationals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    within: str | None = None
    qid: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    offices: tuple[Held, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, where known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Match:
    """A known form in a text, `[start, end)` in code points, with every entry that it may stand for, best first."""

    start: int
    end: int
    readings: tuple["Reading", ...]


@cache
def _folding() -> dict[int, str]:
    """One code point for one: typographic marks become ASCII, letters lose their diacritics."""
    table = {ord(mark): plain for mark, plain in _PUNCTUATION.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = unicodedata.normalize("NFKD", chr(code))[0]
        if plain != chr(code) and plain.isalpha():
            table[code] = plain
    return table | {
        ord("ı"): "i",
        ord("ø"): "o",
        ord("Ø"): "O",
        ord("ł"): "l",
        ord("Ł"): "L",
        ord("đ"): "d",
        ord("Đ"): "D",
    }


def fold(text: str) -> str:
    """The text with plain apostrophes, hyphens, spaces and letters without diacritics; as long as before."""
    return text if text.isascii() and "`" not in text else _ODD.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    """What a mark or letter is folded to."""
    return _folding().get(ord(match[0]), match[0])


def _calmed(text: str) -> str | None:
    """The text with its words of four and more capitals in title case, as long as before; None where there is none."""
    pieces, done = list[str](), 0
    for found in _SHOUTED.finditer(text):
        if found.start() >= done:
            start, end = text.rfind(" ", 0, found.start()) + 1, text.find(" ", found.end())
            end = len(text) if end < 0 else end
            pieces += text[done:start], _calm(text[start:end])
            done = end
    calmed = "".join([*pieces, text[done:]])
    return calmed if calmed != text and len(calmed) == len(text) else None


def _calm(word: str) -> str:
    """A word of four and more capitals in title case; any other as it is."""
    return word.capitalize() if len(word) > 3 and word.isupper() else word


Reading = tuple[Entry, Form]


@dataclass(frozen=True)
class Gazetteer:
    """All entries of some folders, with their lists of words; finds known names in a text."""

    words: Mapping[str, Mapping[str, str]]
    _rows: "_Rows" = field(repr=False)
    _forms: list[list[int]] = field(repr=False)
    _automaton: ahocorasick_rs.AhoCorasick = field(repr=False)
    _index: Mapping[str, int] = field(repr=False)
    _known: dict[int, tuple["Reading", ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, folders: Iterable[Path]) -> Self:
        """Read the tables and word lists of the folders, later ones added to earlier ones.

        Raises OntologyError with file and line where a table is not well formed.
        """
        rows = _Rows()
        words: dict[str, dict[str, str]] = {}
        for path in _paths(folders):
            if path.suffix == ".txt":
                words.setdefault(path.stem, {}).update(_read_list(path))
            else:
                rows.read(path)
        return cls._of(rows, words)

    @staticmethod
    def shared(folders: Iterable[Path]) -> "Gazetteer":
        """The same, once for all who ask for the same files one after the other, such as the projects of a process."""
        return _shared(_Files(tuple(folders)))

    @classmethod
    def _of(cls, rows: "_Rows", words: Mapping[str, Mapping[str, str]]) -> Self:
        """A gazetteer over the rows: every form is one pattern of the automaton."""
        index: dict[str, int] = {}
        forms: list[list[int]] = []
        for reference, form in zip(rows.references, rows.forms, strict=True):
            at = index.get(form)
            if at is None:
                index[form] = len(forms)
                forms.append([reference])
            else:
                forms[at].append(reference)
        automaton = ahocorasick_rs.AhoCorasick(list(index), matchkind=ahocorasick_rs.MatchKind.Standard)
        return cls(words, rows, forms, automaton, index)

    def _readings(self, number: int) -> tuple[Reading, ...]:
        """What a form may stand for, names before adjectives, nationals and seats."""
        if number in self._known:
            return self._known[number]
        found = sorted((reference % _KINDS, reference // _KINDS) for reference in self._forms[number])
        readings: dict[int, Reading] = {}
        for kind, row in found:
            readings.setdefault(row, (self._rows.entry(row), _FORMS[kind]))
        self._known[number] = tuple(readings.values())
        return self._known[number]

    def lookup(self, form: str) -> tuple[Reading, ...]:
        """What exactly this form may stand for; empty where it is not known."""
        index = self._index.get(fold(form))
        return () if index is None else self._readings(index)

    def surnamed(self, word: str) -> tuple[Entry, ...]:
        """The persons, in the order of the tables, one of whose names ends in this word, or begins with it."""
        return tuple(self._rows.entry(row) for row in self._rows.by_surname().get(fold(word).casefold(), ()))

    def names(self) -> Iterator[tuple[str, int]]:
        """Every name, folded, with the number of its entry; no adjectives, nationals and seats."""
        pairs = zip(self._rows.forms, self._rows.references, strict=True)
        return ((form, reference // _KINDS) for form, reference in pairs if reference % _KINDS == 0)

    def entry(self, number: int) -> Entry:
        """The entry of a number."""
        return self._rows.entry(number)

    def identified(self) -> Iterator[tuple[int, str, str]]:
        """The number, the item and the class, as the table writes it, of each entry that has an item."""
        return self._rows.identified()

    def listed(self, name: str) -> Mapping[str, str]:
        """The words of a list with their values ("" where a line has none); empty where no folder has the list."""
        return self.words.get(name, {})

    def find(self, text: str) -> list[Match]:
        """The longest known forms at word boundaries, from left to right, not overlapping.

        Case counts, except that words written in capitals throughout are also tried in title case.
        """
        folded = fold(text).replace("\n", " ")
        spans = set(self._spans(folded))
        calmed = _calmed(folded)
        if calmed is not None:
            spans.update(self._spans(calmed))
        found: list[Match] = []
        for start, end, index in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
            if not found or start >= found[-1].end:
                found.append(Match(start, end, self._readings(index)))
        return found

    def _spans(self, text: str) -> Iterable[tuple[int, int, int]]:
        """Every occurrence of a form that begins and ends at a word boundary, with the number of the form."""
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum()):
                yield start, end, index


class _Rows:
    """The lines of the tables; an entry is made when it is asked for."""

    def __init__(self) -> None:
        self._tables: list[tuple[Path, tuple[int | None, ...]]] = []
        self._lines: list[tuple[str, int, int]] = []
        self._entries: dict[int, Entry] = {}
        self._surnames: dict[str, dict[int, None]] = {}
        self.forms: list[str] = []
        self.references: list[int] = []

    def read(self, path: Path) -> None:
        """Add the lines of a table; raises OntologyError for a header or a line that cannot be used."""
        lines = _lines(path)
        if not lines:
            return
        header = lines[0].split("\t")
        unknown = sorted(set(header) - set(COLUMNS))
        if unknown or header[:2] != ["name", "class"]:
            fault = f"unknown column {unknown[0]!r}" if unknown else "the first columns are not 'name' and 'class'"
            raise OntologyError(f"{path}, line 1: {fault}", f"the columns are {', '.join(COLUMNS)}, divided by tabs")
        columns = tuple(header.index(name) if name in header else None for name in COLUMNS)
        kinds = [(kind, at) for kind, at in enumerate(columns[2:6]) if at is not None]
        self._tables.append((path, columns))
        for number, (line, folded) in enumerate(zip(lines[1:], fold("\n".join(lines[1:])).split("\n"), strict=True), 2):
            if not line or line.startswith("#") or line.isspace():
                continue
            cells = folded.split("\t")
            if len(cells) < 2 or not cells[0] or not cells[1]:
                raise OntologyError(
                    f"{path}, line {number}: an entry needs a name and a class",
                    "fill the first columns, or remove the line",
                )
            self._lines.append((line, len(self._tables) - 1, number))
            self._add_forms(cells, kinds)

    def _add_forms(self, cells: list[str], kinds: list[tuple[int, int]]) -> None:
        """Keep every folded form with its reference: row times number of kinds plus kind."""
        reference = (len(self._lines) - 1) * _KINDS
        self.forms.append(cells[0])
        self.references.append(reference)
        for kind, at in kinds:
            if at < len(cells) and cells[at]:
                found = [form for form in cells[at].split("|") if form]
                self.forms += found
                self.references += [reference + kind] * len(found)

    def by_surname(self) -> Mapping[str, Iterable[int]]:
        """The rows of persons by the first and the last words of their names, without a prefixed article."""
        if not self._surnames:
            for row, (line, table, _) in enumerate(self._lines):
                cells, at = line.split("\t"), self._tables[table][1][2]
                if cells[1] in _PERSON:
                    aliases = cells[at].split("|") if at is not None and at < len(cells) else []
                    for name in (cells[0], *aliases):
                        words = fold(name).casefold().split() or [""]
                        for word in {words[0], words[-1], _PREFIX.sub("", words[-1])}:
                            self._surnames.setdefault(word, {})[row] = None
        return self._surnames

    def identified(self) -> Iterator[tuple[int, str, str]]:
        """The rows that have an item, with the item and the class."""
        for row, (line, table, _) in enumerate(self._lines):
            cells, at = line.split("\t"), self._tables[table][1][COLUMNS.index("qid")]
            if at is not None and at < len(cells) and cells[at].strip():
                yield row, cells[at].strip(), cells[1].strip()

    def entry(self, row: int) -> Entry:
        """The entry of a line."""
        if row not in self._entries:
            line, table, number = self._lines[row]
            path, columns = self._tables[table]
            self._entries[row] = _entry(line, columns, f"{path}, line {number}")
        return self._entries[row]


def _entry(line: str, columns: tuple[int | None, ...], where: str) -> Entry:
    """The entry of one line."""
    cells = line.split("\t")
    values = [cells[at].strip() if at is not None and at < len(cells) else "" for at in columns]
    name, kind, within, qid, latitude, longitude, offices = (*values[:2], *values[6:])
    aliases, adjectives, nationals, seats = (
        tuple(filter(None, map(str.strip, cell.split("|")))) for cell in values[2:6]
    )
    try:
        north, east = (float(latitude), float(longitude)) if latitude and longitude else (None, None)
    except ValueError as error:
        raise OntologyError(f"{where}: lat and lon are degrees, not {latitude!r}, {longitude!r}") from error
    try:
        held = tuple(Held.parse(office, within or None) for office in filter(None, offices.split("|")))
    except ValueError as error:
        raise OntologyError(f"{where}: {error}", "write it like 2004-03-09..2012-05 Minister of Justice") from error
    type_ = kind if ":" in kind else KG + kind
    return Entry(name, type_, aliases, adjectives, nationals, seats, within or None, qid or None, north, east, held)


def _paths(folders: Iterable[Path]) -> Iterator[Path]:
    """The tables and lists of words of the folders, in the order in which they are read."""
    for folder in folders:
        yield from sorted([*folder.glob("*.tsv"), *folder.glob("*.tsv.gz")])
        yield from sorted(folder.glob("words/*.txt"))


class _Files:
    """The files of some folders; those with the same paths and contents are the same."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self._contents = tuple((path, sha256(_content(path)).digest()) for path in _paths(folders))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Files) and other._contents == self._contents

    def __hash__(self) -> int:
        return hash(self._contents)


@lru_cache(maxsize=1)
def _shared(files: _Files) -> Gazetteer:
    return Gazetteer.load(files.folders)


def _read_list(path: Path) -> dict[str, str]:
    """The words of a list with the value after the tab, comments and empty lines left out."""
    listed = {}
    for line in _lines(path):
        word, _, value = line.partition("#")[0].partition("\t")
        if word.strip():
            listed[word.strip()] = value.strip()
    return listed


def _lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, unpacked where it is packed."""
    content = _content(path)
    try:
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        return content.decode("utf-8-sig").splitlines()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot read {path}: {error}", "gazetteers are UTF-8 text files") from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OntologyError(f"cannot read {path}: {error}", "gazetteers are UTF-8 text files") from error
