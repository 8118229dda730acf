"""The events that one article tells of, as triples of its file."""

from collections.abc import Iterable, Iterator

from kgbuild.graph.classes import EVENT
from kgbuild.graph.page import Page
from kgbuild.graph.world import World
from kgbuild.model import Event, Filler, Report, Span
from kgbuild.model.terms import AGENT, EVENT_PLACE, PLACE, STATE
from kgbuild.store import KG, NamedNode, iri


def misplaced(world: World, reports: Iterable[Report]) -> Iterator[tuple[Span, str]]:
    """What the reports give as a place and is none, or as an agent and cannot act, with the reason."""
    for report in reports:
        for filler in report.fillers:
            if not _fits(world, filler):
                name = world.entities[filler.entity].name
                if world.classes.role(filler.role) == EVENT_PLACE:
                    yield filler.span, f"{name} is given as a place and is neither a state nor a place."
                else:
                    yield filler.span, f"{name} is given as an agent, and a place does not act."


def _fits(world: World, filler: Filler) -> bool:
    """Whether the entity may stand in the role: states and places are where things happen, places do not act."""
    kind = world.kind(filler.entity)
    role = world.classes.role(filler.role)
    return (kind in {STATE, PLACE}) if role == EVENT_PLACE else (role != AGENT or kind != PLACE)


def add_events(page: Page) -> None:
    """Each event of the article's reports: what all files say of it, and the roles and links that this one tells."""
    reports = page.share.reports
    told = {report.event for report in reports}
    for number in told:
        event = page.world.events[number]
        node = page.world.event(number)
        _describe(page, node, event)
        for predicate, other in ((KG["partOf"], event.part_of), (KG["cause"], event.cause)):
            if other is not None and other in told and other != number:
                page.say(node, predicate, page.world.event(other))
    for report in reports:
        _fill(page, page.world.event(report.event), report)


def _describe(page: Page, node: NamedNode, event: Event) -> None:
    """Label, type and dates; only what happened is an instance of its class and of those above it."""
    page.label(node, event.label)
    page.say(node, KG["eventType"], iri(event.type))
    if event.realized:
        classes = page.world.classes
        for kind in (event.type, *(each for each in classes.above(event.type) if classes.is_below(each, EVENT))):
            page.a(node, iri(kind))
    else:
        page.a(node, KG["UnrealizedEvent"])
    page.date(node, KG["startDate"], event.start)
    page.date(node, KG["endDate"], event.end)


def _fill(page: Page, node: NamedNode, report: Report) -> None:
    """The roles that the report fills, each by its own property and by the one of the contract above it."""
    world = page.world
    for filler in (filler for filler in report.fillers if _fits(world, filler)):
        for role in {filler.role, world.classes.role(filler.role)}:
            page.say(node, iri(role), world.nodes[filler.entity])
