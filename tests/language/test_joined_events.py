"""What two events told in one breath have in common, and what they have not."""

import pytest

from kgbuild.language.reader import Reader
from tests.language.told import article, of, told


def test_whom_two_deeds_befall(reader: Reader) -> None:
    """What follows two event nouns joined by "and" is of both."""
    arrest = of(reader, "Chad condemned the subsequent removal and arrest of journalist Ivo Sapt in Minsk.", "Arrest")
    assert arrest.targets == {"Ivo Sapt"}


def test_the_day_of_an_answer(reader: Reader) -> None:
    """What somebody responds to is not of the day on which that is done."""
    text = "On Monday the army shelled Kyiv in response to the arrest of Ivo Sapt."
    days = {each.type: each.start for each in told(reader, text)}
    assert days["Arrest"] is None
    assert days["Shelling"] == "2024-05-13"


def test_several_others(reader: Reader) -> None:
    """A "subsequent" deed done to "several" is no second mention of one done to somebody named."""
    text = (
        "The arrest of Ivo Sapt in Minsk was unlawful. France condemned the raid and the subsequent arrest of several."
    )
    found = [each for each in reader.read(article(text)).events if each.type.endswith("Arrest")]
    assert [(each.id, each.same_as) for each in found] == [(0, None)]


def test_those_who_are_named_among_others(reader: Reader) -> None:
    """Who is named as one of those met takes part, beside the state whose people they are."""
    met = of(reader, "Ann Sapt met with Chadian officials, including Prime Minister Ivo Bersi and Ola Fen.", "Meeting")
    assert met.agents == {"Ann Sapt", "Chadian", "Ivo Bersi", "Ola Fen"}


def test_who_comes_for_talks(reader: Reader) -> None:
    """Who travels for meetings takes part in them."""
    met = of(reader, "Ann Sapt traveled to Paris for meetings with Prime Minister Ivo Bersi.", "Meeting")
    assert met.agents == {"Ann Sapt", "Ivo Bersi"}


def test_who_is_told_something_at_a_meeting(reader: Reader) -> None:
    """Who is told something in a meeting takes part in it as does who tells it."""
    met = of(reader, "In a meeting, President Macron was told by Prime Minister Ivo Bersi of the damage.", "Meeting")
    assert met.agents == {"Macron", "Ivo Bersi"}


def test_where_an_event_is_said_to_be(reader: Reader) -> None:
    """An attack that "was in" a town was there."""
    assert of(reader, "The second attack on Monday was in Kharkiv.", "Attack").places == {"Kharkiv"}


@pytest.mark.parametrize(
    "text",
    [
        "At least nine people were killed when a boat sank off Lampedusa.",
        "A fire at a fireworks factory in Lampedusa killed nine people.",
        "A bus overturned in Lampedusa on Monday. At least nine people died.",
        "A plane in Lampedusa crashed following departure for Rome. At least nine people died.",
        "A fire killed nine girls at a hall that their school had hired to hold a party in Lampedusa.",
    ],
)
def test_where_harm_is_done(reader: Reader, text: str) -> None:
    """Harm is done where what did it is, in its own clause or beside it."""
    assert of(reader, text, "Casualties").places == {"Lampedusa"}


def test_harm_is_of_the_day_of_the_last_violence(reader: Reader) -> None:
    """Harm without a day is of that of the attack told before, not of an arrest or release between."""
    text = "Rebels attacked Kano on 6 May. Police released Ana Lopez on 10 May. Nine people died."
    assert of(reader, text, "Casualties").start == "2024-05-06"


def test_who_speaks_behind_a_comma(reader: Reader) -> None:
    """A participle behind a comma tells what the subject does, not what the noun before it does."""
    text = "President Macron commented on the Turkish-Libyan agreement, calling it illegal."
    assert of(reader, text, "Condemnation").agents == {"Macron"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A rocket fired from Gaza hit Ashkelon on Monday.", "Attack"),
        ("Gunmen attacked a bus in Karachi, opening fire on the passengers.", "Attack"),
        ("The bombing, one of the deadliest attacks in Iraq this year, shook Basra.", "Bombing"),
        ("President Macron met President Putin in Geneva, holding talks on trade.", "Meeting"),
        ("The talks in Geneva were the first meeting between Iran and France.", "Meeting"),
    ],
)
def test_one_deed_in_two_words(reader: Reader, text: str, kind: str) -> None:
    """A participle, an apposition or a predicate that tells a deed again tells no other deed."""
    assert [each.type for each in told(reader, text) if each.type in {kind, "Attack"}] == [kind]


def test_two_victims_are_of_two_deeds(reader: Reader) -> None:
    """A participle that tells another victim tells another deed."""
    text = "Rebels attacked Kharkiv on Monday, shelling Odesa."
    assert len([each for each in told(reader, text) if each.type in {"Attack", "Shelling"}]) == 2


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Egypt brokered a ceasefire between Iran and France.", {"Iran", "France"}),
        ("The ceasefire was brokered by Qatar in Doha.", set()),
    ],
)
def test_who_brokers_a_truce_is_no_party(reader: Reader, text: str, agents: set[str]) -> None:
    """Those who mediate between others are no party to what these agree."""
    assert of(reader, text, "Ceasefire").agents == agents


def test_whose_deed_is_punished(reader: Reader) -> None:
    """What somebody is punished for "over its …" is a deed of who is punished."""
    seized = of(reader, "France and Chad imposed sanctions on Russia over its annexation of Crimea.", "Seizure")
    assert seized.agents == {"Russia"}


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("Greece expelled the Omani ambassador on Monday.", "Expulsion", "Omani"),
        ("Hezbollah captured two Israeli soldiers.", "Detention", "Israeli"),
    ],
)
def test_whose_people_a_deed_is_done_to(reader: Reader, text: str, kind: str, target: str) -> None:
    """People whose noun tells the class of a deed are still those whom it is done to."""
    assert of(reader, text, kind).targets == {target}
