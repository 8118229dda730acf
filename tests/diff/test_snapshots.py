"""Only files that can make a difference are parsed, and what they do not tell is told as if all were."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.diff import changes, compare, on_disk, read
from kgbuild.diff.snapshots import Held, blob_name
from kgbuild.errors import GraphError
from kgbuild.store import SKOS, WD, NamedNode, Quad, parse_file, to_turtle
from tests.diff.samples import ALTERATIONS, Alteration, chain, files, written
from tests.graph.sample import BASE

SOME = st.lists(st.sampled_from(ALTERATIONS), max_size=3, unique=True)


def snapshots(old: Path, new: Path, pattern: str = "*.ttl") -> tuple[int, list[str]]:
    """How many files are parsed to compare two folders, and the verdicts with the labels."""
    found = read(on_disk("old", sorted(old.glob(pattern))), on_disk("new", sorted(new.glob(pattern))))
    return found.parsed, [f"{each.verdict} {each.whole.label}" for each in compare(found.old, found.new)]


@given(one=SOME, other=SOME, less=st.sampled_from([None, "talks", "follow-up", "other"]))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_files_that_are_not_parsed_change_nothing(
    one: list[Alteration], other: list[Alteration], less: str | None, tmp_path: Path
) -> None:
    """File by file, with as few as need be parsed, the same is told as of all statements at once."""
    old, new = written(tmp_path / "old", chain(*one), leave_out=less), written(tmp_path / "new", chain(*other))
    paths = [sorted(folder.glob("*.ttl")) for folder in (old, new)]
    found = read(*(on_disk("graph", each) for each in paths))
    whole = changes(*([quad for path in each for quad in parse_file(path)] for each in paths))
    assert compare(found.old, found.new) == whole


def test_equal_folders_are_not_parsed(tmp_path: Path) -> None:
    """Where all files are the same, none is parsed."""
    assert snapshots(written(tmp_path / "old"), written(tmp_path / "new")) == (0, [])


def test_a_file_that_tells_nothing_of_what_changed_is_not_parsed(tmp_path: Path) -> None:
    """Of a changed article, its two files and that of the entities are parsed, and those that tell of its events."""
    old, new = written(tmp_path / "old"), written(tmp_path / "new")
    text = (new / "other.ttl").read_text(encoding="utf-8")
    (new / "other.ttl").write_text(text.replace("kg:planned", "kg:denied"), encoding="utf-8")
    assert snapshots(old, new) == (3, ["changed Embargo"])


def test_what_an_unchanged_file_still_tells_has_not_gone(tmp_path: Path) -> None:
    """A participant that one article no longer tells and another one still does is told of the event as before."""
    old, new = written(tmp_path / "old"), written(tmp_path / "new")
    text = (new / "talks.ttl").read_text(encoding="utf-8")
    assert "kg:agent organization:nato , " in text
    (new / "talks.ttl").write_text(text.replace("kg:agent organization:nato , ", "kg:agent "), encoding="utf-8")
    parsed, told = snapshots(old, new)
    assert (parsed, told) == (4, [])


@pytest.mark.parametrize(
    "spelling",
    [
        "@prefix e: <https://example.org/id/event/talks-2024-05-cas> . e:ualties-oslo",
        "<https://example.org/id/event/talks-2024-05-c\\u0061sualties-oslo>",
        "@prefix e: <https://example.org/id/event/> . e:talks\\-2024-05-casualties-oslo",
    ],
)
def test_odd_spellings_of_an_iri_are_seen(tmp_path: Path, spelling: str) -> None:
    """A file that names an event otherwise than by the end of its IRI is parsed."""
    old, new = written(tmp_path / "old"), written(tmp_path / "new")
    head = "@prefix kg: <https://w3id.org/kgbuild/ontology#> .\n"
    odd = f"{head}{spelling} kg:eventType kg:Casualties ; kg:agent <https://example.org/x> ."
    for folder in (old, new):
        (folder / "odd.ttl").write_text(odd, encoding="utf-8")
    text = (new / "talks.ttl").read_text(encoding="utf-8")
    agent = "\nevent:talks-2024-05-casualties-oslo kg:agent <https://example.org/x> .\n"
    (new / "talks.ttl").write_text(text + agent, encoding="utf-8")
    assert snapshots(old, new)[1] == []


def test_a_link_is_found_in_the_file_of_entities(tmp_path: Path) -> None:
    """Where only the file of all entities changes, no article is parsed."""
    old, new = written(tmp_path / "old"), written(tmp_path / "new")
    link = Quad(NamedNode(BASE + "state/norway"), SKOS["exactMatch"], WD["Q20"])
    quads = [*parse_file(new / "entities.ttl"), link]
    (new / "entities.ttl").write_bytes(to_turtle([quad.triple for quad in quads], {}))
    assert snapshots(old, new) == (2, ["changed Norway"])


def test_files_of_other_names_and_syntaxes_are_compared(tmp_path: Path) -> None:
    """Two single files are compared whatever their names; a file that is no RDF is told by name and line."""
    for name, folder in (("a.ttl", "old"), ("b.ttl", "new")):
        (tmp_path / folder).mkdir()
        for file in files():
            if file.name == "other.ttl":
                (tmp_path / folder / name).write_bytes(file.content)
    assert snapshots(tmp_path / "old", tmp_path / "new") == (2, [])
    (tmp_path / "new" / "b.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(GraphError, match=r"b\.ttl"):
        snapshots(tmp_path / "old", tmp_path / "new")


def test_contents_have_the_names_that_git_gives_them() -> None:
    """A content has git's name by either hash, so that what git holds need not be read to be compared."""
    empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    longer = "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"
    assert (blob_name(b""), blob_name(b"", longer)) == (empty, longer)

    def unread() -> bytes:
        raise AssertionError("this is not to be read")

    known = Held("graphs/a.ttl", unread, empty)
    assert known.same(Held("a.ttl", lambda: b""))
    assert not Held("a.ttl", lambda: b" ").same(known)
    assert known.same(Held("b.ttl", unread, empty))
