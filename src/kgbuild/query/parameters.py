"""The typed parameters of a saved query, declared in its header and given as texts."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.errors import GraphError, QueryError
from kgbuild.store import PREFIXES, XSD, Literal, NamedNode, iri, literal

IRI_TYPE = "iri"
LITERAL_TYPES = ("xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:string")
TYPES = (*LITERAL_TYPES, IRI_TYPE)

_DECLARATION = re.compile(
    r"""(?P<name>[A-Za-z_][A-Za-z0-9_]*)[ ]+\((?P<type>[^()]*)\)
        (?:[ ]*=[ ]*(?P<default>"(?:[^"\\]|\\.)*+"|[^\s"]\S*))? (?:[ ]+(?P<description>[^\s=].*))?""",
    re.VERBOSE,
)
_CALENDAR = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_CALENDAR_LENGTHS = {"xsd:gYear": 4, "xsd:gYearMonth": 7, "xsd:date": 10}
_CONTROL = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFEFF\uFFFE\uFFFF]")
_LIKE_CODEPOINT = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter: `type` is one of TYPES; `default` stands where no text is given, None makes it required."""

    name: str
    type: str
    default: str | None = None
    description: str = ""

    def term(self, value: str, prefixes: Mapping[str, str] = PREFIXES, base: str | None = None) -> NamedNode | Literal:
        """The RDF term that a given text stands for; QueryError where it is none of the type.

        An `iri` is absolute, or a name with one of `prefixes` (`kg:Meeting`), or relative to `base` where there is one.
        """
        try:
            return self._iri(value, prefixes, base) if self.type == IRI_TYPE else self._literal(value)
        except GraphError:
            raise QueryError(
                f"the parameter {self.name} wants {_WANTED[self.type]}, not {value[:80]!r}",
                f"write -p {self.name}={_EXAMPLES[self.type]}",
            ) from None

    def _iri(self, value: str, prefixes: Mapping[str, str], base: str | None) -> NamedNode:
        value = value[1:-1] if value.startswith("<") and value.endswith(">") else value
        prefix, colon, local = value.partition(":")
        if colon and prefix in prefixes and not local.startswith("//"):
            return iri(prefixes[prefix] + local)
        return iri(value if colon or not value or base is None else base + value)

    def _literal(self, value: str) -> Literal:
        if _CONTROL.search(value) or _LIKE_CODEPOINT.search(value):
            # Some engines undo \\u0022 even behind a backslash, so such a text would not be the same everywhere.
            raise QueryError(
                f"the parameter {self.name} holds a control character or what reads as its escape: {value[:80]!r}",
                "give the plain text, without control characters and without a backslash before u and digits",
            )
        if self.type in _CALENDAR_LENGTHS and not (
            _CALENDAR.fullmatch(value) and len(value) == _CALENDAR_LENGTHS[self.type]
        ):
            raise GraphError(value)
        return literal(value, XSD[self.type.removeprefix("xsd:")])


_WANTED = {
    "xsd:date": "a day",
    "xsd:gYear": "a year",
    "xsd:gYearMonth": "a month",
    "xsd:integer": "a whole number",
    "xsd:decimal": "a number",
    "xsd:boolean": "true or false",
    "xsd:string": "a text",
    "iri": "an IRI",
}
_EXAMPLES = {
    "xsd:date": "2023-09-17",
    "xsd:gYear": "2023",
    "xsd:gYearMonth": "2023-09",
    "xsd:integer": "10",
    "xsd:decimal": "0.5",
    "xsd:boolean": "true",
    "xsd:string": '"some words"',
    "iri": "https://example.org/id/event/x or kg:Meeting",
}


def declared(line: str) -> Parameter:
    """The parameter that a header line declares: `since (xsd:date) = 2023-01-01 the first day`.

    The default is one word or a text in double quotes. QueryError where the line cannot be read or the default does
    not fit its type.
    """
    match = _DECLARATION.fullmatch(line)
    if match is None:
        raise QueryError(
            f"a parameter cannot be read: {line[:80]!r}",
            "write `# param: since (xsd:date) = 2023-01-01 the first day`; the default may be left out",
        )
    if match["type"] not in TYPES:
        raise QueryError(
            f"the parameter {match['name']} has the unknown type {match['type']!r}", f"use one of {', '.join(TYPES)}"
        )
    found = Parameter(match["name"], match["type"], _unquoted(match["default"]), match["description"] or "")
    if found.default is not None:
        found.term(found.default)
    return found


def _unquoted(default: str | None) -> str | None:
    if default is None or not default.startswith('"'):
        return default
    try:
        return str(json.loads(default))
    except ValueError:
        raise QueryError(f"a default cannot be read: {default[:80]}", 'quote it as in JSON: "two words"') from None
