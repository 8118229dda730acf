"""Offices: their words, who holds them, and for whom."""

import pytest
from spacy.language import Language

from tests.language.entity_readings import tell

RELEASE = "https://www.state.gov/some-release/"


@pytest.mark.parametrize(
    ("text", "person", "position", "owner"),
    [
        ("U.S. Secretary of State Ann Sapt spoke.", "Ann Sapt", "Secretary of State", "U.S."),
        ("Chadian Deputy Foreign Minister Ivo Sapt spoke.", "Ivo Sapt", "Deputy Foreign Minister", "Chadian"),
        ("Ivo Sapt, Chad’s special envoy on water, spoke.", "Ivo Sapt", "special envoy on water", "Chad"),
        ("European Council President Ivo Sapt spoke.", "Ivo Sapt", "President", "European Council"),
        ("The EU sent Ivo Sapt, its representative for the region.", "Ivo Sapt", "representative for the region", "EU"),
        ("Prime Minister of Chad Ivo Sapt spoke.", "Ivo Sapt", "Prime Minister", "Chad"),
        ("Chad’s Prime Minister, Ivo Sapt, spoke.", "Ivo Sapt", "Prime Minister", "Chad"),
        ("Taliban spokesman Ivo Sapt spoke.", "Ivo Sapt", "spokesman", "Taliban"),
        ("Ivo Sapt, spokesman for the Chadian army, spoke.", "Ivo Sapt", "spokesman", "Chadian army"),
        ("Chad named Ivo Sapt as senior advisor to the Peace Board.", "Ivo Sapt", "senior advisor", "Peace Board"),
        ("General Ivo Sapt was appointed commander of the Chadian army.", "Ivo Sapt", "commander", "Chadian army"),
        (
            "Chad’s Minister of Foreign Affairs and Trade Ivo Sapt spoke.",
            "Ivo Sapt",
            "Minister of Foreign Affairs and Trade",
            "Chad",
        ),
        (
            "Chadian Vice President and Foreign Minister Ivo Sapt spoke.",
            "Ivo Sapt",
            "Vice President and Foreign Minister",
            "Chadian",
        ),
        ("U.S. Ambassador to Chad Ann Sapt spoke.", "Ann Sapt", "Ambassador to Chad", "U.S."),
        ("Secretary Ann Sapt of the Chadian army spoke.", "Ann Sapt", "Secretary", "Chadian army"),
        ("Senator Ann Sapt of Ohio spoke.", "Ann Sapt", "Senator", "Ohio"),
        ("Ivo Sapt has served as mayor of Denver and governor of Ohio.", "Ivo Sapt", "governor", "Ohio"),
        ("Ivo Sapt, previously the governor of Ohio, left.", "Ivo Sapt", "governor", "Ohio"),
        (
            "Ann Sapt, Assistant Secretary for Educational and Cultural Affairs of Chad, spoke.",
            "Ann Sapt",
            "Assistant Secretary for Educational and Cultural Affairs",
            "Chad",
        ),
        ("External Affairs Minister Ann Sapt of India spoke.", "Ann Sapt", "External Affairs Minister", "India"),
        ("The mayor of Paris, Ann Sapt, wrote a letter.", "Ann Sapt", "mayor", "Paris"),
        ("As Prime Minister of Chad, Ann Sapt spoke.", "Ann Sapt", "Prime Minister", "Chad"),
    ],
)
def test_offices(pipeline: Language, text: str, person: str, position: str, owner: str) -> None:
    """The words of an office, its holder and the one it is held for are told apart."""
    assert (person, position, owner) in tell(pipeline, text).offices()


def test_who_served(pipeline: Language) -> None:
    """ "Who served as" goes with the one whom the clause is about, not with the first person of the sentence."""
    told = tell(pipeline, "Ivo Sapt met the son of Ann Hentzau, who served as prime minister of Chad.")
    assert told.offices() == {("Ann Hentzau", "prime minister", "Chad")}


def test_private_functions(pipeline: Language) -> None:
    """A candidate or a professor holds that function for nobody, whatever else they do for somebody."""
    told = tell(pipeline, "Mayor Ivo Sapt of Denver left. Ivo Sapt was a candidate of the party.")
    assert ("Ivo Sapt", "candidate", None) in told.offices()


def test_two_offices_of_one_noun(pipeline: Language) -> None:
    """ "The prime minister" is the last prime minister, and no other minister named since."""
    text = "Prime Minister Ivo Sapt spoke. First Minister Ann Hentzau left. The prime minister stayed."
    assert tell(pipeline, text).stands_for("minister", -1) == ["Ivo Sapt"]


def test_holder_named_elsewhere(pipeline: Language) -> None:
    """An office named with its owner alone stands for the person who is said elsewhere to hold it."""
    text = "The Supreme Leader of Iran spoke. Iran’s Supreme Leader Ali Khamenei left."
    assert tell(pipeline, text).stands_for("Leader") == ["Ali Khamenei"]


def test_on_behalf_of(pipeline: Language) -> None:
    """Whom somebody speaks on behalf of is no part of the office."""
    told = tell(pipeline, "The High Representative on behalf of the European Union spoke.")
    assert "European Union" in told.kinds()


def test_each_of_several(pipeline: Language) -> None:
    """Coordinated counterparts hold the office named before them, each for the state in the same place of the row."""
    told = tell(
        pipeline,
        "Chadian foreign minister Ivo Sapt and his Malian and Omani counterparts, Ali Rassi and Omar Bersi, met.",
    )
    assert told.offices() >= {
        ("Ivo Sapt", "foreign minister", "Chadian"),
        ("Ali Rassi", "foreign minister", "Malian"),
        ("Omar Bersi", "foreign minister", "Omani"),
    }


def test_each_of_a_row(pipeline: Language) -> None:
    """Of several holders of one office in the plural, each holds it for the state behind the name."""
    told = tell(pipeline, "Presidents Ivo Sapt of Chad, Ann Rupo of Mali and Jean Dupont of Togo met.")
    assert told.offices() == {
        ("Ivo Sapt", "Presidents", "Chad"),
        ("Ann Rupo", "Presidents", "Mali"),
        ("Jean Dupont", "Presidents", "Togo"),
    }


def test_bare_offices_of_a_release(pipeline: Language) -> None:
    """A release's own Secretary is held for its state; its spokesperson for the body that publishes it."""
    text = "The Department of State sent Spokesperson Ann Sapt. Secretary Hentzau thanked the United States."
    told = tell(pipeline, text, url=RELEASE)
    assert ("Hentzau", "Secretary", "United States") in told.offices()
    assert ("Ann Sapt", "Spokesperson", "Department of State") in told.offices()


def test_foreign_offices_of_a_release(pipeline: Language) -> None:
    """A minister without a state is of the state last spoken of, not of the issuer."""
    text = (
        "The United States thanks Oman. While in N'Djamena, Chad, Secretary Sapt met with Foreign Minister Ali Rassi."
    )
    assert ("Ali Rassi", "Foreign Minister", "Chad") in tell(pipeline, text, url=RELEASE).offices()


def test_leaders_are_known(pipeline: Language) -> None:
    """The family name of one who leads a state tells whose president he is, where the article names the state."""
    told = tell(pipeline, "In Chad, President Macron praised France.")
    assert ("Macron", "President", "France") in told.offices()


def test_evidence_rereads(pipeline: Language) -> None:
    """The evidence of a tenure is the office's words in the article, after whatever head."""
    told = tell(pipeline, "Chadian Foreign Minister Ivo Sapt spoke.", head="title: a\n\n")
    (tenure,) = told.reading.tenures
    assert told.article.quote(tenure.evidence) == tenure.position == "Foreign Minister"
