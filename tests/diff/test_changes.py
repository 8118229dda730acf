"""Two builds are compared in words."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kgbuild.diff import Change, Detail, Thing, Verdict, changes
from kgbuild.diff.aspects import Kind, Name
from kgbuild.graph import populate
from kgbuild.model import Factuality, PartialDate, Resolution, Source
from kgbuild.store import SKOS, WD, NamedNode, Quad, quads_of
from tests.diff.samples import Alteration, before, built, events, reports, text, without
from tests.graph.sample import BASE, MINTER, classes, draft

CASUALTIES = BASE + "event/talks-2024-05-casualties-oslo"


def lines(after: list[Quad]) -> list[str]:
    """The changes from the sample to another graph, as text."""
    return text(changes(before(), after))


def test_the_same_graph_has_no_changes() -> None:
    """Builds that say the same, in whatever order, differ in nothing."""
    assert changes(before(), built(seed=3)) == ()
    assert changes(before()[::-1], before()) == ()
    assert text(()) == []


def test_a_new_article_brings_what_only_it_tells() -> None:
    """Article, events and entities that only it tells are added, and nothing else changes but what they touch."""
    found = changes(built(leave_out="other"), before())
    assert [(each.verdict, each.kind, each.whole.label) for each in found if each.verdict is Verdict.ADDED] == [
        ("added", "article", "Other"),
        ("added", "event", "Meeting of others"),
        ("added", "event", "Embargo"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (events("Casualties", lambda e: replace(e, end=PartialDate(2024, 6))), "end: added 2024-06"),
        (events("Casualties", lambda e: replace(e, label="Wounded")), "label: Casualties → Wounded"),
        (events("Casualties", lambda e: replace(e, part_of=None)), "part of: removed Meeting, Oslo"),
        (events("Casualties", lambda e: replace(e, realized=False)), "happened: yes → no"),
        (
            reports("Casualties", "talks", lambda r: replace(r, sources=())),
            "attribution lost: A diplomat, in Talks",
        ),
        (
            reports(
                "Casualties",
                "follow-up",
                lambda r: replace(r, sources=(*r.sources, Source("Up to 20 people", r.quantities[0].span))),
            ),
            "attribution gained: Up to 20 people, in Follow-Up",
        ),
        (
            reports("Casualties", "talks", lambda r: replace(r, quantities=(replace(r.quantities[0], maximum=None),))),
            "wounded: 12 to 15 → at least 12, in Talks",
        ),
        (
            reports("Casualties", "talks", lambda r: replace(r, quantities=(replace(r.quantities[0], maximum=2500),))),
            "wounded: 12 to 15 → 12 to 2,500, in Talks",
        ),
        (
            reports("Casualties", "follow-up", lambda r: replace(r, quantities=())),
            "wounded: removed up to 20, in Follow-Up",
        ),
        (
            reports("Casualties", "talks", lambda r: replace(r, factuality=Factuality.DENIED)),
            "factuality: actual → denied, in Talks",
        ),
    ],
)
def test_each_change_of_an_event_is_told(change: Callable[[Resolution], Resolution], expected: str) -> None:
    """Dates, label, links, numbers, sources and factuality are told with what went and what came, and where."""
    told = lines(built(change))
    assert f"      {expected}" in told
    assert told[:2] == ["events", f"  changed: {'Wounded' if 'Wounded' in expected else 'Casualties'} <{CASUALTIES}>"]
    assert len(told) == 3


def test_participants_are_told_by_label() -> None:
    """Agents that come and go are told by their labels."""
    after = built(reports("Meeting, Oslo", "talks", lambda r: replace(r, fillers=r.fillers[1:])))
    assert lines(after)[2:] == ["      agents: removed Ana Silva"]
    other = [replace_agent(quad) for quad in before()]
    assert lines(other)[2:] == ["      agents: Ana Silva → Chile"]


def replace_agent(quad: Quad) -> Quad:
    """The statement, with Chile in the place of Ana Silva where she is an agent."""
    if str(quad.predicate).endswith("#agent>") and quad.object == NamedNode(BASE + "person/ana-silva"):
        return Quad(quad.subject, quad.predicate, NamedNode(BASE + "state/chile"), quad.graph_name)
    return quad


def test_a_report_less_is_told_once() -> None:
    """Where an article no longer tells an event, the event says so; of what it said, only the numbers are told."""
    assert lines(built(without("follow-up", "Casualties")))[2:] == [
        "      wounded: removed up to 20, in Follow-Up",
        "      reported in: removed Follow-Up",
    ]


def test_names_positions_and_links_of_entities_are_told() -> None:
    """New forms of a name, another position, and an accepted link are changes of the entity."""

    def renamed(whole: Resolution) -> Resolution:
        entities = tuple(replace(e, aliases=("A. Silva",)) if e.name == "Ana Silva" else e for e in whole.entities)
        return replace(
            whole, entities=entities, tenures=tuple(replace(t, position="envoy to NATO") for t in whole.tenures)
        )

    ana = NamedNode(BASE + "person/ana-silva")
    after = [*built(renamed), Quad(ana, SKOS["exactMatch"], WD["Q1"])]
    assert lines(after) == [
        "entities",
        f"  changed: Ana Silva <{BASE}person/ana-silva>",
        "      link: added Q1 (accepted)",
        "      other names: added A. Silva",
        "      position: Envoy for Brazil → envoy to NATO for Brazil, in Talks",
    ]
    proposed = [*built(renamed), Quad(ana, SKOS["closeMatch"], WD["Q1"])]
    assert text(changes(proposed, after))[2:] == ["      link: Q1 (proposed) → Q1 (accepted)"]


def test_a_changed_text_is_told_as_corrected() -> None:
    """An article with another text is corrected, told by the beginning of its digest."""
    articles, resolution = draft().build()
    edited = [replace(each, sha256="0" * 64) if each.name == "other" else each for each in articles]
    (found,) = changes(before(), quads_of(populate(edited, resolution, classes(), MINTER)))
    assert (found.verdict, found.kind, found.whole.label) == ("corrected", "article", "Other")
    assert [each.come[0].label for each in found.details] == ["0" * 64]
    assert text((found,))[2].endswith(f" → {'0' * 12}")


def test_a_later_version_supersedes_an_article() -> None:
    """An article that another one is a revision of is superseded; what both tell of an event is compared as one."""
    articles, resolution = draft().build()
    later = [replace(each, name="other-2", revises="other") for each in articles if each.name == "other"]
    found = changes(before(), quads_of(populate([*articles, *later], retold("other-2")(resolution), classes(), MINTER)))
    assert [(each.verdict, each.kind, each.whole.iri.removeprefix(BASE)) for each in found] == [
        ("superseded", "article", "article/other"),
        ("added", "article", "article/other-2"),
        ("renamed", "event", "event/other-2-sanction-norway"),
    ]
    assert not found[2].details
    assert text(found)[2] == "      superseded by: Other"


def test_an_article_of_another_name_is_the_same() -> None:
    """An article with the same text under another name has been renamed, and with it what is named after it."""
    articles, resolution = draft().build()
    moved = [replace(each, name="another") if each.name == "other" else each for each in articles]
    found = changes(before(), quads_of(populate(moved, retold("another")(resolution), classes(), MINTER)))
    assert [(each.verdict, each.whole.iri.removeprefix(BASE), each.details) for each in found] == [
        ("renamed", "article/another", ()),
        ("renamed", "event/another-sanction-norway", ()),
    ]


def retold(article: str) -> Alteration:
    """A change after which an article of this name tells what the other one told."""

    def named(name: str) -> str:
        return article if name == "other" else name

    def changed(whole: Resolution) -> Resolution:
        mentions = [tuple(replace(m, article=named(m.article)) for m in e.mentions) for e in whole.entities]
        return replace(
            whole,
            reports=tuple(replace(r, article=named(r.article)) for r in whole.reports),
            entities=tuple(replace(e, mentions=m) for e, m in zip(whole.entities, mentions, strict=True)),
        )

    return changed


def test_changes_are_values() -> None:
    """A change can be compared, and tells verdict, kind, things and details."""
    after = built(events("Casualties", lambda e: replace(e, label="Wounded")))
    detail = Detail(Name.LABEL, (Thing("Casualties"),), (Thing("Wounded"),))
    old, new = Thing("Casualties", CASUALTIES), Thing("Wounded", CASUALTIES)
    assert changes(before(), after) == (Change(Verdict.CHANGED, Kind.EVENT, (old,), (new,), (detail,)),)


def test_what_may_mislead_is_told_first() -> None:
    """A lost attribution comes before a number that changed, this before what is new."""
    less = reports("Casualties", "talks", lambda r: replace(r, sources=()))
    another = reports("Meeting, Oslo", "talks", lambda r: replace(r, factuality=Factuality.PLANNED))
    after = built(lambda whole: another(less(whole)))
    found = [each for each in changes(built(leave_out="other"), after) if each.kind is Kind.EVENT]
    assert [each.whole.label for each in found] == ["Casualties", "Meeting, Oslo", "Meeting of others", "Embargo"]
