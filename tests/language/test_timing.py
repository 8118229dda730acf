"""Durations that date events, and those that only tell how far something else is."""

import pytest

from kgbuild.language.reader import Reader

from .told import of, told


@pytest.mark.parametrize(
    "text",
    [
        "On 6 January the court met in Chad. The attack on Mali came two weeks before the vote.",
        "Rebels attacked Mali two months before the vote.",
    ],
)
def test_distance_to_an_unknown_day(reader: Reader, text: str) -> None:
    """A while before something without a date gives an event neither a start nor an end."""
    attack = of(reader, text, "Attack")
    assert (attack.start, attack.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        (
            "Turkey condemned Russia, while its minister was addressing the press on Monday.",
            "Condemnation",
            "2024-05-13",
        ),
        ("Last May, Turkey criticized Russia when it sent troops to Syria.", "Deployment", "2023-05"),
        ("Late on Sunday, Turkey announced it had entered into an agreement with Russia.", "Agreement", "2024-05-12"),
        ("The Red Cross said 40 houses in Mali had been destroyed as of Monday.", "Destruction", "2024-05-13"),
        (
            "A man was charged with a shooting in Christchurch on Friday, which killed 50 people.",
            "Attack",
            "2024-05-10",
        ),
    ],
)
def test_time_beside_an_event(reader: Reader, text: str, kind: str, start: str) -> None:
    """What is told as going on at the same time, as announced then, or as of a day, has that time."""
    assert of(reader, text, kind).start == start


@pytest.mark.parametrize(
    "text",
    [
        'The minister said of Mali, "Last year was a happy time in India."',
        "Turkey said that more people had fled Mali than last year.",
    ],
)
def test_time_of_something_else(reader: Reader, text: str) -> None:
    """A time inside quoted words, or one that is only compared with, does not date who says so."""
    starts = {event.start for event in told(reader, text)}
    assert starts == {None}


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("Saudi forces have blockaded Yemen for three years.", "Blockade", "2021"),
        ("Iran jailed Jafar Azimi for eight years.", "Detention", None),
        ("The United States imposed a two-year ban on Russia.", "Sanction", None),
        ("Russia and Turkey agreed to a five-year truce.", "Ceasefire", None),
        ("The United States will give $5 billion to Sudan over three years.", "Aid", None),
    ],
)
def test_lasting(reader: Reader, text: str, kind: str, start: str | None) -> None:
    """A stretch of years goes back from now only for what has gone on; a term that is set looks ahead."""
    assert of(reader, text, kind).start == start


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("In 1994 Hamas bombed a bus in Iran. Eighteen years later, Hamas bombed a bus in Iraq.", ["1994", "2012"]),
        ("Eighteen years later, Hamas bombed a bus in Iraq.", [None]),
        (
            "Rebels attacked Mali on November 15, 2017. On November 21, they attacked Chad.",
            ["2017-11-15", "2017-11-21"],
        ),
        ("Rebels attacked Mali on July 14, 2017. On 8 May, they attacked Chad.", ["2017-07-14", "2024-05-08"]),
    ],
)
def test_story_of_another_year(reader: Reader, text: str, starts: list[str | None]) -> None:
    """A day soon after one of an earlier year is of that year; a while later goes on from the last time told."""
    assert [event.start for event in told(reader, text)] == starts


@pytest.mark.parametrize(
    "text",
    [
        "On Monday rebels attacked Mali. The town of Gao was shelled by Turkey.",
        "On Monday rebels attacked Mali. Turkey was shelling Gao.",
    ],
)
def test_deed_goes_on(reader: Reader, text: str) -> None:
    """What is told of the same paragraph in the simple past, passive or progressive, is of the same day."""
    assert [event.start for event in told(reader, text)] == ["2024-05-13", "2024-05-13"]


def test_deed_before(reader: Reader) -> None:
    """What had happened before is not of the day of the last deed told."""
    assert [event.start for event in told(reader, "On Monday rebels attacked Mali. They had shelled Gao.")][1] is None


def test_time_of_a_report(reader: Reader) -> None:
    """When a report was made is not when that happened which it tells."""
    assert of(reader, "According to reports on Saturday, rebels attacked Mali.", "Attack").start is None


@pytest.mark.parametrize(
    "text",
    [
        "On Monday Turkey attacked Mali.\n\nThe army is on alert.\n\nTurkey shelled Gao.",
        "Yesterday a plane overshot the runway in Chad.\n\nPolice said 12 people died.",
    ],
)
def test_one_day_of_a_story(reader: Reader, text: str) -> None:
    """What is told far from the only day of a story, in the simple past or as harm, is of that day."""
    found = [event for event in told(reader, text) if event.type in {"Attack", "Shelling", "Casualties"}]
    assert len({event.start for event in found}) == 1
    assert found[0].start is not None


def test_another_story(reader: Reader) -> None:
    """A deed of others elsewhere is not of the day of the only deed told before it."""
    text = "On Monday rebels attacked Mali.\n\nTurkey shelled Kobani."
    assert of(reader, text, "Shelling").start is None


def test_two_days_of_a_story(reader: Reader) -> None:
    """Where deeds are told of two days, a deed of another paragraph is of neither."""
    text = "On Monday Turkey attacked Mali. Last Friday Turkey attacked Chad.\n\nTurkey shelled Gao."
    assert of(reader, text, "Shelling").start is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Erdogan said on Monday that Turkey will send troops to Libya.", "Pledge"),
        ('"We condemn the attack on Mali", Erdogan said on Monday.', "Condemnation"),
        ("The UN said on Monday it welcomed the truce in Yemen.", "Endorsement"),
        ("As President Biden said on Monday, the United States is committed to the defense of Poland.", "Pledge"),
    ],
)
def test_done_by_saying(reader: Reader, text: str, kind: str) -> None:
    """What is done by words was done when they were said."""
    assert of(reader, text, kind).start == "2024-05-13"


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        (
            "A quake hit Mali on Sunday, killing 30 people. The death toll rose to 40 on Monday.",
            "Casualties",
            "2024-05-12",
        ),
        ("Russia condemned the attack carried out on Monday in Mali.", "Condemnation", None),
        ("Russia condemned Mali in a statement released on Monday.", "Condemnation", "2024-05-13"),
        ("Russia condemned the attacks in Mali, including the May 5 attack on Gao.", "Condemnation", None),
        ("Russia condemned Sunday's attack on Mali.", "Condemnation", None),
        ("At the May 5 summit, Russia condemned Mali.", "Condemnation", "2024-05-05"),
        ("Russia is alarmed by the May 5 arrests in Mali.", "Arrest", "2024-05-05"),
        ("Peru's army said on Tuesday it had killed 15 rebels on Sunday in Lima.", "Casualties", "2024-05-12"),
        ("Russia launched its invasion of Ukraine more than two years ago.", "Invasion", "2022"),
        ("On Sunday morning local time, a quake killed 12 people in Peru.", "Casualties", "2024-05-12"),
        ("The talks between Peru and Chile are to resume on Thursday.", "Meeting", "2024-05-16"),
        ("Peru welcomed the vote scheduled for 24 June 2024 in Chile.", "Endorsement", None),
        ("Relations go back to the 1962 crisis and to 1971, when Peru invaded Chad.", "Invasion", "1971"),
    ],
)
def test_whose_time_it_is(reader: Reader, text: str, kind: str, start: str | None) -> None:
    """A time dates neither a harm whose count it is of nor who speaks of what it is of; "when" takes it over."""
    found = [event.start for event in told(reader, text) if event.type == kind]
    assert found
    assert set(found) - {None} == {start} - {None}


def test_a_planned_journey_without_a_day(reader: Reader) -> None:
    """A journey that a release announces without a day is not of the day of the release."""
    text = "Secretary Blinken will travel to Bangkok, where he will meet with Foreign Minister Don."
    found = told(reader, text, release=True)
    assert {event.start for event in found if event.type in {"Visit", "Meeting"}} == {None}


def test_said_of_before(reader: Reader) -> None:
    """What somebody had done before is not of the day on which he tells it."""
    found = told(reader, "On Monday Erdogan told reporters that he had spoken with Putin.")
    assert [event.start for event in found if event.type == "Meeting"] == [None]


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("On Monday rebels attacked Mali. Wang Yi, who was visiting Mali, was unhurt.", "Visit", "2024-05-13"),
        ("On Monday Russia, China and Iran met.\n\nThey called on Turkey to leave Syria.", "Appeal", "2024-05-13"),
        (
            "On Monday Russia attacked Syria. The May 2 talks failed. Turkey shelled Gao the following day.",
            "Shelling",
            "2024-05-14",
        ),
    ],
)
def test_beside_the_last_event(reader: Reader, text: str, kind: str, start: str) -> None:
    """Who was on a visit, those who met, and the next day go on from the last event told and from no mere name."""
    assert of(reader, text, kind).start == start


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        (
            "Secretary Blinken met with President Ruto of Kenya on May 10.\n\nThe United States welcomed Kenya's role.",
            "Endorsement",
            "2024-05-10",
        ),
        ("We strongly condemn the testing of missiles by Iran, including a launch on May 10.", "Condemnation", None),
        ("We commend the work of the 1267 Committee in Syria.", "Endorsement", None),
        ("The United States and Mali discussed aid, including food provided since March 2022.", "Meeting", None),
    ],
)
def test_acts_of_a_release(reader: Reader, text: str, kind: str, start: str | None) -> None:
    """What a release tells in the past is of the encounter that it begins with, what it says now of its own day."""
    assert of(reader, text, kind, release=True).start == (start or "2024-05-15")


def test_stops_of_a_journey(reader: Reader) -> None:
    """Whom a traveller will meet in a later paragraph is met on the journey."""
    text = "Envoy Lenderking will travel to Oman May 20-22.\n\nIn Oman, Envoy Lenderking will meet with Sultan Haitham."
    assert of(reader, text, "Meeting", release=True).start == "2024-05-20"


def test_a_release_that_does_not_name_its_state(reader: Reader) -> None:
    """A release of a state is one though it speaks of its officials alone, so that what they do is of its day."""
    text = "Secretary Blinken spoke with Minister Wang Yi of China.\n\nSecretary Blinken thanked Qatar for its help."
    assert of(reader, text, "Endorsement", release=True).start == "2024-05-15"
    assert of(reader, text, "Endorsement").start is None


def test_the_only_time_of_a_sentence(reader: Reader) -> None:
    """What somebody said in the past is of the only time that its sentence tells, at its beginning."""
    text = "Reuters reported on Monday a source, whom they did not name, said the ban is no part of a plan of Iran."
    assert {each.start for each in told(reader, text) if each.type == "Statement"} == {"2024-05-13"}


def test_a_time_in_brackets(reader: Reader) -> None:
    """A time in brackets, as of another zone, gives way to the one that it stands beside."""
    text = "At 4:42 local time on Saturday (2024 Friday, UTC), a quake in Peru killed nine people."
    assert of(reader, text, "Casualties").start == "2024-05-11"
