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
        ("The storm raged on, increasing the confirmed death toll from fourteen to 31 in Mali.", {("killed", 31, 31)}),
        ("Rescuers found more people, bringing the toll to 31 in Mali.", {("killed", 31, 31)}),
        ("Another child died on Sunday, raising the death toll in Mali to 12.", {("killed", 1, 1), ("killed", 12, 12)}),
        ("A bomber killed himself and 14 others in Mali.", {("killed", 14, 14)}),
        ("Two separate explosions killed 15 in Mali.", {("killed", 15, 15)}),
        ("Police said the number of dead stood at 56 in Mali.", {("killed", 56, 56)}),
        ("The number of wounded rose to 300 in Mali.", {("wounded", 300, 300)}),
        ("The army lost 12 soldiers in Mali.", {("killed", 12, 12)}),
        ("The death toll in Mali has passed 1,000.", {("killed", 1000, None)}),
        ("Officials put the death toll at 93 in Mali.", {("killed", 93, 93)}),
        ("The toll has risen to 242 dead and 2,000 injured in Mali.", {("killed", 242, 242), ("wounded", 2000, 2000)}),
        ("In Mali 18 were killed, and 47 were hurt.", {("killed", 18, 18), ("wounded", 47, 47)}),
        ("Airstrikes killed or injured over 10,000 civilians in Mali.", {("casualties", 10_000, None)}),
        ("Twenty people, mostly students, lost their lives in Mali.", {("killed", 20, 20)}),
        ("The number of deaths in Mali is 66.", {("killed", 66, 66)}),
        ("A total of 39 are confirmed dead in Mali.", {("killed", 39, 39)}),
        ("The minister said 68 people were missing in Mali.", {("missing", 68, 68)}),
        ("The boat sank off Libya, and eleven, including his mother and brother, drowned.", {("killed", 11, 11)}),
        ("The ship sank, and thirty, including two children, died in Greece.", {("killed", 30, 30)}),
        ("Crashes in Mali led to 750 deaths and 7,999 injuries.", {("killed", 750, 750), ("wounded", 7999, 7999)}),
        (
            "The stampede in Mali resulted in at least 56 deaths and over 200 people injured.",
            {("killed", 56, None), ("wounded", 200, None)},
        ),
        (
            "The group has killed 20 people in Mali and scores more were injured.",
            {("killed", 20, 20), ("wounded", 40, 99)},
        ),
        ("He is accused of crossing the border and shooting and killing two people in Mali.", {("killed", 2, 2)}),
        ("The storm claimed about 3000 lives in Mali.", {("killed", 3000, 3000)}),
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
        (
            "The virus killed at least 62, including, by other reports, 54 small children in Mali.",
            {("killed", 62, None)},
        ),
        ("The virus killed two visitors in Mali, a man from Chad and another man from Niger.", {("killed", 2, 2)}),
        ("The attack killed two soldiers and a civilian in Mali.", {("killed", 2, 2), ("killed", 1, 1)}),
        ("Two of the sixteen passengers died in Mali.", {("killed", 2, 2)}),
        ("All but one of the sixteen on board died in Mali.", set()),
        ("Mali suffers 18.9 deaths per 100,000 people per year.", set()),
        ("Rescuers in Mali calmed the injured elephant with two others.", set()),
        ("Police arrested twelve people after a child died in Mali.", {("killed", 1, 1)}),
        ("Three girls between the ages of 14 and 18 were wounded in Mali.", {("wounded", 3, 3)}),
    ],
)
def test_no_victims(reader: Reader, text: str, expected: set[Number]) -> None:
    """Some of those counted before, ages, and the people of another clause are no further victims."""
    assert numbers(reader, text, "Casualties") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moldova is hosting tens of thousands of refugees who have fled Ukraine.", {("displaced", 20_000, 99_999)}),
        ("Nearly one million Syrians remain displaced from that operation.", {("displaced", 10**6, 10**6)}),
        (
            "Since the start of the war, millions of Ukrainians have had to flee their homes.",
            {("displaced", 2 * 10**6, None)},
        ),
        ("More than a thousand foreign firms fled Russia.", set()),
        ("Tens of thousands of people have been displaced in Congo.", {("displaced", 20_000, 99_999)}),
        ("Mali has built more than 18,000 emergency shelters for displaced families.", set()),
    ],
)
def test_moved_by_force(reader: Reader, text: str, expected: set[Number]) -> None:
    """Those who fled or are displaced are counted, and no shelters or others that the sentence counts."""
    assert numbers(reader, text, "Displacement") == expected


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
        ("More than 2 million children in Yemen suffer from severe malnutrition.", ("affected", 2_000_000, None)),
        ("Millions of people in Yemen face acute food insecurity.", ("affected", 2_000_000, None)),
        ("The war may drive 40 million people in Africa into food insecurity.", ("affected", 40_000_000, 40_000_000)),
        ("The war has put millions of people at risk of food insecurity in Chad.", ("affected", 2_000_000, None)),
        ("We must not forget the millions of Yemenis suffering from the food crisis.", ("affected", 2_000_000, None)),
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
        ("Chad announced the provision of nearly $54 million in humanitarian aid to Mali.", "Aid", 54_000_000),
        ("This includes $255 million in humanitarian assistance to respond to urgent needs.", "Aid", 255_000_000),
        ("Congress approved $5 billion in new funding for humanitarian assistance to Mali.", "Aid", 5 * 10**9),
        ("This includes $650 million in funding provided by Chad to Mali.", "Aid", 650_000_000),
        ("This brings the total U.S. assistance for the people of Mali to nearly $408 million.", "Aid", 408_000_000),
        ("Chad told his staff to delay around $400 million in military aid for Mali.", "Aid", 400_000_000),
    ],
)
def test_sums(reader: Reader, text: str, kind: str, least: int) -> None:
    """The sum in aid is that of the aid, and a sum appealed for that of the appeal."""
    assert numbers(reader, text, kind) == {("money_usd", least, least)}


def test_each_aid_has_its_own_sum(reader: Reader) -> None:
    """Of several sums in several kinds of aid each kind has the one that it completes."""
    text = "The request seeks $20 billion for security assistance, $8 billion for food aid and $3 billion for relief."
    sums = [event.numbers for event in told(reader, text) if event.type == "Aid"]
    assert (("money_usd", 20 * 10**9, 20 * 10**9),) in sums
    assert all(len(each) < 2 for each in sums)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They cut assistance for millions of Yemenis.", {("affected", 2_000_000, None)}),
        ("This assistance will help many of the six million people of Mali.", {("affected", 6_000_000, 6_000_000)}),
        ("The aid was looted by 50 people in Gaza.", set()),
    ],
)
def test_aid_reaches_people(reader: Reader, text: str, expected: set[Number]) -> None:
    """Those whom aid is for or helps are counted, and no others."""
    assert numbers(reader, text, "Aid") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president of Kenya said the war costs Africa between $5 and $7 billion.", (5 * 10**9, 7 * 10**9)),
        ("The United States has stated the work will cost between US$300 and 400 billion.", (3 * 10**11, 4 * 10**11)),
    ],
)
def test_sum_in_a_statement(reader: Reader, text: str, expected: tuple[int, int]) -> None:
    """A sum in what somebody says is that of the statement where no other event takes it."""
    assert numbers(reader, text, "Statement") == {("money_usd", *expected)}


def test_sum_of_what_is_said(reader: Reader) -> None:
    """A sum that an event in what is said takes is not that of the statement as well."""
    text = "The minister of Kenya said Chad had donated $5 million to Mali."
    assert numbers(reader, text, "Aid") == {("money_usd", 5_000_000, 5_000_000)}
    assert numbers(reader, text, "Statement") == set()


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("This includes more than $20 million for schools.", 20_000_000),
        ("The funding consists of $41 million to the Red Cross.", 41_000_000),
        ("Another $21 million will support families there.", 21_000_000),
    ],
)
def test_a_sum_within_the_aid_told_before(reader: Reader, text: str, least: int) -> None:
    """A sum in a sentence without a word for aid is of the aid before it, and of nothing where there is none."""
    found = told(reader, "Japan is providing $60 million in aid to Mali. " + text)
    assert least in {number[1] for event in found if event.type == "Aid" for number in event.numbers}
    assert not any(event.type == "Aid" for event in told(reader, text))


def test_a_sum_of_aid_that_stands_alone(reader: Reader) -> None:
    """What includes a sum of aid is aid, though no aid is told before."""
    text = "Vice President Harris announced a plan. This includes $255 million in humanitarian assistance for Mali."
    assert ("money_usd", 255_000_000, 255_000_000) in numbers(reader, text, "Aid")


def test_who_is_released(reader: Reader) -> None:
    """The dead of a relative clause are none of those to whom the main clause happens."""
    text = "Ana Lopez, who led a raid that left two people dead in Mali, was released from prison."
    assert numbers(reader, text, "Release") == set()


@pytest.mark.parametrize("text", ["The fighting left 150 soldiers dead.", "The attack left 12 troops wounded in Mali."])
def test_left_dead(reader: Reader, text: str) -> None:
    """Soldiers that are left dead or wounded have not been withdrawn."""
    assert {event.type for event in told(reader, text)} & {"Withdrawal", "Casualties"} == {"Casualties"}
