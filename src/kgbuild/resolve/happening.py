"""When two tellings are of one happening: the rules of event identity, within an article and across articles."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kgbuild.model import Factuality, PartialDate
from kgbuild.model.terms import HUMANITARIAN, KG, MILITARY
from kgbuild.resolve.traits import ATROCITY, EXTENSION, RELEASE

_MUTUAL = frozenset(KG + name for name in ("Meeting", "Agreement", "Battle"))
_VISIT = KG + "Visit"
_DEEDS = frozenset(KG + name for name in (*MILITARY, *HUMANITARIAN, "Visit", "Sanction")) - _MUTUAL


@dataclass(slots=True)
class Telling:
    """What is told of one event so far: its contract class, participants, places, time, and names of its own.

    `worded` is whether words tell its time, and not only the story so far.
    """

    kind: str
    agents: set[int] = field(default_factory=set)
    targets: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    start: PartialDate | None = None
    end: PartialDate | None = None
    factuality: Factuality = Factuality.ACTUAL
    cause: int | None = None
    names: frozenset[str] = frozenset()
    worded: bool = False

    @property
    def participants(self) -> set[int]:
        """Agents and targets."""
        return self.agents | self.targets


def same_in_article(one: Telling, other: Telling, is_state: Callable[[int], bool]) -> bool:
    """Whether two tellings of one article are of one event: nothing contradicts, and something is shared.

    Acts of speech are told once each. Talks, agreements and battles are one where the parties of one telling are all
    among those of the other, and where it tells of one party, the times are the same; deeds where they share a
    participant, a place that is no state, or their cause; visits only where they begin on one day.
    """
    if one.kind != other.kind or one.kind not in _MUTUAL | _DEEDS or not _compatible(one, other, is_state):
        return False
    if one.names != other.names and not one.names & other.names:
        return False
    if one.kind == _VISIT and _apart(one.start, other.start):
        return False
    if one.kind in _MUTUAL:
        few, many = sorted((one.agents, other.agents), key=len)
        told_alike = len(few) > 1 or one.start is None or other.start is None or one.start == other.start
        return bool(few) and few <= many and told_alike
    towns = {place for place in one.places & other.places if not is_state(place)}
    return bool(one.agents & other.agents or one.targets & other.targets or towns or _same(one.cause, other.cause))


def told_apart(one: Telling, other: Telling) -> bool:
    """Whether a telling is another than the one that its words refer back to.

    It has a name of its own that the one before has not, or only one of both goes on with something, lets people go, or
    is of atrocities; or words tell its time, which has no day in common with that of the one before.
    """
    decisive = (one.names ^ other.names) & {EXTENSION, RELEASE, ATROCITY}
    renamed = bool(other.names) and not other.names & one.names
    return bool(decisive) or renamed or (other.worded and not _overlap(one, other))


def _compatible(one: Telling, other: Telling, is_state: Callable[[int], bool]) -> bool:
    hit = one.targets - one.places, other.targets - other.places
    for mine, theirs in ((one.agents, other.agents), hit):
        if mine and theirs and not mine & theirs:
            return False
    if one.factuality != other.factuality and not _same(one.start, other.start):
        return False
    towns = [{place for place in each.places if not is_state(place)} for each in (one, other)]
    states = [each.places - towns[at] for at, each in enumerate((one, other))]
    if any(mine and theirs and not mine & theirs for mine, theirs in (towns, states)):
        return False
    return _overlap(one, other)


def _overlap(one: Telling, other: Telling) -> bool:
    """Whether the times of two tellings may be the same; untold times may."""
    if one.start is None or other.start is None:
        return True
    one_from, one_to = one.start.first, (one.end or one.start).last
    other_from, other_to = other.start.first, (other.end or other.start).last
    return one_from <= other_to and other_from <= one_to


def _apart(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two dates are different days, as those on which a traveller comes to one place after another."""
    return one is not None and other is not None and None not in (one.day, other.day) and one != other


def _same(one: object, other: object) -> bool:
    return one is not None and one == other
