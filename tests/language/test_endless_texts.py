"""A text that never pauses is read in a time that grows with its length alone."""

import time
from pathlib import Path

import pytest

from kgbuild.language.reader import Reader

from .hostile import ENDLESS
from .passage import Passage
from .told import article

WORDS = {"any words": 10_000, "names": 10_000}
FEWER = 2_500


@pytest.mark.slow
@pytest.mark.parametrize("kind", ENDLESS)
def test_a_text_without_end(passage: Passage, tmp_path: Path, kind: str) -> None:
    """Thousands of words without a pause, ten thousand of some, go all the way to a graph in seconds."""
    start = time.process_time()
    assert passage.through([("endless.txt", ENDLESS[kind](WORDS.get(kind, FEWER)).encode())], tmp_path) == 1
    assert time.process_time() - start < 60


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["any words", "clauses of saying", "brackets"])
def test_time_grows_with_length(reader: Reader, kind: str) -> None:
    """Five times as many words without a pause take no more than some ten times as long to read."""
    reader.read(article(ENDLESS[kind](200)))
    short, long = (_seconds(reader, ENDLESS[kind](size)) for size in (600, 3000))
    assert long < 10 * short + 0.5


def _seconds(reader: Reader, text: str) -> float:
    start = time.process_time()
    reader.read(article(text))
    return time.process_time() - start
