"""The reader as a whole: order, determinism, spans, own classes, texts of any kind."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild import shipped
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.reader import Reader
from kgbuild.model import Span

from .told import article, of

TEXT = (
    "🙂 Officials from France met Syrian envoys in Geneva on Monday. “The talks were useful,” President Macron said. "
    "Russian forces shelled Kharkiv, killing at least 3 people.\n\nGermany urged Russia to stop."
)
OWN = """
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix my: <https://example.org/my#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
my:Embargo rdfs:subClassOf kg:Sanction .
my:embargo a kg:Frame ; kg:evokes my:Embargo ; kg:verb "stop selling arms to" ; kg:noun "oil freeze" .
"""


def test_findings_come_in_the_order_of_the_articles(reader: Reader) -> None:
    """Many articles read at once give what each gives alone, in the same order."""
    articles = [
        article(text, name=f"a{n}") for n, text in enumerate([TEXT, "Iran attacked Iraq.", "Nothing here."] * 7)
    ]
    assert list(reader.read_all(articles)) == [reader.read(each) for each in articles]


def test_every_span_reads_back(reader: Reader) -> None:
    """Quotes, triggers, numbers and fillers lie in the sentence of their event, in code points of the whole text."""
    head = "title: A\ndate: 2024-05-15\n\n"
    whole = article(head + TEXT)
    whole = replace(whole, body=Span(len(head), len(head + TEXT)))
    events = reader.read(whole).events
    assert len(events) >= 4
    for event in events:
        assert event.sentence.covers(event.trigger)
        assert event.sentence.covers(event.quote)
        assert event.quote.covers(event.trigger)
        assert whole.body.covers(event.sentence)
        quote = whole.quote(event.quote)
        assert quote == quote.strip()
    assert any(whole.quote(filler.span) == "Kharkiv" for event in events for filler in event.fillers)


def test_ids_are_positions(reader: Reader) -> None:
    """Events are numbered in text order, and refer only to earlier mentions or to causes of the same article."""
    events = reader.read(article(TEXT)).events
    assert [event.id for event in events] == list(range(len(events)))
    assert [event.trigger.start for event in events] == sorted(event.trigger.start for event in events)
    assert all(event.same_as is None or event.same_as < event.id for event in events)


def test_why_an_event_was_found(reader: Reader) -> None:
    """An event names its frame, its confidence lies in bounds, and each of its fillers has its ground."""
    (event,) = reader.read(article("Iran attacked Iraq.")).events
    assert event.frame == "https://w3id.org/kgbuild/lexicon#attack"
    assert 0.4 <= event.confidence <= 1
    fillers = {(filler.role.rsplit("#", 1)[-1], filler.entity, filler.span) for filler in event.fillers}
    assert {(ground.about, ground.entity, ground.span) for ground in event.grounds if ground.path} >= fillers


def test_what_cannot_be_placed_is_kept(reader: Reader) -> None:
    """A trigger without what its frame requires is listed with the reason."""
    found = reader.read(article("Nobody knows who attacked."))
    reasons = [each.reason for each in found.unplaced if "Attack" in each.reason]
    assert reasons == ["Attack without a participant, place, date or number"]


def test_what_only_another_event_is_about_is_kept(reader: Reader) -> None:
    """What is asked for and tells nothing of its own is listed as what another event is about."""
    found = reader.read(article("Germany urged Iran to stop making threats."))
    assert [each.type for each in found.events] == ["https://w3id.org/kgbuild/ontology#Appeal"]
    assert [each.reason for each in found.unplaced] == ["Threat told only as what another event is about"]


def test_an_own_class_needs_no_code(reader: Reader, tmp_path: Path) -> None:
    """A class below Sanction with one frame of words is read with the slots that it inherits."""
    (tmp_path / "own.ttl").write_text(OWN, encoding="utf-8")
    own = Reader(reader.pipeline, Lexicon.load([shipped.folder("ontology"), tmp_path]), reader.gazetteer)
    event = of(own, "Sweden imposed an oil freeze on Belarus.", "Embargo")
    assert event.agents == {"Sweden"}
    assert event.targets == {"Belarus"}
    event = of(own, "Sweden stopped selling arms to Belarus.", "Embargo")
    assert event.agents == {"Sweden"}
    assert event.targets == {"Belarus"}
    assert not any(event.type.startswith("https://example.org") for event in reader.read(article(TEXT)).events)


def test_an_own_class_wins_over_a_shipped_phrase(reader: Reader, tmp_path: Path) -> None:
    """Where a shipped phrase holds the noun of a finer own class, the event is of that class with its arguments."""
    (tmp_path / "own.ttl").write_text(OWN.replace("oil freeze", "embargo"), encoding="utf-8")
    own = Reader(reader.pipeline, Lexicon.load([shipped.folder("ontology"), tmp_path]), reader.gazetteer)
    text = "France imposed an embargo on Belarus on Thursday."
    assert [event.type for event in own.read(article(text)).events] == ["https://example.org/my#Embargo"]
    event = of(own, text, "Embargo")
    assert (event.agents, event.targets, event.start) == ({"France"}, {"Belarus"}, "2024-05-09")


@pytest.mark.slow
def test_own_cues_change_what_is_read(reader: Reader, tmp_path: Path) -> None:
    """Word lists in a project's ontology tell what an own verb makes of an event and whose word an own verb reports."""
    lists = tmp_path / "lexicon"
    lists.mkdir()
    for name, row in (("factuality", "dread\tobject\tplanned"), ("attribution", "croak\tclause\tsubject")):
        (lists / f"{name}.tsv").write_text(f"word\tslot\t{name}\tunless\n{row}\n", encoding="utf-8")
    own = Reader.load(None, [shipped.folder("ontology"), tmp_path])
    dreaded = "Norway dreaded an attack on Oslo."
    assert [of(each, dreaded, "Attack").factuality for each in (reader, own)] == ["actual", "planned"]
    croaked = "Norway croaked that Egypt shelled Kharkiv."
    assert [of(each, croaked, "Shelling").sources for each in (reader, own)] == [(), ("Norway",)]


@pytest.mark.parametrize(
    "text", ["x", ".", "\n", "“", "U.S.", "1 2 3", "and and and", "سلام جهان", "攻撃した。", "a\u200bb"]
)
def test_texts_that_are_no_english(reader: Reader, text: str) -> None:
    """Any text can be read, and what is no sentence gives no event."""
    assert reader.read(article(text)).events == ()


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from([*TEXT.split(), "not", "who", ",", "attacked", "by", "between", "$5"]), max_size=40)
)
def test_shuffled_words_do_not_break_the_reader(reader: Reader, words: list[str]) -> None:
    """Whatever the parse of a word salad, the reader ends, and its quotes hold its triggers."""
    text = " ".join(words) or "."
    for event in reader.read(article(text)).events:
        assert event.quote.covers(event.trigger)
        assert {filler.entity for filler in event.fillers} <= set(range(len(text)))
