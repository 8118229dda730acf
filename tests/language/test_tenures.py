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
    ],
)
def test_offices(pipeline: Language, text: str, person: str, position: str, owner: str) -> None:
    """The words of an office, its holder and the one it is held for are told apart."""
    assert (person, position, owner) in tell(pipeline, text).offices()


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
