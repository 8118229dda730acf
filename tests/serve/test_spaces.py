"""The project's entities and the items of an index tell what they are, each by properties and types."""

from kgbuild.serve import ProjectSpace, TypeTree, WikidataSpace
from kgbuild.serve.languages import accepted, best
from kgbuild.serve.reconcile.record import Reference


def test_an_entity_tells_all_that_the_graph_says(own: ProjectSpace) -> None:
    """Names, class, offices, events, articles, coordinates and links of entities are values of properties."""
    ada, town = own.record("person/ada-veil"), own.record("place/norland")
    assert ada is not None
    assert town is not None
    norland = Reference("state/norland", "Norland")
    assert (ada.name, ada.aliases, ada.language, ada.weight) == ("Ada Véil", ("A. Veil",), "en", 1)
    assert ada.description == "person, Minister of Fish; in 1 event, named in 1 article"
    assert dict(ada.values) == {
        "label": ("Ada Véil",),
        "alias": ("A. Veil",),
        "class": ("person",),
        "description": (ada.description,),
        "position": ("Minister of Fish",),
        "heldFor": (norland,),
        "country": (norland,),
        "event": ("Meeting, Südmark",),
        "article": ("They meet",),
        "exactMatch": (Reference("Q1", "item Q1"),),
    }
    assert town.values["coordinates"] == ("1.5,-2.25",)
    assert own.record("event/meeting") is None


def test_an_item_tells_all_that_the_index_says(items: WikidataSpace) -> None:
    """Names, states by name, offices with their time, coordinates and the project's entity are values of properties."""
    ada, state = items.record("Q1"), items.record("Q2")
    assert ada is not None
    assert state is not None
    assert dict(ada.values) == {
        "label": ("Ada Veil",),
        "alias": ("Veil",),
        "class": ("person",),
        "description": ("politician of Norland",),
        "country": (Reference("Q2", "Norland"),),
        "position": ("Minister of Fish",),
        "tenure": ("Minister of Fish, Norland, 2019–2021-05",),
        "exactMatch": (Reference("person/ada-veil", "Ada Véil"),),
        "P17": (Reference("Q2", "Norland"),),
        "P27": (Reference("Q2", "Norland"),),
        "P31": ("person",),
        "P39": ("Minister of Fish",),
    }
    assert state.values["coordinates"] == ("60,10.5",)
    assert state.description == "state"
    assert items.record("Q999") is None


def test_types_know_their_place(types: TypeTree) -> None:
    """A type is known by identifier and IRI, the finest of several are given, and those above it include it."""
    city = types.get("City")
    assert city is not None
    assert city is types.get("https://w3id.org/kgbuild/ontology#City")
    assert types.get("Meeting") is None
    assert types.get("Q5") is types.get("Person")
    iris = [f"https://w3id.org/kgbuild/ontology#{name}" for name in ("Place", "Settlement", "City")]
    assert [each.id for each in types.finest([*iris, "https://example.org/unknown"])] == ["City"]
    assert types.includes("Location", iris)
    assert not types.includes("Person", iris)
    assert types.meet("City", "Location")
    assert types.meet("Entity", "Person")
    assert not types.meet("City", "Person")
    assert [each.id for each in types.top] == ["Person", "State", "Organization", "Place", "PopulationGroup"]


def test_a_class_of_ones_own_is_a_type_with_names_in_its_languages(types: TypeTree) -> None:
    """A project's class has its IRI as identifier, and the name in the language that the client reads best."""
    port = types.get("https://example.org/ns#Port")
    assert port is not None
    assert (port.name(), port.name(("de-at",)), port.name(("fr", "pt-br", "de"))) == ("port", "Hafen", "porto")
    assert port.broader == ("Place",)


def test_languages_are_read_as_the_rfc_says() -> None:
    """Tags come by weight, then by place; weight 0, the asterisk and what is not well formed are left out."""
    assert accepted("de;q=0.5, en-GB, fr;q=0, *;q=0.1, pt ; q=0.7, ?") == ("en-gb", "pt", "de")
    assert accepted("") == accepted("," * 5000) == ()
    assert best([("", "x"), ("fr", "y")], ("de",)) == ("", "x")
