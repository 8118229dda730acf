"""What single sentences tell: class, participants, place, time, factuality, sources and numbers."""

import pytest

from kgbuild.language.reader import Reader

from .told import article, of, told

Names = frozenset[str]


def names(text: str) -> Names:
    """The names between semicolons."""
    return frozenset(name.strip() for name in text.split(";") if name.strip())


CASES = [
    # Diplomatic
    ("The foreign ministers of Egypt and Jordan met in Cairo on Monday.", "Meeting", "Egypt; Jordan", "", "Cairo"),
    ("Talks between Serbia and Kosovo were held in Brussels.", "Meeting", "Serbia; Kosovo", "", "Brussels"),
    ("Peru and Chile held talks in Geneva.", "Meeting", "Peru; Chile", "", "Geneva"),
    ("Joan Ray met with Republic of Korea (ROK) Minister Park Jin.", "Meeting", "Joan Ray; Park Jin", "", ""),
    ("Secretary of State Antony Blinken visited Riyadh last week.", "Visit", "Antony Blinken", "", "Riyadh"),
    ("India and China signed an agreement in Moscow.", "Agreement", "India; China", "", "Moscow"),
    ("Germany urged Iran to release the detainees.", "Appeal", "Germany", "Iran", ""),
    ("The United Nations called on Sudan to open the border.", "Appeal", "United Nations", "Sudan", ""),
    ("Turkey accused Greece of violating its airspace.", "Accusation", "Turkey", "Greece", ""),
    ("North Korea threatened to attack South Korea.", "Threat", "North Korea", "South Korea", ""),
    ("Japan pledged to provide $50 million in aid to Ukraine.", "Pledge", "Japan", "Ukraine", ""),
    ("Iran rejected the proposal.", "Refusal", "Iran", "", ""),
    ("Canada welcomed the decision of Denmark.", "Endorsement", "Canada", "Denmark", ""),
    ("Israel said that the border would stay closed.", "Statement", "Israel", "", ""),
    ("The European Union imposed sanctions on Belarus.", "Sanction", "European Union", "Belarus", ""),
    ("Venezuela expelled the ambassador of Brazil.", "Expulsion", "Venezuela", "Brazil", ""),
    # Military
    ("Israeli aircraft bombed a base near Damascus on Sunday.", "Airstrike", "Israeli", "", "Damascus"),
    ("The rebels were attacked by Ethiopian forces in Mekelle.", "Attack", "Ethiopian", "", "Mekelle"),
    ("Saudi Arabia imposed a blockade on Qatar.", "Blockade", "Saudi Arabia", "Qatar", "Qatar"),
    ("Hundreds of Taliban fighters surrendered in Kunduz.", "Surrender", "Taliban", "", "Kunduz"),
    ("The Taliban captured Kunduz on Tuesday.", "Seizure", "Taliban", "Kunduz", "Kunduz"),
    (
        "The United States withdrew its troops from Afghanistan in 2021.",
        "Withdrawal",
        "United States",
        "",
        "Afghanistan",
    ),
    ("Poland deployed 10,000 troops in Lithuania.", "Deployment", "Poland", "", "Lithuania"),
    ("Kenyan police arrested Raila Odinga in Nairobi.", "Arrest", "Kenyan police", "Raila Odinga", "Nairobi"),
    # Humanitarian
    ("More than 5,000 people fled Khartoum.", "Displacement", "", "", "Khartoum"),
    ("The Red Cross delivered 20 tonnes of food to Gaza.", "Aid", "Red Cross", "Gaza", "Gaza"),
    ("The earthquake destroyed hundreds of homes in Turkey.", "Destruction", "", "", "Turkey"),
]


@pytest.mark.parametrize(("text", "kind", "agents", "targets", "places"), CASES, ids=[case[0] for case in CASES])
def test_a_sentence(reader: Reader, text: str, kind: str, agents: str, targets: str, places: str) -> None:
    """A sentence tells one event of its class, with these and no other participants and places."""
    event = of(reader, text, kind)
    assert (event.agents, event.targets, event.places) == (names(agents), names(targets), names(places))


def test_battle_parties(reader: Reader) -> None:
    """Both sides of a fight are its agents."""
    event = of(reader, "Fighting broke out between Armenia and Azerbaijan in Nagorno-Karabakh.", "Battle")
    assert event.agents == {"Armenia", "Azerbaijan"}
    assert event.places == {"Nagorno-Karabakh"}


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Israel attacked Syria.", "actual"),
        ("Israel did not attack Syria.", "denied"),
        ("Israel could attack Syria.", "planned"),
        ("No attack on Syria took place.", "denied"),
    ],
)
def test_factuality(reader: Reader, text: str, factuality: str) -> None:
    """The words around a trigger tell whether the event happened."""
    assert of(reader, text, "Attack").factuality == factuality


def test_passive_and_active_tell_the_same(reader: Reader) -> None:
    """The passive of a sentence has the same agent and target as its active."""
    active = of(reader, "Israel attacked Syria.", "Attack")
    assert active == of(reader, "Syria was attacked by Israel.", "Attack")
    assert active.agents == {"Israel"}
    assert active.targets == {"Syria"}


def test_swapped_names_swap_the_roles(reader: Reader) -> None:
    """Who attacks whom follows the order of the names."""
    one, other = (of(reader, text, "Attack") for text in ("Iran attacked Iraq.", "Iraq attacked Iran."))
    assert one.agents == other.targets == {"Iran"}
    assert one.targets == other.agents == {"Iraq"}


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("Peru and Chile held talks in Geneva on 2 May 2024.", "Meeting", "2024-05-02"),
        ("Peru and Chile held talks in Geneva on Monday.", "Meeting", "2024-05-13"),
        ("The Taliban captured Kunduz yesterday.", "Seizure", "2024-05-14"),
        ("Kherson was shelled by Russia on Monday.", "Shelling", "2024-05-13"),
        ("An accord was signed by Norway and Egypt on Monday.", "Agreement", "2024-05-13"),
        ("The six-month siege of Mariupol ended.", "Siege", "2023-11"),
        ("Russia invaded Ukraine in February 2022.", "Invasion", "2022-02"),
        ("In 2006, Abqaiq was the target of a suicide attack by Al-Qaeda.", "SuicideBombing", "2006"),
        ("President Biden repeated this in his call to King Salman yesterday.", "PhoneCall", "2024-05-14"),
    ],
)
def test_dates(reader: Reader, text: str, kind: str, start: str) -> None:
    """An event starts when the words beside it say, in the light of the article's date."""
    assert of(reader, text, kind).start == start


def test_without_a_reference_only_absolute_dates_resolve(reader: Reader) -> None:
    """An article without a date dates no weekday."""
    (relative,) = told(reader, "The Taliban captured Kunduz on Tuesday.", date=None)
    (absolute,) = told(reader, "The Taliban captured Kunduz on 8 August 2021.", date=None)
    assert (relative.start, absolute.start) == (None, "2021-08-08")


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("At least 12 people were killed in a bombing in Baghdad.", "Casualties", ("killed", 12, None)),
        ("A bombing in Baghdad wounded dozens.", "Casualties", ("wounded", 24, 99)),
        ("Dozens were killed or injured in Baghdad.", "Casualties", ("casualties", 24, 99)),
        ("More than 5,000 people fled Khartoum.", "Displacement", ("displaced", 5000, None)),
        ("Poland deployed 10,000 troops in Lithuania.", "Deployment", ("troops", 10000, 10000)),
        ("The Red Cross delivered 20 tonnes of food to Gaza.", "Aid", ("tonnes", 20, 20)),
        ("Hungarian police detained three people.", "Detention", ("detained", 3, 3)),
        ("The death toll of the bombing in Baghdad exceeded 100.", "Casualties", ("killed", 100, None)),
        ("Hundreds of fighters of the Taliban escaped from Kunduz.", "Displacement", ("displaced", 200, 999)),
    ],
)
def test_numbers(reader: Reader, text: str, kind: str, number: tuple[str, int | None, int | None]) -> None:
    """A number counts what the event does to people, or troops, money and goods."""
    assert number in of(reader, text, kind).numbers


def test_money(reader: Reader) -> None:
    """A sum promised counts for the pledge and for the aid, which is planned."""
    text = "Japan pledged to provide $50 million in aid to Ukraine."
    aid = of(reader, text, "Aid")
    assert aid.numbers == (("money_usd", 50_000_000, 50_000_000),)
    assert aid.factuality == "planned"
    assert of(reader, text, "Pledge").factuality == "actual"


def test_reported_events_keep_their_source(reader: Reader) -> None:
    """What a news agency reports is attributed to it, and it takes no part."""
    event = of(reader, "According to Reuters, Russian forces shelled Kharkiv.", "Shelling")
    assert event.sources == ("Reuters",)
    assert event.agents == {"Russian"}


def test_an_unnamed_source_is_no_agent(reader: Reader) -> None:
    """A statement by an official without a name has the words as source and no agent."""
    event = of(reader, "An American official said that the border would stay closed.", "Statement")
    assert event.agents == frozenset()
    assert event.sources == ("An American official",)


def test_harm_shares_the_attack(reader: Reader) -> None:
    """Casualties take agent, place and day from the attack that is told beside them."""
    event = of(reader, "On 3 May 2024 Russian forces struck Kherson, killing two people.", "Casualties")
    assert event.agents == {"Russian"}
    assert event.places == {"Kherson"}
    assert event.start == "2024-05-03"


def test_two_strikes_are_two(reader: Reader) -> None:
    """Strikes on two towns are two events, each with its own harm."""
    found = told(reader, "Russian forces struck Kherson, killing two, and hit Nikopol, wounding five.")
    attacks = [event.targets for event in found if event.type == "Attack"]
    assert attacks == [{"Kherson"}, {"Nikopol"}]
    numbers = [event.numbers for event in found if event.type == "Casualties"]
    assert numbers == [(("killed", 2, 2),), (("wounded", 5, 5),)]


def test_a_verb_and_its_noun_are_one(reader: Reader) -> None:
    """To agree to a ceasefire, or to sign an agreement, is told once."""
    for text in ("Russia and Ukraine agreed to a ceasefire.", "India and China signed an agreement."):
        assert len(told(reader, text)) == 1


def test_a_definite_noun_refers_back(reader: Reader) -> None:
    """ "These talks" are those told before."""
    text = "Peru and Chile held talks in Geneva. These talks took place on 2 May 2024."
    first, second = reader.read(article(text)).events
    assert second.same_as == first.id
    assert first.same_as is None


def test_a_release_acts_on_its_date(reader: Reader) -> None:
    """In a government's own release "we" is the state, and its acts have the date of the release."""
    text = "The United States condemns the coup in Niger. We urge Niger to free the president."
    for kind in ("Condemnation", "Appeal"):
        event = of(reader, text, kind, release=True)
        assert event.agents == {"United States"}
        assert event.targets == {"Niger"}
        assert event.start == "2024-05-15"
        assert event.sources == ()


def test_what_is_condemned_gives_the_culprit(reader: Reader) -> None:
    """The target of a condemnation is who did the deed."""
    event = of(reader, "France condemned the attack on Beirut by Syria.", "Condemnation")
    assert event.targets == {"Syria"}


@pytest.mark.parametrize(
    "text",
    [
        "The product meets the needs of farmers.",
        "The market was hit by falling prices.",
        "She raised her voice.",
        "They struck a balance between the two.",
        "",
        " \n\n ",
    ],
)
def test_no_event(reader: Reader, text: str) -> None:
    """Ordinary senses of trigger words, and texts without any, give no event."""
    if text.strip():
        assert told(reader, text) == []


@pytest.mark.parametrize("source", ["the United Nations said", "according to the Red Cross", "Norway said"])
def test_who_tells_of_harm_did_not_cause_it(reader: Reader, source: str) -> None:
    """The source of a report fills no role of the event that it reports."""
    event = of(reader, f"An airstrike on Kharkiv killed 12 people on Monday, {source}.", "Casualties")
    assert event.agents == event.targets == set()
    assert event.sources


def test_who_tells_of_their_own_deed_did_it(reader: Reader) -> None:
    """A source that speaks of itself is an agent."""
    event = of(reader, "Azerbaijan said its forces shelled Shusha on Monday.", "Shelling")
    assert event.agents == {"Azerbaijan"}
    assert event.sources == ("Azerbaijan",)
