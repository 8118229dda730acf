"""Words of several senses signal the class that the words around them tell, and none where they tell another thing."""

import pytest

from kgbuild.language.reader import Reader
from tests.language.told import told

SENSES = [
    # call
    ("France called on Iran to release the crew.", "Appeal"),
    ("President Macron called President Putin on Monday.", "PhoneCall"),
    ("Russia called the strike a crime.", "Condemnation"),
    ("Ukraine called up reservists on Monday.", "Mobilization"),
    # strike
    ("Israel struck a base near Damascus.", "Attack"),
    ("Egypt and Sudan struck a deal in Cairo.", "Agreement"),
    # order
    ("Kenya ordered Somalia to withdraw its envoy.", "Appeal"),
    # exercise
    ("Russia and China began a naval exercise in the Baltic Sea.", "MilitaryExercise"),
    # charge, accuse
    ("Georgia accused Russia of sabotage.", "Accusation"),
    # deal, sign
    ("Serbia and Albania signed a trade deal in Tirana.", "Agreement"),
    ("Iran and Saudi Arabia restored diplomatic ties in Beijing.", "RelationsOpening"),
    ("Chad severed diplomatic ties with Qatar.", "RelationsBreak"),
    # attack
    ("Hackers from Iran hacked into servers in Albania.", "CyberAttack"),
    # execute
    ("Iran executed two prisoners on Sunday.", "Attack"),
    # designate
    ("The United States designated Hezbollah as a terrorist organization.", "Sanction"),
    # meet
    ("Prime Minister Modi met President Biden in Tokyo.", "Meeting"),
    # draw down, withdraw, leave
    ("The United States drew down its troops in Germany.", "Withdrawal"),
    ("French troops left Mali on Monday.", "Withdrawal"),
    # fire
    ("North Korea fired shells at South Korea.", "Attack"),
    # host, give a welcome
    ("President Macron hosted President Putin in Paris.", "Meeting"),
    ("President Macron gave a warm welcome to President Putin.", "Meeting"),
    # cut, suspend
    ("Germany suspended aid to Mali.", "Sanction"),
    ("Sweden broke off talks with Turkey.", "Sanction"),
    # expel
    ("Poland expelled three Russian diplomats.", "Expulsion"),
    ("Algeria expelled hundreds of migrants to Niger.", "Deportation"),
    # send
    ("The United Nations sent peacekeepers to Mali.", "Peacekeeping"),
    ("Russia sent troops to Belarus.", "Deployment"),
    ("Japan sent food to Syria.", "Aid"),
    # hold
    ("Iran is holding three French prisoners.", "Detention"),
    ("Iran held talks with France in Geneva.", "Meeting"),
    # promises that threaten
    ("Iran vowed to retaliate against Israel.", "Threat"),
    ("Japan vowed to help Ukraine.", "Pledge"),
    # put down
    ("Syria crushed a rebellion in Hama.", "Attack"),
    ("The bomb went off in Mogadishu on Friday.", "Bombing"),
    ("Ukraine shot down a drone over Kyiv.", "Attack"),
]

NOT = [
    ("The agency issued a storm warning for Texas on Monday.", "Threat"),
    ("Kenya ended a hunger strike of doctors.", "Attack"),
    ("Germany executed the plan in Berlin.", "Attack"),
    ("Mali received a charge of electricity.", "Accusation"),
    ("France met its climate targets.", "Meeting"),
    ("The company fired its director in Paris.", "Attack"),
    ("A student from Kenya left for school.", "Visit"),
    ("Oil and gas deals drew down stocks in Canada.", "Withdrawal"),
    ("The deal hit a snag in Paris.", "Attack"),
]


@pytest.mark.parametrize(("text", "kind"), SENSES)
def test_a_word_signals_the_class_of_its_sense(reader: Reader, text: str, kind: str) -> None:
    """The sentence tells an event of the class that its words have here."""
    assert kind in {each.type for each in told(reader, text)}


@pytest.mark.parametrize(("text", "kind"), NOT)
def test_a_word_in_another_sense_signals_nothing(reader: Reader, text: str, kind: str) -> None:
    """The sentence tells no event of the class that its words would have elsewhere."""
    assert kind not in {each.type for each in told(reader, text)}


def test_what_does_not_act_is_no_agent(reader: Reader) -> None:
    """A name before a noun that can do nothing for it fills no slot of who acts ("an Afghan airliner")."""
    assert of(reader, "An Afghan airliner killed 104 people near Kabul.", "Casualties").agents == frozenset()
    assert of(reader, "Russian missiles killed 104 people near Kyiv.", "Casualties").agents == {"Russian"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Two people were killed by 50 gunmen in Goma.", 2),
        ("Two people were injured during a riot by 300 protesters in Goma.", 2),
        ("Thirteen people were wounded, while a roadside bomb killed a Turkish engineer in Kabul.", 1),
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
