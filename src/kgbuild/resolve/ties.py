"""What ties entity findings together: those that share no tie, not even over others, can be resolved apart."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kgbuild.model import EntityFinding
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.entities import certain, fold, full_names, spellings

Tie = tuple[str, ...]
"""What two findings may have in common; the first says of what kind it is."""

DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Ties:
    """Tells the ties of findings.

    `origins` gives the original of each article that is a copy or has one; `decided` are the mentions that people have
    decided on, `ARTICLE#START-END`.
    """

    classes: Hierarchy
    origins: Mapping[str, str]
    decided: Collection[str]

    def of(self, article: str, found: EntityFinding) -> Iterator[Tie]:
        """The ties of a finding, at least one; each says what makes findings one, or gives them one key."""
        kind = self.classes.contract(found.type)
        yield from ((kind, *sign) for sign in certain(found))
        names = full_names(found, self.classes)
        yield from (("name", name) for name in spellings(found, self.classes))
        if found.canonical:
            yield "name", fold(found.canonical)
        elif not names:
            yield "bare", fold(found.name), article
        if article in self.origins:
            yield kind, "copy", fold(found.name), self.origins[article]
        for span in found.mentions:
            if self.decided and (name := f"{article}#{span.start}-{span.end}") in self.decided:
                yield DECIDED, name


def origins(originals: Mapping[str, str]) -> dict[str, str]:
    """The originals of copies, and each original as its own."""
    return {**{name: name for name in originals.values()}, **originals}
