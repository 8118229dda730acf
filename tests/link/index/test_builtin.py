"""The shipped gazetteer, and gazetteers of a project, as a look-up."""

from pathlib import Path

import pytest

from kgbuild.link.index import gazetteer_lookup
from kgbuild.link.index.builtin import GazetteerLookup
from kgbuild.model.terms import KG
from kgbuild.shipped import folder

TABLE = """name\tclass\taliases\twithin\tqid\toffices
Ruritania\tState\tRepublic of Ruritania\t\tQ900\t
Jane Roe\tPerson\tJ. Roe\tRepublic of Ruritania\tQ901\t2001..2004 Envoy
Strelsau\tCity\t\tRuritania\tQ902\t
Nobody\tPerson\t\tRuritania\t\t
Ruritanian Bank\thttp://a.example/Bank\t\tRuritania\tQ903\t
"""


def gazetteer(root: Path, table: str = TABLE) -> GazetteerLookup:
    """The look-up of a gazetteer."""
    (root / "ontology" / "gazetteer").mkdir(parents=True, exist_ok=True)
    (root / "ontology" / "gazetteer" / "own.tsv").write_text(table)
    return gazetteer_lookup([root / "ontology"], root / "cache")


@pytest.mark.parametrize("written", [False, True])
def test_entries_with_an_identifier_are_items(tmp_path: Path, written: bool) -> None:
    """An entry's names, class, state and offices are those of the item, before and after the file is written."""
    lookup = gazetteer(tmp_path)
    if written:
        assert [item.qid for item in lookup.fuzzy("Jane Row")] == ["Q901"]
    (jane,) = lookup.exact("j roe")
    assert (jane.qid, jane.label, jane.types, jane.states) == ("Q901", "Jane Roe", (KG + "Person",), ("Q900",))
    assert [(held.office, held.body) for held in jane.offices] == [("Envoy", "Republic of Ruritania")]
    assert lookup.item("Q901") == jane
    assert [item.types for item in lookup.exact("ruritanian bank")] == [("http://a.example/Bank",)]
    assert lookup.exact("Nobody") == ()
    assert lookup.item("Q12345") is None


def test_exact_look_ups_write_nothing(tmp_path: Path) -> None:
    """A name is found at once; the file is written when the first name is looked up nearly."""
    lookup = gazetteer(tmp_path)
    assert lookup.exact("Strelsau")
    assert not (tmp_path / "cache").exists()
    assert lookup.fuzzy("Strelsaw")
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_the_file_follows_the_gazetteer(tmp_path: Path) -> None:
    """A changed table gives a new file, and the old one goes; an unchanged one is used again."""
    gazetteer(tmp_path).fuzzy("Strelsaw")
    (before,) = (tmp_path / "cache").iterdir()
    again = gazetteer(tmp_path)
    assert again._file is not None
    changed = gazetteer(tmp_path, TABLE.replace("Strelsau", "Zenda"))
    assert [item.label for item in changed.fuzzy("Zendo")] == ["Zenda"]
    (after,) = (tmp_path / "cache").iterdir()
    assert after != before


def test_a_damaged_file_is_written_anew(tmp_path: Path) -> None:
    """What is no index any more in the cache is no obstacle."""
    gazetteer(tmp_path).fuzzy("Strelsaw")
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(file.read_bytes()[:5000])
    assert [item.label for item in gazetteer(tmp_path).fuzzy("Strelsaw")] == ["Strelsau"]


def test_the_shipped_gazetteer_answers(tmp_path: Path) -> None:
    """Linking works out of the box: a minister, a state and a city are found with the state that they belong to."""
    lookup = gazetteer_lookup([folder("ontology")], tmp_path)
    (minister,) = (item for item in lookup.exact("SERGEY LAVROV") if item.qid == "Q58217")
    assert minister.states == ("Q159",)
    assert any(held.office == "Minister of Foreign Affairs" for held in minister.offices)
    assert "Q30" in {item.qid for item in lookup.exact("U.S.")}
    assert not list(tmp_path.iterdir())
