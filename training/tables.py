"""Tables of Wikidata items, read as rows, and rows made ready for the gazetteer."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from kgbuild.language.names.gazetteer import fold

Row = dict[str, str]
NAME = re.compile(r"[A-ZÀ-ʯḀ-ỿ][A-Za-zÀ-ʯḀ-ỿ.'’ʻ` -]*[A-Za-zÀ-ʯḀ-ỿ]")


def table(path: Path) -> list[Row]:
    """The rows of a TSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def unquoted(name: str) -> str:
    """The name with its percent escapes resolved and without a qualifier in brackets."""
    name = re.sub(r"%([0-9A-F]{2})", lambda match: chr(int(match[1], 16)), name)
    return re.sub(r"\s*\([^)]*\)$", "", name).strip()


def identified(rows: list[Row], known: dict[str, str]) -> Iterator[Row]:
    """The rows, each with the item written by hand, or else with the one that its name or, failing that, one of its
    aliases has in the tables."""
    for row in rows:
        item = next((known[form] for form in forms(row) if form in known), "")
        yield {**row, "qid": row.get("unverified") or item}


def forms(row: Row) -> list[str]:
    """All names of a row, folded."""
    return [fold(form) for form in (row["name"], *(row.get("aliases") or "").split("|")) if form]
