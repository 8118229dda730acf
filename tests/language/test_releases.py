"""What governments say in their own releases: who speaks, what is yet to come, and what only sounds like an event."""

import pytest

from kgbuild.language.reader import Reader
from tests.language.told import article, of, told


def test_statement_released_by_several_states_speaks_for_all(reader: Reader) -> None:
    """ "We" of a statement that was released by several governments stands for all of them."""
    text = (
        "Office of the Spokesperson\n\nThe following statement was released by the Governments of Chile, Norway, and "
        "the United States of America.\n\nBegin text:\n\nWe urge Chad to release the detained nurses."
    )
    assert of(reader, text, "Appeal", release=True).agents == {"Chile", "Norway", "United States of America"}


def test_participants_are_those_who_met(reader: Reader) -> None:
    """ "Participants" as a subject are all who met or spoke with each other in the sentence before."""
    text = "Deputy Secretary Ana Roe met with Minister Jan Holm of Norway. Participants condemned Chad."
    assert of(reader, text, "Condemnation").agents == {"Ana Roe", "Jan Holm"}


def test_him_is_not_the_subject_of_the_same_verb(reader: Reader) -> None:
    """ "Him" beside a verb is never its subject, also where that is named in the sentence before."""
    text = "Secretary Ana Roe met with President Jan Holm. Secretary Roe met him and President Holm congratulated her."
    assert of(reader, text, "Endorsement").targets == {"Ana Roe"}
    text = "Secretary Paul Roe met with President Jan Holm. Secretary Roe congratulated him."
    assert of(reader, text, "Endorsement").targets == {"Jan Holm"}


def test_office_before_for_and_an_owner_of_something_else(reader: Reader) -> None:
    """Who is thanked for the support of a state is the holder of the office, not the state."""
    text = "Secretary Ana Roe met with Prime Minister Jan Holm. She thanked the Prime Minister for Norway's support."
    assert "Jan Holm" in of(reader, text, "Endorsement").targets


@pytest.mark.parametrize(
    ("text", "kind", "factuality"),
    [
        ("The United States is pleased to announce assistance for Chad.", "Pledge", "actual"),
        ("Norway condemned any attack on Chad.", "Attack", "planned"),
        ("Norway will discuss the talks, condemn Chad, and urge Mali to leave.", "Condemnation", "planned"),
        ("Ana Roe will travel to Oslo on May 20 to attend the Ocean Summit.", "Summit", "planned"),
    ],
)
def test_factuality_of_what_a_release_announces(reader: Reader, text: str, kind: str, factuality: str) -> None:
    """Who is pleased to announce does so; what is told of any attack, or as the aim of a journey, is not yet there."""
    assert of(reader, text, kind, release=True).factuality == factuality


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Secretary underscored U.S. willingness to impose severe costs on Chad.", "Threat"),
        ("The Secretary expressed U.S. determination to punish Chad.", "Threat"),
        ("The United States is eager to work with Norway.", "Pledge"),
        ("The United States looks forward to further cooperation with Norway.", "Pledge"),
        ("The United States' commitment to Norway is unwavering.", "Pledge"),
        ("The United States has set a goal of planting a million trees.", "Pledge"),
        ("The United States welcomes Norway's commitment to fund a hospital.", "Pledge"),
        ("The United States is appalled. Chad's disregard for its treaty obligations is plain.", "Condemnation"),
        ("These officials are ineligible for entry into the United States.", "Sanction"),
        ("We urge Chad to release the detained nurse Ana Roe.", "Release"),
        ("They discussed the sanctions the United States and Norway have imposed on Chad.", "Sanction"),
    ],
)
def test_acts_of_releases(reader: Reader, text: str, kind: str) -> None:
    """Acts that releases word in their own way are told as what they are."""
    assert kind in {event.type for event in told(reader, text, release=True)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The miners led a peaceful strike in Chad.", "Attack"),
        ("Norway provides air carriers greater flexibility in Chad.", "Deployment"),
        ("Norway fights illegal fishing.", "Battle"),
        ("The war has had a humanitarian toll in Chad.", "Casualties"),
        ("Norway made the promises in the 1951 Refugee Convention more vital.", "Agreement"),
    ],
)
def test_words_that_tell_no_event(reader: Reader, text: str, kind: str) -> None:
    """A strike of workers, a fight against wrongs, a toll on people's lives and a treaty's name are no such event."""
    assert kind not in {event.type for event in told(reader, text, release=True)}


def test_concerns_that_a_release_has_are_dated_with_it(reader: Reader) -> None:
    """What a release says by a noun and a verb of the present is of its day."""
    assert of(reader, "Norway has concerns about Chad.", "Condemnation", release=True).start == "2024-05-15"


def test_anniversary_is_no_date_of_who_notes_it(reader: Reader) -> None:
    """The day of an anniversary is not that on which somebody spoke of it."""
    text = "Secretary Ana Roe praised the anniversary on March 19 of relations with Norway."
    assert of(reader, text, "Endorsement", release=True).start == "2024-05-15"


def test_who_speaks_on_behalf_of_a_state_is_that_state(reader: Reader) -> None:
    """ "I" after "on behalf of" stands for the state that it is on behalf of."""
    text = "Ana Roe, Secretary of State\n\nOn behalf of the United States, I congratulate the people of Chad."
    assert of(reader, text, "Endorsement", release=True).agents == {"United States"}


def test_this_funding_is_the_aid_told_before(reader: Reader) -> None:
    """What "this funding" provides is no aid of its own, but that which was told before."""
    text = "Norway sent $5 million in funding to Chad.\n\nThis funding will provide shelter and food."
    article_ = article(text, release=True)
    aid = [event for event in reader.read(article_).events if event.type.endswith("#Aid")]
    assert len([event for event in aid if event.same_as is None]) == 1


def test_reaffirmed_words_have_their_speaker_as_source(reader: Reader) -> None:
    """Who reaffirms what a state will do is the source of it."""
    text = "Ana Roe reaffirmed the United States will continue to support Norway."
    assert "Ana Roe" in {source for event in told(reader, text, release=True) for source in event.sources}


def test_vague_time_around_today_is_the_day_of_the_release(reader: Reader) -> None:
    """What a release does "this year" it does on its day."""
    assert (
        of(reader, "This year, the United States celebrates Norway.", "Endorsement", release=True).start == "2024-05-15"
    )


def test_list_of_virtues_tells_no_event(reader: Reader) -> None:
    """Bare abstract nouns in a row are no meeting or agreement; "talks" of which more is told are."""
    text = "Norway's democracy involves dialogue, cooperation and compromise."
    assert not {"Meeting", "Agreement"} & {event.type for event in told(reader, text, release=True)}
    assert of(reader, "Norway held a dialogue with Chad and Mali.", "Meeting").agents == {"Norway", "Chad", "Mali"}


def test_meeting_on_a_journey_is_held_where_it_leads(reader: Reader) -> None:
    """Whom somebody will meet on a planned journey is met where it leads, and so is what it is made for."""
    text = "Ana Roe will travel to Oslo on May 20 to attend the Ocean Summit. She will meet with Jan Holm."
    events = told(reader, text, release=True)
    assert [event.places for event in events if event.type in {"Summit", "Meeting"}] == [frozenset({"Oslo"})] * 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway condemned Chad's unprovoked war.", "Attack"),
        ("Norway holds Chad responsible for the raid on Mali.", "Condemnation"),
        ("Norway reaffirmed that cooperation with Chad is a matter of trust.", "Statement"),
        ("Recent violence in Chad has worried its neighbours.", "Battle"),
        ("They discussed the sanctions Norway has imposed and measures to provide aid to Mali.", "Sanction"),
    ],
)
def test_more_acts_of_releases(reader: Reader, text: str, kind: str) -> None:
    """Wars of aggression, blame, reaffirmed assertions, violence at a place and sanctions that somebody has imposed."""
    assert kind in {event.type for event in told(reader, text, release=True)}


def test_efforts_to_hold_somebody_accountable_blame_nobody(reader: Reader) -> None:
    """What is only aimed at is no condemnation."""
    text = "Ana Roe and Jan Holm discussed efforts to hold Chad accountable."
    assert "Condemnation" not in {event.type for event in told(reader, text)}


def test_meeting_that_is_discussed_is_another_than_the_talk(reader: Reader) -> None:
    """A meeting that a talk is about is not the talk itself."""
    text = "Ana Roe and Jan Holm discussed the upcoming Oslo meetings of Chad and Mali."
    assert len([event for event in told(reader, text) if event.type == "Meeting"]) == 2


def test_this_past_weekend(reader: Reader) -> None:
    """ "This past weekend" is the last that is over."""
    assert of(reader, "The blast this past weekend killed three soldiers in Mali.", "Attack").start == "2024-05-11"


def test_allies_as_whom_others_act_are_not_they(reader: Reader) -> None:
    """ "As NATO allies, X and Y" is about X and Y."""
    text = "As NATO allies and old friends, Norway and Poland condemned Chad."
    assert of(reader, text, "Condemnation").agents == {"Norway", "Poland"}


def test_all_of_those_named_behind_a_colon(reader: Reader) -> None:
    """Of several who are named behind what they are, all are meant."""
    text = "The United States is designating two Chadian financiers operating in Mali: Ana Roe and Jan Holm."
    assert of(reader, text, "Sanction", release=True).targets == {"Ana Roe", "Jan Holm"}


def test_sentence_ends_behind_the_district(reader: Reader) -> None:
    """A sentence may end in "D.C.", and its place is that of its own meeting, not the owner of the next office."""
    text = "Secretary Ana Roe met with Minister Jan Holm in Washington, D.C. Secretary Roe and Mr. Holm condemned Chad."
    assert of(reader, text, "Meeting").places == {"Washington, D.C."}
    assert of(reader, text, "Condemnation").agents == {"Ana Roe", "Jan Holm"}


def test_year_in_a_name_dates_nothing_else(reader: Reader) -> None:
    """The year in the name of a treaty is not that of who signs an amendment to it."""
    text = "Today, Norway and Chad signed an amendment to the 2011 Air Transport Agreement in Oslo."
    assert "2024-05-15" in {event.start for event in told(reader, text)}


def test_one_of_the_first_countries_to_do_something_did_it(reader: Reader) -> None:
    """Who is one of the first to do something has done it."""
    assert of(reader, "Norway was one of the first countries to sign the treaty.", "Treaty").factuality == "actual"
