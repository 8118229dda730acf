"""Nothing that is put in as an article ends in a traceback: it is refused with a hint, or becomes a graph."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.model import Findings, Span

from .hostile import hostile
from .passage import Passage, spans


def test_hostile_texts(passage: Passage, tmp_path: Path) -> None:
    """A few files of each kind go all the way to a graph, or are refused."""
    assert passage.through(hostile(seed=1, count=105), tmp_path) > 50


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 50))
def test_thousands_of_hostile_texts(passage: Passage, tmp_path: Path, seed: int) -> None:
    """Each of 4,000 files goes all the way to a graph, or is refused."""
    assert passage.through(hostile(seed, count=100), tmp_path) > 50


@pytest.mark.slow
@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(min_size=1, max_size=60), min_size=10, max_size=10))
def test_random_texts(passage: Passage, tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Each of 1,000 strings of any characters goes all the way to a graph, or is refused."""
    passage.through([("random.txt", text.encode()) for text in texts], tmp_path_factory.mktemp("random"))


def test_spans_are_found() -> None:
    """The search for spans sees those inside of what was found."""
    assert list(spans(Findings("a", sentences=(Span(1, 2),)))) == [Span(1, 2)]
