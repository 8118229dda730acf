"""The gazetteer: its files, what a table may hold, and what is found in a text."""

import gzip
import re
import sys
import time
import tracemalloc
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild import shipped
from kgbuild.errors import OntologyError
from kgbuild.language.names.gazetteer import Form, Gazetteer, fold
from kgbuild.language.names.offices import Held
from kgbuild.model.terms import KG, STATE
from tests.language.entity_readings import shipped_gazetteer

FOLDER = shipped.folder("ontology") / "gazetteer"
TABLE = "name\tclass\taliases\tadjectives\tnationals\tseats\n"


@cache
def shipped_rows() -> tuple[dict[str, str], ...]:
    """The rows of the shipped table."""
    head, *lines = gzip.decompress((FOLDER / "names.tsv.gz").read_bytes()).decode("utf-8").splitlines()
    columns = head.split("\t")
    return tuple({**dict.fromkeys(columns, ""), **dict(zip(columns, line.split("\t"), strict=False))} for line in lines)


def made(folder: Path, *lines: str, header: str = TABLE) -> Gazetteer:
    """A gazetteer of one table with these lines."""
    folder.mkdir(exist_ok=True)
    (folder / "own.tsv").write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return Gazetteer.load([folder])


def forms(gazetteer: Gazetteer, text: str) -> list[tuple[str, str, Form]]:
    """What is found: the words, the name of the first reading, and its form."""
    found = gazetteer.find(text)
    return [(text[m.start : m.end], m.readings[0][0].name, m.readings[0][1]) for m in found]


def test_forms(tmp_path: Path) -> None:
    """A name, an adjective, a national and a seat each lead to their entry, with what they are."""
    gazetteer = made(tmp_path, "Ruritania\tState\tKingdom of Ruritania\tRuritanian\tRuritanian|Ruritanians\tStrelsau")
    assert forms(gazetteer, "Strelsau told Ruritanian envoys and the Kingdom of Ruritania") == [
        ("Strelsau", "Ruritania", Form.SEAT),
        ("Ruritanian", "Ruritania", Form.ADJECTIVE),
        ("Kingdom of Ruritania", "Ruritania", Form.NAME),
    ]
    assert forms(gazetteer, "Ruritanians")[0][2] is Form.NATIONAL


@pytest.mark.parametrize("text", ["Ruritaniana", "xRuritania", "ruritania", "RURITANIa"])
def test_word_boundaries_and_case(tmp_path: Path, text: str) -> None:
    """A form inside a longer word, or in another case, is not found."""
    assert forms(made(tmp_path, "Ruritania\tState"), text) == []


@pytest.mark.parametrize("text", ["Ruritania’s", "RURITANIA, a land", "pro-Ruritania", "(Ruritania)", "Rúritania"])
def test_marks_capitals_and_diacritics(tmp_path: Path, text: str) -> None:
    """Marks around a form, capitals throughout and diacritics do not hide it, and the span is that of the text."""
    (match,) = made(tmp_path, "Ruritania\tState").find(text)
    assert fold(text[match.start : match.end]).casefold() == "ruritania"


def test_longest(tmp_path: Path) -> None:
    """Of overlapping forms the longest from the left is found, and a prefix of a longer word is no form."""
    gazetteer = made(tmp_path, "Guin\tState", "Guin Bay\tState", "Bay Town\tCity")
    assert [words for words, _, _ in forms(gazetteer, "Guin Bay Town, Guin and Guinean")] == ["Guin Bay", "Guin"]


def test_own_class(tmp_path: Path) -> None:
    """A class may be an IRI of a project's own ontology; a local name is one of kgbuild's."""
    gazetteer = made(tmp_path, "Zenda\thttps://example.org/o#Castle", "Ruritania\tState")
    assert [m.readings[0][0].type for m in gazetteer.find("Zenda, Ruritania")] == [
        "https://example.org/o#Castle",
        STATE,
    ]


@pytest.mark.parametrize(
    ("header", "line", "words"),
    [
        ("name\tclass\tcolour\n", "A\tState\tred", "line 1: unknown column 'colour'"),
        ("class\tname\n", "State\tA", "line 1: the first columns are not"),
        ("name\tclass\toffices\n", "Aville\tPerson\tmayor", "line 2: not an office"),
        ("name\tclass\toffices\n", "Aville\tPerson\t2023-13.. Mayor", "line 2: "),
        (TABLE, "A", "line 2: an entry needs a name and a class"),
        ("name\tclass\tlat\tlon\n", "Aville\tCity\tnorth\teast", "line 2: lat and lon are degrees"),
    ],
)
def test_bad_tables(tmp_path: Path, header: str, line: str, words: str) -> None:
    """A table that is not well formed is refused with its file, line and fault."""
    with pytest.raises(OntologyError, match=words):
        made(tmp_path, line, header=header).find("Aville")


def test_not_text(tmp_path: Path) -> None:
    """A table in another encoding is refused as such."""
    (tmp_path / "own.tsv").write_bytes("name\tclass\nCôte\tState\n".encode("utf-16"))
    with pytest.raises(OntologyError, match=r"own\.tsv"):
        Gazetteer.load([tmp_path])


def test_own_folder_adds(tmp_path: Path) -> None:
    """A project's tables and word lists are added to the shipped ones."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "positions.txt").write_text("margrave # an old office\n", encoding="utf-8")
    (tmp_path / "own.tsv").write_text("name\tclass\nRuritania\tState\n", encoding="utf-8")
    gazetteer = Gazetteer.load([FOLDER, tmp_path])
    assert forms(gazetteer, "Ruritania and France") == [
        ("Ruritania", "Ruritania", Form.NAME),
        ("France", "France", Form.NAME),
    ]
    assert {"margrave", "minister"} <= gazetteer.listed("positions").keys()


def test_the_shipped_table_is_sorted_and_small() -> None:
    """The shipped table has no line twice, is sorted, and lies with its word lists below three megabytes."""
    packed = (FOLDER / "names.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()[1:]
    assert lines == sorted(set(lines), key=lambda line: (fold(line).casefold(), line))
    assert packed[4:8] == bytes(4), "the time of packing must not change the file"
    assert sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()) < 3_000_000


def test_the_shipped_table_has_whom_and_what_news_names() -> None:
    """States, places, bodies and persons are there in number, and most holders of offices with dates and an item."""
    rows = shipped_rows()
    persons = [row for row in rows if row["class"] == "Person"]
    held = [row for row in persons if row["offices"]]
    assert len(persons) > 30_000
    assert len(rows) - len(persons) > 9_000
    assert len(held) > 0.99 * len(persons)
    assert sum(row["qid"].startswith("Q") for row in held) > 0.99 * len(held)


def test_shipped_items_are_well_formed_and_stand_for_one_thing() -> None:
    """Each item is a number behind a Q, and entries that share one have one name."""
    names: dict[str, set[str]] = {}
    for row in shipped_rows():
        if row["qid"]:
            assert re.fullmatch(r"Q[1-9]\d*", row["qid"]), row["name"]
            names.setdefault(row["qid"], set()).add(fold(row["name"]))
    assert {item: shared for item, shared in names.items() if len(shared) > 1} == {}


def test_what_news_names_most_has_an_item() -> None:
    """All states, and most of the cities, seas and international bodies that other places and bodies act in."""
    rows = shipped_rows()
    states = [row for row in rows if row["class"] == "State"]
    assert all(row["qid"] for row in states)
    seats = {seat for row in states for seat in row["seats"].split("|") if seat}
    capitals = [row for row in rows if row["class"] == "City" and row["name"] in seats]
    assert sum(bool(row["qid"]) for row in capitals) > 0.9 * len(capitals)


def test_unverified_items_are_those_of_entries() -> None:
    """Each item of the list of those that nobody has looked up is that of the entry named beside it."""
    listed = shipped_gazetteer().listed("unverified-items")
    items = {(row["qid"], row["name"]) for row in shipped_rows()}
    assert len(listed) > 100
    assert set(listed.items()) - items == set()


def test_every_shipped_line_can_be_read() -> None:
    """Each entry of the shipped table parses, and no tenure ends before it begins."""
    for row in shipped_rows():
        for text in filter(None, row["offices"].split("|")):
            held = Held.parse(text, row["within"])
            assert held.since is None or held.until is None or held.since.first <= held.until.last, row["name"]


def test_shipped_classes_are_in_the_ontology() -> None:
    """Each class that the shipped table or a word list names is a class of the ontology."""
    ontology = (FOLDER.parent / "entities.ttl").read_text(encoding="utf-8")
    named = {row["class"] for row in shipped_rows()}
    gazetteer = shipped_gazetteer()
    for listing in ("body-words", "body-words-lower", "place-words", "place-heads", "bodies-alone"):
        named |= set(filter(None, gazetteer.listed(listing).values()))
    assert {name for name in named if f"\nkg:{name} a owl:Class" not in ontology} == set()


def test_states_have_one_entry_each() -> None:
    """Every adjective and national of a state leads to one state only, but for the few that states share."""
    gazetteer, shared = shipped_gazetteer(), set()
    for row in shipped_rows():
        for form in "|".join((row["adjectives"], row["nationals"])).split("|") if row["class"] == "State" else ():
            states = {entry.name for entry, _ in gazetteer.lookup(form) if entry.type == STATE} if form else set()
            if len(states) > 1:
                shared.add(form)
    assert shared == set()


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Emirati", "United Arab Emirates", "State"),
        ("Turks", "Turkey", "State"),
        ("the U.S.", "United States", "State"),
        ("Türkiye", "Turkey", "State"),
        ("Ansar Allah", "Houthi movement", "ArmedGroup"),
        ("UNHCR", "United Nations High Commissioner for Refugees", "HumanitarianOrganization"),
        ("ECOWAS", "Economic Community of West African States", "InternationalOrganization"),
        ("Rohingya", "Rohingya", "EthnicGroup"),
        ("Strait of Hormuz", "Strait of Hormuz", "BodyOfWater"),
    ],
)
def test_shipped_knowledge(text: str, name: str, kind: str) -> None:
    """The shipped tables know the names that news of the field uses."""
    entry, _ = shipped_gazetteer().find(text)[0].readings[0]
    assert (entry.name, entry.type) == (name, KG + kind)


@pytest.mark.slow
def test_loads_fast() -> None:
    """The shipped gazetteer loads in well under a second of the processor."""
    times = []
    for _ in range(3):
        start = time.process_time()
        Gazetteer.load([FOLDER])
        times.append(time.process_time() - start)
    assert min(times) < 0.8


@pytest.mark.slow
def test_one_gazetteer_serves_many_projects(tmp_path: Path) -> None:
    """Folders with the same files share one gazetteer, and a table that comes or changes makes another one."""
    own = tmp_path / "own.tsv"
    alone, with_none = Gazetteer.shared([FOLDER]), Gazetteer.shared([FOLDER, tmp_path])
    assert with_none is alone
    found = []
    for name in ("Ruritania", "Ruritanja"):
        own.write_text(f"name\tclass\n{name}\tState\n", encoding="utf-8")
        found.append([entry.name for entry, _ in Gazetteer.shared([FOLDER, tmp_path]).lookup(name)])
    assert found == [["Ruritania"], ["Ruritanja"]]
    own.write_bytes(b"\xff")
    with pytest.raises(OntologyError, match=r"own\.tsv"):
        Gazetteer.shared([FOLDER, tmp_path])


def test_finds_fast() -> None:
    """More than a million words go through the automaton in a second of the processor, if it is not a slow one."""
    text = "The prime minister of France met NATO's Secretary General in Kyiv, a spokesman said on Monday.\n" * 5000
    shipped_gazetteer().find(text)
    start = time.process_time()
    shipped_gazetteer().find(text)
    assert len(text.split()) / (time.process_time() - start) > 300_000


@pytest.mark.slow
def test_memory_is_bounded() -> None:
    """The shipped gazetteer, all of its persons by family name included, keeps to a hundred megabytes."""
    tracemalloc.start()
    gazetteer = Gazetteer.load([FOLDER])
    gazetteer.surnamed("Lavrov")
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sys.getsizeof(gazetteer) < size < 100_000_000


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("Chad Mali’‘–-\u200b\u202e\u00a0é"))))
def test_spans_are_of_the_text(text: str) -> None:
    """Whatever the text, every span lies in it, re-reads to a known form, and does not overlap the one before."""
    end = 0
    for match in shipped_gazetteer().find(text):
        assert end <= match.start < match.end <= len(text)
        found = text[match.start : match.end].replace("\n", " ")
        calm = " ".join(w.capitalize() if len(w) > 3 and w.isupper() else w for w in fold(found).split(" "))
        assert shipped_gazetteer().lookup(found) or shipped_gazetteer().lookup(calm)
        end = match.end


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    """Folding is code point for code point, so that offsets stay true."""
    assert len(fold(text)) == len(text)
