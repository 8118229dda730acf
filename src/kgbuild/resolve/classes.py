"""What resolving needs to know of the class hierarchy."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kgbuild.model.terms import ENTITY_TYPES, EVENT_TYPES

CONTRACT = frozenset(EVENT_TYPES) | frozenset(ENTITY_TYPES)


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Classes by IRI with the named classes right above each."""

    parents: Mapping[str, Collection[str]]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """A class and those above it, nearest first."""
        if name not in self._known:
            found = [name]
            for each in found:
                found += sorted(set(self.parents.get(each, ())) - set(found))
            self._known[name] = tuple(found)
        return self._known[name]

    def contract(self, name: str) -> str:
        """The class of the contract that a class is or stands below; itself where there is none."""
        return next((each for each in self.ancestors(name) if each in CONTRACT), name)

    def finest(self, names: Iterable[str]) -> str:
        """The finest class that is compatible with all the given: the lowest of a chain, else the nearest above all."""
        known = sorted(set(names), key=lambda name: (-len(self.ancestors(name)), name))
        lowest = self.ancestors(known[0])
        if all(name in lowest for name in known):
            return known[0]
        shared = [name for name in lowest if all(name in self.ancestors(other) for other in known)]
        return shared[0] if shared else known[0]
