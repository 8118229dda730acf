"""`merges.tsv`: what is one and what is two over all articles, as people read and edit it, divided by tabs.

Rows by `rule` are the build's own and are made anew each time; each other row is a person's, is obeyed and stays as it
is. A row by `rule` that says `different` was changed by a person, and is one's.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kgbuild.errors import MergeError
from kgbuild.model.identity import Decision, Verdict
from kgbuild.store import write_atomically

FILE = "merges.tsv"
COLUMNS = ("verdict", "one", "other", "class", "when", "score", "reason", "by", "what")
_NEEDED = ("verdict", "one", "other")
_NAME = re.compile(r".+#\d+-\d+")
_NUMBER = re.compile(r"(?:-?\d+(?:\.\d*)?)?", re.ASCII)
_HINT = "a row holds same or different and two tellings, ARTICLE#START-END, divided by tabs: kgbuild show EVENT --why"


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The rows of a file, none where it does not exist; raises MergeError, which names the line, for a wrong one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as fault:
        words = fault.strerror if isinstance(fault, OSError) else "it is not UTF-8"
        raise MergeError(f"cannot read {path}: {words}", "it is a table of UTF-8 text, divided by tabs") from fault
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return tuple(_rows(path, lines)) if lines else ()


def write_decisions(path: Path, decisions: Iterable[Decision]) -> bool:
    """Put rows into a file, sorted, whole or not at all; whether that changed it. No rows and no file stay no file."""
    ordered = sorted(dict.fromkeys(decisions), key=lambda each: (each.one, each.other, each.verdict, each.by))
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    table.writeheader()
    table.writerows({name: _plain(cell) for name, cell in _cells(each).items()} for each in ordered)
    content = out.getvalue().encode()
    known = path.read_bytes() if path.is_file() else None
    if content == known or (known is None and not ordered):
        return False
    write_atomically(path, content)
    return True


def _rows(path: Path, lines: list[tuple[int, str]]) -> Iterator[Decision]:
    columns = _divided(lines[0][1])
    for name in (*_NEEDED, *columns):
        if name not in columns or name not in COLUMNS:
            fault = f"there is no column {name}" if name not in columns else f"what is the column {name}?"
            raise MergeError(
                f"{path}, line {lines[0][0]}: {fault}", f"its columns, divided by tabs, are {', '.join(COLUMNS)}"
            )
    for number, line in lines[1:]:
        cells = _divided(line)
        try:
            if len(cells) > len(columns):
                raise ValueError(f"{len(cells)} cells under {len(columns)} columns")
            yield _decision(dict(zip(columns, cells, strict=False)))
        except ValueError as fault:
            raise MergeError(f"{path}, line {number}: {fault}", _HINT) from fault


def _divided(line: str) -> list[str]:
    """The cells of a line; a spreadsheet may have put some in quotes."""
    cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_bare(cell.strip()) for cell in cells]


def _plain(cell: str) -> str:
    """A cell in one line; one in quotes is put in quotes, so that it is read with its own."""
    line = " ".join(cell.split())
    return line if _bare(line) == line else '"' + line.replace('"', '""') + '"'


def _bare(cell: str) -> str:
    quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return cell[1:-1].replace('""', '"') if quoted else cell


def _decision(cells: Mapping[str, str]) -> Decision:
    """The decision of one row; ValueError says what is wrong with it."""
    for name in _NEEDED:
        if not cells.get(name):
            raise ValueError(f"{name} is empty")
    verdict, *names = (cells[name] for name in _NEEDED)
    one, other = sorted(names)
    if verdict.casefold() not in {"same", "different"}:
        raise ValueError(f"verdict is same or different, not {verdict}")
    for name in (one, other):
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name} is no ARTICLE#START-END")
    if one == other:
        raise ValueError(f"{one} is given twice")
    score = cells.get("score", "").replace(",", ".")
    if not _NUMBER.fullmatch(score):
        raise ValueError(f"score is a number, not {cells['score']}")
    return Decision(
        Verdict(verdict.casefold()),
        one,
        other,
        kind=cells.get("class", ""),
        when=cells.get("when", ""),
        score=float(score) if score else None,
        reason=cells.get("reason", ""),
        by=cells.get("by", ""),
        what=cells.get("what", ""),
    )


def _cells(row: Decision) -> dict[str, str]:
    score = "" if row.score is None else f"{row.score:.2f}"
    values = (row.verdict.value, row.one, row.other, row.kind, row.when, score, row.reason, row.by, row.what)
    return dict(zip(COLUMNS, values, strict=True))
