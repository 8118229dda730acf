"""The names that the scores of words make likeliest together."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]
Steps = NDArray[np.float64]
_NEVER = -1e9
_ADJOINING = -1.0  # what it costs to let a name begin right behind another
_LEANINGS = {"ORG": 0.3, "LOC": -0.3}  # by kind, for each word: settled on the development parts


def steps(tags: Sequence[str]) -> Steps:
    """What a word's tag (row) adds to the score of the next word's (column); the last row is for the first word.

    A tag is "O", or "B-" or "I-" with a kind of names. Inside a name only its own kind goes on.
    """
    found = np.zeros((len(tags) + 1, len(tags)))
    for row, before in enumerate((*tags, "O")):
        for column, tag in enumerate(tags):
            if tag[0] == "I" and before[1:] != tag[1:]:
                found[row, column] = _NEVER
            elif tag[0] == "B" and before != "O":
                found[row, column] = _ADJOINING
    return found + [_LEANINGS.get(tag[2:], 0.0) for tag in tags]


def best_tags(scores: Scores, allowed: Steps) -> list[int]:
    """The columns of the tags with the highest sum of scores (words, tags) and steps between them (Viterbi 1967)."""
    if not len(scores):
        return []
    total = scores[0] + allowed[-1]
    choices = []
    for own in scores[1:]:
        sums = total[:, None] + allowed[:-1]
        before = sums.argmax(axis=0)
        choices.append(before)
        total = sums[before, np.arange(len(before))] + own
    best = [int(total.argmax())]
    for before in reversed(choices):
        best.append(int(before[best[-1]]))
    return best[::-1]


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The names that tags mark, in their order: words `[start, end)` and kind."""
    bounds = [at for at, tag in enumerate(tags) if tag[0] != "I"]
    for start, end in pairwise([*bounds, len(tags)]):
        if tags[start] != "O":
            yield start, end, tags[start][2:]
