"""Names compare as people compare them, and the index finds all that a look at every name would find."""

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.link.index.folding import fold
from kgbuild.serve.reconcile.names import NameIndex, similarity

NAMES = st.lists(st.text(st.sampled_from("abc é-.'"), max_size=12), max_size=12)


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_a_measure(one: str, other: str) -> None:
    """It lies between 0 and 1, is the same both ways, and is 1 for equal names alone."""
    first, second = fold(one), fold(other)
    value = similarity(first, second)
    assert 0 <= value <= 1
    assert value == similarity(second, first)
    assert (value == 1) is (first == second != "")


def test_likeness_has_the_right_order() -> None:
    """The same words in another order are nearer than a part of the name, and that nearer than another name."""
    wanted = fold("Sergey Lavrov")
    near = [similarity(wanted, fold(name)) for name in ("Lavrov, Sergey", "Sergei Lavrov", "Lavrov", "Sergio Leone")]
    assert near == sorted(near, reverse=True)
    assert near[0] > 0.9 > near[2] > 0.6 > near[3]


@given(NAMES, st.text(st.sampled_from("abcé -"), max_size=5))
def test_the_index_finds_names_and_beginnings(names: list[str], wanted: str) -> None:
    """What the index says has a name, or a name that begins so, is what a look at each of them says."""
    index = NameIndex((name, str(number)) for number, name in enumerate(names))
    same = {str(number) for number, name in enumerate(names) if fold(name) and fold(name) == fold(wanted)}
    assert set(index.exact(wanted)) == same
    begun = {str(number) for number, name in enumerate(names) if fold(name) and f" {fold(wanted)}" in f" {fold(name)}"}
    assert set(index.beginning(wanted)) == begun


def test_near_names_come_first() -> None:
    """A name with a slip in it finds the right one before all others, and no more than are wanted."""
    index = NameIndex((name, name) for name in ("Azerbaijan", "Azores", "Armenia", "Republic of Azerbaijan"))
    assert index.near("Azerbajian", 2) == ("Azerbaijan", "Republic of Azerbaijan")
    assert index.near("!!!", 5) == ()


def test_whole_names_are_suggested_before_later_words() -> None:
    """A name that begins with the prefix stands before one in which only a later word does."""
    index = NameIndex([("Ada Veil", "1"), ("Veil", "2"), ("Vell", "3")])
    assert index.beginning("ve") == ("2", "3", "1")
