"""The lexicon is data: frames inherit, users add to it, and what cannot be used is refused by file and frame."""

from pathlib import Path

import pytest

from kgbuild import shipped
from kgbuild.errors import OntologyError
from kgbuild.language.events.lexicon import PARTS, ROLES, SLOTS, Lexicon
from kgbuild.model.terms import AGENT, EVENT_PLACE, EVENT_TYPES, KG, TARGET

PREFIXES = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix my: <https://example.org/my#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
CLASSES = """
kg:Sanction rdfs:subClassOf kg:Event . kg:Meeting rdfs:subClassOf kg:Event .
my:Embargo rdfs:subClassOf kg:Sanction . my:OilEmbargo rdfs:subClassOf my:Embargo .
"""
SANCTION = """
my:all a kg:Frame ; kg:evokes kg:Sanction ; kg:agentSlot "subject", "from" ;
    kg:targetSlot "on" ; kg:targetClass kg:State .
"""


def lexicon(folder: Path, *turtle: str) -> Lexicon:
    """The lexicon of one folder that holds this text."""
    (folder / "own.ttl").write_text(PREFIXES + CLASSES + "".join(turtle), encoding="utf-8")
    return Lexicon.load([folder])


@pytest.fixture(scope="module")
def shipped_lexicon() -> Lexicon:
    """The lexicon that kgbuild ships."""
    return Lexicon.load([shipped.folder("ontology")])


def test_every_class_of_the_contract_has_words(shipped_lexicon: Lexicon) -> None:
    """Each of the 24 event classes is evoked by some frame with words, of itself or of a finer class."""
    evoked = {
        above
        for frame in shipped_lexicon.frames
        if any(frame.words.values())
        for above in shipped_lexicon.ancestors(frame.type)
    }
    assert set(EVENT_TYPES) <= evoked


def test_every_slot_has_a_meaning(shipped_lexicon: Lexicon) -> None:
    """A slot of a shipped frame is one of the named slots or a word that may be a preposition."""
    slots = {slot for frame in shipped_lexicon.frames for role in ROLES for slot in frame.slots[role]}
    assert {slot for slot in slots if slot not in SLOTS and len(slot.split()) > 2} == set()
    assert "subject" in slots


def test_the_shipped_lexicon_is_broad(shipped_lexicon: Lexicon) -> None:
    """The shipped frames know many words, and none of them twice in one frame."""
    entries = [entry for frame in shipped_lexicon.frames for part in PARTS for entry in frame.words[part]]
    assert len(set(entries)) >= 700
    for frame in shipped_lexicon.frames:
        assert all(len(set(frame.words[part])) == len(frame.words[part]) for part in PARTS)


def test_a_frame_inherits_slots_from_the_class_above(tmp_path: Path) -> None:
    """A frame of a class two steps below takes slots and constraints from the wordless frame of the upper class."""
    found = lexicon(tmp_path, SANCTION, 'my:oil a kg:Frame ; kg:evokes my:OilEmbargo ; kg:noun "oil embargo" .')
    (oil,) = (frame for frame in found.frames if frame.iri.endswith("oil"))
    assert set(oil.slots[AGENT]) == {"subject", "from"}
    assert oil.slots[TARGET] == ("on",)
    assert oil.classes[TARGET] == {KG + "State"}
    assert oil.slots[EVENT_PLACE] == ("in", "at", "near")


def test_own_slots_go_before_inherited_ones(tmp_path: Path) -> None:
    """What a frame says itself of a role replaces what it would inherit, and only for that role."""
    frame = 'my:e a kg:Frame ; kg:evokes my:Embargo ; kg:noun "embargo" ; kg:targetSlot "against" .'
    found = lexicon(tmp_path, SANCTION, frame)
    (embargo,) = (each for each in found.frames if each.nouns)
    assert embargo.slots[TARGET] == ("against",)
    assert set(embargo.slots[AGENT]) == {"subject", "from"}


def test_slots_have_defaults(tmp_path: Path) -> None:
    """Without any frame above, the subject acts and the object is affected."""
    found = lexicon(tmp_path, 'my:m a kg:Frame ; kg:evokes kg:Meeting ; kg:verb "meet" .')
    assert found.frames[0].slots[AGENT][0] == "subject"
    assert found.frames[0].slots[TARGET][0] == "object"


def test_longer_and_narrower_triggers_go_first(tmp_path: Path) -> None:
    """Of the triggers of one word the one of more words is tried first, then the one with context words."""
    found = lexicon(
        tmp_path,
        'my:a a kg:Frame ; kg:evokes kg:Meeting ; kg:verb "call" .',
        'my:b a kg:Frame ; kg:evokes kg:Meeting ; kg:verb "call on" .',
        'my:c a kg:Frame ; kg:evokes kg:Meeting ; kg:verb "call" ; kg:context "line" .',
    )
    assert [each.frame.iri[-1] for each in found.triggers("verb", "called")] == ["b", "c", "a"]
    assert found.triggers("noun", "called") == ()


def test_the_head_of_a_noun_stands_before_its_preposition(tmp_path: Path) -> None:
    """A noun of several words is found by its last word before a preposition."""
    noun = '"memorandum of understanding", "air strike"'
    found = lexicon(tmp_path, f"my:a a kg:Frame ; kg:evokes kg:Meeting ; kg:noun {noun} .")
    assert [each.words for each in found.triggers("noun", "memoranda")] == [("memorandum", "of", "understanding")]
    assert [each.head for each in found.triggers("noun", "strikes")] == [1]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ('kg:evokes kg:Meeting ; kg:verbs "meet"', "unknown property"),
        ('kg:verb "meet"', "evokes one class, not 0"),
        ('kg:evokes kg:Meeting, kg:Sanction ; kg:verb "meet"', "evokes one class, not 2"),
        ('kg:evokes my:Nothing ; kg:verb "meet"', "not below kg:Event"),
        ('kg:evokes kg:Meeting ; kg:verb "Meet"', "lower case"),
        ('kg:evokes kg:Meeting ; kg:verb " "', "lower case"),
        ('kg:evokes kg:Meeting ; kg:verb "meet" ; kg:rank "high"', "whole number"),
        ('kg:evokes kg:Meeting ; kg:verb "meet" ; kg:requires "luck"', "'luck' is none of"),
    ],
)
def test_an_unusable_frame_is_refused(tmp_path: Path, statement: str, reason: str) -> None:
    """A frame with a fault is refused with the file, the frame and what is wrong, and a hint where to look."""
    with pytest.raises(OntologyError) as caught:
        lexicon(tmp_path, f"my:bad a kg:Frame ; {statement} .")
    assert reason in caught.value.message
    assert "own.ttl" in caught.value.message
    assert "https://example.org/my#bad" in caught.value.message
    assert caught.value.hint


def test_broken_turtle_is_refused(tmp_path: Path) -> None:
    """A file that is no Turtle is refused with its name and line."""
    (tmp_path / "torn.ttl").write_text(
        "@prefix kg: <https://w3id.org/kgbuild/ontology#> .\nkg:x kg:y", encoding="utf-8"
    )
    with pytest.raises(OntologyError, match=r"torn\.ttl, line"):
        Lexicon.load([tmp_path])


def test_an_empty_folder_gives_an_empty_lexicon(tmp_path: Path) -> None:
    """Without files there are no frames, no triggers and no groups."""
    found = Lexicon.load([tmp_path])
    assert found.frames == ()
    assert found.group("person") == frozenset()
    assert found.ancestors("x") == ("x",)


def test_circular_classes_end(tmp_path: Path) -> None:
    """Classes that stand above each other do not hang the reading of the lexicon."""
    found = lexicon(tmp_path, "my:A rdfs:subClassOf my:B . my:B rdfs:subClassOf my:A .")
    assert set(found.ancestors("https://example.org/my#A")) == {"https://example.org/my#A", "https://example.org/my#B"}
