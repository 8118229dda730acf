"""Events and entities that go by another IRI are found again by the text that they rest on."""

from dataclasses import replace
from hashlib import sha256

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.diff import Change, Verdict, changes
from kgbuild.graph import populate
from kgbuild.model import PartialDate, Resolution
from kgbuild.store import quads_of
from tests.diff.samples import ALTERATIONS, Alteration, before, built, chain, events, moved, reports, without
from tests.graph.sample import MINTER, classes, draft

MEETING, OTHERS = "2024-05-05-meeting-oslo", "2024-05-05-meeting-oslo-chile-peru"
MIRRORED = {
    Verdict.ADDED: Verdict.REMOVED,
    Verdict.REMOVED: Verdict.ADDED,
    Verdict.MERGED: Verdict.SPLIT,
    Verdict.SPLIT: Verdict.MERGED,
}


def told(found: tuple[Change, ...]) -> list[tuple[str, list[str], list[str]]]:
    """The verdicts with the last parts of the IRIs before and after."""
    return [
        (each.verdict, *([thing.iri.rpartition("/")[2] for thing in things] for things in (each.olds, each.news)))  # type: ignore[misc]
        for each in found
    ]


def test_reports_that_move_onto_another_event_merge_both() -> None:
    """An event that is gone and whose sentence now stands on another one is merged into that, and not removed."""
    found = changes(before(), built(moved("other", "Meeting of others", "Meeting, Oslo")))
    assert told(found) == [("merged", [MEETING, OTHERS], [MEETING])]
    assert found[0].details == ()
    tellers = [[article.label for article in each.articles] for each in (*found[0].olds, *found[0].news)]
    assert tellers == [["Follow-Up", "Talks"], ["Other"], ["Follow-Up", "Other", "Talks"]]


def test_an_event_whose_reports_part_is_split() -> None:
    """An event of which a sentence now stands on an event of its own is split, and nothing is added."""
    found = changes(built(moved("other", "Meeting of others", "Meeting, Oslo")), before())
    assert told(found) == [("split", [MEETING], [MEETING, OTHERS])]
    assert found[0].whole.label == "Meeting, Oslo"


def test_what_merging_changes_is_told() -> None:
    """What an event that was merged loses beside its own IRI is told as a change of all that became one."""
    lost = reports("Meeting of others", "other", lambda r: replace(r, fillers=r.fillers[1:]))
    (found,) = changes(before(), built(chain(lost, moved("other", "Meeting of others", "Meeting, Oslo"))))
    assert found.verdict == "merged"
    assert [(each.name, [value.label for value in each.gone], each.come) for each in found.details] == [
        ("agents", ["Chile"], ())
    ]


def test_another_date_renames_an_event() -> None:
    """An event whose IRI tells another date has been renamed, though another event now has its IRI."""
    found = changes(before(), built(events("Meeting, Oslo", lambda e: replace(e, start=PartialDate(2024, 5, 4)))))
    assert told(found) == [
        ("renamed", [MEETING], ["2024-05-04-meeting-oslo"]),
        ("renamed", [OTHERS], [MEETING]),
    ]
    assert [(each.name, each.gone[0].label, each.come[0].label) for each in found[0].details] == [
        ("start", "2024-05-05", "2024-05-04")
    ]


def test_an_edited_sentence_is_the_same_telling() -> None:
    """In an article with another text, an event is found again by a sentence that differs in some words."""
    articles, resolution = draft().build()
    edited = next(each for each in articles if each.name == "other").text.replace("on 5 May", "on 6 May")
    digest = sha256(edited.encode()).hexdigest()
    articles = [replace(each, text=edited, sha256=digest) if each.name == "other" else each for each in articles]
    later = events("Meeting of others", lambda e: replace(e, start=PartialDate(2024, 5, 6)))(resolution)
    found = changes(before(), quads_of(populate(articles, later, classes(), MINTER)))
    assert told(found)[1] == ("renamed", [OTHERS], ["2024-05-06-meeting-oslo"])
    assert {each.verdict for each in found} == {"corrected", "renamed"}


def test_a_sentence_that_no_longer_tells_is_no_merger() -> None:
    """An event that is gone with its report is removed, and one that comes with a new one is added."""
    less = without("other", "Embargo")
    assert told(changes(before(), built(less)))[0][0] == "removed"
    assert {verdict for verdict, *_ in told(changes(built(less), before()))} == {"added"}


def test_a_name_that_is_found_to_be_another_merges_entities() -> None:
    """An entity whose mentions now refer to another one is merged into it; its roles go with it, and are told."""

    def one(whole: Resolution) -> Resolution:
        chile, peru = (next(e for e in whole.entities if e.name == name) for name in ("Chile", "Peru"))
        assert peru.id == len(whole.entities) - 1, "the last one, so that the others keep their numbers"

        def moved(entity: int) -> int:
            return chile.id if entity == peru.id else entity

        both = replace(chile, aliases=("Peru",), mentions=(*chile.mentions, *peru.mentions))
        return replace(
            whole,
            entities=tuple(both if e == chile else e for e in whole.entities if e != peru),
            events=tuple(replace(e, agents=tuple({moved(agent) for agent in e.agents})) for e in whole.events),
            reports=tuple(
                replace(r, fillers=tuple(replace(f, entity=moved(f.entity)) for f in r.fillers)) for r in whole.reports
            ),
        )

    found = changes(before(), built(one))
    assert told(found)[-1] == ("merged", ["chile", "peru"], ["chile"])
    assert [(each.verdict, each.whole.label) for each in found[:-1]] == [("renamed", "Meeting of others")]
    assert [(each.name, [value.label for value in each.gone]) for each in found[0].details] == [("agents", ["Peru"])]


SOME = st.lists(st.sampled_from(ALTERATIONS), max_size=4, unique=True)


@given(one=SOME, other=SOME, less=st.sampled_from([None, "talks", "follow-up", "other"]))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_both_ways_tell_the_same(one: list[Alteration], other: list[Alteration], less: str | None) -> None:
    """What a graph has become of another one mirrors what that one has become of it; a graph is itself."""
    these, those = built(chain(*one), leave_out=less), built(chain(*other))
    assert changes(these, list(reversed(these))) == ()
    mirrored = [
        replace(
            each,
            verdict=MIRRORED.get(each.verdict, each.verdict),
            olds=each.news,
            news=each.olds,
            details=tuple(replace(detail, gone=detail.come, come=detail.gone) for detail in each.details),
        )
        for each in changes(these, those)
    ]
    assert sorted(map(by_iri, mirrored)) == sorted(map(by_iri, changes(those, these)))


def by_iri(change: Change) -> str:
    """A change as text that does not depend on how articles are called then and now."""
    return repr((change.verdict, change.kind, change.olds, change.news, change.details))
