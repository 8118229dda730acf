"""The signs that two tellings are of one event, or of two, and what each of them weighs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "one class": 1.0,
        "one finer class": 0.5,
        "other finer classes": -0.5,
        "other classes": -1.0,
        "acts of speech": -2.0,
        "one day": 3.0,
        "days overlap": 2.5,
        "one period": 1.5,
        "told at once": 2.0,
        "told soon after": 1.0,
        "told long after": -1.0,
        "plan and deed": -0.5,
        "place": 3.0,
        "region": 2.0,
        "state": 1.0,
        "place within": 0.5,
        "setting": 1.0,
        "other places": -2.0,
        "stop of a journey": -3.0,
        "other states": -2.0,
        "victim": 4.5,
        "person": 2.0,
        "party": 1.5,
        "state party": 1.0,
        "state and its body": 1.2,
        "only one party": -1.5,
        "others there": -6.5,
        "other agents": -4.0,
        "other targets": -1.5,
        "one cause": 5.5,
        "name": 5.0,
        "numbers": 1.5,
        "other numbers": -0.5,
        "other sums": -1.5,
        "words": 2.0,
        "told apart": -3.0,
    }
)
"""What each sign adds to the score when it is found in full strength."""


class Sign(NamedTuple):
    """Something that speaks for or against: a key of `WEIGHTS`, how strongly it is found, and in which words or ids."""

    name: str
    strength: float = 1.0
    things: tuple[int | str, ...] = ()

    @property
    def weight(self) -> float:
        """What it adds to the score."""
        return WEIGHTS[self.name] * self.strength
