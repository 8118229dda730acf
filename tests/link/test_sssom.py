"""`links.sssom.tsv`: what people decide is read as they wrote it, and kept."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.errors import LinkError
from kgbuild.link import sssom
from kgbuild.link.mapping import COMPOSITE, Mapping, Mappings, Verdict

BASE = "https://example.org/id/"
ROE, DOE, FEZ = (BASE + name for name in ("person/jane-roe", "person/john-doe", "place/fez"))
DAY = date(2026, 11, 26)
ROWS = (
    Mapping(ROE, "Jane Roe", Verdict.ACCEPTED, "Q42", "Jane Roe", author="Ann", day=DAY, score=0.97),
    Mapping(ROE, "Jane Roe", Verdict.REJECTED, "Q43", "Jane Roe", author="orcid:0000-0002-1825-0097", day=DAY),
    Mapping(DOE, "John Doe", Verdict.NO_ITEM, author="Ann", day=DAY),
    Mapping(FEZ, "Fez", Verdict.PROPOSED, "Q80985", "Fez", COMPOSITE, day=DAY, score=0.8, comment="name 1.00"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that holds one row of each kind."""
    path = tmp_path / sssom.FILE
    sssom.write(path, Mappings(ROWS), BASE)
    return path


def edited(file: Path, old: str, new: str) -> Mappings:
    """The mappings of the file after an edit that changes it."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return sssom.read(file, BASE)


def test_round_trip(file: Path) -> None:
    """What is written is read again, row for row, and writing that gives the same bytes."""
    read = sssom.read(file, BASE)
    assert set(read) == set(ROWS)
    before = file.read_bytes()
    sssom.write(file, read, BASE)
    assert file.read_bytes() == before


@pytest.mark.slow
def test_valid(file: Path) -> None:
    """The `sssom` package finds nothing wrong with the file, and something with a broken one."""
    command = [sys.executable, "-c", "from sssom.cli import main; main()", "validate", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0
    assert not done.stderr + done.stdout
    file.write_text(file.read_text(encoding="utf-8").replace("wd:Q42\t", "no item\t"), encoding="utf-8")
    broken = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "not a valid" in broken.stderr + broken.stdout


def test_missing_file(tmp_path: Path) -> None:
    """A project without the file has no mappings."""
    assert not list(sssom.read(tmp_path / "none.tsv", BASE))


def test_accepting_in_a_spreadsheet(file: Path) -> None:
    """A proposal is accepted by writing skos:exactMatch over skos:closeMatch."""
    read = edited(file, "skos:closeMatch", "skos:exactMatch")
    assert read.accepted(FEZ) == "Q80985"
    assert read.settled(FEZ)


def test_rejecting_in_a_spreadsheet(file: Path) -> None:
    """A proposal is rejected by writing Not beside it."""
    read = edited(file, "skos:closeMatch\t\t", "skos:closeMatch\tNot\t")
    assert read.rejected(FEZ) == {"Q80985"}
    assert read.proposed(FEZ) is None


def test_saved_by_a_spreadsheet(file: Path) -> None:
    """Lines of metadata in quotes, with tabs behind them, a byte order mark, empty rows and decimal commas are read."""
    lines = file.read_text(encoding="utf-8").replace("0.970", "0,970").splitlines()
    saved = [f'"{line}"\t\t\t' if line.startswith("#") else line for line in lines]
    file.write_text("\ufeff" + "\r\n".join([*saved, "\t\t\t", ""]), encoding="utf-8")
    assert {(row.subject, row.verdict, row.qid, row.score) for row in sssom.read(file, BASE)} == {
        (row.subject, row.verdict, row.qid, row.score) for row in ROWS
    }


def test_own_columns_and_comments(file: Path) -> None:
    """Columns and metadata that people add stay when the file is written again."""
    text = file.read_text(encoding="utf-8").replace("\tcomment\n", "\tcomment\treviewer_label\n")
    text = text.replace("name 1.00\n", "name 1.00\tBea\n").replace("#license", "#mapping_set_title: Ours\n#license")
    file.write_text(text, encoding="utf-8")
    sssom.write(file, sssom.read(file, BASE), BASE)
    again = file.read_text(encoding="utf-8")
    assert "name 1.00\tBea\n" in again
    assert "#mapping_set_title: Ours\n" in again


def test_own_prefix(file: Path) -> None:
    """A prefix that the metadata declares may shorten IRIs of entities."""
    read = edited(file, "#license", "#  mine: https://example.org/id/person/\n#license")
    assert read.accepted(ROE) == "Q42"
    assert edited(file, "entity:person/john-doe", "mine:john-doe").settled(DOE)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("wd:Q42\t", "wd:L42\t", "no item of Wikidata"),
        ("wd:Q42\t", "Q42\t", "no such prefix"),
        ("wd:Q42\t", "\t", "object_id is empty"),
        ("\t0.970", "\t1.970", "between 0 and 1"),
        ("\t0.970", "\thigh", "could not convert"),
        ("2026-11-26", "26/11/2026", "Invalid isoformat"),
        ("skos:closeMatch", "skos:broadMatch", "skos:exactMatch or skos:closeMatch"),
        ("\tNot\t", "\tno\t", "predicate_modifier"),
        ("subject_id\t", "subject\t", "no column subject_id"),
        ("wd:Q43\t", "wd:Q42\t", "both accepted and rejected"),
        ("exactMatch\tNot\twd:Q43", "exactMatch\t\twd:Q43", "two items are accepted"),
        ("entity:person/john-doe", "entity:person/jane-roe", "no item"),
    ],
)
def test_faults(file: Path, old: str, new: str, fault: str) -> None:
    """What cannot be used is refused, with the line or the entity named."""
    with pytest.raises(LinkError, match=fault) as caught:
        edited(file, old, new)
    assert "line " in caught.value.message or BASE in caught.value.message
    assert caught.value.hint


def test_decision_replaces() -> None:
    """A decision takes the place of proposals and of an older decision; what was rejected before stays so."""
    after = Mappings(ROWS).deciding([Mapping(ROE, "Jane Roe", Verdict.ACCEPTED, "Q44")])
    assert (after.accepted(ROE), after.rejected(ROE)) == ("Q44", {"Q43"})
    assert Mappings(ROWS).deciding([Mapping(ROE, "Jane Roe", Verdict.NO_ITEM)]).accepted(ROE) is None
    assert Mappings(ROWS).deciding([Mapping(FEZ, "Fez", Verdict.REJECTED, "Q80985")]).proposed(FEZ) is None


def test_proposals_spare_decisions() -> None:
    """New proposals replace the old ones, and never touch what a person has decided."""
    fresh = [
        Mapping(subject, "", Verdict.PROPOSED, qid, score=0.9)
        for subject, qid in ((ROE, "Q42"), (DOE, "Q7"), (FEZ, "Q8"), (BASE + "place/new", "Q9"))
    ]
    after = Mappings(ROWS).proposing(fresh)
    assert [row for row in after if row.decided] == [row for row in ROWS if row.decided]
    assert [row.qid for row in after if not row.decided] == ["Q8", "Q9"]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20).map(str.strip)


@given(
    rows=st.lists(
        st.builds(
            Mapping,
            subject=st.sampled_from(["place/a", "person/é", 'group/"b"', "place/c#d"]).map(BASE.__add__),
            subject_label=TEXT,
            verdict=st.just(Verdict.PROPOSED),
            qid=st.integers(1, 10**9).map("Q{}".format),
            label=TEXT,
            score=st.none() | st.integers(0, 1000).map(lambda part: part / 1000),
            comment=TEXT,
            day=st.none() | st.dates(),
        ),
        max_size=5,
    )
)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words(rows: list[Mapping], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Labels and comments of any characters come back as they were."""
    path = tmp_path_factory.mktemp("links") / sssom.FILE
    sssom.write(path, Mappings(tuple(rows)), BASE)
    assert sorted(map(repr, sssom.read(path, BASE))) == sorted(map(repr, rows))
