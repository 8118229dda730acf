"""The links of a build: what people have decided, and what is proposed where they have not."""

from collections.abc import Iterable, Sequence

from kgbuild.link.mapping import COMPOSITE, Mapping, Mappings, Verdict
from kgbuild.link.ranking import Candidate, Ranked
from kgbuild.model import Link
from kgbuild.model.terms import CLOSE_MATCH, EXACT_MATCH


def decisions(mappings: Mappings, iris: Iterable[str]) -> dict[str, str | None]:
    """The item that people have accepted for each of the entities, None where they said that there is none."""
    return {iri: mappings.accepted(iri) for iri in iris if mappings.settled(iri)}


def links(
    ranking: Sequence[Ranked], mappings: Mappings, threshold: float, identity: str = EXACT_MATCH
) -> dict[str, Link]:
    """The links that the graph shows, by the IRI of the entity.

    Accepted ones have the property `identity` (an IRI). An entity without decision has its proposal in `mappings`, or
    else its best candidate, where its score reaches the threshold; both are close matches.
    """
    found = {}
    for ranked in ranking:
        iri = ranked.subject.iri
        if mappings.settled(iri):
            qid = mappings.accepted(iri)
            link = Link(qid, identity) if qid else None
        else:
            link = _proposed(ranked, mappings, threshold)
        if link:
            found[iri] = link
    return found


def _proposed(ranked: Ranked, mappings: Mappings, threshold: float) -> Link | None:
    row, rejected = mappings.proposed(ranked.subject.iri), mappings.rejected(ranked.subject.iri)
    if row and row.qid and row.qid not in rejected:
        return Link(row.qid, CLOSE_MATCH) if (row.score or 0.0) >= threshold else None
    best = ranked.best(threshold, rejected)
    return Link(best.item.qid, CLOSE_MATCH) if best else None


def proposals(ranking: Sequence[Ranked], mappings: Mappings, threshold: float) -> tuple[Mapping, ...]:
    """The best candidate of each entity without decision, as rows for people to decide on."""
    found = []
    for ranked in ranking:
        iri = ranked.subject.iri
        best = None if mappings.settled(iri) else ranked.best(threshold, mappings.rejected(iri))
        if best:
            found.append(proposal(ranked, best))
    return tuple(found)


def proposal(ranked: Ranked, candidate: Candidate) -> Mapping:
    """A candidate as a row that a person has not decided on."""
    return Mapping(
        subject=ranked.subject.iri,
        subject_label=ranked.subject.name,
        verdict=Verdict.PROPOSED,
        qid=candidate.item.qid,
        label=candidate.item.label,
        justification=COMPOSITE,
        score=round(candidate.score, 3),
        comment=candidate.reasons(),
    )
