"""Which known person an article means: by name, office and date, and never a wrong one."""

import pytest
from spacy.language import Language

from kgbuild.language.names.entities import find_entities
from kgbuild.language.names.gazetteer import Gazetteer
from kgbuild.model import Article, PartialDate, Span
from tests.language.entity_readings import Told, shipped_gazetteer

HEADER = "name\tclass\taliases\tadjectives\twithin\tqid\toffices\n"
STATES = "Ruritania\tState\t\tRuritanian\nGraustark\tState\t\tGraustarkian\n"
MODERN = "2023-05-01"


def on(
    pipeline: Language, day: str | None, text: str, gazetteer: Gazetteer | None = None
) -> dict[str, tuple[str | None, str | None]]:
    """The gazetteer's name and item of each person of a text, by the name there."""
    return {
        each.name: (each.canonical, each.qid)
        for each in read(pipeline, day, text, gazetteer).reading.entities
        if each.type.endswith("#Person")
    }


def read(pipeline: Language, day: str | None, text: str, gazetteer: Gazetteer | None = None) -> Told:
    """A text read as an article of a day."""
    date = PartialDate.parse(day) if day else None
    article = Article("a", text, Span(0, len(text)), "0" * 64, date=date)
    doc = pipeline(text)
    return Told(doc, article, find_entities(doc, article, gazetteer or shipped_gazetteer()))


@pytest.fixture(scope="module")
def ruritania(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The word lists that are shipped, with two states and some who hold or held office there."""
    folder = tmp_path_factory.mktemp("gazetteer")
    words = folder / "words"
    words.mkdir()
    for name, listed in shipped_gazetteer().words.items():
        lines = ("\t".join(filter(None, pair)) for pair in listed.items())
        (words / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    persons = [
        "Rudolf Elphberg\tPerson\t\t\tRuritania\tQ1\t2010-01-01..2015-12-31 President",
        "Flavia Elphberg\tPerson\t\t\tRuritania\tQ2\t2016-01-01.. President",
        "Anton Sapt\tPerson\t\t\tRuritania\tQ3\t2012.. Minister of Foreign Affairs",
        "Karel Sapt\tPerson\t\t\tRuritania\tQ4\t2012.. Member of the Senate",
        "Robert Hentzau\tPerson\t\t\tRuritania\tQ5\t2012.. Minister of Health",
        "Robert Hentzau\tPerson\t\t\tGraustark\tQ6\t2012.. Minister of Health",
        "Fritz Tarlenheim\tPerson\t\t\tRuritania\tQ7\t1890..1894 President",
        "Josef Detchard\tPerson\t\t\tRuritania\tQ8\t2012.. Member of the Senate",
    ]
    (folder / "own.tsv").write_text(HEADER + STATES + "\n".join(persons) + "\n", encoding="utf-8")
    return Gazetteer.load([folder])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2013-05-01", ("Rudolf Elphberg", "Q1")),
        ("2019-05-01", ("Flavia Elphberg", "Q2")),
        ("2005-05-01", (None, None)),
        (None, (None, None)),
    ],
)
def test_who_held_the_office_then(
    day: str | None, expected: tuple[str | None, str | None], pipeline: Language, ruritania: Gazetteer
) -> None:
    """One title and family name mean the holder on the article's date; nobody before the first, nobody without date."""
    found = on(pipeline, day, "Ruritanian President Elphberg arrived in the town on Monday.", ruritania)
    assert found == {"Elphberg": expected}


def test_a_former_office_is_over(pipeline: Language, ruritania: Gazetteer) -> None:
    """The former president is one whose tenure has ended by the date."""
    found = on(pipeline, "2019-05-01", "Former Ruritanian President Elphberg spoke on Monday.", ruritania)
    assert found == {"Elphberg": ("Rudolf Elphberg", "Q1")}


def test_another_office_is_another_person(pipeline: Language, ruritania: Gazetteer) -> None:
    """A family name with an office that nobody of the name holds is a new person, with just that name."""
    found = on(pipeline, "2019-05-01", "Ruritanian Defence Minister Elphberg spoke on Monday.", ruritania)
    assert found == {"Elphberg": (None, None)}


def test_another_state_is_another_person(pipeline: Language, ruritania: Gazetteer) -> None:
    """A family name with the office of another state is a new person."""
    found = on(pipeline, "2019-05-01", "Graustarkian President Elphberg spoke on Monday.", ruritania)
    assert found == {"Elphberg": (None, None)}


def test_one_introduced_goes_before_one_in_office(pipeline: Language, ruritania: Gazetteer) -> None:
    """A bare family name takes up the person of that name whom the article introduces."""
    text = "Eva Elphberg, a baker in Ruritania, won a prize. Elphberg thanked her friends."
    found = on(pipeline, "2019-05-01", text, ruritania)
    assert found == {"Eva Elphberg": (None, None)}


def test_a_bare_family_name_is_the_leader_of_a_state_named(pipeline: Language, ruritania: Gazetteer) -> None:
    """A family name alone means a leader in office of a state that the article names, and nobody else."""
    assert on(pipeline, "2019-05-01", "Mr. Sapt said that Ruritania was ready.", ruritania) == {
        "Sapt": ("Anton Sapt", "Q3")
    }
    assert on(pipeline, "2019-05-01", "Mr. Sapt said that Graustark was ready.", ruritania) == {"Sapt": (None, None)}


def test_namesakes_are_told_by_their_state(pipeline: Language, ruritania: Gazetteer) -> None:
    """Of two persons of one name the one is meant whose state the article names; with both named it stays open."""
    text = "Health Minister Robert Hentzau of Ruritania spoke on Monday."
    assert on(pipeline, MODERN, text, ruritania)["Robert Hentzau"] == ("Robert Hentzau", "Q5")
    both = "Health Minister Robert Hentzau spoke on Monday. Ruritania and Graustark welcomed it."
    assert on(pipeline, MODERN, both, ruritania)["Robert Hentzau"] == (None, None)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Senator Josef Detchard of Ruritania spoke on Monday.", True),
        ("The baker Josef Detchard left Ruritania on Monday.", False),
        ("Senator Josef Detchard spoke on Monday.", False),
        ("Senator Josef Detchard Tarlen of Ruritania spoke on Monday.", False),
        ("Senator Karl Josef Detchard of Ruritania spoke on Monday.", False),
        ("Senator Josefa Detchard of Ruritania spoke on Monday.", False),
    ],
)
def test_who_is_no_leader_must_be_introduced(text: str, known: bool, pipeline: Language, ruritania: Gazetteer) -> None:
    """A less known person is meant only by the whole name, beside a noun for the office, where the state is named."""
    assert ("Josef Detchard" in {name for name, _ in on(pipeline, MODERN, text, ruritania).values()}) is known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Anton Sapt of Ruritania won the race.", True),
        ("Foreign Minister Anton Sapt won the race.", True),
        ("The baker Anton Sapt won the race.", False),
        ("The baker Flavia Elphberg won the race.", True),
    ],
)
def test_a_leader_is_known_by_state_or_office(text: str, known: bool, pipeline: Language, ruritania: Gazetteer) -> None:
    """A minister's namesake is the minister only where the state or the office is named; a head of state always is."""
    assert any(qid for _, qid in on(pipeline, MODERN, text, ruritania).values()) is known


def test_a_first_name_is_no_family_name(pipeline: Language) -> None:
    """Of a person whose family name goes last, the first name alone means nobody."""
    found = on(pipeline, "2022-06-03", "Mr. Joseph asked about Taiwan on Monday.")
    assert not any(qid for _, qid in found.values())


def test_the_dead_hold_no_office(pipeline: Language, ruritania: Gazetteer) -> None:
    """A person whose offices ended generations before the article is not meant."""
    found = on(pipeline, MODERN, "Fritz Tarlenheim of Ruritania spoke on Monday.", ruritania)
    assert found.get("Fritz Tarlenheim", (None, None)) == (None, None)


def test_another_spelling_in_the_same_office(pipeline: Language, ruritania: Gazetteer) -> None:
    """A first name spelt a little otherwise is the same person only with the office; another first name never is."""
    assert on(pipeline, MODERN, "Ruritanian Foreign Minister Antonn Sapt spoke.", ruritania) == {
        "Antonn Sapt": ("Anton Sapt", "Q3")
    }
    assert on(pipeline, MODERN, "Ruritanian Foreign Minister Stefan Sapt spoke.", ruritania) == {
        "Stefan Sapt": (None, None)
    }


def test_an_office_without_a_name(pipeline: Language, ruritania: Gazetteer) -> None:
    """An office told with its state stands for the person named who then held it, and for the state after that."""
    text = "Anton Sapt arrived in Graustark. The Ruritanian foreign minister met officials."
    assert read(pipeline, MODERN, text, ruritania).stands_for("minister") == ["Anton Sapt"]
    assert read(pipeline, "2009-05-01", text, ruritania).stands_for("minister") != ["Anton Sapt"]


@pytest.mark.parametrize(
    ("day", "text", "name"),
    [
        ("2023-05-01", "Russian Foreign Minister Lavrov arrived on Monday.", "Sergey Lavrov"),
        ("2022-05-01", "President Biden spoke with President Xi on Monday.", "Joe Biden"),
        ("2020-05-01", "British Prime Minister Johnson spoke on Monday.", "Boris Johnson"),
        ("2012-05-01", "British Prime Minister Cameron spoke on Monday.", "David Cameron"),
        ("2021-06-25", "Secretary of State Antony J. Blinken spoke on Monday.", "Antony Blinken"),
        ("2022-06-25", "Ukraine's Defense Minister Reznikov spoke on Monday.", "Oleksii Reznikov"),
    ],
)
def test_shipped_office_holders(day: str, text: str, name: str, pipeline: Language) -> None:
    """The shipped gazetteer knows who held the great offices when, with an item of Wikidata."""
    assert any(canonical == name and qid for canonical, qid in on(pipeline, day, text).values())
