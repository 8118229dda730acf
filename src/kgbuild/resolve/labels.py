"""What an event is called: its class, where and when, else with whom."""

import re
from collections.abc import Sequence

from kgbuild.model import Entity, PartialDate
from kgbuild.model.terms import STATE
from kgbuild.resolve.classes import Hierarchy

Period = tuple[PartialDate | None, PartialDate | None]
"""Start and end."""


def label(kind: str, places: Sequence[Entity], participants: Sequence[Entity], time: Period, classes: Hierarchy) -> str:
    """`Meeting, Istanbul, 2023-09-17`: the class, the narrowest place or else up to two participants, and when it was.

    What lasts is told with its end, `2023-09-17 – 2023-09-19`; without a start no time is told.
    """
    narrow = sorted(places, key=lambda place: classes.contract(place.type) == STATE)
    whom = [narrow[0].name] if narrow else [" – ".join(each.name for each in participants[:2])] if participants else []
    return ", ".join([words(kind), *whom, *_when(*time)])


def _when(start: PartialDate | None, end: PartialDate | None) -> list[str]:
    if start is None:
        return []
    return [f"{start} – {end}" if end is not None else str(start)]


def words(kind: str) -> str:
    """A class name as words: `Aid convoy` for …#AidConvoy."""
    name = re.split(r"[#/]", kind)[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
