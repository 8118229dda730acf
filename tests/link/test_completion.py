"""An index completes what somebody types, as a look at each of its names would."""

import random
from collections.abc import Iterator

import pytest

from kgbuild.link.index.file import IndexFile
from kgbuild.link.index.folding import fold
from kgbuild.link.index.layered import Layered
from kgbuild.link.index.writing import write_index
from kgbuild.link.item import Completing, Item

SYLLABLES = ("ka", "lo", "mi", "é", "ver", "Łu", "d")


def some_items(number: int) -> Iterator[Item]:
    """Items with names of a few syllables, each of its own, the first most popular."""
    chance, known = random.Random(7), set[str]()
    for each in range(1, number + 1):
        words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(chance.randint(1, 3))]
        name = " ".join(words)
        if fold(name) not in known:
            known.add(fold(name))
            yield Item(f"Q{each}", name, popularity=10_000 - each)


ITEMS = tuple(some_items(400))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexFile]:
    """An index of the items."""
    path = tmp_path_factory.mktemp("index") / "names"
    write_index(path, ITEMS, {"source": "test", "kind": "table"})
    with IndexFile(path) as opened:
        yield opened


PREFIXES = ("k", "Ka", "lo", "mi", "kaver ", "ver d", "lu", "E", "", "zz", "ka lo mi ver", "🙂")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_names_are_completed(index: IndexFile, prefix: str) -> None:
    """Those are found of which the name begins so, or, for one word, a word in it; whole names before later words."""
    wanted = fold(prefix)
    whole = [item.qid for item in ITEMS if fold(item.label).startswith(wanted)]
    inside = [item.qid for item in ITEMS if f" {wanted}" in f" {fold(item.label)}" and " " not in wanted]
    found = [item.qid for item in index.beginning(prefix, 1000)]
    assert found[: len(whole)] == whole
    assert set(found) == {*whole, *inside}
    assert [item.qid for item in index.beginning(prefix, 3)] == found[:3]


def test_layers_complete_names(index: IndexFile) -> None:
    """Several look-ups complete names together, those before first; one that cannot is left out."""

    class Silent:
        def exact(self, _: str) -> tuple[Item, ...]:
            return ()

        def fuzzy(self, _: str, limit: int = 10) -> tuple[Item, ...]:
            return ()

        def item(self, _: str) -> Item | None:
            return None

    assert isinstance(index, Completing)
    assert not isinstance(Silent(), Completing)
    layered = Layered([Silent(), index])
    assert layered.beginning("ka", 5) == index.beginning("ka", 5) != ()
