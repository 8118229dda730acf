"""Look-ups: exact, fuzzy, by identifier, and through several layers."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.language.names.offices import Held
from kgbuild.link.index import IndexFile, Layered, open_index
from kgbuild.link.index.folding import fold
from kgbuild.link.index.nearness import allowed_edits, bound, edits, remoteness
from kgbuild.link.index.vocabulary import Vocabulary
from kgbuild.link.index.writing import write_index
from kgbuild.link.item import Item
from kgbuild.model import PartialDate


def indexed(folder: Path, found: Sequence[Item], name: str = "names") -> IndexFile:
    """An index of some items."""
    write_index(folder / name, sorted(found, key=lambda item: int(item.qid[1:])), {})
    return open_index(folder / name)


def named(*names: str) -> list[Item]:
    """An item for each name."""
    return [Item(f"Q{number}", name) for number, name in enumerate(names, 1)]


PEOPLE = named(
    "Sergey Lavrov",
    "Sergey Viktorovich Lavrov",
    "Ivan Lavrov",
    "Sergey Ivanov",
    "Joe Biden",
    "Hunter Biden",
    "Bashar al-Assad",
    "John Robert Smith",
    "Jane Smith",
    "Ministry of Foreign Affairs of Russia",
    "Volodymyr Zelenskyy",
    "Recep Tayyip Erdoğan",
    "习近平",
    "Владимир Путин",
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> IndexFile:
    """An index of some people."""
    return indexed(tmp_path_factory.mktemp("people"), PEOPLE)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Lavrov Sergey", "Sergey Lavrov"),
        ("Lavrov, Sergei", "Sergey Lavrov"),
        ("S. Lavrov", "Sergey Lavrov"),
        ("S. V. Lavrov", "Sergey Viktorovich Lavrov"),
        ("Sergey V. Lavrov", "Sergey Viktorovich Lavrov"),
        ("Lavorv", "Ivan Lavrov"),
        ("Bashar Alassad", "Bashar al-Assad"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("J. R. Smith", "John Robert Smith"),
        ("JR Smith", "John Robert Smith"),
        ("Volodimir Zelensky", "Volodymyr Zelenskyy"),
        ("Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Russian Ministry of Foreign Affairs", "Ministry of Foreign Affairs of Russia"),
        ("习进平", "习近平"),
        ("Владимир Путын", "Владимир Путин"),
        ("Volodymyr Zel nskyy", "Volodymyr Zelenskyy"),
        ("RecepxTayyip Erdogan", "Recep Tayyip Erdoğan"),
    ],
)
def test_names_written_otherwise_are_found(people: IndexFile, asked: str, first: str) -> None:
    """Other spellings, swapped and missing words, initials and joined words lead to the name, in any script."""
    found = people.fuzzy(asked)
    assert found[0].label == first


def test_what_is_not_alike_is_not_found(people: IndexFile) -> None:
    """A name that shares a part with others, or nothing, has no look-alikes; nor has one without letters."""
    assert [item.label for item in people.fuzzy("Sergey Petrenko")] == []
    assert people.fuzzy("Xyzzy Quux") == ()
    assert people.fuzzy("?!") == ()
    assert people.fuzzy("") == ()


def test_the_nearest_comes_first_and_no_more_than_asked(people: IndexFile) -> None:
    """The name itself stands before those with more words, and the limit holds."""
    assert [item.label for item in people.fuzzy("Sergey Lavrov")] == ["Sergey Lavrov", "Sergey Viktorovich Lavrov"]
    assert [item.label for item in people.fuzzy("Sergey Lavrov", 1)] == ["Sergey Lavrov"]


def test_among_equals_the_popular_come_first(tmp_path: Path) -> None:
    """Items whose names are as near stand by their pages in other wikis."""
    same = [Item("Q1", "Jon Roe", popularity=3), Item("Q2", "Jan Roe", popularity=9), Item("Q3", "Jen Roe")]
    assert [item.qid for item in indexed(tmp_path, same).fuzzy("Jun Roe")] == ["Q2", "Q1", "Q3"]


def test_exact_look_ups_are_by_qid(tmp_path: Path) -> None:
    """All items of a name come by their numbers, found by label and by alias, however it is written."""
    same = [Item("Q30", "Georgia"), Item("Q4", "Republic of Georgia", ("GEORGIA",)), Item("Q100", "Géorgia")]
    index = indexed(tmp_path, same)
    assert [item.qid for item in index.exact("georgia")] == ["Q4", "Q30", "Q100"]
    assert index.exact("Georgian") == ()
    assert index.exact("") == ()


def test_an_item_comes_back_whole(tmp_path: Path) -> None:
    """Every field of an item is as it was given, found by name or by identifier."""
    held = (
        Held("envoy", "Ruritania", PartialDate(2001), PartialDate(2003, 5, 6)),
        Held("Q7", None, PartialDate(2004, 2)),
    )
    whole = Item(
        "Q9", "Jané", ("J",), "an “envoy”", ("http://a#B", "http://a#C"), ("Q1", "Q2"), held, (-1.5, 179.25), 7
    )
    index = indexed(tmp_path, [whole, Item("Q1", "Ruritania")])
    assert index.item("Q9") == whole
    assert index.exact("jane") == (whole,)
    assert index.item("Q8") is None
    assert index.item("nonsense") is None


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäéжш", min_size=1, max_size=9)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@st.composite
def slips(draw: st.DrawFn) -> tuple[list[str], str, str]:
    """Some names, one of them, and that one with a single edit of its folded form."""
    names = draw(st.lists(NAMES, min_size=1, max_size=12))
    name = fold(draw(st.sampled_from(names)))
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from("abcxyzш "))
    tails = [letter + name[at:], name[at + 1 :]]
    if letter != " ":
        tails.append(letter + name[at + 1 :])
    if at + 1 < len(name):
        tails.append(name[at + 1] + name[at] + name[at + 2 :])
    return names, name, name[:at] + draw(st.sampled_from(tails))


@settings(max_examples=60, deadline=None)
@given(slips())
def test_every_name_within_one_edit_is_found(case: tuple[list[str], str, str]) -> None:
    """A letter or space put in, left out, changed to a letter or swapped with its neighbour never hides a name."""
    names, name, wrong = case
    folded = fold(wrong)
    if not folded or edits(folded, name) > 1:  # a space at the edge, or single letters that the edit brought together
        return
    with tempfile.TemporaryDirectory() as folder, indexed(Path(folder), named(*names)) as index:
        found = [fold(item.label) for item in index.fuzzy(wrong, len(names))]
    assert name in found


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60, unique=True), WORDS, st.integers(0, 2))
def test_the_vocabulary_finds_what_counting_edits_finds(words: list[str], word: str, most: int) -> None:
    """The words near another, and their edits, are those that a plain count of edits tells."""
    lengths = sorted({len(each) for each in words})
    ordered = sorted(words, key=lambda each: (len(each), each))
    rows = []
    for length in lengths:
        alike = [each for each in ordered if len(each) == length]
        rows.append((length, ordered.index(alike[0]), "".join(alike)))
    found = {
        (ordered[number], spelling, far)
        for far, near in enumerate(Vocabulary(rows).near(word, most))
        for number, spelling in near
    }
    plain = {(each, each, far) for each in words if (far := edits(word, each)) <= most}
    if most < 2:
        assert found == plain
    else:  # a swap beside another edit may be passed over
        assert found <= plain
        assert {each for each in plain if levenshtein(word, each[0]) <= most} <= found


def levenshtein(one: str, other: str) -> int:
    """The edits between two words where a swap counts two."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        before, row = row, [i + 1]
        for j, opposite in enumerate(other):
            row.append(min(before[j] + (letter != opposite), before[j + 1] + 1, row[j] + 1))
    return row[-1]


@given(WORDS, WORDS)
def test_edits_are_a_distance(one: str, other: str) -> None:
    """Edits are the same both ways, none between a word and itself alone, at least the difference in length."""
    assert edits(one, other) == edits(other, one)
    assert (edits(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= edits(one, other) <= max(len(one), len(other))


@given(NAMES, NAMES)
def test_remoteness_is_bounded_and_nothing_for_the_same(one: str, other: str) -> None:
    """A name is not remote from itself; what is remote by more than the bound is not alike."""
    assert remoteness(one.split(), one.split()) == 0
    far = remoteness(one.split(), other.split())
    assert far is None or 0 <= far <= bound(len(one.split())) + 1


def test_longer_words_may_have_more_edits() -> None:
    """One letter none, short words one, words of five letters and more two."""
    assert [allowed_edits(length) for length in (1, 2, 4, 5, 12)] == [0, 1, 1, 2, 2]


def test_layers_join_by_identifier(tmp_path: Path) -> None:
    """An item that two layers know is one: what the first tells holds, names and offices add up."""
    above = indexed(tmp_path, [Item("Q9", "Jane Roe", ("J",), popularity=3), Item("Q8", "Jane Poe")], "above")
    below_item = Item("Q9", "J. Roe", ("Jane",), "envoy", ("http://a#B",), ("Q1",), (Held("envoy"),), (1.0, 2.0), 9)
    below = indexed(tmp_path, [below_item, Item("Q7", "Jane Roe")], "below")
    both = Layered([above, below])
    whole = replace(below_item, label="Jane Roe", aliases=("J", "J. Roe", "Jane"))
    assert both.item("Q9") == whole
    assert both.exact("jane roe") == (Item("Q7", "Jane Roe"), whole)
    assert [item.qid for item in both.fuzzy("Jane Roe")] == ["Q9", "Q7", "Q8"]
    assert [item.qid for item in both.fuzzy("Jane Roe", 1)] == ["Q9"]
    assert both.item("Q1") is None
