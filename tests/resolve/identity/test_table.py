"""`merges.tsv` is read and written line by line, and no fault in it goes unnamed."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgbuild.errors import MergeError
from kgbuild.model.identity import Decision, Verdict
from kgbuild.resolve.identity import read_decisions, write_decisions

HEAD = "verdict\tone\tother\tclass\twhen\tscore\treason\tby\twhat\n"
ROW = Decision(
    Verdict.SAME, "a#0-5", "b#1-6", "Attack", "2020-01-03", 7.25, "one day +3.0", "rule", "He fell. | He died."
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Rows are written sorted under their head, and read as they were."""
    path = tmp_path / "merges.tsv"
    other = Decision(Verdict.DIFFERENT, "a#0-5", "a#9-12", "entity", by="ada")
    assert write_decisions(path, [ROW, other])
    assert path.read_text(encoding="utf-8") == (
        f"{HEAD}different\ta#0-5\ta#9-12\tentity\t\t\t\tada\t\n"
        "same\ta#0-5\tb#1-6\tAttack\t2020-01-03\t7.25\tone day +3.0\trule\tHe fell. | He died.\n"
    )
    assert read_decisions(path) == (other, ROW)
    assert not write_decisions(path, [other, ROW])


def test_nothing_is_no_file(tmp_path: Path) -> None:
    """No rows make no file; in a file that is there they leave the head."""
    path = tmp_path / "merges.tsv"
    assert not write_decisions(path, [])
    assert not path.exists()
    assert read_decisions(path) == ()
    path.write_text(f"{HEAD}same\ta#0-5\tb#1-6\n", encoding="utf-8")
    assert write_decisions(path, [])
    assert path.read_text(encoding="utf-8") == HEAD


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(reason=WORDS, by=WORDS, what=WORDS)
@example(reason='"so"', by="", what='"')
def test_any_words_make_one_row(tmp_path_factory: pytest.TempPathFactory, reason: str, by: str, what: str) -> None:
    """Whatever stands in a cell, a row stays a row, and what is read from the file is written as it was."""
    path = tmp_path_factory.mktemp("merges") / "merges.tsv"
    write_decisions(path, [Decision(Verdict.SAME, "a#0-5", "b#1-6", reason=reason, by=by, what=what)])
    (row,) = read_decisions(path)
    assert (row.one, row.other) == ("a#0-5", "b#1-6")
    assert not write_decisions(path, [row])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("maybe\ta#0-5\tb#1-6", "verdict is same or different, not maybe"),
        ("same\ta\tb#1-6", "a is no ARTICLE#START-END"),
        ("same\ta#0-5\t", "other is empty"),
        ("same\ta#0-5\ta#0-5", "a#0-5 is given twice"),
        ("same\ta#0-5\tb#1-6\tAttack\t\thigh", "score is a number, not high"),
        ("same\ta#0-5\tb#1-6" + "\tx" * 7, "10 cells under 9 columns"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, fault: str) -> None:
    """What is wrong in a row is told with its line, and what to do."""
    path = tmp_path / "merges.tsv"
    path.write_text(f"{HEAD}same\ta#0-5\tb#1-6\n\n{line}\n", encoding="utf-8")
    with pytest.raises(MergeError) as caught:
        read_decisions(path)
    assert caught.value.message == f"{path}, line 4: {fault}"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("verdict\tone\n", "there is no column other"),
        ("verdict\tone\tother\tcolour\n", "what is the column colour?"),
        ("verdict,one,other\n", "there is no column verdict"),
    ],
)
def test_a_wrong_head_is_named(tmp_path: Path, head: str, fault: str) -> None:
    """A column that is missing or unknown is refused by name."""
    path = tmp_path / "merges.tsv"
    path.write_text(head, encoding="utf-8")
    with pytest.raises(MergeError) as caught:
        read_decisions(path)
    assert caught.value.message == f"{path}, line 1: {fault}"
    assert "divided by tabs" in caught.value.hint


def test_what_a_spreadsheet_writes_is_read(tmp_path: Path) -> None:
    """A byte order mark, other line ends, cells in quotes, capitals, a decimal comma and fewer columns do no harm."""
    path = tmp_path / "merges.tsv"
    path.write_bytes('\ufeffverdict\tone\tother\tscore\tby\r\nSame\tb#1-6\t"a#0-5"\t7,5\t"ada ""a"" b"\r\n'.encode())
    assert read_decisions(path) == (Decision(Verdict.SAME, "a#0-5", "b#1-6", score=7.5, by='ada "a" b'),)


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    """A file that is no UTF-8 text is refused."""
    path = tmp_path / "merges.tsv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MergeError, match=r"merges\.tsv: it is not UTF-8$"):
        read_decisions(path)


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    """What cannot be opened is told in words, its path once."""
    with pytest.raises(MergeError) as caught:
        read_decisions(tmp_path)
    assert caught.value.message == f"cannot read {tmp_path}: Is a directory"
