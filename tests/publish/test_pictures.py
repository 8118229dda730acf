"""The pictures show what the saved queries behind them answer, and stay usable where there is very much."""

import csv
import io
import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from kgbuild.publish import Site
from kgbuild.publish.pictures import bars, calendar, map, network, timeline  # noqa: A004
from kgbuild.publish.pictures.layout import places
from kgbuild.publish.pictures.scale import Scale
from kgbuild.query import ask, render
from tests.publish.made import BASE, PREFIXES, Page, made, read, rendered, sample, site_of
from tests.query.asked import SOURCE, saved

MANY = 2_000


def rows(name: str) -> list[dict[str, str]]:
    """What a saved query answers on the sample."""
    answer = render(ask(SOURCE, saved(name), {}), "csv")
    return list(csv.DictReader(io.StringIO(answer, newline="")))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the sample."""
    return site_of(sample(tmp_path_factory.mktemp("small")))


def many(count: int) -> str:
    """A graph of many events over three years, each with two of many actors and one of many places."""
    lines = [PREFIXES, "@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> ."]
    for at in range(count):
        day = date(2019, 1, 1) + timedelta(at * 1000 // count)
        lines.append(
            f'id:event\\/e{at} a kg:Meeting , kg:Event ; kg:eventType kg:Meeting ; rdfs:label "Meeting {at}" ; '
            f'kg:startDate "{day}"^^xsd:date ; kg:place id:place\\/p{at % 700} ; '
            f"kg:agent id:person\\/a{at % 311} , id:person\\/b{at % 97} ."
        )
    lines += [
        f'id:place\\/p{at} a kg:Place ; rdfs:label "P{at}" ; wgs:lat {at % 80}.5 ; wgs:long {at % 170}.5 .'
        for at in range(700)
    ]
    lines += [f'id:person\\/a{at} a kg:Person ; rdfs:label "A{at}" .' for at in range(311)]
    lines += [f'id:person\\/b{at} a kg:Person ; rdfs:label "B{at}" .' for at in range(97)]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pictures of a site with very many events."""
    here = site_of(made(tmp_path_factory.mktemp("large"), {"a": many(MANY)}))
    chosen = [path for path in here.paths() if re.match(r"(timeline|map|network|casualties)\b.*\.html$", path)]
    return {path: here.page(path) for path in chosen}


def linked(page: Page, folder: str) -> list[str]:
    """The things of a kind that a page links to."""
    return [unquote(link).removesuffix(".html") for link in page.links() if link.startswith(f"{folder}/")]


def test_the_timeline_shows_what_its_query_answers(small: Site) -> None:
    """Each event of the query is in a table of the timeline and has a dot, and no other event is or has."""
    asked = {row["event"].removeprefix(BASE) for row in rows("timeline")}
    text = small.page(timeline.PATH).decode()
    assert {unquote(each) for each in re.findall(r'<td data-label="Event"><a href="([^"]+)\.html"', text)} == asked
    dots = re.findall(r'<a href="([^"]+)\.html" tabindex="-1"><circle', text)
    vague = {row["event"].removeprefix(BASE) for row in rows("timeline") if len(row["date"]) == 4}
    assert sorted(unquote(each) for each in dots) == sorted(asked - vague)


def test_the_network_shows_what_its_query_answers(small: Site) -> None:
    """The pairs, in their order, and the number of events of each are those of the query."""
    found = network.network(small)
    assert [(pair.one.value, pair.other.value, pair.events) for pair in found.pairs] == [
        (row["first"], row["second"], int(row["events"])) for row in rows("network")
    ]
    drawn = network.drawing(small, found)
    assert len(drawn["edges"]) == len(found.pairs)  # type: ignore[arg-type]
    assert {BASE + actor.stem for actor in found.actors} == {
        row[end] for row in rows("network") for end in ("first", "second")
    }


def test_the_map_shows_what_its_query_answers(small: Site) -> None:
    """Places, points and numbers of events are those of the query."""
    found = {
        (spot.node.value, "" if spot.outline else str(spot.latitude or ""), len(spot.events))
        for spot in map.spots(small)
    }
    assert found == {(row["place"], row["latitude"], int(row["events"])) for row in rows("places")}


def test_bars_show_what_their_queries_answer(small: Site) -> None:
    """Each number that the queries on casualties and displacement answer is a bar, and there are no others."""
    drawn = {
        (chart.query, count.event.node.value, str(bar.number.low or ""), str(bar.number.high or ""))
        for chart in bars.charts(small)
        for count in chart.counts
        for bar in count.bars
    }
    asked = {
        (name, row["event"], row["minimum"], row["maximum"])
        for name in (bars.CASUALTIES, bars.DISPLACEMENT)
        for row in rows(name)
        if row["minimum"] or row["maximum"]
    }
    assert drawn == asked
    assert asked


def test_bars_keep_their_bounds(small: Site) -> None:
    """A bar is full up to its least number; it goes on to its greatest, or has an open end where there is none."""
    for chart in bars.charts(small):
        for bar in (bar for count in chart.counts for bar in count.bars):
            assert 0 <= bar.least <= bar.most <= 100
            assert bar.endless == (bar.number.high is None)
            assert bar.least == chart.scale.at(bar.number.low or 0)
    text = small.page(bars.PATH).decode()
    table = text[text.index("<table") :]
    every = [bar for chart in bars.charts(small) for count in chart.counts for bar in count.bars]
    assert table.count('class="sure"') == len(every)
    assert table.count("endless") == sum(bar.endless for bar in every)
    assert table.count('class="range"') == sum(bar.most > bar.least for bar in every)


@pytest.mark.parametrize("path", ["timeline.html", "map.html", "network.html", "casualties.html"])
def test_each_picture_has_a_table_and_its_query(small: Site, path: str) -> None:
    """Beside each picture stand a table with a caption and a link to the query behind it."""
    page = read(small.page(path))
    assert page.named("table")
    assert len(page.named("caption")) == len(page.named("table"))
    assert linked(page, "query")


def test_states_stand_within_their_borders(tmp_path: Path) -> None:
    """A state without coordinates stands within its outline, one that the outline lacks and an odd point nowhere."""
    graph = f"""{PREFIXES}@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
    id:event\\/e a kg:Meeting , kg:Event ; kg:eventType kg:Meeting ; rdfs:label "Meeting" ;
      kg:place id:state\\/france , id:state\\/atlantis , id:place\\/odd , id:place\\/north .
    id:state\\/france a kg:State ; rdfs:label "France" .
    id:state\\/atlantis a kg:State ; rdfs:label "Atlantis" .
    id:place\\/odd a kg:Place ; rdfs:label "Odd" ; wgs:lat "x" ; wgs:long "y" .
    id:place\\/north a kg:Place ; rdfs:label "North" ; wgs:lat 91.0 ; wgs:long 0.0 ."""
    found = {spot.stem: spot for spot in map.spots(site_of(made(tmp_path, {"a": graph})))}
    france = found["state/france"]
    assert france.outline
    assert 43 < (france.latitude or 0) < 50
    assert -1 < (france.longitude or 9) < 6
    assert {stem for stem, spot in found.items() if spot.latitude is None} == {
        "state/atlantis",
        "place/odd",
        "place/north",
    }


def test_many_events_are_parted_and_counted(large: dict[str, bytes]) -> None:
    """Each year has its own page with columns in place of dots, and the page of all years has no table of events."""
    assert {"timeline.html", "timeline-2019.html", "timeline-2020.html", "timeline-2021.html"} <= large.keys()
    whole = large["timeline.html"].decode()
    assert 'data-label="Event"' not in whole
    totals = re.findall(r'<th scope="row">(\d+)</th>(.*?)</tr>', whole)
    for year, cells in totals:
        counts = [int(each.replace(",", "")) for each in re.findall(r">([\d,]+)<", cells)]
        assert sum(counts[:-1]) == counts[-1], year
    assert [year for year, _ in totals] == ["2019", "2020", "2021"]
    assert sum(int(each.replace(",", "")) for each in re.findall(r">\d{4}</a> <span[^>]*>([\d,]+)<", whole)) == MANY
    year = large["timeline-2019.html"].decode()
    assert "<circle" not in year
    heights = [float(each) for each in re.findall(r'<rect [^>]*height="([\d.]+)"', year)]
    assert len(heights) <= 54
    assert max(heights) <= 72


def test_large_pictures_are_bounded(large: dict[str, bytes]) -> None:
    """No page of a picture of very many events is larger than one and a half megabytes, or draws without bound."""
    assert max(len(page) for page in large.values()) < 1_500_000
    data = {name: _data(large[f"{name}.html"], f"{name}-data") for name in ("map", "network")}
    assert len(data["map"]) == map.MOST_PLACES
    assert 80 < len(data["network"]["nodes"]) <= network.MOST_ACTORS
    assert len(data["network"]["edges"]) > 80
    assert read(large["network.html"]).text.count("the 200 with most events are here")


def _data(page: bytes, name: str) -> Any:
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', page.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def test_pictures_do_not_depend_on_the_order_of_statements(tmp_path: Path) -> None:
    """The same statements in another order make the same pictures."""
    text = many(60)
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("id:"))
    turned = "\n".join([*lines[:first], *reversed(lines[first:])])
    pages = []
    for name, graph in (("one", text), ("two", turned)):
        here = site_of(made(tmp_path / name, {"a": graph}))
        pages.append([here.page(path) for path in (timeline.PATH, map.PATH, network.PATH)])
    assert pages[0] == pages[1]


def test_pictures_without_facts_are_not_there(tmp_path: Path) -> None:
    """A site without events has no pictures, and nothing that leads to them."""
    graph = f'{PREFIXES}id:person\\/x a kg:Person ; rdfs:label "X" .'
    files = rendered(made(tmp_path, {"a": graph}))
    assert not files.keys() & {timeline.PATH, map.PATH, network.PATH, bars.PATH}
    assert b"map.html" not in files["index.html"]


def test_layout_brings_together_what_is_joined() -> None:
    """Joined nodes are nearer than others, no two coincide, and parts that nothing joins do not overlap."""
    ring = [(at, (at + 1) % 12) for at in range(12)]
    edges = frozenset([*ring, (12, 13), (13, 14), (12, 14)])
    points = places(15, edges)

    def apart(one: int, other: int) -> float:
        (x, y), (a, b) = points[one], points[other]
        return float(((x - a) ** 2 + (y - b) ** 2) ** 0.5)

    assert max(apart(*edge) for edge in ring) < min(apart(at, (at + 6) % 12) for at in range(6))
    assert min(apart(one, other) for one in range(15) for other in range(one)) > 0.5
    assert max(x for x, _ in points[:12]) < min(x for x, _ in points[12:])


def test_layout_of_little() -> None:
    """No nodes, one node, and nodes that nothing joins have places too."""
    assert places(0, frozenset()) == ()
    assert places(1, frozenset()) == ((0.0, 0.0),)
    assert len(set(places(3, frozenset()))) == 3


@pytest.mark.parametrize("numbers", [[], [0], [1], [3, 7], [12, 100_417], [5, 999_999_999], [0, 2], [1, 49], [1, 51]])
def test_scale(numbers: list[int]) -> None:
    """A scale goes up with the numbers and within the line; its ticks are few, in order, and start at 0."""
    scale = Scale.of(numbers)
    at = [scale.at(number) for number in sorted(numbers)]
    assert at == sorted(at)
    assert all(0 <= each <= 88 for each in at)
    ticks = scale.ticks()
    assert ticks[0].value == 0
    assert ticks[0].at == 0
    assert 2 <= len(ticks) <= 6
    assert [tick.at for tick in ticks] == sorted({tick.at for tick in ticks})
    assert scale.logarithmic == (max(numbers, default=1) > 50 * min([each for each in numbers if each] or [10**9]))


def test_columns_of_time_meet() -> None:
    """Columns of days, weeks and years follow one another without a gap, cover all days, and have few labels."""
    days = [date(2023, 9, 17), date(2023, 9, 20)]
    long = [date(2023, 2, 3), date(2023, 11, 30)]
    for columns in (calendar.within(days), calendar.within(long), calendar.years(1998, 2026), calendar.years(3, 9998)):
        for before, after in pairwise(columns):
            assert before.end == after.start
        assert len(columns) <= 54
        assert 1 <= sum(bool(each.label) for each in columns) <= 6
    assert calendar.within(days)[0].start == date(2023, 9, 1)
    assert len(calendar.within(days)) == 30
    assert calendar.within(long)[-1].end == date(2023, 12, 1)
    assert calendar.within([date(2023, 12, 31)])[-1].end == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023", date(2023, 1, 1)),
        ("2023-04", date(2023, 4, 1)),
        ("2023-04-05", date(2023, 4, 5)),
        ("", None),
        ("-0044-03-15", None),
        ("2023-13", None),
        ("٢٠٢٣", None),
        ("12023", None),
        ("<script>", None),
    ],
)
def test_days_of_dates(text: str, day: date | None) -> None:
    """A date, month or year has a first day; what is none, or lies beyond the calendar, has not."""
    assert calendar.day_of(text) == day


def test_pages_lead_to_their_places_in_the_pictures(small: Site) -> None:
    """The page of an event leads to its year, its place and its numbers; that of an actor to the network alone."""
    meeting = read(small.page("event/2023-09-17-meeting-istanbul.html")).links()
    assert {"../timeline.html#y2023", "../map.html#place%2Fistanbul"} <= set(meeting)
    assert "../network.html#person%2Figor-khovaev" in read(small.page("person/igor-khovaev.html")).links()
    assert not [link for link in read(small.page("person/igor-khovaev.html")).links() if "map.html#" in link]
    told = {count.event.node for chart in bars.charts(small) for count in chart.counts}
    for event in small.events:
        leads = "casualties.html#" in small.page(f"{small.routes.stem(event)}.html").decode()
        assert leads == (event in told)
