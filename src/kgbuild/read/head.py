"""The head of an article: what its first lines say of it, and where the body begins.

Three kinds: lines `key: value` and a blank line; YAML front matter between `---` lines, of which flat keys are read;
and `date 2023-11-12` before the body on the same line.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from kgbuild.model import PartialDate

KEYS = ("title", "date", "modified", "source", "url", "license")
_ALIASES = {"licence": "license", "link": "url", "updated": "modified"}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_PAIR = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,30})[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
_LEADING_DATE = re.compile(r"\s*date[ \t]+(\d{4}(?:-\d{1,2}){0,2})[ \t]+(?=\S)", re.IGNORECASE)
_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")
_HEADING = re.compile(r"\s*#[ \t]+([^\r\n]*?)[ \t#]*(?:\r\n|\r|\n)")
_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_ESCAPE = {'\\"': '"', "\\\\": "\\"}


@dataclass(frozen=True, slots=True)
class Head:
    """The values of the known keys, the offset at which the body begins, and warnings.

    `unread` are the values that are no dates, by the keys that dates were looked for under.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    body: int = 0
    warnings: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)


def read_head(text: str) -> Head:
    """The head of a text; without one everything is body."""
    return _front_matter(text) or _lines_head(text) or _leading_date(text) or Head()


def parse_date(value: str) -> PartialDate:
    """The day, month or year that a head gives, perhaps with a time; ValueError where the calendar has none such."""
    match = _TIMESTAMP.fullmatch(value.strip())
    return PartialDate.parse(match[1] if match else value.strip())


def machine_time(value: str) -> str:
    """The time or day of a date as machines write it (RFC 5322, ISO 8601) in ISO 8601; any other value as it is."""
    value = value.strip()
    readers: tuple[Callable[[str], date], ...] = (date.fromisoformat, parsedate_to_datetime, datetime.fromisoformat)
    for read in readers:
        try:
            return read(value).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return value


def with_usable_dates(head: Head) -> Head:
    """The head without dates that cannot be read, which metadata made by machines may hold in any form."""
    unread: dict[str, str] = {}
    for name in ("date", "modified"):
        try:
            parse_date(head.values.get(name) or "2000")
        except ValueError:
            unread[name] = head.values[name]
    values = {key: value for key, value in head.values.items() if key not in unread}
    return replace(head, values=values, unread=unread)


def described(values: Mapping[str, str | None]) -> Head:
    """The head of an article whose metadata a machine wrote: blanks joined, what is empty left out, dates as ISO 8601.

    It is modified only where it is said to be so after it was published.
    """
    known = {key: " ".join(value.split()) for key, value in values.items() if value and value.strip()}
    for name in ("date", "modified"):
        if name in known:
            known[name] = machine_time(known[name])
    if "modified" in known and known["modified"] == known.setdefault("date", known["modified"]):
        del known["modified"]
    return with_usable_dates(Head(known))


def below_heading(text: str, head: Head) -> Head:
    """The head with a Markdown heading (`# …`) above the body taken as the title where no other is given."""
    match = _HEADING.match(text, head.body)
    if match is None or not text[match.end() :].strip():
        return head
    values = {"title": " ".join(match[1].split()), **head.values}
    return replace(head, values=values, body=match.end())


def _lines(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """Each line without its end, and the offset after that end; CR, LF and CRLF all end lines."""
    while start < len(text):
        match = _LINE.match(text, start)
        if match is None:
            return
        start = match.end()
        yield match.group().rstrip("\r\n"), start


def _lines_head(text: str) -> Head | None:
    """The lines `key: value` before the first blank line, if every line is one and a known key is among them."""
    pairs: list[tuple[str, str]] = []
    body = None
    for line, after in _lines(text):
        if not line.strip():
            body = after
            break
        match = _PAIR.fullmatch(line)
        if match is None:
            return None
        pairs.append((match[1], match[2] or ""))
    if not any(_known(key) for key, _ in pairs):
        return None
    return _head(pairs, len(text) if body is None else body)


def _front_matter(text: str) -> Head | None:
    """The flat keys of YAML front matter; indented lines, lists and blocks are passed over."""
    pairs: list[tuple[str, str]] = []
    for number, (line, after) in enumerate(_lines(text)):
        if number == 0:
            if not _FENCE.fullmatch(line):
                return None
        elif _END.fullmatch(line):
            return _head(pairs, after)
        else:
            match = _PAIR.fullmatch(line)
            if match is not None:
                pairs.append((match[1], _scalar(match[2] or "")))
    return None


def _scalar(value: str) -> str:
    """A YAML scalar of one line: plain, or between single or double quotes; a nested value gives nothing."""
    value = value.strip()
    for quote in ('"', "'"):
        if value.startswith(quote):
            end = value.rfind(quote)
            inside = value[1:end] if end > 0 else value[1:]
            if quote == "'":
                return inside.replace("''", "'")
            return re.sub(r'\\["\\]', lambda match: _ESCAPE[match.group()], inside)
    return "" if value[:1] in {"|", ">", "[", "{", "&", "*"} else _COMMENT.sub("", value).strip()


def _leading_date(text: str) -> Head | None:
    match = _LEADING_DATE.match(text)
    return Head({"date": match[1]}, match.end()) if match else None


def _known(key: str) -> str | None:
    lower = key.strip().lower()
    lower = _ALIASES.get(lower, lower)
    return lower if lower in KEYS else None


def _head(pairs: list[tuple[str, str]], body: int) -> Head:
    values: dict[str, str] = {}
    unknown: list[str] = []
    warnings: list[str] = []
    for key, value in pairs:
        known = _known(key)
        if known is None:
            unknown.append(key)
        elif known in values:
            warnings.append(f"gives {known} twice; the first one holds")
        elif value.strip():
            values[known] = " ".join(value.split())
    if unknown:
        warnings.append(
            f"has unknown keys in its head, which are not read: {', '.join(unknown)}; known: {', '.join(KEYS)}"
        )
    return Head(values, body, tuple(warnings))
