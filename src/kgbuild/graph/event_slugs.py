"""How events are named: from date, class, place and participants, or else from the article that tells them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.graph.classes import Classes, local_name
from kgbuild.graph.slugs import join, slug
from kgbuild.model import Beginning, Entity, Event
from kgbuild.model.terms import PLACE, STATE

Order = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class _Name:
    """The slugs an event may get, from the shortest to the one that tells most, and its place in the order of texts."""

    event: int
    levels: tuple[str, ...]
    order: Order
    age: tuple[str, bool, str]


def event_slugs(
    entities: Sequence[Entity], events: Sequence[Event], beginnings: Sequence[Beginning | None], classes: Classes
) -> tuple[str, ...]:
    """One slug for each event, by its id: short where that tells it from all others, else with more of what is known.

    A slug grows only where an older article, or the same one, tells another event of the same date, class and place:
    an article that is added later moves no IRI. What still ties is numbered in the order of the text.
    """
    kinds = [classes.entity_class(each.type) for each in entities]
    namer = _Namer(classes, [slug(each.key) for each in entities], kinds)
    names = [namer.name(event, home) for event, home in zip(events, beginnings, strict=True)]
    chosen: dict[int, str] = {}
    _refine(names, 0, chosen, set())
    return _numbered(names, chosen)


@dataclass(frozen=True, slots=True)
class _Namer:
    """Names events from what is known of articles and entities."""

    classes: Classes
    keys: Sequence[str]
    kinds: Sequence[str]

    def name(self, event: Event, home: Beginning | None) -> _Name:
        """The slugs an event may get; `home` is where it is told first, None where nobody tells it."""
        article = slug(home.article) if home else ""
        kind = slug(local_name(self.classes.event_class(event.type) or event.type))
        participants, places = self._participants(event), self._places(event)
        if event.start is not None and event.start.day is not None and places:
            base, rest, told_in = join(str(event.start), kind, places[0]), participants, article
        else:
            first = [*participants, *places, slug(home.words) if home and home.words else ""][0]
            base, rest, told_in = join(article, str(event.start or ""), kind, first), participants[1:], ""
        levels = (base, join(base, *rest[:2]), join(base, *rest), join(base, *rest, told_in))
        if home is None:
            return _Name(event.id, levels, ("", 0, 0, event.id), ("", False, ""))
        return _Name(event.id, levels, (home.article, home.quote, home.trigger, event.id), home.age)

    def _participants(self, event: Event) -> list[str]:
        """Agents, then targets, each in order of their slugs."""
        roles = (event.agents, event.targets)
        return list(dict.fromkeys(key for numbers in roles for key in sorted(self.keys[i] for i in numbers)))

    def _places(self, event: Event) -> list[str]:
        """Places before states, each in order of their slugs."""
        where = ((self.kinds[i] == STATE, self.keys[i]) for i in event.places if self.kinds[i] in {STATE, PLACE})
        return [key for _, key in sorted(where)]


def _refine(names: Sequence[_Name], level: int, chosen: dict[int, str], taken: set[str]) -> None:
    """Choose for each event the first level at which no other of its article or an older one has the same slug.

    At the last level the slug is chosen whoever else has it.
    """
    shared: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names:
        shared[name.levels[level]].append(name)
    for text, group in shared.items():
        last = level + 1 == len(group[0].levels)
        oldest = min(name.age for name in group)
        bearers = group if last else [name for name in group if name.age == oldest]
        if last or (len(bearers) == 1 and text not in taken):
            chosen |= {name.event: text for name in bearers}
            taken.add(text)
        if others := [name for name in group if name.event not in chosen]:
            _refine(others, level + 1, chosen, taken)


def _numbered(names: Sequence[_Name], chosen: Mapping[int, str]) -> tuple[str, ...]:
    """The chosen slugs, the second and later bearers of one numbered in the order of the text."""
    taken = set(chosen.values())
    given: dict[int, str] = {}
    used: set[str] = set()
    for name in sorted(names, key=lambda each: each.order):
        text, number = chosen[name.event], 2
        if text in used:
            while join(text, str(number)) in taken:
                number += 1
            text = join(text, str(number))
            taken.add(text)
        used.add(text)
        given[name.event] = text
    return tuple(given[name.event] for name in names)
