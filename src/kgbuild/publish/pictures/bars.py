"""How many were killed, wounded, missing or displaced: the bounds that each article gives, as bars on one line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgbuild.publish.pages import facts
from kgbuild.publish.pages.facts import Happening, Number, Told
from kgbuild.publish.pictures.scale import Scale
from kgbuild.publish.site import Site
from kgbuild.publish.templating import render
from kgbuild.store import KG, NamedNode

PATH = "casualties.html"
MOST_ROWS = 300
CASUALTIES, DISPLACEMENT = "casualties", "displacement"
_QUERIES = {
    **dict.fromkeys(map(KG.__getitem__, ("killed", "wounded", "missing", "casualties")), CASUALTIES),
    KG["displaced"]: DISPLACEMENT,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A number as drawn, in percent of the line: full up to `least`, perhaps up to `most`; `endless` if open above."""

    number: Number
    report: Told
    least: float
    most: float
    endless: bool


@dataclass(frozen=True, slots=True)
class Count:
    """The numbers that are told of one event."""

    event: Happening
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The numbers of one measure on one scale; `left` are those for which there is no room, `query` tells them all."""

    measure: NamedNode
    anchor: str
    scale: Scale
    counts: tuple[Count, ...]
    left: int
    query: str


def paths(site: Site) -> Iterable[str]:
    """The one page, where there is something to show."""
    if any(site.graph.subjects(KG["measure"], measure) for measure in _QUERIES):
        yield PATH


def content(site: Site, path: str) -> bytes:
    """The bars of each measure."""
    drawn = charts(site)
    return render(site, path, "pictures/casualties.html", "Casualties and displacement", charts=drawn)


def measures(site: Site, event: NamedNode) -> list[NamedNode]:
    """The measures of the page that reports of an event have numbers for."""
    graph = site.graph
    quantities = [each for report in graph.subjects(KG["about"], event) for each in graph.nodes(report, KG["quantity"])]
    bounded = (each for each in quantities if graph.text(each, KG["minimum"]) or graph.text(each, KG["maximum"]))
    told = {measure for each in bounded for measure in graph.nodes(each, KG["measure"])}
    return [measure for measure in _QUERIES if measure in told]


def anchor(measure: NamedNode) -> str:
    """The anchor of a measure on the page."""
    return measure.value.removeprefix(KG.iri)


def charts(site: Site) -> list[Chart]:
    """One chart for each measure that is told of, in a fixed order."""
    told: defaultdict[NamedNode, dict[NamedNode, list[tuple[Number, Told]]]] = defaultdict(dict)
    for measure in _QUERIES:
        for quantity in site.graph.subjects(KG["measure"], measure):
            for report in site.graph.subjects(KG["quantity"], quantity):
                for event in site.graph.nodes(report, KG["about"]):
                    found = facts.told(site, report)
                    number = next(each for each in found.numbers if each.node == quantity)
                    if number.low is not None or number.high is not None:
                        told[measure].setdefault(event, []).append((number, found))
    return [_chart(site, measure, told[measure]) for measure in _QUERIES if told[measure]]


def _chart(site: Site, measure: NamedNode, told: dict[NamedNode, list[tuple[Number, Told]]]) -> Chart:
    """The events with the greatest numbers first, and within each the reports by date."""
    numbers = [bound for each in told.values() for number, _ in each for bound in (number.low, number.high)]
    scale = Scale.of([bound for bound in numbers if bound is not None])
    ordered = sorted(told.items(), key=lambda each: (-max(_size(number) for number, _ in each[1]), each[0].value))
    counts: list[Count] = []
    room = MOST_ROWS
    for event, each in ordered:
        if len(each) <= room:
            room -= len(each)
            counts.append(Count(facts.happening(site, event), tuple(_bar(scale, *pair) for pair in _ordered(each))))
    left = sum(map(len, told.values())) - sum(len(each.bars) for each in counts)
    return Chart(measure, anchor(measure), scale, tuple(counts), left, _QUERIES[measure])


def _ordered(told: Sequence[tuple[Number, Told]]) -> list[tuple[Number, Told]]:
    return sorted(told, key=lambda each: (each[1].date or "9", each[1].node.value, each[0].node.value))


def _size(number: Number) -> int:
    return max(number.low or 0, number.high or 0)


def _bar(scale: Scale, number: Number, report: Told) -> Bar:
    """A number on its scale; what is not bounded below starts at 0."""
    least = scale.at(number.low or 0)
    return Bar(number, report, least, least if number.high is None else scale.at(number.high), number.high is None)
