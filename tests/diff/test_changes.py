"""Two builds are compared in words."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from kgbuild.diff import Change, Verdict, changes, to_lines
from kgbuild.graph import populate
from kgbuild.model import Event, Factuality, PartialDate, Report, Resolution
from kgbuild.store import SKOS, WD, NamedNode, Quad, quads_of
from tests.graph.sample import BASE, MINTER, classes, draft

CASUALTIES = BASE + "event/talks-2024-05-casualties-oslo"


def built(change: Callable[[Resolution], Resolution] = lambda same: same, **how: object) -> list[Quad]:
    """The graph of the sample after a change of its resolution."""
    articles, resolution = draft().build(**how)  # type: ignore[arg-type]
    return quads_of(populate(articles, change(resolution), classes(), MINTER))


@cache
def before() -> tuple[Quad, ...]:
    """The graph of the sample as it is."""
    return tuple(built())


def lines(after: list[Quad]) -> list[str]:
    """The changes from the sample to another graph, as text."""
    return to_lines(changes(before(), after))


def events(label: str, change: Callable[[Event], Event]) -> Callable[[Resolution], Resolution]:
    """A change of the events of a label."""
    return lambda whole: replace(whole, events=tuple(change(e) if e.label == label else e for e in whole.events))


def reports(label: str, article: str, change: Callable[[Report], Report]) -> Callable[[Resolution], Resolution]:
    """A change of an article's reports of the events of a label."""

    def changed(whole: Resolution) -> Resolution:
        told = tuple(
            change(r) if whole.events[r.event].label == label and r.article == article else r for r in whole.reports
        )
        return replace(whole, reports=told)

    return changed


def test_the_same_graph_has_no_changes() -> None:
    """Builds that say the same, in whatever order, differ in nothing."""
    assert changes(before(), built(seed=3)) == ()
    assert changes(before()[::-1], before()) == ()
    assert to_lines(()) == []


def test_a_new_article_brings_what_only_it_tells() -> None:
    """Article and events that only it tells are added, and nothing else changes but what they touch."""
    found = changes(built(leave_out="other"), before())
    assert [(each.verdict, each.kind, each.label) for each in found if each.verdict is Verdict.ADDED] == [
        ("added", "article", "Other"),
        ("added", "event", "Meeting of others"),
        ("added", "event", "Embargo"),
    ]


def test_going_back_removes_what_was_added() -> None:
    """What is added one way is removed the other way, and what came went."""
    other = built(leave_out="other")
    there, back = changes(other, before()), changes(before(), other)
    flipped = {"added": Verdict.REMOVED, "removed": Verdict.ADDED, "changed": Verdict.CHANGED}
    expected = [replace(each, verdict=flipped[each.verdict], gone=each.come, come=each.gone) for each in there]
    assert {(each.verdict, each.iri, each.aspect, each.gone, each.come) for each in back} == {
        (each.verdict, each.iri, each.aspect, each.gone, each.come) for each in expected
    }


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (events("Casualties", lambda e: replace(e, end=PartialDate(2024, 6))), "end: added 2024-06"),
        (events("Casualties", lambda e: replace(e, label="Wounded")), "label: Casualties → Wounded"),
        (events("Casualties", lambda e: replace(e, part_of=None)), "part of: removed Meeting, Oslo"),
        (events("Casualties", lambda e: replace(e, realized=False)), "happened: yes → no"),
        (
            reports("Casualties", "talks", lambda r: replace(r, sources=())),
            "attributed in Talks to: removed A diplomat",
        ),
        (
            reports("Casualties", "talks", lambda r: replace(r, quantities=(replace(r.quantities[0], maximum=None),))),
            "wounded in Talks: 12 to 15 → at least 12",
        ),
        (
            reports("Casualties", "follow-up", lambda r: replace(r, quantities=())),
            "wounded in Follow-Up: removed up to 20",
        ),
        (
            reports("Casualties", "talks", lambda r: replace(r, factuality=Factuality.DENIED)),
            "factuality in Talks: actual → denied",
        ),
    ],
)
def test_each_change_of_an_event_is_told(change: Callable[[Resolution], Resolution], expected: str) -> None:
    """Dates, label, links, numbers, sources and factuality are told with what went and what came."""
    after = built(change)
    assert f"    {expected}" in lines(after)
    assert lines(after)[0].startswith("changed event: ")
    assert lines(after)[0].endswith(f" <{CASUALTIES}>")
    assert len(lines(after)) == 2


def test_participants_are_told_by_label() -> None:
    """Agents that come and go are told by their labels."""
    after = built(reports("Meeting, Oslo", "talks", lambda r: replace(r, fillers=r.fillers[1:])))
    assert lines(after)[1:] == ["    agents: removed Ana Silva"]
    other = [replace_agent(quad) for quad in before()]
    assert to_lines(changes(before(), other))[1:] == ["    agents: Ana Silva → Chile"]


def replace_agent(quad: Quad) -> Quad:
    """The statement, with Chile in the place of Ana Silva where she is an agent."""
    if str(quad.predicate).endswith("#agent>") and quad.object == NamedNode(BASE + "person/ana-silva"):
        return Quad(quad.subject, quad.predicate, NamedNode(BASE + "state/chile"), quad.graph_name)
    return quad


def test_a_report_less_is_told() -> None:
    """Where an article no longer tells an event, the event says so."""

    def without(whole: Resolution) -> Resolution:
        kept = tuple(r for r in whole.reports if not (r.article == "follow-up" and r.quantities))
        return replace(whole, reports=kept)

    assert "    reported in: removed Follow-Up" in lines(built(without))


def test_names_positions_and_links_of_entities_are_told() -> None:
    """New forms of a name, another position, and an accepted link are changes of the entity."""

    def renamed(whole: Resolution) -> Resolution:
        entities = tuple(replace(e, aliases=("A. Silva",)) if e.name == "Ana Silva" else e for e in whole.entities)
        return replace(
            whole, entities=entities, tenures=tuple(replace(t, position="envoy to NATO") for t in whole.tenures)
        )

    link = Quad(NamedNode(BASE + "person/ana-silva"), SKOS["exactMatch"], WD["Q1"])
    assert lines([*built(renamed), link]) == [
        f"changed entity: Ana Silva <{BASE}person/ana-silva>",
        "    other names: added A. Silva",
        "    same as: added http://www.wikidata.org/entity/Q1",
        "    positions: Envoy for Brazil → envoy to NATO for Brazil",
    ]


def test_a_changed_text_is_told_once() -> None:
    """An article with another text or title is changed, by the digest of its text."""
    articles, resolution = draft().build()
    edited = [replace(each, sha256="0" * 64) if each.name == "other" else each for each in articles]
    found = changes(before(), quads_of(populate(edited, resolution, classes(), MINTER)))
    assert [(each.kind, each.label, each.aspect, each.come) for each in found] == [
        ("article", "Other", "text (SHA-256)", ("0" * 64,))
    ]


def test_changes_are_values() -> None:
    """A change can be compared, and tells verdict, kind, thing and aspect."""
    after = built(events("Casualties", lambda e: replace(e, label="Wounded")))
    assert changes(before(), after) == (
        Change(Verdict.CHANGED, "event", CASUALTIES, "Wounded", "label", ("Casualties",), ("Wounded",)),
    )
