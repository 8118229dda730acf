"""The page of a person, state, organization, place, group or unnamed source."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.publish import wording
from kgbuild.publish.pages import facts
from kgbuild.publish.pages.facts import Happening
from kgbuild.publish.pages.links import LINKING, coordinates, elsewhere
from kgbuild.publish.pages.offices import Office, offices
from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site, node_of
from kgbuild.publish.templating import render
from kgbuild.store import KG, RDF, RDFS, SKOS, WGS, NamedNode

MOST_ROWS = 500
_MOST_COMPANIONS = 100
_ROLES = ("agent", "target", "place")
_EVENTS = "/events"
_SHOWN = {RDF["type"], RDFS["label"], SKOS["altLabel"], WGS["lat"], WGS["long"], *LINKING}


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody in the same events, and in how many."""

    node: NamedNode
    kind: NamedNode | None
    events: int


@dataclass(frozen=True, slots=True)
class Naming:
    """An article that names the entity: how often, and where first."""

    article: NamedNode
    date: str
    times: int
    first: NamedNode


def paths(site: Site) -> Iterable[str]:
    """One page for each entity, and further ones with the events of those that are in very many."""
    for node in site.entities:
        stem = site.routes.stem(node)
        yield f"{stem}{HTML}"
        rows = len(_event_roles(site, node))
        for number in range(1, 1 + (-(-rows // MOST_ROWS) if rows > MOST_ROWS else 0)):
            yield _events_path(str(stem), number)


def content(site: Site, path: str) -> bytes:
    """All that is known of an entity, or one part of its many events."""
    stem, more, _ = path.removesuffix(HTML).partition(_EVENTS)
    node = node_of(site, stem)
    rows = facts.latest_first(facts.happening(site, event, roles) for event, roles in _event_roles(site, node).items())
    pages = [_events_path(stem, number) for number in range(1, 1 + -(-len(rows) // MOST_ROWS))]
    if more:
        at = pages.index(path)
        shown = rows[at * MOST_ROWS : (at + 1) * MOST_ROWS]
        title = f"{site.label(node)}: events"
        return render(site, path, "entity_events.html", title, node=node, rows=shown, pages=pages, number=at + 1)
    return _page(site, path, node, rows, pages)


def _page(site: Site, path: str, node: NamedNode, rows: list[Happening], pages: list[str]) -> bytes:
    held = offices(site, site.graph.subjects(KG["holder"], node))
    said = facts.reports(site, site.graph.subjects(KG["attributedTo"], node))
    return render(
        site,
        path,
        "entity.html",
        site.label(node),
        node=node,
        kind=site.kind(node),
        names=[each for each in site.graph.texts(node, SKOS["altLabel"]) if each != site.label(node)],
        elsewhere=elsewhere(site, node),
        offices=held,
        holders=offices(site, site.graph.subjects(KG["heldFor"], node)),
        rows=rows,
        most=MOST_ROWS,
        pages=pages if len(rows) > MOST_ROWS else [],
        companions=_companions(site, node, rows),
        said=[(each, _spoken_of(site, each, node)) for each in said],
        said_of=_said_of(site, node, rows),
        namings=_namings(site, node),
        coordinates=coordinates(site, node),
        others=facts.others(site, node, _SHOWN),
        summary=_summary(held, rows),
        most_companions=_MOST_COMPANIONS,
    )


def _events_path(stem: str, number: int) -> str:
    return f"{stem}{_EVENTS}-{number}{HTML}"


def _event_roles(site: Site, node: NamedNode) -> dict[NamedNode, tuple[str, ...]]:
    """The events that somebody or some place is in, with the roles there."""
    found: defaultdict[NamedNode, list[str]] = defaultdict(list)
    for role in _ROLES:
        for event in site.graph.subjects(KG[role], node):
            found[event].append(facts.ROLE_WORDS[role])
    return {event: tuple(roles) for event, roles in found.items()}


def _companions(site: Site, node: NamedNode, rows: Iterable[Happening]) -> list[Companion]:
    """Those in the same events, the most frequent first."""
    counts = Counter(other for row in rows for other in row.participants if other != node)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0].value))
    return [Companion(other, site.kind(other), count) for other, count in ordered]


def _spoken_of(site: Site, told: facts.Told, speaker: NamedNode) -> tuple[NamedNode, ...]:
    """Whom what is said is about: those in the event, without the one who says it."""
    if told.event is None:
        return ()
    row = facts.happening(site, told.event)
    return tuple(each for each in dict.fromkeys((*row.participants, *row.places)) if each != speaker)


def _said_of(site: Site, node: NamedNode, rows: Iterable[Happening]) -> list[facts.Told]:
    """What others say of somebody: the reports of their events that articles give in the name of others."""
    graph = site.graph
    found = [
        report
        for row in rows
        if node in row.participants
        for report in graph.subjects(KG["about"], row.node)
        if set(graph.nodes(report, KG["attributedTo"])) - {node}
    ]
    return facts.reports(site, found)[::-1]


def _namings(site: Site, node: NamedNode) -> list[Naming]:
    """The articles that name the entity, the latest first."""
    graph = site.graph
    pieces: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for mention in graph.subjects(KG["refersTo"], node):
        for article in graph.nodes(mention, KG["inArticle"]):
            pieces[article].append(mention)
    found = [
        Naming(
            article,
            facts.published(site, article),
            len(group),
            min(group, key=lambda piece: (facts.number(site, piece, "start") or 0, piece.value)),
        )
        for article, group in sorted(pieces.items(), key=lambda each: each[0].value)
    ]
    return sorted(found, key=lambda each: each.date, reverse=True)


def _summary(held: list[Office], rows: list[Happening]) -> list[str | NamedNode]:
    """Who it is and how much there is, as words and the nodes among them."""
    found: list[str | NamedNode] = []
    for office in sorted(held, key=lambda each: (each.last, len(each.quotes)))[-1:]:
        found.append(wording.upper(office.position))
        for at, body in enumerate(office.bodies):
            found += [", " if at else " for ", body]
        found.append(f", as told on {wording.date(office.last)}. " if office.last else ". ")
    if rows:
        dates = sorted(filter(None, (row.start or row.end for row in rows if not row.status)))
        times = f" ({wording.period(dates[0], dates[-1])})" if dates else ""
        articles = {article for row in rows for article, _ in row.tellers}
        events, tellers = wording.counted(len(rows), "event"), wording.counted(len(articles), "article")
        found.append(f"In {events}{times}, told by {tellers}.")
    return found
