"""Which texts are literals of which XSD datatype; RDF libraries let `"2023-13-45"^^xsd:date` pass."""

import re
from collections.abc import Callable
from datetime import date, time

from kgbuild.store.namespaces import RDF, XSD

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"-?(?:[1-9]\d{4,}|\d{4})"
_DAY = re.compile(rf"({_YEAR})-(\d\d)-(\d\d){_ZONE}", re.ASCII)
_MOMENT = re.compile(rf"({_YEAR})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?{_ZONE}", re.ASCII)
_MONTH = re.compile(rf"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN", re.ASCII)
_LEAP_CYCLE = 400


def _calendar_has(year: str, month: str, day: str) -> bool:
    """Whether the calendar has the day; years beyond datetime's are moved by whole leap cycles."""
    try:
        date(int(year) % _LEAP_CYCLE + _LEAP_CYCLE, int(month), int(day))
    except ValueError:
        return False
    return True


def _is_day(text: str) -> bool:
    match = _DAY.fullmatch(text)
    return match is not None and _calendar_has(match[1], match[2], match[3])


def _is_moment(text: str) -> bool:
    match = _MOMENT.fullmatch(text)
    if match is None or not _calendar_has(match[1], match[2], match[3]):
        return False
    hour, minute, second = int(match[4]), int(match[5]), int(match[6])
    if hour == 24:  # the midnight that ends a day
        return minute == second == 0
    try:
        time(hour, minute, second)
    except ValueError:
        return False
    return True


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _whole(least: int | None, most: int | None) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        if not _WHOLE.fullmatch(text):
            return False
        digits = text.lstrip("+-0") or "0"
        if len(digits) > 20:  # beyond every bounded type; int() refuses thousands of digits
            return least is None if text.startswith("-") else most is None
        value = int(text)
        return (least is None or value >= least) and (most is None or value <= most)

    return holds


_HOLDS: dict[str, Callable[[str], bool]] = {
    XSD.iri + name: holds
    for name, holds in {
        "date": _is_day,
        "dateTime": _is_moment,
        "dateTimeStamp": lambda text: _is_moment(text) and re.search(r"(?:Z|[+-]\d\d:\d\d)$", text) is not None,
        "gYear": _matches(re.compile(_YEAR + _ZONE, re.ASCII)),
        "gYearMonth": _matches(_MONTH),
        "boolean": lambda text: text in {"true", "false", "0", "1"},
        "decimal": _matches(_DECIMAL),
        "double": _matches(_FLOAT),
        "float": _matches(_FLOAT),
        "integer": _whole(None, None),
        "nonNegativeInteger": _whole(0, None),
        "positiveInteger": _whole(1, None),
        "nonPositiveInteger": _whole(None, 0),
        "negativeInteger": _whole(None, -1),
        "long": _whole(-(2**63), 2**63 - 1),
        "int": _whole(-(2**31), 2**31 - 1),
        "short": _whole(-(2**15), 2**15 - 1),
        "byte": _whole(-(2**7), 2**7 - 1),
        "unsignedLong": _whole(0, 2**64 - 1),
        "unsignedInt": _whole(0, 2**32 - 1),
        "unsignedShort": _whole(0, 2**16 - 1),
        "unsignedByte": _whole(0, 2**8 - 1),
        "anyURI": lambda text: re.search(r'[\s<>"{}|\\^`]', text) is None,
    }.items()
}
_LANGUAGE_TAGGED = RDF.iri + "langString"


def is_well_formed(text: str, datatype: str) -> bool:
    """Whether `text` is in the lexical space of the datatype (an IRI); True for datatypes that are not known here."""
    return datatype not in _HOLDS or _HOLDS[datatype](text)


def needs_language(datatype: str) -> bool:
    """Whether literals of this datatype carry a language tag."""
    return datatype == _LANGUAGE_TAGGED
