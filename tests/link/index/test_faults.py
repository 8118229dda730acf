"""Sources and index files that are not as they should be."""

import random
import sqlite3
from pathlib import Path

import pytest
from wikidata import dump

from kgbuild.errors import LinkError
from kgbuild.link.index import build_index, open_index
from kgbuild.link.item import Item
from kgbuild.model.terms import KG
from tests.link.index.sources import (
    ITEMS,
    LAVROV,
    as_entity,
    as_json,
    as_table,
    as_triples,
    built,
    known,
    ontology,
    pack,
)


@pytest.mark.parametrize(
    ("name", "content", "bad"),
    [
        (
            "dump.json",
            as_json(map(as_entity, ITEMS)),
            [b'{"type":"item","id":"Q5","claims"', b"\xff\xfe", b'{"id":"X1"},'],
        ),
        ("dump.json", as_json(map(as_entity, ITEMS)), [b'{"id":"Q5","claims":{"P31":7}},', b"null,", b'"text",']),
        (
            "dump.json",
            as_json(map(as_entity, ITEMS)),
            [b'{"id":"Q5","x":' + b"[" * 100_000, b'{"id":"Q5","labels":{"en":{"value":"\\ud800"}}}', b"}"],
        ),
        ("dump.nt", as_triples(ITEMS), [b"no triple", b"<http://a> <http://b> <http://c>", b"\xff\xff"]),
        ("dump.csv", as_table(ITEMS), [b"x,,Q,Person", b"x,,P5,", b"x,,Q9,Wizard"]),
        ("dump.csv", as_table(ITEMS), [b",,Q9,", b"x,,Q9,Person,,,91,1,", b"x,,Q9,Person,,,,,many"]),
    ],
)
def test_bad_lines_are_counted_and_passed_over(tmp_path: Path, name: str, content: bytes, bad: list[bytes]) -> None:
    """A line that cannot be understood is told with its number and a reason; all others count."""
    lines = content.splitlines()
    index, summary = built(tmp_path, name, b"\n".join([lines[0], *bad, *lines[1:]]))
    assert known(index) == ITEMS
    first = 1 if name.endswith(".csv") else 2
    assert [line for line, _ in summary.faults] == [first, first + 1, first + 2]
    assert summary.bad == 3
    assert all(reason for _, reason in summary.faults)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("page.html", b"<!DOCTYPE html>\n<html><body>moved</body></html>\n", "tells of no item"),
        ("map.json", b'{"type":"FeatureCollection","features":[]}\n', "tells of no item"),
        ("pretty.json", b'{\n  "id": "Q5",\n  "type": "item"\n}\n', "tells of no item"),
        ("empty.json", b"", "is empty"),
        ("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is neither a dump"),
        ("letter.txt", b"Dear all,\nthere is nothing here.\n", "is neither a dump"),
        ("other.csv", b"label,qid,colour\nx,Q1,red\n", "unknown column 'colour'"),
        ("less.csv", b"label,class\nx,Person\n", "there is no column 'qid'"),
        ("twice.csv", b"label,qid,QID\nx,Q1,Q2\n", "a column is named twice"),
        ("only.csv", b"label,qid\nx,notone\n", "line 1: 'notone' is no identifier"),
        ("empty.json.gz", pack(b"", ".gz"), "is empty"),
    ],
)
def test_what_is_no_source_is_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """A file that is no dump and no table ends in an error that says so, and nothing is left behind."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LinkError, match=says) as caught:
        build_index(tmp_path / name, tmp_path / "names", ontology(tmp_path))
    assert caught.value.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "ontology"])


def test_a_source_that_is_missing_is_told(tmp_path: Path) -> None:
    """A path where there is no file ends in an error with the path."""
    with pytest.raises(LinkError, match=r"nowhere\.json"):
        build_index(tmp_path / "nowhere.json", tmp_path / "names", ontology(tmp_path))


def test_a_hopeless_source_is_not_read_to_its_end(tmp_path: Path) -> None:
    """After a thousand bad lines and no good one the rest of a file is not looked at."""
    (tmp_path / "x.nt").write_bytes(b"<no triple>\n" * 5_000_000)
    seen = []
    with pytest.raises(LinkError, match="tells of no item"):
        build_index(tmp_path / "x.nt", tmp_path / "names", ontology(tmp_path), progress=lambda *step: seen.append(step))
    assert len(seen) < 5


@pytest.mark.parametrize("packing", [".gz", ".bz2"])
def test_a_cut_download_is_told_and_goes_on_when_it_is_whole(tmp_path: Path, packing: str) -> None:
    """A packed file that ends early is an error; with the rest of it the same command gives the whole index."""
    whole = pack(b"".join(dump(2_000_000)), packing)
    source, target = tmp_path / f"dump.json{packing}", tmp_path / "names"
    source.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(LinkError, match="ends early"):
        build_index(source, target, ontology(tmp_path))
    assert not target.exists()
    source.write_bytes(whole)
    resumed = build_index(source, target, ontology(tmp_path))
    assert resumed.resumed > len(whole) // 2
    other = tmp_path / f"other{packing}"
    other.write_bytes(whole)
    straight = build_index(other, tmp_path / "straight", ontology(tmp_path))
    assert (straight.items, straight.lines, straight.resumed) == (resumed.items, resumed.lines, 0)


@pytest.mark.parametrize("packing", [".gz", ".bz2"])
def test_a_damaged_download_is_told(tmp_path: Path, packing: str) -> None:
    """A packed file with wrong bytes in it is an error that says where."""
    whole = bytearray(pack(b"".join(dump(2_000_000)), packing))
    whole[len(whole) // 2 : len(whole) // 2 + 200] = random.Random(1).randbytes(200)
    source = tmp_path / f"dump.json{packing}"
    source.write_bytes(whole)
    with pytest.raises(LinkError, match="cannot be unpacked near byte"):
        build_index(source, tmp_path / "names", ontology(tmp_path))


def test_a_plain_dump_without_its_end_is_warned_of(tmp_path: Path) -> None:
    """An array that is not closed gives an index of what is there, and a warning."""
    content = as_json(map(as_entity, ITEMS)).removesuffix(b"]\n")
    index, summary = built(tmp_path, "cut.json", content)
    assert known(index) == ITEMS
    assert "may be cut off" in summary.warnings[0]


def test_an_endless_quote_does_not_swallow_what_was_before(tmp_path: Path) -> None:
    """A quoted cell without an end is one bad line; the rows before it count."""
    index, summary = built(
        tmp_path, "x.csv", as_table(ITEMS) + b'"never closed,,Q9,Person\n' + b"more,,Q8,Person\n" * 5
    )
    assert known(index) == ITEMS
    assert summary.bad == 1


def damaged(index: bytes) -> dict[str, bytes]:
    """An index file damaged in several ways, with what the error says."""
    version = bytearray(index)
    version[60:64] = (99).to_bytes(4)
    foreign = bytearray(index)
    foreign[68:72] = b"abcd"
    return {
        "is cut off": index[: len(index) - 4096],
        "is no index of names": b"PK\3\4" + index[4:],
        "is an index of version 99": bytes(version),
        "is no index of names ": bytes(foreign),
        "is no index of names  ": b"",
        "is no index of names   ": index[:50],
    }


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    """A cut, foreign or empty file, another version, a folder, and nothing at all are told apart."""
    index, _ = built(tmp_path, "dump.json", as_json(map(as_entity, ITEMS)))
    for says, content in damaged(index.path.read_bytes()).items():
        (tmp_path / "bad").write_bytes(content)
        with pytest.raises(LinkError, match=says.strip()) as caught:
            open_index(tmp_path / "bad")
        assert caught.value.hint
    with pytest.raises(LinkError, match="there is no index"):
        open_index(tmp_path / "none")
    with pytest.raises(LinkError, match="cannot be read"):
        open_index(tmp_path / "ontology")


def test_damage_within_an_index_never_shows_a_traceback_of_sqlite(tmp_path: Path) -> None:
    """Whatever bytes are overwritten behind the header, look-ups answer or raise LinkError."""
    many = [Item(f"Q{n}", f"Name number {n}", types=(KG + "Person",)) for n in range(1, 800)]
    index, _ = built(tmp_path, "many.csv", as_table(many))
    content = index.path.read_bytes()
    chance = random.Random(3)
    raised = 0
    for _ in range(60):
        broken = bytearray(content)
        at = chance.randrange(100, len(broken) - 3000)
        broken[at : at + 3000] = chance.randbytes(3000)
        (tmp_path / "bad").write_bytes(broken)
        try:
            with open_index(tmp_path / "bad") as bad:
                for number in (1, 400, 799):
                    bad.exact(f"Name number {number}")
                    bad.fuzzy(f"Nane number {number}")
                    bad.item(f"Q{number}")
        except LinkError:
            raised += 1
    assert raised > 10


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A target below a file ends in an error, not in a traceback."""
    (tmp_path / "dump.json").write_bytes(as_json([as_entity(LAVROV)]))
    with pytest.raises(LinkError, match="cannot be written"):
        build_index(tmp_path / "dump.json", tmp_path / "dump.json" / "names", ontology(tmp_path))


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no space for what has been read, the error says so, and names the file."""

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("kgbuild.link.index.staging.Staging.add", full)
    (tmp_path / "dump.json").write_bytes(as_json([as_entity(LAVROV)]))
    with pytest.raises(LinkError, match=r"\.names\.reading cannot be used: database or disk is full") as caught:
        build_index(tmp_path / "dump.json", tmp_path / "names", ontology(tmp_path))
    assert "free some space" in caught.value.hint


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However well it is packed, a line that is longer than any entity does not fill the memory."""
    monkeypatch.setattr("kgbuild.link.index.source._LONGEST_LINE", 8 << 20)
    (tmp_path / "dump.json.gz").write_bytes(pack(b'[\n{"id":"' + b"x" * (64 << 20), ".gz"))
    with pytest.raises(LinkError, match="a line of more than 8 MB"):
        build_index(tmp_path / "dump.json.gz", tmp_path / "names", ontology(tmp_path))


def test_a_failed_run_leaves_the_old_index(tmp_path: Path) -> None:
    """Where a source turns out to be none, the index of before stays as it was."""
    index, _ = built(tmp_path, "dump.json", as_json(map(as_entity, ITEMS)))
    before = index.path.read_bytes()
    (tmp_path / "dump.json").write_bytes(b"<html></html>")
    with pytest.raises(LinkError):
        build_index(tmp_path / "dump.json", index.path, ontology(tmp_path))
    assert index.path.read_bytes() == before
