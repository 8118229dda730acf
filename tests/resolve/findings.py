"""Findings made by hand: entities and event mentions of small articles."""

from kgbuild.model import Article, EntityFinding, EventFinding, Filler, Findings, PartialDate, Span
from kgbuild.model.terms import AGENT, EVENT_PLACE, KG, ORGANIZATION, PERSON, PLACE, STATE, TARGET

PARENTS = {
    KG + "City": {PLACE},
    KG + "Airstrike": {KG + "Attack"},
    KG + "Shelling": {KG + "Attack"},
    KG + "Summit": {KG + "Meeting"},
}
TYPES = {"person": PERSON, "state": STATE, "place": PLACE, "city": KG + "City", "org": ORGANIZATION}
Ids = tuple[int, ...]


def article(name: str) -> Article:
    """An article of a thousand letters."""
    return Article(name, "x" * 1000, Span(0, 1000), "0" * 64)


def entity(number: int, kind: str, name: str, canonical: str | None = None, qid: str | None = None) -> EntityFinding:
    """An entity that is mentioned once."""
    return EntityFinding(number, name, TYPES[kind], (Span(number * 10, number * 10 + 5),), (), canonical, qid)


def event(
    number: int,
    kind: str,
    start: str | None = None,
    *,
    agents: Ids = (),
    targets: Ids = (),
    places: Ids = (),
) -> EventFinding:
    """A mention in a sentence of its own; `agents`, `targets` and `places` are ids of entities."""
    spot = Span(100 + number * 20, 100 + number * 20 + 10)
    first = Span(spot.start, spot.start + 1)
    roles = {AGENT: agents, TARGET: targets, EVENT_PLACE: places}
    return EventFinding(
        number,
        KG + kind,
        spot,
        spot,
        spot,
        f"lex#{kind.lower()}",
        tuple(Filler(role, each, first) for role, ids in roles.items() for each in ids),
        PartialDate.parse(start) if start else None,
    )


def findings(name: str, entities: list[EntityFinding], *events: EventFinding) -> tuple[Article, Findings]:
    """An article with what it yields."""
    return article(name), Findings(name, tuple(entities), (), tuple(events))
