"""What stands above a class or a role, also one of the user's own."""

import pytest

from kgbuild.errors import OntologyError
from kgbuild.graph import BRANCHES, EVENT_TYPES, Classes, local_name
from kgbuild.model.terms import AGENT, ENTITY_TYPES, KG
from kgbuild.store import parse
from tests.graph.sample import MY, classes


def test_each_contract_class_is_its_own() -> None:
    """The 24 event classes and five entity classes of the shipped ontology stand for themselves, in their branch."""
    assert len(EVENT_TYPES) == 24
    for branch, kinds in BRANCHES.items():
        for kind in kinds:
            assert classes().event_class(kind) == kind
            assert classes().branch(kind) == branch
    for kind in ENTITY_TYPES:
        assert classes().entity_class(kind) == kind


def test_finer_classes_have_the_contract_class_above_them() -> None:
    """Shipped and own classes below a contract class are told by it."""
    assert classes().entity_class(KG + "City") == KG + "Place"
    assert classes().entity_class(MY + "Harbour") == KG + "Place"
    assert classes().event_class(KG + "Airstrike") == KG + "Attack"
    assert classes().event_class(MY + "Embargo") == KG + "Sanction"
    assert classes().branch(MY + "Embargo") == KG + "DiplomaticEvent"
    assert classes().role(MY + "broker") == AGENT


def test_an_event_of_its_own_has_no_contract_class() -> None:
    """A class right below kg:Event is fine, and belongs to no branch."""
    assert classes().event_class(MY + "Election") is None
    assert classes().branch(MY + "Election") is None


def test_strays_are_refused_with_a_hint() -> None:
    """A class that is no entity, a class that is no event, and a property that is no role are refused by name."""
    for ask in (classes().entity_class, classes().event_class, classes().role):
        with pytest.raises(OntologyError, match="Stray") as caught:
            ask(MY + "Stray")
        assert caught.value.hint


def test_nearest_come_first() -> None:
    """The classes above are ordered by distance, then by IRI, without the class itself, circles or not."""
    own = Classes(
        parse(
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
            "@prefix : <http://a/> . :d rdfs:subClassOf :c, :b . "
            ":b rdfs:subClassOf :a . :a rdfs:subClassOf :d . :e owl:equivalentClass :d .",
            ".ttl",
            "x.ttl",
        )
    )
    assert own.above("http://a/d") == ("http://a/b", "http://a/c", "http://a/e", "http://a/a")
    assert own.above("http://a/e")[0] == "http://a/d"
    assert own.is_below("http://a/d", "http://a/a")


def test_labels_are_english_or_the_last_part() -> None:
    """A term is called by its English label, and by the end of its IRI where it has none."""
    assert classes().label(MY + "Embargo") == "embargo"
    assert classes().label(MY + "Election") == "Election" == local_name(MY + "Election")
