"""The right entities are found, scored and told apart."""

import pytest

from kgbuild.serve import ProjectSpace, Space, TypeTree, WikidataSpace
from kgbuild.serve.reconcile.matching import Candidate, candidates
from kgbuild.serve.reconcile.query import Asked, Condition, Query, Strictness
from kgbuild.serve.refusal import Refusal


def found(space: Space, types: TypeTree, query: Query) -> tuple[Candidate, ...]:
    """The candidates of a query."""
    return candidates(space, types, query)


def named(text: str, *types: str, strictness: Strictness = "any") -> Query:
    """A query for a name."""
    return Query((Condition("name", (Asked(text),)),), types, strictness)


def ids(found: tuple[Candidate, ...]) -> list[str]:
    """The identifiers of candidates."""
    return [each.record.id for each in found]


@pytest.mark.parametrize(
    "text",
    ["Ada Veil", "ADA VÉIL", "A. Veil", "Veil, Ada", "person/ada-veil", "https://example.org/id/person/ada-veil"],
)
def test_a_name_an_alias_and_an_identifier_match(own: ProjectSpace, types: TypeTree, text: str) -> None:
    """An entity asked for by any of its names, in another case or order, or by identifier or IRI, is the match."""
    best = found(own, types, named(text))[0]
    assert (best.record.id, best.match) == ("person/ada-veil", True)
    assert best.score >= 90


def test_a_slip_is_no_certain_match(own: ProjectSpace, types: TypeTree) -> None:
    """A name with a slip in it finds its entity first, but not as a match; one like none finds nothing."""
    best = found(own, types, named("Ada Viel"))[0]
    assert (best.record.id, best.match) == ("person/ada-veil", False)
    assert found(own, types, named("Completely different")) == ()
    assert found(own, types, named("?!")) == ()


def test_namesakes_are_no_match_until_told_apart(own: ProjectSpace, types: TypeTree) -> None:
    """Of two entities of one name neither is the match; a type decides, as a constraint or as a preference."""
    both = found(own, types, named("Norland"))
    assert sorted(ids(both)) == ["place/norland", "state/norland"]
    assert not any(each.match for each in both)
    (only,) = found(own, types, named("Norland", "City"))
    assert (only.record.id, only.match) == ("place/norland", True)
    preferred = found(own, types, named("Norland", "State", strictness="should"))
    assert ids(preferred) == ["state/norland", "place/norland"]
    assert (preferred[0].match, preferred[1].match) == (True, False)
    assert preferred[1].features["type"] == 0


def test_types_include_those_below_them(own: ProjectSpace, types: TypeTree) -> None:
    """A type is fulfilled by a class below it; `all` wants every type, `any` one; an unknown type none fulfils."""
    assert set(ids(found(own, types, named("Norland", "Location")))) == {"place/norland", "state/norland"}
    assert ids(found(own, types, named("Norland", "Location", "Actor", strictness="all"))) == ["state/norland"]
    assert len(found(own, types, named("Norland", "Person", "Place"))) == 1
    assert found(own, types, named("Norland", "Unheard")) == ()


def test_properties_raise_and_lower_the_score(own: ProjectSpace, types: TypeTree) -> None:
    """A property that agrees keeps the score up, one that does not takes it down, one not known lies between."""
    scores = []
    for name, value in (("position", "minister of fish"), ("unheard", "x"), ("position", "Minister of War")):
        query = Query((Condition("name", (Asked("Ada Veil"),)), Condition("property", (Asked(value),), name)))
        best = found(own, types, query)[0]
        assert f"property:{name}" in best.features
        scores.append(best.score)
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100
    assert len(set(scores)) == 3


def test_properties_alone_find_entities(own: ProjectSpace, types: TypeTree) -> None:
    """Without a name, entities are found by a text, or by the identifier of a value that is an entity."""
    text = Query((Condition("property", (Asked("They meet"),), "article"),))
    entity = Query((Condition("property", (Asked("", "state/norland"),), "country"),))
    assert ids(found(own, types, text)) == ids(found(own, types, entity)) == ["person/ada-veil"]


def test_conditions_can_be_required_and_turned_round(own: ProjectSpace, types: TypeTree) -> None:
    """What is required keeps others out; `none` wants that no value agrees, `all` that each does."""
    name = Condition("name", (Asked("Norland"),))
    point = (Asked("1.5,-2.25"),)
    required = Query((name, Condition("property", point, "coordinates", required=True)))
    assert ids(found(own, types, required)) == ["place/norland"]
    others = Query((name, Condition("property", point, "coordinates", required=True, quantifier="none")))
    assert ids(found(own, types, others)) == ["state/norland"]
    every = Query((name, Condition("property", (*point, Asked("0,0")), "coordinates", required=True, quantifier="all")))
    assert found(own, types, every) == ()
    by_id = Query((Condition("id", (Asked("place/norland"),)),))
    assert ids(found(own, types, by_id)) == ["place/norland"]


def test_items_are_matched(items: WikidataSpace, types: TypeTree) -> None:
    """Items are found by name, alias and QID, the likelier of two namesakes first, and told apart by properties."""
    assert ids(found(items, types, named("Norland"))) == ["Q2", "Q3"]
    assert found(items, types, named("Q1"))[0].match
    for name in ("country", "P17"):
        query = Query((Condition("name", (Asked("Norland"),)), Condition("property", (Asked("", "Q2"),), name)))
        assert ids(found(items, types, query)) == ["Q3", "Q2"]
    assert ids(found(items, types, named("Norland", "Q515"))) == ["Q3"]


def test_few_are_given_where_few_are_wanted(own: ProjectSpace, types: TypeTree) -> None:
    """No more candidates than the limit are given."""
    assert len(found(own, types, Query((Condition("name", (Asked("Norland"),)),), limit=1))) == 1


def test_a_long_query_is_given_up(own: ProjectSpace, types: TypeTree) -> None:
    """A query that takes longer than its time is refused with 503."""
    with pytest.raises(Refusal) as caught:
        candidates(own, types, named("Norland"), seconds=0)
    assert caught.value.status == 503
