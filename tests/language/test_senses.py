"""Words of several senses, and what a sentence around a trigger says of it: one class and no other."""

import pytest

from kgbuild.language.reader import Reader

from .told import of, told

SENSES = [
    ("Iran attacked the proposal of France in a speech.", "Condemnation", "Attack"),
    ("Iran attacked a base in Iraq.", "Attack", "Condemnation"),
    ("President Macron called President Putin on Tuesday.", "PhoneCall", "Appeal"),
    ("Germany called on Iran to release the detainees.", "Appeal", "PhoneCall"),
    ("The United States designated the Houthis as a terrorist organization.", "Sanction", "Statement"),
    ("Iran executed three men in Tehran.", "Attack", "Agreement"),
    ("President Biden authorized a drawdown of $200 million in weapons for Ukraine.", "Aid", "Withdrawal"),
    ("The drawdown of U.S. forces from Iraq began in March.", "Withdrawal", "Aid"),
    ("Iran did not recognize Israel.", "Refusal", "Endorsement"),
    ("Hungary did not support the plan of Poland.", "Refusal", "Endorsement"),
    ("Peru reached an agreement with Chile.", "Agreement", "Visit"),
    ("Peru warned that the violence could spill over the border.", "Statement", "Appeal"),
]


@pytest.mark.parametrize(("text", "kind", "other"), SENSES, ids=[case[0] for case in SENSES])
def test_a_sense(reader: Reader, text: str, kind: str, other: str) -> None:
    """A word with several senses tells an event of the one that its sentence means, and none of another."""
    kinds = [event.type for event in told(reader, text)]
    assert kind in kinds
    assert other not in kinds
    assert of(reader, text, kind).factuality == ("planned" if "authorized" in text else "actual")


NOTHING = [
    ("Peru freed 50 prisoners of war on Monday.", "Battle"),
    ("The court looks into war crimes in Mali.", "Attack"),
    ("A court in Peru sentenced 20 people to death.", "Casualties"),
    ("North Korea test-fired two missiles on Monday.", "Attack"),
    ("The army of Peru seized power.", "Seizure"),
    ("Lima beat Cusco in a battle for the title.", "Battle"),
    ("Nurses in Ghana went on strike on Monday.", "Attack"),
    ("Doctors in Kenya began a strike on Monday over pay.", "Attack"),
    ("The strike by teachers in Peru goes on.", "Attack"),
    ("The rebels stepped up their resistance against the army in Mali.", "Deployment"),
    ("The plane overran the runway in Mali.", "Invasion"),
    ("Peru executed the first part of its plan in May.", "Attack"),
    ("Japan helped to cure people of AIDS in Kenya.", "Aid"),
    ("The visit of Ana Perez to Lima was met with applause.", "Meeting"),
    ("Tom Baker called the plan of Ana Perez silly.", "PhoneCall"),
    ("A committee or another body in Kenya may look into it.", "Casualties"),
    ("Japan will deploy solar grids in Kenya.", "Deployment"),
    ("We gather information on crimes in Mali.", "Meeting"),
    ("The army of Chad executed the plan.", "Attack"),
    ("Kenya designated Nairobi as the venue of the talks.", "Sanction"),
    ("Joko Widodo designated Wiranto as the security minister of Indonesia.", "Sanction"),
    ("The president of Peru signed a decree on schools.", "Agreement"),
    ("The United States offers its condolences to Turkey.", "Statement"),
    ("Troops of Ethiopia crossed into Sudan.", "Displacement"),
    ("Adam Kokesh hails from Arizona.", "Endorsement"),
    ("Ukraine continues to defend itself against Russia.", "Endorsement"),
    ("Co-operation between France and Chad goes on after a bombing in Paris.", "Attack"),
]


@pytest.mark.parametrize(("text", "kind"), NOTHING, ids=[case[0] for case in NOTHING])
def test_no_event(reader: Reader, text: str, kind: str) -> None:
    """A word that elsewhere signals an event tells none of that class here."""
    assert kind not in [event.type for event in told(reader, text)]


def test_a_name_excludes_no_sense(reader: Reader) -> None:
    """A word that excludes a sense does not do so as a part of a name ("High Commissioner for Refugees")."""
    text = "Antony Blinken met with the United Nations High Commissioner for Refugees in Geneva."
    assert of(reader, text, "Meeting").places == {"Geneva"}


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("A drone strike killed three soldiers near Donetsk.", "DroneStrike", "Donetsk"),
        ("Around 300,000 people have died in the war in Syria.", "Battle", "Syria"),
    ],
)
def test_harm_tells_its_attack(reader: Reader, text: str, kind: str, place: str) -> None:
    """An attack or war of which only the harm is told is an event, and happened where the harm did."""
    assert of(reader, text, kind).places == {place}
    assert of(reader, text, "Casualties").places == {place}


def test_brokers_are_no_parties(reader: Reader) -> None:
    """Who brokers or announces a ceasefire between others is not one of its parties."""
    assert of(reader, "Israel and Hamas agreed to a ceasefire that was brokered by Qatar.", "Ceasefire").agents == {
        "Israel",
        "Hamas",
    }
    assert of(reader, "Russia announced a ceasefire between Armenia and Azerbaijan.", "Ceasefire").agents == {
        "Armenia",
        "Azerbaijan",
    }


def test_where_forces_leave_does_not_act(reader: Reader) -> None:
    """The country that troops are withdrawn from is the place of the withdrawal, not its agent."""
    event = of(reader, "Russia withdrew its troops from Syria.", "Withdrawal")
    assert (event.agents, event.places) == ({"Russia"}, {"Syria"})


def test_under_an_event(reader: Reader) -> None:
    """Who is "under" arrest or attack is the target of it."""
    assert of(reader, "Aung San Suu Kyi is under house arrest in Burma.", "Detention").targets == {"Aung San Suu Kyi"}


def test_harm_apart(reader: Reader) -> None:
    """A number of victims is not added to the death of somebody named, nor to a number of another order."""
    text = "Robert Mugabe died in Singapore. In another year thousands were killed."
    findings = [event for event in told(reader, text) if event.type == "Casualties"]
    assert [bool(event.targets) for event in findings] == [True, False]
    assert [bool(event.numbers) for event in findings] == [False, True]


def test_a_day_says_nothing(reader: Reader) -> None:
    """A day beside a verb of saying is no source."""
    text = "The statement faxed to agencies Thursday said that Iran attacked Iraq."
    assert "Thursday" not in of(reader, text, "Attack").sources


def test_what_does_not_act_is_no_agent(reader: Reader) -> None:
    """A name before a noun that can do nothing for it fills no slot of who acts ("an Afghan airliner")."""
    assert of(reader, "An Afghan airliner killed 104 people near Kabul.", "Casualties").agents == frozenset()
    assert of(reader, "Russian missiles killed 104 people near Kyiv.", "Casualties").agents == {"Russian"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Two people were killed by 50 gunmen in Goma.", 2),
        ("Two people were injured during a riot by 300 protesters in Goma.", 2),
        ("A roadside bomb killed a Turkish engineer in Kabul.", 1),
    ],
)
def test_victims_are_counted_alone(reader: Reader, text: str, number: int) -> None:
    """A number of those who do a harm or stand beside it is no number of its victims."""
    found = [event.numbers for event in told(reader, text) if event.type == "Casualties"]
    assert [most for _, _, most in found[-1]] == [number]


def test_nationals_are_no_place(reader: Reader) -> None:
    """The people of a country whom an attack hits are its target and not its place."""
    event = of(reader, "Iran condemned an attack on Israelis.", "Attack")
    assert (event.targets, event.places) == ({"Israelis"}, frozenset())


def test_an_intention_is_no_appeal(reader: Reader) -> None:
    """Who wants to do something appeals to nobody; who wants others to do it does."""
    assert "Appeal" not in [event.type for event in told(reader, "Japan wants to make changes to the accord.")]
    assert of(reader, "Japan wants China to leave the island.", "Appeal").targets == {"China"}


def test_a_prize_is_no_guest(reader: Reader) -> None:
    """Two who receive a thing do not meet by it; who receives somebody does."""
    assert not any(
        each.type == "Meeting" for each in told(reader, "President Macron and President Biden received a prize.")
    )
    assert of(reader, "President Macron received President Biden in Paris.", "Meeting").places == {"Paris"}


def test_the_bearer_of_a_nationality_is_meant(reader: Reader) -> None:
    """Who is named behind the citizen of a state is meant, and not the state."""
    assert of(reader, "Japan welcomed the release of Peruvian citizen Ana Perez.", "Release").targets == {"Ana Perez"}


def test_a_figure_of_speech_is_no_place(reader: Reader) -> None:
    """What is done "in the face of" a deed is not done where its doer is."""
    text = "Japan is providing aid to Mali in the face of Chad's aggression."
    assert of(reader, text, "Aid").places == {"Mali"}


def test_the_secretary_of_a_release_is_its_own(reader: Reader) -> None:
    """The bare "Secretary" of a release is that of the state that issued it, though another was named later."""
    text = (
        "Secretary of State Antony J. Blinken met with UK Foreign Secretary Elizabeth Truss today in Brussels. "
        "The Secretary condemned the atrocities by Russia."
    )
    assert of(reader, text, "Condemnation", release=True).agents == {"Antony J. Blinken"}


def test_titles_between_names_hide_none_of_them(reader: Reader) -> None:
    """Of two who are named with their offices both act."""
    text = "US Secretary of State John Kerry and Iranian Foreign Minister Javad Zarif held talks in Vienna."
    assert of(reader, text, "Meeting").agents == {"John Kerry", "Javad Zarif"}


def test_what_an_act_is_for_excludes_nothing(reader: Reader) -> None:
    """Who arrives somewhere for talks visits it; leaders are designated as such, or sanctioned."""
    assert of(reader, "President Ruto of Kenya arrived in Kampala on Tuesday for talks.", "Visit").places == {"Kampala"}
    text = "The United States designated three leaders of Hezbollah on Monday."
    assert of(reader, text, "Sanction").agents == {"United States"}


def test_swapped_and_repelled(reader: Reader) -> None:
    """Verbs whose consonant is doubled are found."""
    assert of(reader, "Ukraine and Russia swapped 50 prisoners.", "PrisonerExchange").agents == {"Ukraine", "Russia"}
