"""Which languages a client reads best, and which of several labels suits it."""

import re
from collections.abc import Sequence

_RANGE = re.compile(r"([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?")
_MOST = 20


def accepted(header: str) -> tuple[str, ...]:
    """The language tags of an Accept-Language header (RFC 9110), best first; what is not well formed is left out."""
    ranked = []
    for position, part in enumerate(header.split(",")[:_MOST]):
        match = _RANGE.fullmatch(part.strip())
        quality = float(match[2] or 1) if match else 0
        if match and quality > 0 and match[1] != "*":
            ranked.append((-quality, position, match[1].casefold()))
    return tuple(tag for _, _, tag in sorted(ranked))


def best(labels: Sequence[tuple[str, str]], languages: Sequence[str]) -> tuple[str, str]:
    """The tag and text of the label in the first of these languages that there is one in, else English, else any.

    A tag is tried whole, then without its last parts (RFC 4647, look-up). `labels` is not empty.
    """
    for wanted in (*languages, "en"):
        while wanted:
            for tag, text in labels:
                if tag.casefold() == wanted:
                    return tag, text
            wanted = wanted.rpartition("-")[0]
    return labels[0]
