"""A small world of three articles that share entities and a meeting, by hand, to be had in any order."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256

from kgbuild.graph import Classes, Minter
from kgbuild.model import (
    Article,
    Entity,
    Event,
    Factuality,
    Filler,
    NameMention,
    PartialDate,
    QuantityFinding,
    Report,
    Resolution,
    Source,
    Span,
    Tenure,
    Unplaced,
    UnplacedIn,
)
from kgbuild.model.terms import AGENT, EVENT_PLACE, KG, ORGANIZATION, PERSON, STATE, TARGET
from kgbuild.shipped import folder
from kgbuild.store import parse, parse_file

BASE = "https://example.org/id/"
OWN = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> . @prefix my: <https://example.org/my#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
my:Embargo rdfs:subClassOf kg:Sanction ; rdfs:label "embargo"@en .
my:Election rdfs:subClassOf kg:Event .
my:Harbour rdfs:subClassOf kg:City .
my:broker rdfs:subPropertyOf kg:agent .
my:Stray a rdfs:Class .
"""
MY = "https://example.org/my#"
FRAME = "https://w3id.org/kgbuild/lexicon#talk"


@cache
def classes() -> Classes:
    """The shipped ontology with classes of a user's own."""
    shipped = [quad for file in sorted(folder("ontology").glob("*.ttl")) for quad in parse_file(file)]
    return Classes(shipped + parse(OWN, ".ttl", "own.ttl"))


MINTER = Minter(BASE)
TEXTS = {
    "talks": "😀 Envoy Ana Silva of Brazil met NATO in Oslo on 5 May 2024. "
    "A diplomat said 12 to 15 people were hurt. Brazil urged NATO to leave.",
    "follow-up": "Brazil and NATO talked in Oslo in early May. Up to 20 people were hurt, NATO said. "
    "There was no second meeting in Norway.",
    "other": "An embargo on Norway is planned. Chile met Peru in Oslo on 5 May 2024.",
}
DATES = {"talks": "2024-05-06", "follow-up": "2024-05-20", "other": "2024-05-07"}


def article(name: str, text: str | None = None, date: str | None = None) -> Article:
    """An article whose whole text is its body."""
    text = TEXTS[name] if text is None else text
    day = PartialDate.parse(date or DATES.get(name, "2024-05-06"))
    digest = sha256(text.encode()).hexdigest()
    return Article(name, text, Span(0, len(text)), digest, title=name.title(), date=day, url="https://example.org/a b")


def at(name: str, words: str) -> Span:
    """Where an article of the sample has these words first."""
    start = TEXTS[name].index(words)
    return Span(start, start + len(words))


@dataclass
class Draft:
    """A resolution whose entities and events go by name until it is built, in any order."""

    entities: dict[str, Entity] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    reports: list[tuple[str, Report]] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    unplaced: list[UnplacedIn] = field(default_factory=list)

    def entity(self, name: str, kind: str, mentions: Sequence[tuple[str, str]] = (), *, key: str | None = None) -> int:
        """Add an entity that articles name by these words."""
        spans = tuple(NameMention(told, at(told, words)) for told, words in mentions)
        aliases = tuple(sorted({words for _, words in mentions} - {name}))
        number = len(self.entities)
        self.entities[name] = Entity(number, key or name, name, kind, aliases, spans)
        return number

    def event(self, name: str, kind: str, *, realized: bool = True, **fields: object) -> int:
        """Add an event."""
        number = len(self.events)
        self.events[name] = Event(number, kind, name, realized, **fields)  # type: ignore[arg-type]
        return number

    def report(self, event: str, told: str, quote: str, trigger: str, **fields: object) -> None:
        """Add what an article says of an event."""
        report = Report(
            event=self.events[event].id,
            article=told,
            factuality=fields.pop("factuality", Factuality.ACTUAL),  # type: ignore[arg-type]
            evidence=(at(told, quote),),
            triggers=(at(told, trigger),),
            frames=(FRAME,),
            **fields,  # type: ignore[arg-type]
        )
        self.reports.append((event, report))

    def build(self, seed: int | None = None, leave_out: str | None = None) -> tuple[list[Article], Resolution]:
        """Articles and resolution, in an order that the seed gives, without one article where it is named."""
        chance = random.Random(seed)
        entities, events = list(self.entities.values()), list(self.events.values())
        told = [report for _, report in self.reports if report.article != leave_out]
        events = [event for event in events if any(report.event == event.id for report in told)]
        names = [name for name in TEXTS if name != leave_out]
        if seed is not None:
            for each in (entities, events, told, names):
                chance.shuffle(each)
        new_entity = {entity.id: number for number, entity in enumerate(entities)}
        new_event = {event.id: number for number, event in enumerate(events)}

        def moved(numbers: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(new_entity[number] for number in numbers)

        resolution = Resolution(
            entities=tuple(
                replace(
                    each, id=new_entity[each.id], mentions=tuple(m for m in each.mentions if m.article != leave_out)
                )
                for each in entities
            ),
            events=tuple(
                replace(
                    each,
                    id=new_event[each.id],
                    agents=moved(each.agents),
                    targets=moved(each.targets),
                    places=moved(each.places),
                    part_of=new_event.get(each.part_of) if each.part_of is not None else None,
                )
                for each in events
            ),
            reports=tuple(
                replace(
                    each,
                    event=new_event[each.event],
                    fillers=tuple(replace(filler, entity=new_entity[filler.entity]) for filler in each.fillers),
                    sources=tuple(
                        source if source.entity is None else replace(source, entity=new_entity[source.entity])
                        for source in each.sources
                    ),
                )
                for each in told
            ),
            tenures=tuple(
                replace(
                    each,
                    person=new_entity[each.person],
                    represents=None if each.represents is None else new_entity[each.represents],
                )
                for each in self.tenures
                if each.article != leave_out
            ),
            unplaced=tuple(each for each in self.unplaced if each.article != leave_out),
        )
        return [article(name) for name in names], resolution


def filler(role: str, entity: int, told: str, words: str) -> Filler:
    """An entity in a role, where the article names it by these words."""
    return Filler(role, entity, at(told, words))


def draft() -> Draft:
    """The sample: one meeting in two articles, a planned embargo, another meeting at the same day and place."""
    d = Draft()
    ana = d.entity("Ana Silva", PERSON, [("talks", "Ana Silva")])
    brazil = d.entity("Brazil", STATE, [("talks", "Brazil"), ("follow-up", "Brazil")])
    nato = d.entity("NATO", ORGANIZATION, [("talks", "NATO"), ("follow-up", "NATO")])
    oslo = d.entity("Oslo", KG + "City", [(name, "Oslo") for name in TEXTS])
    norway = d.entity("Norway", STATE, [("follow-up", "Norway"), ("other", "Norway")])
    chile, peru = d.entity("Chile", STATE, [("other", "Chile")]), d.entity("Peru", STATE, [("other", "Peru")])
    d.tenures.append(Tenure("talks", ana, "Envoy", brazil, at("talks", "Envoy Ana Silva")))
    day = PartialDate(2024, 5, 5)
    meeting, hurt = KG + "Meeting", KG + "Casualties"
    d.event("Meeting, Oslo", meeting, agents=(ana, nato, brazil), places=(oslo,), start=day)
    d.event("Casualties", hurt, places=(oslo,), start=PartialDate(2024, 5), part_of=0)
    d.event("Appeal", KG + "Appeal", agents=(brazil,), targets=(nato,))
    d.event("Second meeting", meeting, realized=False, places=(norway,))
    d.event("Embargo", MY + "Embargo", realized=False, targets=(norway,))
    d.event("Meeting of others", meeting, agents=(chile, peru), places=(oslo,), start=day)
    talks, later, other = TEXTS
    first = "😀 Envoy Ana Silva of Brazil met NATO in Oslo on 5 May 2024."
    d.report("Meeting, Oslo", talks, first, "met", confidence=0.85, fillers=(
        filler(AGENT, ana, talks, "Ana Silva"), filler(MY + "broker", brazil, talks, "Brazil"),
        filler(AGENT, nato, talks, "NATO"), filler(EVENT_PLACE, oslo, talks, "Oslo"),
        filler(EVENT_PLACE, nato, talks, "NATO")))  # fmt: skip
    d.report("Meeting, Oslo", later, "Brazil and NATO talked in Oslo in early May.", "talked", fillers=(
        filler(AGENT, brazil, later, "Brazil"), filler(AGENT, nato, later, "NATO"),
        filler(EVENT_PLACE, oslo, later, "Oslo")))  # fmt: skip
    diplomat = Source("A diplomat", at(talks, "A diplomat"))
    wounded = QuantityFinding("wounded", 12, 15, at(talks, "12 to 15 people"), "person")
    d.report("Casualties", talks, "A diplomat said 12 to 15 people were hurt.", "hurt",
             sources=(diplomat,), quantities=(wounded,))  # fmt: skip
    wounded = QuantityFinding("wounded", None, 20, at(later, "Up to 20 people"), "person")
    d.report("Casualties", later, "Up to 20 people were hurt, NATO said.", "hurt",
             sources=(Source("NATO", at(later, "NATO said"), nato),), quantities=(wounded,))  # fmt: skip
    d.report("Appeal", talks, "Brazil urged NATO to leave.", "urged", fillers=(
        filler(AGENT, brazil, talks, "Brazil"), filler(TARGET, nato, talks, "NATO")))  # fmt: skip
    d.report("Second meeting", later, "There was no second meeting in Norway.", "second meeting",
             factuality=Factuality.DENIED, fillers=(filler(EVENT_PLACE, norway, later, "Norway"),))  # fmt: skip
    d.report("Embargo", other, "An embargo on Norway is planned.", "embargo", factuality=Factuality.PLANNED,
             fillers=(filler(TARGET, norway, other, "Norway"),))  # fmt: skip
    d.report("Meeting of others", other, "Chile met Peru in Oslo on 5 May 2024.", "met", fillers=(
        filler(AGENT, chile, other, "Chile"), filler(AGENT, peru, other, "Peru"),
        filler(EVENT_PLACE, oslo, other, "Oslo")))  # fmt: skip
    d.unplaced.append(UnplacedIn(talks, Unplaced(at(talks, "leave"), "No place is named.")))
    return d
