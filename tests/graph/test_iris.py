"""IRIs are valid, flat, readable and made from content alone."""

import random
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgbuild.errors import ProjectError
from kgbuild.graph import Minter, slug
from kgbuild.graph.iris import RECORD_KINDS
from kgbuild.graph.slugs import MOST_BYTES, MOST_CHARACTERS, join
from kgbuild.model import Span
from kgbuild.model.terms import ENTITY_TYPES
from kgbuild.store import iri

BASE = "https://example.org/id/"
MINTER = Minter(BASE)
HOSTILE = [
    "",
    " ",
    "> . <http://evil>",
    "../../etc/passwd",
    "\u202egnp.exe",
    "\u200b\u200c\ufeff",
    "😀👩‍👩‍👧",
    "a\x00b",
    "x" * 10_000,
    "ⅷ" * 500,
    "漢字" * 100,
    "क्षत्रिय",
    "İstanbul",
    "\ud800",
    "︎x\U000e0101",
    "Kho\u200bvaev",
    "%2e%2e",
]
ANY_TEXT = st.text(st.characters(), max_size=200)


@given(ANY_TEXT)
@example("ŉ")
@example("ͅ")
def test_a_slug_is_short_valid_and_stable(text: str) -> None:
    """A slug is not empty, bounded, makes a valid flat IRI, and is its own slug."""
    made = slug(text)
    assert 0 < len(made) <= MOST_CHARACTERS
    assert len(made.encode()) <= MOST_BYTES
    assert "/" not in made
    assert not made.startswith("-")
    assert not made.endswith("-")
    assert iri(f"{BASE}person/{made}").value.endswith(made)
    assert slug(made) == made


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_a_valid_iri(text: str) -> None:
    """Text of any kind makes an IRI with just a kind and a slug below the base."""
    for kind in ENTITY_TYPES:
        made = iri(MINTER.entity(kind, text).value).value
        assert made.removeprefix(BASE).count("/") == 1
        assert len(made.encode()) < 255


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Igor Khovaev", "igor-khovaev"),
        ("  U.S.  State Department ", "u-s-state-department"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("Kho\u200bvaev", "khovaev"),
        ("Straße", "strasse"),
        ("Москва", "москва"),
        ("東京", "東京"),
        ("한국", "한국"),
        ("money_usd", "money-usd"),
        ("!?", "4a8e7a92ab3c"),
    ],
)
def test_slugs_read_well(text: str, expected: str) -> None:
    """Diacritics, case and punctuation go, letters of all scripts stay."""
    if text == "!?":
        assert len(slug(text)) == 12
        assert set(slug(text)) <= set(string.hexdigits)
    else:
        assert slug(text) == expected


@given(st.lists(st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12), min_size=1, max_size=20))
def test_texts_with_other_letters_have_other_slugs(words: list[str]) -> None:
    """Two texts whose words differ in letters or digits never share a slug, however long they are."""
    text = " ".join(words)
    changed = text + "z"
    assert slug(text) != slug(changed)
    assert slug(text) == slug(text.upper()) == slug(f" {text.title()}!")


def test_long_texts_with_one_beginning_stay_apart() -> None:
    """A slug that was cut ends in a digest of the whole text."""
    assert slug("x" * 10_000) != slug("x" * 10_001)
    assert join("x" * 150, "y" * 150) != join("x" * 150, "y" * 151)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "a-1", "a-1-2", "1"]), st.integers(0, 40), st.integers(1, 9)), unique=True)
)
def test_pieces_of_articles_have_iris_of_their_own(pieces: list[tuple[str, int, int]]) -> None:
    """Evidence of other articles or spans never shares an IRI, also where names end in numbers."""
    made = {MINTER.span("evidence", name, Span(start, start + length)).value for name, start, length in pieces}
    assert len(made) == len(pieces)


@given(st.randoms(use_true_random=False))
def test_minting_has_no_memory(chance: random.Random) -> None:
    """What is minted before does not matter."""
    texts = ["Paris", "paris", "Lyon", "", "é"]
    expected = {text: MINTER.entity(ENTITY_TYPES[0], text) for text in texts}
    chance.shuffle(texts)
    fresh = Minter(BASE)
    assert {text: fresh.entity(ENTITY_TYPES[0], text) for text in texts} == expected


@pytest.mark.parametrize(
    "base", ["", "example.org/", "https://example.org/id", "https://example.org/ /", "https://a/>/"]
)
def test_a_bad_base_is_refused(base: str) -> None:
    """A base that is no IRI, or would run into the kind, is refused with a hint."""
    with pytest.raises(ProjectError) as caught:
        Minter(base)
    assert caught.value.hint


def test_a_prefix_for_each_kind() -> None:
    """The prefixes of a file of data cover each kind of node and hide no vocabulary."""
    prefixes = MINTER.prefixes
    assert {prefixes[kind] for kind in RECORD_KINDS} == {f"{BASE}{kind}/" for kind in RECORD_KINDS}
    assert prefixes["kg"] == "https://w3id.org/kgbuild/ontology#"
    assert prefixes["org"] == "http://www.w3.org/ns/org#"


def test_the_article_stands_once_in_a_report() -> None:
    """The article is not repeated where the event's slug has it, unless another event would get the same IRI."""
    assert MINTER.report("talks", "talks-appeal-eu", ()).value == BASE + "report/talks-appeal-eu"
    assert MINTER.report("talks", "2024-meeting-talks", ()).value == BASE + "report/talks-2024-meeting"
    assert MINTER.report("talks", "appeal-eu", ()).value == BASE + "report/talks-appeal-eu"
    both = {
        MINTER.report("talks", "talks-appeal-eu", ["appeal-eu"]),
        MINTER.report("talks", "appeal-eu", ["talks-appeal-eu"]),
    }
    assert len(both) == 2
