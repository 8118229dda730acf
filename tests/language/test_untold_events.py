"""Events of which nothing is told but that they happen, and mentions that add nothing to what the article tells."""

import pytest

from kgbuild.language.reader import Reader

from .told import article, of, told

HAPPENING = [
    ("Two suspects were arrested.", "Arrest"),
    ("A warship was deployed.", "Deployment"),
    ("Twenty people have been confirmed killed.", "Casualties"),
    ("The talks come while a civil war is under way.", "Battle"),
    ("The houses were flooded.", "Destruction"),
    ("All but one of the sixteen on board died.", "Casualties"),
]


@pytest.mark.parametrize(("text", "kind"), HAPPENING)
def test_what_happens_is_told_without_names(reader: Reader, text: str, kind: str) -> None:
    """A deed or harm is an event though nobody is named, no place, no day and no number."""
    assert kind in {each.type for each in told(reader, text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nobody knows who attacked.", "Attack"),
        ("No arrests were made.", "Arrest"),
        ("The meeting was about ceasefire terms.", "Ceasefire"),
        ("The agency did not know whether there were casualties.", "Casualties"),
        ("Volunteers care for the wounded.", "Casualties"),
        ("No group claimed responsibility.", "Statement"),
        ("They implement a cessation of hostilities.", "Attack"),
        ("Ana Lopez of Chile spoke at a forum on “Supporting the Future of Syria” in Lima.", "Endorsement"),
    ],
)
def test_what_does_not_happen_or_is_only_a_kind_is_not_told(reader: Reader, text: str, kind: str) -> None:
    """What is denied, asked, or only says of which kind a thing is, is no event where no more is told of it."""
    assert kind not in {each.type for each in told(reader, text)}


def test_a_mention_that_adds_nothing_is_of_the_event_told_before(reader: Reader) -> None:
    """A second sentence on harm of which it tells nobody, no place and no day is of the same harm."""
    text = "The storm destroyed homes in Kenya on Monday. Schools and hospitals were destroyed."
    first, second = (each for each in reader.read(article(text)).events if each.type.endswith("Destruction"))
    assert second.same_as == first.id


def test_counted_damage_is_told_for_itself(reader: Reader) -> None:
    """Damage to a number of things is told though more is told of another damage."""
    text = "The quake destroyed 300 homes. Last year the storm Maria destroyed a port in Kenya."
    assert [each.type for each in told(reader, text)].count("Destruction") == 2


def test_a_word_that_tells_which_kind_a_thing_is_refers_to_nothing(reader: Reader) -> None:
    """A noun before another, as in "assault rifle", is no mention of an event told before."""
    text = "Militants attacked a base in Kenya on Monday. Police found an assault rifle."
    assert [each.type for each in told(reader, text)].count("Attack") == 1


def test_a_mention_that_adds_nothing_is_left_out_where_more_is_told_later(reader: Reader) -> None:
    """A noun without any argument is no event beside another of its class that has some."""
    text = "The conflict goes on. Kenya and Somalia fought a battle in Mogadishu on Monday."
    assert [each.agents for each in told(reader, text) if each.type == "Battle"] == [{"Kenya", "Somalia"}]


@pytest.mark.parametrize(
    "text",
    [
        "President Macron praised the army in a meeting with Prime Minister Modi.",
        "President Macron said in a meeting with Prime Minister Modi that the economy grew.",
        "In a call with Prime Minister Modi, President Macron praised the army.",
    ],
)
def test_who_does_something_at_a_meeting_takes_part_in_it(reader: Reader, text: str) -> None:
    """The subject of what is done at a meeting is one of its parties."""
    meeting = next(each for each in told(reader, text) if each.type in {"Meeting", "PhoneCall"})
    assert meeting.agents == {"Macron", "Modi"}


def test_who_speaks_after_the_talks_of_others_takes_no_part(reader: Reader) -> None:
    """Talks between two parties have no third, however near its name stands."""
    meeting = of(reader, "Speaking after talks between Turkey and Russia, President Macron praised both.", "Meeting")
    assert meeting.agents == {"Turkey", "Russia"}


def test_a_withdrawal_that_is_announced_is_planned_by_who_announces_it(reader: Reader) -> None:
    """What is announced is a pledge, and a deed of the same actor that is still to come."""
    events = {each.type: each for each in told(reader, "France announced a complete withdrawal from the region.")}
    assert events["Pledge"].agents == events["Withdrawal"].agents == {"France"}
    assert events["Withdrawal"].factuality == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "Its winds reached 185 mph, according to the World Bank.",
        "According to the World Bank, the winds reached 185 mph.",
    ],
)
def test_what_somebody_is_named_the_source_of_is_a_statement(reader: Reader, text: str) -> None:
    """A clause with "according to" is an assertion of whom it names where it tells no other event."""
    assert of(reader, text, "Statement").agents == {"World Bank"}


def test_an_event_according_to_somebody_is_no_statement(reader: Reader) -> None:
    """Where the clause tells an event of its own there is no statement beside it."""
    text = "According to the World Bank, Kenya and Somalia signed an agreement on Monday."
    assert "Statement" not in {each.type for each in told(reader, text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lawmakers urged restraint.", "Appeal"),
        ("Opposition leaders condemned the decision.", "Condemnation"),
        ("The officials refused to resign.", "Refusal"),
    ],
)
def test_an_act_of_people_without_names_is_told(reader: Reader, text: str, kind: str) -> None:
    """An act of speech is an event though those who do it have no names."""
    assert of(reader, text, kind).agents == frozenset()


@pytest.mark.parametrize("text", ["Prices urged caution.", "Observers suspect that talks urged by nobody ended."])
def test_an_act_of_a_thing_or_of_nobody_is_not_told(reader: Reader, text: str) -> None:
    """Only people and bodies speak, and only in a clause that says when."""
    assert "Appeal" not in {each.type for each in told(reader, text)}


def test_two_words_of_one_clause_tell_one_event(reader: Reader) -> None:
    """A refusal told by "will not" and by the verb after it is one."""
    assert of(reader, "President Macron said he will not approve a budget.", "Refusal").agents == {"Macron"}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Perez, a former minister of Peru, died on Friday in Lima. She was 81.",
        "Ana Perez died in Lima on Friday after a long illness.",
        "Ana Perez died in Lima on Friday. The president of Peru called her a friend.",
        "Rebels killed two soldiers in Peru. Ana Perez died of cancer in Lima on Friday.",
    ],
)
def test_a_natural_death_is_no_harm(reader: Reader, text: str) -> None:
    """Nobody is harmed where one named person dies of age or illness, or in an article that tells of no violence."""
    assert not any(each.type == "Casualties" and each.targets for each in told(reader, text))


@pytest.mark.parametrize(
    "text",
    [
        "Ana Perez died in a crash in Lima on Friday.",
        "Ana Perez was shot in Lima on Thursday. She died on Friday.",
    ],
)
def test_a_death_by_violence_or_accident_is_harm(reader: Reader, text: str) -> None:
    """A death that an accident or somebody's deed caused is harm."""
    assert of(reader, text, "Casualties").targets == {"Ana Perez"}


def test_another_attack_is_another_event(reader: Reader) -> None:
    """An attack on somebody whom the text brings in is not the one told before."""
    text = "Gunmen shot President Macron in Paris in 2018. On Friday an inmate was stabbed."
    assert [each.same_as for each in reader.read(article(text)).events if each.type.endswith("Attack")] == [None, None]


def test_a_death_that_may_happen_is_no_harm(reader: Reader) -> None:
    """People who would be killed are no victims."""
    text = "The deputy takes over if the President of Kenya is killed."
    assert "Casualties" not in {each.type for each in told(reader, text)}


@pytest.mark.parametrize("word", ["including", "such as"])
def test_examples_stand_for_the_phrase_that_they_are_of(reader: Reader, word: str) -> None:
    """Those named as examples act, not the country before the noun."""
    found = of(reader, f"European states {word} Kenya, Chad and Mali condemned the decision.", "Condemnation")
    assert found.agents == {"Kenya", "Chad", "Mali"}


def test_the_need_for_somebody_to_act_is_addressed_to_them(reader: Reader) -> None:
    """Whoever is to do what is needed is the target of the appeal."""
    found = of(reader, "President Macron stressed the need for Serbia to hold elections.", "Appeal")
    assert found.targets == {"Serbia"}


def test_a_commitment_names_whom_it_is_about(reader: Reader) -> None:
    """The state that a commitment concerns is its target."""
    found = of(reader, "President Macron reiterated his commitment to supporting the people of Serbia.", "Pledge")
    assert found.targets == {"Serbia"}


def test_what_an_official_says_that_the_state_will_do_is_a_pledge(reader: Reader) -> None:
    """Who holds an office for a state speaks for it, and for the others who do."""
    text = "French President Emmanuel Macron said on Monday that France will open an embassy in Fiji."
    assert of(reader, text, "Pledge").agents == {"France"}


def test_what_somebody_says_that_others_will_do_is_no_pledge(reader: Reader) -> None:
    """A forecast of what another state does binds nobody."""
    text = "French President Emmanuel Macron said on Monday that Fiji will open an embassy in Chad."
    assert "Pledge" not in {each.type for each in told(reader, text)}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("President Macron spoke with President Putin about the war in Ukraine.", frozenset()),
        ("President Macron and President Putin held talks on the situation in Syria.", frozenset()),
        ("President Macron and President Putin held talks on Syria in Geneva.", {"Geneva"}),
        ("President Macron and President Putin met on Crete.", {"Crete"}),
    ],
)
def test_what_is_talked_about_is_no_place_of_the_talks(reader: Reader, text: str, places: set[str]) -> None:
    """Talks are where they are held, not where that goes on which they are about."""
    assert of(reader, text, "Meeting").places == places


@pytest.mark.parametrize("effort", ["efforts", "steps"])
def test_what_efforts_bring_about_goes_on(reader: Reader, effort: str) -> None:
    """Aid that somebody makes efforts to provide is as actual as the efforts."""
    text = f"Ministers praised the {effort} to provide humanitarian assistance to Ukraine."
    assert of(reader, text, "Aid").factuality == "actual"


def test_who_claims_responsibility_did_it(reader: Reader) -> None:
    """Who claims responsibility is the agent of the attack told before, and of the harm that it did."""
    text = "A bomb went off in Kabul on Monday. The Taliban have claimed responsibility. Dozens died in the attack."
    assert of(reader, text, "Bombing").agents == of(reader, text, "Casualties").agents == {"Taliban"}


def test_harm_is_where_the_hazard_struck(reader: Reader) -> None:
    """Harm that names no place is where the hazard of nature struck that the article tells of."""
    text = "The hurricane made landfall in the Bahamas on Sunday.\n\nOfficials said twenty people were killed."
    assert of(reader, text, "Casualties").places == {"Bahamas"}


def test_states_that_discuss_meet(reader: Reader) -> None:
    """Two states that discuss something meet; one that does so alone meets nobody."""
    met = of(reader, "Iceland and Peru discussed a range of issues on May 10.", "Meeting")
    assert (met.agents, met.start) == ({"Iceland", "Peru"}, "2024-05-10")
    assert not any(each.type == "Meeting" for each in told(reader, "Peru discussed a new tax."))


def test_it_is_what_its_officer_speaks_for(reader: Reader) -> None:
    """What an officer says that "it" will do is done by the state or body that he speaks for."""
    text = "Chad signed a treaty in Kenya. Turkish Foreign Minister Hakan Fidan said it would attack Syria."
    assert of(reader, text, "Threat").agents == {"Turkish"}


def test_troops_do_not_lie_in_their_state(reader: Reader) -> None:
    """Whose troops leave is not where they leave."""
    assert of(reader, "Iraq expelled U.S. troops from Basra.", "Withdrawal").places == {"Basra"}


def test_a_joint_statement_is_by_who_makes_it(reader: Reader) -> None:
    """Who makes a statement in which somebody is condemned condemns him."""
    text = "Turkey was condemned in a joint statement by Egypt, Greece and Cyprus on May 8."
    assert of(reader, text, "Condemnation").agents == {"Egypt", "Greece", "Cyprus"}
