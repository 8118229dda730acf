"""Which of several media types a client would rather have: the Accept header (RFC 9110, §12.5.1)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_NAME})/({_NAME})")
_QUALITY = re.compile(r"q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_PARTS = re.compile(r'((?:[^,"]|"(?:[^"\\]|\\.)*+")+)')
_PARAMETERS = re.compile(r'((?:[^;"]|"(?:[^"\\]|\\.)*+")+)')
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Range:
    """A media range and how much it is wanted, 0 to 1; a `*` stands for any type or subtype."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media: str) -> int:
        """How closely it fits a media type: 3 for the very type, 2 for any subtype, 1 for anything, 0 for not."""
        kind, _, subtype = media.partition("/")
        if (self.type, self.subtype) == (kind, subtype):
            return 3
        if self.subtype != "*":
            return 0
        return 2 if self.type == kind else int(self.type == "*")


def ranges(header: str) -> list[Range]:
    """The media ranges of an Accept header; what is not well formed is left out."""
    found = []
    for part in _PARTS.findall(header[:_LONGEST]):
        media, *parameters = [each.strip() for each in _PARAMETERS.findall(part)] or [""]
        match = _RANGE.fullmatch(media.casefold())
        weights = [each for each in parameters if re.match(r"q\s*=", each, re.IGNORECASE)]
        weight = _QUALITY.fullmatch(weights[0]) if weights else None
        if match and (weight or not weights):
            found.append(Range(match[1], match[2], float(weight[1]) if weight else 1.0))
    return found


def best(headers: Iterable[str], offers: Sequence[str]) -> str | None:
    """The offer that a client wants most, the first of those that it wants as much; None where it wants none.

    The closest range says how much an offer is wanted. Without a header, or with none that can be read, all are wanted.
    """
    wanted = ranges(",".join(headers)) or [Range("*", "*", 1.0)]

    def quality(offer: str) -> float:
        fitting = [(each.specificity(offer), each.quality) for each in wanted if each.specificity(offer)]
        return max(fitting)[1] if fitting else 0.0

    chosen = max(offers, key=quality)
    return chosen if quality(chosen) > 0 else None
