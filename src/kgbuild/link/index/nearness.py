"""How far a name is from another: edits in its words, words that are missing or swapped, initials."""

from collections.abc import Callable, Sequence

_INITIAL = 0.5
_SWAPPED = 0.25
_MISSING = (1.0, 1.5)  # of the words asked for: short ones, others
_EXTRA = (0.75, 1.0)  # of the name's own words
_SHORT = 3
_MOST = 2

Distance = Callable[[str, str], int]


def allowed_edits(length: int) -> int:
    """How many edits a word of this many letters may have and still be the same word written otherwise."""
    return 0 if length < 2 else 1 if length < 5 else _MOST


def bound(words: int) -> float:
    """How much a name may lack or have beside what was asked for, in so many words."""
    return max(2.0, 1 + words / 2)


def edits(one: str, other: str) -> int:
    """The least number of letters to insert, delete, replace or swap with their neighbour (each but once)."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one):
        last, before, row = before, row, [i + 1]
        for j, opposite in enumerate(other):
            least = min(before[j] + (letter != opposite), before[j + 1] + 1, row[j] + 1)
            if i and j and letter == other[j - 1] and one[i - 1] == opposite:
                least = min(least, last[j - 1] + 1)
            row.append(least)
    return row[-1]


def few_edits(one: str, other: str) -> int:
    """The edits between two words where they are few; else some number that is more than `allowed_edits`."""
    apart = abs(len(one) - len(other))
    return apart if apart > _MOST else edits(one, other)


def remoteness(asked: Sequence[str], name: Sequence[str], distance: Distance = few_edits) -> float | None:
    """How far a name is from the one asked for, both as folded words; 0 for the same, None where they are not alike.

    Each edit counts 1, an initial for a word 0.5, a word of either side that the other lacks 0.75 to 1.5, another order
    0.25. Half of the letters asked for must be found, missing words make `bound` at most, and all together 1 more.
    `distance` tells the edits between two words.
    """
    if asked == name:
        return 0.0
    single = len(asked) == 1
    free, places = dict(enumerate(name)), dict[int, int]()
    total, letters = 0.0, 0
    for i in sorted(range(len(asked)), key=lambda at: -len(asked[at])):
        word = asked[i]
        far, j = _nearest(word, free, distance)
        if far <= max(allowed_edits(len(word)), single):
            del free[j]
            places[i] = j
            total += far
            letters += len(word)
    if letters * 2 < sum(map(len, asked)):
        return None
    lacking = [word for i, word in enumerate(asked) if i not in places]
    extra = list(free.values())
    total += _initials(lacking, extra) if lacking and extra else 0
    missing = sum(_MISSING[len(word) > _SHORT] for word in lacking) + sum(_EXTRA[len(word) > _SHORT] for word in extra)
    order = [places[i] for i in sorted(places)]
    total += missing + _SWAPPED * (order != sorted(order))
    most = bound(len(asked))
    return total if missing <= most and total <= most + 1 else None


def _nearest(word: str, others: dict[int, str], distance: Distance) -> tuple[int, int]:
    """The edits to the nearest of some words, and its place."""
    best = (len(word) + 1, -1)
    for place, other in others.items():
        if other == word:
            return 0, place
        far = distance(word, other)
        if far < best[0]:
            best = far, place
    return best


def _initials(lacking: list[str], extra: list[str]) -> float:
    """What initials cost; words that stand for one another leave both lists."""
    cost = 0.0
    for few, many in ((lacking, extra), (extra, lacking)):
        for short in [word for word in few if len(word) <= _SHORT]:
            meant = list[str]()
            for letter in short:
                meant += [word for word in many if word.startswith(letter) and word not in meant][:1]
            if len(meant) == len(short):
                few.remove(short)
                for word in meant:
                    many.remove(word)
                cost += _INITIAL * len(short)
    return cost
