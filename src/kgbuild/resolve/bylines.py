"""Whom a text says it is from: the agency in its dateline, its by-line, or the line at its end."""

import re

_NAME = r"(?:the |The )?([^\W\d_][\w.&'’-]*(?: (?:[A-Z][\w.&'’-]*|of|and|for|de|the)){0,5})"
_DASH = r"\s*(?:-{1,2}|[–—:])\s"
_OPENING = (
    re.compile(rf"\({_NAME}\){_DASH}"),
    re.compile(rf"\A\W*{_NAME}{_DASH}"),
    re.compile(rf"^\W*[Bb]y [^\n,/|]{{3,60}}[,/|]\s*{_NAME}", re.MULTILINE),
    re.compile(rf"^\W*[Bb]y {_NAME}\s*$", re.MULTILINE),
)
_CLOSING = (
    re.compile(rf"{_NAME} (?:also )?contributed\b"),
    re.compile(rf"\b(?:[Rr]eporting|[Mm]aterial|[Ii]nformation|[Ff]iles|[Ii]nput) (?:by|from) {_NAME}"),
    re.compile(rf"\b(?:[Pp]ublished|[Aa]ppeared|[Rr]eported|[Dd]istributed) (?:by|in|on|at) {_NAME}"),
    re.compile(rf"^\W*(?:[Ss]ource|[Vv]ia|[Cc]redit|[Aa]gency)s?:? {_NAME}", re.MULTILINE),
    re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)(?: \d{{4}})?,? {_NAME}"),
    re.compile(rf"\({_NAME}\)\W*\Z"),
)
_REACH = 400
_SMALL = frozenset({"the", "of", "and", "for", "de"})


def credited_sources(text: str) -> tuple[str, ...]:
    """The names that a text gives where texts name their source, each once, in order; some of them may be none."""
    found = [name for pattern in _OPENING for name in pattern.findall(text[:_REACH])]
    found += [name for pattern in _CLOSING for name in pattern.findall(text[-_REACH:])]
    return tuple(dict.fromkeys(" ".join(name.split()).rstrip(".") for name in found))


def is_credited(source: str, names: tuple[str, ...]) -> bool:
    """Whether one of the names is that of a source, or the initials of the one are the other: AP, Associated Press."""
    wanted = _forms(source)
    return any(wanted & _forms(name) for name in names)


def _forms(name: str) -> set[str]:
    """A name without case, article and punctuation, and its initials where it has several words."""
    words = [word for word in re.findall(r"\w+", name.replace(".", "").casefold()) if word not in _SMALL]
    initials = "".join(word[0] for word in words)
    return {" ".join(words)} | ({initials} if len(words) > 1 else set()) - {""}
