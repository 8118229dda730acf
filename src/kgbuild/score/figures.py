"""Counts of what is right, and the figures they give."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

MEASURES = ("entities", "events typed", "events branch", "arguments")
SHARES = ("linking recall", "linking precision", "positions", "dates", "quantities", "factuality", "attribution")


@dataclass(frozen=True, slots=True)
class F1:
    """How many were hit, predicted and in the gold files."""

    hit: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of the predicted that is right, 0 where nothing is predicted."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that is found, 0 where there is none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those that could be right are."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1, None where there is nothing to be right about."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures over all articles: F1 measures, shares, F1 by type, and by article what was missed or is extra."""

    articles: int
    measures: Mapping[str, F1]
    shares: Mapping[str, Share]
    by_type: Mapping[str, F1]
    errors: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Tally:
    """Counts while the articles are gone through."""

    hit: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    predicted: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    gold: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, hit: int = 0, predicted: int = 0, gold: int = 0) -> None:
        """Count under a name."""
        self.hit[name] += hit
        self.predicted[name] += predicted
        self.gold[name] += gold

    def of(self, name: str, right: bool) -> None:
        """Count one that could be right, under the name of a share."""
        self.add(name, int(right), 0, 1)

    def f1(self, name: str) -> F1:
        """The measure of a name."""
        return F1(self.hit[name], self.predicted[name], self.gold[name])

    def share(self, name: str) -> Share:
        """The share of a name."""
        return Share(self.hit[name], self.gold[name])

    def scores(self, articles: int, errors: Mapping[str, tuple[str, ...]]) -> Scores:
        """All figures of what was counted."""
        detail = sorted(set(self.gold) - set(MEASURES) - set(SHARES))
        return Scores(
            articles=articles,
            measures={name: self.f1(name) for name in MEASURES},
            shares={name: self.share(name) for name in SHARES},
            by_type={name: self.f1(name) for name in detail},
            errors=errors,
        )
