"""Names: bodies, places, persons and groups by what is known and by their own words."""

import pytest
from spacy.language import Language

from tests.language.entity_readings import tell


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Talks at the Ministry of Foreign Affairs and Trade ended.",
            "Ministry of Foreign Affairs and Trade",
            "Ministry",
        ),
        ("The Ruritanian Army left. The Omani army came.", "Omani army", "ArmedForce"),
        (
            "The Bureau of Arms Control and Verification said so.",
            "Bureau of Arms Control and Verification",
            "GovernmentBody",
        ),
        ("It was the Zendan People's Party that won.", "Zendan People's Party", "PoliticalParty"),
        (
            "He leads the Joint Committee for the Rebuilding of Zenda.",
            "Joint Committee for the Rebuilding of Zenda",
            "Organization",
        ),
        ("The ship left Port Zenda for Lake Strelsau.", "Lake Strelsau", "BodyOfWater"),
        ("They were flown to Camp Hentzau on Monday.", "Camp Hentzau", "Camp"),
        ("Shells fell on Hentzau province.", "Hentzau province", "Region"),
        ("People fled the village of Tarlenheim.", "Tarlenheim", "Settlement"),
        ("Rebels shelled Strelsau International Airport.", "Strelsau International Airport", "Facility"),
        ("Flights to Sultan Rudolf Grand Mosque stopped.", "Sultan Rudolf Grand Mosque", "Facility"),
        ("Many ethnic Georgians fled.", "ethnic Georgians", "EthnicGroup"),
        ("Leaders of the Darfur Chadians met.", "Darfur Chadians", "EthnicGroup"),
        ("The Yezidis were helped.", "Yezidis", "ReligiousCommunity"),
    ],
)
def test_names_by_their_words(pipeline: Language, text: str, name: str, kind: str) -> None:
    """A name is taken whole, with the class that its own words or the gazetteer tell."""
    assert tell(pipeline, text).kinds().get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "They signed the Zenda Peace Agreement.",
        "The Treaty of Paris was signed.",
        "The Accra Initiative was discussed.",
        "Operation Desert Shield began.",
        "On Tuesday, officials said the exclusive economic zone (EEZ) was closed.",
        "The Latin American bloc met.",
        "Dozens died on Monday in May.",
        "Write to press@example.gov for US$5.",
    ],
)
def test_no_entities(pipeline: Language, text: str) -> None:
    """Agreements, operations, dates, common words and abbreviations of common nouns are no entities."""
    assert tell(pipeline, text).kinds() == {}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The Government of Chad left.", "Government of Chad"),
        ("The Chadian authorities left.", "Chadian authorities"),
        ("Chad’s Government left.", "Chad’s Government"),
        ("Chadians left.", "Chadians"),
        ("CHAD, N'DJAMENA — Talks failed.", "CHAD"),
    ],
)
def test_forms_of_a_state(pipeline: Language, text: str, form: str) -> None:
    """A state is met by its government, its people and its name in capitals; the form stays as written."""
    entity = tell(pipeline, text).entity(form)
    assert (entity.canonical, entity.type.rpartition("#")[2]) == ("Chad", "State")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Paris condemned the attack on Mali.", "State"),
        ("Malian envoys met in Paris.", "City"),
        ("Mali accused Paris of lies.", "State"),
        ("Envoys visited Paris, France.", "City"),
        ("Paris’s policy towards Mali failed.", "State"),
        ("Paris’s streets were empty in Mali's honour.", "City"),
        ("He spread anti-Paris slogans in Mali.", "State"),
    ],
)
def test_capital_cities(pipeline: Language, text: str, kind: str) -> None:
    """A capital city is its state where it acts or is dealt with, and a city where things happen or stand."""
    assert tell(pipeline, text).entity("Paris").canonical == {"State": "France", "City": "Paris"}[kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Rudolf Elphberg spoke.", "Rudolf Elphberg"),
        ("The minister, Flavia Elphberg, spoke.", "Flavia Elphberg"),
        ("Ministers Ivo Sapt and Jean-Luc de Tarlenheim spoke.", "Jean-Luc de Tarlenheim"),
        ("Dr. Sapt’el spoke.", "Sapt’el"),
        ("General Kim Jae-un spoke.", "Kim Jae-un"),
        ("King Rudolf bin Hassan al-Elphberg spoke.", "Rudolf bin Hassan al-Elphberg"),
        ("Envoy Valéry d’Estrel spoke.", "Valéry d’Estrel"),
        ("Michael Jordan spoke.", "Michael Jordan"),
        ("The dead man was named as Jasim Uddin.", "Jasim Uddin"),
        ("Sheikh Mohamed bin Zayed bin Sultan met him.", "Mohamed bin Zayed bin Sultan"),
        ("Abdullah bin Zayed bin Sultan spoke.", "Abdullah bin Zayed bin Sultan"),
        ("President Laurentino Cortizo Cohen spoke.", "Laurentino Cortizo Cohen"),
    ],
)
def test_persons(pipeline: Language, text: str, name: str) -> None:
    """Particles, hyphens, apostrophes and the names of states that are surnames belong to a person's name."""
    assert tell(pipeline, text).kinds().get(name) == "Person"


def test_subject_of_an_office(pipeline: Language) -> None:
    """What an office is for is no holder's name."""
    told = tell(pipeline, "John Kerry, the Special Envoy for Climate Change, spoke.")
    assert told.kinds() == {"John Kerry": "Person"}


def test_surname_of_a_town(pipeline: Language) -> None:
    """A surname that is also a town stays the person's who was named in full before, but not after "in"."""
    told = tell(pipeline, "Minister Elena Warren spoke. Warren denied it. Elena Sapt was born in Lagos.")
    assert told.entity("Warren").name == "Elena Warren"
    assert told.kinds()["Lagos"] == "City"


def test_state_or_region(pipeline: Language) -> None:
    """Georgia among states of the US is a region; by itself a state."""
    assert tell(pipeline, "Votes were counted in Texas, Georgia and Ohio.").kinds()["Georgia"] == "Region"
    assert tell(pipeline, "Talks with Georgia and Armenia began.").kinds()["Georgia"] == "State"


def test_names_that_share_a_token(pipeline: Language) -> None:
    """Two names joined by a hyphen in one token are both found, each with its own span."""
    told = tell(pipeline, "The U.S.-Chad partnership grew.")
    assert {told.article.quote(entity.mentions[0]) for entity in told.reading.entities} == {"U.S.", "Chad"}


def test_the_north_and_the_south(pipeline: Language) -> None:
    """ "The North" is the state so called where the text names it, and nothing where it does not."""
    told = tell(pipeline, "South Korea and North Korea spoke. The South fired into the North.")
    assert told.entity("South").canonical == "South Korea"
    assert tell(pipeline, "Chad is hot. The South is dry.").kinds() == {"Chad": "State"}


def test_body_before_its_abbreviation(pipeline: Language) -> None:
    """The capitals that an abbreviation in brackets spells are one body, also where a known place opens them."""
    told = tell(pipeline, "Officials of the Pacific Relief and Health Union (PRHU) left.")
    assert told.kinds() == {"Pacific Relief and Health Union": told.kinds()["Pacific Relief and Health Union"]}
    assert told.entity("PRHU").name == "Pacific Relief and Health Union"


def test_hospital_of_a_saint(pipeline: Language) -> None:
    """A hospital named after a saint is no person."""
    assert tell(pipeline, "Victims went to Saint Francis Hospital.").kinds() == {"Saint Francis Hospital": "Facility"}


def test_brackets_in_a_quotation(pipeline: Language) -> None:
    """A capital that an editor put in brackets is no part of a name."""
    told = tell(pipeline, 'He said, "[T]he House of Representatives will vote."')
    assert "House of Representatives" in told.kinds()


def test_adjacent_names_of_persons_stay_apart(pipeline: Language) -> None:
    """Two persons named one right behind the other are two where the pipeline sees the second begin."""
    told = tell(pipeline, "MADRID Maria Alvarez John Whitfield reported.")
    assert {"Maria Alvarez", "John Whitfield"} <= told.kinds().keys()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The London Symphony Orchestra played on Monday.", {"London Symphony Orchestra": "Organization"}),
        (
            "The archive of the National Library of the Netherlands was saved.",
            {"National Library of the Netherlands": "Organization"},
        ),
        ("The Democratic Socialists of America held a rally.", {"Democratic Socialists of America": "Organization"}),
        ("Militants of the Popular Resistance Committees fled.", {"Popular Resistance Committees": "ArmedGroup"}),
        (
            "He joined the French Council of the Muslim Faith.",
            {"French Council of the Muslim Faith": "Organization"},
        ),
        ("Talks between Denmark-Norway and Sweden failed.", {"Denmark": "State", "Norway": "State", "Sweden": "State"}),
    ],
)
def test_a_longer_name_goes_before_a_known_one(pipeline: Language, text: str, kinds: dict[str, str]) -> None:
    """A known name that is only a part of the name of a body is no name there; beside another known one it is."""
    assert tell(pipeline, text).kinds() == kinds


@pytest.mark.parametrize("text", ["We heard Rudolf Hentzau Friday.", "Police arrested Rudolf Hentzau Monday morning."])
def test_a_person_ends_with_the_name(pipeline: Language, text: str) -> None:
    """Capitals behind a name that are no part of it stay out of it."""
    assert tell(pipeline, text).kinds() == {"Rudolf Hentzau": "Person"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The official Xinhua news agency said so on Monday.", {"Xinhua news agency": "MediaOrganization"}),
        ("He lost to German Tommy Haas on Sunday.", {"German": "State", "Tommy Haas": "Person"}),
        ("A Roman Catholic nun was killed there.", {}),
        ("Mr. da Silva spoke after the storm.", {"da Silva": "Person"}),
    ],
)
def test_persons_are_whom_the_pipeline_sees(pipeline: Language, text: str, kinds: dict[str, str]) -> None:
    """An unknown name is a person's where the pipeline sees one, not behind any office or by a first name alone."""
    assert tell(pipeline, text).kinds() == kinds


def test_no_name_ends_in_a_weekday(pipeline: Language) -> None:
    """A weekday right behind a name is no part of it."""
    assert tell(pipeline, "The town of Khawaza Kehla Saturday saw no fighting.").kinds() == {
        "Khawaza Kehla": "Settlement"
    }


@pytest.mark.parametrize("text", ["The lawyers met in Chambers on Friday.", "Look at Title IV and at Tab 3."])
def test_no_place_by_a_preposition_alone(pipeline: Language, text: str) -> None:
    """A capital behind a preposition of place is not enough to make a place."""
    assert tell(pipeline, text).kinds() == {}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Shelling near Khartoum killed four.", "Khartoum", "City"),
        ("Hurricane Dorian hit the Bahamas. Dorian moved on.", "Bahamas", "State"),
        ("The London Peace Conference began in Kenya.", "Kenya", "State"),
    ],
)
def test_what_only_looks_like_a_name(pipeline: Language, text: str, name: str, kind: str) -> None:
    """An everyday word that opens a sentence, a storm and a conference called after a town are no entities."""
    assert tell(pipeline, text).kinds() == {name: kind}


def test_an_abbreviation_behind_an_office_is_no_person(pipeline: Language) -> None:
    """What is written in capitals behind a word for an office is no personal name."""
    text = "The World Health Organization (WHO) spoke. Ten died, by the official WHO report."
    assert tell(pipeline, text).kinds() == {"World Health Organization": "InternationalOrganization"}


def test_who_has_an_age_is_a_person(pipeline: Language) -> None:
    """A name of several words beside an age is that of a person, whatever else the pipeline sees."""
    text = "In Lima, Arnav Gupta, 33-year-old of Bethesda, set a car on fire."
    assert tell(pipeline, text).kinds()["Arnav Gupta"] == "Person"


def test_a_company_by_the_first_word_of_its_name(pipeline: Language) -> None:
    """What a company's name has before the word for its business means the company."""
    text = "Germany banned Mahan Air on Monday. Mahan denied it. The airline said Mahan was safe."
    assert tell(pipeline, text).kinds() == {"Germany": "State", "Mahan Air": "Organization"}
