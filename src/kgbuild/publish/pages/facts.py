"""What several kinds of pages tell: events in rows, quotes, reports, who is in what with whom."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from kgbuild.graph import local_name
from kgbuild.publish.site import Site
from kgbuild.publish.wording import bounds, period
from kgbuild.store import KG, SCHEMA, NamedNode

ROLE_WORDS = {"agent": "acts", "target": "is acted on", "place": "is the place"}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in a row: `status` is empty where it happened, else how articles tell it; `roles` are those of one.

    `tellers` are the articles that report it, each with the first piece of it that does.
    """

    node: NamedNode
    kind: NamedNode | None
    start: str
    end: str
    status: str
    places: tuple[NamedNode, ...]
    agents: tuple[NamedNode, ...]
    targets: tuple[NamedNode, ...]
    tellers: tuple[tuple[NamedNode, NamedNode], ...]
    roles: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """When it was, in words."""
        return period(self.start, self.end)

    @property
    def participants(self) -> tuple[NamedNode, ...]:
        """Those who act and those who are acted on, each once."""
        return tuple(dict.fromkeys((*self.agents, *self.targets)))


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim piece of an article that something stands on; `node` is the evidence, whose page is the article's."""

    node: NamedNode
    article: NamedNode | None
    words: str


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity of a report: `words` tell its bounds, `low` and `high` are them, None where it is open."""

    node: NamedNode
    measure: NamedNode | None
    unit: str
    low: int | None
    high: int | None
    quotes: tuple[Quote, ...]

    @property
    def words(self) -> str:
        """The bounds in words."""
        return bounds(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Told:
    """What one article reports of one event."""

    node: NamedNode
    event: NamedNode | None
    article: NamedNode | None
    date: str
    factuality: str
    sources: tuple[NamedNode, ...]
    confidence: str
    triggers: tuple[str, ...]
    numbers: tuple[Number, ...]
    quotes: tuple[Quote, ...]

    @property
    def name(self) -> str:
        """What links to it end in, after `report-`, on the page of the event."""
        return local_name(self.node.value)

    @property
    def how(self) -> str:
        """How the report presents its event, in words."""
        return _STATUS.get(self.factuality, self.factuality)


_STATUS = {"planned": "planned or called for", "denied": "denied", "actual": "happened"}


def happening(site: Site, event: NamedNode, roles: tuple[str, ...] = ()) -> Happening:
    """An event as a row, gathered once for all pages that it is on."""
    row = site.gathered.get(event)
    if not isinstance(row, Happening):
        row = site.gathered[event] = _happening(site, event)
    return replace(row, roles=roles) if roles else row


def _happening(site: Site, event: NamedNode) -> Happening:
    graph = site.graph
    reports = graph.subjects(KG["about"], event)
    told = {name for report in reports for name in map(_name, graph.nodes(report, KG["factuality"]))}
    status = "" if site.happened(event) else " and ".join(_STATUS.get(each, each) for each in sorted(told))
    return Happening(
        event,
        site.kind(event),
        graph.text(event, KG["startDate"]) or "",
        graph.text(event, KG["endDate"]) or "",
        status or ("" if site.happened(event) else "not told as happened"),
        graph.nodes(event, KG["place"]),
        graph.nodes(event, KG["agent"]),
        graph.nodes(event, KG["target"]),
        _tellers(site, reports),
    )


def _tellers(site: Site, reports: Iterable[NamedNode]) -> tuple[tuple[NamedNode, NamedNode], ...]:
    """The articles of reports, by date, each with the earliest piece that does."""
    found: dict[NamedNode, tuple[int, NamedNode]] = {}
    for report in reports:
        for article in site.graph.nodes(report, KG["inArticle"]):
            pieces = site.graph.nodes(report, KG["evidence"])
            first = min(((number(site, each, "start") or 0, each) for each in pieces), key=_place, default=(0, article))
            found[article] = min(found.get(article, first), first, key=_place)
    ordered = sorted(found, key=lambda node: (published(site, node), node.value))
    return tuple((article, found[article][1]) for article in ordered)


def _place(piece: tuple[int, NamedNode]) -> tuple[int, str]:
    return piece[0], piece[1].value


def latest_first(rows: Iterable[Happening]) -> list[Happening]:
    """Rows with the latest first, those without a date last."""
    return sorted(sorted(rows, key=lambda row: row.node.value), key=lambda row: row.start or row.end, reverse=True)


def quotes(site: Site, node: NamedNode) -> tuple[Quote, ...]:
    """The quotes that a report, tenure, quantity or unplaced finding stands on, by article and in text order."""
    graph = site.graph
    found = [
        (graph.node(piece, KG["inArticle"]), number(site, piece, "start"), number(site, piece, "end"), piece)
        for piece in graph.nodes(node, KG["evidence"])
    ]
    found.sort(key=lambda each: (each[0].value if each[0] else "", each[1] or 0, each[2] or 0))
    return tuple(Quote(piece, article, graph.text(piece, KG["quote"]) or "") for article, _, _, piece in found)


def number(site: Site, node: NamedNode, name: str) -> int | None:
    """A whole number that a node has for a property, None where it has none."""
    text = site.graph.text(node, KG[name])
    return int(text) if text and text.lstrip("+-").isdecimal() else None


def numbers(site: Site, report: NamedNode) -> Iterator[Number]:
    """The quantities of a report."""
    for node in site.graph.nodes(report, KG["quantity"]):
        low, high = number(site, node, "minimum"), number(site, node, "maximum")
        unit = site.graph.text(node, KG["unit"]) or ""
        yield Number(node, site.graph.node(node, KG["measure"]), unit, low, high, quotes(site, node))


def told(site: Site, report: NamedNode) -> Told:
    """A report with all that stands on it."""
    graph = site.graph
    article = graph.node(report, KG["inArticle"])
    kind = graph.node(report, KG["factuality"])
    return Told(
        report,
        graph.node(report, KG["about"]),
        article,
        published(site, article) if article else "",
        _name(kind) if kind else "",
        graph.nodes(report, KG["attributedTo"]),
        graph.text(report, KG["confidence"]) or "",
        graph.texts(report, KG["trigger"]),
        tuple(numbers(site, report)),
        quotes(site, report),
    )


def reports(site: Site, nodes: Iterable[NamedNode]) -> list[Told]:
    """Reports, by date of their articles, undated ones last."""
    return sorted((told(site, each) for each in nodes), key=lambda each: (each.date or "9", each.node.value))


def others(site: Site, node: NamedNode, shown: Collection[NamedNode]) -> list[tuple[NamedNode, object]]:
    """What the graph says of a node beside the properties that a page has a place for: property and value."""
    return [(name, value) for name, value in site.graph.about(node) if name not in shown]


def published(site: Site, article: NamedNode) -> str:
    """The date of an article, empty where it has none."""
    return site.graph.text(article, SCHEMA["datePublished"]) or ""


def _name(node: NamedNode) -> str:
    return local_name(node.value)
