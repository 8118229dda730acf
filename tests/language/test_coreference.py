"""Names of one article that mean the same."""

import pytest
from spacy.language import Language

from kgbuild.language.names.coreference import misspelt, same_person
from tests.language.entity_readings import tell


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ivo sapt", "sapt", True),
        ("ivo j. sapt", "ivo sapt", True),
        ("bashar al-sapt", "sapt", True),
        ("abel fen al sapt", "sapt", True),
        ("ivo sapt", "ann sapt", False),
        ("ivo sapt", "ivo", False),
        ("", "sapt", False),
    ],
)
def test_same_person(one: str, other: str, *, same: bool) -> None:
    """A surname, and a name without its initials, fit the full name; two first names do not fit each other."""
    assert same_person(one.split(), other.split()) is same
    assert same_person(other.split(), one.split()) is same


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("Sarea", "Saree", True),
        ("Untied", "United", True),
        ("Sapt", "Sept", False),
        ("Sarea", "Sarea", False),
        ("Kuleba", "Kuleab", True),
    ],
)
def test_misspelt(one: str, other: str, *, slip: bool) -> None:
    """One letter, or two neighbours that changed places, make a slip of the pen in a name of some length."""
    assert misspelt(one, other) is slip


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("The Zendan People's Party (ZPP) won. The ZPP was glad.", "Zendan People's Party", {"ZPP"}),
        ("The UN left. The United Nations returned.", "United Nations", {"UN"}),
        ("Minister Ivo J. Sapt spoke. Sapt left. Ivo Sapt returned.", "Ivo J. Sapt", {"Sapt", "Ivo Sapt"}),
        ("Chadians fled Chad. Chadian troops stayed.", "Chad", {"Chadians", "Chadian"}),
        ("Hentzau province burnt. People left Hentzau.", "Hentzau province", {"Hentzau"}),
        ("The Parliament of Chad voted. Parliament rose.", "Parliament of Chad", {"Parliament"}),
        ("Ethnic Georgians and ethnic Georgian elders left.", "Ethnic Georgians", {"ethnic Georgian"}),
        ("President Ali Rassi spoke. Foreign Minister Yue Wu met Wu’s envoy.", "Yue Wu", {"Wu"}),
        ("Minister Omar al-Rassi spoke. Al-Rassi left with al-Rassi’s men.", "Omar al-Rassi", {"Al-Rassi", "al-Rassi"}),
        ("Minister Omar Rassi, also known as Ali Bersi, spoke.", "Omar Rassi", {"Ali Bersi"}),
        ("Minister Manohar Rassi spoke. Manohar’s aide left.", "Manohar Rassi", {"Manohar"}),
        ("President Ivo Sapt met Minister Ann Sapt. Sapt left.", "Ivo Sapt", {"Sapt"}),
    ],
)
def test_one_entity(pipeline: Language, text: str, name: str, aliases: set[str]) -> None:
    """Abbreviations, surnames, demonyms and names without their noun are forms of one entity under its fullest."""
    entity = tell(pipeline, text).entity(name)
    assert (entity.name, aliases <= set(entity.aliases)) == (name, True)


def test_first_names(pipeline: Language) -> None:
    """A ruler's first name alone is his, and a family name that goes first is its bearer's."""
    told = tell(pipeline, "Sultan Qabus bin Sapt died. Qabus ruled long. Envoy Liu Xiaoming and Envoy Liu left.")
    assert "Qabus" in told.entity("Qabus bin Sapt").aliases
    assert "Liu" in told.entity("Liu Xiaoming").aliases


def test_two_entities(pipeline: Language) -> None:
    """Bodies that share a noun stay apart, and so do two persons of one surname."""
    told = tell(pipeline, "The Zenda Executive Board met the Hentzau Executive Board. Ivo Sapt saw Anna Sapt.")
    assert {"Zenda Executive Board", "Hentzau Executive Board"} <= told.kinds().keys()
    assert told.entity("Ivo Sapt").id != told.entity("Anna Sapt").id
