"""Items of a CSV or TSV table: one or more rows an item, its columns told by a header line."""

import csv
from collections.abc import Collection

from kgbuild.errors import LinkError
from kgbuild.link.index.draft import Draft, Found, other_names
from kgbuild.link.index.taxonomy import item_number
from kgbuild.model.terms import KG, WIKIDATA

COLUMNS = ("label", "alias", "aliases", "qid", "class", "description", "states", "lat", "lon", "popularity")
_LONGEST = 1 << 20


def header(line: bytes, name: str) -> tuple[str, ...]:
    """The columns that the first line of a table names, in small letters; raises LinkError where one is not known."""
    hint = f"the columns are {', '.join(COLUMNS)}; label and qid are needed"
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise LinkError(f"{name} is neither a dump of Wikidata nor a table of names in UTF-8", hint) from None
    columns = tuple(cell.strip().lower() for cell in next(csv.reader([text], delimiter=_mark(text)), []))
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown and ("\0" in text or "label" not in columns):
        raise LinkError(f"{name} is neither a dump of Wikidata nor a table of names", hint)
    if unknown:
        raise LinkError(f"{name}, line 1: unknown column {unknown[0]!r}", hint)
    missing = [column for column in ("label", "qid") if column not in columns]
    if missing or len(set(columns)) < len(columns):
        fault = f"there is no column {missing[0]!r}" if missing else "a column is named twice"
        raise LinkError(f"{name}, line 1: {fault}", hint)
    return columns


def _mark(line: str) -> str:
    return "\t" if "\t" in line else ","


class TableReader:
    """Reads the rows of a table; a class is a local name of the ontology, its IRI, or a class of Wikidata (`Q515`)."""

    def __init__(self, first: bytes, name: str, classes: Collection[str]) -> None:
        self.held = (0, 0)
        self._columns = header(first, name)
        self._tabs = _mark(first.decode("utf-8-sig")) == "\t"
        self._classes = classes
        self._pending = b""

    def read(self, line: bytes) -> Found | None:
        """The item of a row, None while a quoted cell goes on; raises ValueError for a row that cannot be used."""
        whole = self._pending + line
        if not self._tabs and whole.count(b'"') % 2 and len(whole) < _LONGEST:
            self._pending = whole + b"\n"
            self.held = (self.held[0] + len(line) + 1, self.held[1] + 1)
            return None
        self._pending, self.held = b"", (0, 0)
        return self._row(whole.decode("utf-8").removesuffix("\r")) if whole.strip() else None

    def close(self) -> Found | None:
        """Nothing; raises ValueError where a quoted cell has no end."""
        if self._pending:
            self._pending, self.held = b"", (0, 0)
            raise ValueError("a quoted cell has no end")
        return None

    def _row(self, text: str) -> Found:
        try:
            cells = text.split("\t") if self._tabs else next(csv.reader(text.splitlines(keepends=True), strict=True))
        except csv.Error as fault:
            raise ValueError(str(fault)) from None
        if len(cells) > len(self._columns):
            raise ValueError(f"{len(cells)} cells in {len(self._columns)} columns")
        row = {column: cell.strip() for column, cell in zip(self._columns, cells, strict=False)}
        number = item_number(row.get("qid", "").removeprefix(WIKIDATA))
        if number is None:
            raise ValueError(f"{row.get('qid', '')!r} is no identifier of an item")
        classes, types = self._kinds(_several(row.get("class", "")))
        label = row.get("label", "")
        aliases = other_names(label, *_several(row.get("alias", "")), *_several(row.get("aliases", "")))
        if not label and not aliases:
            raise ValueError("there is no name")
        states = [_state(each) for each in _several(row.get("states", ""))]
        popularity = int(row.get("popularity") or 0)
        if not 0 <= popularity < 1 << 31:
            raise ValueError(f"{popularity} is no number of pages")
        draft = Draft(number, label or aliases[0], aliases if label else aliases[1:], row.get("description", ""))
        draft.classes, draft.types, draft.states = classes, types, states
        draft.point, draft.popularity = _point(row.get("lat", ""), row.get("lon", "")), popularity
        return Found(draft, listed=True)

    def _kinds(self, names: list[str]) -> tuple[list[int], list[str]]:
        """The classes of Wikidata and those of the ontology that a cell names."""
        numbers, types = list[int](), list[str]()
        for name in names:
            iri = name if ":" in name else KG + name
            number = item_number(name.removeprefix(WIKIDATA))
            if number is None and iri not in self._classes:
                raise ValueError(f"{name!r} is no class of the ontology")
            if number is None:
                types.append(iri)
            else:
                numbers.append(number)
        return numbers, types


def _several(cell: str) -> list[str]:
    return [each for part in cell.split("|") if (each := part.strip())]


def _state(text: str) -> int:
    number = item_number(text.removeprefix(WIKIDATA))
    if number is None:
        raise ValueError(f"the state {text!r} is no identifier of an item")
    return number


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Degrees; None where both are empty."""
    if not latitude and not longitude:
        return None
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"{latitude}, {longitude} is no place on Earth")
    return north, east
