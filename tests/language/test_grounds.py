"""Why an event mention tells what it does."""

import pytest

from kgbuild.language.grammar.paths import path
from kgbuild.language.reader import Reader
from kgbuild.model import Article, EventFinding, Ground
from kgbuild.model.terms import KG

from .parses import parse, word
from .told import article

KILLED = """
    12        12       CD   2  nummod
    soldiers  soldier  NNS  4  nsubj:pass
    were      be       VBD  4  aux:pass
    killed    kill     VBN  0  root
    in        in       IN   7  case
    the       the      DT   7  det
    strike    strike   NN   4  obl
"""


def test_a_path_goes_down_and_up() -> None:
    """Each arrow of a path points at the head, whichever way one walks; a word is its own path."""
    doc = parse(KILLED)
    assert path(word(doc, "killed"), word(doc, "12")) == "killed ←nsubj:pass– soldiers ←nummod– 12"
    assert path(word(doc, "12"), word(doc, "killed")) == "12 –nummod→ soldiers –nsubj:pass→ killed"
    assert path(word(doc, "strike"), word(doc, "soldiers")) == "strike –obl→ killed ←nsubj:pass– soldiers"
    assert path(word(doc, "strike"), word(doc, "strike")) == "strike"


def read(reader: Reader, text: str, kind: str) -> tuple[Article, EventFinding]:
    """The first event of a class in a text."""
    read_from = article(text)
    return read_from, next(each for each in reader.read(read_from).events if each.type == KG + kind)


def ways(found: tuple[Article, EventFinding], about: str) -> list[tuple[str, str]]:
    """How a mention comes to what it tells of something, with the words that say it."""
    grounds: list[Ground] = [each for each in found[1].grounds if each.about == about]
    return [(each.way, found[0].quote(each.span) if each.span else "") for each in grounds]


def test_arguments_name_their_slots(reader: Reader) -> None:
    """Each argument names the slot of the frame that it fills, and the way there begins at the trigger."""
    found = read(reader, "Germany urged Iran to stop.", "Appeal")
    assert ways(found, "trigger")[0] == ("verb", "urged")
    assert ways(found, "agent") == [("slot “subject”", "Germany")]
    assert ways(found, "target") == [("slot “object”", "Iran")]
    assert all(each.path.startswith("urged ") for each in found[1].grounds if each.about in {"agent", "target"})


def test_what_carries_an_event_noun_is_named(reader: Reader) -> None:
    """The light verb of an event noun is among the words of its trigger."""
    found = read(reader, "Iran launched an attack on Iraq.", "Attack")
    assert {"attack", "launched"} <= {words for _, words in ways(found, "trigger")}


def test_dates_numbers_and_cues_are_named(reader: Reader) -> None:
    """The time expression, the number with its measure, and the word that makes an event planned are named."""
    found = read(reader, "Iran attacked Iraq on Monday.", "Attack")
    assert ways(found, "date") == [("date", "Monday")]
    found = read(reader, "An attack on Kharkiv killed 12 people.", "Casualties")
    assert ways(found, "number") == [("counts killed", "12")]
    assert [words for _, words in ways(found, "cause")] == ["attack"]
    assert ways(found, "factuality") == [("no word says otherwise", "")]
    found = read(reader, "France will attack Iraq.", "Attack")
    assert ways(found, "factuality") == [("“will” (auxiliary)", "")]


@pytest.mark.parametrize("words", ["did not attack", "denied that it attacked"])
def test_what_denies_an_event_is_named(reader: Reader, words: str) -> None:
    """A negation and a denial are named as what makes an event denied."""
    found = read(reader, f"France {words} Iraq.", "Attack")
    ((way, _),) = ways(found, "factuality")
    assert any(f"“{word}”" in way for word in ("not", "denied"))


def test_sources_name_the_word_of_saying(reader: Reader) -> None:
    """A source names the word by which it vouches for the event."""
    found = read(reader, "Norway said that Egypt shelled Kharkiv.", "Shelling")
    assert ways(found, "source") == [("“said”", "Norway")]
    found = read(reader, "Egypt shelled Kharkiv, according to Norway.", "Shelling")
    assert ways(found, "source") == [("“according to”", "Norway")]


def test_every_filler_has_a_reason(reader: Reader) -> None:
    """What fills a role comes from a slot, or from a rule that is named."""
    text = (
        "Russian forces shelled Kharkiv on Monday. The attack killed 12 people. Germany condemned the attack. France "
        "and Iran signed an agreement in Geneva. Egypt said it would attack. The talks were hosted by Norway."
    )
    events = reader.read(article(text)).events
    assert any(ground.way and not ground.way.startswith("slot ") for event in events for ground in event.grounds)
    for event in events:
        told = {(ground.about, ground.entity) for ground in event.grounds if ground.way}
        assert told >= {(filler.role.rsplit("#", 1)[-1], filler.entity) for filler in event.fillers}
        assert event.start is None or any(ground.about == "date" and ground.way for ground in event.grounds)
