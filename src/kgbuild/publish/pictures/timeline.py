"""The events that happened along time, a lane for each branch: all years in one picture, and each year in one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kgbuild.graph import BRANCHES, local_name
from kgbuild.publish import wording
from kgbuild.publish.pages import facts
from kgbuild.publish.pages.event import branch
from kgbuild.publish.pages.facts import Happening
from kgbuild.publish.pictures import calendar
from kgbuild.publish.pictures.calendar import Column
from kgbuild.publish.site import Site
from kgbuild.publish.templating import render
from kgbuild.store import KG, NamedNode

PATH = "timeline.html"
QUERY = "timeline"
MOST_ON_ONE_PAGE = 600
MOST_ROWS = 1_000
_FEWEST_YEARS = 3  # that are worth a picture of all
_LAST_LABEL = 90.0  # percent of the width; one farther right would stand out of the page
_MOST_DOTS = 12  # on one another, before columns take their place
_DOT, _STEP = 5, 12  # the radius of a dot, and from one to the next, in pixels
_HEIGHT = 72  # of a lane of columns
_BRANCHES = tuple(map(NamedNode, BRANCHES))


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot (`height` 0) or a column: where it stands in percent and pixels, what it says, and what it leads to."""

    x: float
    y: float
    width: float
    height: float
    words: str
    target: str
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of one branch, None for those of no branch; `height` in pixels."""

    branch: NamedNode | None
    events: int
    height: int
    marks: tuple[Mark, ...]

    @property
    def name(self) -> str:
        """What the branch is called where colours are given."""
        return local_name(self.branch.value) if self.branch else "Other"


@dataclass(frozen=True, slots=True)
class Picture:
    """Lanes above one another, with labels in percent of the width."""

    lanes: tuple[Lane, ...]
    labels: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The events of a year, on the page at `path`; `vague` are known by the year alone and not in the picture."""

    number: int
    path: str
    events: tuple[NamedNode, ...]
    vague: int = 0
    picture: Picture | None = None
    rows: tuple[Happening, ...] = ()

    @property
    def target(self) -> str:
        """Its heading."""
        return f"{self.path}#y{self.number}"


def paths(site: Site) -> Iterable[str]:
    """The page of all years, and one for each year where one page would be too long."""
    found = site.once(_years)
    return dict.fromkeys([PATH, *(year.path for year in found)]) if found else ()


def content(site: Site, path: str) -> bytes:
    """All years, and those of the page with their tables, the latest first."""
    found = site.once(_years)
    shown = [_with_picture(site, year) for year in reversed(found) if year.path == path]
    whole = path == PATH
    title = "Timeline" if whole else f"Timeline: {shown[0].number}"
    return render(
        site,
        path,
        "pictures/timeline.html",
        title,
        whole=_overview(site, found) if whole else None,
        table=_counted(site, found) if whole else [],
        branches=_BRANCHES,
        years=shown,
        all=found,
        queries=[QUERY],
        undated=sum(map(site.happened, site.events)) - sum(len(year.events) for year in found),
        most=MOST_ROWS,
        happened=sum(len(year.events) for year in found),
    )


def page_of(site: Site, event: NamedNode) -> str | None:
    """Where an event stands on the timeline, None where it does not."""
    found = day(site, event) if site.happened(event) else None
    return f"{_path(site, found.year)}#y{found.year}" if found else None


def _path(site: Site, year: int) -> str:
    return PATH if len(site.dated) <= MOST_ON_ONE_PAGE else f"timeline-{year}.html"


def day(site: Site, event: NamedNode) -> date | None:
    """The first day on which an event may have begun, None where that is not known."""
    return calendar.day_of(site.graph.text(event, KG["startDate"]) or "")


def _years(site: Site) -> list[Year]:
    """The years that something happened in, the earliest first."""
    found: defaultdict[int, list[NamedNode]] = defaultdict(list)
    for event in site.dated:
        if first := day(site, event):
            found[first.year].append(event)
    return [Year(number, _path(site, number), tuple(events)) for number, events in sorted(found.items())]


def _overview(site: Site, found: Sequence[Year]) -> Picture | None:
    """All years in one picture; each column leads to the earliest year within it."""
    if len(found) < _FEWEST_YEARS:
        return None
    columns = calendar.years(found[0].number, found[-1].number)
    placed = [(date(year.number, 1, 1), event) for year in found for event in year.events]
    first = {at: year for year in reversed(found) for at in [_column(columns, date(year.number, 1, 1))]}
    return _picture(site, columns, placed, {at: year.target for at, year in first.items()})


def _counted(site: Site, found: Sequence[Year]) -> list[tuple[Year, list[int]]]:
    """For each year the number of events of each branch."""
    counts = [(year, Counter(branch(site, site.kind(event)) for event in year.events)) for year in found]
    return [(year, [count[each] for each in _BRANCHES]) for year, count in counts]


def _with_picture(site: Site, year: Year) -> Year:
    """A year with its picture and the rows of its table."""
    precise = {event: site.graph.text(event, KG["startDate"]) or "" for event in year.events}
    placed = [(day(site, event), event) for event in year.events if len(precise[event]) > 4]
    known = [(found, event) for found, event in placed if found]
    picture = _picture(site, calendar.within(found for found, _ in known), known) if known else None
    rows = tuple(facts.happening(site, event) for event in year.events[:MOST_ROWS])
    return Year(year.number, year.path, year.events, len(year.events) - len(known), picture, rows)


def _picture(
    site: Site,
    columns: Sequence[Column],
    placed: Iterable[tuple[date, NamedNode]],
    targets: dict[int, str] | None = None,
) -> Picture:
    """Events in lanes and columns: dots that lead to events, or columns where there are too many or `targets`."""
    lanes: dict[NamedNode | None, defaultdict[int, list[NamedNode]]] = {each: defaultdict(list) for each in _BRANCHES}
    for first, event in placed:
        lanes.setdefault(branch(site, site.kind(event)), defaultdict(list))[_column(columns, first)].append(event)
    most = max((len(events) for lane in lanes.values() for events in lane.values()), default=0)
    drawn = []
    for name, lane in lanes.items():
        if not lane and targets is None:
            continue
        if targets is None and most <= _MOST_DOTS:
            drawn.append(_dots(site, name, lane, len(columns)))
        else:
            drawn.append(_columns(name, lane, columns, (most, targets or {})))
    at = [round(100 * number / len(columns), 3) for number in range(len(columns))]
    labels = tuple((x, each.label) for x, each in zip(at, columns, strict=True) if each.label and x <= _LAST_LABEL)
    return Picture(tuple(drawn), labels)


def _column(columns: Sequence[Column], day: date) -> int:
    return next(number for number, each in reversed(list(enumerate(columns))) if each.start <= day)


def _dots(site: Site, name: NamedNode | None, lane: dict[int, list[NamedNode]], columns: int) -> Lane:
    """A dot for each event, those of one column on one another."""
    most = max(map(len, lane.values()), default=1)
    height = most * _STEP + _STEP // 2
    marks = []
    for column, events in sorted(lane.items()):
        for level, event in enumerate(events):
            row = facts.happening(site, event)
            x = round(100 * (column + 0.5) / columns, 3)
            words = f"{wording.upper(site.label(row.kind)) if row.kind else 'Event'}, {row.when}: {site.label(event)}"
            target = site.page_of(event) or ""
            marks.append(Mark(x, height - _STEP * (level + 0.5), _DOT, 0, words, target, len(row.start) < 10))
    return Lane(name, sum(map(len, lane.values())), height, tuple(marks))


def _columns(
    name: NamedNode | None,
    lane: dict[int, list[NamedNode]],
    columns: Sequence[Column],
    scale: tuple[int, dict[int, str]],
) -> Lane:
    """A column for each column of time, as high as it has events; `scale` has the most of all and where they lead."""
    most, targets = scale
    marks = []
    whole = max(_STEP, -(-_HEIGHT * max(map(len, lane.values()), default=0) // most))
    for at, events in sorted(lane.items()):
        height = max(2.0, round(_HEIGHT * len(events) / most, 1))
        words = f"{columns[at].words}: {wording.counted(len(events), 'event')}"
        x, width = round(100 * (at + 0.1) / len(columns), 3), round(80 / len(columns), 3)
        marks.append(Mark(x, round(whole - height, 1), width, height, words, targets.get(at, "")))
    return Lane(name, sum(map(len, lane.values())), whole, tuple(marks))
