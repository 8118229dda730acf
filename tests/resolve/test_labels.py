"""Events are called by their class, where or with whom, and when."""

import pytest

from kgbuild.model import Entity, PartialDate
from kgbuild.model.terms import KG, PLACE, STATE
from kgbuild.resolve.classes import Hierarchy
from kgbuild.resolve.labels import label
from tests.resolve.findings import PARENTS

KENYA, NAIROBI, GHANA = (
    Entity(number, name, name, kind, (), ())
    for number, (name, kind) in enumerate((("Kenya", STATE), ("Nairobi", PLACE), ("Ghana", STATE)))
)
CLASSES = Hierarchy(PARENTS)


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("2024-05-02", None, ", 2024-05-02"),
        ("2024-05-02", "2024-05-04", ", 2024-05-02 – 2024-05-04"),
        ("2024-05", "2024-06", ", 2024-05 – 2024-06"),
        (None, None, ""),
        (None, "2024-05-04", ""),
    ],
)
def test_when_it_was_is_told_to_its_end(start: str | None, end: str | None, when: str) -> None:
    """What lasts has its start and its end in its label; without a start no time is told."""
    time = PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else None
    assert label(f"{KG}AidConvoy", [KENYA, NAIROBI], [], time, CLASSES) == f"Aid convoy, Nairobi{when}"


def test_with_whom_it_was_is_told_where_no_place_is() -> None:
    """The narrowest place comes before all who take part, of whom at most two are told."""
    parties, nowhen = [KENYA, GHANA, NAIROBI], (None, None)
    assert label(f"{KG}Meeting", [], parties, nowhen, CLASSES) == "Meeting, Kenya – Ghana"
    assert label(f"{KG}Meeting", [KENYA], parties, nowhen, CLASSES) == "Meeting, Kenya"
    assert label(f"{KG}Meeting", [], [], nowhen, CLASSES) == "Meeting"
