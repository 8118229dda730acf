"""Hard-wrapped text read as it flows: breaks inside of paragraphs go, and findings go back to where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any, Self

from kgbuild.model import Article, Findings, Span

_BREAK = re.compile(r"(?<![ \t])[ \t]*+(?>\r\n|\n|\r)[ \t]*+")
_RETURN = re.compile(r"\r\n?")
_PARTED = re.compile(r"(?<![ \t])[ \t]*+(?>\r\n|\n|\r)[ \t]*+(?>\r\n|\n|\r)\s*+")
_ITEM = re.compile(r"(?:[-*•·>#|]|\d{1,3}[.)]|\(?[A-Za-z]\))[ \t]")
_SUSPENDED = frozenset({"and", "or", "to"})
_SHORTEST, _WIDEST, _FULL, _MOST = 40, 160, 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Line:
    """A line that another one of its paragraph follows.

    `[start, end)` is the break after it, `joint` what it is joined by, `following` the first word of the next line,
    which is `beside` characters long. `apart` is true of a heading, and of a line that an item of a list follows.
    """

    length: int
    start: int
    end: int
    joint: str
    following: str
    beside: int
    apart: bool

    @property
    def reach(self) -> int:
        """How long the line would be with the next line's first word."""
        return self.length + len(self.joint) + len(self.following)


@dataclass(frozen=True, slots=True)
class Flow:
    """An article whose wrapped lines are joined and whose other breaks are newlines.

    `places` has the offset in the original for each code point; it is empty where nothing had to change.
    """

    article: Article
    places: tuple[int, ...]

    @classmethod
    def of(cls, article: Article) -> Self:
        """The article as it flows."""
        body = article.body
        parts: list[str] = []
        places: list[int] = []
        at = 0
        for first, last, joint in _joints(article.quote(body)):
            start = body.start + first
            parts += [article.text[at:start], joint]
            places += [*range(at, start), *range(start, start + len(joint))]
            at = body.start + last
        if not parts:
            return cls(article, ())
        text = "".join([*parts, article.text[at:]])
        places += range(at, len(article.text))
        end = body.end - (len(article.text) - len(text))
        return cls(replace(article, text=text, body=Span(body.start, end)), tuple(places))

    def restored(self, findings: Findings) -> Findings:
        """What was found in the flowing text, with the spans of the original."""
        found: Findings = self._restored(findings) if self.places else findings
        return found

    def _restored(self, value: Any) -> Any:
        """The value with all spans in it moved to where they stand in the original."""
        if isinstance(value, Span):
            return Span(self.places[value.start], self.places[value.end - 1] + 1)
        if isinstance(value, tuple):
            return tuple(self._restored(each) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: self._restored(getattr(value, field.name)) for field in fields(value)})
        return value


def _joints(text: str) -> Iterator[tuple[int, int, str]]:
    """The breaks that the flowing text has otherwise: `[start, end)` and what stands there instead."""
    at = 0
    for line in wrapped(text):
        yield from _newlines(text, at, line.start)
        yield line.start, line.end, line.joint
        at = line.end
    yield from _newlines(text, at, len(text))


def _newlines(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The carriage returns of a stretch, which are newlines to the pipeline."""
    return ((*match.span(), "\n") for match in _RETURN.finditer(text, start, end))


def wrapped(text: str) -> list[Line]:
    """The lines that end only because they are full, in text order.

    Lines are full where the next word would have made them longer than nearly all others; short lines, items of lists,
    and lines each of which is a paragraph stay apart.
    """
    lines = list(_lines(text))
    lengths = sorted(line.length for line in lines)
    width = lengths[int(_FULL * (len(lengths) - 1))] if lengths else 0
    long = [line for line in lines if line.length >= _SHORTEST and not line.apart]
    full = [line for line in long if line.reach > max(width, line.beside)]
    return full if width <= _WIDEST and len(full) >= _MOST * len(long) else []


def _lines(text: str) -> Iterator[Line]:
    """The lines of each paragraph but its last."""
    gaps = [(0, 0), *(match.span() for match in _PARTED.finditer(text)), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(gaps):
        breaks = list(_BREAK.finditer(text, start, end))
        starts = [start, *(match.end() for match in breaks)]
        ends = [*(match.start() for match in breaks), end]
        for at, match in enumerate(breaks):
            before, after = text[starts[at] : match.start()], text[match.end() : ends[at + 1]]
            following = after.split(maxsplit=1)[0] if after.strip() else ""
            hyphen = before[-2:-1].isalnum() and before.endswith("-") and following not in _SUSPENDED
            apart = bool(_ITEM.match(after)) or before.startswith("#") or not following
            yield Line(
                len(before), match.start(), match.end(), "" if hyphen else " ", following, len(after.rstrip()), apart
            )
