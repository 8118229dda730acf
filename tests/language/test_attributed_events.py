"""Events that somebody reports, denies or promises: whose deed they are, whose word, and whether they happened."""

import pytest

from kgbuild.language.reader import Reader

from .told import Told, article, told

FRIDAY = "2024-03-08"


def events(reader: Reader, text: str, *kinds: str) -> list[Told]:
    """The events of some classes that a text of Friday tells."""
    return [event for event in told(reader, text, FRIDAY) if event.type in kinds]


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("Kherson was shelled by Russia on Tuesday.", "Shelling", "2024-03-05"),
        ("Three people were killed by shelling in Kherson on Monday.", "Casualties", "2024-03-04"),
        ("Raila Odinga was detained by police on Wednesday.", "Detention", "2024-03-06"),
        ("An agreement was signed by Norway and Egypt on Wednesday.", "Agreement", "2024-03-06"),
    ],
)
def test_a_passive_lies_in_the_past(reader: Reader, text: str, kind: str, start: str) -> None:
    """The day of a passive with "by" is the last of that name before the article."""
    (event,) = events(reader, text, kind)
    assert event.start == start


REPORTED = [
    ("An airstrike on Kharkiv killed 12 people on Monday, the United Nations said.", "the United Nations"),
    ("An airstrike on Kharkiv killed 12 people on Monday, the Red Cross said.", "the Red Cross"),
    (
        "An airstrike on Kharkiv killed 12 people on Monday, the Norwegian Foreign Ministry said.",
        "the Norwegian Foreign Ministry",
    ),
    ("Shelling killed 12 people in Kharkiv on Monday, Ukraine said.", "Ukraine"),
    ("The United Nations said an airstrike on Kharkiv killed 12 people on Monday.", "The United Nations"),
]


@pytest.mark.parametrize(("text", "source"), REPORTED, ids=[case[1] for case in REPORTED])
def test_who_reports_harm_is_its_source_alone(reader: Reader, text: str, source: str) -> None:
    """Reported harm has its day, place, number and source, no agent, and no statement beside it."""
    found = told(reader, text, FRIDAY)
    (harm,) = (event for event in found if event.type == "Casualties")
    assert (harm.agents, harm.places, harm.start) == (frozenset(), {"Kharkiv"}, "2024-03-04")
    assert harm.numbers == (("killed", 12, 12),)
    assert {event.sources for event in found} == {(source,)}
    assert all(event.start == "2024-03-04" for event in found)
    assert "Statement" not in {event.type for event in found}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Egypt was accused of the attack by Norway.", "Accusation"),
        ("Egypt was condemned for the attack by Norway.", "Condemnation"),
        ("Egypt was condemned by Norway.", "Condemnation"),
    ],
)
def test_a_passive_keeps_its_agent(reader: Reader, text: str, kind: str) -> None:
    """The name after "by" acts in the passive verb, and in nothing that the verb is about."""
    (event,) = events(reader, text, kind)
    assert (event.agents, event.targets) == ({"Norway"}, {"Egypt"})
    assert not any(event.agents for event in events(reader, text, "Attack"))


def test_the_attack_of_a_passive_keeps_its_own_agent(reader: Reader) -> None:
    """Whoever an attack is by did it, though the sentence is in the passive."""
    (attack,) = events(reader, "Twelve people were killed in an attack by Russia.", "Attack")
    assert attack.agents == {"Russia"}


def test_a_finer_noun_makes_the_event_finer(reader: Reader) -> None:
    """To sign a ceasefire is a ceasefire, and one event."""
    (event,) = told(reader, "Egypt and Norway signed a ceasefire in Geneva on Monday.", FRIDAY)
    assert (event.type, event.agents, event.places) == ("Ceasefire", {"Egypt", "Norway"}, {"Geneva"})


def test_a_coordinated_verb_with_its_own_tense_is_another_event(reader: Reader) -> None:
    """Talks that were held and a meeting that is to come share who meets, but neither place nor day."""
    held, coming = told(reader, "Norway and Egypt held talks in Geneva on Monday and will meet in Oslo.", FRIDAY)
    assert (held.type, held.places, held.start, held.factuality) == ("Meeting", {"Geneva"}, "2024-03-04", "actual")
    assert (coming.type, coming.places, coming.start, coming.factuality) == ("Meeting", {"Oslo"}, None, "planned")
    assert held.agents == coming.agents == {"Norway", "Egypt"}


def test_a_denial_is_a_second_report(reader: Reader) -> None:
    """What one side reports and the other denies is told twice, each time with who says so and whether it happened."""
    claim = "Russian forces shelled Kharkiv on Monday, Ukraine said."
    denial = "Russia denied that its forces shelled Kharkiv on Monday."
    claimed, denied = events(reader, f"{claim} {denial}", "Shelling")
    assert (claimed.factuality, claimed.sources) == ("actual", ("Ukraine",))
    assert (denied.factuality, denied.sources) == ("denied", ("Russia",))
    for event in (claimed, denied):
        assert (event.agents, event.targets, event.start) == ({"Russia"}, {"Kharkiv"}, "2024-03-04")


@pytest.mark.parametrize("words", ["The bravery of Ukrainians", "Tensions along the border"])
def test_a_thing_is_no_source(reader: Reader, words: str) -> None:
    """Words that name nobody who could say anything give an event no source, and make no statement."""
    found = told(reader, f"{words} show that 300 people were killed in Kharkiv on Monday.", FRIDAY)
    assert {event.type for event in found} == {"Casualties"}
    assert [event.sources for event in found] == [()]


@pytest.mark.parametrize("words", ["Two officials", "Residents", "State media", "The report", "Estimates"])
def test_a_speaker_without_a_name_is_a_source(reader: Reader, words: str) -> None:
    """People, bodies and documents that may speak are sources without a name."""
    (event,) = events(reader, f"{words} said that 300 people were killed in Kharkiv on Monday.", "Casualties")
    assert event.sources == (words,)


@pytest.mark.parametrize(
    ("text", "kind", "factuality"),
    [
        ("Had Egypt met Norway in Rome, the war would have ended.", "Meeting", "planned"),
        ("Norway said Egypt had attacked Sudan and would pay.", "Attack", "actual"),
        ("Rumors that Norway met Egypt in Cairo are false.", "Meeting", "planned"),
        ("Reports that Norway had met Egypt in Cairo are untrue.", "Meeting", "denied"),
        ("It is false that Norway met Egypt in Cairo.", "Meeting", "denied"),
        ("Russia denied claims that its forces shelled Kharkiv.", "Shelling", "denied"),
    ],
)
def test_conditions_and_rumours_are_no_facts(reader: Reader, text: str, kind: str, factuality: str) -> None:
    """What is supposed, rumoured or false has not happened; a past perfect without inversion has."""
    (event,) = events(reader, text, kind)
    assert event.factuality == factuality


@pytest.mark.parametrize(
    "text",
    [
        "Our condolences to the families of the victims of the earthquake in Turkey.",
        "Norway offers condolences to the families of those killed in the attack in Kharkiv.",
    ],
)
def test_condolences_are_no_harm(reader: Reader, text: str) -> None:
    """Those to whom condolences go are no casualties of their own; a number of dead is."""
    assert not events(reader, text, "Casualties")
    (harm,) = events(reader, "Norway offers condolences to the families of the 12 people killed in Oslo.", "Casualties")
    assert harm.numbers == (("killed", 12, 12),)


def test_one_speaker_makes_one_statement_in_a_sentence(reader: Reader) -> None:
    """What one speaker says twice in a sentence is one statement; what two say are two."""
    (once,) = events(reader, "Egypt said the deal was fair, adding that Norway was right.", "Statement")
    assert once.agents == {"Egypt"}
    twice = events(reader, "Egypt claimed the deal was fair and Norway said it was unfair.", "Statement")
    assert [event.agents for event in twice] == [{"Egypt"}, {"Norway"}]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Turkey's defence minister, Hulusi Akar, said rebels killed 12 people in Mali.", "Hulusi Akar"),
        ("A spokesman for the army, Jean Dupont, said rebels killed 12 people in Mali.", "Jean Dupont"),
        ("According to a report by Amnesty International, rebels killed 12 people in Mali.", "Amnesty International"),
        ("A UN report found that rebels killed 12 people in Mali.", "UN"),
        ("As Hulusi Akar said, rebels killed 12 people in Mali.", "Hulusi Akar"),
    ],
)
def test_who_is_behind_a_source(reader: Reader, text: str, source: str) -> None:
    """The name beside an office, whose a report is, and who is told to have said so are the source."""
    findings = reader.read(article(text))
    (harm,) = [event for event in findings.events if event.type.endswith("#Casualties")]
    named = [findings.entities[one.entity].name for one in harm.sources if one.entity is not None]
    assert named == [source]


def test_a_clause_before_a_warning_is_not_said(reader: Reader) -> None:
    """Who warns somebody as something goes on does not tell that it goes on."""
    (attack,) = events(reader, "As Russia attacked Kyiv, Turkey warned Syria.", "Attack")
    assert attack.sources == ()
