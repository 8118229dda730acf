"""What people decide of names: one or two, and what becomes of keys."""

from itertools import permutations

import pytest

from kgbuild.errors import MergeError
from kgbuild.model import Article, EntityFinding, Findings, Resolution
from kgbuild.model.identity import Decision, Verdict
from kgbuild.resolve import resolve

from .findings import PARENTS, entity, findings

SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT


def row(verdict: Verdict, one: str, other: str) -> Decision:
    """A decision on the first mentions of two articles' entities."""
    return Decision(verdict, f"{one}#0-5", f"{other}#0-5", "entity", by="ada")


def told(*named: EntityFinding) -> list[tuple[Article, Findings]]:
    """Articles a, b, c … that each name one entity."""
    return [findings(name, [each]) for name, each in zip("abcdef", named, strict=False)]


def groups(found: Resolution) -> set[frozenset[str]]:
    """The articles that name each entity."""
    return {frozenset(mention.article for mention in each.mentions) for each in found.entities}


BARE = entity(0, "person", "Abdullah")
FULL = entity(0, "person", "Ada Bond")


def test_two_bare_names_become_one() -> None:
    """Bare names that people call the same are one entity; without the decision they are two."""
    articles = told(BARE, BARE)
    assert groups(resolve(articles, PARENTS)) == {frozenset("a"), frozenset("b")}
    assert groups(resolve(articles, PARENTS, decisions=[row(SAME, "a", "b")])) == {frozenset("ab")}


def test_namesakes_become_two() -> None:
    """Namesakes that people tell apart are two entities with keys of their own; the one named first keeps the key."""
    articles = told(FULL, FULL)
    found = resolve(articles, PARENTS, decisions=[row(DIFFERENT, "a", "b")])
    assert groups(found) == {frozenset("a"), frozenset("b")}
    assert sorted(each.key for each in found.entities) == ["ada bond", "ada bond b"]


def test_what_is_told_apart_is_told_apart_in_any_order() -> None:
    """A third namesake goes with the first of the two, in whichever order the articles come."""
    articles = told(FULL, FULL, FULL)
    decided = [row(DIFFERENT, "a", "b")]
    found = [resolve(order, PARENTS, decisions=decided) for order in permutations(articles)]
    assert groups(found[0]) == {frozenset("ac"), frozenset("b")}
    assert all(each == found[0] for each in found)


def test_even_what_has_one_item_can_be_two() -> None:
    """A decision has more weight than an item that the reading gave both."""
    same = entity(0, "person", "Li Wei", None, "Q1")
    found = resolve(told(same, same), PARENTS, decisions=[row(DIFFERENT, "a", "b")])
    assert len({each.key for each in found.entities}) == 2


def test_what_people_merge_has_the_class_that_most_tell() -> None:
    """Entities of several classes that people call one have the class of most, never one above all."""
    articles = told(entity(0, "state", "Georgia"), entity(0, "place", "Georgia"), entity(0, "state", "Georgia"))
    (found,) = resolve(articles, PARENTS, decisions=[row(SAME, "a", "b")]).entities
    assert found.type.endswith("#State")


def test_contradictions_are_refused() -> None:
    """Names that are the same by two rows and different by a third are refused."""
    decided = [row(SAME, "a", "b"), row(SAME, "b", "c"), row(DIFFERENT, "a", "c")]
    with pytest.raises(MergeError, match="a#0-5 = b#0-5 = c#0-5"):
        resolve(told(FULL, FULL, FULL), PARENTS, decisions=decided)


def test_mentions_that_are_gone() -> None:
    """A decision on a mention that no article has is given back."""
    decided = [row(SAME, "a", "z")]
    assert resolve(told(FULL), PARENTS, decisions=decided).gone == tuple(decided)


def test_rows_on_events_say_nothing_of_names() -> None:
    """Without the class `entity` a row is about tellings of events."""
    decided = [Decision(SAME, "a#0-5", "b#0-5", by="ada")]
    assert len(resolve(told(BARE, BARE), PARENTS, decisions=decided).entities) == 2
