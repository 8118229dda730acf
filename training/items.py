"""Wikidata items: what the tables call them, what is written by hand, and one entry for each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from tables import Row, forms, table, unquoted

from kgbuild.language.names.gazetteer import fold

TABLES = {
    "states_territories": ("name", "full_name", "latin_aliases"),
    "places": ("names",),
    "places_wof_raw": ("name", "alt_en"),
    "organisations": ("names",),
    "persons": ("label", "enwiki", "alt_labels"),
}
PLACES = ("City", "Settlement", "Region", "Place")
TOWNS = {"City", "Settlement"}
KIND = re.compile(r" (State|Region|Oblast|Governorate|Province|Rayon|Zone|Peoples?)$")
ALIKE, NEARLY = 0.6, 0.85


def tabled(tables: Path) -> dict[str, set[str]]:
    """All names that the tables give each item."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for file, columns in TABLES.items():
        for row in table(tables / f"{file}.tsv"):
            for column in columns:
                names[row["qid"]] |= {key(name) for name in (row[column] or "").split("|") if name}
    return dict(names)


def key(name: str) -> str:
    """A name as it is compared: folded, in small letters, without a qualifier in brackets or marks."""
    return " ".join(re.findall(r"\w+", fold(unquoted(name)).casefold()))


def called(row: Row, names: set[str]) -> bool:
    """Whether one of an entry's names is spelt nearly as one of an item's, or is a part of it, or has it as a part."""
    return any(akin(key(form), name) for form in forms(row) for name in names)


def akin(one: str, other: str) -> bool:
    """Whether two names are nearly the same, or the words of one stand in the other."""
    within = f" {one} " in f" {other} " or f" {other} " in f" {one} "
    return within or SequenceMatcher(None, one, other).ratio() > NEARLY


def unverified(rows: Iterable[Row], names: dict[str, set[str]]) -> dict[str, str]:
    """The items that are only written by hand, with the name of the entry.

    Raises ValueError for one that the tables know by other names only.
    """
    found = {}
    for row in rows:
        item = row.get("unverified")
        if item and item == row["qid"] and not called(row, names.get(item, set())):
            if item in names:
                raise ValueError(f"{row['name']} is not {item}, which the tables call {sorted(names[item])}")
            found[item] = row["name"]
    return found


def distinct(rows: Iterable[Row]) -> list[Row]:
    """The rows, each item once: entries that are one thing become one, and of others the first keeps the item."""
    kept: list[Row] = []
    shared: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        (shared[row["qid"]] if row.get("qid") else kept).append(row)
    for same in shared.values():
        kept += same if len(same) == 1 else settled(sorted(same, key=rank))
    return kept


def rank(row: Row) -> tuple[bool, int, bool]:
    """The order of a row: what is no place first, then towns before regions, what is written by hand first."""
    kind = row["class"]
    return kind in PLACES, PLACES.index(kind) if kind in PLACES else 0, "unverified" not in row


def settled(same: Sequence[Row]) -> list[Row]:
    """The rows of one item, the first of which may keep it."""
    first, *others = same
    names, kept, doubtful = [form for form in (first["aliases"] or "").split("|") if form], [], False
    for row in others:
        if fold(row["name"]) == fold(first["name"]) and first["class"] in (*PLACES, "State"):
            kept.append(row)
        elif one_thing(first, row):
            names += [row["name"], *(row["aliases"] or "").split("|")]
        elif row["class"] != "Place" or "unverified" not in first:
            kept.append({**row, "qid": ""})
            doubtful |= row["class"] == first["class"] and "unverified" not in first
    own = {fold(first["name"])}
    aliases = "|".join(name for name in dict.fromkeys(names) if name and fold(name) not in own)
    return [{**first, "aliases": aliases, "qid": "" if doubtful else first["qid"]}, *kept]


def one_thing(first: Row, row: Row) -> bool:
    """Whether a row only tells another name: a town's, or one that is spelt nearly as that of a row of its kind."""
    if {first["class"], row["class"]} <= TOWNS and "unverified" in first:
        return True
    names = [KIND.sub("", fold(each["name"])).casefold() for each in (first, row)]
    if row["class"] == "Place":
        return " " in row["name"] and first["class"] in PLACES and akin(names[0], names[1])
    kin = first["class"] == row["class"] or {first["class"], row["class"]} <= TOWNS
    return kin and SequenceMatcher(None, names[0], names[1]).ratio() > ALIKE
