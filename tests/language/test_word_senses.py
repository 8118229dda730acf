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
    # target, block, take action
    ("The United States is targeting a network of oil smugglers in Iran.", "Sanction"),
    ("Kenya took action against banks in Chad.", "Sanction"),
    # poison, airlift
    ("President Macron was poisoned in Paris.", "Attack"),
    ("President Macron was airlifted from Fiji to Paris.", "Evacuation"),
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
    ("President Macron was being held at a military base.", "Detention"),
    ("Iran held talks with France in Geneva.", "Meeting"),
    # promises that threaten
    ("Iran vowed to retaliate against Israel.", "Threat"),
    ("Japan vowed to help Ukraine.", "Pledge"),
    # put down
    ("Syria crushed a rebellion in Hama.", "Attack"),
    ("The bomb went off in Mogadishu on Friday.", "Bombing"),
    ("Ukraine shot down a drone over Kyiv.", "Attack"),
    # designate
    ("The United States designated an oil smuggling network.", "Sanction"),
    # target, surround
    ("Kenya targeted a base in Somalia with drones.", "Attack"),
    ("Tanks surrounded the city of Homs.", "Siege"),
    # leave a treaty, decline an offer
    ("The United States withdrew from a nuclear treaty with Russia.", "Refusal"),
    ("President Macron declined the offer of Prime Minister Modi.", "Refusal"),
    # encourage
    ("The United States is encouraged that Kenya released the crew.", "Endorsement"),
    ("The United States encouraged Kenya to release the crew.", "Appeal"),
    # stress, underscore
    ("President Macron stressed the need for Serbia to hold elections.", "Appeal"),
    ("President Macron underscored the importance of human rights in Serbia.", "Statement"),
    # will not
    ("Japan said it will not tolerate sanctions evasion by North Korea.", "Threat"),
    # war
    ("Japan condemned Russia's brutal war in Ukraine.", "Attack"),
    ("Fatalities rose in Yemen's civil war in 2015.", "Battle"),
    # take to hospital, tighten security
    ("President Macron was flown to a hospital in Paris.", "Displacement"),
    ("Belarus tightened security in Minsk on Monday.", "Deployment"),
    # explosion, hit: of somebody's doing
    ("An explosion outside a mosque in Kano killed nine people.", "Attack"),
    ("Police in Kano blame militants for an explosion at a chemical factory.", "Attack"),
    ("Two explosions at a market in Mosul killed ten people on Friday.", "Attack"),
    ("A missile hit a hospital in Gaza on Monday.", "Attack"),
    ("North Korea shelled the island on Monday and South Korea returned fire.", "Attack"),
    # cross, leave, release
    ("Russian tanks crossed the border near Donetsk on Monday.", "Deployment"),
    ("The last combat brigade of the United States left Iraq on Monday.", "Withdrawal"),
    ("Saudi Arabia released the blogger Raif Badawi on Friday.", "Release"),
    ("Iran released three Americans on Tuesday.", "Release"),
    ("Israel released 477 Palestinians on Tuesday.", "Release"),
    # recover, without power
    ("Firefighters pulled nine survivors from a collapsed school in Izmir.", "Displacement"),
    ("Half of Puerto Rico was without power on Monday.", "Deprivation"),
]

NOT = [
    ("The order targets sanctions evasion by banks in Iran.", "Attack"),
    ("President Macron was surrounded by friends in Paris.", "Siege"),
    ("The Bahamas withdrew its storm warnings on Monday.", "Withdrawal"),
    ("The players of Peru gave up on Monday.", "Surrender"),
    ("The House of Representatives voted to hold the minister in contempt.", "Agreement"),
    ("Three lions were killed in Kenya.", "Casualties"),
    ("The typhoon blocked roads in Fiji.", "Blockade"),
    ("Women in Kenya have served in combat roles since 2015.", "Battle"),
    ("President Macron was airlifted from Fiji to Paris.", "Aid"),
    ("Russia restricted access to websites.", "Deprivation"),
    ("Japan provided a briefing on its capabilities.", "Aid"),
    ("Kenya made gains in the fight against poachers.", "Battle"),
    ("Nicaragua turns its back on the people of Peru.", "Displacement"),
    ("Serbia may join the pact should Kosovo become eligible.", "Appeal"),
    ("Investigators in Indonesia said the plane should have stayed in Jakarta.", "Appeal"),
    ("The agency issued a storm warning for Texas on Monday.", "Threat"),
    ("Kenya ended a hunger strike of doctors.", "Attack"),
    ("Germany executed the plan in Berlin.", "Attack"),
    ("Mali received a charge of electricity.", "Accusation"),
    ("France met its climate targets.", "Meeting"),
    ("The company fired its director in Paris.", "Attack"),
    ("A student from Kenya left for school.", "Visit"),
    ("Oil and gas deals drew down stocks in Canada.", "Withdrawal"),
    ("The deal hit a snag in Paris.", "Attack"),
    ("A gas leak led to an explosion in Odesa on Monday.", "Attack"),
    ("An explosion at a fireworks factory in Peru killed twelve people.", "Attack"),
    ("Ana Lopez was struck by a car in Lima on Monday.", "Attack"),
    ("The airliner hit the ocean off Java on Monday.", "Attack"),
    ("The depot is used by the Royal Air Force in Norfolk.", "Attack"),
    ("Ana Lopez of Chile is hearing impaired.", "Meeting"),
    ("The hall was a country retreat of Prime Minister Chamberlain in Wales.", "Withdrawal"),
    ("President Macron was saddened by the loss of life in Izmir.", "Condemnation"),
    ("Firefighters gained control of the blaze in Lima on Monday.", "Seizure"),
    ("The bodies of nine miners were recovered in Chile.", "Displacement"),
    ("Turkey attacked the proclamation of the United States.", "Attack"),
    ("According to local reports, the mayor of Lima left his home on Thursday.", "Refusal"),
    ("Ana Lopez of Chile may be the victim of identity theft.", "Casualties"),
    ("A man set himself on fire in Lima.", "Destruction"),
    ("The United States released $5 million to Egypt.", "Release"),
    ("Germany called it a political maneuver of France.", "MilitaryExercise"),
    ("Hungary began assembling firearms in Austria.", "Meeting"),
    ("The government of Kenya suspended classes on Monday.", "Sanction"),
    ("President Macron flew to Lima on his Marine One helicopter.", "Deployment"),
]


@pytest.mark.parametrize(("text", "kind"), SENSES)
def test_a_word_signals_the_class_of_its_sense(reader: Reader, text: str, kind: str) -> None:
    """The sentence tells an event of the class that its words have here."""
    assert kind in {each.type for each in told(reader, text)}


@pytest.mark.parametrize(("text", "kind"), NOT)
def test_a_word_in_another_sense_signals_nothing(reader: Reader, text: str, kind: str) -> None:
    """The sentence tells no event of the class that its words would have elsewhere."""
    assert kind not in {each.type for each in told(reader, text)}
