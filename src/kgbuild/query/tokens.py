"""The tokens of a SPARQL query (SPARQL 1.1 §19.8): what is a keyword, what a variable, what only looks like one.

Codepoint escapes (§19.2) are undone before anything else is read. Those that stand for ASCII are refused: engines
disagree on where they count, and they can only disguise a keyword or a delimiter.
"""

import re
from dataclasses import dataclass
from functools import cache

from kgbuild.errors import QueryError

LONGEST_WORD = 100

_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME = _BASE + r"_0-9\u00B7\u0300-\u036F\u203F\u2040"  # PN_CHARS without the hyphen
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"  # PLX
_STRING = r"""
    \"{3}(?:\"{0,2}(?:[^"\\]|\\[tbnrf"'\\]))*+\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\[tbnrf"'\\]))*+'{3}
  | "(?:[^"\\\r\n]|\\[tbnrf"'\\])*+"                | '(?:[^'\\\r\n]|\\[tbnrf"'\\])*+'
"""
_TOKEN = rf"""
    (?P<space>[ \t\r\n]+|\#[^\r\n]*)
  | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
  | (?P<string>{_STRING})
  | (?P<variable>[?$][{_BASE}_0-9][{_NAME}]*)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
  | (?P<blank>_:[{_BASE}_0-9](?:[{_NAME}.\-]*[{_NAME}\-])?)
  | (?P<prefixed>(?:[{_BASE}](?:[{_NAME}.\-]{{0,{LONGEST_WORD}}}[{_NAME}\-])?)?:
        (?:(?:[{_BASE}_0-9:]|{_ESCAPED})(?:(?:[{_NAME}.:\-]|{_ESCAPED})*(?:[{_NAME}:\-]|{_ESCAPED}))?)?)
  | (?P<number>(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)
  | (?P<word>[A-Za-z][A-Za-z0-9_]*)
  | (?P<sign>\^\^|&&|\|\||!=|<=|>=|<<|>>|\{{\||\|\}}|[{{}}()\[\].;,*/+\-!=<>^|?~&])
    """
_CODEPOINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_CONTROL = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]")


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it starts; kinds: iri string variable language blank prefixed number word sign."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after its last code point."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """The upper-case word, or an empty text where this token is no word."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def variable(self) -> str:
        """The variable's name without `?` or `$`, or an empty text."""
        return self.text[1:] if self.kind == "variable" else ""


def plain(text: str) -> str:
    """The query with its codepoint escapes undone; QueryError for escapes of ASCII and for control characters."""
    found = _CONTROL.search(text)
    if found:
        raise QueryError(
            f"the query holds the character U+{ord(found[0]):04X} {place(text, found.start())}",
            "remove it: of the control characters only tabs and line breaks may stand in a query",
        )
    return _CODEPOINT.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    if code < 0xA0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in (0xFEFF, 0xFFFE, 0xFFFF):
        raise QueryError(f"the query writes a character as {match[0]}", "write the character itself")
    return chr(code)


@cache
def _token() -> re.Pattern[str]:
    """The pattern of a token; made when first needed, since its ranges of letters take a while."""
    return re.compile(_TOKEN, re.VERBOSE)


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a plain query, without spaces and comments; QueryError where no token can start."""
    tokens: list[Token] = []
    position, pattern = 0, _token()
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:
            raise QueryError(
                f"the query cannot be read {place(text, position)}: {text[position : position + 20]!r}",
                "close strings and IRIs, and write only what SPARQL knows",
            )
        kind = match.lastgroup or ""
        if kind == "word" and len(match[0]) > LONGEST_WORD:
            raise QueryError(f"the query cannot be read {place(text, position)}: a word too long", "shorten it")
        if kind != "space":
            tokens.append(Token(kind, match[0], position))
        position = match.end()
    return tuple(tokens)


def place(text: str, offset: int) -> str:
    """Where an offset lies, as `at line 3, column 7`."""
    before = text[:offset]
    return f"at line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"
