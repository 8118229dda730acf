"""From numbers to places along a line."""

from dataclasses import dataclass
from math import log10

_ROOM = 88.0  # percent of the line that the greatest number takes; the rest is for what is open above
_RATIO = 50  # from which on the least number would be too small to see
_MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the line, and where it stands, in percent."""

    value: int
    at: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from 0 to the greatest number; where `logarithmic`, each step of the same length is ten times as many."""

    top: int
    logarithmic: bool

    @classmethod
    def of(cls, numbers: list[int]) -> "Scale":
        """The scale on which all these numbers can be seen."""
        positive = [each for each in numbers if each > 0]
        top = max(positive, default=1)
        return cls(top, top > _RATIO * min(positive, default=top))

    def at(self, number: int) -> float:
        """Where a number stands, in percent of the line, rounded so that it is written the same everywhere."""
        part = log10(number + 1) / log10(self.top + 1) if self.logarithmic else number / self.top
        return round(part * _ROOM, 2)

    def ticks(self) -> list[Tick]:
        """Round numbers along the line, 0 first."""
        if self.logarithmic:
            powers = range(len(str(self.top)))
            step = -(-len(powers) // _MOST_STEPS)
            return [Tick(0, 0.0), *(Tick(10**power, self.at(10**power)) for power in powers[step - 1 :: step] if power)]
        return [Tick(value, self.at(value)) for value in range(0, self.top + 1, round_step(self.top, _MOST_STEPS))]


def round_step(top: int, most: int) -> int:
    """The least of 1, 2, 5, 10, 20, … that goes into `top` at most `most` times."""
    step = 1
    while top // step > most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step
