"""What a text tells, in names and values that two texts can be compared by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.reader import Reader
from kgbuild.model import PartialDate, Resolution
from kgbuild.model.terms import EVENT_TYPES, KG
from kgbuild.resolve import resolve
from tests.language.told import article

FIELDS = ("agents", "targets", "places", "start", "end", "factuality", "sources", "numbers")


@dataclass(frozen=True, order=True)
class Event:
    """An event as it stands in the graph, by its class of the contract; the fields are names, dates and words."""

    type: str
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ("actual",)
    sources: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def renamed(self, names: Mapping[str, str]) -> "Event":
        """The event of other participants, places and sources."""
        agents, targets, places, sources = (
            tuple(sorted(names.get(each, each) for each in told))
            for told in (self.agents, self.targets, self.places, self.sources)
        )
        return replace(self, agents=agents, targets=targets, places=places, sources=sources)

    def __str__(self) -> str:
        told = (f"{field}={' & '.join(getattr(self, field))}" for field in FIELDS if getattr(self, field))
        return f"{self.type}: {', '.join(told)}"


Portrait = tuple[Event, ...]


def portraits(reader: Reader, texts: Iterable[str], date: str) -> dict[str, Portrait]:
    """The events that each text tells, in the order of their values."""
    articles = [article(text, date, name=f"text-{number}") for number, text in enumerate(dict.fromkeys(texts))]
    found = zip(articles, reader.read_all(articles), strict=True)
    return {one.text: tuple(sorted(_events(resolve([(one, findings)], {}), reader.lexicon))) for one, findings in found}


def _events(told: Resolution, lexicon: Lexicon) -> Iterator[Event]:
    def names(numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted({told.entities[number].name for number in numbers}))

    for report in told.reports:
        event = told.events[report.event]
        yield Event(
            next(name for name in lexicon.ancestors(event.type) if name in EVENT_TYPES).removeprefix(KG),
            names(event.agents),
            names(event.targets),
            names(event.places),
            _date(event.start),
            _date(event.end),
            (report.factuality.value,),
            tuple(sorted({s.words if s.entity is None else told.entities[s.entity].name for s in report.sources})),
            tuple(sorted({f"{q.measure} {q.minimum}..{q.maximum}" for q in report.quantities})),
        )


def _date(date: PartialDate | None) -> tuple[str, ...]:
    return () if date is None else (str(date),)
