"""What an index holds of a dump or a table."""

import json
from pathlib import Path
from typing import Any

import pytest
from wikidata import claim, entity, item_value, snak, time_value, values

from kgbuild.language.names.offices import Held
from kgbuild.link.item import Item
from kgbuild.model import PartialDate
from kgbuild.model.terms import KG
from kgbuild.shipped import folder
from tests.link.index.sources import GENEVA, ITEMS, LAVROV, as_entity, as_json, as_table, as_triples, built, known


@pytest.mark.parametrize("packing", ["", ".gz", ".bz2"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dump.json", as_json(map(as_entity, ITEMS))),
        ("truthy.nt", as_triples(ITEMS)),
        ("plain.nt", as_triples(ITEMS, escaped=False)),
        ("names.csv", as_table(ITEMS)),
        ("names.tsv", as_table(ITEMS, "tsv")),
    ],
)
def test_every_source_gives_the_same_items(tmp_path: Path, name: str, content: bytes, packing: str) -> None:
    """JSON, N-Triples, CSV and TSV, packed or not, give the same items for the same content."""
    from tests.link.index.sources import pack

    index, summary = built(tmp_path, name + packing, pack(content, packing))
    assert known(index) == ITEMS
    assert (summary.items, summary.names, summary.bad, summary.warnings) == (3, 6, 0, ())
    assert index.exact("GENEVE") == (GENEVA,)


def one(folder: Path, **claims: list[dict[str, Any]]) -> Item | None:
    """The item that a dump of one person with some statements gives; offices and states are told beside it."""
    beside = [
        entity(48352, "head of government", {"P279": values(48352, "P279", 4164871)}),
        entity(
            218295, "President of Ruritania", {"P31": values(218295, "P31", 48352), "P1001": values(1, "P1001", 77)}
        ),
        entity(77, "Ruritania", {"P31": values(77, "P31", 3624078)}),
    ]
    person = entity(9, "Jane Roe", {"P31": values(9, "P31", 5), **claims})
    index, _ = built(folder, "one.json", as_json([person, *beside]))
    return index.item("Q9")


def test_offices_have_names_bodies_and_dates(tmp_path: Path) -> None:
    """A position held gives the position's label, what it is of, and both dates as precisely as they are told."""
    month = snak("P582", time_value("2008-05-00") | {"precision": 10}, "time")
    begin = snak("P580", time_value("2004-03-09"), "time")
    held = claim(9, snak("P39", item_value(218295)), P580=[begin], P582=[month])
    unnamed = claim(9, snak("P39", item_value(99)))
    item = one(tmp_path, P39=[held, unnamed])
    assert item is not None
    assert item.offices == (
        Held("President of Ruritania", "Ruritania", PartialDate(2004, 3, 9), PartialDate(2008, 5)),
        Held("Q99"),
    )


@pytest.mark.parametrize(
    "date",
    [
        time_value("2004-02-30"),
        time_value("2004-00-00") | {"precision": 7},
        {"time": "-0044-03-15T00:00:00Z", "precision": 11},
    ],
)
def test_dates_that_no_calendar_has_are_left_out(tmp_path: Path, date: dict[str, Any]) -> None:
    """A day that does not exist, a century, and a date before our era leave the office open."""
    item = one(tmp_path, P39=[claim(9, snak("P39", item_value(218295)), P580=[snak("P580", date, "time")])])
    assert item is not None
    assert item.offices == (Held("President of Ruritania", "Ruritania"),)


def test_deprecated_statements_do_not_count_and_preferred_come_first(tmp_path: Path) -> None:
    """Of statements with ranks the deprecated go, and the preferred stand before the others."""
    ranks = ((183, "deprecated"), (30, "normal"), (77, "preferred"))
    item = one(tmp_path, P27=[claim(9, snak("P27", item_value(number)), rank) for number, rank in ranks])
    assert item is not None
    assert item.states == ("Q77", "Q30")


def test_values_that_are_not_known_are_left_out(tmp_path: Path) -> None:
    """A statement without value, and a point on the Moon, tell nothing."""
    nothing = {"mainsnak": {"snaktype": "somevalue", "property": "P27"}, "rank": "normal"}
    moon = {"latitude": 1.0, "longitude": 2.0, "globe": "http://www.wikidata.org/entity/Q405"}
    item = one(tmp_path, P27=[nothing], P39=[nothing], P625=[claim(9, snak("P625", moon, "globecoordinate"))])
    assert item is not None
    assert (item.states, item.offices, item.point) == ((), (), None)


CHAIN = [
    entity(1549591, "big city", {"P279": values(1, "P279", 515)}),
    entity(515, "city", {"P279": values(1, "P279", 486972)}),
    entity(486972, "settlement", {"P279": values(1, "P279", 35120)}),
    entity(16521, "taxon", {"P279": values(1, "P279", 35120)}),
    entity(500, "round", {"P279": values(1, "P279", 501)}),
    entity(501, "about", {"P279": values(1, "P279", 500)}),
]
MEMBERS = [
    entity(7001, "Metropolis", {"P31": values(1, "P31", 1549591)}),
    entity(7002, "Felis", {"P31": values(1, "P31", 16521)}),
    entity(7003, "Circle", {"P31": values(1, "P31", 500)}),
    entity(7004, "Nowhere", {"P31": values(1, "P31", 999)}),
    entity(7005, "Classless", {}),
    entity(7006, "Both", {"P31": values(1, "P31", 486972, 515, 16521)}),
]


@pytest.mark.parametrize("classes_first", [True, False])
def test_classes_are_followed_up_to_the_ontology(tmp_path: Path, classes_first: bool) -> None:
    """Items of a class below a linked one are kept with the nearest, whether the dump tells the class before or after;
    those whose classes lead elsewhere, in a circle or nowhere are not.
    """
    entities = CHAIN + MEMBERS if classes_first else MEMBERS + CHAIN
    index, summary = built(tmp_path, "dump.json", as_json(entities))
    found = {qid: item.types for qid in map("Q{}".format, range(7001, 7007)) if (item := index.item(qid))}
    assert found == {"Q7001": (KG + "City",), "Q7006": (KG + "City",)}
    assert summary.entities == 12


def test_what_can_be_known_not_to_be_wanted_takes_no_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all classes above an item have been read and none is linked, the item is not even kept for the time being,
    though a class at the top of them says of itself that nothing is above it.
    """
    from kgbuild.link.index.staging import Staging

    kept: list[int] = []
    monkeypatch.setattr(Staging, "add", lambda staging, draft: kept.append(draft.number))
    top = [entity(601, "top", {}), entity(600, "kind", {"P279": values(1, "P279", 601)})]
    items = [entity(7000 + number, "x", {"P31": values(1, "P31", kind)}) for number, kind in enumerate((600, 515, 602))]
    built(tmp_path, "dump.json", as_json(top + items))
    assert kept == [7001, 7002]


def test_everything_keeps_items_of_unknown_classes(tmp_path: Path) -> None:
    """With `everything` items without a class of the ontology are there too, and have no type."""
    index, _ = built(tmp_path, "dump.json", as_json(CHAIN + MEMBERS), everything=True)
    assert [item.types for item in index.exact("Felis") + index.exact("Classless")] == [(), ()]
    assert index.item("Q7001") is not None


def test_the_shipped_ontology_tells_persons_and_ministries(tmp_path: Path) -> None:
    """The shipped ontology's own links are enough for a person and for a kind of ministry."""
    from kgbuild.link.index import build_index, open_index

    below = entity(2659904, "ministry of foreign affairs", {"P279": values(1, "P279", 192350)})
    ministry = entity(7, "Ministry of Foreign Affairs", {"P31": values(7, "P31", 2659904)})
    (tmp_path / "dump.json").write_bytes(as_json([ministry, below, as_entity(LAVROV)]))
    build_index(tmp_path / "dump.json", tmp_path / "names", [folder("ontology")])
    index = open_index(tmp_path / "names")
    (found,) = index.exact("ministry of foreign affairs")
    assert found.types == (KG + "Ministry",)
    assert [item.qid for item in index.exact("Sergei Lavrov")] == ["Q58217"]


@pytest.mark.parametrize(
    ("labels", "label", "aliases"),
    [
        ({"en": "Roe", "mul": "J. Roe", "ru": "Роу"}, "Roe", ("J. Roe",)),
        ({"mul": "J. Roe", "de": "Roh"}, "J. Roe", ()),
        ({"ru": "Роу", "fr": "Roé", "vi": "Rô"}, "Roé", ()),
    ],
)
def test_labels_fall_back(tmp_path: Path, labels: dict[str, str], label: str, aliases: tuple[str, ...]) -> None:
    """The label is English, else the one for all languages, else one in Latin letters; in both kinds of dump."""
    told = {language: {"language": language, "value": value} for language, value in labels.items()}
    made = entity(9, "", {"P31": values(9, "P31", 5)}, labels=told)
    triples = as_triples([Item("Q9", "x", types=(KG + "Person",))]).decode().splitlines()[3:]
    triples += [
        f'<http://www.wikidata.org/entity/Q9> <http://www.w3.org/2000/01/rdf-schema#label> "{value}"@{language} .'
        for language, value in labels.items()
    ]
    for name, content in (("a.json", as_json([made])), ("a.nt", "\n".join(triples).encode())):
        index, _ = built(tmp_path, name, content)
        item = index.item("Q9")
        assert item is not None
        assert (item.label, item.aliases) == (label, aliases)


def test_an_item_without_a_readable_label_is_left_out(tmp_path: Path) -> None:
    """An item that has labels in other scripts alone is not in the index."""
    told = {"ru": {"language": "ru", "value": "Роу"}}
    made = entity(9, "", {"P31": values(9, "P31", 5)}, labels=told)
    index, summary = built(tmp_path, "dump.json", as_json([made, as_entity(LAVROV)]))
    assert index.item("Q9") is None
    assert (summary.entities, summary.items) == (2, 1)


def test_lines_without_brackets_are_read(tmp_path: Path) -> None:
    """One entity a line without an array around them is read as well, and nothing is said to be missing."""
    content = b"".join(json.dumps(as_entity(item)).encode() + b"\n" for item in ITEMS)
    index, summary = built(tmp_path, "lines.json", content)
    assert known(index) == ITEMS
    assert summary.warnings == ()


def test_properties_and_lexemes_are_passed_over(tmp_path: Path) -> None:
    """Entities that are no items are neither kept nor counted as bad."""
    others = [{"type": "property", "id": "P31", "labels": {}}, {"type": "lexeme", "id": "L7", "lemmas": {}}]
    _, summary = built(tmp_path, "dump.json", as_json([*others, as_entity(LAVROV)]))
    assert (summary.entities, summary.bad) == (1, 0)


def test_pages_about_a_subject_are_counted(tmp_path: Path) -> None:
    """Where triples tell pages but no number of them, the pages are the popularity; the data page is none."""
    about = "<http://schema.org/about> <http://www.wikidata.org/entity/Q58217> ."
    lines = [
        f"<https://www.wikidata.org/wiki/Special:EntityData/Q58217> {about}",
        *as_triples([LAVROV]).decode().splitlines()[:-1],
        f"<https://en.wikipedia.org/wiki/Sergey_Lavrov> {about}",
        f"<https://de.wikipedia.org/wiki/Lawrow> {about}",
    ]
    index, _ = built(tmp_path, "dump.nt", "\n".join(lines).encode())
    item = index.item("Q58217")
    assert item is not None
    assert item.popularity == 2


def test_rows_of_one_item_add_up(tmp_path: Path) -> None:
    """Rows with the same QID are one item with all their names; a class may be told by its item."""
    rows = "label,alias,qid,class\nJane Roe,J. Roe,Q9,Q5\nJane Q. Roe,,Q9,\n"
    index, _ = built(tmp_path, "rows.csv", rows.encode())
    assert index.item("Q9") == Item("Q9", "Jane Roe", ("J. Roe", "Jane Q. Roe"), "", (KG + "Person",))


def test_what_a_table_lists_needs_no_class(tmp_path: Path) -> None:
    """A table of names and QIDs alone is kept; a row of a class that leads nowhere is not, unless all is wanted."""
    rows = b"QID,Label\nQ9,Jane Roe\n"
    index, _ = built(tmp_path, "rows.csv", rows)
    assert index.exact("jane roe") == (Item("Q9", "Jane Roe"),)
    rows = b"QID,Label,class\nQ9,Jane Roe,Q12345\nQ7,John Doe,\n"
    index, _ = built(tmp_path, "rows.csv", rows)
    assert (index.exact("jane roe"), len(index.exact("john doe"))) == ((), 1)
    index, _ = built(tmp_path, "rows.csv", rows, everything=True)
    assert len(index.exact("jane roe")) == 1


def test_a_quoted_cell_may_go_over_lines(tmp_path: Path) -> None:
    """Commas, quotes and line ends in quoted cells belong to the cell, with either kind of line end."""
    rows = '\ufefflabel,qid,class,description\r\n"Roe, Jane",Q9,Person,"a ""great""\r\nwriter"\r\nGeneva,Q71,City,x\r\n'
    index, summary = built(tmp_path, "rows.csv", rows.encode())
    item = index.item("Q9")
    assert item is not None
    assert (item.label, item.description.split()) == ("Roe, Jane", ["a", '"great"', "writer"])
    assert (index.item("Q71") is not None, summary.bad) == (True, 0)
