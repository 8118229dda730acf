"""Which numbers of a sentence belong to an event, and which only stand beside it."""

import pytest

from kgbuild.language.reader import Reader

from .told import told

Number = tuple[str, int | None, int | None]


def numbers(reader: Reader, text: str, kind: str) -> set[Number]:
    """The quantities of all events of a class in a text."""
    return {number for event in told(reader, text) if event.type == kind for number in event.numbers}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The quake destroyed 300 homes, killed one and injured eight people.",
            {("killed", 1, 1), ("wounded", 8, 8)},
        ),
        (
            "The strike left 12 people dead, 30 others injured and scores missing in Gaza.",
            {("killed", 12, 12), ("wounded", 30, 30), ("missing", 40, 99)},
        ),
        ("Officials said twenty people have been confirmed killed in Mali.", {("killed", 20, 20)}),
        ("Twenty people have been confirmed killed.", {("killed", 20, 20)}),
        ("Reports said the number of casualties rose to at least 1,035 in Turkey.", {("casualties", 1035, None)}),
        ("The death toll in Mali climbed to 40.", {("killed", 40, 40)}),
        ("Aftershocks increased the death toll from five people to six in Mali.", {("killed", 6, 6)}),
        ("The death toll was raised to six after a landslide caused by a 5.0 quake in Mali.", {("killed", 6, 6)}),
    ],
)
def test_to_whom_it_befell(reader: Reader, text: str, expected: set[Number]) -> None:
    """Each number counts those whom its own verb or word of harm is about."""
    assert numbers(reader, text, "Casualties") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attack killed 20 people, including three children, in Mali.", {("killed", 20, 20)}),
        ("At least 16 were killed, among them two journalists, in Mali.", {("killed", 16, None)}),
        ("Ana Lopez, 39, was killed in Gaza.", set()),
        ("Police arrested twelve people after a child died in Mali.", {("killed", 1, 1)}),
        ("Three girls between the ages of 14 and 18 were wounded in Mali.", {("wounded", 3, 3)}),
    ],
)
def test_no_victims(reader: Reader, text: str, expected: set[Number]) -> None:
    """Some of those counted before, ages, and the people of another clause are no further victims."""
    assert numbers(reader, text, "Casualties") == expected


@pytest.mark.parametrize(
    "text",
    [
        "About 60 percent of the 2 million people in Gaza have been displaced.",
        "Half of the 80,000 residents fled Goma.",
    ],
)
def test_share_of_a_number(reader: Reader, text: str) -> None:
    """The number of all is not that of the share to which something happened."""
    assert numbers(reader, text, "Displacement") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 14.6 million Syrians in need of food are in Syria.", ("affected", 14_600_000, 14_600_000)),
        ("Some 5,000 people were in need of food in Mali.", ("affected", 5000, 5000)),
        (
            "More than 193 million people suffered hunger in Asia, an increase of 40 million people.",
            ("affected", 193_000_000, None),
        ),
    ],
)
def test_people_in_need(reader: Reader, text: str, expected: Number) -> None:
    """Those who are in need are counted, and not by how many they have become more."""
    assert numbers(reader, text, "Deprivation") == {expected}


@pytest.mark.parametrize(
    ("text", "kind", "least"),
    [
        (
            "The United States announced nearly $808 million in new humanitarian assistance to Syria.",
            "Aid",
            808_000_000,
        ),
        ("The United States announced an additional $20 million for humanitarian aid to Sudan.", "Aid", 20_000_000),
        ("The United Nations appealed for $500 million for Sudan.", "Appeal", 500_000_000),
    ],
)
def test_sums(reader: Reader, text: str, kind: str, least: int) -> None:
    """The sum in aid is that of the aid, and a sum appealed for that of the appeal."""
    assert numbers(reader, text, kind) == {("money_usd", least, least)}


@pytest.mark.parametrize("text", ["The fighting left 150 soldiers dead.", "The attack left 12 troops wounded in Mali."])
def test_left_dead(reader: Reader, text: str) -> None:
    """Soldiers that are left dead or wounded have not been withdrawn."""
    assert {event.type for event in told(reader, text)} & {"Withdrawal", "Casualties"} == {"Casualties"}
