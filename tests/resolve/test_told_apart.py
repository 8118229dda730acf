"""Which tellings of one article are of one event, and which words tell them apart."""

import pytest

from kgbuild.model import Article, EventFinding, PartialDate, Span
from kgbuild.model.terms import KG
from kgbuild.resolve.happening import Telling, same_in_article, told_apart
from kgbuild.resolve.traits import names, titles

ANN, IVO, OLA = 1, 2, 3


def meeting(*agents: int, start: str | None = None, names: tuple[str, ...] = (), worded: bool = False) -> Telling:
    """A meeting as an article tells it."""
    day = PartialDate.parse(start) if start else None
    return Telling(KG + "Meeting", set(agents), start=day, names=frozenset(names), worded=worded)


def mention(text: str, trigger: str, kind: str) -> tuple[Article, EventFinding]:
    """A text, and the mention of it that the last of its words `trigger` signal."""
    whole, at = Span(0, len(text)), text.rindex(trigger)
    found = EventFinding(0, KG + kind, Span(at, at + len(trigger)), whole, whole, "frame")
    return Article("a", text, whole, "0" * 64, date=PartialDate(2022, 2, 11)), found


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (meeting(start="2022-06-07"), meeting(start="2022-06-08", worded=True), True),
        (meeting(start="2022-06-07"), meeting(start="2022-06-08"), False),
        (meeting(start="2022-06"), meeting(start="2022-06-08", worded=True), False),
        (meeting(start="2022-05"), meeting(start="2022-06-08", worded=True), True),
        (meeting(), meeting(start="2022-06-08", worded=True), False),
        (meeting(), meeting(names=("sides",)), True),
        (meeting(names=("atrocity",)), meeting(), True),
        (meeting(names=("sides",)), meeting(), False),
    ],
)
def test_what_refers_back_to_another(one: Telling, other: Telling, *, apart: bool) -> None:
    """A telling is no other than that which it refers back to, unless words tell it another time or name."""
    assert told_apart(one, other) is apart


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (meeting(ANN, IVO), meeting(ANN), True),
        (meeting(ANN, IVO, start="2022-02-09"), meeting(ANN, start="2022-02-09"), True),
        (meeting(ANN, IVO, start="2022-02"), meeting(ANN, start="2022-02-12"), False),
        (meeting(ANN, IVO, start="2022-02"), meeting(ANN, IVO, start="2022-02-12"), True),
        (meeting(ANN, IVO), meeting(ANN, OLA), False),
        (meeting(ANN, IVO), meeting(ANN, IVO, OLA, names=("sides",)), False),
    ],
)
def test_meetings_of_one_article(one: Telling, other: Telling, *, same: bool) -> None:
    """Meetings are one where the parties of one are among those of the other; one party alone at the same time only."""
    assert same_in_article(one, other, lambda _: False) is same
    assert same_in_article(other, one, lambda _: False) is same


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "name"),
    [
        ("Ann backed extending the UN-led truce.", "truce", "Agreement", "extension"),
        ("Ann backed a renewal of the truce.", "truce", "Agreement", "extension"),
        ("Ann backed the extension.", "extension", "Agreement", "extension"),
        ("They will have a trilateral meeting.", "meeting", "Meeting", "sides"),
        ("Ann condemned the unprovoked and unjustified attack on Peru.", "attack", "Attack", "invasion"),
        ("Ann condemned the attack on Peru.", "attack", "Attack", None),
        ("Ann condemned the atrocities in Bucha.", "atrocities", "Attack", "atrocity"),
        ("Ann backed the truce.", "truce", "Agreement", None),
        ("They extended thanks. Later came the truce.", "truce", "Agreement", None),
        ("They will have a bilateral meeting.", "meeting", "Meeting", None),
    ],
)
def test_what_words_make_of_an_event(text: str, trigger: str, kind: str, name: str | None) -> None:
    """What goes on, has more than two sides, is of atrocities or of an invasion is known by its words."""
    assert names(*mention(text, trigger, kind)) == ({name} if name else set())


def test_the_name_of_a_gathering() -> None:
    """A gathering is called the same with and without the word "Meeting" behind its name."""
    long = mention("Ann attends the Quad Ministerial Meeting.", "Meeting", "Meeting")
    short = mention("Ann attends the Quad Ministerial.", "Ministerial", "Meeting")
    assert set(titles(*long)) == set(titles(*short)) == {"quad ministerial 2022-01", "quad ministerial 2022-02"}


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("Ann attended the Negev Summit.", "Summit", {"negev summit 2022"}),
        ("Ann attended the NATO Summit.", "Summit", {"nato summit 2022-01", "nato summit 2022-02"}),
        ("Ann led the Strategic Dialogue.", "Dialogue", set()),
        (
            "Ann led the US-Armenia Strategic Dialogue.",
            "Dialogue",
            {"armenia strategic dialogue 2022-0" + n for n in "12"},
        ),
    ],
)
def test_gatherings_that_come_again(text: str, trigger: str, names: set[str]) -> None:
    """What comes more than once a year is named with two months, what says only its kind not at all."""
    assert set(titles(*mention(text, trigger, "Meeting"))) == names
