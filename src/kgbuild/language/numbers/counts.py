"""Counts and sums of money in a run of words: what they are at least and at most, and their unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kgbuild.language.grammar.numerals import SCALES, Word

_AT_LEAST = (
    *("more than", "over", "at least", "greater than", "no fewer than", "no less than", "not less than"),
    *("not fewer than", "well over", "just over", "upwards of", "upward of", "in excess of", "exceeding", "exceeded"),
    *(
        "exceeds",
        "exceed",
        "above",
        "surpassing",
        "surpassed",
        "passed",
        "topped",
        "topping",
        "a minimum of",
        "minimum of",
        "a total of more than",
    ),
)
_AT_MOST = (
    *("up to", "fewer than", "less than", "at most", "no more than", "not more than", "under", "below", "as many as"),
    *("as much as", "a maximum of", "maximum of", "just under"),
)
_EXACTLY = (
    *("about", "around", "roughly", "approximately", "nearly", "almost", "some", "an estimated", "estimated"),
    *("close to", "the estimated", "circa", "as few as", "only", "just", "exactly", "an additional", "another"),
    *("a further", "a total of", "a reported", "an average of"),
)
_LONGEST_BOUND = 5
_BEYOND = 10**18
_BOUNDS = (
    {tuple(words.split()): (True, False) for words in _AT_LEAST}
    | {tuple(words.split()): (False, True) for words in _AT_MOST}
    | {tuple(words.split()): (True, True) for words in _EXACTLY}
)
_AFTER = {("or", "more"): (True, False), ("or", "fewer"): (False, True), ("or", "less"): (False, True)}
_VAGUE: dict[str, tuple[int, int | None]] = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2 * 10**6, None),
    "billions": (2 * 10**9, None),
}
_FEW = {"dozen": "dozens", "hundred": "hundreds", "thousand": "thousands", "million": "millions", "billion": "billions"}
_MULTIPLES = {"tens": (20, 99), "hundreds": (200, 999)}
_CURRENCIES = {
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp", "sterling"), "GBP"),
    **dict.fromkeys(("¥", "jpy", "yen"), "JPY"),
    **dict.fromkeys(("₽", "rub", "rubles", "roubles"), "RUB"),
    **dict.fromkeys(("₹", "inr", "rupees"), "INR"),
    **dict.fromkeys(("₪", "ils", "shekels"), "ILS"),
    **dict.fromkeys(("yuan", "cny", "renminbi"), "CNY"),
}
_CODES = frozenset({"usd", "eur", "gbp"})
_DOLLARS = {"us": "USD", "c": "CAD", "ca": "CAD", "a": "AUD", "au": "AUD", "nz": "NZD", "hk": "HKD", "s": "SGD"}
_SUFFIXES = {"m": 10**6, "b": 10**9, "t": 10**12}
_TONNES = frozenset({"tonnes", "tonne", "tons", "ton"})
_RANGE = frozenset({"-", "–", "to", "and"})
_DASHES = frozenset({"-", "–"})
_MEASURES = frozenset(
    {
        *("%", "percent", "per", "pct", "percentage", "am", "pm", "gmt", "utc", "o'clock", "times", "km", "kilometers"),
        *(
            "kilometres",
            "kilometer",
            "kilometre",
            "mile",
            "miles",
            "metre",
            "metres",
            "meter",
            "meters",
            "feet",
            "foot",
        ),
        *("inches", "degrees", "mm", "cm", "kg", "kilograms", "mph", "barrels", "barrel", "litres", "liters", "acres"),
        *(
            "half",
            "third",
            "thirds",
            "quarter",
            "quarters",
            "fourths",
            "fifth",
            "fifths",
            "tenth",
            "tenths",
            "hectares",
        ),
    }
)
_BEFORE_ONE = frozenset({"the", "other", "another", "that", "this", "which", "no", "any", "every", "each", "but"})
_SHARES = frozenset({"percent", "%", "per cent", "cent", "half", "third", "quarter", "majority", "share"})
_AGES = frozenset({"age", "ages", "aged"})
_AGED_BETWEEN = frozenset({"of", "between", "from"})
_NAMED = frozenset(
    {
        *(
            "article",
            "articles",
            "resolution",
            "resolutions",
            "chapter",
            "section",
            "page",
            "pages",
            "phase",
            "room",
            "round",
            "area",
        ),
        *(
            "number",
            "no",
            "nos",
            "highway",
            "route",
            "flight",
            "category",
            "level",
            "stage",
            "part",
            "annex",
            "paragraph",
        ),
        *("age", "aged"),
    }
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number at the code points `[start, end)`, of which `[core_start, core_end)` is the number without its bounds.

    `bare` is true of a number that no bound, unit or range marks as a count.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    minimum: int | None
    maximum: int | None
    unit: str | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Core:
    """A number over the words `[first, last)`, before its bounds are known."""

    first: int
    last: int
    low: Decimal
    high: Decimal | None
    ranged: bool = False


def counts(words: Sequence[Word]) -> Iterator[Count]:
    """The counts and sums among the words, from left to right; what only numbers or measures a thing is left out.

    So is what is larger than any number of people or sum of money.
    """
    at = 0
    while at < len(words):
        core = _core(words, at)
        if core is None:
            at += 1
            continue
        count = _count(words, core)
        if count is not None and max(count.minimum or 0, count.maximum or 0) < _BEYOND:
            yield count
        at = core.last


def _core(words: Sequence[Word], at: int) -> _Core | None:
    """The number that begins at a word, a range taken as one."""
    vague = _vague(words, at)
    if vague is not None:
        return vague
    value = words[at].value
    if value is None:
        return None
    if at + 2 < len(words):
        link, until = words[at + 1].lower, at + 2
        until += until + 1 < len(words) and _is_sign(words[until])
        other, led = words[until], _led(words, at)
        ranged = link in _RANGE and (link != "and" or led == "between") and not (link == "to" and led == "from")
        if other.value is not None and ranged and not _chained(words, at):
            low = value * _shared_scale(value, other)
            if low < other.value:
                return _Core(at, until + 1, low, other.value, ranged=True)
        if link in _DASHES and other.lower in SCALES:
            value *= SCALES[other.lower]
            return _Core(at, at + 3, value, value)
    return _Core(at, at + 1, value, value)


def _is_sign(word: Word) -> bool:
    """Whether a word is the sign of a currency."""
    return not word.text.isalpha() and word.lower in _CURRENCIES


def _led(words: Sequence[Word], at: int) -> str:
    """The word before a number and its sign of a currency, in lower case; "" at the start."""
    before = at - 1
    if before > 0 and _is_sign(words[before]):
        before -= 2 if words[before - 1].end == words[before].start and words[before - 1].lower in _DOLLARS else 1
    return words[before].lower if before >= 0 else ""


def _vague(words: Sequence[Word], at: int) -> _Core | None:
    """Dozens, hundreds, tens of thousands, several hundred."""
    lowers = [word.lower for word in words[at : at + 3]]
    if len(lowers) == 3 and lowers[0] in _MULTIPLES and lowers[1] == "of" and lowers[2].removesuffix("s") in SCALES:
        low, high = _MULTIPLES[lowers[0]]
        scale = SCALES[lowers[2].removesuffix("s")]
        return _Core(at, at + 3, Decimal(low * scale), Decimal((high + 1) * scale - 1), ranged=True)
    if lowers[0] in {"several", "few"} and len(lowers) > 1 and lowers[1] in _FEW:
        bounds, length = _VAGUE[_FEW[lowers[1]]], 2
    elif lowers[0] in _VAGUE:
        bounds, length = _VAGUE[lowers[0]], 1
    else:
        return None
    least, most = bounds
    return _Core(at, at + length, Decimal(least), None if most is None else Decimal(most), ranged=True)


def _shared_scale(low: Decimal, other: Word) -> int:
    """What the first number of "20 to 30 million" is multiplied by."""
    scale = SCALES.get(other.lower.split()[-1], 1)
    return scale if other.value is not None and low < other.value / scale else 1


def _chained(words: Sequence[Word], at: int) -> bool:
    """Whether figures and dashes go on, as in a telephone number or a date."""
    before = words[at - 1].text if at else ""
    after = words[at + 3].text if at + 3 < len(words) else ""
    return before in {"-", "–", "+", "/"} or after in {"-", "–", "/"}


def _count(words: Sequence[Word], core: _Core) -> Count | None:
    """The number with its unit and bounds; None where it counts nothing."""
    first, last, unit, factor = _money(words, core)
    if unit is None and (_counts_nothing(words, core) or core.low != int(core.low) or _is_decimal(words[core.first])):
        return None
    after = [word.lower for word in words[last : last + 2] if word.lower != "metric"]
    if unit is None and after and after[0] in _TONNES:
        unit = "t"
    start, end, bounded = _bounds(words, first, last)
    if core.ranged and bounded is None and start and words[start - 1].lower == "between":
        start -= 1
    keeps_minimum, keeps_maximum = bounded or (True, True)
    return Count(
        words[start].start,
        words[end - 1].end,
        words[core.first].start,
        words[core.last - 1].end,
        round(core.low * factor) if keeps_minimum else None,
        round(core.high * factor) if keeps_maximum and core.high is not None else None,
        unit,
        bare=bounded is None and unit is None and not core.ranged,
    )


def _money(words: Sequence[Word], core: _Core) -> tuple[int, int, str | None, int]:
    """The words that a sum of money covers, its currency, and what a letter after its figures multiplies it by."""
    first, last = core.first, core.last
    unit, factor = None, 1
    if first and words[first - 1].lower in _CODES:
        return first - 1, last, words[first - 1].text.upper(), factor
    if first and _is_sign(words[first - 1]):
        unit, first = _CURRENCIES[words[first - 1].lower], first - 1
        dollar = first and words[first].text == "$" and words[first - 1].end == words[first].start
        if dollar and words[first - 1].lower in _DOLLARS:
            unit, first = _DOLLARS[words[first - 1].lower], first - 1
        if last < len(words) and words[last].start == words[last - 1].end and words[last].lower in _SUFFIXES:
            factor, last = _SUFFIXES[words[last].lower], last + 1
        return first, last, unit, factor
    for at in range(last, min(last + 5, len(words))):
        name = words[at].lower
        if name in _CURRENCIES and name.isalpha():
            return first, at + 1, _CURRENCIES[name], factor
        if name not in {"us", "u", "s", "."}:
            break
    return first, last, None, factor


def _counts_nothing(words: Sequence[Word], core: _Core) -> bool:
    """Whether the number is part of a name, a code, a measure, a fraction or a numbering."""
    before = words[core.first - 1] if core.first else None
    start = words[core.first].start
    if before is not None and before.end == start and _sticks(before.text):
        return not before.text.isdecimal() and (words[core.first].text[0].isdecimal() or before.text != "-")
    if before is not None and (before.lower in _NAMED | {"per"} or (before.text == "[" and before.end == start)):
        return True
    if before is not None and words[core.first].lower == "one" and before.lower in _BEFORE_ONE:
        return True
    if _is_age(words, core.first) or _is_whole(words, core.first):
        return True
    return core.last < len(words) and _measures(words, core)


def _is_age(words: Sequence[Word], first: int) -> bool:
    """Whether a number is one of the ages of somebody ("between the ages of 14 and 18", "aged between 20 and 30")."""
    at = first - 1
    while at > 0 and words[at].lower in _RANGE and words[at - 1].value is not None:
        at -= 2
    return at > 0 and words[at].lower in _AGED_BETWEEN and words[at - 1].lower in _AGES


def _is_decimal(word: Word) -> bool:
    """Whether a number is a measurement in figures ("a 5.0 earthquake"), which counts nothing."""
    return "." in word.text and word.text.replace(".", "", 1).isdecimal()


def _is_whole(words: Sequence[Word], first: int) -> bool:
    """Whether a number is that of which a share is told ("60 percent of the 2 million people")."""
    before = [word.lower for word in words[max(0, first - 3) : first]]
    before = before[:-1] if before[-1:] == ["the"] else before
    return len(before) > 1 and before[-1] == "of" and before[-2] in _SHARES


def _sticks(text: str) -> bool:
    """Whether a word that touches a number makes it part of a code ("F-16", "G7", "9/11")."""
    return text.isalnum() or text in {"-", "/", "+", "#", ".", "@"}


def _measures(words: Sequence[Word], core: _Core) -> bool:
    """Whether the words after a number make it a measure, a time of day, an adjective ("20-point") or a list item."""
    after, touches = words[core.last], words[core.last].start == words[core.last - 1].end
    if after.lower in _MEASURES or (touches and (after.text[0].isalpha() or after.text in {"/", ":", "-", "@"})):
        return True
    clock = [word.lower for word in words[core.last : core.last + 3]]
    if clock[1:] == [".", "m"] and clock[0] in {"a", "p"}:
        return True
    if words[core.first].lower == "one":
        return after.lower in {"of", "another", "day", "time", "thing", "side", "hand"} or not after.text[0].isalpha()
    return core.first == 0 and after.text in {")", "."} and touches


def _bounds(words: Sequence[Word], first: int, last: int) -> tuple[int, int, tuple[bool, bool] | None]:
    """The words with the bound before or after them, and which of minimum and maximum it keeps."""
    after = tuple(word.lower for word in words[last : last + 2])
    if after in _AFTER:
        return first, last + 2, _AFTER[after]
    behind_noun = tuple(word.lower for word in words[last + 1 : last + 3])
    if behind_noun in _AFTER and words[last].text.isalpha():
        return first, last, _AFTER[behind_noun]
    for length in range(min(_LONGEST_BOUND, first), 0, -1):
        bound = _BOUNDS.get(tuple(word.lower for word in words[first - length : first]))
        if bound is not None:
            return first - length, last, bound
    return first, last, None
