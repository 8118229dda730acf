"""What pronouns, descriptions, bare offices and people of a state stand for."""

import pytest
from spacy.language import Language

from tests.language.entity_readings import tell

RELEASE = "https://www.state.gov/some-release/"


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Chadian troops attacked Mali.", "troops", ["Chadian"]),
        ("Top officials from Chad and Mali met.", "officials", ["Chad", "Mali"]),
        ("Talks between Chadian, Malian and Omani negotiators failed.", "negotiators", ["Chadian", "Malian", "Omani"]),
        ("A Taliban fighter and Taliban commanders left.", "commanders", ["Taliban"]),
        ("Chad met its Malian counterparts.", "counterparts", ["Malian"]),
        ("The EU delegation left.", "delegation", ["EU"]),
        ("Chad said its forces left.", "forces", ["Chad"]),
        ("Chad voted. The country will wait.", "country", ["Chad"]),
        ("Chad and Mali fought. Both countries lost.", "countries", ["Chad", "Mali"]),
        ("Chad and Mali fought. Oman calls on the two sides to stop.", "sides", ["Chad", "Mali"]),
        ("Hamas fired rockets. The group denied it.", "group", ["Hamas"]),
        ("Aid reached Darfur. The region needs more.", "region", ["Darfur"]),
        ("Chad’s foreign minister left.", "minister", ["Chad"]),
        ("Chad insists that it won.", "it", ["Chad"]),
        ("Ivo Sapt spoke. He left.", "He", ["Ivo Sapt"]),
        ("Chad and Mali spoke. They agreed.", "They", ["Chad", "Mali"]),
        ("Minister Ivo Sapt spoke with Minister Ann Hentzau. They agreed.", "They", ["Ivo Sapt", "Ann Hentzau"]),
        ("Secretary Ivo Sapt met Chad. The Secretary left.", "Secretary", ["Ivo Sapt"]),
    ],
)
def test_stands_for(pipeline: Language, text: str, word: str, names: list[str]) -> None:
    """A phrase stands for the entities that a reader takes it for; the last such word of the text is asked."""
    told = tell(pipeline, text)
    assert told.stands_for(word, -1) == names


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("An anonymous Chadian official left.", "official"),
        ("Chadian officials said it was over.", "officials"),
        ("Chad says that it is essential to wait.", "it"),
        ("The government of many lands left.", "government"),
        ("Militants attacked. The group fled.", "group"),
    ],
)
def test_stands_for_nothing(pipeline: Language, text: str, word: str) -> None:
    """Unnamed sources of a state, an empty "it" and descriptions without antecedent stand for no entity."""
    assert tell(pipeline, text).stands_for(word) == []


def test_we_of_a_release(pipeline: Language) -> None:
    """Outside quotation marks "we" is the state whose release it is, by the host it is published on."""
    text = "The United States condemns the attack in Chad. We urge restraint and offer our help."
    told = tell(pipeline, text, url=RELEASE)
    assert (told.stands_for("We"), told.stands_for("our")) == (["United States"], ["United States"])
    assert told.reading.issuers == (told.entity("United States").id,)


def test_we_of_signatories(pipeline: Language) -> None:
    """In a joint statement "we" is all who sign it."""
    text = "This is a joint statement by the Governments of Chad, Mali, and Oman.\n\nWe welcome the truce in Yemen."
    assert tell(pipeline, text, source="a ministry").stands_for("We") == ["Chad", "Mali", "Oman"]


def test_we_of_a_joint_release(pipeline: Language) -> None:
    """A joint statement may be told to be one below a heading; "I" in a release is who signs it."""
    text = "Office of the Spokesperson\n\nThis is a joint statement of Chad and the United States.\n\nWe agree."
    assert tell(pipeline, text, url=RELEASE).stands_for("We") == ["Chad", "United States"]
    signed = "Ann Sapt, Secretary of State\n\nI congratulate Chad."
    assert tell(pipeline, signed, url=RELEASE).stands_for("I") == ["Ann Sapt"]


def test_i_on_behalf_of_a_state(pipeline: Language) -> None:
    """Who speaks on behalf of a state speaks for it."""
    text = "Ann Sapt, Secretary of State\n\nOn behalf of the United States, I congratulate Chad."
    assert tell(pipeline, text, url=RELEASE).stands_for("I") == ["United States"]


def test_no_issuer_of_news(pipeline: Language) -> None:
    """News that tell of a joint statement are not the words of those who made it."""
    text = "In a joint statement on Monday, Chad and Oman called for talks.\n\nThe statement was long."
    assert tell(pipeline, text, source="a newspaper").reading.issuers == ()


def test_our_countries(pipeline: Language) -> None:
    """ "Our two countries" are the issuer's and the one that the release is most about."""
    text = "The United States thanks Oman. Oman has left Yemen. We value the ties of our two countries."
    assert tell(pipeline, text, url=RELEASE).stands_for("countries") == ["United States", "Oman"]


def test_two_sides_of_many(pipeline: Language) -> None:
    """ "Both sides" stand for none of several states that were not named together."""
    text = "Chad left Mali. Oman calls on both sides to stop."
    assert tell(pipeline, text).stands_for("sides") == []


def test_we_without_a_publisher(pipeline: Language) -> None:
    """Where a text that says "We" opens with a state as its subject, that state speaks."""
    assert tell(pipeline, "Chad condemns the attack in Mali. We urge restraint.").stands_for("We") == ["Chad"]


def test_we_in_quotation(pipeline: Language) -> None:
    """In a quotation "we" is the body that the speaker speaks for, or else the speaker."""
    told = tell(pipeline, 'Chadian minister Ivo Sapt said, "We will fight." Ann Hentzau said, "We will leave."')
    assert told.stands_for("We", 0) == ["Chadian"]
    assert told.stands_for("We", 1) == ["Ann Hentzau"]


def test_every_word_of_a_name(pipeline: Language) -> None:
    """Each word of a name leads to its entity, whichever of them the parse takes for the head."""
    told = tell(pipeline, "The Ministry of Foreign Affairs denied it.")
    assert [told.stands_for(word) for word in ("Ministry", "of", "Affairs")] == [["Ministry of Foreign Affairs"]] * 3


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Chad thanked Mali for its help.", "its", ["Mali"]),
        ("The United States criticized Russia for its attack on Kyiv.", "its", ["Russia"]),
        ("Ivo Sapt thanked Ann Hentzau for her efforts.", "her", ["Ann Hentzau"]),
        ("Ivo Sapt met Ann Hentzau. He left. She stayed.", "She", ["Ann Hentzau"]),
        ("To end their differences, Chad and Mali met. They agreed.", "They", ["Chad", "Mali"]),
        ("Yemenis suffered. They fled.", "They", ["Yemenis"]),
    ],
)
def test_salient_antecedents(pipeline: Language, text: str, word: str, names: list[str]) -> None:
    """A pronoun goes with whom an act "for its …" is done to, keeps to one gender, and takes up a plural people."""
    assert tell(pipeline, text).stands_for(word, -1) == names


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chad met Mali. The budget failed. It must be passed again.", "It"),
        ("Chad passed a law. The plane crashed after it left the runway.", "it"),
        ("Ivo Sapt spoke. The suspect fled before he was found.", "he"),
        ("Ivo Sapt spoke of a mother. The mother said she had left.", "she"),
        ("Hamas fired rockets. Critics disagreed. They left.", "They"),
    ],
)
def test_pronouns_of_the_nameless(pipeline: Language, text: str, word: str) -> None:
    """A pronoun that takes up a thing, a human being or people without a name stands for no entity named before."""
    assert tell(pipeline, text).stands_for(word, -1) == []


def test_we_of_the_closest_speaker(pipeline: Language) -> None:
    """In a quotation of several sentences "I" is who is said to speak beside it in the paragraph."""
    text = 'Ann Hentzau said it was late. "I fought. We won. I left," Ivo Sapt told reporters.'
    told = tell(pipeline, text)
    assert [told.stands_for("I", 0), told.stands_for("I", 1)] == [["Ivo Sapt"], ["Ivo Sapt"]]


def test_he_of_a_quotation(pipeline: Language) -> None:
    """In somebody's words "he" is somebody else."""
    told = tell(pipeline, 'Ivo Sapt spoke of Omar Bersi. "I know what he wants," Ivo Sapt said.')
    assert told.stands_for("he") == ["Omar Bersi"]


def test_the_president_of_a_release(pipeline: Language) -> None:
    """ "The President" of a release who has not been named yet is the issuer's own."""
    text = "The President agreed. President Sapt of Chad and President Bersi of the United States met."
    assert tell(pipeline, text, url=RELEASE).stands_for("President") == ["Bersi"]


def test_they_of_many(pipeline: Language) -> None:
    """ "Their" after people without a name is not the body that was named before them."""
    assert tell(pipeline, "Hamas sent fighters and their families.").stands_for("their") == []


def test_nobody_signs_what_several_speak(pipeline: Language) -> None:
    """In a transcript "I" is not who is named first."""
    text = "Ann Sapt, Secretary of State\n\nSECRETARY SAPT: Welcome.\n\nMINISTER BERSI: I thank the United States."
    assert tell(pipeline, text, url=RELEASE).stands_for("I") == []


def test_it_of_somebody_able(pipeline: Language) -> None:
    """ "It is unable to" is about somebody, "it is essential to" is not."""
    assert tell(pipeline, "The United Nations left. It is unable to help.").stands_for("It") == ["United Nations"]
