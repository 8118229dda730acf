"""What is decided to be one, and what is decided to be two, over all articles."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether two tellings are of one thing."""

    SAME = "same"
    DIFFERENT = "different"


RULE = "rule"
"""Who decides where nobody has."""

ENTITY = "entity"
"""What stands as class where two names, not two tellings of events, are decided on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Two tellings of an event, or two mentions of an entity, are one or are two; a row of `merges.tsv`.

    `one` and `other` are `ARTICLE#START-END`: the span of the first trigger, or of a mention. `kind` is the local name
    of the class of the event, or `entity`; `when`, `score`, `reason` and `what` are there to be read. `by` is `rule`
    where the build has decided, else whoever has.
    """

    verdict: Verdict
    one: str
    other: str
    kind: str = ""
    when: str = ""
    score: float | None = None
    reason: str = ""
    by: str = RULE
    what: str = ""

    @property
    def by_rule(self) -> bool:
        """Whether the build itself has decided so; a rule never says that two are different."""
        return self.by == RULE and self.verdict is Verdict.SAME
