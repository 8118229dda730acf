"""Saved queries: `.rq` files whose header comments are their title, description and parameters.

    # title: Who met whom
    # description: One row for each two actors of a meeting.
    # param: since (xsd:date) = 0001-01-01 only meetings on or after this day

A comment that starts with two or more spaces goes on the line before. A header ends at the first line that is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kgbuild.errors import QueryError
from kgbuild.query.parameters import Parameter, declared
from kgbuild.query.refusals import Admitted, admit
from kgbuild.query.tokens import Token, place

SUFFIX = ".rq"
_KEYS = ("title", "description", "param")
_ENTRY = re.compile(r"# ?([a-z][a-z-]*):(?: +(.*))?")
_LINE_END = re.compile(r"\r\n?|\n")
_CONTINUED = re.compile(r"#[ \t]{2,}(\S.*)")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query that may be asked, with what its header tells; `path` is None for a query given as text."""

    name: str
    admitted: Admitted = field(repr=False)
    title: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    path: Path | None = None

    @property
    def text(self) -> str:
        """The whole text, header included, with the parameters as variables."""
        return self.admitted.text


def read_text(text: str, name: str = "", path: Path | None = None) -> SavedQuery:
    """The query that a text holds; the header may be missing. QueryError for what may not be asked or does not fit."""
    admitted = admit(text)
    entries = list(_entries(text))
    for key, _ in entries:
        if key not in _KEYS:
            raise QueryError(f"the header has an unknown key: {key!r}", f"use {', '.join(_KEYS)}")
    parameters = tuple(declared(value) for key, value in entries if key == "param")
    _check_names(parameters, admitted)
    _check_places({each.name for each in parameters}, admitted)
    return SavedQuery(name, admitted, _one("title", entries), _one("description", entries), parameters, path)


def read_file(path: Path) -> SavedQuery:
    """The query in a file, named by its stem; QueryError where the file is none or not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise QueryError(f"{path} cannot be read: {fault.strerror}", "check the path") from None
    except ValueError:
        raise QueryError(f"{path} is not UTF-8 text", "save the query as UTF-8") from None
    try:
        return read_text(text, path.stem, path)
    except QueryError as fault:
        raise QueryError(f"{path}: {fault.message}", fault.hint) from None


def saved_paths(folders: Iterable[Path]) -> dict[str, Path]:
    """The files of saved queries by name, in order of names; a later folder replaces what an earlier one has."""
    found = {path.stem: path for folder in folders for path in sorted(folder.glob(f"*{SUFFIX}"))}
    return dict(sorted(found.items()))


def find(reference: str, folders: Iterable[Path]) -> SavedQuery:
    """The saved query of this name, or the one in the file of this path; QueryError names the nearest for neither."""
    paths = saved_paths(folders)
    if reference not in paths and Path(reference).suffix != SUFFIX:
        from difflib import get_close_matches

        near = get_close_matches(reference, paths, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        hint += f"kgbuild query --list tells all; a file ends in {SUFFIX}"
        raise QueryError(f"there is no saved query {reference!r}", hint)
    return read_file(paths.get(reference, Path(reference)))


def _entries(text: str) -> Iterable[tuple[str, str]]:
    """The keys and values of the header, in order."""
    key, value = "", ""
    for line in map(str.rstrip, _LINE_END.split(text)):
        entry, continued = _ENTRY.fullmatch(line), _CONTINUED.fullmatch(line)
        if entry:
            if key:
                yield key, value
            key, value = entry[1], entry[2] or ""
        elif continued and key:
            value = f"{value} {continued[1]}".strip()
        elif line and not line.startswith("#"):
            break
    if key:
        yield key, value


def _one(key: str, entries: list[tuple[str, str]]) -> str:
    values = [value for found, value in entries if found == key]
    if len(values) > 1:
        raise QueryError(f"the header has more than one {key}", f"keep one line `# {key}: …`")
    return values[0] if values else ""


def _check_names(parameters: tuple[Parameter, ...], admitted: Admitted) -> None:
    used = {token.variable for token in admitted.tokens}
    seen: set[str] = set()
    for name in (each.name for each in parameters):
        if name in seen:
            raise QueryError(f"the parameter {name} is declared twice", "keep one declaration")
        if name not in used:
            raise QueryError(f"the parameter {name} is not used", f"write ?{name} in the query, or drop it")
        seen.add(name)


def _check_places(names: set[str], admitted: Admitted) -> None:
    """Refuse a parameter where SPARQL takes a variable but no term, so that binding always leaves a query."""
    for token in admitted.tokens:
        hidden = next((name for name in names if re.search(rf"[?$]{name}\b", token.text)), None)
        if token.kind == "iri" and hidden:
            raise QueryError(
                f"the parameter {hidden} stands inside an IRI {place(admitted.text, token.start)}",
                "write a space after `<` where it means less than",
            )
    for token in _unbindable(admitted.tokens):
        if token.variable in names:
            raise QueryError(
                f"the parameter {token.variable} stands where only a variable may {place(admitted.text, token.start)}",
                f"a parameter is replaced by its value: write (?{token.variable} AS ?other) to select it, "
                "and another variable after AS, in VALUES, GROUP BY, ORDER BY and BOUND",
            )


_LISTING = frozenset({"SELECT", "GROUP", "ORDER"})
_LISTED_UNTIL = frozenset({"WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES"})
_BEFORE_VARIABLES = (["AS"], ["LIMIT"], ["OFFSET"])


def _unbindable(tokens: tuple[Token, ...]) -> Iterable[Token]:
    """The variables that stand bare in SELECT, GROUP BY, ORDER BY or VALUES, after AS, LIMIT, OFFSET, or in BOUND()."""
    listing, block, depth, outside = False, False, 0, 0
    for position, token in enumerate(tokens):
        before = [each.keyword or each.text for each in tokens[max(position - 2, 0) : position]]
        if token.keyword in _LISTING:
            listing, outside = True, depth
        elif token.keyword in _LISTED_UNTIL or token.text in {"{", "}"}:
            listing, block = False, token.keyword == "VALUES"
        elif token.text in {"(", ")"}:
            depth += 1 if token.text == "(" else -1
        elif token.kind == "variable":
            bare = listing and depth == outside
            if bare or block or before[-1:] in _BEFORE_VARIABLES or before == ["BOUND", "("]:
                yield token
