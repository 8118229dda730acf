"""The items that the gazetteer is written with: which the tables confirm, and one entry for each."""

from pathlib import Path

import pytest
from geography import confirmed
from items import called, distinct, tabled, unverified
from tables import Row


def row(name: str, kind: str = "City", item: str = "", **more: str) -> Row:
    """A row of the gazetteer, of Ruritania if nothing else is told."""
    return {"name": name, "class": kind, "aliases": "", "within": "Ruritania", "qid": item, "lat": "", "lon": ""} | more


def item_of(place: Row, *known: Row) -> str:
    """The item that a place gets where the tables know these."""
    items: dict[str, list[Row]] = {}
    for each in known:
        items.setdefault(each["name"].casefold(), []).append(each)
    return {**place, **confirmed(place, items)}["qid"]


def test_a_town_is_no_region() -> None:
    """Of a town and a region of one name each gets its own item."""
    known = row("Strelsau", "Region", "Q1"), row("Strelsau", "Settlement", "Q2")
    assert item_of(row("Strelsau"), *known) == "Q2"
    assert item_of(row("Strelsau", "Region"), *known) == "Q1"


def test_a_place_lies_in_its_state() -> None:
    """A place of the same name elsewhere is another one; one of no known state is taken if it is the only one."""
    elsewhere, anywhere = row("Zenda", "Settlement", "Q1", within="Graustark"), row("Zenda", "Place", "Q2", within="")
    assert item_of(row("Zenda"), elsewhere) == ""
    assert item_of(row("Zenda"), elsewhere, anywhere) == "Q2"
    assert item_of(row("Zenda"), anywhere, row("Zenda", "Place", "Q3", within="")) == ""


def test_the_larger_town_is_meant() -> None:
    """Of two towns of one name in a state the larger one is meant, and none where nobody knows which is larger."""
    small, large = (row("Hentzau", "Settlement", item, population=p) for item, p in (("Q1", "900"), ("Q2", "9000")))
    assert item_of(row("Hentzau"), small, large) == "Q2"
    assert item_of(row("Hentzau"), small, row("Hentzau", "Settlement", "Q3", population="900")) == ""


def test_an_item_written_by_hand_comes_first() -> None:
    """The item written by hand stays, and brings the coordinates that the tables have for it."""
    place = row("Strelsau", unverified="Q2")
    known = row("Strelsau", "Settlement", "Q1"), row("Strelsau", "Place", "Q2", within="", lat="1.000")
    assert confirmed(place, {"strelsau": list(known)}) == {
        "within": "Ruritania",
        "qid": "Q2",
        "lat": "1.000",
        "lon": "",
    }


def test_what_no_table_confirms_is_listed() -> None:
    """Items written by hand are listed unless a table calls them so, and refused where it calls them otherwise."""
    rows = [
        row("Strelsau", item="Q1", unverified="Q1"),
        row("Zenda", item="Q2", unverified="Q2"),
        row("Hof", item="Q3"),
    ]
    assert unverified(rows, {"Q2": {"zenda castle"}}) == {"Q1": "Strelsau"}
    with pytest.raises(ValueError, match="Strelsau is not Q1"):
        unverified(rows, {"Q1": {"hentzau"}})


@pytest.mark.parametrize("other", ["Zendah", "Castle of Zenda"])
def test_spellings_confirm(other: str) -> None:
    """A name that is spelt nearly so, or stands in a longer one, confirms; any other does not."""
    assert called(row("Zenda"), {other.casefold()})
    assert not called(row("Zenda"), {"hentzau"})


def test_one_entry_for_each_item() -> None:
    """Two spellings of a town become one entry, a region with a town's item loses it, as do districts of one item."""
    rows = [
        row("Strelsau", item="Q1", unverified=""),
        row("Strelzow", "Settlement", "Q1", aliases="Strelzo"),
        row("Strelsauska", "Region", "Q1"),
        row("Hentzau", "Region", "Q2"),
        row("Festenburg", "Region", "Q2"),
    ]
    made = {each["name"]: each for each in distinct(rows)}
    assert made["Strelsau"]["aliases"] == "Strelzow|Strelzo"
    assert {name: each["qid"] for name, each in made.items()} == {
        "Strelsau": "Q1",
        "Strelsauska": "",
        "Hentzau": "",
        "Festenburg": "",
    }


def test_the_names_of_items_are_read(tmp_path: Path) -> None:
    """Every table with its columns of names counts, without marks and qualifiers."""
    empty = {
        "states_territories": "qid\tname\tfull_name\tlatin_aliases",
        "places_wof_raw": "qid\tname\talt_en",
        "organisations": "qid\tnames",
        "persons": "qid\tlabel\tenwiki\talt_labels",
    }
    for name, head in empty.items():
        (tmp_path / f"{name}.tsv").write_text(head + "\n", encoding="utf-8")
    (tmp_path / "places.tsv").write_text("qid\tnames\nQ1\tZenda (castle)|Schloß-Zenda\n", encoding="utf-8")
    assert tabled(tmp_path) == {"Q1": {"zenda", "schloss zenda"}}
