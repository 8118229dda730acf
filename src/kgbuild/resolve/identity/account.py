"""An event as one article tells it, with no more than identity across articles is decided by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from sys import intern

_TOWN_WORDS = 2
_STEM = 6


class Rank(IntEnum):
    """What a participant or place is, from what tells least to what tells most."""

    STATE = 0
    REGION = 1
    GROUP = 2
    SPOT = 3
    BODY = 4
    TOWN = 5
    PERSON = 6


@dataclass(frozen=True, slots=True)
class Party:
    """An entity that takes part or is a place; `state` is the state that it is or belongs to, where that is known."""

    name: str
    rank: Rank
    state: str | None = None


Cast = Mapping[int, Party]
"""The entities that tellings name, by id."""


def state(entity: int, cast: Cast) -> str | None:
    """The state that an entity is or belongs to, by name."""
    party = cast[entity]
    return party.state or (party.name if party.rank is Rank.STATE else None)


def states(entities: Iterable[int], cast: Cast) -> set[str]:
    """The states that some entities are or belong to."""
    return {name for each in entities if (name := state(each, cast)) is not None}


def near(entity: int, cast: Cast) -> frozenset[str]:
    """The name of a town or spot, and what the name of a spot begins with: it may be that of its town."""
    party = cast[entity]
    if party.rank not in (Rank.TOWN, Rank.SPOT):
        return frozenset()
    words = party.name.casefold().split()
    most = min(len(words), _TOWN_WORDS) if party.rank is Rank.SPOT else 0
    return frozenset({" ".join(words), *(" ".join(words[:size]) for size in range(1, most + 1))})


def stem(word: str) -> str:
    """A word without its ending, as which it is compared."""
    return intern(word[:_STEM])


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one article tells it.

    `name` is `ARTICLE#START-END` of its first trigger, `kind` its class of the contract, `types` the classes of its
    mentions. Participants and places are ids of entities, and `setting` is what the article is about. `first` and
    `last` are the days of its time as ordinals, `exact` whether both are told to the day; `published` is the day of the
    article; `assumed` is whether it is planned and no words tell when. `titles` are the names that the text gives the
    event itself ("operation peace spring"), `words` the words it is told in, without endings, and `wording` the
    same with them. `cause` is the number of the telling that caused it, `numbers` are measures with their bounds.
    """

    name: str
    article: str
    kind: str
    types: frozenset[str]
    agents: frozenset[int] = frozenset()
    targets: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()
    setting: frozenset[int] = frozenset()
    first: int | None = None
    last: int | None = None
    exact: bool = False
    published: int | None = None
    planned: bool = False
    assumed: bool = False
    numbers: tuple[tuple[str, int | None, int | None], ...] = ()
    titles: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()
    cause: int | None = None
    what: str = ""

    @property
    def participants(self) -> frozenset[int]:
        """Agents and targets."""
        return self.agents | self.targets

    @property
    def spots(self) -> frozenset[int]:
        """Places, and targets, which may be places too."""
        return self.places | self.targets

    @property
    def day(self) -> int | None:
        """The one day on which it was, where that is told."""
        return self.first if self.exact and self.first == self.last and not self.assumed else None
