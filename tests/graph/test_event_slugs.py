"""Events are named from what is told of them, and told apart where that is the same."""

from dataclasses import replace

from kgbuild.graph.event_slugs import event_slugs
from kgbuild.graph.populate import beginnings
from kgbuild.model import Copy, Entity, Event, Factuality, PartialDate, Report, Resolution, Span
from kgbuild.model.terms import KG, PLACE, STATE
from tests.graph.sample import MY, article, classes

DAY = PartialDate(2024, 5, 5)
NAMES = ("Oslo", "Norway", "Brazil", "Chile", "Peru", "Ghana", "Area 2", "Area")
ENTITIES = tuple(
    Entity(number, name, name, PLACE if name in {"Oslo", "Area 2", "Area"} else STATE, (), ())
    for number, name in enumerate(NAMES)
)
TEXT = "met urged " * 20
Told = tuple[Event, str, int]


def event(
    kind: str = "Meeting", agents: str = "", targets: str = "", places: str = "", start: PartialDate | None = DAY
) -> Event:
    """An event whose roles are filled by names, separated by commas."""
    roles = (tuple(NAMES.index(name) for name in names.split(",") if name) for names in (agents, targets, places))
    agent_ids, target_ids, place_ids = roles
    iri = kind if ":" in kind else KG + kind
    return Event(0, iri, "label", True, agent_ids, target_ids, place_ids, start)


def slugs(*told: Told, copies: tuple[Copy, ...] = ()) -> list[str]:
    """The slugs of events that articles tell at these offsets; some may be copies of others."""
    events = tuple(replace(each, id=number) for number, (each, _, _) in enumerate(told))
    reports = tuple(
        Report(number, name, Factuality.ACTUAL, (Span(offset, offset + 3),), (Span(offset, offset + 3),), ())
        for number, (_, names, offset) in enumerate(told)
        for name in names.split(",")
    )
    articles = {name: article(name, TEXT) for report in reports for name in [report.article]}
    homes = beginnings(Resolution(ENTITIES, (), events, reports, copies=copies), articles)
    return list(event_slugs(ENTITIES, events, homes, classes()))


def test_date_class_and_place_name_an_event() -> None:
    """A day and a place are enough; a place in the narrow sense comes before a state."""
    assert slugs((event(agents="Brazil", places="Norway,Oslo"), "a", 0)) == ["2024-05-05-meeting-oslo"]


def test_the_contract_class_stands_in_the_slug() -> None:
    """A finer class is named by the class of the contract above it, an event of its own by its own class."""
    assert slugs((event(MY + "Embargo", places="Norway"), "a", 0)) == ["2024-05-05-sanction-norway"]
    assert slugs((event(MY + "Election", places="Norway"), "a", 0)) == ["2024-05-05-election-norway"]


def test_without_day_or_place_the_article_names_it() -> None:
    """Else the slug starts with the article, then date, class, and participant or place or trigger word."""
    month = PartialDate(2024, 5)
    assert slugs((event(agents="Chile,Brazil", targets="Ghana", places="Oslo", start=month), "a", 0)) == [
        "a-2024-05-meeting-brazil"
    ]
    assert slugs((event(targets="Ghana", start=DAY), "a", 0)) == ["a-2024-05-05-meeting-ghana"]
    assert slugs((event(places="Oslo", start=None), "a", 0)) == ["a-meeting-oslo"]
    assert slugs((event(start=None), "a", 0)) == ["a-meeting-met"]


def test_other_participants_tell_events_apart() -> None:
    """Two events of one article with one day, class and place both get their first two participants."""
    first, second = event(agents="Brazil,Chile,Peru", places="Oslo"), event(agents="Ghana", places="Oslo")
    expected = ["2024-05-05-meeting-oslo-brazil-chile", "2024-05-05-meeting-oslo-ghana"]
    assert slugs((first, "a", 0), (second, "a", 10)) == expected


def test_an_event_of_a_later_article_moves_no_other() -> None:
    """Where another article tells a further event of the day, class and place, the older one keeps its slug."""
    first, second = event(agents="Brazil,Chile,Peru", places="Oslo"), event(agents="Ghana", places="Oslo")
    assert slugs((second, "b", 0), (first, "a", 0)) == ["2024-05-05-meeting-oslo-ghana", "2024-05-05-meeting-oslo"]
    assert slugs((first, "a", 0)) == ["2024-05-05-meeting-oslo"]


def test_more_participants_are_named_where_two_do_not_tell() -> None:
    """Events that share their first two participants get all of them."""
    first, second = event(agents="Brazil,Chile,Peru", places="Oslo"), event(agents="Brazil,Chile,Ghana", places="Oslo")
    assert slugs((first, "a", 0), (second, "a", 10)) == [
        "2024-05-05-meeting-oslo-brazil-chile-peru",
        "2024-05-05-meeting-oslo-brazil-chile-ghana",
    ]


def test_ties_are_numbered_in_the_order_of_the_text() -> None:
    """Events that nothing tells apart are numbered by where the article tells them, not by how they come."""
    same = event(agents="Brazil", start=None)
    assert slugs((same, "a", 30), (same, "a", 0), (same, "a", 10)) == [
        "a-meeting-brazil-3",
        "a-meeting-brazil",
        "a-meeting-brazil-2",
    ]


def test_ties_of_two_articles_keep_the_article() -> None:
    """Of events that nothing else tells apart, that of the later article gets its name."""
    same = event(agents="Brazil", places="Oslo")
    assert slugs((same, "a", 0), (same, "b", 0), (same, "c", 0)) == [
        "2024-05-05-meeting-oslo",
        "2024-05-05-meeting-oslo-brazil",
        "2024-05-05-meeting-oslo-brazil-c",
    ]


def test_the_oldest_article_is_home() -> None:
    """An undated event of two articles is named after the older, so that a later article does not rename it."""
    told = event(agents="Brazil", start=None)
    assert slugs((told, "talks,follow-up", 0)) == ["talks-meeting-brazil"]
    assert slugs((told, "talks", 0)) == ["talks-meeting-brazil"]


def test_an_original_comes_before_its_copies() -> None:
    """Of articles of one day the original names what both tell, so that an event keeps its name without the copy."""
    copy, told, other = (Copy("gazette", "wire", 1.0),), event(agents="Brazil", start=None), event(places="Oslo")
    assert slugs((told, "gazette,wire", 0), copies=copy) == slugs((told, "wire", 0)) == ["wire-meeting-brazil"]
    assert slugs((other, "gazette", 0), (other, "wire", 0), copies=copy)[1:] == slugs((other, "wire", 0))


def test_numbers_do_not_run_into_names() -> None:
    """A numbered slug is never one that another event has by its own name."""
    area, second = event(places="Area"), event(places="Area 2")
    made = slugs((area, "a", 0), (area, "a", 10), (second, "a", 20))
    assert made[2] == "2024-05-05-meeting-area-2"
    assert len(set(made)) == 3


def test_unrelated_events_change_nothing() -> None:
    """An event of another day, class or place in another article leaves a slug as it is."""
    told = event(agents="Brazil", places="Oslo")
    others = [
        event(agents="Brazil", places="Norway"),
        event("Visit", agents="Brazil", places="Oslo"),
        event(agents="Brazil", start=None),
    ]
    assert slugs((told, "b", 0), *((other, "a", 0) for other in others))[0] == slugs((told, "b", 0))[0]
