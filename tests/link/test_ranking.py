"""Candidates are ranked by what the articles tell, and "no match" is an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pytest

from kgbuild.language.names.offices import Held, office_words
from kgbuild.link.features import FEATURES, Context, features, name_fit, similarity
from kgbuild.link.item import Item
from kgbuild.link.linking import decisions, links, proposals
from kgbuild.link.mapping import Mapping as Row
from kgbuild.link.mapping import Mappings, Verdict
from kgbuild.link.ranking import THRESHOLD, Ranked, Ranker, near
from kgbuild.link.subject import Subject, Told
from kgbuild.model import Link, PartialDate
from kgbuild.model.terms import CLOSE_MATCH, EXACT_MATCH, KG, PERSON, PLACE, STATE

BASE = "https://example.org/id/"
CITY = KG + "City"
ABOVE = {CITY: (CITY, PLACE)}
LATER = PartialDate(2024, 3, 8)

RURITANIA = Item("Q1", "Ruritania", ("Kingdom of Ruritania",), "kingdom in Europe", (STATE,), ("Q1",))
BORDURIA = Item("Q2", "Borduria", (), "republic in Europe", (STATE,), ("Q2",))
MINISTER = Item("Q10", "Jane Roe", ("J. Roe",), "Ruritanian politician", (PERSON,), ("Q1",))
SINGER = Item("Q11", "Jane Roe", (), "Bordurian singer and painter", (PERSON,), ("Q2",))
TOWN = Item("Q20", "Strelsau", (), "capital", (CITY,), ("Q1",), point=(48.0, 16.0))


@dataclass(frozen=True)
class Table:
    """A look-up of a few items; fuzzy ones are all those of a similar name."""

    items: Sequence[Item]

    def exact(self, name: str) -> tuple[Item, ...]:
        """The items of exactly this name."""
        return tuple(each for each in self.items if name in (each.label, *each.aliases))

    def fuzzy(self, name: str, limit: int = 10) -> tuple[Item, ...]:
        """The items of a name much like this one."""
        near = [each for each in self.items if similarity(name, each.label) > 0.8]
        return tuple(sorted(near, key=lambda each: -similarity(name, each.label))[:limit])

    def item(self, qid: str) -> Item | None:
        """The item of a QID."""
        return next((each for each in self.items if each.qid == qid), None)


ALL = Table((RURITANIA, BORDURIA, MINISTER, SINGER, TOWN))
STATE_SUBJECT = Subject(BASE + "state/ruritania", ("Ruritania",), (STATE,), spans={"a": ((0, 9),)}, dates=(LATER,))
OTHER_STATE = Subject(BASE + "state/borduria", ("Borduria",), (STATE,), spans={"b": ((0, 8),)}, dates=(LATER,))
PERSON_SUBJECT = Subject(BASE + "person/roe", ("Jane Roe", "Roe"), (PERSON,), spans={"a": ((20, 28),)}, dates=(LATER,))


def ranked(
    subject: Subject,
    *others: Subject,
    table: Table = ALL,
    texts: Mapping[str, str] | None = None,
    known: Mapping[str, str | None] | None = None,
) -> Ranked:
    """The candidates of one subject among others."""
    ranker = Ranker(table, lambda kind: ABOVE.get(kind, (kind,)), near(lambda name: (texts or {}).get(name, "")))
    return ranker.rank((subject, *others), known)[0]


def qids(found: Ranked) -> list[str]:
    """The candidates' QIDs, best first."""
    return [each.item.qid for each in found.candidates]


def test_only_item_of_the_name_and_kind() -> None:
    """The only item of the name and class is proposed, with a score that says that it is likely."""
    best = ranked(STATE_SUBJECT).best()
    assert best is not None
    assert (best.item, best.score > 0.9) == (RURITANIA, True)


def test_unknown_name() -> None:
    """A name that no item has, nor one much like it, has no candidates and no match."""
    found = ranked(replace(PERSON_SUBJECT, names=("Xaver Quux",)))
    assert (found.candidates, found.best()) == ((), None)


def test_other_kind() -> None:
    """An item of another kind is shown with its low score, and not proposed."""
    found = ranked(replace(PERSON_SUBJECT, names=("Strelsau",)))
    assert qids(found) == ["Q20"]
    assert found.best() is None
    assert found.candidates[0].features.type == 0


def test_own_class_below() -> None:
    """A city is a place: the item's class may be finer than the subject's."""
    place = Subject(BASE + "place/strelsau", ("Strelsau",), (PLACE,), spans={"a": ((0, 8),)})
    assert ranked(place).candidates[0].features.type == 1


def test_much_alike_is_not_enough() -> None:
    """A name that is only much alike is no match unless something else speaks for it."""
    alike = replace(PERSON_SUBJECT, names=("Jan Roe",))
    assert qids(ranked(alike))
    assert ranked(alike).best() is None
    held = Held("Foreign Minister", "Ruritania", PartialDate(2023), None)
    told = Told(office_words("Foreign Minister"), STATE_SUBJECT.iri, LATER)
    table = Table((RURITANIA, replace(MINISTER, offices=(held,))))
    best = ranked(replace(alike, offices=(told,)), STATE_SUBJECT, table=table).best()
    assert best is not None
    assert best.item.qid == "Q10"


def test_office_at_the_date() -> None:
    """Of two namesakes the one who held the office at the article's date is meant."""
    now, before = (
        replace(item, offices=(Held("Minister of Finance", "Ruritania", PartialDate(since), PartialDate(until)),))
        for item, since, until in ((SINGER, 2023, 2025), (MINISTER, 1990, 1994))
    )
    told = Told(office_words("Finance Minister"), None, LATER)
    found = ranked(replace(PERSON_SUBJECT, offices=(told,)), table=Table((now, before)))
    assert [(each.item.qid, each.features.office) for each in found.candidates] == [("Q11", 1.0), ("Q10", 0.2)]


def test_state_of_the_office() -> None:
    """Of two namesakes the one of the state that the office is held for is meant."""
    told = Told(office_words("envoy"), OTHER_STATE.iri, LATER)
    found = ranked(replace(PERSON_SUBJECT, offices=(told,)), OTHER_STATE)
    assert qids(found) == ["Q11", "Q10"]
    assert [each.features.state for each in found.candidates] == [1.0, 0.0]


@pytest.mark.parametrize(("state", "first"), [(STATE_SUBJECT, "Q10"), (OTHER_STATE, "Q11")])
def test_coherence(state: Subject, first: str) -> None:
    """Of two namesakes the one of a state that the article names is meant."""
    assert qids(ranked(PERSON_SUBJECT, replace(state, spans={"a": ((0, 9),)})))[0] == first


@pytest.mark.parametrize(("text", "first"), [("The politician of the party", "Q10"), ("A singer, a painter", "Q11")])
def test_words_of_the_description(text: str, first: str) -> None:
    """Of two namesakes the one whose description shares words with the article is meant."""
    assert qids(ranked(PERSON_SUBJECT, texts={"a": f"{text} said so"}))[0] == first


def test_popularity() -> None:
    """Where nothing else tells, the item of which more wikis write is first."""
    known = Table((replace(MINISTER, popularity=3), replace(SINGER, popularity=90)))
    assert qids(ranked(PERSON_SUBJECT, table=known))[0] == "Q11"


def test_reading() -> None:
    """The item that the reading of the articles found is a candidate, whatever it is called, and goes before others."""
    assert qids(ranked(replace(PERSON_SUBJECT, qid="Q11")))[0] == "Q11"
    assert "Q20" in qids(ranked(replace(PERSON_SUBJECT, qid="Q20")))


def test_two_equal_ones() -> None:
    """Two items between which nothing decides are equally likely; the lower number stands first."""
    found = ranked(PERSON_SUBJECT)
    assert qids(found) == ["Q10", "Q11"]
    assert all(each.score < 0.6 for each in found.candidates)


def test_family_name_alone_of_a_full_name() -> None:
    """Items of the bare family name are no candidates for a person who is told by a full name."""
    assert "Q30" not in qids(ranked(PERSON_SUBJECT, table=Table((*ALL.items, Item("Q30", "Roe", types=(PERSON,))))))


def test_order_does_not_matter() -> None:
    """The order of subjects and of items changes no score."""
    subjects = (PERSON_SUBJECT, STATE_SUBJECT, OTHER_STATE)
    forth = Ranker(ALL, lambda kind: (kind,), lambda *_: ()).rank(subjects)
    back = Ranker(Table(ALL.items[::-1]), lambda kind: (kind,), lambda *_: ()).rank(subjects[::-1])
    assert [*forth] == back[::-1]


def test_features_are_shares() -> None:
    """Each feature lies between 0 and 1, and each has a name and a weight in the reasons."""
    told = features(PERSON_SUBJECT, MINISTER, Context({}, {"Q1": 3}, lambda kind: (kind,), frozenset({"politician"})))
    assert all(0 <= value <= 1 for value in told.values())
    assert len(told.values()) == len(FEATURES)
    reasons = ranked(PERSON_SUBJECT).candidates[0].reasons()
    assert reasons.startswith("name 1.00, type 1.00")


def test_name_fit() -> None:
    """The known name counts most, another form less, likeness least; accents and articles do not count."""
    fits = [
        name_fit(replace(PERSON_SUBJECT, names=names), MINISTER)
        for names in (("Jané Roe",), ("J Roe",), ("Her Grace", "J. Roe"), ("Jane Row",), ("Xaver Quux",))
    ]
    assert fits[:3] == [1.0, 0.9, 0.7]
    assert 0.3 < fits[3] < 0.6
    assert fits[4] < 0.1


ACCEPTED = Row(PERSON_SUBJECT.iri, "Jane Roe", Verdict.ACCEPTED, "Q11")


def test_decided_links_are_exact() -> None:
    """What a person accepts is an exact link, and an entity that has no item gets none."""
    ranking = (ranked(STATE_SUBJECT), ranked(PERSON_SUBJECT))
    rows = Mappings((ACCEPTED, Row(STATE_SUBJECT.iri, "Ruritania", Verdict.NO_ITEM)))
    assert links(ranking, rows, THRESHOLD) == {PERSON_SUBJECT.iri: Link("Q11", EXACT_MATCH)}


def test_proposed_links_are_never_exact() -> None:
    """What is only proposed is no exact link, whoever proposes it, and stays out below the threshold."""
    row = Row(STATE_SUBJECT.iri, "Ruritania", Verdict.PROPOSED, "Q7", score=0.6)
    assert links([ranked(STATE_SUBJECT)], Mappings(), THRESHOLD) == {STATE_SUBJECT.iri: Link("Q1", CLOSE_MATCH)}
    assert links([ranked(STATE_SUBJECT)], Mappings((row,)), 0.5) == {STATE_SUBJECT.iri: Link("Q7", CLOSE_MATCH)}
    assert links([ranked(STATE_SUBJECT)], Mappings((row,)), 0.7) == {}
    assert links([ranked(STATE_SUBJECT)], Mappings(), 1.0) == {}


def test_rejected_items_never_come_back() -> None:
    """An item that a person has rejected is neither linked nor proposed again."""
    rows = Mappings((Row(STATE_SUBJECT.iri, "Ruritania", Verdict.REJECTED, "Q1"),))
    assert links([ranked(STATE_SUBJECT)], rows, THRESHOLD) == {}
    assert proposals([ranked(STATE_SUBJECT)], rows, THRESHOLD) == ()


def test_decided_item_helps_the_others() -> None:
    """An accepted link of a state makes its citizen the first candidate."""
    state = replace(STATE_SUBJECT, names=("The Kingdom",), spans={"a": ((0, 9),)})
    rows = Mappings((Row(state.iri, "The Kingdom", Verdict.ACCEPTED, "Q2"),))
    known = decisions(rows, [state.iri, PERSON_SUBJECT.iri])
    assert known == {state.iri: "Q2"}
    assert qids(ranked(PERSON_SUBJECT, state, known=known))[0] == "Q11"


def test_proposals_tell_why() -> None:
    """A proposal carries its score and the features that decided."""
    (row,) = proposals([ranked(STATE_SUBJECT)], Mappings(), THRESHOLD)
    assert (row.verdict, row.qid, row.label) == (Verdict.PROPOSED, "Q1", "Ruritania")
    assert row.score is not None
    assert row.score > THRESHOLD
    assert row.comment.startswith("name 1.00")
