"""Kinds of events that texts tell in many words: each wording gives its event, words of other senses none."""

import pytest

from kgbuild.language.reader import Reader
from tests.language.told import told

TOLD = [
    # appeals for what nouns of demand mean otherwise
    ("Brazil urges all parties to hold elections in Haiti.", "Appeal"),
    ("The United Nations called for a review of food prices in Chad.", "Appeal"),
    ("On the eve of the Oslo Conference, Norway calls on Belarus to free the prisoners.", "Appeal"),
    # condemnation of a death; of what is told of
    ("Denmark condemned the murder of journalists in Mexico.", "Condemnation"),
    ("Japan is deeply concerned by reports of abuses in Chad.", "Condemnation"),
    # support that is told in a clause, or of families
    ("The minister said that Ghana stands with Benin.", "Endorsement"),
    ("Chile praised Peru for its care for families.", "Endorsement"),
    # sanctions by lists, on property, of members, on the entry of people
    ("Canada imposed sanctions on the head of the armed forces of Myanmar.", "Sanction"),
    ("The Department of Commerce added Hikvision to its list of entities.", "Sanction"),
    ("All property of the Sinaloa Cartel in the United States is blocked.", "Sanction"),
    ("The African Union suspended Gabon.", "Sanction"),
    # aid by its sum and by its arrival
    ("Canada announced a $12 million contribution to the World Food Programme for Chad.", "Aid"),
    ("The World Bank approved a loan of $300 million for Tunisia.", "Aid"),
    ("A plane with medical supplies from India landed in Kabul on Monday.", "Aid"),
    ("The shipment of 250,000 doses arrived in Ghana on Wednesday.", "Aid"),
    ("China delivered 900 tonnes of rice to the Philippines.", "Aid"),
    # damage in many words
    ("Two bridges in Bern were swept away by the flood.", "Destruction"),
    ("The blast shattered windows in Beirut.", "Destruction"),
    ("Shelling left much of Donetsk in ruins.", "Destruction"),
    ("The earthquake caused widespread damage in Nepal.", "Destruction"),
    ("The power plant near Kyiv was knocked out.", "Destruction"),
    # meetings that are led together, by video, or by hosts
    ("President Biden and President Xi spoke by video on Monday.", "PhoneCall"),
    ("Secretary Blinken co-chaired the forum with Foreign Minister Jaishankar.", "Meeting"),
    ("Indonesia hosted the foreign minister of Laos.", "Meeting"),
    # harm to many, and need
    ("Floods affected 1.5 million in Chad.", "Deprivation"),
    ("Two million people need help in Malawi.", "Deprivation"),
    # what councils prolong
    ("The Security Council extended the mandate of the mission in Mali.", "Agreement"),
    # force
    ("Two destroyers of the United States sailed through the Strait of Hormuz.", "Deployment"),
    ("The city of Kharkiv came under fire on Monday.", "Attack"),
    # pledges
    ("The United States remains steadfast in its commitment to Moldova.", "Pledge"),
    ("The United States looks forward to expanding its partnership with Kenya.", "Pledge"),
]

UNTOLD = [
    ("Comments on the demand for energy in India rose.", "Appeal"),
    ("The company added Anna Berg to its list of players.", "Sanction"),
    ("The United Nations suspended its operations in Mali.", "Sanction"),
    ("Troops with weapons arrived in Ghana on Wednesday.", "Aid"),
    ("The law affected 1.5 million students in Chad.", "Deprivation"),
    ("France holds Boris Johnson accountable.", "Detention"),
    ("Chad agreed to return prisoners to Sudan.", "Visit"),
    ("Foreign Minister Hayashi received a letter from Anna Berg.", "Meeting"),
]


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_what_is_told_in_many_words_is_found(reader: Reader, text: str, kind: str) -> None:
    """Each wording gives an event of its class."""
    assert kind in [event.type for event in told(reader, text)]


@pytest.mark.parametrize(("text", "kind"), UNTOLD)
def test_words_of_another_sense_tell_nothing(reader: Reader, text: str, kind: str) -> None:
    """Words that look alike but tell something else give no event of the class."""
    assert kind not in [event.type for event in told(reader, text)]


@pytest.mark.parametrize(
    ("text", "kind", "agents", "targets"),
    [
        ("Navalny's arrest by Russia was condemned.", "Arrest", {"Russia"}, {"Navalny"}),
        ("Iran's detention of Siamak Namazi continued.", "Detention", {"Iran"}, {"Siamak Namazi"}),
        ("Kherson fell to Russia in March.", "Seizure", {"Russia"}, {"Kherson"}),
    ],
)
def test_who_is_held_or_taken_is_no_doer(
    reader: Reader, text: str, kind: str, agents: set[str], targets: set[str]
) -> None:
    """A person whose arrest is told, and a town that falls, are targets; states that hold or take them are agents."""
    found = next(event for event in told(reader, text) if event.type == kind)
    assert (found.agents, found.targets) == (agents, targets)
