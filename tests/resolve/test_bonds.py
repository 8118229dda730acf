"""Why names of several articles are one entity."""

from dataclasses import replace

from kgbuild.model.identity import Decision, Verdict
from kgbuild.resolve.bonds import Bond, bonds
from kgbuild.resolve.classes import Hierarchy

from .findings import PARENTS, entity


def test_each_sign_is_told_with_the_names_that_have_it() -> None:
    """The item, the known name and the full name are told, the surest first, each with its articles."""
    one = entity(0, "person", "Antony Blinken", "Antony Blinken", "Q7821917")
    other = entity(3, "person", "Blinken", "Antony Blinken", "Q7821917")
    assert bonds([("a", one), ("b", other)], Hierarchy(PARENTS), []) == [
        Bond("item", "Q7821917", (("a", "Antony Blinken"), ("b", "Blinken"))),
        Bond("known name", "Antony Blinken", (("a", "Antony Blinken"), ("b", "Blinken"))),
        Bond("full name", "antony blinken", (("a", "Antony Blinken"), ("b", "Blinken"))),
    ]


def test_what_people_have_decided_is_told_last() -> None:
    """A decision about a mention of the entity is told with who has made it; one about others is not."""
    one, other = entity(0, "person", "Abdullah"), replace(entity(3, "person", "Abdullah"))
    rows = [
        Decision(Verdict.SAME, "a#0-5", "b#30-35", "entity", by="ada"),
        Decision(Verdict.SAME, "c#0-5", "d#0-5", "entity", by="ada"),
    ]
    assert bonds([("a", one), ("b", other)], Hierarchy(PARENTS), rows) == [
        Bond("decided", "a#0-5 same b#30-35 (by ada)", (("a", "Abdullah"), ("b", "Abdullah")))
    ]


def test_a_name_in_copies_is_told() -> None:
    """A name that nothing else tells is one in copies of one text, but not in the articles that are no copies."""
    one, other = entity(0, "person", "Abdullah"), entity(3, "person", "Abdullah")
    pairs = [("a", one), ("b", other), ("d", other)]
    assert bonds(pairs, Hierarchy(PARENTS), [], {"b": "a", "c": "a"}) == [
        Bond("in copies", "abdullah", (("a", "Abdullah"), ("b", "Abdullah")))
    ]
    assert bonds(pairs, Hierarchy(PARENTS), []) == []
