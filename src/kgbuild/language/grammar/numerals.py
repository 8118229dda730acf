"""Words and numerals of a text, with the numbers that they spell; plain strings in, plain values out."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {word: number for number, word in enumerate(_UNITS + _TEENS)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, start=2)
}
SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "mil": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bln": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
DOZENS = ("dozen", "dozens")
FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_BEGINNINGS = frozenset({*SMALL, *FRACTIONS, "a", "an"})
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENTHS = ("tenth", "eleventh", "twelfth", *(f"{word}th" for word in _TEENS[3:]))
ORDINALS = {word: number for number, word in enumerate(_ORDINALS + _TEENTHS, start=1)} | {
    "twentieth": 20,
    "thirtieth": 30,
    "thirty-first": 31,
    **{f"twenty-{word}": 20 + number for number, word in enumerate(_ORDINALS, start=1)},
}
_GROUPS = ",\u00a0\u2009\u202f"
_MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_SPELLED = "|".join(_TENS)
_WORD = re.compile(
    rf"""(?:{_MONTHS})\.                                                       # an abbreviated month keeps its point
    | [0-9]{{1,4}}(?P<sep>[-/.])[0-9]{{1,2}}(?P=sep)[0-9]{{1,4}}(?![0-9/-])    # a date in figures
    | [0-9]{{1,2}}[:.][0-9]{{2}}(?=\s*(?:[ap]\.?m\b|gmt|utc))|[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?   # a time of day
    | [0-9]{{4}}['’]?s\b | [0-9]{{1,2}}(?:st|nd|rd|th)\b                       # 1990s, 17th
    | (?:[0-9]{{1,3}}(?:[{_GROUPS}][0-9]{{3}})+(?:\.[0-9]+)?(?![0-9]) | [0-9]+(?:\.[0-9]+)?)(?:k\b)?   # figures
    | (?:{_SPELLED})-(?:{"|".join(_UNITS[1:])}|{"|".join(_ORDINALS)})\b  # twenty-three, twenty-third
    | [^\W\d_]+(?:['’][^\W\d_]+)* | [^\s]""",
    re.IGNORECASE | re.VERBOSE,
)
_FIGURES = re.compile(rf"([0-9][0-9{_GROUPS}]*(?:\.[0-9]+)?)(k?)", re.IGNORECASE)
_GROUPING = str.maketrans("", "", _GROUPS)
_LONGEST = 24
_MOST_FIGURES = 20


class Word(NamedTuple):
    """A word, sign or numeral at `[start, end)` of a text; `value` is the number that it spells, if it spells one.

    `lower` is the text in lower case, with a straight apostrophe.
    """

    text: str
    lower: str
    start: int
    end: int
    value: Decimal | None = None


@lru_cache(maxsize=1)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; a number written in several words ("two and a half million") is one."""
    raw = [_word(match[0], *match.span()) for match in _WORD.finditer(text)]
    merged: list[Word] = []
    at = 0
    while at < len(raw):
        value, length = numeral(raw[at : at + _LONGEST]) if _may_begin(raw[at]) else (Decimal(0), 0)
        if length:
            first, last = raw[at].start, raw[at + length - 1].end
            merged.append(_word(text[first:last], first, last, value))
        else:
            merged.append(raw[at])
        at += length or 1
    return tuple(merged)


def _word(text: str, start: int, end: int, value: Decimal | None = None) -> Word:
    return Word(text, text.lower().replace("’", "'"), start, end, value)


def _may_begin(word: Word) -> bool:
    """Whether a number can begin with this word."""
    return word.lower.partition("-")[0] in _BEGINNINGS or word.text[0].isdecimal()


def numeral(run: Sequence[Word]) -> tuple[Decimal, int]:
    """The number that a run of words begins with and how many of the words spell it; (0, 0) if none."""
    tokens = [word.lower for word in run]
    if tokens[0] in FRACTIONS or (tokens[0] in ("a", "an") and tokens[1:2] and tokens[1] in FRACTIONS):
        return _fraction_of(tokens)
    figures = _figures(run[0])
    value, length = (figures, 1) if figures is not None else _spelled(tokens)
    if not length:
        return value, 0
    while length < len(tokens):
        scale = _scale(tokens[length], figures is not None)
        half = Decimal(0) if scale else _half(tokens, length)
        if not scale and not half:
            break
        value, length = (value * scale, length + 1) if scale else (value + half, length + 3)
    return value, length


def _figures(word: Word) -> Decimal | None:
    """The number in figures; more of them than any count has are a code."""
    match = _FIGURES.fullmatch(word.text)
    if match is None or len(match[1]) > _MOST_FIGURES:
        return None
    return Decimal(match[1].translate(_GROUPING)) * (1000 if match[2] else 1)


def _scale(name: str, after_figures: bool) -> int:
    if name in DOZENS:
        return 12
    if name == "hundred":
        return 100 if after_figures else 0
    return SCALES.get(name, 0)


def _half(tokens: Sequence[str], at: int) -> Decimal:
    """What "and a half" or "and a quarter" adds there: of the scale before it, or of one; 0 if nothing."""
    tail = tokens[at : at + 3]
    if len(tail) == 3 and tail[0] == "and" and tail[1] in ("a", "one") and tail[2] in FRACTIONS:
        return FRACTIONS[tail[2]] * SCALES.get(tokens[at - 1], 1)
    return Decimal(0)


def _fraction_of(tokens: Sequence[str]) -> tuple[Decimal, int]:
    """Half a million, a quarter of a million, half a dozen: a fraction counts only with its scale."""
    at = 1 if tokens[0] in FRACTIONS else 2
    value = FRACTIONS[tokens[at - 1]]
    at += tokens[at : at + 1] == ["of"]
    at += tokens[at : at + 1] in (["a"], ["an"])
    scale = _scale(tokens[at], True) if at < len(tokens) else 0
    return (value * scale, at + 1) if scale else (Decimal(0), 0)


def _spelled(tokens: Sequence[str]) -> tuple[Decimal, int]:
    """The number in words at the start; the next word belongs to it below `room`, the next scale below `ceiling`."""
    total, current, room, ceiling, length = 0, 0, 10**9, 10**15, 0
    if tokens[0] in ("a", "an") and tokens[1:2] and tokens[1] in (*SCALES, "hundred", "dozen"):
        current = 1
    for at, name in enumerate(tokens):
        value = _small(name)
        if value is not None and value < room:
            current, room = current + value, 10 if value >= 20 and value % 10 == 0 else 0
        elif name == "hundred" and 0 < current < 100:
            current, room = current * 100, 100
        elif current and SCALES.get(name, ceiling) < ceiling:
            total, current, room, ceiling = total + current * SCALES[name], 0, 1000, SCALES[name]
        elif name in DOZENS and current:
            return Decimal((total + current) * 12), at + 1
        elif (at == 0 and current) or (
            name == "and" and length and room >= 100 and _continues(tokens[at + 1 : at + 2])
        ):
            continue
        else:
            break
        length = at + 1
    return Decimal(total + current), length


def _small(name: str) -> int | None:
    """The value of a number word below 100, hyphenated or not; None for any other word."""
    if name in SMALL:
        return SMALL[name]
    tens, hyphen, unit = name.partition("-")
    return SMALL[tens] + SMALL[unit] if hyphen and tens in SMALL and unit in SMALL else None


def _continues(following: Sequence[str]) -> bool:
    return bool(following) and _small(following[0]) is not None
