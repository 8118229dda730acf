"""Dates and numbers as people write them."""

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def date(text: str) -> str:
    """`2023-09-17` as `17 September 2023`, `2022-12` as `December 2022`; what is no such date as it is."""
    year, month, day = _parts(text)
    if not month:
        return text
    return f"{day} {_MONTHS[month - 1]} {year}" if day else f"{_MONTHS[month - 1]} {year}"


def period(start: str | None, end: str | None) -> str:
    """From one date to another, what they share said once: `19–20 September 2023`; empty where there is neither."""
    if not start or not end or start == end:
        return date(start) if start else f"until {date(end)}" if end else ""
    (year, month, day), (last_year, last_month, last_day) = _parts(start), _parts(end)
    if day and last_day and (year, month) == (last_year, last_month):
        return f"{day}–{date(end)}"
    if month and last_month and year == last_year and bool(day) == bool(last_day):
        return f"{f'{day} ' if day else ''}{_MONTHS[month - 1]} – {date(end)}"
    return f"{date(start)} – {date(end)}"


def bounds(low: int | None, high: int | None) -> str:
    """A number known from below, from above, or both: `at least 12`, `at most 40`, `200 to 999`."""
    if low == high:
        return f"{low:,}" if low is not None else ""
    if high is None:
        return f"at least {low:,}"
    return f"at most {high:,}" if low is None else f"{low:,} to {high:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 event`, `2,000 events`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def upper(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def _parts(text: str) -> tuple[str, int, int]:
    """Year, month and day; month and day are 0 where they are not told or there is no such."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    known = month.isdecimal() and 1 <= int(month) <= 12
    return year, int(month) if known else 0, int(day) if known and day.isdecimal() else 0
