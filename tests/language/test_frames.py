"""Triggers are found by their words, in either label scheme, and blocked by words beside them."""

import pytest
from spacy.tokens import Doc

from kgbuild.language.events.frames import Match, find_matches
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.events.slots import slot_tokens
from kgbuild.language.events.support import Support, support

from .parses import parse, texts

TURTLE = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix my: <https://example.org/my#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:Meeting rdfs:subClassOf kg:Event . kg:Attack rdfs:subClassOf kg:Event . kg:Appeal rdfs:subClassOf kg:Event .
my:meet a kg:Frame ; kg:evokes kg:Meeting ; kg:verb "meet" ; kg:noun "talk" ; kg:without "need" .
my:call a kg:Frame ; kg:evokes kg:Appeal ; kg:verb "call on" .
my:fire a kg:Frame ; kg:evokes kg:Attack ; kg:verb "fire" ; kg:context "rocket" .
my:raid a kg:Frame ; kg:evokes kg:Attack ; kg:noun "air raid" .
my:light a kg:LightVerb ; kg:verb "hold", "carry out" .
my:occur a kg:OccurrenceVerb ; kg:verb "take place" .
"""
CALL_UD = """
Paris Paris NNP 2 nsubj
called call VBD 0 root
on on IN 4 case
Kyiv Kyiv NNP 2 obl
"""
CALL_CLEAR = """
Paris Paris NNP 2 nsubj
called call VBD 0 ROOT
on on IN 2 prep
Kyiv Kyiv NNP 3 pobj
"""
TALKS_UD = """
Talks talk NNS 3 nsubj:pass
were be VBD 3 aux:pass
held hold VBN 0 root
by by IN 5 case
Oslo Oslo NNP 3 obl:agent
"""
TALKS_CLEAR = """
Talks talk NNS 3 nsubjpass
were be VBD 3 auxpass
held hold VBN 0 ROOT
by by IN 3 agent
Oslo Oslo NNP 4 pobj
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """A small lexicon of its own."""
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "own.ttl").write_text(TURTLE, encoding="utf-8")
    return Lexicon.load([folder])


def matches(doc: Doc, lexicon: Lexicon) -> list[Match]:
    """The best match of each trigger."""
    return [found[0] for found in find_matches(doc, lexicon, frozenset())]


@pytest.mark.parametrize("table", [CALL_UD, CALL_CLEAR], ids=["ud", "clear"])
def test_a_trigger_of_two_words(lexicon: Lexicon, table: str) -> None:
    """A verb with its preposition is one trigger, and what follows the preposition is its object."""
    (match,) = matches(parse(table), lexicon)
    assert texts(list(match.words)) == ["called", "on"]
    assert texts(slot_tokens(match, Support(), "object")) == ["Kyiv"]
    assert texts(slot_tokens(match, Support(), "subject")) == ["Paris"]


@pytest.mark.parametrize("table", [TALKS_UD, TALKS_CLEAR], ids=["ud", "clear"])
def test_a_light_verb_lends_its_arguments(lexicon: Lexicon, table: str) -> None:
    """The agent of a passive light verb is the subject of the event noun."""
    (match,) = matches(parse(table), lexicon)
    carried = support(match, lexicon)
    assert texts(list(carried.light)) == ["held"]
    assert texts(slot_tokens(match, carried, "subject")) == ["Oslo"]


def test_a_verb_of_happening_lends_time_and_place_only(lexicon: Lexicon) -> None:
    """The subject of "take place" is the event, not its agent."""
    doc = parse("""
    Talks talk NNS 2 nsubj
    took take VBD 0 root
    place place NN 2 obj
    in in IN 5 case
    Oslo Oslo NNP 2 obl
    """)
    (match,) = matches(doc, lexicon)
    carried = support(match, lexicon)
    assert texts(list(carried.occurring)) == ["took"]
    assert slot_tokens(match, carried, "subject") == []
    assert texts(slot_tokens(match, carried, "in")) == ["Oslo"]


def test_a_word_beside_blocks_a_frame(lexicon: Lexicon) -> None:
    """To meet needs is no meeting."""
    doc = parse("""
    They they PRP 2 nsubj
    met meet VBD 0 root
    needs need NNS 2 obj
    """)
    assert matches(doc, lexicon) == []


@pytest.mark.parametrize(("thing", "count"), [("rockets rocket", 1), ("officials official", 0)])
def test_a_context_word_is_needed(lexicon: Lexicon, thing: str, count: int) -> None:
    """To fire rockets is an attack, to fire officials is none."""
    doc = parse(f"""
    They they PRP 2 nsubj
    fired fire VBD 0 root
    {thing} NNS 2 obj
    """)
    assert len(matches(doc, lexicon)) == count


def test_a_noun_needs_the_words_before_it(lexicon: Lexicon) -> None:
    """An air raid is found, a raid alone is none; tokens of names trigger nothing."""
    doc = parse("""
    An a DT 3 det
    air air NN 3 compound
    raid raid NN 0 root
    """)
    assert len(matches(doc, lexicon)) == 1
    assert find_matches(doc, lexicon, frozenset({2})) == []
    assert matches(parse("raid raid NN 0 root"), lexicon) == []
