"""What is known of the link of one entity to one item: proposed, or decided by a person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from kgbuild.errors import LinkError


class Verdict(StrEnum):
    """What a mapping says: that the item is the entity, that it is not, that there is no item, or that it may be."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NO_ITEM = "no item"
    PROPOSED = "proposed"


MANUAL = "semapv:ManualMappingCuration"
COMPOSITE = "semapv:CompositeMatching"


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row of `links.sssom.tsv`: `subject` is the IRI of an entity, `qid` an item (None where there is none).

    `score` lies in 0..1; `author` is a name, or the CURIE of a person (`orcid:…`). `others` are the columns of SSSOM
    that a row has besides, kept as they are.
    """

    subject: str
    subject_label: str
    verdict: Verdict
    qid: str | None = None
    label: str = ""
    justification: str = MANUAL
    author: str = ""
    day: date | None = None
    score: float | None = None
    comment: str = ""
    others: tuple[tuple[str, str], ...] = ()

    @property
    def decided(self) -> bool:
        """Whether a person has decided; a proposal is none."""
        return self.verdict is not Verdict.PROPOSED


@dataclass(frozen=True)
class Mappings:
    """All mappings of a project; at most one decision holds for an entity and an item."""

    rows: tuple[Mapping, ...] = ()
    head: tuple[str, ...] = ()
    _of: Table[str, tuple[Mapping, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: defaultdict[str, list[Mapping]] = defaultdict(list)
        for row in self.rows:
            found[row.subject].append(row)
        object.__setattr__(self, "_of", {subject: tuple(rows) for subject, rows in found.items()})
        for subject, rows in self._of.items():
            _refuse_contradictions(subject, rows)

    def __iter__(self) -> Iterator[Mapping]:
        return iter(self.rows)

    def of(self, subject: str) -> tuple[Mapping, ...]:
        """The mappings of an entity."""
        return self._of.get(subject, ())

    def accepted(self, subject: str) -> str | None:
        """The item that a person has accepted for an entity."""
        return next((row.qid for row in self.of(subject) if row.verdict is Verdict.ACCEPTED), None)

    def rejected(self, subject: str) -> frozenset[str]:
        """The items that a person has rejected for an entity."""
        return frozenset(row.qid for row in self.of(subject) if row.verdict is Verdict.REJECTED and row.qid)

    def settled(self, subject: str) -> bool:
        """Whether a person has accepted an item for an entity, or said that there is none."""
        return any(row.verdict in {Verdict.ACCEPTED, Verdict.NO_ITEM} for row in self.of(subject))

    def proposed(self, subject: str) -> Mapping | None:
        """The best proposal for an entity that the file holds."""
        rows = [row for row in self.of(subject) if row.verdict is Verdict.PROPOSED]
        return max(rows, key=lambda row: (row.score or 0.0, row.qid or ""), default=None)

    def deciding(self, decisions: Iterable[Mapping]) -> Self:
        """These with new decisions, which replace what was known of the same entity and item, and proposals for it."""
        rows = list(self.rows)
        for new in decisions:
            rows = [row for row in rows if not _replaces(new, row)] + [new]
        return type(self)(tuple(rows), self.head)

    def proposing(self, proposals: Iterable[Mapping]) -> Self:
        """These with all proposals replaced by new ones; what a person has decided stays."""
        decided = [row for row in self.rows if row.decided]
        known = type(self)(tuple(decided), self.head)
        fresh = [
            row for row in proposals if not known.settled(row.subject) and row.qid not in known.rejected(row.subject)
        ]
        return type(self)((*decided, *fresh), self.head)


def _replaces(new: Mapping, old: Mapping) -> bool:
    """Whether a decision takes the place of an older row."""
    if new.subject != old.subject:
        return False
    if new.verdict is Verdict.REJECTED:
        return old.qid == new.qid
    return old.verdict is not Verdict.REJECTED or old.qid == new.qid


def _refuse_contradictions(subject: str, rows: Iterable[Mapping]) -> None:
    verdicts = {verdict: [row.qid for row in rows if row.verdict is verdict] for verdict in Verdict}
    accepted = set(verdicts[Verdict.ACCEPTED])
    fault = ""
    if len(accepted) > 1:
        fault = f"two items are accepted: {', '.join(sorted(map(str, accepted)))}"
    elif accepted & set(verdicts[Verdict.REJECTED]):
        fault = f"{next(iter(accepted))} is both accepted and rejected"
    elif accepted and verdicts[Verdict.NO_ITEM]:
        fault = f"{next(iter(accepted))} is accepted, and it is said that there is no item"
    if fault:
        raise LinkError(f"contradictory decisions on {subject}: {fault}", "keep one of the rows in links.sssom.tsv")
