"""Which findings are one entity or one event, within an article and across articles."""

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model import (
    Article,
    EntityFinding,
    EventFinding,
    Factuality,
    Findings,
    Ground,
    PartialDate,
    QuantityFinding,
    Resolution,
    Span,
    Unplaced,
)
from kgbuild.model.findings import TenureFinding
from kgbuild.model.terms import KG
from kgbuild.resolve import resolve

from .findings import PARENTS, entity, event, findings

Pair = tuple[Article, Findings]


def world(*pairs: Pair) -> Resolution:
    """The resolution of some articles."""
    return resolve(pairs, PARENTS)


def groups(found: Resolution) -> list[set[str]]:
    """The articles that name each entity."""
    return [{mention.article for mention in each.mentions} for each in found.entities]


def alone(name: str, *entities: EntityFinding) -> Pair:
    """An article that only names entities."""
    return findings(name, list(entities))


# Entities


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (entity(0, "person", "Antony Blinken"), entity(0, "person", "Antony J. Blinken"), True),
        (entity(0, "person", "Secretary Antony Blinken"), entity(0, "person", "Antony Blinken"), True),
        (entity(0, "person", "Dora Blinken"), entity(0, "person", "Antony Blinken"), False),
        (entity(0, "person", "Blinken"), entity(0, "person", "Blinken"), False),
        (entity(0, "person", "King Abdullah"), entity(0, "person", "Abdullah"), False),
        (entity(0, "person", "Choi Jong-kun"), entity(0, "person", "Choi Jong Kun"), True),
        (entity(0, "person", "Cho Hyundong"), entity(0, "person", "Cho Hyun-dong"), True),
        (entity(0, "person", "Kim Jong-un"), entity(0, "person", "Kim Yong-un"), False),
        (entity(0, "person", "Raman Pratasevich"), entity(0, "person", "Roman Protasevich"), True),
        (entity(0, "person", "Ali Hasan"), entity(0, "person", "Ali Husain"), False),
        (entity(0, "person", "Recep Erdoğan"), entity(0, "person", "Recep Erdogan"), True),
        (entity(0, "org", "the Board of Peace"), entity(0, "org", "Board of Peace"), True),
        (entity(0, "state", "Georgia"), entity(0, "place", "Georgia"), False),
        (entity(0, "city", "Paris"), entity(0, "place", "Paris"), True),
        (entity(0, "org", "EU", "European Union"), entity(0, "org", "Union", "European Union"), True),
        (entity(0, "person", "Li Wei", None, "Q1"), entity(0, "person", "Li Wei", None, "Q2"), False),
        (entity(0, "person", "W. Li", None, "Q1"), entity(0, "person", "Li Wei", None, "Q1"), True),
        (entity(0, "person", "Blinken", "Antony Blinken"), entity(0, "person", "Antony Blinken"), True),
    ],
    ids=str,
)
def test_entities_of_two_articles(one: EntityFinding, other: EntityFinding, same: bool) -> None:
    """Full names, gazetteer names and items make one entity; bare surnames and contradicting items do not."""
    found = world(alone("a", one), alone("b", other))
    assert len(found.entities) == (1 if same else 2)


def test_keys_do_not_depend_on_other_articles() -> None:
    """The name that an IRI is minted from is the same with and without another article."""
    one = alone("a", entity(0, "person", "Erdoğan"), entity(1, "city", "Izmir"))
    other = alone("b", entity(0, "person", "Erdoğan"), entity(1, "state", "Greece"))
    keys = {each.key for each in world(one).entities} | {each.key for each in world(other).entities}
    assert {each.key for each in world(one, other).entities} == keys
    assert len(keys) == 4


def test_namesakes_have_keys_of_their_own() -> None:
    """Two people of one name but with two items never share the key that their IRI is minted from."""
    found = world(
        alone("a", entity(0, "person", "Li Wei", None, "Q1")), alone("b", entity(0, "person", "Li Wei", None, "Q2"))
    )
    assert len({each.key for each in found.entities}) == 2


def test_an_entity_has_its_finest_class_and_all_names() -> None:
    """A merged entity is of the finer class, is called by its fullest name and keeps the others."""
    city = replace(entity(0, "city", "City of Lima", "Lima"), aliases=("Limeño",))
    (found,) = world(alone("a", city), alone("b", entity(0, "place", "Lima", "Lima"))).entities
    assert found.type == KG + "City"
    assert found.name == "Lima"
    assert found.aliases == ("City of Lima", "Limeño")
    assert [mention.article for mention in found.mentions] == ["a", "b"]


# Events of one article

ACTORS = [
    *(
        entity(0, "state", "Russia"),
        entity(1, "state", "Ukraine"),
        entity(2, "city", "Kherson"),
        entity(3, "city", "Odesa"),
    ),
    *(entity(4, "person", "Ada Bond"), entity(5, "person", "Carl Dee"), entity(6, "person", "Eve Foe")),
]


@pytest.mark.parametrize(
    ("mentions", "count"),
    [
        ([event(0, "Attack", agents=(0,), places=(2,)), event(1, "Attack", agents=(0,), places=(3,))], 2),
        ([event(0, "Attack", agents=(0,), places=(2,)), event(1, "Attack", agents=(0,))], 1),
        ([event(0, "Airstrike", targets=(2,)), event(1, "Attack", agents=(0,), targets=(2,))], 1),
        ([event(0, "Attack", agents=(0,)), event(1, "Attack", agents=(1,))], 2),
        ([event(0, "Attack", "2024-05-01", agents=(0,)), event(1, "Attack", "2024-05-02", agents=(0,))], 2),
        ([event(0, "Attack", "2024-05", agents=(0,)), event(1, "Attack", "2024-05-02", agents=(0,))], 1),
        ([event(0, "Attack", agents=(0,)), event(1, "Battle", agents=(0,))], 2),
        ([event(0, "Attack"), event(1, "Attack")], 2),
        ([event(0, "Attack"), replace(event(1, "Attack"), same_as=0)], 1),
        ([event(0, "Meeting", agents=(4, 5)), event(1, "Meeting", agents=(4, 6))], 2),
        ([event(0, "Meeting", agents=(4, 5)), event(1, "Summit", agents=(4,))], 1),
        ([event(0, "Appeal", agents=(4,)), event(1, "Appeal", agents=(4,))], 2),
        ([event(0, "Attack", agents=(0,)), replace(event(1, "Attack", agents=(0,)), factuality=Factuality.DENIED)], 2),
        ([event(0, "Attack"), replace(event(1, "Casualties"), cause=0), replace(event(2, "Casualties"), cause=0)], 2),
    ],
)
def test_events_of_one_article(mentions: list[EventFinding], count: int) -> None:
    """Mentions are one event where they refer back, or share what matters and contradict each other in nothing."""
    assert len(world(findings("a", ACTORS, *mentions)).events) == count


def test_a_merged_event_has_what_its_mentions_tell() -> None:
    """An event takes the finest class, the most precise day and everybody; its report keeps all the evidence."""
    one = event(0, "Attack", "2024-05", agents=(0,))
    other = event(1, "Airstrike", "2024-05-02", agents=(0,), targets=(1,), places=(2,))
    (found,) = world(findings("a", ACTORS, one, other)).events
    (report,) = world(findings("a", ACTORS, one, other)).reports
    assert found.type == KG + "Airstrike"
    assert str(found.start) == "2024-05-02"
    assert (len(found.agents), len(found.targets), len(found.places)) == (1, 1, 1)
    assert found.label == "Airstrike, Kherson, 2024-05-02"
    assert report.evidence == (one.quote, other.quote)
    assert report.frames == ("lex#airstrike", "lex#attack")


def test_two_finer_classes_meet_in_the_one_above() -> None:
    """An event told once as an airstrike and once as shelling is an attack."""
    mentions = event(0, "Airstrike", agents=(0,)), event(1, "Shelling", agents=(0,))
    assert world(findings("a", ACTORS, *mentions)).events[0].type == KG + "Attack"


@pytest.mark.parametrize(("start", "same"), [("2024-05-02", True), ("2024-05", True), ("2024-05-04", False)])
def test_the_stops_of_a_journey_are_visits_of_their_own(start: str, same: bool) -> None:
    """A visit that begins on another day than the journey told before it is another visit."""
    journey = replace(event(0, "Visit", "2024-05-02", agents=(4,), places=(2, 3)), end=PartialDate.parse("2024-05-06"))
    stop = event(1, "Visit", start, agents=(4,), places=(3,))
    assert len(world(findings("a", ACTORS, journey, stop)).events) == (1 if same else 2)


def test_realized_where_any_report_is_actual() -> None:
    """An event that one article plans and another reports is realized; one that is only planned is not."""
    meeting = event(0, "Meeting", "2024-05-02", agents=(4, 5), places=(2,))
    planned = findings("a", ACTORS, replace(meeting, factuality=Factuality.PLANNED))
    actual = findings("b", ACTORS, meeting)
    assert [each.realized for each in world(planned).events] == [False]
    found = world(planned, actual)
    assert [each.realized for each in found.events] == [True]
    assert [each.factuality for each in found.reports] == [Factuality.PLANNED, Factuality.ACTUAL]


def test_a_target_that_acts_is_no_target() -> None:
    """Who is an agent in one mention is not a target in the event."""
    one, other = event(0, "Attack", agents=(0,), places=(2,)), event(1, "Attack", targets=(0,), places=(2,))
    (found,) = world(findings("a", ACTORS, one, other)).events
    assert not set(found.agents) & set(found.targets)


def test_cause_and_whole_are_events() -> None:
    """The cause of a mention becomes the cause of its event; nothing causes itself or its own cause."""
    attack, harm = event(0, "Attack", agents=(0,)), replace(event(1, "Casualties"), cause=0)
    found = world(findings("a", ACTORS, attack, harm)).events
    assert [each.cause for each in found] == [None, 0]
    tangled = world(findings("a", ACTORS, replace(attack, cause=1), harm)).events
    assert {each.cause for each in tangled} == {None}


# Events of several articles


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            event(0, "Attack", "2024-05-02", agents=(0,), places=(2,)),
            event(0, "Airstrike", "2024-05-02", places=(2,)),
            True,
        ),
        (event(0, "Attack", "2024-05-02", places=(2,)), event(0, "Attack", "2024-05-03", places=(2,)), False),
        (event(0, "Attack", "2024-05", places=(2,)), event(0, "Attack", "2024-05", places=(2,)), False),
        (event(0, "Attack", "2024-05-02", places=(2,)), event(0, "Attack", "2024-05-02", places=(3,)), False),
        (
            event(0, "Attack", "2024-05-02", agents=(0,), places=(2,)),
            event(0, "Attack", "2024-05-02", agents=(1,), places=(2,)),
            False,
        ),
        (event(0, "Meeting", "2024-05-02", agents=(4, 5)), event(0, "Meeting", "2024-05-02", agents=(5, 4)), True),
        (event(0, "Meeting", "2024-05-02", agents=(4, 5)), event(0, "Meeting", "2024-05-02", agents=(4,)), False),
        (event(0, "Meeting", "2024-05-02"), event(0, "Meeting", "2024-05-02"), False),
        (event(0, "Pledge", "2024-05-02", agents=(0,)), event(0, "Pledge", "2024-05-02", agents=(0,)), False),
    ],
)
def test_events_of_two_articles(one: EventFinding, other: EventFinding, same: bool) -> None:
    """Two articles tell one event only where class, day and place agree and nobody is a stranger."""
    found = world(findings("a", ACTORS, one), findings("b", ACTORS, other))
    assert len(found.events) == (1 if same else 2)
    assert len(found.reports) == 2


@pytest.mark.parametrize(("worded", "same"), [(True, False), (False, True)])
def test_a_day_that_no_words_tell(worded: bool, same: bool) -> None:
    """What was done to a person on a day that is only taken from the story so far may have been on another day."""
    day = (Ground("date", "date", Span(0, 1)),)
    one = replace(event(0, "Detention", "2024-05-02", agents=(0,), targets=(4,)), grounds=day)
    later = replace(event(0, "Detention", "2024-05-06", agents=(0,), targets=(4,)), grounds=day if worded else ())
    told = [findings("a", ACTORS, later), findings("b", ACTORS, one)]
    dated = [(replace(article, date=PartialDate(2024, 5, 7)), found) for article, found in told]
    events = world(*dated).events
    assert len(events) == (1 if same else 2)
    assert str(events[-1].start) == "2024-05-02"


def test_a_merge_tells_words_and_no_stems() -> None:
    """What two tellings have in common is told in whole words, though they are compared without their endings."""
    told = event(0, "Attack", "2024-05-02", places=(2,))
    pairs = [findings(name, ACTORS, told) for name in "ab"]
    texts = [f"{'x' * 99} {word} {'x' * 889}" for word in ("explosives", "explosions")]
    worded = [(replace(article, text=text), found) for (article, found), text in zip(pairs, texts, strict=True)]
    (merge,) = world(*worded).merges
    assert "; words explosions +" in merge.reason


def test_numbers_of_two_articles_stay_apart() -> None:
    """Two death tolls of one event are two quantities on two reports."""
    toll = [QuantityFinding("killed", number, number, Span(0, 2)) for number in (3, 5)]
    told = [replace(event(0, "Casualties", "2024-05-02", places=(2,)), quantities=(each,)) for each in toll]
    found = world(*(findings(name, ACTORS, each) for name, each in zip("ab", told, strict=True)))
    assert len(found.events) == 1
    assert [report.quantities for report in found.reports] == [(toll[0],), (toll[1],)]


def test_tenures_and_unplaced_follow_their_article() -> None:
    """What else an article yields is kept, with entities by their number in the resolution."""
    made, found = alone("b", *ACTORS)
    tenure, lost = TenureFinding(4, "minister", 0, Span(0, 8)), Unplaced(Span(3, 5), "no reason")
    result = world((made, replace(found, tenures=(tenure,), unplaced=(lost,))))
    (kept,) = result.tenures
    assert result.entities[kept.person].name == "Ada Bond"
    assert result.entities[kept.represents or 0].name == "Russia"
    assert [(each.article, each.finding) for each in result.unplaced] == [("b", lost)]


def test_nothing_gives_nothing() -> None:
    """No articles give an empty resolution, and an article without findings adds nothing to it."""
    assert world() == Resolution()
    assert world(alone("a")) == Resolution()


# Order

ARTICLES = [
    findings(
        name,
        ACTORS[: 5 + at % 3],
        event(0, "Attack", "2024-05-02", agents=(0,), places=(2,)),
        event(1, "Meeting", f"2024-05-0{1 + at}", agents=(4, 0)),
        replace(event(2, "Casualties", places=(2,)), cause=0),
    )
    for at, name in enumerate("abcd")
]


def test_any_order_of_articles_gives_the_same() -> None:
    """The resolution does not depend on the order in which articles are given."""
    expected = world(*ARTICLES)
    assert all(world(*order) == expected for order in permutations(ARTICLES))


@st.composite
def articles(draw: st.DrawFn) -> list[Pair]:
    """Up to four articles with random mentions of the same actors."""
    made = []
    for name in draw(st.lists(st.sampled_from("pqrst"), unique=True, max_size=4)):
        ids = st.lists(st.integers(0, 6), unique=True, max_size=2).map(tuple)
        events = [
            replace(
                event(
                    number,
                    draw(st.sampled_from(["Attack", "Airstrike", "Meeting", "Appeal", "Casualties"])),
                    draw(st.sampled_from([None, "2024", "2024-05-01", "2024-05-02"])),
                    agents=draw(ids),
                    targets=draw(ids),
                    places=draw(ids),
                ),
                factuality=draw(st.sampled_from(list(Factuality))),
                same_as=draw(st.sampled_from([None, *range(number)])),
            )
            for number in range(draw(st.integers(0, 4)))
        ]
        made.append(findings(name, ACTORS, *events))
    return made


@given(pairs=articles(), seed=st.randoms(use_true_random=False))
def test_invariants(pairs: list[Pair], seed: Random) -> None:
    """Whatever is found: each mention is reported once and in its own voice, ids are positions, dates are in order."""
    found = world(*pairs)
    assert [each.id for each in found.events] == list(range(len(found.events)))
    assert [each.id for each in found.entities] == list(range(len(found.entities)))
    for each in found.events:
        assert not set(each.agents) & set(each.targets)
        assert each.start is None or each.end is None or each.start.first <= each.end.last
        assert each.realized == any(r.factuality is Factuality.ACTUAL for r in found.reports if r.event == each.id)
    triggers = sorted((report.article, span) for report in found.reports for span in report.triggers)
    assert triggers == sorted((name.name, each.trigger) for name, told in pairs for each in told.events)
    voices = [(r.article, r.event, r.factuality, tuple(s.words for s in r.sources)) for r in found.reports]
    assert len(set(voices)) == len(voices)
    shuffled = list(pairs)
    seed.shuffle(shuffled)
    assert world(*shuffled) == found
