"""The encoder's own parts: word pieces, shapes, lemmas, windows and trees."""

from itertools import pairwise, product

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.language.encoder.component import NAME
from kgbuild.language.encoder.features import MOST_PIECES, Gap, Shape, WordPieces, shape
from kgbuild.language.encoder.lemmas import Edit, edit
from kgbuild.language.encoder.spans import best_tags, spans, steps
from kgbuild.language.encoder.tree import best_tree
from kgbuild.language.encoder.windows import MOST_PIECES as MOST_OF_WINDOW
from kgbuild.language.encoder.windows import gap, windows

TABLE = ["[UNK]", "[CLS]", "[SEP]", "block", "##ade", "##s", "u", "s", ".", "gul", "-"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("blockades", ["block", "##ade", "##s"]),
        ("Gül", ["gul"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("block-ade", ["block", "-", "[UNK]"]),
        ("北", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
    ],
)
def test_pieces_spell_a_word(word: str, expected: list[str]) -> None:
    """A word is spelled by the longest pieces, in lower case and without accents; signs stand alone."""
    assert [TABLE[number] for number in WordPieces(TABLE)(word)] == expected


@given(st.text(min_size=1))
def test_every_word_has_pieces(word: str) -> None:
    """Any word has at least one piece and not more than the limit, the same each time."""
    pieces = WordPieces(TABLE)
    found = pieces(word)
    assert 1 <= len(found) <= MOST_PIECES
    assert pieces(word) == found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("talks", Shape.SMALL),
        ("Istanbul", Shape.CAPITAL),
        ("U.", Shape.LETTER),
        ("UNICEF", Shape.CAPITALS),
        ("McCain", Shape.MIXED),
        ("2,500", Shape.NUMBER),
        ("M23", Shape.COMPOSITE),
        ("—", Shape.SIGN),
    ],
)
def test_shapes_tell_capitals_and_digits(word: str, expected: Shape) -> None:
    """The shape says how a word is written, which its pieces don't."""
    assert shape(word) is expected


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_edit_gives_the_lemma(word: str, lemma: str) -> None:
    """The edit made of a word and its lemma gives that lemma, also after it was written and read."""
    found = edit(word, lemma)
    assert found(word) == lemma
    assert Edit.read(str(found)) == found


def test_edits_of_inflection_are_shared() -> None:
    """Words of one inflection have one edit, whatever their capitals."""
    assert edit("cities", "city") == edit("Bodies", "body")
    assert edit("KILLED", "kill") == edit("wounded", "wound")


@given(st.integers(2, 5), st.randoms(use_true_random=False))
def test_the_best_tree_has_one_root_and_no_circle(count: int, random: object) -> None:
    """Whatever the scores, each word leads to the one root."""
    seed = random.randrange(10_000)  # type: ignore[attr-defined]
    heads = best_tree(np.random.default_rng(seed).normal(0, 3, (count, count + 1)))
    assert (heads == 0).sum() == 1
    for word in range(1, count + 1):
        node, steps = word, 0
        while node and steps <= count:
            node, steps = int(heads[node - 1]), steps + 1
        assert node == 0


@pytest.mark.parametrize("seed", range(20))
def test_no_tree_below_the_root_is_better(seed: int) -> None:
    """Among all trees whose root is the one chosen, none has a higher score."""
    scores = np.random.default_rng(seed).normal(0, 3, (4, 5))
    found = best_tree(scores)
    shares = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(shares[word, head] for word, head in enumerate(heads)))

    root = tuple(found).index(0)
    trees = [heads for heads in product(range(5), repeat=4) if heads[root] == 0 and _is_tree(heads)]
    assert total(tuple(found)) == pytest.approx(max(map(total, trees)))


def _is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        node, steps = word, 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node:
            return False
    return True


NAME_TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]


@pytest.mark.parametrize("seed", range(20))
def test_no_other_tags_are_better(seed: int) -> None:
    """Among all sequences of tags in which a name goes on only with its own kind, none has a higher score."""
    scores, allowed = np.random.default_rng(seed).normal(0, 2, (4, 5)), steps(NAME_TAGS)

    def total(tags: tuple[int, ...]) -> float:
        return float(sum(scores[word, tag] + allowed[([-1, *tags])[word], tag] for word, tag in enumerate(tags)))

    found = tuple(best_tags(scores, allowed))
    assert total(found) == pytest.approx(max(map(total, product(range(5), repeat=4))))
    names = [NAME_TAGS[tag] for tag in found]
    assert all(tag[1:] == before[1:] for before, tag in pairwise(["O", *names]) if tag[0] == "I")


def test_a_name_has_one_kind() -> None:
    """Words that each for itself would be of two kinds make one name, of the kind that the whole likes best."""
    scores = np.array([[0, 1, 0, 1.5, 0], [0, 0, 4, 0, 2], [4.0, 0, 0, 0, 0]])
    tags = [NAME_TAGS[tag] for tag in best_tags(scores, steps(NAME_TAGS))]
    assert list(spans(tags)) == [(0, 2, "PER")]


def test_spans_end_where_another_begins() -> None:
    """Tags mark names that may touch; none mark none."""
    assert list(spans(["B-PER", "B-ORG", "I-ORG", "O", "B-PER"])) == [(0, 1, "PER"), (1, 3, "ORG"), (4, 5, "PER")]
    assert list(spans([])) == []
    assert best_tags(np.zeros((0, 5)), steps(NAME_TAGS)) == []


def test_windows_hold_every_word_once() -> None:
    """The windows of a text hold its words in order, none of whitespace, none over the limit."""
    doc = spacy.blank("en")("One sentence here. " * 90 + "\n\nA new paragraph.\n\n\n" + "word " * 400)
    found = list(windows(doc, [1] * len(doc)))
    assert [word.i for window in found for word in window] == [token.i for token in doc if not token.is_space]
    assert max(map(len, found)) <= MOST_OF_WINDOW
    assert [window[0].text for window in found[:3]] == ["One", "One", "One"]
    assert any(window[0].text == "A" and window[-1].text == "." for window in found)


def test_gaps_tell_what_follows() -> None:
    """The gap after a word is nothing, a space or a line break."""
    doc = spacy.blank("en")("It's so\nlong.")
    assert [gap(token) for token in doc if not token.is_space] == [
        Gap.NOTHING,
        Gap.SPACE,
        Gap.BREAK,
        Gap.NOTHING,
        Gap.SPACE,
    ]


def test_a_component_without_a_network_says_so() -> None:
    """An encoder that was given no network refuses to annotate, with the reason."""
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    with pytest.raises(ValueError, match="no network"):
        nlp("Talks began.")
