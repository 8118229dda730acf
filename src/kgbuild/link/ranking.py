"""Candidates for each entity, ranked: which item it is, how sure that is, and why.

The score is the probability that a candidate is the right item, where "none of them" is an answer too: a conditional
logit (McFadden 1974) over the features. Its weights are set by hand; benchmarks/linking.py weighs them, and tells how
often a score is right. Links that are sure help to find the others: the states of an article's sure items make the
coherence of its other candidates, in a second pass.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import overload

from kgbuild.link.features import FEATURES, UNKNOWN, Context, Features, features, name_fit, words_of
from kgbuild.link.item import Item, Lookup
from kgbuild.link.subject import Around, Subject
from kgbuild.model.terms import PERSON
from kgbuild.spool import Filed, Spool

THRESHOLD = 0.5
"""The probability from which on a candidate is proposed."""

WEIGHTS: Mapping[str, float] = {
    "name": 10.0,
    "type": 5.0,
    "office": 3.0,
    "state": 2.0,
    "words": 1.5,
    "coherence": 1.5,
    "popularity": 4.0,
    "reading": 4.0,
}
"""The weights of the features, in log-odds."""

BIAS = -19.0
_SURE = 0.9
_NEAR = 300
_FEW = 5
_NAMED = 0.7


Near = Callable[[str, Sequence[tuple[int, int]]], Collection[str]]
"""The words of an article, by its name, near some spans in it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that an entity may be, with the features that decide and the score, a probability."""

    item: Item
    features: Features
    score: float

    def contributions(self) -> dict[str, float]:
        """What each feature of which something is known adds to the log-odds, against knowing nothing; weightiest
        first."""
        told = zip(FEATURES, self.features.values(), strict=True)
        added = {name: WEIGHTS[name] * (value - UNKNOWN) for name, value in told if value != UNKNOWN}
        return dict(sorted(added.items(), key=lambda pair: -abs(pair[1])))

    def reasons(self) -> str:
        """What decides, in a line: `name 1.00, reading 1.00, office 0.20`."""
        return ", ".join(f"{name} {getattr(self.features, name):.2f}" for name in self.contributions())


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of a subject, best first."""

    subject: Subject
    candidates: tuple[Candidate, ...]

    def best(self, threshold: float = THRESHOLD, refused: Collection[str] = ()) -> Candidate | None:
        """The best candidate that is not refused, None where its score is below the threshold: "no match"."""
        left = (each for each in self.candidates if each.item.qid not in refused)
        return next((each for each in left if each.score >= threshold), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """The items that a subject may be, and the words of the articles near its names, where these matter."""

    items: tuple[Item, ...]
    near: frozenset[str]


class Ranking(Sequence[Ranked]):
    """The candidates of subjects, ranked when they are asked for; `items` are those that subjects are known to be."""

    def __init__(
        self,
        subjects: Sequence[Subject],
        choices: Sequence[Choice],
        items: Mapping[str, Item],
        classes_of: Callable[[str], Collection[str]],
    ) -> None:
        self.subjects = subjects
        self._choices, self._items, self._classes_of = choices, items, classes_of
        self._states = _states(subjects, items)

    def __len__(self) -> int:
        return len(self.subjects)

    @overload
    def __getitem__(self, at: int) -> Ranked: ...
    @overload
    def __getitem__(self, at: slice) -> list[Ranked]: ...
    def __getitem__(self, at: int | slice) -> Ranked | list[Ranked]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        subject, choice = self.subjects[at], self._choices[at]
        others = _others(subject, self._states, self._items.get(subject.iri))
        return ranked(subject, choice.items, Context(self._items, others, self._classes_of, choice.near))


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the items of an index; `classes_of` gives a class and those above it, `near` the words near a name."""

    lookup: Lookup
    classes_of: Callable[[str], Collection[str]]
    near: Near

    def rank(self, subjects: Sequence[Subject], known: Mapping[str, str | None] | None = None) -> Ranking:
        """The candidates of each subject, in their order; `known` are links that people have decided, None for no item.

        The same subjects and items give the same ranking, whatever their order.
        """
        known = known or {}
        choices = Spool(Choice, map(self._choice, subjects))
        decided = {iri: item for iri, qid in known.items() if qid and (item := self.lookup.item(qid))}
        sure = (
            (ranked.subject.iri, best.item)
            for ranked in Ranking(subjects, choices, decided, self.classes_of)
            if ranked.subject.iri not in known and (best := ranked.best(_SURE))
        )
        return Ranking(subjects, choices, Filed(Item, chain(decided.items(), sure)), self.classes_of)

    def _choice(self, subject: Subject) -> Choice:
        items = candidates(subject, self.lookup)
        return Choice(items, self._words(subject, items))

    def _words(self, subject: Subject, choice: Sequence[Item]) -> frozenset[str]:
        """The words of the articles near the subject's names, where several items have one of these."""
        if sum(name_fit(subject, item) >= _NAMED for item in choice) < 2:
            return frozenset()
        return frozenset(word for each in (subject.spans or {}).items() for word in self.near(*each))


def near(texts: Around) -> Near:
    """The words near spans in texts."""
    return lambda article, spans: near_words(texts(article), spans)


def near_words(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The words of a text near some spans in it."""
    return words_of(*(text[max(0, start - _NEAR) : end + _NEAR] for start, end in spans))


def ranked(subject: Subject, choice: Sequence[Item], context: Context) -> Ranked:
    """The items scored, the best first, and of equal ones that with the lowest number."""
    told = [features(subject, item, context) for item in choice]
    weighed = [math.exp(log_odds(each)) for each in told]
    total = 1 + sum(weighed)
    scored = [Candidate(item, each, odds / total) for item, each, odds in zip(choice, told, weighed, strict=True)]
    return Ranked(subject, tuple(sorted(scored, key=lambda each: (-each.score, _number(each.item.qid)))))


def log_odds(told: Features) -> float:
    """How much likelier than "no item" a candidate is, as a logarithm."""
    return BIAS + sum(WEIGHTS[name] * value for name, value in zip(FEATURES, told.values(), strict=True))


def candidates(subject: Subject, lookup: Lookup) -> tuple[Item, ...]:
    """The items of the subject's name, and of its other forms where a person is told by more than a family name.

    Where there are none, those of a name much like it.
    """
    found: dict[str, Item] = {}
    if subject.qid and (item := lookup.item(subject.qid)):
        found[item.qid] = item
    several = PERSON in subject.classes and " " in subject.name
    for name in subject.names:
        if name == subject.name or not several or " " in name:
            found |= {item.qid: item for item in lookup.exact(name)}
    if not found:
        found = {item.qid: item for item in lookup.fuzzy(subject.name, _FEW)}
    return tuple(sorted(found.values(), key=lambda item: _number(item.qid)))


def _states(subjects: Iterable[Subject], items: Mapping[str, Item]) -> Mapping[str, Counter[str]]:
    """How often the states of each article's items are named in it, by article."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for subject in subjects:
        item = items.get(subject.iri)
        if item:
            for article in subject.articles:
                found[article].update(item.states or (item.qid,))
    return found


def _others(subject: Subject, states: Mapping[str, Counter[str]], own: Item | None) -> Counter[str]:
    """The states of the other entities in the articles of a subject."""
    total = Counter[str]()
    for article in subject.articles:
        total.update(states.get(article, ()))
        if own:
            total.subtract(own.states or (own.qid,))
    return +total


def _number(qid: str) -> tuple[int, str]:
    """Items in the order of their numbers."""
    return int(qid[1:]) if qid[1:].isdigit() else 0, qid
