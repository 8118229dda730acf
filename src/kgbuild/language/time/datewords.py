"""The vocabulary of time: what each word of a text can mean in a time expression, as a tag and a value."""

import re
from collections.abc import Iterable, Sequence
from datetime import date as calendar_date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kgbuild.language.grammar.numerals import ORDINALS, Word
from kgbuild.language.time.timeline import Unit, make
from kgbuild.model import PartialDate

_MONTHS = [calendar_date(2000, number, 1).strftime("%B").lower() for number in range(1, 13)]
_MONTH_OF = {form: number for number, name in enumerate(_MONTHS, start=1) for form in (name, name[:3])} | {"sept": 9}
_LOWER_IS_NONE = frozenset({"march", "may", "mar", "sep"})
_WEEKDAYS = [calendar_date(2001, 1, day).strftime("%A").lower() for day in range(1, 8)]
DAYS = frozenset({*_WEEKDAYS, "today", "yesterday", "tomorrow"})
_AMBIGUOUS = frozenset({"march", "may", "april", "june", "august", "mar", "jun", "dec", "jan", "sep"})
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}


class Tagged(NamedTuple):
    """A word with the part that it can play in a time expression; `OTHER` plays none."""

    word: Word
    tag: str
    value: float = 0
    unit: Unit | None = None
    date: PartialDate | None = None


_WORDS: dict[str, str] = {
    "LAST": "last",
    "PAST": "past",
    "NEXT": "next",
    "COMING": "coming upcoming",
    "THIS": "this current",
    "PREVIOUS": "previous preceding prior",
    "FOLLOWING": "following subsequent",
    "SAME": "same that",
    "AGO": "ago",
    "LATER": "later",
    "EARLIER": "earlier",
    "LATE": "late early mid start end middle midway",
    "AFTER": "after",
    "BEFORE": "before",
    "FROM": "from",
    "TO": "to through thru",
    "DASH": "- – — ~",
    "UNTIL": "until till til",
    "BETWEEN": "between",
    "AND": "and",
    "OF": "of",
    "IN": "in",
    "ON": "on",
    "BY": "by",
    "FOR": "for",
    "OVER": "over during throughout",
    "SINCE": "since",
    "THE": "the its their our his her",
    "EVERY": "every each",
    "A": "a an another",
    "FEW": "few several",
    "RECENT": "recent",
    "COUPLE": "couple pair",
    "HALF": "half",
    "WHOLE": "all whole full entire",
    "OLD": "old",
    "DAILY": "daily weekly monthly yearly annually",
    "WEEKEND": "weekend",
    "PART": "morning afternoon evening night noon midday midnight dawn dusk",
    "OVERNIGHT": "overnight",
    "SEASON": "spring summer autumn fall winter",
    "QUARTER": "quarter",
    "NOW": "now",
    "NEW": "new",
    "EVE": "eve",
    "CHRISTMAS": "christmas",
    "BEGIN": "starting beginning commencing",
    "COMMA": ",",
    "DOT": ".",
    "STOP": '; : ! ? " “ ”',
    "OPEN": "(",
    "CLOSE": ")",
    "SLASH": "/",
}
_TAG_OF = {word: tag for tag, row in _WORDS.items() for word in row.split()}
_DAYS_FROM_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_UNITS: dict[str, tuple[float, Unit]] = {
    "minute": (1 / 60, Unit.HOUR),
    "min": (1 / 60, Unit.HOUR),
    "hour": (1, Unit.HOUR),
    "hr": (1, Unit.HOUR),
    "day": (1, Unit.DAY),
    "night": (1, Unit.DAY),
    "week": (1, Unit.WEEK),
    "fortnight": (2, Unit.WEEK),
    "month": (1, Unit.MONTH),
    "year": (1, Unit.YEAR),
    "decade": (10, Unit.YEAR),
}
_NAMED_DAYS = frozenset(
    {"Good", "Black", "Bloody", "Ash", "Palm", "Easter", "Super", "Cyber", "Maundy", "Holy", "Giving"}
)
_DATE = re.compile(r"([0-9]+)([-/.])([0-9]+)\2([0-9]+)")
_DECADE = re.compile(r"([0-9]{3}0)['’]?s")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_MONTH_BEFORE = frozenset(
    {"IN", "OF", "SINCE", "UNTIL", "BY", "FROM", "TO", "BETWEEN", "LAST", "NEXT", "COMING", "THIS", "LATE"}
)
_MONTH_BEFORE |= {"OVER", "AFTER", "BEFORE", "DAY", "ORDINAL", "DASH", "SLASH", "ON", "WEEKDAY", "YEAR"}
_MONTH_AFTER = frozenset({"DAY", "YEAR", "ORDINAL"})


def tag_words(words: Sequence[Word]) -> list[Tagged]:
    """Each word with its tag; an ambiguous month name ("May", "March") is one only among words of time.

    A weekday that is part of a name ("Good Friday", "Bloody Sunday") is none.
    """
    tagged = [_tag(word) for word in words]
    settled: list[Tagged] = []
    for at, item in enumerate(tagged):
        if item.tag == "MAYBE":
            item = _settled(tagged[max(0, at - 1) : at], item, tagged[at + 1 : at + 3])
        elif item.tag == "WEEKDAY" and at and words[at - 1].text in _NAMED_DAYS:
            item = Tagged(item.word, "OTHER")
        settled.append(item)
    return settled


def _settled(before: Sequence[Tagged], item: Tagged, after: Sequence[Tagged]) -> Tagged:
    following = [other.tag for other in after]
    dated = following[:1] and (
        following[0] in _MONTH_AFTER
        or (following[0] in {"COMMA", "SLASH", "DASH", "OF"} and following[-1] in _MONTH_AFTER)
    )
    settled = dated or any(other.tag in _MONTH_BEFORE for other in before)
    return Tagged(item.word, "MONTH" if settled else "OTHER", item.value)


def _tag(word: Word) -> Tagged:
    return Tagged(word, *_alike(word.text, word.lower, word.value)[1:])


@lru_cache(maxsize=1 << 13)
def _alike(text: str, lower: str, value: Decimal | None) -> Tagged:
    """A word that is written so, with its tag."""
    word = Word(text, lower, 0, len(text), value)
    lower = word.lower.rstrip(".") if len(word.text) > 1 else word.text.lower()
    if word.value is not None:
        return _number(word)
    day = lower.removesuffix("'s").removesuffix("’s")
    if day in _DAYS_FROM_TODAY:
        return Tagged(word, "TODAY", _DAYS_FROM_TODAY[day])
    for find in (_month, _weekday, _unit, _figures):
        found = find(word, lower)
        if found is not None:
            return found
    if lower in ORDINALS:
        return Tagged(word, "ORDINAL", ORDINALS[lower])
    return Tagged(word, _TAG_OF.get(lower, "OTHER"))


def _number(word: Word) -> Tagged:
    value = float(word.value) if word.value is not None else 0.0
    if word.text.isdecimal() and len(word.text) == 4 and 1000 <= value < 2200:
        return Tagged(word, "YEAR", value)
    if word.text.isdecimal() and len(word.text) <= 2 and 1 <= value <= 31:
        return Tagged(word, "DAY", value)
    return Tagged(word, "NUMBER", value)


def _month(word: Word, lower: str) -> Tagged | None:
    number = _MONTH_OF.get(lower)
    if number is None or (lower in _LOWER_IS_NONE and not word.text[0].isupper()):
        return None
    return Tagged(word, "MAYBE" if lower in _AMBIGUOUS and word.text[-1] != "." else "MONTH", number)


def _weekday(word: Word, lower: str) -> Tagged | None:
    if lower.removesuffix("'s") in _WEEKDAYS:
        return Tagged(word, "WEEKDAY", _WEEKDAYS.index(lower.removesuffix("'s")))
    if lower.removesuffix("s") in _WEEKDAYS:
        return Tagged(word, "WEEKDAYS", _WEEKDAYS.index(lower.removesuffix("s")))
    if lower in _SHORT_DAYS and word.text[0].isupper():
        return Tagged(word, "SHORTDAY", _SHORT_DAYS[lower])
    return None


def _unit(word: Word, lower: str) -> Tagged | None:
    name = lower.removesuffix("'s").removesuffix("s'")
    if name == "night" and lower != "nights":
        return None
    singular = name if name in _UNITS else name.removesuffix("s")
    if singular not in _UNITS:
        return None
    value, unit = _UNITS[singular]
    plural = name != singular or lower.endswith("s'")
    return Tagged(word, "UNITS" if plural else "UNIT", value, unit)


def _figures(word: Word, lower: str) -> Tagged | None:
    if match := _DATE.fullmatch(word.text):
        return Tagged(word, "DATE", date=_numeric_date(match[1], match[2], match[3], match[4]))
    if match := _DECADE.fullmatch(lower):
        return Tagged(word, "DECADE", int(match[1]))
    if match := _ORDINAL.fullmatch(word.text):
        return Tagged(word, "ORDINAL", int(match[1]))
    return None


def _numeric_date(first: str, separator: str, second: str, third: str) -> PartialDate | None:
    """The date in figures; where day and month cannot be told apart only the year is sure."""
    if len(first) == 4:
        return make(int(first), int(second), int(third))
    if len(third) == 3 or len(first) > 2:
        return None
    one, two, year = int(first), int(second), int(third)
    if len(third) <= 2:
        year += 1900 if year >= 70 else 2000
    if separator == "." or one > 12 or one == two:
        return make(year, two, one)
    if two > 12:
        return make(year, one, two)
    return make(year) if make(year, one, two) else None


def tag_string(tagged: Iterable[Tagged]) -> tuple[str, list[int]]:
    """The tags joined by blanks, and the offset in that string at which each begins."""
    offsets, parts, length = [], [], 0
    for item in tagged:
        offsets.append(length)
        parts.append(item.tag)
        length += len(item.tag) + 1
    return " ".join(parts) + " ", offsets
