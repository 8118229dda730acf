"""Durations that date events, and those that only tell how far something else is."""

import pytest

from kgbuild.language.reader import Reader

from .told import of


@pytest.mark.parametrize(
    "text",
    [
        "On 6 January the court met in Chad. The attack on Mali came two weeks before the vote.",
        "Rebels attacked Mali two months before the vote.",
    ],
)
def test_distance_to_an_unknown_day(reader: Reader, text: str) -> None:
    """A while before something without a date gives an event neither a start nor an end."""
    attack = of(reader, text, "Attack")
    assert (attack.start, attack.end) == (None, None)
