"""What a text tells, as plain values that tests compare."""

import hashlib
from dataclasses import dataclass

from kgbuild.language.reader import Reader
from kgbuild.model import Article, EventFinding, Findings, PartialDate, Span
from kgbuild.model.terms import AGENT, EVENT_PLACE, TARGET

RELEASE = ("U.S. Department of State", "https://www.state.gov/releases/x")


@dataclass(frozen=True)
class Told:
    """An event in names: its class, who, to whom, where, and how it is presented."""

    type: str
    agents: frozenset[str]
    targets: frozenset[str]
    places: frozenset[str]
    start: str | None
    end: str | None
    factuality: str
    sources: tuple[str, ...]
    numbers: tuple[tuple[str, int | None, int | None], ...]


def article(text: str, date: str | None = "2024-05-15", name: str = "a", release: bool = False) -> Article:
    """An article of one text; a release is one of the United States."""
    source, url = RELEASE if release else (None, None)
    day = PartialDate.parse(date) if date else None
    return Article(name, text, Span(0, len(text)), hashlib.sha256(text.encode()).hexdigest(), None, day, source, url)


def told(reader: Reader, text: str, date: str | None = "2024-05-15", release: bool = False) -> list[Told]:
    """The event mentions of a text."""
    findings = reader.read(article(text, date, release=release))
    return [_told(findings, event) for event in findings.events]


def of(reader: Reader, text: str, kind: str, release: bool = False) -> Told:
    """The only event mention of a class in a text."""
    found = [each for each in told(reader, text, release=release) if each.type == kind]
    assert len(found) == 1, f"{kind} in {text!r}: {told(reader, text, release=release)}"
    return found[0]


def _told(findings: Findings, event: EventFinding) -> Told:
    def names(role: str) -> frozenset[str]:
        return frozenset(findings.entities[f.entity].name for f in event.fillers if f.role == role)

    return Told(
        event.type.rsplit("#", 1)[-1],
        names(AGENT),
        names(TARGET),
        names(EVENT_PLACE),
        str(event.start) if event.start else None,
        str(event.end) if event.end else None,
        event.factuality.value,
        tuple(source.words for source in event.sources),
        tuple((q.measure, q.minimum, q.maximum) for q in event.quantities),
    )
